//! The one closed error of every use case. What it looks like over HTTP is decided in `core/server`.

use weir_model::{Issue, Issues};

/// The result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody proved who they are, or the proof no longer holds.
    #[error("not signed in: {code}")]
    Unauthenticated {
        /// Which proof failed, such as `auth.login_failed`.
        code: &'static str,
    },
    /// It does not exist, or does not exist for this principal.
    #[error("not found")]
    NotFound,
    /// The principal knows of it and may not do this with it.
    #[error("denied")]
    Denied,
    /// Somebody looks through another person's eyes, who change nothing and open nothing private.
    #[error("looking through somebody else's eyes")]
    ViewOnly,
    /// The input is wrong at the places named.
    #[error("invalid input: {0:?}")]
    Invalid(Issues),
    /// The present state does not allow it.
    #[error("conflict: {code}")]
    Conflict {
        /// Which rule of the present state forbids it, such as `task.already_decided`.
        code: &'static str,
    },
    /// Somebody else changed it since the caller read it.
    #[error("stale revision")]
    Stale,
    /// Somebody else was faster, or keeps it to themselves; the findings say who.
    #[error("overtaken: {code}")]
    Overtaken {
        /// `stale` when it was changed since the caller read it, else which rule of the present state forbids it.
        code: &'static str,
        /// Who.
        by: Issues,
    },
    /// The caller must say which revision they read.
    #[error("revision required")]
    PreconditionRequired,
    /// Too many attempts.
    #[error("too many attempts, retry after {retry_after_s} s")]
    TooMany {
        /// Seconds until an attempt may succeed.
        retry_after_s: u64,
    },
    /// The input is larger than is read.
    #[error("larger than {max_bytes} bytes")]
    TooLarge {
        /// The limit.
        max_bytes: u64,
    },
    /// The database or another part is not reachable at the moment.
    #[error("a part of the server is unavailable")]
    Unavailable(#[source] Source),
    /// A fault of the server; the caller learns no more than that.
    #[error("the server failed")]
    Internal(#[source] Source),
}

/// What lay underneath a fault, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

impl Error {
    /// One finding.
    #[must_use]
    pub fn invalid(at: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![Issue::new(at, code)])
    }

    /// A refusal by the present state.
    #[must_use]
    pub const fn conflict(code: &'static str) -> Self {
        Self::Conflict { code }
    }

    /// A fault of the server.
    pub fn internal(source: impl Into<Source>) -> Self {
        Self::Internal(source.into())
    }

    /// The stable code, which has a sentence in both languages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated { code } | Self::Conflict { code } | Self::Overtaken { code, .. } => code,
            Self::NotFound => "not_found",
            Self::Denied => "denied",
            Self::ViewOnly => "auth.view_only",
            Self::Invalid(_) => "invalid",
            Self::Stale => "stale",
            Self::PreconditionRequired => "precondition_required",
            Self::TooMany { .. } => "too_many",
            Self::TooLarge { .. } => "too_large",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<Issues> for Error {
    fn from(issues: Issues) -> Self {
        Self::Invalid(issues)
    }
}

impl From<Issue> for Error {
    fn from(issue: Issue) -> Self {
        Self::Invalid(vec![issue])
    }
}

/// What a use case does not map itself.
impl From<weir_store::Error> for Error {
    fn from(error: weir_store::Error) -> Self {
        use weir_store::Error as Store;
        match error {
            Store::NotFound => Self::NotFound,
            Store::Conflict { .. } => Self::Stale,
            Store::Duplicate { .. } => Self::conflict("duplicate"),
            Store::Reference => Self::conflict("in_use"),
            Store::TooLarge { limit } => Self::TooLarge { max_bytes: limit },
            Store::UploadAborted => Self::invalid("file", "request.body_cut"),
            Store::Busy | Store::Unreachable(_) => Self::Unavailable(error.into()),
            Store::NotMigrated { .. }
            | Store::Migration(_)
            | Store::Corrupt(_)
            | Store::Database(_)
            | Store::Blob(_) => Self::Internal(error.into()),
        }
    }
}

/// Turns findings into a refusal; no findings pass.
///
/// # Errors
/// [`Error::Invalid`] when there is a finding.
pub fn refuse(issues: Issues) -> Result<()> {
    if issues.is_empty() { Ok(()) } else { Err(Error::Invalid(issues)) }
}
