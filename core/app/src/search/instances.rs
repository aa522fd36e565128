//! Instances by title and serial number: those in which the caller takes part, and every one for who administers
//! flows, save where their roles hide what stands in titles.

use std::collections::HashMap;

use weir_model::id::{FormId, InstanceId};
use weir_store::Tx;
use weir_store::queries::instances::{self, Listed};
use weir_store::queries::search::{EntryKind, Mark};
use weir_store::queries::search_find::Wanted;

use super::Seeking;
use super::walk::Walk;
use crate::approvals::Onlooker;
use crate::context::App;
use crate::dto::search::SearchHit;
use crate::error::Result;

impl App {
    pub(super) async fn found_instances(&self, tx: &Tx, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        let who = seeking.who;
        let outside = match self.administers_flows(tx, who).await? {
            true => Some(self.onlooker(tx, who).await?),
            false => None,
        };
        let own = [Mark::Person(who.user)];
        let marks = outside.is_none().then_some(own.as_slice());
        let wanted = Wanted { kind: EntryKind::Instance, query: seeking.query, marks };
        let (mut walk, mut hits) = (Walk::new(wanted, seeking.limit), Vec::new());
        while hits.len() <= seeking.limit {
            let Some(some) = walk.next(tx).await? else { break };
            let read_whole = |form: FormId| outside.as_ref().is_some_and(|o| !o.untitled.contains(&form));
            let (mut whole, mut by_part) = (Vec::new(), Vec::new());
            for one in &some {
                let id = InstanceId::from_uuid(one.subject);
                let form = one.container.map(FormId::from_uuid);
                if form.is_some_and(read_whole) { whole.push(id) } else { by_part.push(id) }
            }
            let mut found = instances::listed(tx, &whole, None).await?;
            found.extend(instances::listed(tx, &by_part, Some(who.user)).await?);
            let mut seen: HashMap<InstanceId, Listed> = found.into_iter().map(|row| (row.id, row)).collect();
            for one in some {
                let Some(mut row) = seen.remove(&InstanceId::from_uuid(one.subject)) else { continue };
                self.withhold(tx, seeking.company, &mut row, &Onlooker::default()).await?;
                hits.push(SearchHit {
                    id: row.id.to_string(),
                    title: row.title,
                    subtitle: row.flow_name.get(who.locale).to_owned(),
                    key: row.serial,
                    form_id: Some(row.form),
                    updated_at: Some(row.ended_at.unwrap_or(row.started_at)),
                    ..SearchHit::default()
                });
            }
        }
        Ok(hits)
    }
}
