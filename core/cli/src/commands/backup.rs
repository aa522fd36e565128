//! `weir backup`: everything into one file, while the server runs or not.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use weir_app::App;
use weir_app::system::{SystemClock, SystemIds};

use super::{archive_progress, print, settings};
use crate::config::Config;

/// The command's own arguments.
#[derive(clap::Args)]
pub struct Backup {
    /// The archive to write; it must not exist
    file: PathBuf,
}

impl Backup {
    /// Writes it and says what it holds.
    pub async fn run(self, config: Config) -> Result<()> {
        config.log.begin()?;
        let app = App::open(settings(&config, false)?, Arc::new(SystemClock), Arc::new(SystemIds)).await?;
        let made = app.backup(&self.file, &archive_progress).await;
        app.close().await?;
        let manifest = made?;
        let rows: u64 = manifest.tables.iter().map(|t| t.rows).sum();
        print(&format!("{}: {rows} rows, {} files.", self.file.display(), manifest.blobs.len()));
        for lost in &manifest.lost_blobs {
            print(&format!("NOT IN THE BACKUP, missing or damaged already: {}", lost.path()));
        }
        Ok(())
    }
}
