//! The demo company as it stands in `demo/company.json`, `demo/calendar.json` and `demo/projects.json`. Places and people
//! go by keys. Days count from today; the calendar's are those of the years that are published, in China by the State
//! Council towards the end of the year before.

use indexmap::IndexMap;
use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use weir_forms::schema::FormSchema;
use weir_model::calendar::{DayKind, Workweek};
use weir_model::permission::Permission;
use weir_model::{Key, LocalizedText};
use weir_store::queries::work_calendar::{CalendarRow, SpecialDayRow};
use weir_work::{BoardSettings, ProjectRole, RelationKind};

use crate::dto::organisation::GrantScope;
use crate::error::{Error, Result};

/// The whole company.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Demo {
    pub tenant: Tenant,
    pub departments: Vec<Department>,
    pub posts: Vec<Post>,
    pub roles: Vec<Role>,
    pub people: Vec<Person>,
    pub packs: Vec<Key>,
    pub forms: Vec<Form>,
    pub instances: Vec<Instance>,
    #[serde(skip)]
    pub calendar: Vec<Stretch>,
    #[serde(skip)]
    pub projects: Vec<Project>,
}

/// Days of the working calendar that differ from the week and are the same thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    pub from: Date,
    /// The last one; the same day where it is left out.
    pub to: Option<Date>,
    pub kind: DayKind,
    pub name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tenant {
    pub name: String,
    pub time_zone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    pub key: String,
    pub parent: Option<String>,
    pub name: LocalizedText,
    pub head: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    pub key: String,
    pub name: LocalizedText,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub key: Key,
    pub name: LocalizedText,
    pub grants: Vec<Grant>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grant {
    pub permission: Permission,
    pub data_scope: GrantScope,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub login: String,
    pub name: String,
    pub memberships: Vec<Membership>,
    pub roles: Vec<Key>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    pub department: String,
    pub post: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub key: Key,
    pub icon: String,
    pub schema: FormSchema,
    pub records: Vec<Map<String, Json>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Instance {
    pub flow: Key,
    pub by: String,
    pub days_ago: i64,
    pub data: Map<String, Json>,
    pub acts: Vec<Act>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    pub by: String,
    pub verdict: Verdict,
    pub comment: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    Approve,
    Reject,
    Complete,
    Comment,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Project {
    pub key: String,
    pub name: String,
    pub description: String,
    pub lead: String,
    pub days_ago: i64,
    pub members: Vec<ProjectMember>,
    pub wip: IndexMap<Key, u32>,
    pub items: Vec<ProjectItem>,
    pub relations: Vec<ProjectRelation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectMember {
    pub login: String,
    pub role: ProjectRole,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectItem {
    pub title: String,
    #[serde(rename = "type")]
    pub kind: Key,
    pub by: String,
    pub days_ago: i64,
    pub assignee: Option<String>,
    pub parent: Option<String>,
    pub start: Option<String>,
    pub due: Option<String>,
    #[serde(default)]
    pub fields: Map<String, Json>,
    pub acts: Vec<ProjectAct>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectAct {
    pub by: String,
    pub days_ago: i64,
    pub status: Option<String>,
    pub comment: Option<String>,
    #[serde(default)]
    pub mentions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectRelation {
    pub from: String,
    pub kind: RelationKind,
    pub to: String,
}

impl Project {
    /// Its founding, each item, and at last its relations.
    pub fn steps(&self) -> usize {
        self.items.len() + 2
    }

    /// The settings of its board.
    pub fn board(&self) -> BoardSettings {
        BoardSettings { wip: self.wip.clone() }
    }
}

impl Demo {
    /// The working calendar: the usual week, and the days that differ from it, in order.
    pub fn calendar(&self) -> CalendarRow {
        let mut days: Vec<SpecialDayRow> = Vec::new();
        for stretch in &self.calendar {
            let to = stretch.to.unwrap_or(stretch.from);
            let each = stretch.from.series(Span::new().days(1)).take_while(|day| *day <= to);
            days.extend(each.map(|day| SpecialDayRow {
                day,
                kind: stretch.kind,
                name: stretch.name.clone(),
            }));
        }
        CalendarRow { week: Workweek::USUAL.days(), days, rev: 0 }
    }

    /// Steps that a preparation takes after the company is founded.
    pub fn steps(&self) -> usize {
        let projects: usize = self.projects.iter().map(Project::steps).sum();
        self.packs.len() + self.forms.len() + self.instances.len() + projects
    }
}

/// The company in the program.
pub fn read() -> Result<Demo> {
    let mut demo: Demo =
        serde_json::from_str(include_str!("../../demo/company.json")).map_err(Error::internal)?;
    demo.calendar =
        serde_json::from_str(include_str!("../../demo/calendar.json")).map_err(Error::internal)?;
    demo.projects =
        serde_json::from_str(include_str!("../../demo/projects.json")).map_err(Error::internal)?;
    Ok(demo)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use weir_model::calendar::WorkCalendar;

    use super::*;

    #[test]
    fn the_calendar_is_in_order_and_changes_what_the_week_says() {
        let row = read().unwrap().calendar();
        assert!(row.days.is_sorted_by(|a, b| a.day < b.day), "a day stands once");
        let count = |kind| row.days.iter().filter(|day| day.kind == kind).count();
        assert_eq!((count(DayKind::Holiday), count(DayKind::Working)), (33, 6));
        let week = Workweek::of(&row.week).unwrap();
        for made_up in row.days.iter().filter(|day| day.kind == DayKind::Working) {
            assert!(!week.has(made_up.day.weekday()), "{} is worked anyway", made_up.day);
        }
        let calendar = WorkCalendar::new(week, row.days.iter().map(|day| (day.day, day.kind)));
        assert_eq!(calendar.next(date(2026, 9, 30)), Some(date(2026, 10, 8)));
        assert_eq!(calendar.next(date(2026, 10, 9)), Some(date(2026, 10, 10)), "a Saturday");
    }

    #[test]
    fn everything_that_is_named_exists() {
        let demo = read().unwrap();
        let person = |login: &str| demo.people.iter().any(|p| p.login == login);
        let department = |key: &str| demo.departments.iter().any(|d| d.key == key);
        for d in &demo.departments {
            assert!(person(&d.head), "{}", d.key);
            assert!(d.parent.as_deref().is_none_or(department), "{}", d.key);
        }
        for p in &demo.people {
            assert!(!p.memberships.is_empty(), "{}", p.login);
            for m in &p.memberships {
                assert!(department(&m.department), "{}", p.login);
                assert!(demo.posts.iter().any(|post| post.key == m.post), "{}", p.login);
            }
        }
        for i in &demo.instances {
            assert!(person(&i.by) && demo.packs.contains(&i.flow), "{:?}", i.data.get("title"));
            assert!(i.acts.iter().all(|a| person(&a.by)), "{:?}", i.data.get("title"));
        }
        for p in &demo.projects {
            let member =
                |login: &str| login == p.lead || p.members.iter().any(|m| m.login == login && person(login));
            assert!(person(&p.lead), "{}", p.key);
            for item in &p.items {
                let named = item.acts.iter().flat_map(|a| a.mentions.iter().chain([&a.by]));
                let mut all = named.chain(&item.assignee).chain([&item.by]);
                assert!(all.all(|login| member(login)), "{}", item.title);
            }
        }
    }
}
