//! What the operator decides about this server, as use cases need it. Read and checked in `core/cli`.

use std::path::PathBuf;

/// The operator's decisions.
#[derive(Clone)]
pub struct Settings {
    /// Where files and generated secrets live.
    pub data_dir: PathBuf,
    /// The address under which people reach this server, without a slash at its end.
    pub public_url: String,
    /// Whether this server shows the demo tenant.
    pub demo: bool,
    /// The address of a PostgreSQL database; none for the embedded one in the data directory.
    pub database_url: Option<String>,
    /// The mail server; none where no mail is sent.
    pub mail: Option<MailSettings>,
    /// How hard passwords are to guess from their hashes.
    pub password_cost: PasswordCost,
    /// The key under which secrets are sealed; none for the one in the data directory.
    pub secret_key: Option<[u8; 32]>,
}

/// Where mail goes out, and as whom.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtps://user:password@host:465` and the like.
    pub url: String,
    /// `Weir <weir@example.com>`.
    pub from: String,
}

/// The cost of one password hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCost {
    /// 19 MiB, two passes, one lane: the first recommendation of OWASP's password storage cheat sheet.
    Full,
    /// As little as the algorithm allows, for tests that sign in hundreds of people.
    Cheap,
}

impl Settings {
    /// Whether people reach this server over TLS, which decides the cookie.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
