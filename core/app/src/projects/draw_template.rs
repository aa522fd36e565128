//! Drawing a template from a project: what it is made of, without its people and its past.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::Value as Json;
use weir_forms::Data;
use weir_model::filter::{SlotRef, TypedSort};
use weir_model::id::{UserId, WorkItemId};
use weir_model::limits::TAB_NAME_MAX_CHARS;
use weir_model::principal::Principal;
use weir_model::scope::RecordScope;
use weir_model::{Issue, Issues, Key, LocalizedText};
use weir_package::{
    PROJECT_FORMAT, ProjectTemplate, TEMPLATE_ITEMS_MAX, TEMPLATE_PLACES_MAX, TEMPLATE_RELATIONS_MAX,
    TemplateItem, TemplatePlace, TemplateRelation, TemplateType, TemplateView, check_project_template,
};
use weir_store::Tx;
use weir_store::queries::record_list::{self, PageWish, Selection, Source};
use weir_store::queries::saved_views::{self, ViewOf};
use weir_store::queries::work_items::{self, ItemRow};
use weir_store::queries::work_links;
use weir_work::Deed;

use super::access::Seat;
use super::project::board_of;
use super::show::item_key;
use super::skeleton::{drawn, fitting, may_keep};
use super::types::{Types, below};
use crate::company::Company;
use crate::context::App;
use crate::dto::project_templates::CreateProjectTemplate;
use crate::error::{Error, Result, refuse};

impl App {
    /// What a project founded like this one begins with.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more work items than a template holds, for days too far from the start, and for places of
    /// people who are not in the project.
    pub(super) async fn draw_template(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        company: &Company,
        input: &CreateProjectTemplate,
    ) -> Result<ProjectTemplate> {
        let project = &seat.project;
        let types = Types::of(self, tx, project.id).await?;
        let (places, of_people) = self.drawn_places(tx, seat, company, input).await?;
        let views = saved_views::list(tx, ViewOf::Project(project.id), who.user).await?;
        let views =
            views.into_iter().filter(|view| view.shared && !names_something(&view.settings["filter"]));
        let mut template = ProjectTemplate {
            format: PROJECT_FORMAT,
            types: types
                .0
                .iter()
                .map(|t| TemplateType {
                    key: t.key.clone(),
                    definition: t.kind.clone(),
                    schema: Some((*t.form.schema).clone()),
                })
                .collect(),
            board: board_of(project)?,
            views: views
                .map(|v| TemplateView {
                    name: LocalizedText::one(company.locale, v.name),
                    settings: v.settings,
                })
                .collect(),
            lead: of_people.get(&project.lead).cloned(),
            places,
            items: Vec::new(),
            relations: Vec::new(),
        };
        let mut keys = Vec::new();
        if input.items {
            let rows = items_of(tx, seat).await?;
            keys = rows.iter().map(|row| item_key(&project.key, row.number)).collect();
            let start =
                input.start.or_else(|| first_day(&rows)).unwrap_or_else(|| self.moment(company).today);
            // Who only looks on by now does nothing in a new project either.
            let works = |key: &Key| template.place(key).is_some_and(|place| place.role.may(Deed::Work));
            let mut workers = of_people;
            workers.retain(|_, key| works(key));
            template.items = self.drawn_items(who, company, (&types, &rows), start, &workers)?;
            template.relations = relations_of(tx, seat, &rows).await?;
        }
        refuse(by_key(check_project_template(&template), &keys))?;
        Ok(template)
    }

    /// The places that members leave, and which place is whose.
    async fn drawn_places(
        &self,
        tx: &Tx,
        seat: &Seat,
        company: &Company,
        input: &CreateProjectTemplate,
    ) -> Result<(Vec<TemplatePlace>, HashMap<UserId, Key>)> {
        if input.places.len() > TEMPLATE_PLACES_MAX {
            let issue = Issue::new("places", "template.too_many").with("count", input.places.len());
            return Err(issue.with("max", TEMPLATE_PLACES_MAX).into());
        }
        let roles = self.seats_of(tx, seat.project.id).await?;
        let (mut places, mut of_people, mut issues) = (Vec::new(), HashMap::new(), Issues::new());
        for (n, kept) in input.places.iter().enumerate() {
            let name = kept.name.trim();
            if name.is_empty() {
                issues.push(Issue::new(format!("places[{n}].name"), "request.text_empty"));
            } else if name.chars().count() > TAB_NAME_MAX_CHARS {
                let issue = Issue::new(format!("places[{n}].name"), "request.text_long");
                issues.push(issue.with("max", TAB_NAME_MAX_CHARS));
            }
            let key: Key = format!("place-{}", n + 1).parse().map_err(Error::internal)?;
            match roles.get(&kept.user) {
                None => issues.push(Issue::new(format!("places[{n}].user"), "org.user_unknown")),
                Some(_) if of_people.insert(kept.user, key.clone()).is_some() => {
                    issues.push(Issue::new(format!("places[{n}].user"), "template.place_twice"));
                }
                Some(role) => places.push(TemplatePlace {
                    key,
                    name: LocalizedText::one(company.locale, name),
                    role: *role,
                    person: kept.keep_person.then_some(kept.user),
                }),
            }
        }
        refuse(issues)?;
        Ok((places, of_people))
    }

    fn drawn_items(
        &self,
        who: &Principal,
        company: &Company,
        (types, rows): (&Types, &[ItemRow]),
        start: Date,
        workers: &HashMap<UserId, Key>,
    ) -> Result<Vec<TemplateItem>> {
        let at: HashMap<WorkItemId, usize> = rows.iter().enumerate().map(|(n, row)| (row.id(), n)).collect();
        let situation = self.situation(company, who, None);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let schema = &types.own(&row.placed.kind)?.form.schema;
            let mut fields: Data = row.record.data.clone();
            fields.retain(|key, _| may_keep(schema, key));
            let given: Vec<String> = fields.keys().cloned().collect();
            let mut fields = fitting(schema, fields, &situation).map(|v| v.data).unwrap_or_default();
            fields.retain(|key, _| given.contains(key));
            let title = LocalizedText::one(company.locale, &row.record.title);
            items.push(TemplateItem {
                parent: row.placed.parent.and_then(|id| at.get(&id).copied()),
                place: row.placed.assignee.and_then(|user| workers.get(&user).cloned()),
                ..drawn(title, &row.placed, start, fields)?
            });
        }
        Ok(items)
    }
}

/// The items of a project in their order.
async fn items_of(tx: &Tx, seat: &Seat) -> Result<Vec<ItemRow>> {
    let which = Selection { source: Source::Items(seat.project.id), scope: &RecordScope::All, filter: None };
    let sort = TypedSort { slot: SlotRef::Rank, descending: false };
    let limit = u32::try_from(TEMPLATE_ITEMS_MAX).unwrap_or(u32::MAX);
    let (rows, further) = work_items::page(tx, which, &PageWish { sort, after: None, limit }).await?;
    if further.is_none() {
        return Ok(rows);
    }
    let count = record_list::count(tx, which).await?;
    Err(Issue::new("items", "template.too_many").with("count", count).with("max", TEMPLATE_ITEMS_MAX).into())
}

async fn relations_of(tx: &Tx, seat: &Seat, rows: &[ItemRow]) -> Result<Vec<TemplateRelation>> {
    let at: HashMap<WorkItemId, usize> = rows.iter().enumerate().map(|(n, row)| (row.id(), n)).collect();
    // One more than may be, so that too many are refused and not cut off.
    let limit = u32::try_from(TEMPLATE_RELATIONS_MAX + 1).unwrap_or(u32::MAX);
    let mut relations = Vec::new();
    for row in work_links::within(tx, seat.project.id, limit).await? {
        let kind = serde_json::from_value(row.kind.as_str().into()).map_err(Error::internal)?;
        if let (Some(from), Some(to)) = (at.get(&row.from), at.get(&row.to)) {
            relations.push(TemplateRelation { from: *from, kind, to: *to });
        }
    }
    Ok(relations)
}

fn first_day(rows: &[ItemRow]) -> Option<Date> {
    rows.iter().flat_map(|row| [row.placed.start, row.placed.due]).flatten().min()
}

/// Findings at items, by the keys under which people know them.
fn by_key(issues: Issues, keys: &[String]) -> Issues {
    let named = issues.into_iter().map(|mut issue| {
        let of_item = issue.at.strip_prefix("items[").and_then(|rest| rest.split_once(']'));
        let found = of_item.and_then(|(n, rest)| Some((keys.get(n.parse::<usize>().ok()?)?, rest)));
        if let Some((key, rest)) = found {
            issue.at = format!("{key}{rest}");
        }
        issue
    });
    below("template", named.collect())
}

/// Whether a filter compares with somebody or something in particular, which another project does not have.
fn names_something(filter: &Json) -> bool {
    match filter {
        Json::String(text) => text.split_once('_').is_some_and(|(prefix, hex)| {
            prefix.len() < 6 && hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())
        }),
        Json::Array(parts) => parts.iter().any(names_something),
        Json::Object(parts) => parts.values().any(names_something),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_filter_that_names_somebody_is_told_from_one_that_does_not() {
        let leaf = |value: Json| json!({ "and": [{ "field": "$assignee", "op": "in", "value": value }] });
        assert!(names_something(&leaf(json!([format!("usr_{}", "0".repeat(32))]))));
        for value in [json!("in_progress"), json!("$me"), json!(3), Json::Null, json!("a_b")] {
            assert!(!names_something(&leaf(value)));
        }
    }

    #[test]
    fn findings_at_items_carry_their_keys() {
        let issues =
            vec![Issue::new("items[1].parent", "work.too_deep"), Issue::new("items", "template.too_many")];
        let keys = ["LINE-1".to_owned(), "LINE-7".to_owned()];
        let at: Vec<String> = by_key(issues, &keys).into_iter().map(|i| i.at).collect();
        assert_eq!(at, ["template.LINE-7.parent", "template.items"]);
    }
}
