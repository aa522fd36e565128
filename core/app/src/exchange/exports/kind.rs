//! What a kind of thing defines so that it can be taken out as a file.

use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_model::{Issue, LocalizedText};
use weir_store::Tx;
use weir_store::queries::change_log::Change;

use super::super::names::NamesKept;
use crate::context::App;
use crate::dto::exchange::CreateExport;
use crate::error::{Result, refuse};

/// A kind of thing that can be taken out. What it holds is loaded for one page of rows, with the rights that its
/// reader has at that moment.
pub(super) trait ExportKind: Send + Sync + Sized + 'static {
    /// A place between two rows.
    type Place: Send + Sync + 'static;
    /// One page of rows as they were read.
    type Rows: Send + 'static;

    /// Asks for the rights and checks what is wished for.
    fn open(
        app: &App,
        tx: &Tx,
        who: &Principal,
        wish: &CreateExport,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// The columns that the reader may have, in their order.
    fn columns(&self) -> Vec<ExportColumn>;

    /// What the file is called, without its ending.
    fn title(&self, who: &Principal) -> String;

    /// How many rows there are.
    fn total(&self, tx: &Tx) -> impl Future<Output = Result<u64>> + Send;

    /// Rows behind a place, with what some columns need of them, and the place behind them unless they are the last.
    fn read(
        &self,
        tx: &Tx,
        columns: &[String],
        after: Option<Self::Place>,
    ) -> impl Future<Output = Result<(Self::Rows, Option<Self::Place>)>> + Send;

    /// The cells of some columns of rows.
    fn cells(
        &self,
        app: &App,
        tx: &Tx,
        who: &Principal,
        columns: &[String],
        names: &mut NamesKept,
        rows: Self::Rows,
    ) -> impl Future<Output = Result<Vec<Vec<Cell>>>> + Send;

    /// The change-log entry that tells of the export.
    fn logged(&self, app: &App, who: &Principal) -> Change;
}

/// A column that a file may have.
pub(super) struct ExportColumn {
    /// The field's key, or a system column's name.
    pub key: String,
    /// What people call it.
    pub label: LocalizedText,
    /// Whether it is there when nobody names columns.
    pub usual: bool,
}

impl ExportColumn {
    /// A column of a kind that is not drawn by anybody.
    pub fn fixed(key: &str, zh_cn: &str, en: &str, usual: bool) -> Self {
        Self { key: key.to_owned(), label: LocalizedText::both(zh_cn, en), usual }
    }
}

/// The keys of the columns wished for: the usual ones when none are named.
///
/// # Errors
/// [`crate::Error::Invalid`] at each that the reader may not have or that is named twice.
pub(super) fn chosen(known: &[ExportColumn], wish: &CreateExport) -> Result<Vec<String>> {
    let Some(columns) = &wish.columns else {
        return Ok(known.iter().filter(|c| c.usual).map(|c| c.key.clone()).collect());
    };
    let mut issues = Vec::new();
    if columns.is_empty() {
        issues.push(Issue::new("columns", "export.no_columns"));
    }
    for (n, key) in columns.iter().enumerate() {
        let at = format!("columns[{n}]");
        if !known.iter().any(|c| c.key == *key) {
            issues.push(Issue::new(at, "export.column_unknown").with("column", key));
        } else if columns[..n].contains(key) {
            issues.push(Issue::new(at, "export.column_twice"));
        }
    }
    refuse(issues)?;
    Ok(columns.clone())
}

/// The head of a file: labels in the reader's language, told apart by their keys where two are alike.
pub(super) fn head(known: &[ExportColumn], columns: &[String], who: &Principal) -> Vec<String> {
    let label = |key: &String| {
        known
            .iter()
            .find(|c| c.key == *key)
            .map_or_else(|| key.clone(), |c| c.label.get(who.locale).to_owned())
    };
    let labels: Vec<String> = columns.iter().map(label).collect();
    let told = |(n, label): (usize, &String)| {
        let alike = labels.iter().filter(|l| *l == label).count() > 1;
        if alike || label.is_empty() { columns[n].clone() } else { label.clone() }
    };
    labels.iter().enumerate().map(told).collect()
}
