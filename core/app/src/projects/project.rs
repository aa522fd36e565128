//! A project itself: founding it, listing those that one may see, its settings, archiving it.

use std::collections::HashMap;

use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, UserId};
use weir_model::limits::{LONG_TEXT_MAX_CHARS, TEXT_MAX_CHARS};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::projects::{self, MemberRow, ProjectRow, Selection};
use weir_store::queries::work_types;
use weir_work::{BoardSettings, Category, Deed, ProjectRole, WorkType, check_board};

use super::access::{Seat, role_of_word, role_word};
use super::found::{Founding, Ground};
use super::members::check_member;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::projects::{CreateProject, ItemCounts, Project, ProjectCan, UpdateProject};
use crate::error::{Error, Result, refuse};
use crate::rights::within_token;

/// Characters of a project's key: it stands before every item's number.
pub(super) const KEY_MAX_CHARS: usize = 30;

/// Which projects.
#[derive(Debug, Clone, Default)]
pub struct ProjectQuery {
    /// Rows at most.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// A part of the key or name.
    pub q: Option<String>,
    /// The archived ones instead of the others.
    pub archived: bool,
}

impl App {
    /// The projects that the caller is in; all of them for who administers projects.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit or cursor that cannot be.
    pub async fn list_projects(&self, who: &Principal, query: ProjectQuery) -> Result<Page<Project>> {
        let limit = page_limit(query.limit)?;
        let after: Option<String> = query.cursor.as_deref().map(cursor::read).transpose()?;
        if !within_token(who, Permission::RecordsRead) {
            return Ok(Page::whole(Vec::new()));
        }
        let tx = self.store().read(who.tenant).await?;
        let all = self.administers_projects(&tx, who).await?;
        let which = Selection {
            member: (!all).then_some(who.user),
            archived: query.archived,
            q: query.q.as_deref().map(str::trim).filter(|q| !q.is_empty()),
            after: after.as_deref(),
        };
        let mut rows = projects::list(&tx, which, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |p| p.key.clone())?;
        let company = self.company(&tx).await?;
        let ids: Vec<ProjectId> = rows.iter().map(|p| p.id).collect();
        let mut counts = item_counts(&tx, &ids).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let seat = self.seat(&tx, who, row.id).await?;
            let count = counts.remove(&row.id).unwrap_or_default();
            items.push(shown(&seat, count, &company)?);
        }
        Ok(Page::new(items, next))
    }

    /// Founds a project, from a template or with the usual types of work items. Its lead is one of its admins.
    ///
    /// # Errors
    /// [`Error::Denied`] without `projects.create`; [`Error::Invalid`] for a key that is taken or cannot be one, for
    /// people who are not there, and for a template or places of one that are not there.
    pub async fn create_project(&self, who: &Principal, input: CreateProject) -> Result<Project> {
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::ProjectsCreate, Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let lead = input.lead.unwrap_or(who.user);
        let start = input.start.unwrap_or_else(|| self.moment(&company).today);
        let ground = match &input.template {
            Some(template) => {
                Some(self.project_ground(&tx, &company, (template, start), lead, &input.places).await?)
            }
            None => None,
        };
        let mut issues = Issues::new();
        for (n, member) in input.members.iter().enumerate() {
            issues.extend(check_member(&company, &format!("members[{n}].user"), member.user));
        }
        if let Some(filled) = input.places.first().filter(|_| ground.is_none()) {
            let issue = Issue::new("places[0].place", "template.place_unknown");
            issues.push(issue.with("place", &filled.place));
        }
        let row =
            self.new_project(who, (&input.key, &input.name, &input.description), lead, ground.as_ref())?;
        let id = row.id;
        let founder = (who.user, ProjectRole::Admin);
        let members = input.members.iter().map(|m| (m.user, m.role)).chain([founder]).collect();
        let founding = Founding { row, members, ground };
        let mut found = self.check_founding(&tx, &company, &founding).await?;
        found.append(&mut issues);
        refuse(found)?;
        self.found(&tx, who, &founding).await?;
        let project = self.project_in(&tx, who, id).await?;
        tx.commit().await?;
        Ok(project)
    }

    /// A project that is about to be founded.
    pub(super) fn new_project(
        &self,
        who: &Principal,
        (key, name, description): (&str, &str, &str),
        lead: UserId,
        ground: Option<&Ground>,
    ) -> Result<ProjectRow> {
        let now = self.now();
        let board = ground.map(|ground| ground.template.board.clone()).unwrap_or_default();
        Ok(ProjectRow {
            id: self.new_id(ProjectId::from_uuid),
            key: key.trim().to_owned(),
            name: name.trim().to_owned(),
            description: description.trim().to_owned(),
            lead,
            board: serde_json::to_value(board).map_err(Error::internal)?,
            archived_at: None,
            rev: 1,
            created_at: now,
            created_by: who.user,
            updated_at: now,
            instance: None,
        })
    }

    /// A project.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it.
    pub async fn get_project(&self, who: &Principal, id: ProjectId) -> Result<Project> {
        let tx = self.store().read(who.tenant).await?;
        self.project_in(&tx, who, id).await
    }

    /// Changes a project; what is left out stays.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `rev`, [`Error::Denied`] for who is no admin of it.
    pub async fn update_project(
        &self,
        who: &Principal,
        id: ProjectId,
        rev: i64,
        input: UpdateProject,
    ) -> Result<Project> {
        let tx = self.write(who).await?;
        let seat = self.seat_for(&tx, who, id, Deed::Arrange).await?;
        let before = seat.project;
        let mut row = ProjectRow { rev, updated_at: self.now(), ..before.clone() };
        row.name = input.name.map_or(row.name, |n| n.trim().to_owned());
        row.description = input.description.map_or(row.description, |d| d.trim().to_owned());
        row.lead = input.lead.unwrap_or(row.lead);
        let mut issues = texts(&row);
        if let Some(board) = &input.board {
            issues.extend(check_board(board));
            row.board = serde_json::to_value(board).map_err(Error::internal)?;
        }
        if row.lead != before.lead {
            let company = self.company(&tx).await?;
            issues.extend(check_member(&company, "lead", row.lead));
        }
        refuse(issues)?;
        projects::update(&tx, &row).await?;
        if row.lead != before.lead {
            let word = role_word(ProjectRole::Admin).to_owned();
            let member = MemberRow { user: row.lead, role: word, added_at: self.now() };
            projects::put_member(&tx, id, &member).await?;
        }
        let mut change = self.change(who, Subject::Project, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(facts(&before)), Some(facts(&row)));
        tx.log(change).await?;
        let project = self.project_in(&tx, who, id).await?;
        tx.commit().await?;
        Ok(project)
    }

    /// Archives a project, or takes it out again: nothing in an archived one changes.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn archive_project(&self, who: &Principal, id: ProjectId, archived: bool) -> Result<Project> {
        let tx = self.write(who).await?;
        let mut seat = self.seat(&tx, who, id).await?;
        let was = seat.project.archived_at.take();
        seat.demand(Deed::Arrange)?;
        if was.is_some() != archived {
            let row = ProjectRow {
                archived_at: archived.then(|| self.now()),
                updated_at: self.now(),
                ..seat.project.clone()
            };
            projects::update(&tx, &row).await?;
            let mut change = self.change(who, Subject::Project, id.uuid(), Verb::Updated);
            change.before = Some(json!({ "archived": !archived }));
            change.after = Some(json!({ "archived": archived }));
            tx.log(change).await?;
        }
        let project = self.project_in(&tx, who, id).await?;
        tx.commit().await?;
        Ok(project)
    }

    pub(super) async fn project_in(&self, tx: &Tx, who: &Principal, id: ProjectId) -> Result<Project> {
        let seat = self.seat(tx, who, id).await?;
        let company = self.company(tx).await?;
        let count = item_counts(tx, &[id]).await?.remove(&id).unwrap_or_default();
        let origin = self.origin_of(tx, who, &seat.project).await?;
        Ok(Project { origin, ..shown(&seat, count, &company)? })
    }

    /// Whether a person, whoever asks, is in a project.
    pub(crate) async fn sits_in(&self, tx: &Tx, who: &Principal, project: ProjectId) -> Result<bool> {
        match self.seat(tx, who, project).await {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The members of a project by id.
    pub(super) async fn seats_of(&self, tx: &Tx, id: ProjectId) -> Result<HashMap<UserId, ProjectRole>> {
        let members = projects::members(tx, id).await?;
        Ok(members.into_iter().map(|m| (m.user, role_of_word(&m.role))).collect())
    }
}

/// How the items of some projects stand.
async fn item_counts(tx: &Tx, ids: &[ProjectId]) -> Result<HashMap<ProjectId, ItemCounts>> {
    let mut counts: HashMap<ProjectId, ItemCounts> = HashMap::new();
    let types = work_types::of_projects::<WorkType>(tx, ids).await?;
    let types: HashMap<(ProjectId, &str), &WorkType> =
        types.iter().map(|(project, t)| ((*project, t.key.as_str()), &t.definition)).collect();
    for (project, kind, status, n) in projects::status_counts(tx, ids).await? {
        let of = types.get(&(project, kind.as_str()));
        let category = of.and_then(|t| t.workflow.status(&status)).map(|s| s.category);
        let count = counts.entry(project).or_default();
        match category {
            Some(Category::Doing) => count.doing += n,
            Some(Category::Done) => count.done += n,
            Some(Category::Todo) | None => count.todo += n,
        }
    }
    Ok(counts)
}

pub(super) fn board_of(project: &ProjectRow) -> Result<BoardSettings> {
    serde_json::from_value(project.board.clone()).map_err(Error::internal)
}

fn shown(seat: &Seat, items: ItemCounts, company: &Company) -> Result<Project> {
    let row = &seat.project;
    Ok(Project {
        id: row.id,
        key: row.key.clone(),
        name: row.name.clone(),
        description: row.description.clone(),
        lead: company.person(row.lead),
        role: seat.role,
        can: ProjectCan { work: seat.may(Deed::Work), arrange: seat.may(Deed::Arrange) },
        board: board_of(row)?,
        items,
        origin: None,
        archived_at: row.archived_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        rev: row.rev,
    })
}

pub(super) fn check_key(key: &str) -> Issues {
    let begins = key.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    let fine = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let short = key.len() <= KEY_MAX_CHARS;
    let refused = || vec![Issue::new("key", "work.project_key").with("max", KEY_MAX_CHARS)];
    if begins && fine && short { Issues::new() } else { refused() }
}

pub(super) fn texts(row: &ProjectRow) -> Issues {
    let mut issues = Issues::new();
    if row.name.is_empty() {
        issues.push(Issue::new("name", "request.text_empty"));
    }
    for (at, text, max) in
        [("name", &row.name, TEXT_MAX_CHARS), ("description", &row.description, LONG_TEXT_MAX_CHARS)]
    {
        if text.chars().count() > max {
            issues.push(Issue::new(at, "request.text_long").with("max", max));
        }
    }
    issues
}

pub(super) fn facts(row: &ProjectRow) -> Json {
    json!({
        "key": row.key, "name": row.name, "description": row.description, "lead": row.lead, "board": row.board,
    })
}
