//! `weir migrate`: brings the database up to this program.

use anyhow::Result;

use super::{print, settings};
use crate::config::Config;

/// Applies what is missing and says how much it was.
pub async fn run(config: Config) -> Result<()> {
    config.log.begin()?;
    let applied = weir_app::App::migrate(&settings(&config, false)?).await?;
    print(&match applied {
        0 => "The database is up to date.".to_owned(),
        n => format!("Applied {n} migrations."),
    });
    Ok(())
}
