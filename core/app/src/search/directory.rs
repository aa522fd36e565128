//! People and flows: few enough to be looked through by name, in both languages and by pinyin.

use weir_model::permission::Permission;
use weir_model::search::fold;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind, Named};
use weir_store::queries::organisation::PersonRow;

use super::Seeking;
use crate::context::App;
use crate::dto::search::SearchHit;
use crate::error::Result;
use crate::pinyin;

impl Seeking<'_> {
    /// Whether a form or flow is called so.
    pub(super) fn names(&self, thing: &Named) -> bool {
        let mut called: Vec<&str> = thing.name.iter().map(|(_, name)| name).collect();
        called.push(thing.key.as_str());
        called
            .iter()
            .any(|name| self.query.matches(&fold(name)) || pinyin::Sounds::of(name).matches(self.typed))
    }
}

/// Active people by name, sign-in name, address and pinyin; those whose name begins so first.
pub(super) fn found_people(seeking: &Seeking<'_>) -> Vec<SearchHit> {
    let Seeking { company, typed, .. } = seeking;
    let mut found: Vec<&PersonRow> =
        company.people.values().filter(|p| p.active && company.is_called(p, typed)).collect();
    found.sort_by_cached_key(|p| (!p.name.to_lowercase().starts_with(typed), company.place(p)));
    let hit = |person: &PersonRow| {
        let main = company.memberships.iter().find(|m| m.user == person.id && m.main);
        let department = main.map(|m| company.department(m.department).name);
        SearchHit {
            id: person.id.to_string(),
            title: person.name.clone(),
            subtitle: department.map(|d| d.get(seeking.who.locale).to_owned()).unwrap_or_default(),
            key: Some(person.login.clone()),
            ..SearchHit::default()
        }
    };
    found.into_iter().take(seeking.limit + 1).map(hit).collect()
}

impl App {
    /// The flows that the caller may start, by name.
    pub(super) async fn found_flows(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        let who = seeking.who;
        let permitted = self.permitted_forms(tx, who, Permission::FlowsStart).await?;
        let mut hits = Vec::new();
        for flow in definitions::names(tx, Kind::Flow).await? {
            if hits.len() > seeking.limit {
                break;
            }
            if !permitted.contains(flow.form) || !seeking.names(&flow) {
                continue;
            }
            let id = weir_model::id::FlowId::from_uuid(flow.id);
            let plan = self.flow_plan(tx, id, flow.current_version).await?;
            if self.may_start(who.user, &plan, seeking.company) {
                hits.push(SearchHit {
                    id: id.to_string(),
                    title: flow.name.get(who.locale).to_owned(),
                    key: Some(flow.key.to_string()),
                    form_id: Some(flow.form),
                    ..SearchHit::default()
                });
            }
        }
        Ok(hits)
    }
}
