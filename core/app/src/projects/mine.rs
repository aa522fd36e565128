//! What somebody has to do over all their projects: items assigned to them that are not done. Seen as the lists of
//! the projects are: by members, and by who administers all projects.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use utoipa::IntoParams;
use weir_model::Key;
use weir_model::filter::{SlotRef, Test, TypedFilter, TypedSort};
use weir_model::id::ProjectId;
use weir_model::limits::COUNT_CAP;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::scope::RecordScope;
use weir_model::value::epoch_days;
use weir_store::Tx;
use weir_store::queries::my_work::{self, HeldRow};
use weir_store::queries::record_list::{self, Cursor, PageWish, Selection, Source};
use weir_store::queries::work_items::{self, ItemRow};
use weir_store::queries::{projects, work_types};
use weir_work::{Category, Deed, ProjectRole, WorkType};

use super::access::role_of_word;
use super::show::item_key;
use crate::context::App;
use crate::cursor;
use crate::dto::common::page_limit;
use crate::dto::my_work::{MyWorkCounts, MyWorkItem, MyWorkPage, Press};
use crate::error::Result;
use crate::rights::within_token;

/// Which of one's own items.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MyWorkQuery {
    /// Only those that press so much.
    pub press: Option<Press>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl App {
    /// What the caller has to do, by the day on which it is due; what is due at no time comes last.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a cursor or limit that is none.
    pub async fn my_work(&self, who: &Principal, query: MyWorkQuery) -> Result<MyWorkPage> {
        let limit = page_limit(query.limit)?;
        let after: Option<Cursor> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let open = self.open_work(&tx, who).await?;
        let narrowed = query.press.map(|press| pressing(press, open.today));
        let (items, next) = open.page(&tx, narrowed, after, limit).await?;
        let next = next.as_ref().map(cursor::write).transpose()?;
        Ok(MyWorkPage { items, next, counts: open.counts(&tx).await? })
    }

    /// The open work of a person: in which statuses of which projects it stands, and who they are there.
    pub(crate) async fn open_work(&self, tx: &Tx, who: &Principal) -> Result<OpenWork> {
        let today = self.moment(&*self.company(tx).await?).today;
        // A work item is a record: a token that may not read records reads no items.
        if !within_token(who, Permission::RecordsRead) {
            return Ok(OpenWork::new(who, today, Vec::new(), HashMap::new(), HashMap::new()));
        }
        let everywhere = self.administers_projects(tx, who).await?;
        let mut held = my_work::held(tx, who.user, everywhere).await?;
        let mut ids: Vec<ProjectId> = held.iter().map(|row| row.project).collect();
        ids.dedup();
        let types = work_types::of_projects(tx, &ids).await?;
        let types: HashMap<(ProjectId, Key), WorkType> =
            types.into_iter().map(|(project, row)| ((project, row.key), row.definition)).collect();
        held.retain(|row| category(&types, row.project, &row.kind, &row.status) != Category::Done);
        let roles = projects::roles_of(tx, who.user).await?;
        let roles = roles.into_iter().map(|(project, word)| (project, role_of_word(&word)));
        let roles = if everywhere {
            ids.into_iter().map(|project| (project, ProjectRole::Admin)).collect()
        } else {
            roles.collect()
        };
        Ok(OpenWork::new(who, today, held, types, roles))
    }
}

/// The open work of one person.
pub(crate) struct OpenWork {
    /// The tenant's day.
    pub today: Date,
    source: Source,
    /// None: there is nothing.
    filter: Option<TypedFilter>,
    projects: HashMap<ProjectId, (String, String)>,
    types: HashMap<(ProjectId, Key), WorkType>,
    roles: HashMap<ProjectId, ProjectRole>,
}

impl OpenWork {
    fn new(
        who: &Principal,
        today: Date,
        held: Vec<HeldRow>,
        types: HashMap<(ProjectId, Key), WorkType>,
        roles: HashMap<ProjectId, ProjectRole>,
    ) -> Self {
        let filter = (!held.is_empty()).then(|| open_in(&held, &types));
        let projects =
            held.into_iter().map(|row| (row.project, (row.project_key, row.project_name))).collect();
        Self { today, source: Source::Assigned(who.user), filter, projects, types, roles }
    }

    /// One page of it, narrowed further.
    pub async fn page(
        &self,
        tx: &Tx,
        narrowed: Option<TypedFilter>,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<(Vec<MyWorkItem>, Option<Cursor>)> {
        let Some(filter) = self.narrowed(narrowed) else { return Ok((Vec::new(), None)) };
        let which = Selection { source: self.source, scope: &RecordScope::All, filter: Some(&filter) };
        let sort = TypedSort { slot: SlotRef::Due, descending: false };
        let (rows, next) = work_items::page(tx, which, &PageWish { sort, after, limit }).await?;
        Ok((rows.into_iter().map(|row| self.shown(row)).collect(), next))
    }

    /// How much of it presses how much.
    pub async fn counts(&self, tx: &Tx) -> Result<MyWorkCounts> {
        let of = async |press| self.count(tx, Some(pressing(press, self.today))).await;
        Ok(MyWorkCounts {
            all: self.count(tx, None).await?,
            overdue: of(Press::Overdue).await?,
            today: of(Press::Today).await?,
            week: of(Press::Week).await?,
            later: of(Press::Later).await?,
        })
    }

    /// How much of it there is.
    pub async fn count(&self, tx: &Tx, narrowed: Option<TypedFilter>) -> Result<u64> {
        let Some(filter) = self.narrowed(narrowed) else { return Ok(0) };
        let which = Selection { source: self.source, scope: &RecordScope::All, filter: Some(&filter) };
        Ok(record_list::count(tx, which).await?.min(COUNT_CAP))
    }

    fn narrowed(&self, by: Option<TypedFilter>) -> Option<TypedFilter> {
        Some(TypedFilter::And([self.filter.clone(), by].into_iter().flatten().collect()))
            .filter(|_| self.filter.is_some())
    }

    fn shown(&self, row: ItemRow) -> MyWorkItem {
        let (id, placed) = (row.id(), row.placed);
        let (project_key, project_name) = self.projects.get(&row.project).cloned().unwrap_or_default();
        let kind = self.types.get(&(row.project, placed.kind.clone()));
        let status = kind.and_then(|kind| kind.workflow.status(&placed.status));
        let may_work = self.roles.get(&row.project).is_some_and(|role| role.may(Deed::Work));
        MyWorkItem {
            id,
            project_id: row.project,
            project_name,
            key: item_key(&project_key, row.number),
            title: row.record.title,
            type_name: kind.map(|kind| kind.name.clone()).unwrap_or_default(),
            status_name: status.map(|status| status.name.clone()).unwrap_or_default(),
            category: status.map_or(Category::Todo, |status| status.category),
            press: press_of(placed.due, self.today),
            finish: kind.filter(|_| may_work).and_then(|kind| finish(kind, &placed.status)),
            kind: placed.kind,
            status: placed.status,
            due: placed.due,
            rev: row.record.rev,
        }
    }
}

/// The items in those statuses. Projects whose type has the same open statuses share one part of the filter: somebody
/// in very many projects has few parts all the same.
fn open_in(held: &[HeldRow], types: &HashMap<(ProjectId, Key), WorkType>) -> TypedFilter {
    let mut statuses: BTreeMap<(ProjectId, &Key), BTreeSet<&str>> = BTreeMap::new();
    for row in held {
        let of_kind = statuses.entry((row.project, &row.kind)).or_default();
        of_kind.insert(&row.status);
        if let Some(kind) = types.get(&(row.project, row.kind.clone())) {
            let open = kind.workflow.statuses.iter().filter(|status| status.category != Category::Done);
            of_kind.extend(open.map(|status| status.key.as_str()));
        }
    }
    let mut alike: BTreeMap<(&Key, BTreeSet<&str>), Vec<String>> = BTreeMap::new();
    for ((project, kind), statuses) in statuses {
        alike.entry((kind, statuses)).or_default().push(project.to_string());
    }
    let parts = alike.into_iter().map(|((kind, statuses), projects)| {
        TypedFilter::And(vec![
            TypedFilter::Text(SlotRef::Project, Test::In(projects)),
            TypedFilter::Text(SlotRef::Kind, Test::Eq(kind.to_string())),
            TypedFilter::Text(SlotRef::Status, Test::In(statuses.into_iter().map(str::to_owned).collect())),
        ])
    });
    TypedFilter::Or(parts.collect())
}

fn category(
    types: &HashMap<(ProjectId, Key), WorkType>,
    project: ProjectId,
    kind: &Key,
    status: &str,
) -> Category {
    let kind = types.get(&(project, kind.clone()));
    kind.and_then(|kind| kind.workflow.status(status)).map_or(Category::Todo, |status| status.category)
}

/// The first status that means done and to which a way leads.
fn finish(kind: &WorkType, from: &str) -> Option<Key> {
    let leads = |to: &&Key| kind.workflow.ways(from, to.as_str()).next().is_some();
    kind.workflow.of_category(Category::Done).find(leads).cloned()
}

/// The last day of a week.
fn sunday(today: Date) -> Date {
    let last = |day: &Date| day.weekday() == Weekday::Sunday;
    std::iter::successors(Some(today), |day| day.tomorrow().ok()).find(last).unwrap_or(today)
}

fn press_of(due: Option<Date>, today: Date) -> Press {
    match due {
        Some(due) if due < today => Press::Overdue,
        Some(due) if due == today => Press::Today,
        Some(due) if due <= sunday(today) => Press::Week,
        _ => Press::Later,
    }
}

fn pressing(press: Press, today: Date) -> TypedFilter {
    let (now, last) = (epoch_days(today), epoch_days(sunday(today)));
    let due = |test| TypedFilter::Integer(SlotRef::Due, test);
    match press {
        Press::Overdue => due(Test::Lt(now)),
        Press::Today => due(Test::Eq(now)),
        Press::Week => due(Test::Between(now + 1, last)),
        Press::Later => TypedFilter::Or(vec![due(Test::Gt(last)), due(Test::Empty)]),
    }
}

/// Due on one of these days, both included.
pub(super) fn due_between(first: Date, last: Date) -> TypedFilter {
    TypedFilter::Integer(SlotRef::Due, Test::Between(epoch_days(first), epoch_days(last)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_ends_on_sunday() {
        let friday = date(2026, 11, 20);
        for (due, press) in [
            (Some(date(2026, 11, 19)), Press::Overdue),
            (Some(friday), Press::Today),
            (Some(date(2026, 11, 21)), Press::Week),
            (Some(date(2026, 11, 22)), Press::Week),
            (Some(date(2026, 11, 23)), Press::Later),
            (None, Press::Later),
        ] {
            assert_eq!(press_of(due, friday), press, "{due:?}");
        }
        let on_sunday = date(2026, 11, 22);
        assert_eq!(press_of(Some(on_sunday), on_sunday), Press::Today);
        assert_eq!(press_of(Some(date(2026, 11, 23)), on_sunday), Press::Later);
    }
}
