//! Formatted text. The server keeps only allow-listed HTML; the browser engine leaves cleaning to the server.
//!
//! No images, styles or scripts: what one person writes is shown to others.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::limits::LONG_TEXT_MAX_CHARS;
use weir_model::value::Value;

use super::{FieldType, Report, check_length, text_input};
use crate::reading::Reader;

pub(super) struct RichText;

/// The allow-listed HTML of an input.
#[cfg(feature = "rich-text")]
fn clean(html: &str) -> String {
    use std::collections::{HashMap, HashSet};
    use std::sync::LazyLock;

    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .tags(HashSet::from([
                "a",
                "b",
                "blockquote",
                "br",
                "code",
                "del",
                "em",
                "h1",
                "h2",
                "h3",
                "hr",
                "i",
                "li",
                "ol",
                "p",
                "pre",
                "s",
                "strong",
                "table",
                "tbody",
                "td",
                "th",
                "thead",
                "tr",
                "u",
                "ul",
            ]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan"])),
            ]))
            .generic_attributes(HashSet::new())
            .url_schemes(HashSet::from(["http", "https", "mailto"]))
            .url_relative(ammonia::UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer"));
        builder
    });
    CLEANER.clean(html).to_string()
}

#[cfg(not(feature = "rich-text"))]
fn clean(html: &str) -> String {
    html.to_owned()
}

/// The text between the tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut inside_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                inside_tag = true;
                text.push(' ');
            }
            '>' if inside_tag => inside_tag = false,
            c if !inside_tag => text.push(c),
            _ => {}
        }
    }
    let words = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl FieldType for RichText {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let html = text_input(input, report).map(clean).unwrap_or_default();
        if plain(&html).is_empty() { Json::Null } else { Json::String(html.trim().to_owned()) }
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        check_length(value, LONG_TEXT_MAX_CHARS, report);
    }

    fn value(&self, value: &Json) -> Value {
        value.as_str().map(plain).as_deref().into()
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        plain(value.as_str().unwrap_or_default())
    }

    fn can_be_column(&self) -> bool {
        false
    }
}

#[cfg(all(test, feature = "rich-text"))]
mod tests {
    use super::*;

    fn canonical(html: &str) -> Json {
        RichText.canonical(&Json::String(html.into()), &mut Report { at: "note", issues: &mut Vec::new() })
    }

    #[test]
    fn what_could_run_or_call_home_is_removed() {
        for (input, kept) in [
            ("<p onclick=\"x()\">你好</p>", "<p>你好</p>"),
            ("<script>x()</script><b>a</b>", "<b>a</b>"),
            ("<a href=\"javascript:x()\">a</a>", "<a rel=\"noopener noreferrer\">a</a>"),
            ("a<img src=\"https://tracker.example/x.png\">", "a"),
            ("<p style=\"position:fixed\">a</p>", "<p>a</p>"),
        ] {
            assert_eq!(canonical(input), kept, "{input}");
            assert_eq!(canonical(kept), kept, "canonical once more");
        }
    }

    #[test]
    fn tags_without_words_are_nothing() {
        assert_eq!(canonical("<p><br></p>&nbsp;"), Json::Null);
    }
}
