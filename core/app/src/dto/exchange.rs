//! Imports and exports.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::LocalizedText;
use weir_model::filter::Filter;
use weir_model::id::{BackgroundTaskId, DepartmentId, FileId, FormId, ImportId, UserId};

use super::common::FileInfo;

/// What is brought in or taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ExchangeKind {
    /// Records of a form.
    Records,
    /// People.
    People,
}

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TableFormat {
    /// Text parted by commas, UTF-8 with a byte order mark when written.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TextEncoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// GB18030, GBK or GB 2312.
    Gb18030,
}

/// What happens when some rows of a file cannot be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ImportMode {
    /// They are left out and reported; the others are brought in.
    #[default]
    SkipBad,
    /// Nothing is brought in.
    AllOrNothing,
}

/// How an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ImportState {
    /// Its columns are being mapped.
    Draft,
    /// The whole file was read without bringing anything in.
    Checked,
    /// It was brought in, or as much of it as there was before it ended early.
    Imported,
    /// Some rows were bad, and nothing was brought in.
    Refused,
    /// What was brought in was taken back.
    Reverted,
}

/// A column of the file and the field that it fills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnMapping {
    /// The column, counted from 0.
    pub column: u32,
    /// The field's key.
    pub field: String,
}

/// A new import.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateImport {
    /// What is brought in.
    pub kind: ExchangeKind,
    /// The form, for records.
    pub form_id: Option<FormId>,
    /// The uploaded file, the caller's own.
    pub file: FileId,
    /// The encoding of a text file; left out, it is told by its bytes.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook; left out, the first one.
    pub sheet: Option<String>,
    /// Which columns fill which fields; left out, proposed by the names in the head.
    pub mapping: Option<Vec<ColumnMapping>>,
    /// The unique field by which rows find what is there already and change it; left out, every row is new.
    pub match_by: Option<String>,
    /// What happens when some rows are bad.
    #[serde(default)]
    pub mode: ImportMode,
}

/// A change of how a file is read; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateImport {
    /// The encoding of a text file.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Which columns fill which fields, all of them.
    pub mapping: Option<Vec<ColumnMapping>>,
    /// The unique field by which rows find what is there already; null for none.
    #[serde(default, deserialize_with = "super::common::present")]
    #[schema(value_type = Option<String>)]
    pub match_by: Option<Option<String>>,
    /// What happens when some rows are bad.
    pub mode: Option<ImportMode>,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Import {
    /// The import's id.
    pub id: ImportId,
    /// What is brought in.
    pub kind: ExchangeKind,
    /// The form, for records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// The file.
    pub file: FileInfo,
    /// What the file is.
    pub format: TableFormat,
    /// The encoding of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<TextEncoding>,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The columns of the file, with the fields that they fill.
    pub columns: Vec<ImportColumn>,
    /// The fields that columns may fill.
    pub fields: Vec<ImportField>,
    /// The first rows, as text.
    pub preview: Vec<PreviewRow>,
    /// The unique field by which rows find what is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_by: Option<String>,
    /// What happens when some rows are bad.
    pub mode: ImportMode,
    /// How it stands.
    pub state: ImportState,
    /// What was counted when it was last checked, run or reverted.
    pub counts: ImportCounts,
    /// The last task that worked on it, or works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<BackgroundTaskId>,
    /// People whose first password was not told yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passwords_left: Option<u64>,
    /// When the file was given.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// An import in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportSummary {
    /// The import's id.
    pub id: ImportId,
    /// What is brought in.
    pub kind: ExchangeKind,
    /// The form, for records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// The name of the file.
    pub file_name: String,
    /// How it stands.
    pub state: ImportState,
    /// What was counted.
    pub counts: ImportCounts,
    /// The last task that worked on it, or works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task_id: Option<BackgroundTaskId>,
    /// When the file was given.
    pub created_at: Timestamp,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// Its place, counted from 0.
    pub column: u32,
    /// What its head says.
    pub header: String,
    /// The key of the field that it fills; none when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// A field that a column may fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportField {
    /// The field's key.
    pub key: String,
    /// What people call it.
    pub label: LocalizedText,
    /// Whether new things need it.
    pub required: bool,
    /// Whether rows may find what is there already by it.
    pub matchable: bool,
}

/// One of the first rows of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewRow {
    /// Its number as a spreadsheet program counts.
    pub row: u32,
    /// What stands in its cells.
    pub cells: Vec<String>,
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ImportCounts {
    /// Rows of the file that were read.
    pub rows: u64,
    /// Things that were, or would be, created; still so many after they were taken back.
    pub created: u64,
    /// Things that were, or would be, changed.
    pub updated: u64,
    /// Rows that say what is there already.
    pub unchanged: u64,
    /// Rows that were, or would be, left out.
    pub bad: u64,
    /// Findings; only the first ones are kept.
    pub findings: u64,
    /// Rows that were taken back.
    pub reverted: u64,
    /// Rows that could not be taken back, because somebody changed what they became.
    pub kept: u64,
}

/// Something wrong with a row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportIssue {
    /// The row's number as a spreadsheet program counts.
    pub row: u32,
    /// The field's key; empty for the whole row.
    pub field: String,
    /// What the head of the column says, or what the field is called.
    pub column: String,
    /// The beginning of what stood in the cell, at most 200 characters; none for a whole row or an empty cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The stable code.
    pub code: String,
    /// What to do, in the reader's language.
    pub message: String,
    /// What the sentence mentions by name.
    pub params: BTreeMap<String, String>,
}

/// First passwords of people who were brought in, shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportPasswords {
    /// Some of the people, in the order of the file.
    pub items: Vec<ImportPassword>,
    /// How many there are whose passwords were not told yet; ask again for them.
    pub left: u64,
}

/// The first password of somebody; it must be changed at the first sign-in.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportPassword {
    /// The person.
    pub user_id: UserId,
    /// The sign-in name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The password.
    pub initial_password: String,
}

/// A new export.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateExport {
    /// What is taken out.
    pub kind: ExchangeKind,
    /// The form, for records.
    pub form_id: Option<FormId>,
    /// The format of the file.
    pub format: TableFormat,
    /// Keys of fields and system columns, in their order; left out, everything that the caller may see.
    pub columns: Option<Vec<String>>,
    /// Which records, as in their list.
    pub filter: Option<Filter>,
    /// The field to sort records by, with `-` before it for the greatest first; the newest first when left out.
    pub sort: Option<String>,
    /// A part of the title, or of a person's name, sign-in name or e-mail address.
    pub q: Option<String>,
    /// People of a department and those below it.
    pub department: Option<DepartmentId>,
    /// Only active people, or only disabled ones.
    pub active: Option<bool>,
}
