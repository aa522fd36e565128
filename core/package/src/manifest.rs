//! `pack.toml`: what a pack is called and what it needs from the tenant.

use serde::{Deserialize, Serialize};
use weir_model::{Key, LocalizedText};

/// The manifest of a pack.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// The pack's key; its form and flow take it too.
    pub key: Key,
    /// Semantic version of the pack.
    pub version: String,
    /// An icon's name.
    pub icon: String,
    /// What it is called.
    pub name: LocalizedText,
    /// One line that says what it is for.
    pub description: LocalizedText,
    /// Roles that it refers to; the installer creates the missing ones, without permissions and holders.
    #[serde(default)]
    pub roles: Vec<PackRole>,
}

/// A role that a pack refers to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PackRole {
    /// The role's key.
    pub key: Key,
    /// What it is called when it has to be created.
    pub name: LocalizedText,
}
