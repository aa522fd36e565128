//! `[database]`: the embedded one, or PostgreSQL.

use serde::Deserialize;
use url::Url;

use super::Wrong;

/// Which database.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSection {
    /// Empty for the embedded one.
    url: String,
}

/// The address may hold a password.
impl std::fmt::Debug for DatabaseSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseSection").finish_non_exhaustive()
    }
}

impl DatabaseSection {
    /// The address; none for the embedded one.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        (!self.url.is_empty()).then(|| self.url.clone())
    }

    pub fn check(&self) -> Vec<Wrong> {
        let known = |url: Url| matches!(url.scheme(), "postgres" | "postgresql");
        if self.url.is_empty() || Url::parse(&self.url).is_ok_and(known) {
            return Vec::new();
        }
        vec![Wrong::new(
            "database.url",
            "expected postgres://user:password@host/database, or nothing for SQLite",
        )]
    }
}
