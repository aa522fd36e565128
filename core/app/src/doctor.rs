//! What would keep this server from working well, told before anybody suffers from it. Changes nothing.

use std::sync::Arc;

use jiff::SignedDuration;
use weir_outbound::{MailConfig, Mailer};
use weir_store::Database;
use weir_store::queries::health::{self, Health};
use weir_store::queries::tenants;

use crate::context::App;
use crate::settings::Settings;
use crate::system::{SystemClock, SystemIds};

/// How far the clocks of server and database may be apart: leases of jobs are longer by an order.
const CLOCK_SKEW_MAX: SignedDuration = SignedDuration::from_secs(5);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// As it should be.
    Fine,
    /// It works, but somebody should look at it.
    Warning,
    /// It does not work.
    Broken,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What was looked at.
    pub what: &'static str,
    /// What was found, and what to do.
    pub text: String,
}

impl Finding {
    /// One thing that was looked at.
    pub fn new(severity: Severity, what: &'static str, text: impl Into<String>) -> Self {
        Self { severity, what, text: text.into() }
    }
}

/// Looks at the database and the settings.
pub async fn examine(settings: &Settings) -> Vec<Finding> {
    let mut findings = vec![public_url(settings), mail(settings).await];
    match App::open(settings.clone(), Arc::new(SystemClock), Arc::new(SystemIds)).await {
        Err(why) => findings.push(Finding::new(Severity::Broken, "database", chain(&why))),
        Ok(app) => {
            findings.extend(database(&app).await);
            findings.push(change_log(&app).await);
            if let Err(why) = app.close().await {
                findings.push(Finding::new(Severity::Warning, "database", chain(&why)));
            }
        }
    }
    findings
}

/// What the server has to do at this moment, for those who watch it.
#[derive(Debug, Clone)]
pub struct Load {
    /// Jobs that wait.
    pub jobs_queued: i64,
    /// Jobs that a worker carries out.
    pub jobs_running: i64,
    /// Database connections: what for, open, idle.
    pub connections: Vec<(&'static str, i64, i64)>,
}

impl App {
    /// What the server has to do at this moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(&self) -> crate::error::Result<Load> {
        let jobs = health::jobs(&self.store().system_read()).await?;
        let connections = self.store().connections().map(|c| (c.name, c.open, c.idle));
        Ok(Load { jobs_queued: jobs.queued, jobs_running: jobs.leased, connections: connections.to_vec() })
    }
}

async fn database(app: &App) -> Vec<Finding> {
    let health = match health::look(&app.store().system_read()).await {
        Ok(health) => health,
        Err(why) => return vec![Finding::new(Severity::Broken, "database", chain(&why))],
    };
    let mut findings = vec![Finding::new(Severity::Fine, "database", health.version.clone())];
    match app.store().database() {
        Database::Sqlite => findings.push(durability(&health)),
        Database::Postgres => findings.push(row_security(&health)),
    }
    let apart = app.now().duration_since(health.now).abs();
    findings.push(if apart <= CLOCK_SKEW_MAX {
        Finding::new(Severity::Fine, "clock", "server and database agree")
    } else {
        let text =
            format!("server and database are {} s apart; let both follow a time server", apart.as_secs());
        Finding::new(Severity::Warning, "clock", text)
    });
    findings
}

/// Whether the change logs of all tenants are as they were sealed.
async fn change_log(app: &App) -> Finding {
    const WHAT: &str = "change log";
    let (mut entries, mut newest) = (0, Vec::new());
    let known = match tenants::list(&app.store().system_read()).await {
        Ok(known) => known,
        Err(why) => return Finding::new(Severity::Broken, WHAT, chain(&why)),
    };
    for tenant in known {
        let state = match app.examine_changes(tenant.id).await {
            Ok(state) => state,
            Err(why) => return Finding::new(Severity::Broken, WHAT, chain(&why)),
        };
        if let Some((after, last)) = state.broken {
            let text = format!(
                "tenant {}: behind entry {}, up to {last}, something was edited, removed or added behind the server's \
                 back; compare with a backup",
                tenant.key,
                after.max(0)
            );
            return Finding::new(Severity::Broken, WHAT, text);
        }
        entries += state.entries;
        newest.extend(state.newest.map(|hash| format!("{} {hash}", tenant.key)));
    }
    let text = match newest.is_empty() {
        true => "nothing is sealed yet; upkeep does so after an hour".to_owned(),
        false => format!("{entries} sealed entries are as they were; newest seals: {}", newest.join(", ")),
    };
    Finding::new(Severity::Fine, WHAT, text)
}

async fn mail(settings: &Settings) -> Finding {
    let Some(mail) = &settings.mail else {
        let text = "no mail server, so people are told in the app only; set mail.url (WEIR_MAIL_URL)";
        return Finding::new(Severity::Warning, "mail", text);
    };
    let mailer = match Mailer::new(&MailConfig::new(&mail.url, &mail.from)) {
        Ok(mailer) => mailer,
        Err(why) => return Finding::new(Severity::Broken, "mail", why.to_string()),
    };
    match mailer.reach().await {
        Ok(()) => Finding::new(Severity::Fine, "mail", "the mail server lets us in"),
        Err(why) => Finding::new(Severity::Broken, "mail", why.to_string()),
    }
}

fn durability(health: &Health) -> Finding {
    match &health.journal {
        Some((mode, 2)) if mode == "wal" => {
            Finding::new(Severity::Fine, "durability", "wal, synchronous=full")
        }
        other => Finding::new(
            Severity::Broken,
            "durability",
            format!("expected wal and synchronous=full, found {other:?}"),
        ),
    }
}

fn row_security(health: &Health) -> Finding {
    if health.bypasses_row_security {
        let text = "the database role is a superuser or may pass row-level security by, so the second lock between \
                    tenants is weaker; give server and migrations a role of its own (create role weir login createrole)";
        return Finding::new(Severity::Warning, "row security", text);
    }
    Finding::new(Severity::Fine, "row security", "the role that signs in is bound by it")
}

fn public_url(settings: &Settings) -> Finding {
    if settings.is_secure() {
        return Finding::new(Severity::Fine, "public url", settings.public_url.clone());
    }
    let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    if local.iter().any(|l| settings.public_url.starts_with(l)) {
        return Finding::new(
            Severity::Fine,
            "public url",
            format!("{} (this machine only)", settings.public_url),
        );
    }
    let text = format!("{}: without https, sign-ins can be read on the network", settings.public_url);
    Finding::new(Severity::Warning, "public url", text)
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |e| e.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
