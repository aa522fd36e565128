//! What a plugin asks to be able to do, each power under the name of its interface in `weir:plugin`.

use std::collections::BTreeSet;

use weir_model::{Issue, Issues, LocalizedText};

use super::{Origin, REASON_MAX_CHARS};
use crate::document::{Table, Value, shortened};

/// The interfaces that a plugin may import, by their names in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interface {
    /// Lines in the plugin's log.
    Log,
    /// What the admin configured.
    Config,
    /// Values of its own, kept between calls.
    Kv,
    /// Handles of secrets, never their values.
    Secrets,
    /// Requests to the hosts that it names.
    Http,
    /// Records of forms.
    Records,
    /// Work items of projects.
    Items,
    /// Instances of flows.
    Flows,
    /// Notifications to people.
    Notify,
}

impl Interface {
    /// Every interface.
    pub const ALL: [Self; 9] = [
        Self::Log,
        Self::Config,
        Self::Kv,
        Self::Secrets,
        Self::Http,
        Self::Records,
        Self::Items,
        Self::Flows,
        Self::Notify,
    ];

    /// The name in the manifest and in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Config => "config",
            Self::Kv => "kv",
            Self::Secrets => "secrets",
            Self::Http => "http",
            Self::Records => "records",
            Self::Items => "items",
            Self::Flows => "flows",
            Self::Notify => "notify",
        }
    }

    /// Whether a contribution that must be deterministic may have it.
    #[must_use]
    pub const fn is_pure(self) -> bool {
        matches!(self, Self::Log | Self::Config)
    }
}

/// What may be done to things; the second includes the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// They may be read.
    Read,
    /// They may be read and changed.
    Write,
}

impl Access {
    const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// The name in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// In whose name things are done; the second includes the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Authority {
    /// Only for the person for whom the plugin runs, within their rights.
    Caller,
    /// Also as the installation itself, within what the admin granted it, when nobody is there.
    Plugin,
}

impl Authority {
    const ALL: [Self; 2] = [Self::Caller, Self::Plugin];

    /// The name in the manifest and in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Plugin => "plugin",
        }
    }
}

/// How far a power over things reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reach {
    /// What may be done.
    pub access: Access,
    /// In whose name.
    pub authority: Authority,
}

/// Where requests may go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpReach {
    /// Scheme, host and port of each place that is known beforehand.
    pub hosts: BTreeSet<Origin>,
    /// Configured addresses (`format = "uri"`): wherever the admin lets them point to.
    pub from_config: BTreeSet<String>,
}

/// One power with its particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Power {
    /// [`Interface::Log`]
    Log,
    /// [`Interface::Config`]
    Config,
    /// [`Interface::Kv`]
    Kv,
    /// [`Interface::Secrets`]: those that the config has, to be sent to the hosts of `http` only.
    Secrets,
    /// [`Interface::Http`]
    Http(HttpReach),
    /// [`Interface::Records`]
    Records(Reach),
    /// [`Interface::Items`]
    Items(Reach),
    /// [`Interface::Flows`]
    Flows(Reach),
    /// [`Interface::Notify`]
    Notify,
}

impl Power {
    /// The interface that it opens.
    #[must_use]
    pub const fn interface(&self) -> Interface {
        match self {
            Self::Log => Interface::Log,
            Self::Config => Interface::Config,
            Self::Kv => Interface::Kv,
            Self::Secrets => Interface::Secrets,
            Self::Http(_) => Interface::Http,
            Self::Records(_) => Interface::Records,
            Self::Items(_) => Interface::Items,
            Self::Flows(_) => Interface::Flows,
            Self::Notify => Interface::Notify,
        }
    }

    /// How far it reaches, where it is a power over things.
    #[must_use]
    pub const fn reach(&self) -> Option<Reach> {
        match self {
            Self::Records(reach) | Self::Items(reach) | Self::Flows(reach) => Some(*reach),
            _ => None,
        }
    }
}

/// A power that a plugin asks for, and why, in words that an admin can judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability {
    /// What.
    pub power: Power,
    /// Why.
    pub reason: LocalizedText,
}

/// Reads one `[[capability]]`.
pub(crate) fn read(mut table: Table, issues: &mut Issues) -> Option<Capability> {
    let interface =
        table.need("name", issues).and_then(|v| v.choice(&Interface::ALL, Interface::name, issues));
    let reason = table.localized("reason", REASON_MAX_CHARS, issues);
    // Without a name nobody knows which other keys belong here.
    let interface = interface?;
    let power = match interface {
        Interface::Log => Some(Power::Log),
        Interface::Config => Some(Power::Config),
        Interface::Kv => Some(Power::Kv),
        Interface::Secrets => Some(Power::Secrets),
        Interface::Http => Some(Power::Http(http(&mut table, issues))),
        Interface::Records => reach(&mut table, issues).map(Power::Records),
        Interface::Items => reach(&mut table, issues).map(Power::Items),
        Interface::Flows => reach(&mut table, issues).map(Power::Flows),
        Interface::Notify => Some(Power::Notify),
    };
    table.end(issues);
    Some(Capability { power: power?, reason: reason? })
}

fn reach(table: &mut Table, issues: &mut Issues) -> Option<Reach> {
    let access = table.need("access", issues).and_then(|v| v.choice(&Access::ALL, Access::name, issues));
    let authority =
        table.need("authority", issues).and_then(|v| v.choice(&Authority::ALL, Authority::name, issues));
    Some(Reach { access: access?, authority: authority? })
}

fn http(table: &mut Table, issues: &mut Issues) -> HttpReach {
    let mut reach = HttpReach::default();
    for item in table.find("hosts").map(|v| v.list(issues)).unwrap_or_default() {
        let Some(text) = item.text(issues) else { continue };
        match text.parse::<Origin>() {
            Ok(origin) => once(&mut reach.hosts, origin, text, &item, issues),
            Err(error) => {
                issues.push(Issue::new(&item.at, error.code()).with("text", shortened(text)));
            }
        }
    }
    for item in table.find("from-config").map(|v| v.list(issues)).unwrap_or_default() {
        let Some(text) = item.text(issues) else { continue };
        once(&mut reach.from_config, text.to_owned(), text, &item, issues);
    }
    reach
}

fn once<T: Ord>(set: &mut BTreeSet<T>, value: T, text: &str, item: &Value, issues: &mut Issues) {
    if !set.insert(value) {
        issues.push(Issue::new(&item.at, "manifest.twice").with("text", shortened(text)));
    }
}
