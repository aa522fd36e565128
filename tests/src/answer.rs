//! An answer, and what a test expects of it.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value as Json;

/// An answer of the server, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// What was asked, for messages.
    pub(crate) asked: String,
}

impl Answer {
    /// The body as JSON; null when there is none.
    #[must_use]
    pub fn json(&self) -> Json {
        if self.body.is_empty() {
            return Json::Null;
        }
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: no JSON: {}", self.asked, self.text()))
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Expects success and gives the body.
    ///
    /// # Panics
    /// When it is none.
    #[must_use = "use `done` when the body does not matter"]
    pub fn ok(self) -> Json {
        assert!(self.status.is_success(), "{}: {} {}", self.asked, self.status, self.text());
        self.json()
    }

    /// Expects success.
    ///
    /// # Panics
    /// When it is none.
    pub fn done(self) {
        let _ = self.ok();
    }

    /// Expects a problem with this status and code, well-formed, and gives it.
    ///
    /// # Panics
    /// When it is another, or malformed.
    pub fn problem(self, status: u16, code: &str) -> Json {
        let problem = self.json();
        let found = (self.status.as_u16(), problem["code"].as_str().unwrap_or_default());
        assert_eq!(found, (status, code), "{}: {}", self.asked, self.text());
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.asked);
        assert_eq!(problem["status"], status, "{}", self.asked);
        for name in ["title", "detail"] {
            let text = problem[name].as_str().unwrap_or_default();
            assert!(!text.is_empty() && text != code, "{}: no sentence in {name}: {problem}", self.asked);
        }
        for item in problem["errors"].as_array().into_iter().flatten() {
            assert_ne!(item["code"], item["message"], "{}: no sentence for {item}", self.asked);
        }
        problem
    }

    /// Expects 422 with exactly these findings, as `(field, code)`.
    ///
    /// # Panics
    /// When they are others.
    pub fn invalid(self, expected: &[(&str, &str)]) -> Json {
        let asked = self.asked.clone();
        let problem = self.problem(422, "invalid");
        let text = |v: &Json| v.as_str().unwrap_or_default().to_owned();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let found: Vec<(String, String)> =
            errors.iter().map(|e| (text(&e["field"]), text(&e["code"]))).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(f, c)| (f.as_str(), c.as_str())).collect();
        assert_eq!(found, expected, "{asked}");
        problem
    }

    /// A header's text, empty when it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}
