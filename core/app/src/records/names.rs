//! What the ids in record data stand for: as references for the browser, as words for titles and history.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use weir_forms::schema::{Field, FieldKind, FormSchema};
use weir_forms::{Data, Labels};
use weir_model::id::{DepartmentId, FileId, RecordId, UserId};
use weir_store::Tx;
use weir_store::queries::{files, records};

use crate::company::Company;
use crate::dto::common::{FileInfo, RecordRef, Refs};
use crate::error::Result;

/// The names of everything that some data mentions.
pub(crate) struct Names<'a> {
    company: &'a Company,
    /// The same for the browser.
    pub refs: Refs,
}

impl<'a> Names<'a> {
    /// Looks up what the rows mention, in two queries however many rows there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of<'d>(
        tx: &Tx,
        company: &'a Company,
        rows: impl Iterator<Item = (&'d FormSchema, &'d Data)>,
    ) -> Result<Self> {
        let mut mentioned = Mentioned::new(company);
        for (schema, data) in rows {
            for field in &schema.fields {
                if let Some(value) = data.get(field.key.as_str()) {
                    mentioned.see(field, value);
                }
            }
        }
        mentioned.names(tx).await
    }
}

/// What values mention, while it is gathered.
pub(crate) struct Mentioned<'a> {
    company: &'a Company,
    refs: Refs,
    records: BTreeSet<RecordId>,
    files: BTreeSet<FileId>,
}

impl<'a> Mentioned<'a> {
    /// Nothing yet.
    pub fn new(company: &'a Company) -> Self {
        Self { company, refs: Refs::default(), records: BTreeSet::new(), files: BTreeSet::new() }
    }

    /// Adds what a value of a field mentions, and the cells in it.
    pub fn see(&mut self, field: &Field, value: &Json) {
        let Self { company, refs, records, files } = self;
        each_within(field, value, &mut |field, value| match &field.kind {
            FieldKind::Person { .. } => {
                for id in ids(value) {
                    refs.people.insert(id, company.person(id));
                }
            }
            FieldKind::Department { .. } => {
                for id in ids(value) {
                    refs.departments.insert(id, company.department(id));
                }
            }
            FieldKind::Reference { .. } => records.extend(ids::<RecordId>(value)),
            FieldKind::File { .. } | FieldKind::Image { .. } | FieldKind::Signature {} => {
                files.extend(ids::<FileId>(value));
            }
            _ => {}
        });
    }

    /// Looks it up, in two queries however much it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn names(self, tx: &Tx) -> Result<Names<'a>> {
        let Self { company, mut refs, records: record_ids, files: file_ids } = self;
        let record_ids: Vec<RecordId> = record_ids.into_iter().collect();
        for (id, form_id, title) in records::titles(tx, &record_ids).await? {
            refs.records.insert(id, RecordRef { id, form_id, title });
        }
        let file_ids: Vec<FileId> = file_ids.into_iter().collect();
        for file in files::get_many(tx, &file_ids).await? {
            refs.files.insert(file.id, file_info(file));
        }
        Ok(Names { company, refs })
    }
}

impl Labels for Names<'_> {
    fn user(&self, id: &str) -> Option<String> {
        self.company.people.get(&id.parse::<UserId>().ok()?).map(|p| p.name.clone())
    }
    fn department(&self, id: &str) -> Option<String> {
        let department = self.company.departments.get(&id.parse::<DepartmentId>().ok()?)?;
        Some(department.name.get(self.company.locale).to_owned())
    }
    fn record(&self, id: &str) -> Option<String> {
        self.refs.records.get(&id.parse::<RecordId>().ok()?).map(|r| r.title.clone())
    }
    fn file(&self, id: &str) -> Option<String> {
        self.refs.files.get(&id.parse::<FileId>().ok()?).map(|f| f.name.clone())
    }
}

/// A stored file as the API shows it.
pub(crate) fn file_info(file: files::FileRow) -> FileInfo {
    FileInfo {
        id: file.id,
        name: file.name,
        size: file.size_bytes,
        sha256: file.sha256,
        mime: file.mime,
        created_at: file.created_at,
    }
}

/// Every value of the data with its field, cells of detail tables too.
pub(crate) fn each_value<'d>(
    schema: &'d FormSchema,
    data: &'d Data,
    see: &mut impl FnMut(&'d Field, &'d Json),
) {
    for field in &schema.fields {
        let Some(value) = data.get(field.key.as_str()) else { continue };
        each_within(field, value, see);
    }
}

/// A value with its field, and the cells in it where it is a table.
fn each_within<'d>(field: &'d Field, value: &'d Json, see: &mut impl FnMut(&'d Field, &'d Json)) {
    see(field, value);
    for row in value.as_array().into_iter().flatten().filter(|_| !field.columns().is_empty()) {
        for column in field.columns() {
            if let Some(cell) = row.get(column.key.as_str()) {
                see(column, cell);
            }
        }
    }
}

fn ids<I: std::str::FromStr>(value: &Json) -> Vec<I> {
    let one = |v: &Json| v.as_str().and_then(|s| s.parse().ok());
    match value {
        Json::Array(items) => items.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}
