//! The change log as auditors read it: newest first, by subject, verb, person, channel and time.

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::change_log::{self, Entry, Selection};

use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::operations::ChangeEntry;
use crate::error::{Error, Result};

/// Through what somebody did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChangeChannel {
    /// A signed-in session.
    Session,
    /// An API token.
    Token,
    /// The server itself.
    System,
    /// A form's link.
    Link,
}

impl ChangeChannel {
    const fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
            Self::System => "system",
            Self::Link => "link",
        }
    }
}

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeQuery {
    /// About such things only.
    pub subject: Option<Subject>,
    /// About the one of this id only.
    pub subject_id: Option<String>,
    /// That such a thing happened only.
    pub verb: Option<Verb>,
    /// Through this only.
    pub channel: Option<ChangeChannel>,
    /// By this person, or on their behalf, only.
    #[param(value_type = Option<String>)]
    pub actor: Option<UserId>,
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Timestamp>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl ChangeQuery {
    /// What the store narrows by.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a text that is no id, and for a time that ends before it begins.
    pub(super) fn selection(&self) -> Result<Selection> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to <= from
        {
            return Err(Error::invalid("to", "audit.range_backwards"));
        }
        Ok(Selection {
            subject: self.subject,
            subject_id: self.subject_id.as_deref().map(id).transpose()?,
            verb: self.verb,
            channel: self.channel.map(ChangeChannel::word),
            actor: self.actor,
            from: self.from,
            to: self.to,
        })
    }
}

/// The id in `rec_…` and the like, whatever it is of.
fn id(text: &str) -> Result<Uuid> {
    let hex = text.split_once('_').map(|(_, hex)| hex).filter(|hex| hex.len() == 32);
    let id = hex.and_then(|hex| Uuid::try_parse(hex).ok());
    id.ok_or_else(|| Error::invalid("subjectId", "audit.id_malformed"))
}

impl App {
    /// Entries of the change log, newest first. Values of records that the caller may not read are left out.
    ///
    /// # Errors
    /// [`Error::Denied`] without `audit.read`; [`Error::Invalid`] for a malformed query.
    pub async fn changes(&self, who: &Principal, query: ChangeQuery) -> Result<Page<ChangeEntry>> {
        let limit = page_limit(query.limit)?;
        let before: Option<i64> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let which = query.selection()?;
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::AuditRead, Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let mut rows = change_log::list(&tx, &which, before, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| r.seq)?;
        let mut sight = self.auditor(&tx, who).await?;
        let withheld = self.withhold_values(&tx, who, &mut sight, &mut rows).await?;
        let shown = rows.into_iter().zip(withheld).map(|(row, withheld)| shown(row, withheld, &company));
        Ok(Page::new(shown.collect(), next))
    }
}

pub(super) fn shown(row: Entry, withheld: bool, company: &Company) -> ChangeEntry {
    ChangeEntry {
        seq: row.seq,
        at: row.at,
        actor: row.actor.map(|id| company.person(id)),
        on_behalf: row.on_behalf.map(|id| company.person(id)),
        channel: row.channel,
        request_id: row.request_id,
        subject: row.subject,
        subject_id: row.subject_id.map_or_else(String::new, |id| row.subject.id_text(id)),
        verb: row.verb,
        before: row.before,
        after: row.after,
        withheld,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_is_one() {
        assert!(id("rec_00000000000000000000000000000007").is_ok());
        for bad in [
            "",
            "rec_",
            "7",
            "rec_zz",
            "00000000000000000000000000000007",
            "rec_0000000000000000000000000000000g",
        ] {
            assert!(id(bad).is_err(), "{bad}");
        }
    }
}
