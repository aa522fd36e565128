//! Files by name: one's own, and those that the pages show to which they belong.

use std::collections::HashMap;

use weir_model::id::FileId;
use weir_store::queries::files::{self, FileRow};
use weir_store::queries::search::{EntryKind, Mark};
use weir_store::queries::search_find::{Wanted, candidates};

use super::Seeking;
use crate::context::App;
use crate::dto::search::SearchHit;
use crate::error::Result;

/// Others' files for which the page is asked that shows them: each costs what opening that page costs.
const ASKED_MAX: u32 = 24;

impl App {
    pub(super) async fn found_files(&self, seeking: &Seeking<'_>) -> Result<Vec<SearchHit>> {
        let who = seeking.who;
        let own = [Mark::Person(who.user)];
        let limit = u32::try_from(seeking.limit + 1).unwrap_or(ASKED_MAX);
        let mut wanted = Wanted { kind: EntryKind::File, query: seeking.query, marks: Some(&own) };
        let tx = self.store().read(who.tenant).await?;
        let (mut found, _) = candidates(&tx, wanted, i64::MAX, limit).await?;
        wanted.marks = None;
        found.extend(candidates(&tx, wanted, i64::MAX, ASKED_MAX).await?.0);
        found.sort_by_key(|one| std::cmp::Reverse(one.number));
        found.dedup();
        let ids: Vec<FileId> = found.iter().map(|one| FileId::from_uuid(one.subject)).collect();
        let rows = files::get_many(&tx, &ids).await?;
        drop(tx);
        let mut rows: HashMap<FileId, FileRow> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut hits = Vec::new();
        for id in ids {
            let Some(row) = rows.remove(&id) else { continue };
            if self.may_see_file(who, &row).await? {
                hits.push(SearchHit {
                    id: row.id.to_string(),
                    title: row.name,
                    subtitle: seeking.company.person(row.owner).name,
                    updated_at: Some(row.created_at),
                    ..SearchHit::default()
                });
            }
            if hits.len() > seeking.limit {
                break;
            }
        }
        Ok(hits)
    }
}
