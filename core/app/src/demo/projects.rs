//! The demo's projects: founded, filled and worked in by the people of the company, item by item.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::json;
use weir_model::id::{ProjectId, TenantId, UserId, WorkItemId};
use weir_store::queries::projects;

use super::clock::DemoClock;
use super::data::{Demo, Project, ProjectAct, ProjectItem};
use super::work::{at, resolve, resolved, today};
use crate::company::Company;
use crate::context::App;
use crate::dto::projects::{CreateProject, NewMember, UpdateProject};
use crate::dto::work::{AddRelation, CreateWorkItem, SayOnWorkItem, UpdateWorkItem};
use crate::error::{Error, Result};
use crate::projects::WorkItemQuery;

/// Minutes after the day's beginning at which somebody writes an item down.
const NOTED_MIN: i64 = 35;
/// Minutes after the day's beginning at which somebody acts on one.
const ACTED_MIN: i64 = 190;

/// Who is who, and which day it is.
struct Cast<'a> {
    tenant: TenantId,
    company: &'a Company,
    clock: &'a DemoClock,
    people: &'a HashMap<&'a str, UserId>,
    today: Date,
}

impl Demo {
    /// The project of a step, and which of its parts: its founding, an item, or at last its relations.
    pub(super) fn project_step(&self, mut step: usize) -> Option<(&Project, usize)> {
        for project in &self.projects {
            if step < project.steps() {
                return Some((project, step));
            }
            step -= project.steps();
        }
        None
    }
}

impl App {
    pub(super) async fn take_project_step(
        &self,
        (tenant, demo): (TenantId, &Demo),
        company: &Company,
        clock: &DemoClock,
        people: &HashMap<&str, UserId>,
        step: usize,
    ) -> Result<()> {
        let (project, part) = demo.project_step(step).ok_or(Error::NotFound)?;
        let cast = Cast { tenant, company, clock, people, today: today(company, clock) };
        if part == 0 {
            return self.demo_project(&cast, project).await;
        }
        let id = self.demo_project_id(&cast, project).await?;
        match project.items.get(part - 1) {
            Some(item) => self.demo_item(&cast, id, item).await,
            None => self.demo_relations(&cast, (project, id)).await,
        }
    }

    async fn demo_person(&self, cast: &Cast<'_>, login: &str) -> Result<weir_model::principal::Principal> {
        let user = *cast.people.get(login).ok_or(Error::NotFound)?;
        self.demo_principal(cast.tenant, user).await
    }

    async fn demo_project(&self, cast: &Cast<'_>, project: &Project) -> Result<()> {
        cast.clock.set(at(cast.company, cast.clock, project.days_ago, 0)?);
        let admin = self.demo_person(cast, "admin").await?;
        let user = |login: &str| cast.people.get(login).copied().ok_or(Error::NotFound);
        let members = project.members.iter().map(|m| Ok(NewMember { user: user(&m.login)?, role: m.role }));
        let lead = user(&project.lead)?;
        let input = CreateProject {
            key: project.key.clone(),
            name: project.name.clone(),
            description: project.description.clone(),
            lead: Some(lead),
            members: members.collect::<Result<_>>()?,
            ..CreateProject::default()
        };
        let made = match self.create_project(&admin, input).await {
            // Founded before an interruption.
            Err(Error::Invalid(_)) => return Ok(()),
            made => made?,
        };
        let lead = self.demo_principal(cast.tenant, lead).await?;
        let board = UpdateProject { board: Some(project.board()), ..UpdateProject::default() };
        self.update_project(&lead, made.id, made.rev, board).await?;
        // Who set it up is not one who works in it.
        self.remove_project_member(&lead, made.id, admin.user).await
    }

    async fn demo_project_id(&self, cast: &Cast<'_>, project: &Project) -> Result<ProjectId> {
        let tx = self.store().read(cast.tenant).await?;
        let which = projects::Selection { q: Some(&project.key), ..projects::Selection::default() };
        let found = projects::list(&tx, which, 10).await?;
        found.into_iter().find(|p| p.key == project.key).map(|p| p.id).ok_or(Error::NotFound)
    }

    async fn demo_item(&self, cast: &Cast<'_>, project: ProjectId, item: &ProjectItem) -> Result<()> {
        cast.clock.set(at(cast.company, cast.clock, item.days_ago, NOTED_MIN)?);
        let day = |text: &Option<String>| -> Result<Option<Date>> {
            let Some(text) = text else { return Ok(None) };
            let day = resolve(&json!(text), cast.people, cast.today)?;
            day.as_str().map(|d| d.parse().map_err(Error::internal)).transpose()
        };
        let by = self.demo_person(cast, &item.by).await?;
        let parent = match &item.parent {
            Some(title) => Some(self.demo_item_id(&by, project, title).await?.0),
            None => None,
        };
        let assignee =
            item.assignee.as_deref().map(|login| cast.people.get(login).copied().ok_or(Error::NotFound));
        let input = CreateWorkItem {
            title: item.title.clone(),
            kind: Some(item.kind.clone()),
            status: None,
            assignee: assignee.transpose()?,
            start: day(&item.start)?,
            due: day(&item.due)?,
            parent,
            fields: resolved(&item.fields, cast.people, cast.today)?,
        };
        let made = self.create_work_item(&by, project, input).await?;
        for act in &item.acts {
            cast.clock.set(at(cast.company, cast.clock, act.days_ago, ACTED_MIN)?);
            self.demo_item_act(cast, (project, made.row.id, &item.title), act).await?;
        }
        Ok(())
    }

    async fn demo_item_act(
        &self,
        cast: &Cast<'_>,
        (project, id, title): (ProjectId, WorkItemId, &str),
        act: &ProjectAct,
    ) -> Result<()> {
        let by = self.demo_person(cast, &act.by).await?;
        if let Some(text) = &act.comment {
            let named = act.mentions.iter().map(|login| cast.people.get(login.as_str()).copied());
            let mentions = named.collect::<Option<Vec<UserId>>>().ok_or(Error::NotFound)?;
            let said = SayOnWorkItem { text: text.clone(), mentions, files: Vec::new() };
            self.add_work_item_comment(&by, id, said).await?;
        }
        if act.status.is_some() {
            let (_, rev) = self.demo_item_id(&by, project, title).await?;
            let change = UpdateWorkItem { status: act.status.clone(), ..UpdateWorkItem::default() };
            self.update_work_item(&by, id, rev, change).await?;
        }
        Ok(())
    }

    async fn demo_relations(&self, cast: &Cast<'_>, (project, id): (&Project, ProjectId)) -> Result<()> {
        let lead = self.demo_person(cast, &project.lead).await?;
        cast.clock.set(at(cast.company, cast.clock, 1, ACTED_MIN)?);
        for relation in &project.relations {
            let (from, _) = self.demo_item_id(&lead, id, &relation.from).await?;
            let (to, _) = self.demo_item_id(&lead, id, &relation.to).await?;
            self.add_relation(&lead, from, AddRelation { kind: relation.kind, to }).await?;
        }
        Ok(())
    }

    /// The item of a title, and its revision.
    async fn demo_item_id(
        &self,
        who: &weir_model::principal::Principal,
        project: ProjectId,
        title: &str,
    ) -> Result<(WorkItemId, i64)> {
        let query = WorkItemQuery { q: Some(title.to_owned()), ..WorkItemQuery::default() };
        let found = self.list_work_items(who, project, query).await?.items;
        let item = found.into_iter().find(|i| i.title == title).ok_or(Error::NotFound)?;
        Ok((item.id, item.rev))
    }
}
