//! The configuration: defaults, then `weir.toml`, then the environment; checked as a whole before anything starts.
//!
//! One section per file. A wrong value is told by its key, and by the variable that set it.

mod database;
mod log;
mod mail;
mod server;
mod sources;
mod tls;

use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use database::DatabaseSection;
use log::LogSection;
use mail::MailSection;
use server::ServerSection;
use tls::TlsSection;

/// The commented defaults, as `weir config` prints them.
pub const DEFAULTS: &str = include_str!("weir.toml");

/// The operator's decisions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Addresses and folders.
    pub server: ServerSection,
    /// Certificate and key.
    pub tls: TlsSection,
    /// Which database.
    pub database: DatabaseSection,
    /// Outgoing mail.
    pub mail: MailSection,
    /// What is logged, and how.
    pub log: LogSection,
}

/// A wrong value: the key, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// `section.key`.
    pub key: &'static str,
    /// What is expected.
    pub why: String,
}

impl Wrong {
    fn new(key: &'static str, why: impl Into<String>) -> Self {
        Self { key, why: why.into() }
    }
}

impl Config {
    /// Reads the file, if there is one, and the environment.
    ///
    /// # Errors
    /// Everything that is wrong, one line each.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        let text = sources::read(file)?;
        Self::from_sources(text.as_deref(), |name| std::env::var(name).ok())
    }

    fn from_sources(text: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let table = sources::merge(DEFAULTS, text, variable)?;
        let config: Self = serde_path_to_error::deserialize(table).map_err(|error| {
            let key = error.path().to_string();
            let message = error.inner().message().to_owned();
            anyhow::anyhow!("{}: {message}", sources::name(&key))
        })?;
        let wrong = config.check();
        if wrong.is_empty() {
            return Ok(config);
        }
        let lines: Vec<String> =
            wrong.iter().map(|w| format!("{}: {}", sources::name(w.key), w.why)).collect();
        anyhow::bail!("{}", lines.join("\n"))
    }

    fn check(&self) -> Vec<Wrong> {
        let mut wrong = self.server.check();
        wrong.extend(self.tls.check());
        wrong.extend(self.database.check());
        wrong.extend(self.mail.check());
        wrong
    }

    /// The address under which people reach the server, without a slash at its end.
    #[must_use]
    pub fn public_url(&self) -> String {
        let given = self.server.public_url.trim_end_matches('/');
        if !given.is_empty() {
            return given.to_owned();
        }
        let scheme = if self.tls.is_on() { "https" } else { "http" };
        format!("{scheme}://{}", self.server.listen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, env: &[(&str, &str)]) -> Result<Config, String> {
        let variable = |name: &str| env.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
        Config::from_sources(Some(text), variable).map_err(|e| e.to_string())
    }

    #[test]
    fn the_commented_defaults_are_a_whole_configuration() {
        let config = load("", &[]).unwrap();
        assert_eq!(config.public_url(), "http://127.0.0.1:8080");
        assert!(!config.tls.is_on());
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let text = "[server]\nlisten = '127.0.0.1:1'\ndata_dir = 'a'\n[mail]\nfrom = 'a@b'";
        let env = [
            ("WEIR_LISTEN", "0.0.0.0:2"),
            ("WEIR_MAIL_FROM", "c@d"),
            ("WEIR_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ];
        let config = load(text, &env).unwrap();
        assert_eq!(config.server.listen.to_string(), "0.0.0.0:2");
        assert_eq!(config.server.data_dir.to_str(), Some("a"));
        assert_eq!(config.log.level, "info");
        assert_eq!(config.server.trusted_proxies.len(), 2);
    }

    #[test]
    fn a_wrong_value_is_told_by_its_key() {
        let message = |text: &str, env: &[(&str, &str)]| load(text, env).unwrap_err();
        for (text, env, expected) in [
            ("[server]\nlisten = 'nowhere'", &[][..], "server.listen"),
            ("[server]\nlisten = 80", &[], "server.listen"),
            ("[server]\nsecret_key = 'abc'", &[], "server.secret_key"),
            ("[server]\nport = 80", &[], "server.port"),
            ("[servr]", &[], "servr"),
            ("x = ", &[], "weir.toml"),
            ("[server]\npublic_url = 'weir.example.com'", &[], "server.public_url"),
            ("[tls]\ncert = 'a.pem'", &[], "tls.key"),
            ("[database]\nurl = 'mysql://x'", &[], "database.url"),
            ("[mail]\nurl = 'smtp://smtp.example.com'", &[], "mail.from"),
            ("[mail]\nurl = 'smtp.example.com'\nfrom = 'a@b'", &[], "mail.url"),
            ("", &[("WEIR_TRUSTED_PROXIES", "many")], "WEIR_TRUSTED_PROXIES"),
            ("", &[("WEIR_LISTEN", "nowhere")], "WEIR_LISTEN"),
        ] {
            let message = message(text, env);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
