//! The job that mails an invitation. Its link opens an account, so it stands sealed in the job.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weir_model::id::{InvitationId, UserId};
use weir_model::issue::message;
use weir_outbound::Mail;
use weir_store::queries::invitations;
use weir_store::queries::jobs::Claimed;

use super::mail::{addressed, escaped, message_id};
use super::{Failure, Outcome, Worker};

/// The kind, as it is stored.
pub const KIND: &str = "invitation";

/// An invitation to be mailed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationJob {
    /// Which one.
    pub invitation: InvitationId,
    /// To whom.
    pub to: UserId,
    /// The sealed link.
    pub link: String,
}

/// Sends it, unless it has ended since.
pub(super) async fn send(worker: &Worker, job: &Claimed) -> Outcome {
    let what: InvitationJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    let (company, open) = {
        let tx = worker.app.store().read(job.tenant).await?;
        (worker.app.company(&tx).await?, invitations::open(&tx, worker.app.now()).await?)
    };
    let person = company.people.get(&what.to).filter(|p| p.active && !p.email.is_empty());
    let (Some(person), true) = (person, open.iter().any(|i| i.id == what.invitation)) else {
        // Gone, or the link has ended: there is nothing to send.
        return Ok(());
    };
    let vault = worker.app.vault().await?;
    let link = crate::session::unseal(&*vault, job.tenant, what.invitation.uuid().as_bytes(), &what.link);
    let link = link.and_then(|link| String::from_utf8(link).ok());
    let Some(link) = link else {
        return Err(Failure::Permanent("the link was sealed under another key; invite again".to_owned()));
    };
    let mailer = worker.mailer.as_ref().as_ref().map_err(|why| Failure::Permanent(why.clone()))?;
    let locale = company.locale_of(what.to);
    let say = |code: &str| {
        let params = [("company", &company.name), ("person", &person.name), ("login", &person.login)];
        let params: BTreeMap<String, String> =
            params.iter().map(|(k, v)| ((*k).to_owned(), (*v).clone())).collect();
        message(code, &params, locale)
    };
    let (subject, body, open) =
        (say("mail.invitation_subject"), say("mail.invitation_body"), say("mail.invitation_open"));
    let mail = Mail {
        to: addressed(&person.name, &person.email),
        subject,
        text: format!("{body}\n\n{open}: {link}\n"),
        html: format!(
            "<!doctype html><html lang=\"{}\"><body><p>{}</p><p><a href=\"{}\">{}</a></p></body></html>",
            locale.tag(),
            escaped(&body),
            escaped(&link),
            escaped(&open),
        ),
        message_id: message_id(job, &worker.app.settings().public_url),
        reply_to: None,
    };
    mailer.send(mail).await.map_err(|error| {
        if error.is_temporary() {
            Failure::Temporary(error.to_string())
        } else {
            Failure::Permanent(error.to_string())
        }
    })
}
