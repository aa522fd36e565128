//! The change log as a table that spreadsheet programs open: the filtered entries, a page at a time.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures::stream::{self, Stream};
use weir_access::Object;
use weir_interop::csv::CsvWriter;
use weir_model::change::{Subject, Verb};
use weir_model::issue::message;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Cell;
use weir_model::{Issue, Locale};
use weir_store::queries::change_log::{self, Selection};

use super::ChangeQuery;
use super::change_log::shown;
use crate::company::Company;
use crate::context::App;
use crate::dto::operations::ChangeEntry;
use crate::error::{Error, Result};

/// Entries of one export: what a spreadsheet still opens; beyond it the filter wants a period.
pub const EXPORT_ENTRIES_MAX: u32 = 100_000;
/// Entries read at once.
const PAGE_ENTRIES: u32 = 500;
/// Bytes before the first cell of a table, which only the first page has.
const MARK_BYTES: usize = 3;

const COLUMNS: [&str; 12] = [
    "number",
    "at",
    "actor",
    "login",
    "on_behalf",
    "channel",
    "subject",
    "subject_id",
    "verb",
    "before",
    "after",
    "request_id",
];

impl App {
    /// The filtered entries as CSV, newest first; the export itself is written down before it begins.
    ///
    /// # Errors
    /// [`Error::Denied`] without `audit.read`; [`Error::Invalid`] for a malformed query and for more entries than
    /// [`EXPORT_ENTRIES_MAX`].
    pub async fn export_changes(
        &self,
        who: &Principal,
        query: ChangeQuery,
    ) -> Result<impl Stream<Item = Result<Bytes>> + Send + use<>> {
        if query.limit.is_some() || query.cursor.is_some() {
            let at = if query.limit.is_some() { "limit" } else { "cursor" };
            return Err(Issue::new(at, "request.unknown_field").with("field", at).into());
        }
        let which = query.selection()?;
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::AuditRead, Object::TENANT).await?;
        let count = change_log::count(&tx, &which, EXPORT_ENTRIES_MAX + 1).await?;
        if count > EXPORT_ENTRIES_MAX {
            return Err(Issue::new("from", "audit.export_large").with("max", EXPORT_ENTRIES_MAX).into());
        }
        let company = self.company(&tx).await?;
        let mut change = self.change(who, Subject::Settings, who.tenant.uuid(), Verb::Exported);
        change.after = Some(facts(&which, count));
        tx.log(change).await?;
        tx.commit().await?;
        let export =
            Export { app: self.clone(), who: who.clone(), which, before: None, left: count, begun: false };
        Ok(stream::try_unfold((export, company), |(mut export, company)| async move {
            let page = export.next(&company).await?;
            Ok(page.map(|bytes| (bytes, (export, company))))
        }))
    }
}

struct Export {
    app: App,
    who: Principal,
    which: Selection,
    before: Option<i64>,
    left: u32,
    begun: bool,
}

impl Export {
    async fn next(&mut self, company: &Company) -> Result<Option<Bytes>> {
        let mut rows = Vec::new();
        if !self.begun {
            rows.push(COLUMNS.map(|c| self.word("column", c)).to_vec());
        } else if self.left == 0 {
            return Ok(None);
        }
        if self.left > 0 {
            let tx = self.app.store().read(self.who.tenant).await?;
            // A right that was taken away ends the export.
            self.app.permit(&tx, &self.who, Permission::AuditRead, Object::TENANT).await?;
            let mut page =
                change_log::list(&tx, &self.which, self.before, self.left.min(PAGE_ENTRIES)).await?;
            let mut sight = self.app.auditor(&tx, &self.who).await?;
            let withheld = self.app.withhold_values(&tx, &self.who, &mut sight, &mut page).await?;
            self.left = match page.last() {
                Some(last) => {
                    self.before = Some(last.seq);
                    self.left.saturating_sub(u32::try_from(page.len()).unwrap_or(u32::MAX))
                }
                None => 0,
            };
            rows.extend(page.into_iter().zip(withheld).map(|(e, w)| self.row(shown(e, w, company), company)));
        }
        let mut table = CsvWriter::new(Vec::new()).map_err(Error::internal)?;
        for row in rows {
            let cells: Vec<Cell> = row.into_iter().map(Cell::Text).collect();
            table.row(&cells).map_err(Error::internal)?;
        }
        let bytes = table.end().map_err(Error::internal)?;
        let skip = if self.begun { MARK_BYTES } else { 0 };
        self.begun = true;
        Ok(Some(Bytes::from(bytes).slice(skip..)))
    }

    fn row(&self, entry: ChangeEntry, company: &Company) -> Vec<String> {
        let at = entry.at.to_zoned(company.time_zone.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string();
        let json = |value: Option<serde_json::Value>| value.map(|v| v.to_string()).unwrap_or_default();
        let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        vec![
            entry.seq.to_string(),
            at,
            entry.actor.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
            entry.actor.map(|p| p.login).unwrap_or_default(),
            entry.on_behalf.map(|p| p.name).unwrap_or_default(),
            entry.channel,
            word(serde_json::json!(entry.subject)),
            entry.subject_id,
            word(serde_json::json!(entry.verb)),
            json(entry.before),
            json(entry.after),
            entry.request_id.unwrap_or_default(),
        ]
    }

    fn word(&self, kind: &str, name: &str) -> String {
        say(&format!("audit.{kind}_{name}"), self.who.locale)
    }
}

fn say(code: &str, locale: Locale) -> String {
    message(code, &BTreeMap::new(), locale)
}

/// What was exported: the filter and how many entries it found.
fn facts(which: &Selection, count: u32) -> serde_json::Value {
    serde_json::json!({
        "what": "changeLog", "entries": count, "subject": which.subject,
        "subjectId": which.subject_id.map(|id| id.simple().to_string()), "verb": which.verb,
        "channel": which.channel, "actor": which.actor, "from": which.from, "to": which.to,
    })
}
