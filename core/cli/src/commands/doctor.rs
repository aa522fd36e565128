//! `weir doctor`: looks for what would keep the server from working well. Fails when something is broken.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use weir_app::doctor::{Finding, Severity, examine};
use weir_app::system::SystemClock;
use weir_model::Clock;

use super::{certificate, print, settings};
use crate::config::Config;

/// Free space below which uploads and the database run into trouble within days.
const FREE_MIN_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Looks at everything and prints one line each.
pub async fn run(config: Config) -> Result<ExitCode> {
    let settings = settings(&config, false)?;
    let mut findings = vec![writable(&settings.data_dir), disk(&settings.data_dir)];
    if let Some(files) = config.tls.files() {
        findings.extend(certificate::examine(&files, &config.public_url(), SystemClock.now()));
    }
    findings.extend(examine(&settings).await);
    for finding in &findings {
        print(&line(finding));
    }
    let broken = findings.iter().any(|f| f.severity == Severity::Broken);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn line(finding: &Finding) -> String {
    let mark = match finding.severity {
        Severity::Fine => "ok  ",
        Severity::Warning => "WARN",
        Severity::Broken => "FAIL",
    };
    format!("{mark}  {:<13} {}", finding.what, finding.text)
}

fn writable(dir: &Path) -> Finding {
    let probe = dir.join(".doctor");
    let written = std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe));
    match written {
        Ok(()) => Finding::new(Severity::Fine, "data folder", dir.display().to_string()),
        Err(why) => {
            let text = format!("cannot write to {}: {why}; let the server's user own it", dir.display());
            Finding::new(Severity::Broken, "data folder", text)
        }
    }
}

fn disk(dir: &Path) -> Finding {
    match rustix::fs::statvfs(dir) {
        Err(why) => Finding::new(Severity::Warning, "disk", format!("cannot tell the free space: {why}")),
        Ok(fs) => {
            let free = fs.f_bavail.saturating_mul(fs.f_frsize);
            let text = format!("{} MB free", free / (1024 * 1024));
            if free < FREE_MIN_BYTES {
                return Finding::new(Severity::Warning, "disk", format!("{text}; make room before it fills"));
            }
            Finding::new(Severity::Fine, "disk", text)
        }
    }
}
