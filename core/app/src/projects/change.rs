//! A change of a work item: what it says, where it stands, who does it, how far it is. Each change is judged on
//! the item as it is now; two people who change different things of it both succeed.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use weir_forms::{Data, validate};
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, UserId, WorkItemId};
use weir_model::limits::TEXT_MAX_CHARS;
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::work_items::{self, ItemRow, Placed};
use weir_store::queries::{change_log, projects, record_keys, records, work_links};
use weir_work::{Deed, Step, is_open, verdict};

use super::access::{Seat, role_of_word};
use super::create::in_fields;
use super::project::board_of;
use super::types::{TypeInUse, Types, below};
use crate::company::Company;
use crate::context::App;
use crate::dto::work::{UpdateWorkItem, WorkItemDetail};
use crate::error::{Error, Result, refuse};

/// Changes between the revision that somebody read and the present one that are looked through for a meeting.
const MERGE_MAX: u32 = 100;

/// What decides about a status.
pub(super) struct Facts<'a> {
    /// The item.
    pub id: WorkItemId,
    /// Its type.
    pub kind: &'a TypeInUse,
    /// Its place, the new status included.
    pub placed: &'a Placed,
    /// Its custom fields.
    pub data: &'a Data,
    /// Who created it.
    pub created_by: UserId,
}

impl App {
    /// Changes a work item; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed the same since `rev`, [`Error::Invalid`] with every finding, among
    /// them why it may not go to a status.
    pub async fn update_work_item(
        &self,
        who: &Principal,
        id: WorkItemId,
        rev: i64,
        input: UpdateWorkItem,
    ) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Work).await?;
        if item.record.rev != rev {
            let meant = touched(&input);
            if rev > item.record.rev || !self.merges(&tx, &item, rev, &meant).await? {
                return Err(Error::Stale);
            }
        }
        self.change_item(&tx, who, &seat, item, &input).await?;
        let detail = self.item_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Whether nothing of what is meant was changed since a revision.
    async fn merges(&self, tx: &Tx, item: &ItemRow, rev: i64, meant: &BTreeSet<String>) -> Result<bool> {
        let entries =
            change_log::of_subject(tx, Subject::WorkItem, item.id().uuid(), None, MERGE_MAX).await?;
        let mut steps = 0;
        for entry in entries {
            let Some(Json::Object(after)) = entry.after else { continue };
            let Some(made) = after.get("$rev").and_then(Json::as_i64).filter(|made| *made > rev) else {
                continue;
            };
            steps += i64::from(made <= item.record.rev);
            if after.keys().any(|key| meant.contains(key)) {
                return Ok(false);
            }
        }
        // A revision without its entry: what it changed is not known.
        Ok(steps == item.record.rev - rev)
    }

    /// Judges and writes a change of an item.
    pub(super) async fn change_item(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        item: ItemRow,
        input: &UpdateWorkItem,
    ) -> Result<()> {
        let project = seat.project.id;
        let (id, company) = (item.id(), self.company(tx).await?);
        let types = Types::of(self, tx, project).await?;
        let old = types.own(&item.placed.kind)?;
        let kind = match &input.kind {
            None => old,
            Some(key) => types
                .get(key.as_str())
                .ok_or_else(|| Issue::new("type", "work.type_unknown").with("type", key))?,
        };
        let title = input.title.as_ref().map_or_else(|| item.record.title.clone(), |t| t.trim().to_owned());
        let mut placed = Placed {
            kind: kind.key.clone(),
            assignee: input.assignee.unwrap_or(item.placed.assignee),
            start: input.start.unwrap_or(item.placed.start),
            due: input.due.unwrap_or(item.placed.due),
            parent: input.parent.unwrap_or(item.placed.parent),
            ..item.placed.clone()
        };
        let mut issues: Issues = check_title(&title).into_iter().collect();
        if (placed.start, placed.due) != (item.placed.start, item.placed.due) {
            issues.extend(check_dates(&placed));
        }
        if let Some(user) = placed.assignee.filter(|a| Some(*a) != item.placed.assignee) {
            issues.extend(self.check_assignee(tx, &company, project, user).await?);
        }
        let converted = kind.key != old.key;
        if converted || placed.parent != item.placed.parent {
            let own = (Some(id), kind.key.as_str());
            issues.extend(Self::check_parent(tx, project, &types, own, placed.parent, who.locale).await?);
        }
        if converted {
            issues.extend(self.check_children(tx, seat, &types, id, kind, who).await?);
        }
        // A status that both types have stays; another type begins where its workflow begins.
        let from = match kind.kind.workflow.status(&placed.status) {
            Some(status) => status.key.to_string(),
            None => kind.kind.workflow.initial.to_string(),
        };
        placed.status = input.status.clone().unwrap_or_else(|| from.clone());

        let rewritten = converted || input.fields.is_some();
        let validated = if rewritten {
            let given = input.fields.clone().unwrap_or_default();
            let (entered, previous) = if converted {
                (carried(&item.record.data, old, kind, given), None)
            } else {
                (given, Some(&item.record.data))
            };
            let situation = self.situation(&company, who, None);
            match validate(&kind.form.schema, &entered, &FieldRights::new(), &situation, previous) {
                Ok(validated) => Some(validated),
                Err(found) => {
                    issues.extend(below("fields", found));
                    None
                }
            }
        } else {
            None
        };
        let data = validated.as_ref().map_or(&item.record.data, |v| &v.data);
        let facts = Facts { id, kind, placed: &placed, data, created_by: item.record.created_by };
        issues.extend(self.check_step(tx, who, seat, &facts, &from).await?);
        refuse(issues)?;

        if let Some(place) = input.place {
            placed.rank = self.rank_at(tx, project, id, place).await?;
        }
        let record = item.record.id;
        let before = logged(&item.record.title, &item.placed, &item.record.data);
        let (rev, by) = (item.record.rev, (who.user, self.now()));
        let after;
        if let Some(validated) = validated {
            if converted {
                record_keys::release(tx, old.form.id, record).await?;
                let forms = (old.form.id, kind.form.id, kind.form.version);
                work_items::change_form(tx, record, rev, forms).await?;
            }
            let known = (!converted).then_some(&item.record.data);
            let kept = self.keep(tx, who, &company, &kind.form, record, (validated, known)).await;
            let mut kept = kept.map_err(in_fields)?;
            kept.title.clone_from(&title);
            after = logged(&title, &placed, &kept.data);
            records::update(tx, kind.form.id, record, rev, kept.content(), by).await?;
            self.claim_unique(tx, &kind.form, record, &kept.data).await.map_err(in_fields)?;
            kept.attach_files(tx, who.user, record).await?;
        } else {
            after = logged(&title, &placed, &item.record.data);
            if differs(&before, &after, false) {
                records::rename(tx, (kind.form.id, record), rev, &title, by).await?;
            }
        }
        work_items::update(tx, id, (project, item.number), &placed).await?;
        self.log_item(tx, who, id, rev, (before, after)).await?;
        let assigned = (item.placed.assignee, placed.assignee);
        if assigned.0 != assigned.1 {
            if let Some(user) = placed.assignee {
                work_links::watch(tx, id, user, true).await?;
            }
            self.tell_of_assignment(tx, who, seat, id, &title, assigned).await?;
        }
        if placed.status != item.placed.status {
            let status = kind.kind.workflow.status(&placed.status).map(|s| s.name.clone());
            self.tell_of_status(tx, who, seat, id, &title, status.unwrap_or_default()).await?;
        }
        Ok(())
    }

    /// Appends what is different; nothing when nothing is.
    pub(super) async fn log_item(
        &self,
        tx: &Tx,
        who: &Principal,
        id: WorkItemId,
        rev: i64,
        (mut before, mut after): (Map<String, Json>, Map<String, Json>),
    ) -> Result<()> {
        if !differs(&before, &after, true) {
            return Ok(());
        }
        let bumped = differs(&before, &after, false);
        let keys: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
        for key in keys {
            if before.get(&key) == after.get(&key) {
                before.remove(&key);
                after.remove(&key);
            } else {
                // What is cleared is named on both sides.
                after.entry(key).or_insert(Json::Null);
            }
        }
        if bumped {
            after.insert("$rev".to_owned(), json!(rev + 1));
        }
        let mut change = self.change(who, Subject::WorkItem, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(Json::Object(before)), Some(Json::Object(after)));
        Ok(tx.log(change).await?)
    }

    /// Why somebody cannot be given an item; nothing when they can.
    pub(super) async fn check_assignee(
        &self,
        tx: &Tx,
        company: &Company,
        project: ProjectId,
        user: UserId,
    ) -> Result<Option<Issue>> {
        let Some(person) = company.people.get(&user) else {
            return Ok(Some(Issue::new("assignee", "org.user_unknown")));
        };
        let role = projects::role_of(tx, project, user).await?.map(|word| role_of_word(&word));
        let code = match role {
            None => "work.person_outside",
            Some(_) if !person.active => "work.person_disabled",
            Some(role) if !role.may(Deed::Work) => "work.viewer_assigned",
            Some(_) => return Ok(None),
        };
        Ok(Some(Issue::new("assignee", code).with("name", &person.name)))
    }

    /// Why an item may not go to its status from another one; nothing when it may.
    pub(super) async fn check_step(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        facts: &Facts<'_>,
        from: &str,
    ) -> Result<Issues> {
        let to = facts.placed.status.as_str();
        let board = board_of(&seat.project)?;
        let column = match board.wip.get(to).filter(|_| from != to) {
            Some(max) => {
                // Two who enter at once wait in line.
                projects::lock(tx, seat.project.id).await?;
                Some((*max, work_items::in_status(tx, seat.project.id, to, facts.id).await?))
            }
            None => None,
        };
        Ok(judged(who, seat, facts, (from, to), column))
    }

    /// Why the items below one may not stand below another type.
    async fn check_children(
        &self,
        tx: &Tx,
        seat: &Seat,
        types: &Types,
        id: WorkItemId,
        kind: &TypeInUse,
        who: &Principal,
    ) -> Result<Option<Issue>> {
        let below = work_items::subtree(tx, id, None, 1).await?;
        let ids: Vec<WorkItemId> =
            below.into_iter().filter(|(_, _, level)| *level == 2).map(|b| b.0).collect();
        let children = work_items::briefs(tx, &ids).await?;
        let refused = children.iter().find_map(|child| {
            let of = types.get(child.kind.as_str())?;
            let allowed = of.kind.parents.as_ref().is_none_or(|p| p.contains(&kind.key));
            (!allowed && child.project == seat.project.id).then_some(of)
        });
        Ok(refused.map(|of| {
            let name = |t: &TypeInUse| t.kind.name.get(who.locale).to_owned();
            Issue::new("type", "work.parent_type").with("type", name(of)).with("parent", name(kind))
        }))
    }
}

/// The verdict over a step, as findings at the places of a work item's body.
pub(super) fn judged(
    who: &Principal,
    seat: &Seat,
    facts: &Facts<'_>,
    way: (&str, &str),
    column: Option<(u32, u64)>,
) -> Issues {
    let told = with_step(who, seat, facts, (way, column), |step| verdict(&facts.kind.kind.workflow, step));
    let Err(issues) = told else { return Issues::new() };
    let located = |mut issue: Issue| {
        issue.at = match issue.at.strip_prefix('$') {
            Some(own) => own.to_owned(),
            None if issue.at == "status" => issue.at,
            None => format!("fields.{}", issue.at),
        };
        issue
    };
    issues.into_iter().map(located).collect()
}

/// Whether the verdict would be without a finding.
pub(super) fn may_step(
    who: &Principal,
    seat: &Seat,
    facts: &Facts<'_>,
    way: (&str, &str),
    column: Option<(u32, u64)>,
) -> bool {
    with_step(who, seat, facts, (way, column), |step| is_open(&facts.kind.kind.workflow, step))
}

fn with_step<T>(
    who: &Principal,
    seat: &Seat,
    facts: &Facts<'_>,
    ((from, to), column): ((&str, &str), Option<(u32, u64)>),
    decide: impl FnOnce(&Step<'_>) -> T,
) -> T {
    let schema = &facts.kind.form.schema;
    let is_filled = |field: &str| match field {
        "$assignee" => facts.placed.assignee.is_some(),
        "$start" => facts.placed.start.is_some(),
        "$due" => facts.placed.due.is_some(),
        // A field that the form has lost since cannot be filled in by anybody.
        key => schema.field(key).is_none() || facts.data.get(key).is_some_and(|v| !v.is_null()),
    };
    let label = |field: &str| match schema.field(field) {
        Some(field) => field.label.get(who.locale).to_owned(),
        None => super::sentence::label(field).get(who.locale).to_owned(),
    };
    decide(&Step {
        from,
        to,
        role: seat.role,
        is_assignee: facts.placed.assignee == Some(who.user),
        is_creator: facts.created_by == who.user,
        is_filled: &is_filled,
        label: &label,
        column,
        locale: who.locale,
    })
}

pub(super) fn check_title(title: &str) -> Option<Issue> {
    if title.is_empty() {
        return Some(Issue::new("title", "request.text_empty"));
    }
    let max = TEXT_MAX_CHARS;
    (title.chars().count() > max).then(|| Issue::new("title", "request.text_long").with("max", max))
}

pub(super) fn check_dates(placed: &Placed) -> Option<Issue> {
    let reversed = placed.start.zip(placed.due).is_some_and(|(start, due)| due < start);
    reversed.then(|| Issue::new("due", "work.dates_reversed"))
}

/// An item as its changes are told: custom fields by key, everything else with a `$`.
pub(super) fn logged(title: &str, placed: &Placed, data: &Data) -> Map<String, Json> {
    let mut all = data.clone();
    for (key, value) in [
        ("$title", json!(title)),
        ("$type", json!(placed.kind)),
        ("$status", json!(placed.status)),
        ("$assignee", json!(placed.assignee)),
        ("$parent", json!(placed.parent)),
        ("$start", json!(placed.start)),
        ("$due", json!(placed.due)),
        ("$rank", json!(placed.rank)),
    ] {
        all.insert(key.to_owned(), value);
    }
    all
}

/// Whether two states of an item differ, in their place in the order or otherwise.
fn differs(before: &Map<String, Json>, after: &Map<String, Json>, by_rank: bool) -> bool {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().any(|key| (by_rank || key != "$rank") && before.get(key) != after.get(key))
}

/// What a change means to change, as the log names it.
fn touched(input: &UpdateWorkItem) -> BTreeSet<String> {
    let system = [
        ("$title", input.title.is_some()),
        ("$type", input.kind.is_some()),
        ("$status", input.status.is_some()),
        ("$assignee", input.assignee.is_some()),
        ("$start", input.start.is_some()),
        ("$due", input.due.is_some()),
        ("$parent", input.parent.is_some()),
        ("$rank", input.place.is_some()),
    ];
    let system = system.into_iter().filter(|(_, meant)| *meant).map(|(key, _)| key.to_owned());
    system.chain(input.fields.iter().flat_map(|fields| fields.keys().cloned())).collect()
}

/// The values that go along to another type: of fields that both have alike, and what is given besides.
pub(super) fn carried(data: &Data, from: &TypeInUse, to: &TypeInUse, given: Data) -> Data {
    let mut carried = Data::new();
    for (key, value) in data {
        let alike = from.form.schema.field(key).zip(to.form.schema.field(key));
        if alike.is_some_and(|(a, b)| a.kind == b.kind) {
            carried.insert(key.clone(), value.clone());
        }
    }
    carried.extend(given);
    carried
}
