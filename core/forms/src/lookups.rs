//! What a record's data mentions and only the store knows: the caller checks it before keeping the data.

use serde_json::Value as Json;
use weir_model::id::{DepartmentId, FileId, FormId, RecordId, UserId};

use crate::schema::Field;
use crate::types::{Report, behaviour};

/// Everything to look up, each with the place that mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lookups {
    /// People who must be of the tenant.
    pub users: Vec<(String, UserId)>,
    /// Departments that must be of the tenant.
    pub departments: Vec<(String, DepartmentId)>,
    /// Records that must exist and be visible.
    pub records: Vec<RecordLookup>,
    /// Files that must have been uploaded by the caller or belong to the record already.
    pub files: Vec<FileLookup>,
    /// Values that no other record of the form may have.
    pub unique: Vec<UniqueLookup>,
}

/// A record of another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLookup {
    /// The place that mentions it.
    pub at: String,
    /// The form that it must be of.
    pub form: FormId,
    /// The record.
    pub record: RecordId,
}

/// An uploaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLookup {
    /// The place that mentions it.
    pub at: String,
    /// The file.
    pub file: FileId,
    /// The endings that the field accepts, lower case and without the dot; empty for all.
    pub extensions: Vec<String>,
}

/// A value that must be the only one of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueLookup {
    /// The field.
    pub key: String,
    /// The value in the form in which two equal ones are equal texts.
    pub value: String,
}

/// The endings that a field accepts for a file, lower case and without the dot; empty for all, and for a field that
/// holds no files.
#[must_use]
pub fn accepted_endings(field: &Field, file: FileId) -> Vec<String> {
    let mut lookups = Lookups::default();
    behaviour(&field.kind).lookups(&Json::from(vec![file.to_string()]), "", &mut lookups);
    lookups.files.pop().map(|lookup| lookup.extensions).unwrap_or_default()
}

/// An input of a unique field in the form in which two equal ones are equal texts; none for nothing, and for what is
/// of the wrong shape.
#[must_use]
pub fn unique_value(field: &Field, input: &Json) -> Option<String> {
    let mut issues = Vec::new();
    let mut report = Report { at: field.key.as_str(), issues: &mut issues };
    let canonical = behaviour(&field.kind).canonical(input, &mut report);
    canonical.as_str().map(str::to_lowercase)
}
