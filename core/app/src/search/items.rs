//! Work items by title and number, of the projects that the caller is in.

use std::collections::{HashMap, HashSet};

use weir_model::id::{ProjectId, WorkItemId};
use weir_model::permission::Permission;
use weir_store::Tx;
use weir_store::queries::projects;
use weir_store::queries::search::{EntryKind, Mark};
use weir_store::queries::search_find::Wanted;
use weir_store::queries::work_items::{self, BriefRow};

use super::Seeking;
use super::walk::Walk;
use crate::context::App;
use crate::dto::search::SearchHit;
use crate::error::Result;
use crate::rights::within_token;

impl App {
    pub(super) async fn found_items(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        // As with a seat: a token that may not read records reads no items.
        if !within_token(seeking.who, Permission::RecordsRead) {
            return Ok(Vec::new());
        }
        let own: Option<HashSet<ProjectId>> = match self.administers_projects(tx, seeking.who).await? {
            true => None,
            false => {
                let roles = projects::roles_of(tx, seeking.who.user).await?;
                Some(roles.into_iter().map(|(project, _)| project).collect())
            }
        };
        let marks: Option<Vec<Mark>> = own.as_ref().map(|own| {
            let mut marks: Vec<Mark> = own.iter().copied().map(Mark::Project).collect();
            marks.sort_unstable();
            marks
        });
        let sees = |item: &BriefRow| own.as_ref().is_none_or(|own| own.contains(&item.project));
        let mut hits = Vec::new();
        // Whoever types a number whole means that item.
        let named = match number(seeking.typed) {
            Some((key, number)) => work_items::numbered(tx, key, number).await?,
            None => None,
        };
        if let Some(id) = named {
            let found = work_items::briefs(tx, &[id]).await?;
            hits.extend(found.into_iter().filter(&sees).map(hit));
        }
        let wanted = Wanted { kind: EntryKind::WorkItem, query: seeking.query, marks: marks.as_deref() };
        let mut walk = Walk::new(wanted, seeking.limit);
        while hits.len() <= seeking.limit {
            let Some(some) = walk.next(tx).await? else { break };
            let ids: Vec<WorkItemId> = some.iter().map(|c| WorkItemId::from_uuid(c.subject)).collect();
            let found = work_items::briefs(tx, &ids).await?;
            let mut seen: HashMap<WorkItemId, BriefRow> =
                found.into_iter().filter(&sees).map(|item| (item.id, item)).collect();
            let others = ids.iter().filter(|id| Some(**id) != named);
            hits.extend(others.filter_map(|id| seen.remove(id)).map(hit));
        }
        Ok(hits)
    }

    /// The projects that the caller is in, by key and name.
    pub(super) async fn found_projects(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        if !within_token(seeking.who, Permission::RecordsRead) {
            return Ok(Vec::new());
        }
        let all = self.administers_projects(tx, seeking.who).await?;
        let which = projects::Selection {
            member: (!all).then_some(seeking.who.user),
            q: Some(seeking.typed),
            ..projects::Selection::default()
        };
        let limit = u32::try_from(seeking.limit + 1).unwrap_or(u32::MAX);
        let found = projects::list(tx, which, limit).await?.into_iter();
        let hit = |project: projects::ProjectRow| SearchHit {
            id: project.id.to_string(),
            title: project.name,
            subtitle: project.key.clone(),
            key: Some(project.key),
            updated_at: Some(project.updated_at),
            ..SearchHit::default()
        };
        Ok(found.map(hit).collect())
    }
}

fn hit(item: BriefRow) -> SearchHit {
    SearchHit {
        id: item.id.to_string(),
        title: item.title,
        subtitle: item.project_name,
        key: Some(format!("{}-{}", item.project_key, item.number)),
        project_id: Some(item.project),
        updated_at: Some(item.updated_at),
        ..SearchHit::default()
    }
}

/// `prj-12`: the project's key and the item's number.
fn number(typed: &str) -> Option<(&str, i64)> {
    let (key, number) = typed.rsplit_once('-')?;
    Some((key, number.parse().ok().filter(|_| number.bytes().all(|b| b.is_ascii_digit()))?))
}
