//! Handing over the work of somebody who leaves: to-dos, departments, projects, work items.
//!
//! Each thing by itself and under the rights that it takes alone; what cannot change hands is told, and the rest
//! does. One call hands over a bounded part, so that a page can show how far it is.

use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_model::id::{ProjectId, UserId, WorkItemId};
use weir_model::limits::{BATCH_MAX, COMMENT_MAX_CHARS, COUNT_CAP};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::projects::{self, ProjectRow};
use weir_store::queries::{form_links, tasks};
use weir_work::ProjectRole;

use crate::company::Company;
use crate::context::App;
use crate::dto::common::DepartmentRef;
use crate::dto::hand_over::{HandOver, HeldLink, HeldProject, Holdings};
use crate::dto::organisation::UpdateDepartment;
use crate::dto::projects::{SetMember, UpdateProject};
use crate::dto::work::{BulkWorkItems, UpdateWorkItem};
use crate::error::{Error, Result, refuse};
use crate::projects::WorkItemQuery;

/// Links told of one person.
const HELD_LINKS_MAX: u32 = 100;

/// What one call changed.
#[derive(Debug, Default)]
pub struct HandedOver {
    /// How many things changed hands.
    pub done: u32,
    /// What could not, by what it is called.
    pub failed: Vec<(String, Error)>,
    /// What is left.
    pub left: Holdings,
}

impl HandedOver {
    fn note(&mut self, title: impl FnOnce() -> String, outcome: Result<()>) {
        match outcome {
            Ok(()) => self.done += 1,
            Err(error) => self.failed.push((title(), error)),
        }
    }
}

impl App {
    /// What hangs on a person.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `org.manage` and over an account with more rights.
    pub async fn holdings(&self, who: &Principal, id: UserId) -> Result<Holdings> {
        let tx = self.store().read(who.tenant).await?;
        self.over_account(&tx, who, id).await?;
        let company = self.company(&tx).await?;
        let tasks = match self.permit(&tx, who, Permission::FlowsAdmin, Object::TENANT).await {
            Ok(_) => {
                let cap = u32::try_from(COUNT_CAP).unwrap_or(u32::MAX);
                tasks::count(&tx, id, tasks::Selection { state: "open", ..Default::default() }, cap).await?
            }
            Err(Error::Denied) => 0,
            Err(other) => return Err(other),
        };
        let links = self.links_lent(&tx, who, id).await?;
        let held = self.held_projects(&tx, who, id).await?;
        drop(tx);
        let mut projects = Vec::new();
        for project in held {
            let leads = project.lead == id;
            let items = self.open_items(who, project.id, id, 1).await?.1;
            if leads || items > 0 {
                projects.push(HeldProject {
                    id: project.id,
                    key: project.key,
                    name: project.name,
                    leads,
                    items,
                });
            }
        }
        let departments = headed(&company, id);
        Ok(Holdings { tasks, departments, projects, links })
    }

    /// Hands over a part of what hangs on a person: at most [`BATCH_MAX`] to-dos, and as many items of a project.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `org.manage`, for to-dos without `flows.admin`, for projects
    /// and items without `projects.admin`; [`Error::Invalid`] for a receiver who cannot take over.
    pub async fn hand_over(&self, who: &Principal, from: UserId, wish: HandOver) -> Result<HandedOver> {
        let tx = self.store().read(who.tenant).await?;
        self.over_account(&tx, who, from).await?;
        let company = self.company(&tx).await?;
        refuse(check(&company, from, &wish))?;
        if wish.tasks {
            self.permit(&tx, who, Permission::FlowsAdmin, Object::TENANT).await?;
        }
        if wish.projects || wish.work_items {
            self.permit(&tx, who, Permission::ProjectsAdmin, Object::TENANT).await?;
        }
        drop(tx);
        let mut handed = HandedOver::default();
        if wish.departments {
            self.hand_over_departments(who, &company, (from, wish.to), &mut handed).await;
        }
        if wish.projects || wish.work_items {
            self.hand_over_projects(who, from, &wish, &mut handed).await?;
        }
        if wish.tasks {
            self.hand_over_tasks(who, from, &wish, &mut handed).await?;
        }
        handed.left = self.holdings(who, from).await?;
        Ok(handed)
    }

    async fn hand_over_departments(
        &self,
        who: &Principal,
        company: &Company,
        (from, to): (UserId, UserId),
        handed: &mut HandedOver,
    ) {
        for (id, row) in company.departments.iter().filter(|(_, d)| d.head == Some(from)) {
            let wish = UpdateDepartment { head_id: Some(Some(to)), ..UpdateDepartment::default() };
            let outcome = self.update_department(who, *id, row.rev, wish).await.map(drop);
            handed.note(|| row.name.get(who.locale).to_owned(), outcome);
        }
    }

    async fn hand_over_projects(
        &self,
        who: &Principal,
        from: UserId,
        wish: &HandOver,
        handed: &mut HandedOver,
    ) -> Result<()> {
        let tx = self.store().read(who.tenant).await?;
        let held = self.held_projects(&tx, who, from).await?;
        drop(tx);
        for project in held {
            if wish.projects && project.lead == from {
                let change = UpdateProject { lead: Some(wish.to), ..UpdateProject::default() };
                let outcome = self.update_project(who, project.id, project.rev, change).await.map(drop);
                handed.note(|| project.name.clone(), outcome);
            }
            if wish.work_items {
                self.hand_over_items(who, &project, (from, wish.to), handed).await?;
            }
        }
        Ok(())
    }

    async fn hand_over_items(
        &self,
        who: &Principal,
        project: &ProjectRow,
        (from, to): (UserId, UserId),
        handed: &mut HandedOver,
    ) -> Result<()> {
        let limit = u32::try_from(BATCH_MAX).unwrap_or(u32::MAX);
        let (items, _) = self.open_items(who, project.id, from, limit).await?;
        if items.is_empty() {
            return Ok(());
        }
        let tx = self.store().read(who.tenant).await?;
        let role = projects::role_of(&tx, project.id, to).await?;
        drop(tx);
        // Who only looks on cannot be given work.
        if role.is_none_or(|word| word == "viewer") {
            let member = SetMember { role: ProjectRole::Member };
            if let Err(error) = self.set_project_member(who, project.id, to, member).await {
                handed.failed.push((project.name.clone(), error));
                return Ok(());
            }
        }
        let change = UpdateWorkItem { assignee: Some(Some(to)), ..UpdateWorkItem::default() };
        let ids = items.iter().map(|(id, _)| *id).collect();
        let wish = BulkWorkItems { ids, change: Some(change), delete: false };
        let outcomes = self.bulk_work_items(who, project.id, wish).await?;
        for ((_, outcome), (_, title)) in outcomes.into_iter().zip(items) {
            handed.note(|| title, outcome);
        }
        Ok(())
    }

    async fn hand_over_tasks(
        &self,
        who: &Principal,
        from: UserId,
        wish: &HandOver,
        handed: &mut HandedOver,
    ) -> Result<()> {
        let tx = self.store().read(who.tenant).await?;
        let which = tasks::Selection { state: "open", ..Default::default() };
        let open = tasks::list(&tx, from, which, None, u32::try_from(BATCH_MAX).unwrap_or(u32::MAX)).await?;
        drop(tx);
        for (task, listed) in open {
            let outcome = self.hand_on_task(who, task.id, (from, wish.to), wish.comment.trim()).await;
            handed.note(|| listed.title, outcome);
        }
        Ok(())
    }

    /// The links that lend a person's rights.
    async fn links_lent(&self, tx: &Tx, who: &Principal, id: UserId) -> Result<Vec<HeldLink>> {
        match self.permit(tx, who, Permission::FormsDesign, Object::TENANT).await {
            Ok(_) => {}
            Err(Error::Denied) => return Ok(Vec::new()),
            Err(other) => return Err(other),
        }
        let lent = form_links::lent_by(tx, id, HELD_LINKS_MAX).await?;
        Ok(lent
            .into_iter()
            .map(|link| HeldLink { id: link.id, form_id: link.form, name: link.name })
            .collect())
    }

    /// The projects in use that a person is in.
    async fn held_projects(&self, tx: &Tx, who: &Principal, id: UserId) -> Result<Vec<ProjectRow>> {
        if !self.administers_projects(tx, who).await? {
            return Ok(Vec::new());
        }
        let mut held = Vec::new();
        for (project, _) in projects::roles_of(tx, id).await? {
            let row = projects::get(tx, project).await?;
            if row.archived_at.is_none() {
                held.push(row);
            }
        }
        Ok(held)
    }

    /// The unfinished items of a project that are assigned to a person, and how many there are.
    async fn open_items(
        &self,
        who: &Principal,
        project: ProjectId,
        assignee: UserId,
        limit: u32,
    ) -> Result<(Vec<(WorkItemId, String)>, u64)> {
        let filter: Json = json!({ "and": [
            { "field": "$assignee", "op": "eq", "value": assignee },
            { "field": "$category", "op": "ne", "value": "done" },
        ] });
        let query = WorkItemQuery {
            limit: Some(limit),
            filter: Some(filter.to_string()),
            total: true,
            ..WorkItemQuery::default()
        };
        let page = self.list_work_items(who, project, query).await?;
        let items = page.items.into_iter().map(|item| (item.id, item.title)).collect();
        Ok((items, page.total.unwrap_or_default()))
    }
}

fn headed(company: &Company, id: UserId) -> Vec<DepartmentRef> {
    let own = company.departments.iter().filter(|(_, d)| d.head == Some(id));
    own.map(|(department, _)| company.department(*department)).collect()
}

fn check(company: &Company, from: UserId, wish: &HandOver) -> Issues {
    let mut issues = Issues::new();
    match company.people.get(&wish.to) {
        _ if wish.to == from => issues.push(Issue::new("to", "org.hand_over_to_self")),
        None => issues.push(Issue::new("to", "form.person_unknown")),
        Some(person) if !person.active => issues.push(Issue::new("to", "work.person_disabled")),
        Some(_) => {}
    }
    if !(wish.tasks || wish.departments || wish.projects || wish.work_items) {
        issues.push(Issue::new("tasks", "org.hand_over_nothing"));
    }
    if wish.comment.chars().count() > COMMENT_MAX_CHARS {
        issues.push(Issue::new("comment", "request.text_long").with("max", COMMENT_MAX_CHARS));
    }
    issues
}
