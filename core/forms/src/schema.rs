//! What a form is made of. This is the JSON that the designer edits, that a version keeps and that a pack ships.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use weir_model::expr::Expr;
use weir_model::id::FormId;
use weir_model::{Decimal, Key, LocalizedText};

#[cfg(test)]
pub(crate) mod sample;

/// A form: fields in reading order, and the linkage rules over them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormSchema {
    /// What the form is called.
    pub name: LocalizedText,
    /// One line under the name.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub description: LocalizedText,
    /// How a record is named in lists: text with `{key}` places. Empty: the first text field.
    #[serde(default)]
    pub title_template: String,
    /// The fields, in reading order.
    pub fields: Vec<Field>,
    /// Linkage rules, applied from top to bottom.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

impl FormSchema {
    /// The top-level field of that key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key.as_str() == key)
    }
}

/// One field. Its key never changes once published, and neither does its type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The immutable key.
    pub key: Key,
    /// What people read above it.
    pub label: LocalizedText,
    /// A line of help below it.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub help: LocalizedText,
    /// Shown greyed in the empty control.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub placeholder: LocalizedText,
    /// Must be filled in before submission.
    #[serde(default)]
    pub required: bool,
    /// No two records of the form may have the same value. Text, number, phone, e-mail and the like only.
    #[serde(default)]
    pub unique: bool,
    /// The value at the start, in the field's JSON form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub default: Option<Json>,
    /// A computed value instead of an entered one; the field is then read-only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Expr>,
    /// How wide it stands on a desktop.
    #[serde(default)]
    pub width: Width,
    /// Hidden until a rule shows it.
    #[serde(default)]
    pub hidden: bool,
    /// Shown but not for editing, unless a rule or a node's field right says otherwise.
    #[serde(default)]
    pub read_only: bool,
    /// Its type and what only that type has.
    #[serde(flatten)]
    pub kind: FieldKind,
}

impl Field {
    /// The columns of a detail table; none for every other type.
    #[must_use]
    pub fn columns(&self) -> &[Self] {
        match &self.kind {
            FieldKind::Detail { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// How wide a field stands on a desktop; on a phone every field takes the whole width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Width {
    /// Half of the row.
    #[default]
    Half,
    /// The whole row.
    Full,
}

/// A field's type with its own settings. JSON form of each type's value in brackets.
///
/// It refuses unknown properties for the whole [`Field`]: what the field itself does not know arrives here, as the
/// only flattened part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
// Names of properties are given at each variant: only there does the OpenAPI derive read them.
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
pub enum FieldKind {
    /// One line of text [string].
    #[serde(rename_all = "camelCase")]
    Text {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_length: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
        /// A regular expression that the whole text must match.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
        /// What to say when it does not match.
        #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
        pattern_message: LocalizedText,
    },
    /// Several lines of text [string].
    #[serde(rename_all = "camelCase")]
    LongText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    /// Formatted text [string of allow-listed HTML, cleaned by the server].
    RichText {},
    /// An exact number [decimal string].
    Number {
        /// Digits after the point, 0 to 8.
        #[serde(default)]
        scale: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<Decimal>,
        /// Written after the number, such as 台 or kg.
        #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
        unit: LocalizedText,
    },
    /// An amount of money in one currency [decimal string].
    Money {
        /// ISO 4217.
        currency: String,
        /// Digits after the point, usually the currency's own.
        #[serde(default = "two")]
        scale: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<Decimal>,
    },
    /// Per cent; 12.5 means 12.5 % [decimal string].
    Percent {
        #[serde(default)]
        scale: u8,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<Decimal>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<Decimal>,
    },
    /// A calendar date [`2026-11-21`].
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<jiff::civil::Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<jiff::civil::Date>,
    },
    /// A time of day [`09:30`].
    Time {},
    /// An instant [RFC 3339, UTC].
    DateTime {},
    /// A first and a last day [`{"start":"2026-11-25","end":"2026-11-27"}`].
    DateRange {},
    /// One of several options [option key].
    SingleSelect { options: Vec<SelectOption> },
    /// Some of several options [array of option keys].
    MultiSelect { options: Vec<SelectOption> },
    /// Yes or no [bool].
    Checkbox {},
    /// People of the tenant [array of user ids].
    Person {
        #[serde(default)]
        multiple: bool,
    },
    /// Departments of the tenant [array of department ids].
    Department {
        #[serde(default)]
        multiple: bool,
    },
    /// Uploaded files [array of file ids].
    #[serde(rename_all = "camelCase")]
    File {
        #[serde(default = "ten")]
        max_count: u16,
        /// Accepted extensions without the dot, lower case; empty for all.
        #[serde(default)]
        extensions: Vec<String>,
    },
    /// Uploaded pictures [array of file ids].
    #[serde(rename_all = "camelCase")]
    Image {
        #[serde(default = "ten")]
        max_count: u16,
    },
    /// A hand-written signature [file id of a PNG].
    Signature {},
    /// A phone number [string, digits with an optional leading +].
    Phone {},
    /// An e-mail address [string].
    Email {},
    /// A web address, http or https [string].
    Link {},
    /// A postal address [`{"region":"浙江省/杭州市/西湖区","detail":"…"}`].
    Address {},
    /// A number that the server gives at submission [string].
    Serial {
        /// Before the number; `{yyyy}`, `{mm}`, `{dd}` stand for the day of submission.
        #[serde(default)]
        prefix: String,
        /// Digits, filled with zeros.
        #[serde(default = "four")]
        digits: u8,
        /// When counting starts again.
        #[serde(default)]
        reset: SerialReset,
    },
    /// A computed value shown but not entered [in the form of `result`]. The expression is the field's `formula`.
    Formula {
        result: FormulaResult,
        /// Digits after the point of a number.
        #[serde(default = "two")]
        scale: u8,
    },
    /// Rows of columns [array of objects by column key].
    #[serde(rename_all = "camelCase")]
    Detail {
        /// The columns; any type but detail, section, hint, rich text, serial.
        fields: Vec<Field>,
        /// Column keys summed below the table.
        #[serde(default)]
        totals: Vec<Key>,
        #[serde(default)]
        min_rows: u16,
        #[serde(default = "detail_rows")]
        max_rows: u16,
    },
    /// Records of another form [array of record ids].
    Reference {
        /// The other form.
        form: FormId,
        #[serde(default)]
        multiple: bool,
    },
    /// A heading that groups the fields after it [no value].
    Section {},
    /// A note to the reader [no value].
    Hint {
        /// The note.
        text: LocalizedText,
    },
}

const fn two() -> u8 {
    2
}
const fn four() -> u8 {
    4
}
const fn ten() -> u16 {
    10
}
const fn detail_rows() -> u16 {
    weir_model::limits::DETAIL_ROWS_MAX as u16
}

/// An option of a select field. The key never changes once published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SelectOption {
    /// The immutable key.
    pub key: Key,
    /// What people read.
    pub label: LocalizedText,
    /// No longer offered; old records keep it.
    #[serde(default)]
    pub retired: bool,
}

/// When a serial number starts again at 1, by the tenant's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum SerialReset {
    /// Never.
    Never,
    /// Each year.
    #[default]
    Yearly,
    /// Each month.
    Monthly,
    /// Each day.
    Daily,
}

/// The type of a computed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum FormulaResult {
    /// A number at the field's scale.
    Number,
    /// Text.
    Text,
    /// A date.
    Date,
    /// Yes or no.
    Bool,
}

/// A linkage rule: when the condition holds, the actions apply; when it does not, they do not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// The immutable key.
    pub key: Key,
    /// The condition.
    pub when: Expr,
    /// What applies while it holds.
    pub actions: Vec<RuleAction>,
    /// Left out of evaluation while false.
    #[serde(default = "yes")]
    pub enabled: bool,
}

const fn yes() -> bool {
    true
}

/// What a linkage rule does to fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum RuleAction {
    /// Show fields that are otherwise hidden: outside the condition they are hidden.
    Show { fields: Vec<Key> },
    /// Hide fields.
    Hide { fields: Vec<Key> },
    /// Make fields required.
    Require { fields: Vec<Key> },
    /// Make fields read-only.
    ReadOnly { fields: Vec<Key> },
    /// Set a field's value.
    Set { field: Key, value: Expr },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_that_no_field_of_that_type_has_is_refused() {
        let read = |properties: &str| {
            let json = format!(r#"{{"key":"a","label":{{"en":"A"}},"required":true,{properties}}}"#);
            serde_json::from_str::<Field>(&json).map_err(|e| e.to_string())
        };
        assert!(read(r#""type":"text","maxLength":5,"help":{"en":"H"}"#).is_ok());
        assert!(read(r#""type":"checkbox""#).is_ok());
        for (properties, field) in [
            (r#""type":"text","maxLenght":5"#, "maxLenght"),
            (r#""type":"checkbox","maxLength":5"#, "maxLength"),
            (r#""colour":"red","type":"richText""#, "colour"),
            (r#""type":"detail","fields":[{"key":"b","label":{},"type":"date","colour":1}]"#, "colour"),
        ] {
            let told = read(properties).unwrap_err();
            assert!(told.starts_with(&format!("unknown field `{field}`")), "{told}");
        }
    }
}
