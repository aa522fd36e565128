//! Records by title and serial number: of forms whose titles the caller may read, within their data scopes.

use std::collections::HashMap;

use weir_access::Object;
use weir_forms::schema::FormSchema;
use weir_forms::{may_read_title, schema::FieldKind};
use weir_model::RecordScope;
use weir_model::id::{FormId, RecordId};
use weir_model::permission::{FieldRights, Permission};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind, Named};
use weir_store::queries::records as rows;
use weir_store::queries::search::{EntryKind, Mark};
use weir_store::queries::search_find::Wanted;

use super::Seeking;
use super::walk::Walk;
use crate::context::App;
use crate::dto::search::SearchHit;
use crate::error::{Error, Result};

/// A form whose records the caller may find.
struct Open {
    form: Named,
    scope: RecordScope,
    rights: FieldRights,
}

impl App {
    pub(super) async fn found_records(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        let (open, whole) = self.open_forms(tx, seeking).await?;
        let marks = marks(&open);
        let wanted = Wanted {
            kind: EntryKind::Record,
            query: seeking.query,
            marks: (!whole).then_some(marks.as_slice()),
        };
        let (mut walk, mut hits) = (Walk::new(wanted, seeking.limit), Vec::new());
        while hits.len() <= seeking.limit {
            let Some(some) = walk.next(tx).await? else { break };
            let mut by_form: HashMap<FormId, Vec<RecordId>> = HashMap::new();
            for one in &some {
                let form = one.container.map(FormId::from_uuid).filter(|form| open.contains_key(form));
                if let Some(form) = form {
                    by_form.entry(form).or_default().push(RecordId::from_uuid(one.subject));
                }
            }
            let mut seen: HashMap<RecordId, rows::RecordRow> = HashMap::new();
            for (form, ids) in &by_form {
                let visible = rows::get_many(tx, *form, ids, &open[form].scope).await?;
                seen.extend(visible.into_iter().map(|row| (row.id, row)));
            }
            for one in some {
                let Some(row) = seen.remove(&RecordId::from_uuid(one.subject)) else { continue };
                let of = &open[&row.form];
                // An older version may have made its title of what is hidden.
                if !of.rights.is_empty() {
                    let schema = self.form_schema(tx, row.form, row.version).await?;
                    if !may_find(&schema, &of.rights) {
                        continue;
                    }
                }
                hits.push(SearchHit {
                    id: row.id.to_string(),
                    title: row.title,
                    subtitle: of.form.name.get(seeking.who.locale).to_owned(),
                    key: row.serial,
                    form_id: Some(row.form),
                    instance_id: row.instance,
                    updated_at: Some(row.updated_at),
                    ..SearchHit::default()
                });
            }
        }
        Ok(hits)
    }

    /// The forms whose records the caller may find, and whether that is every record of every form.
    async fn open_forms(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<(HashMap<FormId, Open>, bool)> {
        let (mut open, mut whole) = (HashMap::new(), true);
        for form in definitions::names(tx, Kind::Form).await? {
            let object = Object::form(form.form);
            let permit = match self.permit(tx, seeking.who, Permission::RecordsRead, object).await {
                Ok(permit) => permit,
                Err(Error::Denied) => {
                    whole = false;
                    continue;
                }
                Err(other) => return Err(other),
            };
            let (scope, rights) = (permit.scope(), permit.field_rights().clone());
            if !rights.is_empty() {
                let schema = self.form_schema(tx, form.form, form.current_version).await?;
                if !may_find(&schema, &rights) {
                    whole = false;
                    continue;
                }
            }
            whole &= scope == RecordScope::All;
            open.insert(form.form, Open { form, scope, rights });
        }
        Ok((open, whole))
    }

    /// The forms whose records the caller may see, by name.
    pub(super) async fn found_forms(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        let permitted = self.permitted_forms(tx, seeking.who, Permission::RecordsRead).await?;
        let forms = definitions::names(tx, Kind::Form).await?.into_iter();
        let found = forms.filter(|f| permitted.contains(f.form) && seeking.names(f));
        let hit = |form: Named| SearchHit {
            id: form.form.to_string(),
            title: form.name.get(seeking.who.locale).to_owned(),
            key: Some(form.key.to_string()),
            ..SearchHit::default()
        };
        Ok(found.map(hit).take(seeking.limit + 1).collect())
    }
}

/// Whether a reader sees everything of a record that words are looked for in.
fn may_find(schema: &FormSchema, rights: &FieldRights) -> bool {
    let mut serials = schema.fields.iter().filter(|f| matches!(f.kind, FieldKind::Serial { .. }));
    may_read_title(schema, rights) && serials.all(|f| weir_forms::may_read(rights, f.key.as_str()))
}

/// What every record that may be found has: its form where all of it may, otherwise its creator or department.
fn marks(open: &HashMap<FormId, Open>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (form, of) in open {
        match &of.scope {
            RecordScope::Nothing => {}
            RecordScope::All => marks.push(Mark::Form(*form)),
            RecordScope::Any { own, departments } => {
                marks.extend(own.map(Mark::Person));
                marks.extend(departments.iter().copied().map(Mark::Department));
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}
