//! One command per file.

pub mod admin;
pub mod backup;
mod certificate;
pub mod demo;
pub mod doctor;
pub mod migrate;
pub mod restore;
pub mod serve;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use weir_app::backup::Progress;
use weir_app::settings::{PasswordCost, Settings};
use weir_model::Locale;

use crate::config::Config;

/// Writes to standard output; a reader that has gone away is no failure.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
}

/// What `backup` and `restore` say while they work, to standard error.
#[allow(clippy::print_stderr)]
pub fn archive_progress(progress: Progress<'_>) {
    match progress {
        Progress::Verified => eprintln!("the archive is whole"),
        Progress::Table { rows: 0, .. } => {}
        Progress::Table { name, rows } => eprintln!("{name}: {rows} rows"),
        Progress::Files { done, total } if done == total || done % FILES_PER_LINE == 0 => {
            eprintln!("files: {done} of {total}");
        }
        Progress::Files { .. } => {}
    }
}

/// Files between two lines of progress.
const FILES_PER_LINE: u64 = 100;

/// The settings of use cases, and the data directory made.
pub fn settings(config: &Config, demo: bool) -> Result<Settings> {
    make_private_dir(&config.server.data_dir)?;
    Ok(Settings {
        data_dir: config.server.data_dir.clone(),
        public_url: config.public_url(),
        demo,
        database_url: config.database.url(),
        mail: config.mail.settings(),
        password_cost: PasswordCost::Full,
        secret_key: config.server.secret_key(),
    })
}

/// Makes the data directory so that only this user reads it; one that is there stays as it is.
fn make_private_dir(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).with_context(|| format!("cannot make the data directory {}", dir.display()))
}

/// A refusal in the words that the API would use, for whoever sits at the terminal.
pub fn explained(error: weir_app::Error) -> anyhow::Error {
    let weir_app::Error::Invalid(issues) = &error else {
        let code = error.code();
        return anyhow::Error::new(error).context(weir_model::issue::message(
            code,
            &BTreeMap::new(),
            Locale::En,
        ));
    };
    let lines: Vec<String> = issues.iter().map(|i| format!("{}: {}", i.at, i.message(Locale::En))).collect();
    anyhow::anyhow!("{}", lines.join("\n"))
}
