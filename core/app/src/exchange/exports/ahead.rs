//! The next page of an export, read while the one before is made into cells.

use std::sync::Arc;

use tokio::task::JoinSet;
use weir_model::principal::Principal;

use super::kind::ExportKind;
use crate::context::App;
use crate::dto::exchange::CreateExport;
use crate::error::{Error, Result};

/// What an export is to hold.
pub(super) struct Asked {
    pub wish: CreateExport,
    /// The columns, in their order.
    pub columns: Vec<String>,
}

/// Rows, and the rights that their reader had when they were read.
pub(super) struct Page<K: ExportKind> {
    pub kind: K,
    pub rows: K::Rows,
    /// The place behind them; none behind the last.
    pub next: Option<K::Place>,
}

/// A page being read. Dropped, it is read no further.
pub(super) struct PageAhead<K: ExportKind>(JoinSet<Result<Page<K>>>);

impl<K: ExportKind> PageAhead<K> {
    /// Begins to read the rows behind a place. The rights are asked for anew: a page never shows more than its reader
    /// may see when it is read.
    pub fn begin(app: &App, who: &Principal, asked: &Arc<Asked>, after: Option<K::Place>) -> Self {
        let (app, who, asked) = (app.clone(), who.clone(), Arc::clone(asked));
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            let tx = app.store().read(who.tenant).await?;
            let kind = K::open(&app, &tx, &who, &asked.wish).await?;
            let (rows, next) = kind.read(&tx, &asked.columns, after).await?;
            Ok(Page { kind, rows, next })
        });
        Self(reading)
    }

    /// Waits for the page.
    ///
    /// # Errors
    /// Those of the rights and of the database.
    pub async fn read(mut self) -> Result<Page<K>> {
        let read = self.0.join_next().await.ok_or_else(|| Error::internal("a page that nobody reads"))?;
        read.map_err(Error::internal)?
    }
}
