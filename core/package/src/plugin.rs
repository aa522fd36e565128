//! `weir-plugin.toml`: what a plugin is, what it contributes, what it can be configured with and what it asks for.
//!
//! Reading and writing are each other's inverse. Nothing here knows the component; [`crate::component::agree`] compares the two.

mod capability;
mod check;
mod contribution;
mod kind;
mod origin;
mod write;

use std::str::FromStr;

use semver::Version;
use serde_json::Value as Json;
use weir_model::{Issue, Issues, LocalizedText};

pub use capability::{Access, Authority, Capability, HttpReach, Interface, Power, Reach};
pub use contribution::{Contribution, Message, Offer, Operation, Query, Webhook};
pub use kind::{EventKind, EventKindError, Kind, PanelPlace, Source, ValueKind};
pub use origin::{Origin, OriginError, Scheme};
pub(crate) use write::{localized as put_localized, print, tables as put_tables, text as put_text};

use crate::document::{Table, Value, read};
use crate::finding::Findings;
use crate::id::PackageId;
use crate::versions::{CONTRACTS, check_version};

/// The manifest's name in a plugin's package.
pub const PLUGIN_MANIFEST: &str = "weir-plugin.toml";
/// The component's name in a plugin's package.
pub const COMPONENT_FILE: &str = "plugin.wasm";
/// Characters of a name: it stands on a card and in a menu.
pub const NAME_MAX_CHARS: usize = 60;
/// Characters of a description: two or three sentences in a list; more belongs in the readme.
pub const DESCRIPTION_MAX_CHARS: usize = 500;
/// Characters of a reason: a sentence or two on the page where an admin consents.
pub const REASON_MAX_CHARS: usize = 300;
/// Characters of a licence's expression.
pub const LICENSE_MAX_CHARS: usize = 100;
/// Contributions of one plugin.
pub const CONTRIBUTIONS_MAX: usize = 50;
/// Hosts and configured addresses of one plugin: an admin reads each of them.
pub const HOSTS_MAX: usize = 30;

/// How much a plugin's calls may take; the numbers are the host's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Limits {
    /// Checks and conversions.
    Small,
    /// What most plugins do.
    #[default]
    Standard,
    /// Interpreters, large documents.
    Large,
}

impl Limits {
    const ALL: [Self; 3] = [Self::Small, Self::Standard, Self::Large];

    /// The name in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Standard => "standard",
            Self::Large => "large",
        }
    }
}

/// Under which terms it may be used: an SPDX expression by its characters, not by its list of licences.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct License(String);

/// The text is no licence expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an SPDX expression such as `Apache-2.0` or `MIT OR Apache-2.0`")]
pub struct LicenseError;

impl License {
    /// The expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for License {
    type Err = LicenseError;
    fn from_str(s: &str) -> Result<Self, LicenseError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b".-+() ".contains(&b);
        let good =
            !s.trim().is_empty() && s.trim() == s && s.len() <= LICENSE_MAX_CHARS && s.bytes().all(plain);
        if good { Ok(Self(s.to_owned())) } else { Err(LicenseError) }
    }
}

/// The manifest of a plugin.
#[derive(Debug, Clone, PartialEq)]
pub struct PluginManifest {
    /// Its name for ever.
    pub id: PackageId,
    /// Which version of it this is.
    pub version: Version,
    /// Which version of the contract it was built for.
    pub contract: Version,
    /// Under which terms.
    pub license: License,
    /// How much its calls may take.
    pub limits: Limits,
    /// What it is called.
    pub name: LocalizedText,
    /// What it is for.
    pub description: LocalizedText,
    /// What an admin configures: a schema of the subset that [`crate::check_schema`] accepts.
    pub config: Option<Json>,
    /// What it asks for, each interface once.
    pub capabilities: Vec<Capability>,
    /// What it adds to the product, at least one thing.
    pub contributions: Vec<Contribution>,
}

impl PluginManifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// Everything that is wrong with it, with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, Findings> {
        read(bytes, build, check::check)
    }

    /// The manifest as TOML, from which [`Self::parse`] makes the same manifest.
    #[must_use]
    pub fn write(&self) -> String {
        write::write(self)
    }

    /// The power over an interface, if it asks for one.
    #[must_use]
    pub fn power(&self, interface: Interface) -> Option<&Power> {
        self.capabilities.iter().map(|c| &c.power).find(|p| p.interface() == interface)
    }

    /// Names of the secrets that an admin enters; they are properties of the config.
    #[must_use]
    pub fn secrets(&self) -> Vec<&str> {
        check::properties_of(self.config.as_ref(), "secret")
    }
}

/// What stands at the head of either kind of manifest.
pub(crate) struct Head {
    pub id: PackageId,
    pub version: Version,
    pub license: License,
    pub name: LocalizedText,
    pub description: LocalizedText,
}

pub(crate) fn head(table: &mut Table, issues: &mut Issues) -> Option<Head> {
    let id = table.need("id", issues).and_then(|v| v.parsed("manifest.id", issues));
    let version = table.need("version", issues).and_then(|v| version(&v, issues));
    let license = table.need("license", issues).and_then(|v| v.parsed("manifest.license", issues));
    let name = table.localized("name", NAME_MAX_CHARS, issues);
    let description = table.localized("description", DESCRIPTION_MAX_CHARS, issues);
    Some(Head { id: id?, version: version?, license: license?, name: name?, description: description? })
}

fn version(value: &Value, issues: &mut Issues) -> Option<Version> {
    let version = value.parsed::<Version>("manifest.version", issues)?;
    match check_version(&version) {
        Ok(()) => Some(version),
        Err(error) => {
            issues.push(error.issue(&value.at));
            None
        }
    }
}

fn contract(value: &Value, issues: &mut Issues) -> Option<Version> {
    let version = value.parsed::<Version>("manifest.version", issues)?;
    if CONTRACTS.contains(&version.to_string().as_str()) {
        return Some(version);
    }
    let issue = Issue::new(&value.at, "manifest.contract").with("contract", &version);
    issues.push(issue.with("known", CONTRACTS.join(", ")));
    None
}

fn build(table: &mut Table, issues: &mut Issues) -> Option<PluginManifest> {
    let head = head(table, issues);
    let contract = table.need("contract", issues).and_then(|v| contract(&v, issues));
    let limits = match table.find("limits") {
        Some(value) => value.choice(&Limits::ALL, Limits::name, issues),
        None => Some(Limits::default()),
    };
    let config = match table.find("config") {
        Some(value) => value.json(issues).map(Some),
        None => Some(None),
    };
    let capabilities = table.tables("capability", issues);
    let capabilities: Vec<_> = capabilities.into_iter().map(|t| capability::read(t, issues)).collect();
    let contributions = table.tables("contribution", issues);
    let contributions: Vec<_> = contributions.into_iter().map(|t| contribution::read(t, issues)).collect();
    let Head { id, version, license, name, description } = head?;
    Some(PluginManifest {
        id,
        version,
        contract: contract?,
        license,
        limits: limits?,
        name,
        description,
        config: config?,
        capabilities: capabilities.into_iter().collect::<Option<_>>()?,
        contributions: contributions.into_iter().collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
pub(crate) mod tests;
