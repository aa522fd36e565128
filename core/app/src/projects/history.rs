//! What happened to a work item, newest first, each field before and after, out of the one change log.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value as Json};
use weir_forms::schema::FormSchema;
use weir_forms::{Reader, display};
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, UserId, WorkItemId};
use weir_model::issue::message;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::change_log::{self, Entry};
use weir_store::queries::{projects, work_items};
use weir_work::Deed;

use super::sentence::label;
use super::show::item_key;
use super::types::Types;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::approvals::{FieldChange, HistoryEntry};
use crate::dto::common::{Page, page_limit};
use crate::error::Result;
use crate::records::Names;

/// What the reader of a history may know of what is named in it.
struct Known<'a> {
    who: &'a Principal,
    company: &'a Company,
    types: &'a Types,
    items: HashMap<WorkItemId, String>,
    projects: HashMap<ProjectId, String>,
}

impl App {
    /// What happened to a work item.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for who may not see it.
    pub async fn work_item_history(
        &self,
        who: &Principal,
        id: WorkItemId,
        (limit, cursor): (Option<u32>, Option<&str>),
    ) -> Result<Page<HistoryEntry>> {
        let limit = page_limit(limit)?;
        let before: Option<i64> = cursor.map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::See).await?;
        let mut entries =
            change_log::of_subject(&tx, Subject::WorkItem, id.uuid(), before, limit + 1).await?;
        let next = cursor::next(&mut entries, limit, |e| e.seq)?;
        let (company, types) = (self.company(&tx).await?, Types::of(self, &tx, seat.project.id).await?);
        let known = self.known(&tx, who, (&company, &types), &entries).await?;
        let schema = &types.own(&item.placed.kind)?.form.schema;
        let mut lines = Vec::with_capacity(entries.len());
        for entry in entries {
            lines.extend(line(&tx, &known, schema, entry).await?);
        }
        Ok(Page::new(lines, next))
    }

    /// The items and projects that the entries name and that the reader may see.
    async fn known<'a>(
        &self,
        tx: &Tx,
        who: &'a Principal,
        (company, types): (&'a Company, &'a Types),
        entries: &[Entry],
    ) -> Result<Known<'a>> {
        let (mut items, mut places) = (BTreeSet::new(), BTreeSet::new());
        for side in entries.iter().flat_map(|e| [&e.before, &e.after]).flatten() {
            items.extend(id_at::<WorkItemId>(&side["$parent"]));
            items.extend(id_at::<WorkItemId>(&side["$relation"]["item"]));
            places.extend(id_at::<ProjectId>(&side["$project"]));
        }
        let mut seen: HashMap<ProjectId, String> = HashMap::new();
        let rows = work_items::briefs(tx, &items.into_iter().collect::<Vec<_>>()).await?;
        places.extend(rows.iter().map(|b| b.project));
        for project in places {
            if self.sits_in(tx, who, project).await? {
                seen.insert(project, projects::get(tx, project).await?.name);
            }
        }
        let visible = rows.into_iter().filter(|b| seen.contains_key(&b.project));
        let items = visible.map(|b| (b.id, format!("{} {}", item_key(&b.project_key, b.number), b.title)));
        Ok(Known { who, company, types, items: items.collect(), projects: seen })
    }
}

fn id_at<I: std::str::FromStr>(value: &Json) -> Option<I> {
    value.as_str()?.parse().ok()
}

/// An entry as a line; none for one that only moved the item in the order.
async fn line(tx: &Tx, known: &Known<'_>, schema: &FormSchema, entry: Entry) -> Result<Option<HistoryEntry>> {
    let object = |json: &Option<Json>| json.as_ref().and_then(|j| j.as_object().cloned()).unwrap_or_default();
    let (before, after) = (object(&entry.before), object(&entry.after));
    let related = [(&after, "item.related"), (&before, "item.unrelated")];
    let relation = related.into_iter().find_map(|(side, code)| Some((side.get("$relation")?, code)));
    let mut params = BTreeMap::new();
    let kind = match (entry.verb, relation) {
        (_, Some((fact, code))) => {
            let Some(name) = id_at(&fact["item"]).and_then(|id: WorkItemId| known.items.get(&id)) else {
                return Ok(None);
            };
            params.insert("item".to_owned(), name.clone());
            code
        }
        (Verb::Created, _) if after.contains_key("$restored") => "item.restored",
        (Verb::Created, _) => "item.created",
        (Verb::Deleted, _) => "item.deleted",
        _ => "item.updated",
    };
    let changes = if kind == "item.updated" {
        changes(tx, known, schema, (&before, &after)).await?
    } else {
        Vec::new()
    };
    if kind == "item.updated" && changes.is_empty() {
        return Ok(None);
    }
    Ok(Some(HistoryEntry {
        seq: entry.seq,
        at: entry.at,
        actor: entry.actor.map(|id| known.company.person(id)),
        kind: kind.to_owned(),
        node: None,
        text: message(kind, &params, known.who.locale),
        changes,
    }))
}

async fn changes(
    tx: &Tx,
    known: &Known<'_>,
    schema: &FormSchema,
    (before, after): (&Map<String, Json>, &Map<String, Json>),
) -> Result<Vec<FieldChange>> {
    let both = [(schema, before), (schema, after)];
    let names = Names::of(tx, known.company, both.into_iter()).await?;
    let locale = known.who.locale;
    let reader = Reader { locale, time_zone: &known.company.time_zone, labels: &names };
    let mut changes = Vec::new();
    for key in after.keys().filter(|key| !matches!(key.as_str(), "$rev" | "$rank")) {
        let (label, text): (_, Box<dyn Fn(&Json) -> String>) = match schema.field(key) {
            Some(field) => (field.label.clone(), Box::new(|value: &Json| display(field, value, &reader))),
            None if key.starts_with('$') => (label(key), Box::new(|value: &Json| known.word(key, value))),
            // A field of another type, or one that is gone.
            None => continue,
        };
        let shown = |side: &Map<String, Json>| {
            side.get(key).filter(|v| !v.is_null()).map(&text).filter(|t| !t.is_empty())
        };
        let (before, after) = (shown(before), shown(after));
        if before != after {
            changes.push(FieldChange { field: key.clone(), label, before, after });
        }
    }
    Ok(changes)
}

impl Known<'_> {
    /// A value of a part that every item has, in words.
    fn word(&self, part: &str, value: &Json) -> String {
        let (locale, text) = (self.who.locale, value.as_str().unwrap_or_default());
        match part {
            "$status" => {
                let mut all = self.types.0.iter().filter_map(|t| t.kind.workflow.status(text));
                all.next().map_or_else(|| text.to_owned(), |s| s.name.get(locale).to_owned())
            }
            "$type" => {
                let of = self.types.get(text);
                of.map_or_else(|| text.to_owned(), |t| t.kind.name.get(locale).to_owned())
            }
            "$assignee" => id_at::<UserId>(value).map(|id| self.company.person(id).name).unwrap_or_default(),
            "$parent" => id_at(value).and_then(|id| self.items.get(&id)).cloned().unwrap_or_default(),
            "$project" => id_at(value).and_then(|id| self.projects.get(&id)).cloned().unwrap_or_default(),
            _ => text.to_owned(),
        }
    }
}
