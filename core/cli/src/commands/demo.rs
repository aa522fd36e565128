//! The demo tenant at the start of `weir serve --demo`: progress while it is prepared, then its accounts.

use std::io::{IsTerminal, Write};

use anyhow::{Context, Result};
use weir_app::App;
use weir_app::demo::Progress;

use super::print;

/// Fixes the password of every demo account, for scripts.
const PASSWORD_VARIABLE: &str = "WEIR_DEMO_PASSWORD";

/// Prepares the demo tenant, or goes on where that was interrupted, and prints who may sign in.
pub async fn prepare(app: &App) -> Result<()> {
    let fixed = std::env::var(PASSWORD_VARIABLE).ok().filter(|p| !p.is_empty());
    let passwords =
        app.prepare_demo(fixed.as_deref(), &report).await.context("cannot prepare the demo tenant")?;
    let Some(passwords) = passwords else {
        print("This server has tenants of its own already, so no demo tenant was added.");
        return Ok(());
    };
    print("Demo tenant `demo`, sign-in name and password:");
    for (login, password) in &passwords.accounts {
        print(&format!("  {login:<17} {password}"));
    }
    print(&format!("They are kept in {}", passwords.file.display()));
    Ok(())
}

/// One line that is written over, where somebody watches.
fn report(progress: Progress) {
    let mut out = std::io::stderr().lock();
    if !out.is_terminal() || progress.total == 0 {
        return;
    }
    let end = if progress.done == progress.total { "\n" } else { "" };
    // A terminal that has gone away is no failure.
    let _ = write!(out, "\rPreparing the demo tenant: {} %{end}", progress.done * 100 / progress.total);
    let _ = out.flush();
}
