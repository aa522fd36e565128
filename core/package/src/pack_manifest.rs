//! `weir-pack.toml`: what a low-code pack of the marketplace is, and which parts its files make up.
//!
//! A part is in the format that templates have already; this manifest carries them and changes nothing about them.

use semver::Version;
use weir_model::{Issue, Issues, Key, LocalizedText};

use crate::archive::{Archive, check_path};
use crate::document::{Table, read};
use crate::finding::Findings;
use crate::id::PackageId;
use crate::plugin::{Head, License, head, print, put_localized, put_tables, put_text};
use crate::{Pack, PackError, ProjectPack};

/// The manifest's name in a pack's package.
pub const PACK_MANIFEST: &str = "weir-pack.toml";
/// Parts of one pack.
pub const PARTS_MAX: usize = 100;
/// Bytes of a script's or a template's source: what the guest takes.
pub const SOURCE_MAX_BYTES: usize = 16 * 1024;

const FLOW_FILES: [&str; 4] = ["pack.toml", "form.json", "flow.json", "messages.json"];
const PROJECT_FILES: [&str; 2] = ["pack.toml", "project.json"];

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// A form with its flow: a folder with `pack.toml`, `form.json`, `flow.json` and `messages.json`.
    Flow,
    /// What a kind of project begins with: a folder with `pack.toml` and `project.json`.
    Project,
    /// A script: a file of Rhai.
    Script,
    /// A text to be filled in: a file of Tera.
    Template,
}

impl PartKind {
    const ALL: [Self; 4] = [Self::Flow, Self::Project, Self::Script, Self::Template];

    /// The name in the manifest.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Project => "project",
            Self::Script => "script",
            Self::Template => "template",
        }
    }
}

/// A part of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it is in the archive.
    pub path: String,
}

/// The manifest of a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct PackManifest {
    /// Its name for ever.
    pub id: PackageId,
    /// Which version of it this is.
    pub version: Version,
    /// Under which terms.
    pub license: License,
    /// Under which heading of the marketplace it stands.
    pub category: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// What it is for.
    pub description: LocalizedText,
    /// What it is made of, at least one part.
    pub parts: Vec<Part>,
}

impl PackManifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// Everything that is wrong with it, with line and column.
    pub fn parse(bytes: &[u8]) -> Result<Self, Findings> {
        read(bytes, build, check)
    }

    /// The manifest as TOML, from which [`Self::parse`] makes the same manifest.
    #[must_use]
    pub fn write(&self) -> String {
        let mut root = toml::Table::new();
        put_text(&mut root, "id", &self.id);
        put_text(&mut root, "version", &self.version);
        put_text(&mut root, "license", self.license.as_str());
        put_text(&mut root, "category", self.category.as_str());
        put_localized(&mut root, "name", &self.name);
        put_localized(&mut root, "description", &self.description);
        put_tables(&mut root, "part", &self.parts, |part, table| {
            put_text(table, "kind", part.kind.name());
            put_text(table, "path", &part.path);
        });
        print(&root)
    }

    /// What is wrong with the parts in an archive: files that are missing or cannot be read.
    #[must_use]
    pub fn check_parts(&self, archive: &Archive) -> Issues {
        let parts = self.parts.iter().enumerate();
        parts.filter_map(|(n, part)| check_part(&format!("part[{n}].path"), part, archive).err()).collect()
    }
}

fn build(table: &mut Table, issues: &mut Issues) -> Option<PackManifest> {
    let head = head(table, issues);
    let category = table.need("category", issues).and_then(|v| v.parsed("manifest.key", issues));
    let parts: Vec<_> = table.tables("part", issues).into_iter().map(|t| part(t, issues)).collect();
    let parts = parts.into_iter().collect::<Option<_>>();
    let Head { id, version, license, name, description } = head?;
    Some(PackManifest { id, version, license, category: category?, name, description, parts: parts? })
}

fn part(mut table: Table, issues: &mut Issues) -> Option<Part> {
    let kind = table.need("kind", issues).and_then(|v| v.choice(&PartKind::ALL, PartKind::name, issues));
    let path = table.need("path", issues).and_then(|value| {
        let path = value.text(issues)?;
        if check_path(path).is_err() {
            issues.push(Issue::new(&value.at, "manifest.path"));
            return None;
        }
        Some(path.to_owned())
    });
    table.end(issues);
    Some(Part { kind: kind?, path: path? })
}

fn check(manifest: &PackManifest) -> Issues {
    let mut issues = Issues::new();
    if manifest.parts.is_empty() {
        issues.push(Issue::new("part", "manifest.list_empty"));
    }
    if manifest.parts.len() > PARTS_MAX {
        issues.push(Issue::new("part", "manifest.too_many").with("max", PARTS_MAX));
        return issues;
    }
    for (n, part) in manifest.parts.iter().enumerate() {
        if manifest.parts[..n].iter().any(|other| other.path == part.path) {
            issues.push(Issue::new(format!("part[{n}].path"), "manifest.twice").with("text", &part.path));
        }
    }
    issues
}

fn check_part(at: &str, part: &Part, archive: &Archive) -> Result<(), Issue> {
    let text = |path: &str| {
        let missing = || Issue::new(at, "package.part_missing").with("path", path);
        let bytes = archive.file(path).ok_or_else(missing)?;
        std::str::from_utf8(bytes).map_err(|_| Issue::new(at, "package.part_encoding").with("path", path))
    };
    let below = |name: &str| text(&format!("{}/{name}", part.path));
    let broken = |error: PackError| Issue::new(at, "package.part_broken").with("detail", error);
    match part.kind {
        PartKind::Flow => {
            let [manifest, form, flow, messages] = FLOW_FILES.map(below);
            Pack::parse(manifest?, form?, flow?, messages?).map(drop).map_err(broken)
        }
        PartKind::Project => {
            let [manifest, project] = PROJECT_FILES.map(below);
            ProjectPack::parse(manifest?, project?).map(drop).map_err(broken)
        }
        PartKind::Script | PartKind::Template => {
            if text(&part.path)?.len() <= SOURCE_MAX_BYTES {
                return Ok(());
            }
            Err(Issue::new(at, "package.part_large").with("path", &part.path).with("max", SOURCE_MAX_BYTES))
        }
    }
}

#[cfg(test)]
mod tests;
