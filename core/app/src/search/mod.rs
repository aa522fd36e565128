//! One question over everything: records, work items, approvals, projects, flows, forms, people, files.
//!
//! An index gives candidates (`weir_store::queries::search_find`); each kind asks the rights of its own lists
//! before one of them is shown. What somebody may not see is not found, by whatever words.

mod directory;
mod files;
mod fill;
mod instances;
mod items;
mod records;
mod walk;

use serde::Deserialize;
use utoipa::IntoParams;
use weir_model::Issue;
use weir_model::principal::Principal;
use weir_model::search::{QUERY_MAX_CHARS, Query};
use weir_store::Tx;

use crate::company::Company;
use crate::context::App;
use crate::dto::search::{SearchGroup, SearchHit, SearchKind, SearchResult};
use crate::error::Result;

pub(crate) use fill::run as run_fill;

/// Hits of a kind when the caller names no number: what a palette shows without scrolling.
const HITS_DEFAULT: u32 = 6;
/// Hits of a kind at most: whoever wants more opens the list.
const HITS_MAX: u32 = 50;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words, each of which must be found; up to 200 characters.
    pub q: String,
    /// Kinds, parted by commas: `workItem,instance,record,project,flow,form,person,file`; all when left out.
    pub kinds: Option<String>,
    /// Hits of each kind, 1 to 50; 6 when left out.
    pub limit: Option<u32>,
}

/// What every kind needs to know.
struct Seeking<'a> {
    who: &'a Principal,
    company: &'a Company,
    query: &'a Query,
    /// As it was typed, in lower case.
    typed: &'a str,
    limit: usize,
}

impl App {
    /// What the caller may see that has the words, by kind.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a query that is too long, a kind that is not one, a limit that cannot be.
    pub async fn search(&self, who: &Principal, wish: SearchQuery) -> Result<SearchResult> {
        let kinds = kinds(wish.kinds.as_deref())?;
        let limit = wish.limit.unwrap_or(HITS_DEFAULT);
        if !(1..=HITS_MAX).contains(&limit) {
            return Err(Issue::new("limit", "request.limit_range").with("max", HITS_MAX).into());
        }
        let typed = wish.q.trim().to_lowercase();
        if typed.chars().count() > QUERY_MAX_CHARS {
            return Err(Issue::new("q", "request.text_long").with("max", QUERY_MAX_CHARS).into());
        }
        let Some(query) = Query::of(&typed) else { return Ok(SearchResult { groups: Vec::new() }) };
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let limit = limit as usize;
        let seeking = Seeking { who, company: &company, query: &query, typed: &typed, limit };
        let mut groups = Vec::new();
        for kind in kinds.iter().copied().filter(|kind| *kind != SearchKind::File) {
            groups.push((kind, self.found_of(&tx, &seeking, kind).await?));
        }
        // Whether a file may be seen, the pages that show it are asked, each in a transaction of its own.
        drop(tx);
        if kinds.contains(&SearchKind::File) {
            groups.push((SearchKind::File, self.found_files(&seeking).await?));
        }
        let group = |(kind, mut items): (SearchKind, Vec<SearchHit>)| {
            let more = items.len() > limit;
            items.truncate(limit);
            (!items.is_empty()).then_some(SearchGroup { kind, items, more })
        };
        Ok(SearchResult { groups: groups.into_iter().filter_map(group).collect() })
    }

    /// One hit more than the limit tells that there are more.
    async fn found_of(&self, tx: &Tx, seeking: &Seeking<'_>, kind: SearchKind) -> Result<Vec<SearchHit>> {
        match kind {
            SearchKind::WorkItem => self.found_items(tx, seeking).await,
            SearchKind::Instance => self.found_instances(tx, seeking).await,
            SearchKind::Record => self.found_records(tx, seeking).await,
            SearchKind::Project => self.found_projects(tx, seeking).await,
            SearchKind::Flow => self.found_flows(tx, seeking).await,
            SearchKind::Form => self.found_forms(tx, seeking).await,
            SearchKind::Person => Ok(found_people(seeking)),
            SearchKind::File => Ok(Vec::new()),
        }
    }
}

use directory::found_people;

fn kinds(text: Option<&str>) -> Result<Vec<SearchKind>> {
    let Some(text) = text.filter(|t| !t.is_empty()) else { return Ok(SearchKind::ALL.to_vec()) };
    let mut asked = Vec::new();
    for word in text.split(',') {
        let Some(kind) = SearchKind::ALL.into_iter().find(|kind| kind.word() == word) else {
            let all = SearchKind::ALL.map(SearchKind::word).join(", ");
            return Err(Issue::new("kinds", "search.kind_unknown")
                .with("kind", word)
                .with("kinds", all)
                .into());
        };
        asked.push(kind);
    }
    Ok(SearchKind::ALL.into_iter().filter(|kind| asked.contains(kind)).collect())
}
