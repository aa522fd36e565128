//! A form filled in by a link.

use std::net::IpAddr;

use serde_json::json;
use sha2::{Digest, Sha256};
use weir_forms::schema::{FieldKind, FormSchema};
use weir_forms::{Data, validate};
use weir_model::Issues;
use weir_model::change::{Subject, Verb};
use weir_model::id::FormLinkId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::form_links::{self, FormLinkRow, RequestKey};

use super::LINK_CHANNEL;
use super::ground::{Ground, by_itself, closed};
use super::look::for_strangers;
use super::throttle::Sender;
use crate::context::App;
use crate::dto::links::{FillFormLink, FormLinkReceipt};
use crate::error::{Error, Result};
use crate::records::Writing;

/// A stranger's request.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Where it came from.
    pub from: IpAddr,
    /// The key under which it may be repeated.
    pub key: Option<String>,
}

/// Who fills in.
enum Filler<'a> {
    Stranger { key: Option<RequestKey<'a>> },
    Colleague(&'a Principal),
}

impl App {
    /// Fills in a public form. The same content under the same key is taken once and answered alike.
    ///
    /// # Errors
    /// As looking at the link; [`Error::Invalid`] with every finding at its field.
    pub async fn fill_form_link(&self, visit: Visit, input: FillFormLink) -> Result<FormLinkReceipt> {
        self.count_look(visit.from).await?;
        let (tenant, link) = self.link_of(&input.token).await?;
        for_strangers(&link)?;
        self.count_fill(link.id, &Sender::Stranger(visit.from)).await?;
        let content = serde_json::to_vec(&input.data).map_err(Error::internal)?;
        let (key, hash) = (visit.key.map(|key| hashed(key.as_bytes())), hashed(&content));
        let key = key.as_deref().map(|key| RequestKey { key, hash: &hash });
        let tx = self.store().begin(tenant).await?;
        self.fill(tx, link.id, Filler::Stranger { key }, &input.data).await
    }

    /// Fills in a form by a link of colleagues, for one of them.
    ///
    /// # Errors
    /// As looking at the link; [`Error::Invalid`] with every finding at its field.
    pub async fn fill_internal_link(&self, who: &Principal, input: FillFormLink) -> Result<FormLinkReceipt> {
        let link = self.link_for(who, &input.token).await?;
        self.count_fill(link.id, &Sender::Person(who.user)).await?;
        let tx = self.write(who).await?;
        self.fill(tx, link.id, Filler::Colleague(who), &input.data).await
    }

    async fn fill(
        &self,
        tx: Tx,
        link: FormLinkId,
        filler: Filler<'_>,
        data: &Data,
    ) -> Result<FormLinkReceipt> {
        // First of all, so that of two who want the last place one waits here for the other.
        let has_place = form_links::take_place(&tx, link, self.now()).await?;
        let link = form_links::get(&tx, link).await?;
        let company = self.company(&tx).await?;
        let ground = self.ground(&tx, &company, &link).await?;
        if let Filler::Stranger { key: Some(key) } = filler
            && let Some(before) = form_links::repeated(&tx, link.id, key.key).await?
        {
            if before.hash != key.hash {
                return Err(Error::invalid("Idempotency-Key", "request.idempotency_key_reused"));
            }
            // The place that was just taken is given back with this transaction.
            let submissions = link.submissions - u32::from(has_place);
            return Ok(receipt(&FormLinkRow { submissions, ..link }, ground.as_ref().ok(), before.serial));
        }
        if !has_place {
            return Err(closed(by_itself(&link, self.now())));
        }
        let ground = ground.map_err(closed)?;
        let (who, key) = match filler {
            Filler::Stranger { key } => (None, key),
            Filler::Colleague(who) => (Some(who), None),
        };
        let situation = self.facts_for(&company, &ground, who)?;
        if who.is_none() {
            // What the page does not show does not exist for a stranger, whatever they call it.
            validate(&ground.page, data, &ground.page_rights(), &situation, None)?;
        }
        // A stranger's record is of whoever lent them the right, and of their department.
        let by = who.unwrap_or(&ground.owner);
        let department = self.acting_department(&company, by, None)?;
        let writing = Writing { who: by, rights: &ground.rights, situation, department };
        let written = self.write_record(&tx, &company, &ground.form, writing, data).await;
        let (record, kept) = written.map_err(|error| told(error, &ground.page))?;
        form_links::note_record(&tx, &link, record, key).await?;

        let mut change = self.change(by, Subject::Record, record.uuid(), Verb::Created);
        change.channel = LINK_CHANNEL;
        if who.is_none() {
            (change.actor, change.on_behalf) = (None, Some(by.user));
        }
        let mut used = change.clone();
        (used.subject, used.subject_id, used.verb) = (Subject::FormLink, Some(link.id.uuid()), Verb::Updated);
        used.after = Some(json!({ "record": record, "submissions": link.submissions }));
        change.after = Some(kept.data.into());
        tx.log_many(vec![change, used]).await?;
        tx.commit().await?;
        self.count_filled(link.id).await;
        Ok(receipt(&link, Some(&ground), kept.serial))
    }
}

fn hashed(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn receipt(link: &FormLinkRow, ground: Option<&Ground>, serial: Option<String>) -> FormLinkReceipt {
    let numbered = |form: &FormSchema| form.fields.iter().any(|f| matches!(f.kind, FieldKind::Serial { .. }));
    FormLinkReceipt {
        reference: serial.filter(|_| ground.is_some_and(|ground| numbered(&ground.page))),
        thanks: link.thanks.clone(),
        again: ground.is_some() && link.max_submissions.is_none_or(|max| link.submissions < max),
    }
}

/// Findings at what the page shows; one elsewhere is the form's fault, and nothing to tell a stranger of.
fn told(error: Error, page: &FormSchema) -> Error {
    let Error::Invalid(issues) = error else { return error };
    let shown = |at: &str| at.split(['.', '[']).next().is_some_and(|key| page.field(key).is_some());
    let shown: Issues = issues.into_iter().filter(|issue| shown(&issue.at)).collect();
    if shown.is_empty() { Error::conflict("links.unfit") } else { Error::Invalid(shown) }
}
