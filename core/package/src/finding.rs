//! What is wrong with a manifest, and where in its text.

use std::fmt;

use weir_model::{Issue, Issues, Locale};

/// Findings that are told about one manifest: whoever mends these sees the rest in the next run.
pub const FINDINGS_MAX: usize = 100;

/// A place in a text, both counted from 1; a column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Place {
    /// The place of a byte in a text.
    pub(crate) fn of(text: &str, byte: usize) -> Self {
        let end = text.floor_char_boundary(byte);
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// One thing that is wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, with the path of the value in question: `capability[0].reason.en`.
    pub issue: Issue,
    /// Where in the text; `None` when the text as a whole is meant.
    pub place: Option<Place>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { line, column }) = self.place {
            write!(f, "line {line}, column {column}: ")?;
        }
        if !self.issue.at.is_empty() {
            write!(f, "`{}`: ", self.issue.at)?;
        }
        f.write_str(&self.issue.message(Locale::En))
    }
}

/// Everything that is wrong with a manifest, in the order of the text. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    /// A finding about the text as a whole.
    pub(crate) fn whole(issue: Issue) -> Self {
        Self(vec![Finding { issue, place: None }])
    }

    /// Each finding.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// The findings without their places in the text.
    #[must_use]
    pub fn into_issues(self) -> Issues {
        self.0.into_iter().map(|finding| finding.issue).collect()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, finding) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a = 1\nb = \"中文\" x";
        assert_eq!(Place::of(text, 0), Place { line: 1, column: 1 });
        assert_eq!(Place::of(text, text.find('x').unwrap()), Place { line: 2, column: 10 });
        assert_eq!(Place::of(text, text.len() + 9), Place { line: 2, column: 11 });
    }

    #[test]
    fn a_finding_tells_place_path_and_sentence() {
        let issue = Issue::new("version", "manifest.version");
        let finding = Finding { issue, place: Some(Place { line: 2, column: 11 }) };
        assert!(finding.to_string().starts_with("line 2, column 11: `version`: "), "{finding}");
        assert!(!finding.to_string().ends_with("manifest.version"), "{finding}");
    }
}
