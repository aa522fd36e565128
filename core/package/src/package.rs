//! A package as a whole: an archive whose manifest, component and parts fit together.

use semver::Version;
use weir_model::{Issue, Issues};

use crate::archive::{Archive, ArchiveError};
use crate::component::{ComponentError, Surface, agree};
use crate::finding::Findings;
use crate::id::PackageId;
use crate::pack_manifest::{PACK_MANIFEST, PackManifest};
use crate::plugin::{COMPONENT_FILE, PLUGIN_MANIFEST, PluginManifest};
use crate::versions::Release;

/// What is in a package.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A plugin, with what its component has to do with the world.
    Plugin(Box<PluginManifest>, Surface),
    /// A low-code pack.
    Pack(PackManifest),
}

/// A package that is whole. Who it is from is not yet known; see [`crate::trust`].
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Its files and signatures.
    pub archive: Archive,
    /// What they are.
    pub content: Content,
}

/// Why a package cannot be opened.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PackageError {
    /// The archive is refused.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// There is no manifest.
    #[error("the package has neither `{PLUGIN_MANIFEST}` nor `{PACK_MANIFEST}`")]
    NoManifest,
    /// There are both.
    #[error("the package has both `{PLUGIN_MANIFEST}` and `{PACK_MANIFEST}`")]
    TwoManifests,
    /// The manifest is wrong.
    #[error("{file}:\n{findings}")]
    Manifest {
        /// Which of the two.
        file: &'static str,
        /// All that is wrong.
        findings: Findings,
    },
    /// A plugin without its component.
    #[error("the package has no `{COMPONENT_FILE}`")]
    NoComponent,
    /// The component is refused.
    #[error("{COMPONENT_FILE}: {0}")]
    Component(#[from] ComponentError),
    /// Manifest and files do not fit together; at least one finding, at its place in the manifest.
    #[error("the manifest and the files do not fit together: {}", sentences(.0))]
    Apart(Issues),
}

fn sentences(issues: &Issues) -> String {
    let sentence = |issue: &Issue| issue.message(weir_model::Locale::En);
    issues.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

impl PackageError {
    /// The findings for a reader of any language.
    #[must_use]
    pub fn issues(&self) -> Issues {
        match self {
            Self::Archive(error) => vec![error.issue()],
            Self::NoManifest => vec![Issue::new("", "package.no_manifest")],
            Self::TwoManifests => vec![Issue::new("", "package.two_manifests")],
            Self::Manifest { findings, .. } => findings.clone().into_issues(),
            Self::NoComponent => vec![Issue::new("", "package.no_component").with("path", COMPONENT_FILE)],
            Self::Component(error) => vec![error.issue()],
            Self::Apart(issues) => issues.clone(),
        }
    }
}

impl Package {
    /// Reads a package and judges everything in it but its signatures.
    ///
    /// # Errors
    /// A [`PackageError`].
    pub fn open(bytes: &[u8]) -> Result<Self, PackageError> {
        Self::of(Archive::read(bytes)?)
    }

    /// Judges what is in an archive, as before it is packed.
    ///
    /// # Errors
    /// A [`PackageError`] other than [`PackageError::Archive`].
    pub fn of(archive: Archive) -> Result<Self, PackageError> {
        let content = match (archive.file(PLUGIN_MANIFEST), archive.file(PACK_MANIFEST)) {
            (None, None) => return Err(PackageError::NoManifest),
            (Some(_), Some(_)) => return Err(PackageError::TwoManifests),
            (Some(manifest), None) => plugin(manifest, &archive)?,
            (None, Some(manifest)) => {
                let wrong = |findings| PackageError::Manifest { file: PACK_MANIFEST, findings };
                let manifest = PackManifest::parse(manifest).map_err(wrong)?;
                apart(manifest.check_parts(&archive))?;
                Content::Pack(manifest)
            }
        };
        Ok(Self { archive, content })
    }

    /// Its name for ever.
    #[must_use]
    pub fn id(&self) -> &PackageId {
        match &self.content {
            Content::Plugin(manifest, _) => &manifest.id,
            Content::Pack(manifest) => &manifest.id,
        }
    }

    /// Which version of it this is.
    #[must_use]
    pub fn version(&self) -> &Version {
        match &self.content {
            Content::Plugin(manifest, _) => &manifest.version,
            Content::Pack(manifest) => &manifest.version,
        }
    }

    /// Its version with its content.
    #[must_use]
    pub fn release(&self) -> Release {
        Release { version: self.version().clone(), digest: self.archive.digest() }
    }
}

fn plugin(manifest: &[u8], archive: &Archive) -> Result<Content, PackageError> {
    let wrong = |findings| PackageError::Manifest { file: PLUGIN_MANIFEST, findings };
    let manifest = PluginManifest::parse(manifest).map_err(wrong)?;
    let component = archive.file(COMPONENT_FILE).ok_or(PackageError::NoComponent)?;
    let surface = Surface::read(component)?;
    apart(agree(&manifest, &surface))?;
    Ok(Content::Plugin(Box::new(manifest), surface))
}

fn apart(issues: Issues) -> Result<(), PackageError> {
    if issues.is_empty() { Ok(()) } else { Err(PackageError::Apart(issues)) }
}

#[cfg(test)]
mod tests;
