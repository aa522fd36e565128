//! `[log]`: what is logged, and how.

use std::io::IsTerminal;

use anyhow::{Context, Result};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// What is logged, and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSection {
    /// For whom.
    pub format: LogFormat,
    /// How much, as directives of `tracing`.
    pub level: String,
}

/// For whom lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For a collector: one JSON object per line.
    Json,
}

impl LogSection {
    /// Begins to log to standard error.
    ///
    /// # Errors
    /// When the level does not read, or logging has begun already.
    pub fn begin(&self) -> Result<()> {
        // The migrator tells every step twice; what was done, `weir` says itself.
        let level = format!("sea_orm_migration=warn,{}", self.level);
        let filter = EnvFilter::try_new(level).context("log.level (WEIR_LOG_LEVEL)")?;
        let builder = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr);
        let begun = match self.format {
            LogFormat::Text => builder.with_target(false).try_init(),
            LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).try_init(),
        };
        begun.map_err(|why| anyhow::anyhow!("cannot begin to log: {why}"))
    }
}
