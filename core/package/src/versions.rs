//! Which version may stand in the place of which.

use semver::Version;
use weir_model::Issue;

use crate::archive::Digest;

/// The versions of the contract that this product speaks, newest last.
pub const CONTRACTS: &[&str] = &["1.0.0-rc"];
/// Characters of a version: it stands in a column of a list.
pub const VERSION_MAX_CHARS: usize = 40;

/// Why a version may not be published or may not take another's place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// Build metadata does not order: two versions that differ in it alone would be one.
    #[error("version {0} has build metadata; leave away what follows the `+`")]
    Build(Version),
    /// It is too long.
    #[error("a version has at most {VERSION_MAX_CHARS} characters")]
    Long,
    /// The version is there with other content, and a version once published is never another.
    #[error("version {0} exists with other content; raise the version")]
    Taken(Version),
    /// It is older than what is installed, and no admin asked for a rollback.
    #[error("version {offered} is older than the installed {installed}; only a rollback may install it")]
    Downgrade {
        /// What is there.
        installed: Version,
        /// What was to take its place.
        offered: Version,
    },
    /// A rollback goes to an older version.
    #[error("version {offered} is not older than the installed {installed}; a rollback goes back")]
    NotOlder {
        /// What is there.
        installed: Version,
        /// What was to take its place.
        offered: Version,
    },
    /// A rollback without anything to go back from.
    #[error("nothing is installed that could be rolled back")]
    NothingInstalled,
    /// It is a preview, and nobody asked for previews.
    #[error("version {0} is a preview")]
    Preview(Version),
}

impl VersionError {
    /// The finding for a reader of any language.
    #[must_use]
    pub fn issue(&self, at: &str) -> Issue {
        let code = match self {
            Self::Build(_) => "package.version_build",
            Self::Long => "package.version_long",
            Self::Taken(_) => "package.version_taken",
            Self::Downgrade { .. } => "package.downgrade",
            Self::NotOlder { .. } => "package.rollback_forward",
            Self::NothingInstalled => "package.rollback_nothing",
            Self::Preview(_) => "package.preview",
        };
        let issue = Issue::new(at, code);
        match self {
            Self::Build(version) | Self::Taken(version) | Self::Preview(version) => {
                issue.with("version", version)
            }
            Self::Downgrade { installed, offered } | Self::NotOlder { installed, offered } => {
                issue.with("installed", installed).with("version", offered)
            }
            Self::Long => issue.with("max", VERSION_MAX_CHARS),
            Self::NothingInstalled => issue,
        }
    }
}

/// Whether a package may have a version at all.
///
/// # Errors
/// [`VersionError::Build`] and [`VersionError::Long`].
pub fn check_version(version: &Version) -> Result<(), VersionError> {
    if version.to_string().len() > VERSION_MAX_CHARS {
        return Err(VersionError::Long);
    }
    if version.build.is_empty() { Ok(()) } else { Err(VersionError::Build(version.clone())) }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Install it, or take a newer version.
    Install,
    /// The same, and a preview will do.
    InstallPreview,
    /// Go back to an older version; an admin has said so.
    Rollback,
}

/// A version with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The version.
    pub version: Version,
    /// What it consists of.
    pub digest: Digest,
}

/// What putting one release in the place of another amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The first one.
    First,
    /// The very same: nothing is to be done.
    Same,
    /// A newer one.
    Upgrade {
        /// Its author announces, by the version, that something of old no longer works.
        breaking: bool,
    },
    /// An older one.
    Rollback,
}

/// Whether `offered` may take the place of `installed`.
///
/// # Errors
/// A [`VersionError`] that says why not.
pub fn step(installed: Option<&Release>, offered: &Release, intent: Intent) -> Result<Step, VersionError> {
    check_version(&offered.version)?;
    let preview = !offered.version.pre.is_empty();
    let Some(installed) = installed else {
        return match intent {
            Intent::Rollback => Err(VersionError::NothingInstalled),
            Intent::Install if preview => Err(VersionError::Preview(offered.version.clone())),
            _ => Ok(Step::First),
        };
    };
    let both = || (installed.version.clone(), offered.version.clone());
    if installed.version == offered.version && installed.digest != offered.digest {
        return Err(VersionError::Taken(offered.version.clone()));
    }
    if intent == Intent::Rollback {
        let (installed, offered) = both();
        return if offered < installed {
            Ok(Step::Rollback)
        } else {
            Err(VersionError::NotOlder { installed, offered })
        };
    }
    if installed.version == offered.version {
        return Ok(Step::Same);
    }
    if offered.version < installed.version {
        let (installed, offered) = both();
        return Err(VersionError::Downgrade { installed, offered });
    }
    // Whoever has a preview already goes on to the next one.
    if preview && intent == Intent::Install && installed.version.pre.is_empty() {
        return Err(VersionError::Preview(offered.version.clone()));
    }
    Ok(Step::Upgrade { breaking: is_breaking(&installed.version, &offered.version) })
}

/// Semantic Versioning 2.0.0: below 1.0.0 the minor number stands for the major one, below 0.1.0 the patch number.
fn is_breaking(old: &Version, new: &Version) -> bool {
    match (old.major, old.minor) {
        (0, 0) => (old.major, old.minor, old.patch) != (new.major, new.minor, new.patch),
        (0, _) => (old.major, old.minor) != (new.major, new.minor),
        _ => old.major != new.major,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(version: &str, content: &[u8]) -> Release {
        Release { version: version.parse().unwrap(), digest: Digest::of(content) }
    }

    fn go(installed: &str, offered: &str, intent: Intent) -> Result<Step, &'static str> {
        let installed = (!installed.is_empty()).then(|| release(installed, b"a"));
        step(installed.as_ref(), &release(offered, b"a"), intent).map_err(|error| match error {
            VersionError::Build(_) => "build",
            VersionError::Long => "long",
            VersionError::Taken(_) => "taken",
            VersionError::Downgrade { .. } => "downgrade",
            VersionError::NotOlder { .. } => "not older",
            VersionError::NothingInstalled => "nothing",
            VersionError::Preview(_) => "preview",
        })
    }

    #[test]
    fn newer_replaces_older_and_only_a_rollback_goes_back() {
        use Intent::{Install, InstallPreview, Rollback};
        for (installed, offered, intent, wanted) in [
            ("", "1.0.0", Install, Ok(Step::First)),
            ("", "1.0.0-rc.1", Install, Err("preview")),
            ("", "1.0.0-rc.1", InstallPreview, Ok(Step::First)),
            ("", "1.0.0", Rollback, Err("nothing")),
            ("1.0.0", "1.0.0", Install, Ok(Step::Same)),
            ("1.0.0", "1.0.1", Install, Ok(Step::Upgrade { breaking: false })),
            ("1.9.0", "1.10.0", Install, Ok(Step::Upgrade { breaking: false })),
            ("1.9.0", "2.0.0", Install, Ok(Step::Upgrade { breaking: true })),
            ("0.1.0", "0.2.0", Install, Ok(Step::Upgrade { breaking: true })),
            ("0.1.0", "0.1.1", Install, Ok(Step::Upgrade { breaking: false })),
            ("0.0.1", "0.0.2", Install, Ok(Step::Upgrade { breaking: true })),
            ("1.0.0-rc.1", "1.0.0-rc.2", Install, Ok(Step::Upgrade { breaking: false })),
            ("1.0.0-rc.1", "1.0.0", Install, Ok(Step::Upgrade { breaking: false })),
            ("1.0.0", "1.1.0-rc.1", Install, Err("preview")),
            ("1.0.0", "1.1.0-rc.1", InstallPreview, Ok(Step::Upgrade { breaking: false })),
            ("1.0.0", "1.0.0-rc.9", InstallPreview, Err("downgrade")),
            ("1.10.0", "1.9.0", Install, Err("downgrade")),
            ("1.10.0", "1.9.0", Rollback, Ok(Step::Rollback)),
            ("1.0.0", "1.0.0", Rollback, Err("not older")),
            ("1.0.0", "1.0.1", Rollback, Err("not older")),
            ("1.0.0", "1.0.1+5", Install, Err("build")),
        ] {
            assert_eq!(go(installed, offered, intent), wanted, "{installed} -> {offered}, {intent:?}");
        }
    }

    #[test]
    fn a_version_never_has_two_contents() {
        for intent in [Intent::Install, Intent::Rollback] {
            let error = step(Some(&release("1.0.0", b"a")), &release("1.0.0", b"b"), intent).unwrap_err();
            assert_eq!(error, VersionError::Taken("1.0.0".parse().unwrap()));
        }
    }
}
