//! Who may change a file: whoever may change the field that it stands in, of a record, of a work item, or of a form
//! where a flow waits for them. What was said with a decision or a comment stays as it was said.

use std::sync::Arc;

use serde_json::Value as Json;
use weir_forms::schema::{Field, FieldKind, FormSchema};
use weir_forms::{Data, Situation, accepted_endings, evaluate};
use weir_model::Issue;
use weir_model::id::{FileId, InstanceId, ProjectId, RecordId, WorkItemId};
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::files::FileRow;
use weir_store::queries::{instances, records, work_items};

use crate::context::App;
use crate::error::{Error, Result};
use crate::records::RECORD_ATTACHMENT;

/// What holds files in its fields, as one person may change it now.
pub(crate) struct Holder {
    /// Its form.
    pub schema: Arc<FormSchema>,
    /// Its values.
    pub data: Data,
    /// What the person may do with each field.
    pub rights: FieldRights,
    /// The facts around it.
    pub situation: Situation,
    /// Whether they may change it at all.
    pub may_change: bool,
    /// Whether they look after it: what others keep to themselves, they may set free.
    pub may_arrange: bool,
    /// The page on which they find it.
    pub page: Page,
}

/// A page that shows files, as a notification leads there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// Its path in the web app.
    pub link: String,
    /// The instance whose page it is.
    pub instance: Option<InstanceId>,
    /// The project in which it lies.
    pub project: Option<ProjectId>,
}

/// What somebody may do with a file where it stands.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Give it a new version.
    pub change: bool,
    /// Break somebody else's lock.
    pub arrange: bool,
    /// The page that shows it to them, if one does.
    pub page: Option<Page>,
    /// The endings that each field takes in which it stands.
    endings: Vec<Vec<String>>,
}

impl Place {
    /// Refuses a name that a field does not take.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub fn check_name(&self, name: &str) -> Result<()> {
        let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
        match self.endings.iter().find(|taken| !taken.is_empty() && !taken.contains(&ending)) {
            Some(taken) => {
                Err(Issue::new("file", "form.file_type").with("accepted", taken.join(", ")).into())
            }
            None => Ok(()),
        }
    }
}

impl App {
    /// What the caller, who sees a file, may do with it. `hold`: what a flow decides about it waits for this
    /// transaction.
    pub(super) async fn place_of(
        &self,
        tx: &Tx,
        who: &Principal,
        file: &FileRow,
        hold: bool,
    ) -> Result<Place> {
        let Some(to) = file.attached.as_ref().filter(|to| to.kind == RECORD_ATTACHMENT) else {
            return Ok(Place::default());
        };
        let (record, item) = (RecordId::from_uuid(to.id), WorkItemId::from_uuid(to.id));
        let holder = if work_items::project_of(tx, item).await?.is_some() {
            self.item_holding(tx, who, item).await
        } else {
            let form = records::form_of(tx, record).await?;
            match instances::of_record(tx, form, record).await? {
                Some(instance) => self.instance_holding(tx, who, (instance.id, file.id), hold).await,
                None => self.record_holding(tx, who, record).await,
            }
        };
        match holder {
            Ok(holder) => Ok(place(&holder, file.id)),
            Err(Error::NotFound | Error::Denied) => Ok(Place::default()),
            Err(other) => Err(other),
        }
    }
}

fn place(holder: &Holder, file: FileId) -> Place {
    let fields = fields_with(&holder.schema, &holder.data, file);
    let state = evaluate(&holder.schema, &holder.data, &holder.rights, &holder.situation);
    let open = |path: &String| state.fields.get(path).is_some_and(|f| f.visible && !f.read_only);
    let change = holder.may_change && !fields.is_empty() && fields.iter().all(|(path, _)| open(path));
    let shown = |(path, _): &(String, &Field)| state.fields.get(path).is_some_and(|f| f.visible);
    let page = fields.iter().any(shown).then(|| holder.page.clone());
    let endings = fields.iter().map(|(_, field)| accepted_endings(field, file)).collect();
    Place { change, arrange: holder.may_arrange && !fields.is_empty(), page, endings }
}

/// The fields and columns that hold a file, by path. A signature is none: it is not a document but an act.
fn fields_with<'s>(schema: &'s FormSchema, data: &Data, file: FileId) -> Vec<(String, &'s Field)> {
    let id = file.to_string();
    let holds = |field: &Field, value: Option<&Json>| {
        matches!(field.kind, FieldKind::File { .. } | FieldKind::Image { .. })
            && value.and_then(Json::as_array).is_some_and(|ids| ids.iter().any(|one| *one == id))
    };
    let mut found = Vec::new();
    for field in &schema.fields {
        let value = data.get(field.key.as_str());
        if holds(field, value) {
            found.push((field.key.to_string(), field));
        }
        for column in field.columns() {
            let mut rows = value.and_then(Json::as_array).into_iter().flatten();
            if rows.any(|row| holds(column, row.get(column.key.as_str()))) {
                found.push((format!("{}.{}", field.key, column.key), column));
            }
        }
    }
    found
}

/// The files that stand in fields as documents, each once.
pub(crate) fn documents_in(schema: &FormSchema, data: &Data) -> Vec<FileId> {
    let mut found = Vec::new();
    crate::records::each_value(schema, data, &mut |field, value| {
        if matches!(field.kind, FieldKind::File { .. } | FieldKind::Image { .. }) {
            let ids = value.as_array().into_iter().flatten().filter_map(Json::as_str);
            found.extend(ids.filter_map(|id| id.parse::<FileId>().ok()));
        }
    });
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;
    use uuid::Uuid;
    use weir_model::permission::FieldRight;

    use super::*;

    fn file(n: u128) -> FileId {
        FileId::from_uuid(Uuid::from_u128(n))
    }

    fn holder(rights: &[(&str, FieldRight)]) -> Holder {
        let schema = serde_json::from_value(json!({ "name": { "en": "A" }, "fields": [
            { "key": "paper", "label": { "en": "Paper" }, "type": "file", "extensions": ["pdf"] },
            { "key": "fixed", "label": { "en": "Fixed" }, "type": "file", "readOnly": true },
            { "key": "sign", "label": { "en": "Sign" }, "type": "signature" },
            { "key": "rows", "label": { "en": "Rows" }, "type": "detail", "fields": [
                { "key": "photo", "label": { "en": "Photo" }, "type": "image" },
            ]},
        ]}))
        .unwrap();
        let data = json!({
            "paper": [file(1).to_string(), file(5).to_string()],
            "fixed": [file(2).to_string(), file(5).to_string()],
            "sign": file(3).to_string(),
            "rows": [{ "photo": [file(4).to_string()] }],
        });
        let now = Timestamp::UNIX_EPOCH;
        Holder {
            schema: Arc::new(schema),
            data: data.as_object().cloned().unwrap(),
            rights: rights.iter().map(|(path, right)| ((*path).to_owned(), *right)).collect(),
            situation: Situation {
                today: now.to_zoned(jiff::tz::TimeZone::UTC).date(),
                now,
                initiator: None,
                department: None,
            },
            may_change: true,
            may_arrange: true,
            page: Page { link: "/forms/a/records/b".to_owned(), ..Page::default() },
        }
    }

    #[test]
    fn a_file_is_changed_where_its_field_may_be() {
        let free = holder(&[]);
        for (n, change) in [(1, true), (2, false), (3, false), (4, true), (5, false), (9, false)] {
            assert_eq!(place(&free, file(n)).change, change, "{n}");
        }
        for right in [FieldRight::Read, FieldRight::Hidden] {
            let paper = place(&holder(&[("paper", right)]), file(1));
            assert!(!paper.change, "{right:?}");
            assert_eq!(paper.page.is_some(), right == FieldRight::Read, "{right:?}");
            assert!(!place(&holder(&[("rows", right)]), file(4)).change, "{right:?}");
        }
        let closed = Holder { may_change: false, ..holder(&[]) };
        assert!(!place(&closed, file(1)).change);
    }

    #[test]
    fn a_new_version_has_an_ending_that_the_field_takes() {
        let free = holder(&[]);
        assert!(place(&free, file(1)).check_name("合同.PDF").is_ok());
        assert!(place(&free, file(1)).check_name("合同.exe").is_err());
        assert!(place(&free, file(4)).check_name("a.svg").is_err());
    }

    #[test]
    fn documents_are_found_in_rows_too_and_signatures_are_none() {
        let free = holder(&[]);
        assert_eq!(documents_in(&free.schema, &free.data), [file(1), file(2), file(4), file(5)]);
    }
}
