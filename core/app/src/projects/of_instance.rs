//! The project that an approval brings into being: founded once for its instance, and how each tells of the other.

use serde_json::Value as Json;
use weir_flow::definition::{FlowDefinition, NodeKind, ProjectOrder};
use weir_flow::event::Happened;
use weir_forms::Data;
use weir_forms::schema::FormSchema;
use weir_model::Key;
use weir_model::id::{InstanceId, TenantId, UserId};
use weir_model::limits::{LONG_TEXT_MAX_CHARS, TEXT_MAX_CHARS};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::incidents;
use weir_store::queries::instances::InstanceRow;
use weir_store::queries::projects::{self, ProjectRow};
use weir_work::ProjectRole;

use super::found::{Founding, Ground};
use super::key::{key_of, numbered, written_key};
use super::templates::is_unknown_template;
use crate::approvals::{Case, Entry, What};
use crate::company::Company;
use crate::context::App;
use crate::design::current_definition;
use crate::dto::common::ProblemItem;
use crate::dto::projects::{
    FoundedProject, FoundedProjectRef, FoundingHindrance, ProjectOrigin, ProjectOriginRef,
};
use crate::error::{Error, Result, refuse};
use crate::worker::found_project;

/// Keys that are tried before somebody has to choose one.
const KEYS_TRIED: u32 = 1_000;
/// Projects that are founded in one moment and may wish for one key; more of them wait for somebody to try again.
const FOUNDED_AT_ONCE: usize = 5;
/// What is said of a key that another project has.
const KEY_TAKEN: &str = "design.key_taken";

/// What a form says of the project that its approval brings into being.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wishes {
    name: String,
    key: String,
    description: String,
    start: Option<jiff::civil::Date>,
    lead: UserId,
    members: Vec<UserId>,
}

impl App {
    /// Founds the project that the approval of an instance brings into being, unless it is there already (R27).
    ///
    /// # Errors
    /// [`Error::Invalid`] when its lead left or its template is gone; [`Error::Stale`] when somebody else founded it at
    /// this moment.
    pub async fn found_project_of(&self, tenant: TenantId, id: InstanceId, node: &Key) -> Result<()> {
        let mut founded = self.try_to_found(tenant, id, node).await;
        for _ in 1..FOUNDED_AT_ONCE {
            // Another one founded at this moment may have taken the key that was free: the next one is looked for.
            match &founded {
                Err(Error::Invalid(issues)) if issues.iter().any(|issue| issue.code == KEY_TAKEN) => {}
                _ => break,
            }
            founded = self.try_to_found(tenant, id, node).await;
        }
        founded
    }

    async fn try_to_found(&self, tenant: TenantId, id: InstanceId, node: &Key) -> Result<()> {
        let tx = self.store().begin(tenant).await?;
        if projects::of_instance(&tx, id).await?.is_some() {
            return Ok(());
        }
        let case = self.case(&tx, id).await?;
        let company = self.company(&tx).await?;
        let who = self.acting_for(&tx, &company, case.row.initiator);
        let founding = self.founding_of(&tx, &company, &who, (&case, node)).await?;
        self.found(&tx, &who, &founding).await?;
        self.tell_of_founding(&tx, &company, &case, &founding.row).await?;
        Ok(tx.commit().await?)
    }

    /// The project that an instance's end orders, with nothing in its way.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what is in its way.
    async fn founding_of(
        &self,
        tx: &Tx,
        company: &Company,
        who: &Principal,
        (case, node): (&Case, &Key),
    ) -> Result<Founding> {
        let mut order = order_at(case.plan.definition(), node)
            .cloned()
            .ok_or_else(|| Error::internal("an end that orders no project"))?;
        let mut wishes = wishes(&order, &case.schema, &case.record.data, &case.row);
        let mut ground = self.ordered_ground(tx, company, &order, &wishes).await;
        if is_unknown_template(&ground)
            && let Some(newer) = self.newer_order(tx, &case.row, node).await?
        {
            // The template was thrown away since: the flow as it is published now names another one.
            order.template = newer.template;
            ground = self.ordered_ground(tx, company, &order, &wishes).await;
        }
        let ground = ground?;
        wishes.key = self.free_key(tx, &wishes.key).await?;
        let texts = (wishes.key.as_str(), wishes.name.as_str(), wishes.description.as_str());
        let mut row = self.new_project(who, texts, wishes.lead, ground.as_ref())?;
        row.instance = Some(case.row.id);
        let there = |user: &UserId| company.people.get(user).is_some_and(|p| p.active);
        // Who left since does not come along; without its lead there is no project.
        let members =
            wishes.members.iter().filter(|user| there(user)).map(|user| (*user, ProjectRole::Member));
        let founding = Founding { row, members: members.collect(), ground };
        refuse(self.check_founding(tx, company, &founding).await?)?;
        Ok(founding)
    }

    async fn ordered_ground(
        &self,
        tx: &Tx,
        company: &Company,
        order: &ProjectOrder,
        wishes: &Wishes,
    ) -> Result<Option<Ground>> {
        let Some(template) = &order.template else { return Ok(None) };
        let start = wishes.start.unwrap_or_else(|| self.moment(company).today);
        Ok(Some(self.project_ground(tx, company, (template, start), wishes.lead, &[]).await?))
    }

    /// What the flow's version in use orders at the same end.
    async fn newer_order(&self, tx: &Tx, row: &InstanceRow, node: &Key) -> Result<Option<ProjectOrder>> {
        let header = definitions::header(tx, Kind::Flow, row.flow.uuid()).await?;
        let current: Option<FlowDefinition> = current_definition(tx, &header).await?;
        Ok(current.as_ref().and_then(|definition| order_at(definition, node)).cloned())
    }

    async fn free_key(&self, tx: &Tx, key: &str) -> Result<String> {
        for n in 1..=KEYS_TRIED {
            let tried = numbered(key, n);
            if !projects::key_taken(tx, &tried).await? {
                return Ok(tried);
            }
        }
        Err(Error::invalid("key", KEY_TAKEN))
    }

    /// What an instance's page says of the project that its approval brings into being: that there is one to whoever
    /// sees the instance, which one to who may see it.
    pub(crate) async fn project_of_instance(
        &self,
        tx: &Tx,
        who: &Principal,
        case: &Case,
        entries: &[Entry],
    ) -> Result<Option<FoundedProject>> {
        if case.row.status != "approved" {
            return Ok(None);
        }
        let Some(end) = ordering_end(case, entries) else { return Ok(None) };
        let Some(row) = projects::of_instance(tx, case.row.id).await? else {
            let hindrance = self.founding_hindrance(tx, who, (case, end)).await?;
            return Ok(Some(FoundedProject { founded: false, project: None, hindrance }));
        };
        let seen = self.sits_in(tx, who, row.id).await?;
        let project = seen.then(|| FoundedProjectRef { id: row.id, key: row.key, name: row.name });
        Ok(Some(FoundedProject { founded: true, project, hindrance: None }))
    }

    /// Why the job that founds a project gave up, as long as nobody tries again. What is in the way is looked up anew,
    /// in the reader's language: what was mended since is not held against anybody.
    async fn founding_hindrance(
        &self,
        tx: &Tx,
        who: &Principal,
        (case, end): (&Case, &Key),
    ) -> Result<Option<FoundingHindrance>> {
        let incident = incidents::last_of(tx, &found_project::key_of(case.row.id)).await?;
        let Some(incident) = incident.filter(|it| it.resolution.as_deref() != Some("retried")) else {
            return Ok(None);
        };
        let company = self.company(tx).await?;
        let initiator = self.acting_for(tx, &company, case.row.initiator);
        let reasons = match self.founding_of(tx, &company, &initiator, (case, end)).await {
            Err(Error::Invalid(issues)) => {
                issues.iter().map(|issue| ProblemItem::new(issue, who.locale)).collect()
            }
            // Nothing any more, or nothing that anybody but who looks after the server could do something about.
            Ok(_) | Err(_) => Vec::new(),
        };
        Ok(Some(FoundingHindrance {
            since: incident.created_at,
            reasons,
            left: incident.resolution.is_some(),
        }))
    }

    /// Where a project came from: that an approval brought it into being to whoever sees it, which one to who may see
    /// the instance.
    pub(super) async fn origin_of(
        &self,
        tx: &Tx,
        who: &Principal,
        project: &ProjectRow,
    ) -> Result<Option<ProjectOrigin>> {
        let Some(id) = project.instance else { return Ok(None) };
        let seen = match self.case(tx, id).await {
            Ok(case) => self.sight(tx, who, &case).await.map(|sight| (sight.by_role, case)),
            // Its record may be gone.
            Err(other) => Err(other),
        };
        let instance = match seen {
            Ok((false, case)) => Some(ProjectOriginRef { id, title: case.row.title }),
            // Whoever takes no part may be kept from the fields that its title is made of.
            Ok((true, _)) | Err(Error::NotFound) => None,
            Err(other) => return Err(other),
        };
        Ok(Some(ProjectOrigin { instance }))
    }
}

/// What an end of a definition orders.
fn order_at<'a>(definition: &'a FlowDefinition, node: &Key) -> Option<&'a ProjectOrder> {
    let end = definition.nodes.iter().find(|n| n.key == *node)?;
    match &end.kind {
        NodeKind::End { project } => project.as_ref(),
        _ => None,
    }
}

/// The end that an instance came to, where it orders a project.
fn ordering_end<'e>(case: &Case, entries: &'e [Entry]) -> Option<&'e Key> {
    let last = entries.iter().rev().find_map(|entry| match &entry.what {
        What::Flow(event) => match &event.what {
            Happened::NodeEntered { node, .. } => Some(node),
            _ => None,
        },
        What::Form(_) | What::Documents(_) => None,
    });
    last.filter(|node| order_at(case.plan.definition(), node).is_some())
}

fn wishes(order: &ProjectOrder, schema: &FormSchema, data: &Data, row: &InstanceRow) -> Wishes {
    let value = |field: &Option<Key>| {
        let key = field.as_ref()?.as_str();
        schema.field(key).and_then(|_| data.get(key))
    };
    let text = |field: &Option<Key>, max: usize| -> String {
        let text = value(field).and_then(Json::as_str).unwrap_or_default().trim();
        text.chars().take(max).collect()
    };
    let name = match text(&order.name, TEXT_MAX_CHARS) {
        name if name.is_empty() => row.title.chars().take(TEXT_MAX_CHARS).collect(),
        name => name,
    };
    let start = value(&order.start).and_then(|day| day.get("start").unwrap_or(day).as_str());
    Wishes {
        key: written_key(&text(&order.key, TEXT_MAX_CHARS)).unwrap_or_else(|| key_of(&name)),
        description: text(&order.description, LONG_TEXT_MAX_CHARS),
        start: start.and_then(|day| day.parse().ok()),
        lead: value(&order.lead).into_iter().flat_map(people).next().unwrap_or(row.initiator),
        members: order.members.iter().filter_map(|field| data.get(field.as_str())).flat_map(people).collect(),
        name,
    }
}

/// The people in a value: one or several.
fn people(value: &Json) -> Vec<UserId> {
    let id = |one: &Json| one.as_str().and_then(|id| id.parse().ok());
    match value {
        Json::Array(several) => several.iter().filter_map(id).collect(),
        one => id(one).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn user(n: u32) -> UserId {
        UserId::from_uuid(uuid::Uuid::from_u128(n.into()))
    }

    #[test]
    fn people_are_read_alone_and_together() {
        assert_eq!(people(&json!(user(1))), [user(1)]);
        assert_eq!(people(&json!([user(1), "nobody", user(2)])), [user(1), user(2)]);
        assert!(people(&Json::Null).is_empty());
    }

    #[test]
    fn an_order_stands_at_an_end_alone() {
        let definition: FlowDefinition = serde_json::from_value(json!({
            "name": { "en": "Flow" }, "edges": [],
            "nodes": [
                { "key": "fork", "name": {}, "kind": "parallel" }, { "key": "plain", "name": {}, "kind": "end" },
                { "key": "end", "name": {}, "kind": "end", "project": { "name": "title" } },
            ],
        }))
        .unwrap();
        for (node, name) in
            [("fork", None), ("plain", None), ("gone", None), ("end", Some(Key::literal("title")))]
        {
            let order = order_at(&definition, &Key::literal(node));
            assert_eq!(order.and_then(|o| o.name.clone()), name, "{node}");
        }
    }
}
