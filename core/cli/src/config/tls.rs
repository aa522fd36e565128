//! `[tls]`: certificate and key, when the server itself speaks https.

use std::path::PathBuf;

use serde::Deserialize;
use weir_server::serve::TlsFiles;

use super::Wrong;

/// Certificate and key; both or none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsSection {
    cert: PathBuf,
    key: PathBuf,
}

impl TlsSection {
    /// Whether both are given.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.cert.as_os_str().is_empty() && !self.key.as_os_str().is_empty()
    }

    /// The files, when both are given.
    #[must_use]
    pub fn files(&self) -> Option<TlsFiles> {
        self.is_on().then(|| TlsFiles { cert: self.cert.clone(), key: self.key.clone() })
    }

    pub fn check(&self) -> Vec<Wrong> {
        let empty = |path: &PathBuf| path.as_os_str().is_empty();
        let mut wrong = Vec::new();
        if empty(&self.cert) && !empty(&self.key) {
            wrong.push(Wrong::new("tls.cert", "expected the certificate that belongs to tls.key"));
        }
        if empty(&self.key) && !empty(&self.cert) {
            wrong.push(Wrong::new("tls.key", "expected the key that belongs to tls.cert"));
        }
        for (key, path) in [("tls.cert", &self.cert), ("tls.key", &self.key)] {
            if self.is_on() && !path.is_file() {
                wrong.push(Wrong::new(key, format!("there is no file {}", path.display())));
            }
        }
        wrong
    }
}
