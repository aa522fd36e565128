//! A hand-written signature: the id of a PNG.

use serde_json::Value as Json;
use weir_model::Locale;
use weir_model::expr::Type;
use weir_model::id::FileId;
use weir_model::value::Value;

use super::{FieldType, Report, text_input, text_value};
use crate::lookups::{FileLookup, Lookups};
use crate::reading::Reader;

pub(super) struct Signature;

impl FieldType for Signature {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        match text.parse::<FileId>() {
            Ok(id) => Json::String(id.to_string()),
            Err(_) => {
                report.add("form.id_expected", &[]);
                Json::Null
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        text_value(value)
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        match (value.is_string(), reader.locale) {
            (false, _) => "",
            (true, Locale::ZhCn) => "已签名",
            (true, Locale::En) => "Signed",
        }
        .to_owned()
    }

    fn lookups(&self, value: &Json, at: &str, lookups: &mut Lookups) {
        if let Some(file) = value.as_str().and_then(|id| id.parse().ok()) {
            lookups.files.push(FileLookup { at: at.to_owned(), file, extensions: vec!["png".to_owned()] });
        }
    }
}
