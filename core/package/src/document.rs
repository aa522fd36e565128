//! A manifest's TOML as tables and values that know their path; findings get their place in the text at the end.
//!
//! Reading goes on after a mistake, so that an author sees all of them at once. It knows no manifest in particular.

use std::str::FromStr;

use serde_json::{Map, Value as Json};
use toml::de::{DeArray, DeTable, DeValue};
use weir_model::{Issue, Issues, Locale, LocalizedText};

use crate::finding::{FINDINGS_MAX, Finding, Findings, Place};

/// Bytes of a manifest: a plugin with a hundred contributions and long schemas stays below a fifth of it.
pub const MANIFEST_MAX_BYTES: usize = 256 * 1024;
/// Entries of one list of a manifest.
pub const LIST_MAX: usize = 200;

/// Tables and lists within one value that is kept as JSON: twice what a schema of the greatest depth has.
pub const JSON_DEPTH_MAX: usize = 24;

/// Reads a document: `build` takes it apart, `check` judges the whole of what was built.
///
/// # Errors
/// All findings, each with its place; those of the syntax alone when there are any.
pub(crate) fn read<T>(
    bytes: &[u8],
    build: impl FnOnce(&mut Table, &mut Issues) -> Option<T>,
    check: impl FnOnce(&T) -> Issues,
) -> Result<T, Findings> {
    if bytes.len() > MANIFEST_MAX_BYTES {
        return Err(Findings::whole(Issue::new("", "manifest.large").with("max", MANIFEST_MAX_BYTES)));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| Findings::whole(Issue::new("", "manifest.encoding")))?;
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(Findings(errors.into_iter().take(FINDINGS_MAX).map(|e| syntax(text, &e)).collect()));
    }
    let mut issues = Issues::new();
    let mut root = Table { at: String::new(), entries: document.get_ref(), known: Vec::new() };
    let built = build(&mut root, &mut issues);
    root.end(&mut issues);
    match built {
        Some(built) if issues.is_empty() => {
            issues = check(&built);
            if issues.is_empty() {
                return Ok(built);
            }
        }
        _ => {}
    }
    let locate = |issue: Issue| {
        let place = byte_of(document.get_ref(), &issue.at).map(|byte| Place::of(text, byte));
        Finding { issue, place }
    };
    let mut findings: Vec<Finding> = issues.into_iter().map(locate).collect();
    findings.sort_by_key(|f| f.place);
    findings.truncate(FINDINGS_MAX);
    Err(Findings(findings))
}

fn syntax(text: &str, error: &toml::de::Error) -> Finding {
    Finding {
        issue: Issue::new("", "manifest.syntax").with("detail", error.message()),
        place: error.span().map(|span| Place::of(text, span.start)),
    }
}

/// Where the value of a path begins, or the nearest that there is above it.
fn byte_of(document: &DeTable, path: &str) -> Option<usize> {
    let mut byte = None;
    let mut table = Some(document);
    for segment in path.split('.') {
        let (name, indexes) = segment.split_once('[').unwrap_or((segment, ""));
        let Some((key, value)) = table.and_then(|t| t.get_key_value(name)) else { break };
        let mut value = value;
        byte = Some(if value.get_ref().is_table() { key.span().start } else { value.span().start });
        for index in indexes.split('[').filter_map(|i| i.trim_end_matches(']').parse::<usize>().ok()) {
            let Some(item) = value.get_ref().as_array().and_then(|list| list.get(index)) else { break };
            value = item;
            byte = Some(value.span().start);
        }
        table = value.get_ref().as_table();
    }
    byte
}

/// A table, and which of its keys somebody asked for.
pub(crate) struct Table<'t> {
    at: String,
    entries: &'t DeTable<'t>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// The path of a key of this table.
    pub fn below(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    /// A value that may be missing.
    pub fn find(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        let value = self.entries.get(key)?;
        Some(Value { at: self.below(key), value: value.get_ref() })
    }

    /// A value that must be there.
    pub fn need(&mut self, key: &'static str, issues: &mut Issues) -> Option<Value<'t>> {
        let found = self.find(key);
        if found.is_none() {
            issues.push(Issue::new(self.below(key), "manifest.missing").with("key", key));
        }
        found
    }

    /// The tables under a key, none when it is missing.
    pub fn tables(&mut self, key: &'static str, issues: &mut Issues) -> Vec<Table<'t>> {
        let Some(list) = self.find(key) else { return Vec::new() };
        list.list(issues).into_iter().filter_map(|item| item.table(issues)).collect()
    }

    /// A text in every language that must be there.
    pub fn localized(&mut self, key: &'static str, max: usize, issues: &mut Issues) -> Option<LocalizedText> {
        let value = self.need(key, issues)?;
        value.localized(max, issues)
    }

    /// Names every key that nobody asked for.
    pub fn end(&self, issues: &mut Issues) {
        for key in self.entries.keys().map(|k| k.get_ref()).filter(|k| !self.known.contains(&k.as_ref())) {
            issues.push(Issue::new(self.below(key), "manifest.unknown_key").with("key", key));
        }
    }
}

/// A value with its path.
pub(crate) struct Value<'t> {
    pub at: String,
    value: &'t DeValue<'t>,
}

impl<'t> Value<'t> {
    fn not(&self, expected: &'static str, issues: &mut Issues) {
        issues.push(
            Issue::new(&self.at, "manifest.type")
                .with("expected", expected)
                .with("found", self.value.type_str()),
        );
    }

    /// A text.
    pub fn text(&self, issues: &mut Issues) -> Option<&'t str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.not("string", issues);
        }
        text
    }

    /// A table.
    pub fn table(self, issues: &mut Issues) -> Option<Table<'t>> {
        match self.value.as_table() {
            Some(entries) => Some(Table { at: self.at, entries, known: Vec::new() }),
            None => {
                self.not("table", issues);
                None
            }
        }
    }

    /// The items of a list.
    pub fn list(&self, issues: &mut Issues) -> Vec<Value<'t>> {
        let Some(list): Option<&'t DeArray<'t>> = self.value.as_array() else {
            self.not("array", issues);
            return Vec::new();
        };
        if list.len() > LIST_MAX {
            issues.push(Issue::new(&self.at, "manifest.too_many").with("max", LIST_MAX));
            return Vec::new();
        }
        let item = |(n, v): (usize, &'t toml::Spanned<DeValue<'t>>)| Value {
            at: format!("{}[{n}]", self.at),
            value: v.get_ref(),
        };
        list.iter().enumerate().map(item).collect()
    }

    /// A text with a form of its own; `code` says what form.
    pub fn parsed<T: FromStr>(&self, code: &'static str, issues: &mut Issues) -> Option<T> {
        let text = self.text(issues)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            issues.push(Issue::new(&self.at, code).with("text", shortened(text)));
        }
        parsed
    }

    /// One of several names.
    pub fn choice<T: Copy>(&self, all: &[T], name: fn(T) -> &'static str, issues: &mut Issues) -> Option<T> {
        let text = self.text(issues)?;
        let found = all.iter().copied().find(|one| name(*one) == text);
        if found.is_none() {
            let known = all.iter().map(|one| name(*one)).collect::<Vec<_>>().join(", ");
            issues.push(
                Issue::new(&self.at, "manifest.choice").with("text", shortened(text)).with("known", known),
            );
        }
        found
    }

    /// A text in every language of the product.
    pub fn localized(self, max: usize, issues: &mut Issues) -> Option<LocalizedText> {
        let mut table = self.table(issues)?;
        let [zh_cn, en] = Locale::ALL.map(|locale| {
            let value = table.need(locale.tag(), issues)?;
            let text = value.text(issues)?;
            issues.extend(check_text(&value.at, text, max));
            Some(text)
        });
        table.end(issues);
        Some(LocalizedText::both(zh_cn?, en?))
    }

    /// The value as JSON. Dates and numbers that JSON has not are refused.
    pub fn json(&self, issues: &mut Issues) -> Option<Json> {
        let found = issues.len();
        let json = to_json(&self.at, self.value, 0, issues);
        (issues.len() == found).then_some(json)
    }
}

fn to_json(at: &str, value: &DeValue, depth: usize, issues: &mut Issues) -> Json {
    if depth > JSON_DEPTH_MAX {
        issues.push(Issue::new(at, "manifest.deep").with("max", JSON_DEPTH_MAX));
        return Json::Null;
    }
    let number = |json: Option<Json>, issues: &mut Issues| {
        json.unwrap_or_else(|| {
            issues.push(Issue::new(at, "manifest.number"));
            Json::Null
        })
    };
    match value {
        DeValue::String(text) => Json::String(text.to_string()),
        DeValue::Boolean(flag) => Json::Bool(*flag),
        DeValue::Integer(n) => {
            number(i64::from_str_radix(n.as_str(), n.radix()).ok().map(Json::from), issues)
        }
        DeValue::Float(n) => {
            let float = n.as_str().parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            number(float.map(Json::Number), issues)
        }
        DeValue::Datetime(_) => {
            issues.push(Issue::new(at, "manifest.date"));
            Json::Null
        }
        DeValue::Array(items) => {
            let item = |(n, v): (usize, &toml::Spanned<DeValue>)| {
                to_json(&format!("{at}[{n}]"), v.get_ref(), depth + 1, issues)
            };
            Json::Array(items.iter().enumerate().map(item).collect())
        }
        DeValue::Table(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                map.insert(
                    key.to_string(),
                    to_json(&format!("{at}.{key}"), value.get_ref(), depth + 1, issues),
                );
            }
            Json::Object(map)
        }
    }
}

/// What a sentence quotes of a text that somebody wrote.
pub(crate) fn shortened(text: &str) -> String {
    /// Characters that a sentence quotes.
    const QUOTED_MAX_CHARS: usize = 60;
    let mut quoted: String = text.chars().take(QUOTED_MAX_CHARS).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}

/// What is wrong with a text that people read: empty, long, or with characters that make it look like another.
pub(crate) fn check_text(at: &str, text: &str, max: usize) -> Option<Issue> {
    let unseen = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    if text.trim().is_empty() {
        Some(Issue::new(at, "manifest.text_empty"))
    } else if text.chars().count() > max {
        Some(Issue::new(at, "manifest.text_long").with("max", max))
    } else if text.contains(unseen) {
        Some(Issue::new(at, "manifest.text_unseen"))
    } else {
        None
    }
}
