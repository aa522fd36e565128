//! The work items that a new project has from the beginning, all of them in the transaction that founds it.

use jiff::Span;
use jiff::civil::Date;
use weir_forms::schema::FormSchema;
use weir_forms::{Data, Situation, Validated, validate};
use weir_model::Issue;
use weir_model::id::WorkItemId;
use weir_model::permission::{FieldRight, FieldRights};
use weir_model::principal::Principal;
use weir_package::{TEMPLATE_DAYS_MAX, TemplateItem};
use weir_store::Tx;
use weir_store::queries::projects::{self, ProjectRow};
use weir_store::queries::records::{self, NewRecord};
use weir_store::queries::work_items::{self, Placed};
use weir_store::queries::work_links;
use weir_work::rank;

use super::found::Ground;
use super::links::ordered;
use super::types::{TypeInUse, Types};
use crate::company::Company;
use crate::context::App;
use crate::error::{Error, Result};
use crate::records::Kept;

/// An item that is about to be stored.
struct Raised<'a> {
    id: WorkItemId,
    number: i64,
    kind: &'a TypeInUse,
    placed: Placed,
    kept: Kept,
}

impl App {
    /// Creates a template's work items and relates them. Nobody is told one by one: they come with the project.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a start from which a day cannot be counted.
    pub(super) async fn raise_skeleton(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        (project, ground): (&ProjectRow, &Ground),
    ) -> Result<()> {
        let items = &ground.template.items;
        if items.is_empty() {
            return Ok(());
        }
        let types = Types::of(self, tx, project.id).await?;
        let count = i64::try_from(items.len()).map_err(Error::internal)?;
        let first = projects::take_numbers(tx, project.id, count).await?;
        let ids: Vec<WorkItemId> = items.iter().map(|_| self.new_id(WorkItemId::from_uuid)).collect();
        let ranks: Vec<String> = rank::spread(items.len()).collect();
        let situation = self.situation(company, who, None);
        let mut raised = Vec::with_capacity(items.len());
        for n in ground.template.parents_first() {
            let item = &items[n];
            let kind = types.own(&item.kind)?;
            let validated = fitting(&kind.form.schema, item.fields.clone(), &situation)
                .ok_or_else(|| Error::internal("an item without values does not fit its form"))?;
            let record = work_items::record_of(ids[n]);
            let mut kept = self.keep(tx, who, company, &kind.form, record, (validated, None)).await?;
            item.title.get(who.locale).clone_into(&mut kept.title);
            let placed = Placed {
                kind: kind.key.clone(),
                status: kind.kind.workflow.initial.to_string(),
                assignee: item.place.as_ref().and_then(|place| ground.filled.get(place)).copied(),
                parent: item.parent.map(|p| ids[p]),
                start: day(ground.start, item.start)?,
                due: day(ground.start, item.due)?,
                rank: ranks[n].clone(),
            };
            let number = first + i64::try_from(n).map_err(Error::internal)?;
            raised.push(Raised { id: ids[n], number, kind, placed, kept });
        }
        self.store_raised(tx, who, project, &raised).await?;
        for relation in &ground.template.relations {
            let (from, to) = (ids[relation.from], ids[relation.to]);
            let row = ordered(from, relation.kind, to)?;
            work_links::relate(tx, &row, (who.user, self.now())).await?;
            self.log_relation(tx, who, (from, to), relation.kind, true).await?;
        }
        Ok(())
    }

    async fn store_raised(
        &self,
        tx: &Tx,
        who: &Principal,
        project: &ProjectRow,
        raised: &[Raised<'_>],
    ) -> Result<()> {
        let at = self.now();
        let new: Vec<NewRecord<'_>> = raised
            .iter()
            .map(|it| NewRecord {
                id: work_items::record_of(it.id),
                form: it.kind.form.id,
                content: it.kept.content(),
                status: None,
                department: None,
                instance: None,
                by: who.user,
                at,
            })
            .collect();
        records::insert_many(tx, &new).await?;
        for it in raised {
            let form = &it.kind.form;
            work_items::insert(tx, (form.id, it.id), (project.id, it.number), &it.placed).await?;
            if let Some(user) = it.placed.assignee {
                work_links::watch(tx, it.id, user, true).await?;
            }
            self.log_created(tx, who, project.id, it.id, (&it.kept.title, &it.placed, &it.kept.data)).await?;
        }
        Ok(())
    }
}

/// The day that an item names, counted from the project's start.
fn day(start: Date, days: Option<i32>) -> Result<Option<Date>> {
    let Some(days) = days else { return Ok(None) };
    let far = |_| Issue::new("start", "template.days_range").with("max", TEMPLATE_DAYS_MAX);
    Ok(Some(start.checked_add(Span::new().days(days)).map_err(far)?))
}

/// The values of an item as its form takes them. What the form refuses is left out, and what it demands besides is
/// filled in by whoever works on the item.
pub(super) fn fitting(schema: &FormSchema, mut values: Data, situation: &Situation) -> Option<Validated> {
    loop {
        let rights: FieldRights = schema
            .fields
            .iter()
            .filter(|field| !values.contains_key(field.key.as_str()))
            .map(|field| (field.key.to_string(), FieldRight::Read))
            .collect();
        let issues = match validate(schema, &values, &rights, situation, None) {
            Ok(validated) => return Some(validated),
            Err(issues) => issues,
        };
        let refused = |key: &str| issues.iter().any(|i| i.at.split(['.', '[']).next() == Some(key));
        let before = values.len();
        values.retain(|key, _| !refused(key));
        if values.len() == before {
            return None;
        }
    }
}

/// Whether a value may stand in a template: it is of nobody and of nothing in particular.
pub(super) fn may_keep(schema: &FormSchema, key: &str) -> bool {
    use weir_forms::schema::FieldKind;
    let own = |kind: &FieldKind| {
        matches!(
            kind,
            FieldKind::File { .. }
                | FieldKind::Image { .. }
                | FieldKind::Signature {}
                | FieldKind::Serial { .. }
                | FieldKind::Person { .. }
                | FieldKind::Department { .. }
                | FieldKind::Reference { .. }
        )
    };
    schema.field(key).is_some_and(|field| {
        !field.unique && !own(&field.kind) && !field.columns().iter().any(|column| own(&column.kind))
    })
}

/// The days from a project's start to a day; none for one that lies too far away.
pub(super) fn days_from(start: Date, day: Date) -> Option<i32> {
    let days = day.since(start).ok()?.get_days();
    (-TEMPLATE_DAYS_MAX..=TEMPLATE_DAYS_MAX).contains(&days).then_some(days)
}

/// An item as a template keeps it, its position among the items apart.
pub(super) fn drawn(
    title: weir_model::LocalizedText,
    placed: &Placed,
    start: Date,
    fields: Data,
) -> Result<TemplateItem> {
    let days = |day: Option<Date>, at: &'static str| match day {
        None => Ok(None),
        Some(day) => days_from(start, day)
            .map(Some)
            .ok_or_else(|| Error::from(Issue::new(at, "template.days_range").with("max", TEMPLATE_DAYS_MAX))),
    };
    Ok(TemplateItem {
        title,
        kind: placed.kind.clone(),
        parent: None,
        start: days(placed.start, "start")?,
        due: days(placed.due, "start")?,
        place: None,
        fields,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn schema() -> FormSchema {
        serde_json::from_value(json!({
            "name": { "en": "Task" },
            "fields": [
                { "key": "who", "label": { "en": "Who" }, "type": "person", "required": true },
                { "key": "note", "label": { "en": "Note" }, "type": "text", "required": true, "maxLength": 5 },
                { "key": "kind", "label": { "en": "Kind" }, "type": "singleSelect",
                  "options": [{ "key": "a", "label": { "en": "A" } }] },
                { "key": "code", "label": { "en": "Code" }, "type": "text", "unique": true },
                { "key": "staff", "label": { "en": "Staff" }, "type": "detail",
                  "fields": [{ "key": "who", "label": { "en": "Who" }, "type": "person" }] },
            ],
        }))
        .unwrap()
    }

    fn situation() -> Situation {
        Situation {
            today: Date::constant(2026, 11, 22),
            now: "2026-11-22T08:00:00Z".parse().unwrap(),
            initiator: None,
            department: None,
        }
    }

    #[test]
    fn what_a_form_refuses_is_left_out_and_what_it_demands_is_left_open() {
        let given = json!({ "note": "far too long", "kind": "a", "gone": 1 });
        let fits = fitting(&schema(), given.as_object().unwrap().clone(), &situation()).unwrap();
        assert_eq!(fits.data.get("kind"), Some(&json!("a")));
        assert!(["note", "gone", "who"].iter().all(|key| !fits.data.contains_key(*key)), "{:?}", fits.data);
    }

    #[test]
    fn nobody_and_nothing_in_particular_is_kept() {
        let schema = schema();
        for (key, kept) in [
            ("who", false),
            ("note", true),
            ("kind", true),
            ("code", false),
            ("staff", false),
            ("gone", false),
        ] {
            assert_eq!(may_keep(&schema, key), kept, "{key}");
        }
    }

    #[test]
    fn days_are_counted_both_ways_and_over_the_end_of_february() {
        let start = Date::constant(2028, 2, 28);
        for (days, date) in [(0, start), (2, Date::constant(2028, 3, 1)), (-59, Date::constant(2027, 12, 31))]
        {
            assert_eq!(day(start, Some(days)).unwrap(), Some(date));
            assert_eq!(days_from(start, date), Some(days));
        }
        assert_eq!(day(start, None).unwrap(), None);
        assert_eq!(days_from(start, Date::constant(2048, 2, 28)), None);
        assert!(day(Date::MAX, Some(1)).is_err());
    }
}
