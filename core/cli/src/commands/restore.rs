//! `weir restore`: fills an empty database of either kind from a backup.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use weir_app::App;
use weir_app::system::{SystemClock, SystemIds};

use super::{archive_progress, print, settings};
use crate::config::Config;

/// The command's own arguments.
#[derive(clap::Args)]
pub struct Restore {
    /// The archive that `weir backup` wrote
    file: PathBuf,
}

impl Restore {
    /// Migrates the database, proves the archive, fills the one from the other.
    pub async fn run(self, config: Config) -> Result<()> {
        config.log.begin()?;
        let settings = settings(&config, false)?;
        App::migrate(&settings).await.context("cannot migrate the database")?;
        let app = App::open(settings, Arc::new(SystemClock), Arc::new(SystemIds)).await?;
        let restored = app.restore(&self.file, &archive_progress).await;
        app.close().await?;
        let manifest = restored?;
        let rows: u64 = manifest.tables.iter().map(|t| t.rows).sum();
        print(&format!(
            "Restored {rows} rows and {} files as of {}.",
            manifest.blobs.len(),
            manifest.created_at
        ));
        for lost in &manifest.lost_blobs {
            print(&format!("A file was missing already when the backup was made: {}", lost.path()));
        }
        Ok(())
    }
}
