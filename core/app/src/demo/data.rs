//! The demo company as it stands in `demo/company.json` and `demo/projects.json`. Places and people go by keys; days count from today.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use weir_forms::schema::FormSchema;
use weir_model::permission::Permission;
use weir_model::{Key, LocalizedText};
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
    pub projects: Vec<Project>,
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
    demo.projects =
        serde_json::from_str(include_str!("../../demo/projects.json")).map_err(Error::internal)?;
    Ok(demo)
}

#[cfg(test)]
mod tests {
    use super::*;

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
