//! The part of JSON Schema in which plugins say what they are configured with, what they take and what they give.
//!
//! Keywords: `type` (one of `object`, `array`, `string`, `number`, `integer`, `boolean`), `properties`, `required`,
//! `items`, `enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `format` (`secret`, `uri`), `default`, `title`,
//! `description`. A title or description is a text, or a table with one for each language. There are no patterns, no
//! references and no combinations: each schema can be drawn as a form and judged in time linear in its value. Properties
//! that a schema does not name are refused in a value.

mod value;

use serde_json::{Map, Value as Json};
use weir_model::{Issue, Issues, Locale};

use crate::document::{check_text, shortened};
pub use value::check_value;

/// Schemas within schemas: a list of tables of lists can still be drawn as a form.
pub const SCHEMA_DEPTH_MAX: usize = 6;
/// Schemas within one schema.
pub const SCHEMA_NODES_MAX: usize = 200;
/// Bytes of one schema, written as JSON.
pub const SCHEMA_MAX_BYTES: usize = 32 * 1024;
/// Values of one `enum`.
pub const ENUM_MAX: usize = 200;
/// Characters of a property's name.
pub const PROPERTY_MAX_CHARS: usize = 63;
/// Characters of a property's title.
pub const TITLE_MAX_CHARS: usize = 100;
/// Characters of a property's description.
pub const EXPLANATION_MAX_CHARS: usize = 500;

const COMMON: &[&str] = &["type", "title", "description", "default", "enum"];

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaUse {
    /// What an admin enters once. Its own properties may be secrets.
    Config,
    /// What goes in or out of a call. It has no secrets.
    Input,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Object,
    Array,
    String,
    Number,
    Integer,
    Boolean,
}

impl Type {
    const ALL: [(&str, Self); 6] = [
        ("object", Self::Object),
        ("array", Self::Array),
        ("string", Self::String),
        ("number", Self::Number),
        ("integer", Self::Integer),
        ("boolean", Self::Boolean),
    ];

    /// The type that a schema names.
    pub fn of(schema: &Map<String, Json>) -> Option<Self> {
        let name = schema.get("type")?.as_str()?;
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, of)| of)
    }

    const fn keywords(self) -> &'static [&'static str] {
        match self {
            Self::Object => &["properties", "required"],
            Self::Array => &["items"],
            Self::String => &["minLength", "maxLength", "format"],
            Self::Number | Self::Integer => &["minimum", "maximum"],
            Self::Boolean => &[],
        }
    }
}

/// What keeps a schema from being used; `at` is its own path.
#[must_use]
pub fn check_schema(at: &str, schema: &Json, usage: SchemaUse) -> Issues {
    if bytes_of(schema) > SCHEMA_MAX_BYTES {
        return vec![Issue::new(at, "schema.large").with("max", SCHEMA_MAX_BYTES)];
    }
    let mut check = Check { usage, nodes: 0, issues: Issues::new() };
    if schema.get("type").and_then(Json::as_str) == Some("object") {
        check.schema(at, schema, 0);
    } else {
        check.issues.push(Issue::new(at, "schema.no_object"));
    }
    check.issues
}

fn bytes_of(json: &Json) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // JSON that is already a tree can always be counted; were it otherwise, it would be too much.
    serde_json::to_writer(&mut count, json).map_or(usize::MAX, |()| count.0)
}

struct Check {
    usage: SchemaUse,
    nodes: usize,
    issues: Issues,
}

impl Check {
    fn say(&mut self, at: &str, code: &'static str) {
        self.issues.push(Issue::new(at, code));
    }

    fn schema(&mut self, at: &str, schema: &Json, depth: usize) {
        self.nodes += 1;
        if depth > SCHEMA_DEPTH_MAX {
            self.issues.push(Issue::new(at, "schema.deep").with("max", SCHEMA_DEPTH_MAX));
            return;
        }
        if self.nodes > SCHEMA_NODES_MAX {
            if self.nodes == SCHEMA_NODES_MAX + 1 {
                self.issues.push(Issue::new(at, "schema.many").with("max", SCHEMA_NODES_MAX));
            }
            return;
        }
        let Some(map) = schema.as_object() else { return self.say(at, "schema.no_schema") };
        let Some(of) = Type::of(map) else { return self.say(&format!("{at}.type"), "schema.type") };
        for key in
            map.keys().filter(|k| !COMMON.contains(&k.as_str()) && !of.keywords().contains(&k.as_str()))
        {
            let issue = Issue::new(format!("{at}.{key}"), "schema.keyword");
            self.issues.push(issue.with("keyword", shortened(key)).with("type", type_name(map)));
        }
        for (key, max) in [("title", TITLE_MAX_CHARS), ("description", EXPLANATION_MAX_CHARS)] {
            if let Some(text) = map.get(key) {
                self.text(&format!("{at}.{key}"), text, max);
            }
        }
        let found = self.issues.len();
        match of {
            Type::Object => self.object(at, map, depth),
            Type::Array => match map.get("items") {
                Some(items) => self.schema(&format!("{at}.items"), items, depth + 1),
                None => self.say(at, "schema.no_items"),
            },
            Type::String => self.string(at, map, depth),
            Type::Number | Type::Integer => self.number(at, map, of),
            Type::Boolean => {}
        }
        self.choices(at, map, of);
        if let Some(default) = map.get("default")
            && self.issues.len() == found
        {
            let wrong = check_value(&format!("{at}.default"), schema, default);
            self.issues.extend(wrong);
        }
    }

    fn text(&mut self, at: &str, text: &Json, max: usize) {
        match text {
            Json::String(text) => self.issues.extend(check_text(at, text, max)),
            Json::Object(texts) => {
                for (tag, text) in texts {
                    match (tag.parse::<Locale>(), text.as_str()) {
                        (Ok(_), Some(text)) => {
                            self.issues.extend(check_text(&format!("{at}.{tag}"), text, max))
                        }
                        _ => self.say(at, "schema.text"),
                    }
                }
                if texts.len() < Locale::ALL.len() {
                    self.say(at, "schema.text");
                }
            }
            _ => self.say(at, "schema.text"),
        }
    }

    fn object(&mut self, at: &str, map: &Map<String, Json>, depth: usize) {
        let empty = Map::new();
        let properties = match map.get("properties") {
            None => &empty,
            Some(Json::Object(properties)) => properties,
            Some(_) => return self.say(&format!("{at}.properties"), "schema.properties"),
        };
        for (name, schema) in properties {
            if is_name(name) {
                self.schema(&format!("{at}.properties.{name}"), schema, depth + 1);
            } else {
                let issue = Issue::new(format!("{at}.properties"), "schema.name");
                self.issues.push(issue.with("name", shortened(name)).with("max", PROPERTY_MAX_CHARS));
            }
        }
        let Some(required) = map.get("required") else { return };
        let Some(names) = required.as_array() else {
            return self.say(&format!("{at}.required"), "schema.required");
        };
        for (n, name) in names.iter().enumerate() {
            let known = name.as_str().is_some_and(|name| properties.contains_key(name));
            if !known || names[..n].contains(name) {
                self.say(&format!("{at}.required[{n}]"), "schema.required");
            }
        }
    }

    fn string(&mut self, at: &str, map: &Map<String, Json>, depth: usize) {
        let length = |key| map.get(key).map(|n| n.as_u64());
        let [min, max] = ["minLength", "maxLength"].map(length);
        let wrong = min == Some(None) || max == Some(None);
        if wrong || min.flatten().zip(max.flatten()).is_some_and(|(min, max)| min > max) {
            self.say(at, "schema.range");
        }
        match map.get("format").map(Json::as_str) {
            None | Some(Some("uri")) => {}
            Some(Some("secret")) => {
                // A secret has a name by which a plugin opens it, and nobody but the admin knows its value.
                let own = depth == 1 && at.matches('.').count() == 2;
                if self.usage != SchemaUse::Config || !own {
                    self.say(&format!("{at}.format"), "schema.secret_place");
                }
                if map.contains_key("default") || map.contains_key("enum") {
                    self.say(at, "schema.secret_known");
                }
            }
            Some(_) => self.say(&format!("{at}.format"), "schema.format"),
        }
    }

    fn number(&mut self, at: &str, map: &Map<String, Json>, of: Type) {
        let bounds = ["minimum", "maximum"].map(|key| map.get(key));
        for bound in bounds.into_iter().flatten() {
            if !value::is_of(of, bound) {
                self.say(at, "schema.range");
            }
        }
        if let [Some(min), Some(max)] = bounds
            && value::less(max, min)
        {
            self.say(at, "schema.range");
        }
    }

    fn choices(&mut self, at: &str, map: &Map<String, Json>, of: Type) {
        let Some(choices) = map.get("enum") else { return };
        let at = format!("{at}.enum");
        let Some(choices) = choices.as_array() else { return self.say(&at, "schema.enum") };
        let scalar = !matches!(of, Type::Object | Type::Array);
        if !scalar || choices.is_empty() || choices.len() > ENUM_MAX {
            return self.say(&at, "schema.enum");
        }
        for (n, choice) in choices.iter().enumerate() {
            if !value::is_of(of, choice) || choices[..n].contains(choice) {
                self.say(&format!("{at}[{n}]"), "schema.enum");
            }
        }
    }
}

/// The type that a schema names, for a sentence.
fn type_name(schema: &Map<String, Json>) -> &str {
    schema.get("type").and_then(Json::as_str).unwrap_or_default()
}

fn is_name(name: &str) -> bool {
    name.len() <= PROPERTY_MAX_CHARS
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn codes(schema: &Json, usage: SchemaUse) -> Vec<String> {
        check_schema("config", schema, usage).into_iter().map(|i| format!("{} {}", i.at, i.code)).collect()
    }

    #[test]
    fn the_subset_is_accepted() {
        let schema = json!({
            "type": "object",
            "required": ["url", "token"],
            "properties": {
                "url": {"type": "string", "format": "uri", "title": {"zh-CN": "地址", "en": "Address"}},
                "token": {"type": "string", "format": "secret", "minLength": 1, "maxLength": 200},
                "level": {"type": "string", "enum": ["a", "b"], "default": "a"},
                "count": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3, "description": "How many."},
                "rate": {"type": "number", "minimum": 0.5},
                "on": {"type": "boolean", "default": false},
                "rooms": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
            },
        });
        assert_eq!(codes(&schema, SchemaUse::Config), Vec::<String>::new());
        assert_eq!(codes(&schema, SchemaUse::Input), ["config.properties.token.format schema.secret_place"]);
    }

    #[test]
    fn what_is_beyond_it_is_refused_in_its_place() {
        let property = |schema: Json| json!({"type": "object", "properties": {"p": schema}});
        for (schema, wanted) in [
            (json!([]), "config schema.no_object"),
            (json!({"type": "string"}), "config schema.no_object"),
            (json!({"type": "object", "required": ["p"]}), "config.required[0] schema.required"),
            (json!({"type": "object", "properties": []}), "config.properties schema.properties"),
            (
                json!({"type": "object", "properties": {"a.b": {"type": "string"}}}),
                "config.properties schema.name",
            ),
            (property(json!(true)), "config.properties.p schema.no_schema"),
            (property(json!({"type": ["string", "null"]})), "config.properties.p.type schema.type"),
            (
                property(json!({"type": "string", "pattern": "(a+)+"})),
                "config.properties.p.pattern schema.keyword",
            ),
            (property(json!({"type": "object", "$ref": "#"})), "config.properties.p.$ref schema.keyword"),
            (property(json!({"type": "array"})), "config.properties.p schema.no_items"),
            (
                property(json!({"type": "string", "minLength": 3, "maxLength": 2})),
                "config.properties.p schema.range",
            ),
            (property(json!({"type": "string", "maxLength": -1})), "config.properties.p schema.range"),
            (property(json!({"type": "integer", "minimum": 1.5})), "config.properties.p schema.range"),
            (
                property(json!({"type": "number", "minimum": 2, "maximum": 1})),
                "config.properties.p schema.range",
            ),
            (
                property(json!({"type": "string", "format": "date"})),
                "config.properties.p.format schema.format",
            ),
            (
                property(json!({"type": "string", "format": "secret", "default": "x"})),
                "config.properties.p schema.secret_known",
            ),
            (property(json!({"type": "string", "enum": []})), "config.properties.p.enum schema.enum"),
            (
                property(json!({"type": "string", "enum": ["a", 1]})),
                "config.properties.p.enum[1] schema.enum",
            ),
            (
                property(json!({"type": "integer", "default": "x"})),
                "config.properties.p.default schema.value_type",
            ),
            (
                property(json!({"type": "string", "title": {"en": "T"}})),
                "config.properties.p.title schema.text",
            ),
            (
                property(json!({"type": "string", "title": ""})),
                "config.properties.p.title manifest.text_empty",
            ),
        ] {
            assert_eq!(codes(&schema, SchemaUse::Config), [wanted], "{schema}");
        }
    }

    #[test]
    fn a_secret_below_another_property_has_no_name() {
        let schema = json!({"type": "object", "properties": {"a": {"type": "array", "items":
            {"type": "string", "format": "secret"}}}});
        assert_eq!(
            codes(&schema, SchemaUse::Config),
            ["config.properties.a.items.format schema.secret_place"]
        );
    }

    #[test]
    fn depth_number_and_size_are_bounded() {
        let mut deep = json!({"type": "string"});
        for _ in 0..=SCHEMA_DEPTH_MAX {
            deep = json!({"type": "object", "properties": {"p": deep}});
        }
        assert!(codes(&deep, SchemaUse::Config)[0].ends_with("schema.deep"));
        let many: Map<_, _> =
            (0..=SCHEMA_NODES_MAX).map(|n| (format!("p{n}"), json!({"type": "string"}))).collect();
        let found = codes(&json!({"type": "object", "properties": many}), SchemaUse::Config);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with("schema.many"), "{found:?}");
        let large = json!({"type": "object", "title": "x".repeat(SCHEMA_MAX_BYTES)});
        assert_eq!(codes(&large, SchemaUse::Config), ["config schema.large"]);
    }
}
