//! Uploaded files and pictures: what both have in common. Which person may see a file is decided elsewhere.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::id::FileId;
use weir_model::value::Value;

use super::{FieldType, Report, ids};
use crate::limits::FILES_MAX;
use crate::lookups::{FileLookup, Lookups};
use crate::reading::Reader;

pub(super) struct Attachment<'a> {
    pub max_count: u16,
    /// Accepted endings without the dot; empty for all.
    pub extensions: Vec<&'a str>,
}

impl FieldType for Attachment<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text.list())
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        ids::canonical::<FileId>(input, true, report)
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        if ids::items(value).count() > usize::from(self.max_count) {
            report.add("form.too_many", &[("max", &self.max_count)]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        ids::value(value, true)
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        reader.listed(
            ids::items(value).map(|id| reader.labels.file(id).unwrap_or_else(|| id.to_owned())).collect(),
        )
    }

    fn check(&self, report: &mut Report) {
        if !(1..=FILES_MAX).contains(&self.max_count) {
            report.add("form.max_count_range", &[("max", &FILES_MAX)]);
        }
        let plain =
            |e: &&str| !e.is_empty() && e.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if !self.extensions.iter().all(plain) {
            report.add("form.bad_extension", &[]);
        }
    }

    fn lookups(&self, value: &Json, at: &str, lookups: &mut Lookups) {
        let extensions = || self.extensions.iter().map(|e| (*e).to_owned()).collect();
        let found =
            ids::parsed(value).map(|file| FileLookup { at: at.to_owned(), file, extensions: extensions() });
        lookups.files.extend(found);
    }
}
