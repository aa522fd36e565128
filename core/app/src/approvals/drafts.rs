//! Drafts of submissions: begun on one device, finished on another, and still there when the form has changed.

use serde::Deserialize;
use serde_json::Value as Json;
use weir_flow::Plan;
use weir_forms::schema::{Field, FieldKind, FormSchema, SelectOption};
use weir_forms::{Data, Reader, title_of};
use weir_model::change::{Subject, Verb};
use weir_model::id::DraftId;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::drafts::{self, DraftRow, ListedDraft};
use weir_store::queries::files::{self, Attachment};

use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, ProblemItem, page_limit};
use crate::dto::flows::Chosen;
use crate::dto::inbox::{Draft, SaveDraft};
use crate::error::{Error, Result};
use crate::records::Names;

/// What files of a draft are attached to, until it is submitted.
const DRAFT_ATTACHMENT: &str = "draft";
/// Drafts of one person: more are forgotten ones.
const DRAFTS_MAX: u32 = 200;

impl App {
    /// The caller's drafts, the latest first.
    ///
    /// # Errors
    /// When the query is malformed.
    pub async fn list_drafts(
        &self,
        who: &Principal,
        (limit, cursor): (Option<u32>, Option<&str>),
    ) -> Result<Page<Draft>> {
        let limit = page_limit(limit)?;
        let after = cursor.map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let mut rows = drafts::list(&tx, who.user, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |row| (row.draft.updated_at, row.draft.id))?;
        let forms = definitions::headers(&tx, Kind::Form).await?;
        let flows = definitions::headers(&tx, Kind::Flow).await?;
        let version = |headers: &[definitions::Header], id: uuid::Uuid| {
            headers.iter().find(|h| h.id == id).map_or(0, |h| h.current_version)
        };
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let versions = (version(&flows, row.draft.flow.uuid()), version(&forms, row.draft.form.uuid()));
            items.push(self.draft(&tx, who, row, versions).await?);
        }
        Ok(Page::new(items, next))
    }

    /// One of the caller's drafts, as far as the form of today knows it.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for somebody else's.
    pub async fn get_draft(&self, who: &Principal, id: DraftId) -> Result<Draft> {
        let tx = self.store().read(who.tenant).await?;
        self.current_draft(&tx, who, id).await
    }

    /// Begins a draft, however incomplete.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller may not start the flow, [`Error::Conflict`] with too many drafts.
    pub async fn create_draft(&self, who: &Principal, input: SaveDraft) -> Result<Draft> {
        let tx = self.write(who).await?;
        if drafts::count(&tx, who.user, DRAFTS_MAX).await? >= DRAFTS_MAX {
            return Err(Error::conflict("draft.too_many"));
        }
        let id = self.new_id(DraftId::from_uuid);
        let draft = self.draft_row(&tx, who, id, input).await?;
        drafts::insert(&tx, &draft).await?;
        self.attach_to_draft(&tx, who, &draft).await?;
        tx.log(self.change(who, Subject::Draft, id.uuid(), Verb::Created)).await?;
        let shown = self.current_draft(&tx, who, id).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Saves a draft.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`] when it was saved elsewhere since `rev`.
    pub async fn save_draft(
        &self,
        who: &Principal,
        id: DraftId,
        rev: i64,
        input: SaveDraft,
    ) -> Result<Draft> {
        let tx = self.write(who).await?;
        let known = drafts::get(&tx, who.user, id).await?;
        if known.flow_key != input.flow_key {
            return Err(Error::invalid("flowKey", "draft.flow_fixed"));
        }
        let draft = DraftRow { rev, ..self.draft_row(&tx, who, id, input).await? };
        drafts::save(&tx, &draft).await?;
        self.attach_to_draft(&tx, who, &draft).await?;
        tx.log(self.change(who, Subject::Draft, id.uuid(), Verb::Updated)).await?;
        let shown = self.current_draft(&tx, who, id).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for somebody else's.
    pub async fn delete_draft(&self, who: &Principal, id: DraftId) -> Result<()> {
        let tx = self.write(who).await?;
        drafts::delete(&tx, who.user, id).await?;
        files::release(&tx, &files_of(id)).await?;
        tx.log(self.change(who, Subject::Draft, id.uuid(), Verb::Deleted)).await?;
        Ok(tx.commit().await?)
    }

    async fn draft_row(&self, tx: &Tx, who: &Principal, id: DraftId, input: SaveDraft) -> Result<DraftRow> {
        let company = self.company(tx).await?;
        let flow = self.startable(tx, who, &input.flow_key, &company).await?;
        let department = self.acting_department(&company, who, input.department_id)?;
        let (form_version, _, schema) = self.current_form(tx, flow.form).await?;
        let names = Names::of(tx, &company, std::iter::once((&*schema, &input.data))).await?;
        let reader = Reader { locale: who.locale, time_zone: &company.time_zone, labels: &names };
        let at = self.now();
        Ok(DraftRow {
            id,
            user: who.user,
            flow: flow.id,
            form: flow.form,
            form_version,
            department,
            title: title_of(&schema, &input.data, &reader),
            data: input.data,
            chosen: serde_json::to_value(&input.chosen).map_err(Error::internal)?,
            created_at: at,
            updated_at: at,
            rev: 1,
        })
    }

    /// Keeps the caller's uploads from being cleared away while their draft waits.
    async fn attach_to_draft(&self, tx: &Tx, who: &Principal, draft: &DraftRow) -> Result<()> {
        let company = self.company(tx).await?;
        let schema = self.form_schema(tx, draft.form, draft.form_version).await?;
        let names = Names::of(tx, &company, std::iter::once((&*schema, &draft.data))).await?;
        let ids: Vec<_> = names.refs.files.keys().copied().collect();
        if !ids.is_empty() {
            files::attach(tx, who.user, &ids, &files_of(draft.id), None).await?;
        }
        Ok(())
    }

    async fn current_draft(&self, tx: &Tx, who: &Principal, id: DraftId) -> Result<Draft> {
        let row = drafts::get(tx, who.user, id).await?;
        let flow = definitions::header(tx, Kind::Flow, row.draft.flow.uuid()).await?.current_version;
        let form = definitions::header(tx, Kind::Form, row.draft.form.uuid()).await?.current_version;
        self.draft(tx, who, row, (flow, form)).await
    }

    async fn draft(
        &self,
        tx: &Tx,
        who: &Principal,
        row: ListedDraft,
        (flow_version, form_version): (u32, u32),
    ) -> Result<Draft> {
        let ListedDraft { draft, flow_key, flow_name } = row;
        let plan = self.flow_plan(tx, draft.flow, flow_version).await?;
        let schema = self.form_schema(tx, draft.form, form_version).await?;
        let mut adjusted = Issues::new();
        let data = adjust_data(&schema, draft.data, &mut adjusted);
        let chosen: Chosen = Deserialize::deserialize(draft.chosen).unwrap_or_default();
        let chosen = adjust_chosen(&plan, chosen, &mut adjusted);
        Ok(Draft {
            id: draft.id,
            flow_key,
            flow_name,
            title: draft.title,
            data,
            department_id: draft.department,
            chosen,
            form_version: draft.form_version,
            current_form_version: form_version,
            updated_at: draft.updated_at,
            rev: draft.rev,
            adjusted: ProblemItem::list(&adjusted, who.locale),
        })
    }
}

/// What a draft's files are attached to.
pub(super) fn files_of(draft: DraftId) -> Attachment {
    Attachment { kind: DRAFT_ATTACHMENT.to_owned(), id: draft.uuid() }
}

/// The part of the data that the form still takes; what it does not is told.
fn adjust_data(schema: &FormSchema, data: Data, told: &mut Issues) -> Data {
    let mut kept = Data::new();
    for (key, value) in data {
        match schema.field(&key) {
            None => told.push(Issue::new(&key, "draft.field_gone").with("field", &key)),
            Some(field) => {
                let value = adjust_value(field, value, &key, told);
                if !value.is_null() {
                    kept.insert(key, value);
                }
            }
        }
    }
    kept
}

fn adjust_value(field: &Field, value: Json, at: &str, told: &mut Issues) -> Json {
    match (&field.kind, value) {
        (FieldKind::SingleSelect { options }, Json::String(option)) if !offered(options, &option) => {
            told.push(Issue::new(at, "draft.option_gone").with("option", label(options, &option)));
            Json::Null
        }
        (FieldKind::MultiSelect { options }, Json::Array(chosen)) => {
            let still = |option: &Json| match option.as_str() {
                Some(key) if !offered(options, key) => {
                    told.push(Issue::new(at, "draft.option_gone").with("option", label(options, key)));
                    false
                }
                _ => true,
            };
            Json::Array(chosen.into_iter().filter(still).collect())
        }
        (FieldKind::Detail { fields, .. }, Json::Array(rows)) => {
            let mut gone: Vec<String> = Vec::new();
            let row = |(index, row): (usize, Json)| {
                let Json::Object(cells) = row else { return row };
                let mut kept = Data::new();
                for (key, cell) in cells {
                    match fields.iter().find(|f| f.key.as_str() == key) {
                        None if gone.contains(&key) => {}
                        None => {
                            let at = format!("{at}.{key}");
                            told.push(Issue::new(at, "draft.field_gone").with("field", &key));
                            gone.push(key);
                        }
                        Some(column) => {
                            let cell = adjust_value(column, cell, &format!("{at}[{index}].{key}"), told);
                            kept.insert(key, cell);
                        }
                    }
                }
                Json::Object(kept)
            };
            Json::Array(rows.into_iter().enumerate().map(row).collect())
        }
        (_, value) => value,
    }
}

fn offered(options: &[SelectOption], key: &str) -> bool {
    options.iter().any(|o| o.key.as_str() == key && !o.retired)
}

fn label(options: &[SelectOption], key: &str) -> String {
    let known = options.iter().find(|o| o.key.as_str() == key);
    known.map_or_else(|| key.to_owned(), |o| o.label.get(weir_model::Locale::default()).to_owned())
}

fn adjust_chosen(plan: &Plan, chosen: Chosen, told: &mut Issues) -> Chosen {
    let mut kept = Chosen::new();
    for (node, users) in chosen {
        if plan.choices().any(|(choosing, _)| choosing.key == node) {
            kept.insert(node, users);
        } else {
            told.push(Issue::new(node.as_str(), "draft.choice_gone").with("node", &node));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_draft_survives_a_new_version_and_tells_what_it_lost() {
        let schema: FormSchema = serde_json::from_value(json!({"name": {"en": "A"}, "fields": [
            {"key": "title", "label": {"en": "Title"}, "type": "text"},
            {"key": "kind", "label": {"en": "Kind"}, "type": "singleSelect", "options": [
                {"key": "old", "label": {"en": "Old"}, "retired": true},
                {"key": "new", "label": {"en": "New"}},
            ]},
            {"key": "items", "label": {"en": "Items"}, "type": "detail", "fields": [
                {"key": "name", "label": {"en": "Name"}, "type": "text"},
            ]},
        ]}))
        .unwrap();
        let Json::Object(data) = json!({
            "title": "Lathe", "gone": "x", "kind": "old",
            "items": [{"name": "A", "price": "1"}, {"name": "B", "price": "2"}],
        }) else {
            unreachable!()
        };
        let mut told = Issues::new();
        let kept = Json::Object(adjust_data(&schema, data, &mut told));
        assert_eq!(kept, json!({"title": "Lathe", "items": [{"name": "A"}, {"name": "B"}]}));
        let told: Vec<(&str, &str)> = told.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(
            told,
            [
                ("gone", "draft.field_gone"),
                ("kind", "draft.option_gone"),
                ("items.price", "draft.field_gone")
            ]
        );
    }
}
