//! Whose packages are accepted: which keys count, whose names are whose, and for how long.
//!
//! A publisher's name belongs to the first key that it was used with, and to keys that the marketplace has entered for it
//! since. Keys and times are given; who asks keeps them.

use jiff::{SignedDuration, Timestamp};
use weir_model::Issue;

use crate::archive::Archive;
use crate::id::{PackageId, Publisher};
use crate::package::Package;
use crate::signature::{PublicKey, Role, Seal, SealError};
use crate::versions::{Intent, Release, Step, VersionError, step};

/// How far a signer's clock may be ahead.
pub const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(1);

/// How far a key counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It counts.
    Active,
    /// It was put aside in good order: what it says to have signed before counts on.
    Retired {
        /// Since when.
        at: Timestamp,
    },
    /// Somebody else may have it. What it says of times counts nothing; what a marketplace has seen before counts on.
    Revoked {
        /// Since when somebody else may have had it.
        at: Timestamp,
    },
}

/// A key with its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// The key.
    pub key: PublicKey,
    /// How far it counts.
    pub state: KeyState,
}

/// A publisher with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublisher {
    /// Its name.
    pub name: Publisher,
    /// Its keys, the first one first.
    pub keys: Vec<KnownKey>,
}

/// What a server trusts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// The marketplaces' keys.
    pub marketplaces: Vec<KnownKey>,
    /// The publishers that are known.
    pub publishers: Vec<KnownPublisher>,
    /// Whether a package must have been reviewed by a marketplace.
    pub review_required: bool,
    /// Whether a name that nobody has may be taken by whoever comes with it first.
    pub new_publishers: bool,
}

/// Why a package is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// A signature is missing or does not hold.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The marketplace's key is not known here.
    #[error("the marketplace's key {0} is not known here")]
    UnknownMarketplace(PublicKey),
    /// Nobody of that name is known here, and nobody new is taken up.
    #[error("the publisher `{0}` is not known here")]
    UnknownPublisher(Publisher),
    /// The name is another's.
    #[error("the name `{name}` belongs to another key than {key}")]
    NameTaken {
        /// The publisher's name.
        name: Publisher,
        /// The key that came with it.
        key: PublicKey,
    },
    /// The key had been put aside when it signed.
    #[error("the {}'s key {key} was retired at {at}, before it signed", role.name())]
    Retired {
        /// Whose key.
        role: Role,
        /// The key.
        key: PublicKey,
        /// Since when.
        at: Timestamp,
    },
    /// The key is revoked, and nobody who counts has seen the package before.
    #[error("the {}'s key {key} is revoked since {at}", role.name())]
    Revoked {
        /// Whose key.
        role: Role,
        /// The key.
        key: PublicKey,
        /// Since when.
        at: Timestamp,
    },
    /// It says to have been signed at a time that is yet to come.
    #[error("the {}'s signature is of {at}, which is yet to come", role.name())]
    Early {
        /// Whose signature.
        role: Role,
        /// When it says to be from.
        at: Timestamp,
    },
}

impl TrustError {
    /// The finding for a reader of any language.
    #[must_use]
    pub fn issue(&self) -> Issue {
        let of = |role: Role, publisher, marketplace| match role {
            Role::Publisher => Issue::new("", publisher),
            Role::Marketplace => Issue::new("", marketplace),
        };
        match self {
            Self::Seal(SealError::Missing(role)) => of(*role, "package.unsigned", "package.unreviewed"),
            Self::Seal(SealError::Form(role)) => of(*role, "package.signature_form", "package.review_form"),
            Self::Seal(SealError::Wrong(role)) => {
                of(*role, "package.signature_wrong", "package.review_wrong")
            }
            Self::UnknownMarketplace(key) => Issue::new("", "package.marketplace_unknown").with("key", key),
            Self::UnknownPublisher(name) => {
                Issue::new("", "package.publisher_unknown").with("publisher", name)
            }
            Self::NameTaken { name, key } => {
                Issue::new("", "package.name_taken").with("publisher", name).with("key", key)
            }
            Self::Retired { role, key, at } => {
                of(*role, "package.key_retired", "package.review_key_retired").with("key", key).with("at", at)
            }
            Self::Revoked { role, key, at } => {
                of(*role, "package.key_revoked", "package.review_key_revoked").with("key", key).with("at", at)
            }
            Self::Early { role, at } => {
                of(*role, "package.signature_early", "package.review_early").with("at", at)
            }
        }
    }
}

/// What is known of a package whose signatures count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The publisher's signature.
    pub publisher: Seal,
    /// The marketplace's, when one that counts has reviewed it.
    pub marketplace: Option<Seal>,
    /// Whether the publisher's name has nobody yet: from now on it is this key's, and whoever installs has to keep that.
    pub claims_name: bool,
}

/// Whether the signatures of a package count for what it says to be.
///
/// # Errors
/// The first [`TrustError`].
pub fn verify(
    archive: &Archive,
    id: &PackageId,
    trust: &Trust,
    now: Timestamp,
) -> Result<Verified, TrustError> {
    let publisher = archive.seal(Role::Publisher)?;
    in_time(Role::Publisher, &publisher, now)?;
    let marketplace = marketplace(archive, trust, now)?;
    let attested = marketplace.as_ref().map(|seal| seal.at);
    let known = trust.publishers.iter().find(|p| p.name == *id.publisher());
    if let Some(known) = known {
        let key = known.keys.iter().find(|k| k.key == publisher.key);
        let taken = || TrustError::NameTaken { name: known.name.clone(), key: publisher.key };
        counts(Role::Publisher, &publisher, key.ok_or_else(taken)?.state, attested)?;
    } else {
        if !trust.new_publishers {
            return Err(TrustError::UnknownPublisher(id.publisher().clone()));
        }
        // A key that has been revoked does not come back under another name.
        for key in trust.publishers.iter().flat_map(|p| &p.keys).filter(|k| k.key == publisher.key) {
            counts(Role::Publisher, &publisher, key.state, None)?;
        }
    }
    Ok(Verified { publisher, marketplace, claims_name: known.is_none() })
}

fn in_time(role: Role, seal: &Seal, now: Timestamp) -> Result<(), TrustError> {
    let latest = now.saturating_add(CLOCK_SKEW).unwrap_or(now);
    if seal.at > latest { Err(TrustError::Early { role, at: seal.at }) } else { Ok(()) }
}

/// The marketplace's signature when it counts. One that is not needed and by a key that nobody knows says nothing.
fn marketplace(archive: &Archive, trust: &Trust, now: Timestamp) -> Result<Option<Seal>, TrustError> {
    let role = Role::Marketplace;
    let seal = match archive.seal(role) {
        Err(SealError::Missing(_)) if !trust.review_required => return Ok(None),
        seal => seal?,
    };
    let Some(known) = trust.marketplaces.iter().find(|k| k.key == seal.key) else {
        return if trust.review_required { Err(TrustError::UnknownMarketplace(seal.key)) } else { Ok(None) };
    };
    in_time(role, &seal, now)?;
    match counts(role, &seal, known.state, None) {
        Ok(()) => Ok(Some(seal)),
        Err(error) if trust.review_required => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether a key counts for a signature, which `attested` has seen.
fn counts(role: Role, seal: &Seal, state: KeyState, attested: Option<Timestamp>) -> Result<(), TrustError> {
    let key = seal.key;
    match state {
        KeyState::Active => Ok(()),
        KeyState::Retired { at } if seal.at < at => Ok(()),
        KeyState::Retired { at } => Err(TrustError::Retired { role, key, at }),
        KeyState::Revoked { at } if attested.is_some_and(|seen| seen < at) => Ok(()),
        KeyState::Revoked { at } => Err(TrustError::Revoked { role, key, at }),
    }
}

/// Why a package is not installed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not trusted.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// It may not take the place of what is there.
    #[error(transparent)]
    Version(#[from] VersionError),
}

impl Refusal {
    /// The finding for a reader of any language.
    #[must_use]
    pub fn issue(&self) -> Issue {
        match self {
            Self::Trust(error) => error.issue(),
            Self::Version(error) => error.issue(""),
        }
    }
}

/// Whether a package may be installed, over what is installed of it: its signatures count, and its version fits.
///
/// # Errors
/// A [`Refusal`] that says why not.
pub fn admit(
    package: &Package,
    installed: Option<&Release>,
    trust: &Trust,
    intent: Intent,
    now: Timestamp,
) -> Result<(Verified, Step), Refusal> {
    let verified = verify(&package.archive, package.id(), trust, now)?;
    Ok((verified, step(installed, &package.release(), intent)?))
}

#[cfg(test)]
mod tests;
