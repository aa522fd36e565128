//! Text in several languages. Labels are localised; keys are not.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Locale {
    /// Simplified Chinese, the first language.
    #[default]
    #[serde(rename = "zh-CN")]
    ZhCn,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The best match for an `Accept-Language` header: the first tag of a known language, else `None`.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next().unwrap_or_default().trim();
            match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "zh" => Some(Self::ZhCn),
                "en" => Some(Self::En),
                _ => None,
            }
        })
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;
    fn from_str(s: &str) -> Result<Self, UnknownLocale> {
        Self::ALL.into_iter().find(|l| l.tag() == s).ok_or(UnknownLocale)
    }
}

/// The tag names no language of the product.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `zh-CN` or `en`")]
pub struct UnknownLocale;

/// A text by language. Reading falls back to the first language, then to any, then to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalizedText(BTreeMap<Locale, String>);

impl LocalizedText {
    /// The same text in both languages.
    #[must_use]
    pub fn both(zh_cn: impl Into<String>, en: impl Into<String>) -> Self {
        Self([(Locale::ZhCn, zh_cn.into()), (Locale::En, en.into())].into())
    }

    /// A text in one language.
    #[must_use]
    pub fn one(locale: Locale, text: impl Into<String>) -> Self {
        Self([(locale, text.into())].into())
    }

    /// The text for a reader of `locale`.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        let filled = |l: Locale| self.0.get(&l).filter(|s| !s.trim().is_empty());
        filled(locale).or_else(|| Locale::ALL.into_iter().find_map(filled)).map_or("", String::as_str)
    }

    /// Whether no language has any text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|s| s.trim().is_empty())
    }

    /// Every language with its text.
    pub fn iter(&self) -> impl Iterator<Item = (Locale, &str)> {
        self.0.iter().map(|(l, s)| (*l, s.as_str()))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for LocalizedText {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
        let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Object))
            .property("zh-CN", text())
            .property("en", text())
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for LocalizedText {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_to_the_other() {
        let t = LocalizedText::one(Locale::En, "Budget");
        assert_eq!(t.get(Locale::ZhCn), "Budget");
        assert_eq!(LocalizedText::both("预算", " ").get(Locale::En), "预算");
        assert_eq!(LocalizedText::default().get(Locale::En), "");
    }

    #[test]
    fn accept_language_takes_the_first_known_language() {
        assert_eq!(Locale::from_accept_language("fr, en-GB;q=0.8, zh"), Some(Locale::En));
        assert_eq!(Locale::from_accept_language("zh-Hans-CN"), Some(Locale::ZhCn));
        assert_eq!(Locale::from_accept_language("fr"), None);
    }
}
