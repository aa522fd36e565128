//! The job that mails one notification to one person.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use weir_model::Locale;
use weir_model::id::{InstanceId, ProjectId, TaskId, UserId};
use weir_model::issue::message;
use weir_outbound::Mail;
use weir_store::Tx;
use weir_store::queries::jobs::Claimed;
use weir_store::queries::mail_times;
use weir_store::queries::organisation::PersonRow;

use super::{Failure, Outcome, Worker};
use crate::company::Company;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;
use crate::notifications::{Notice, habit, sentence};

/// The kind, as it is stored.
pub const KIND: &str = "mail";
/// Where people choose what they are told.
pub(super) const PREFERENCES: &str = "/settings";

/// Everything that the mail is made of, save what the recipient may change in the meantime: address, name and
/// language are looked up when it goes out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailJob {
    /// To whom.
    pub to: UserId,
    /// What happened.
    pub event: NotificationEvent,
    /// The facts.
    pub notice: Notice,
    /// The page that it leads to, as a path of the web app.
    pub link: String,
    /// The instance that it is about, for whoever looks after an incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<InstanceId>,
    /// The to-do that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_id: Option<TaskId>,
    /// The project that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

/// Sends it, once more under the same message id when it was tried before.
pub(super) async fn send(worker: &Worker, job: &Claimed) -> Outcome {
    let what: MailJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    let (company, quiet) = {
        let tx = worker.app.store().read(job.tenant).await?;
        (worker.app.company(&tx).await?, quiet_end(worker, &tx, what.to).await?)
    };
    let Some(person) = reachable(&company, what.to) else {
        // Gone or without an address since: there is nobody to tell, and nothing to repair.
        return Ok(());
    };
    if let Some(end) = quiet {
        return Err(Failure::NotYet(end));
    }
    let public_url = &worker.app.settings().public_url;
    let letter = Letter { what: &what, company: &company, locale: company.locale_of(what.to), public_url };
    deliver(worker, job, person, letter.write()).await
}

/// When the quiet ends that a person keeps at this moment.
pub(super) async fn quiet_end(worker: &Worker, tx: &Tx, to: UserId) -> Result<Option<Timestamp>> {
    let Some(row) = mail_times::habit_of(tx, to).await? else { return Ok(None) };
    let company = worker.app.company(tx).await?;
    Ok(habit(&row).quiet_end(worker.app.now(), &company.time_zone))
}

/// Somebody who works here and has an address.
pub(super) fn reachable(company: &Company, to: UserId) -> Option<&PersonRow> {
    company.people.get(&to).filter(|p| p.active && !p.email.is_empty())
}

/// Sends what was written to a person.
pub(super) async fn deliver(worker: &Worker, job: &Claimed, person: &PersonRow, written: Mail) -> Outcome {
    let mailer = worker.mailer.as_ref().as_ref().map_err(|why| Failure::Permanent(why.clone()))?;
    let mail = Mail {
        to: addressed(&person.name, &person.email),
        message_id: message_id(job, &worker.app.settings().public_url),
        ..written
    };
    mailer.send(mail).await.map_err(|error| {
        if error.is_temporary() {
            Failure::Temporary(error.to_string())
        } else {
            Failure::Permanent(error.to_string())
        }
    })
}

/// The same at every attempt, so that a mail program shows a repeated mail once.
pub(super) fn message_id(job: &Claimed, public_url: &str) -> String {
    let hash = Sha256::new().chain_update(job.tenant.uuid()).chain_update(&job.idempotency_key).finalize();
    format!("<{}@{}>", hex::encode(&hash[..16]), mail_host(public_url))
}

/// The host that a message id names: ours, where it can be written there.
pub(crate) fn mail_host(public_url: &str) -> &str {
    let host =
        public_url.split("://").last().and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
    let plain = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    if plain { host } else { "weir" }
}

/// A name may hold what an address line gives a meaning to.
pub(crate) fn addressed(name: &str, email: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control() && !"\"\\<>".contains(*c)).collect();
    if name.trim().is_empty() { email.to_owned() } else { format!("\"{name}\" <{email}>") }
}

/// One mail to be written.
pub(super) struct Letter<'a> {
    /// What it tells.
    pub what: &'a MailJob,
    /// To somebody of this company.
    pub company: &'a Company,
    /// In this language.
    pub locale: Locale,
    /// Where the web app is.
    pub public_url: &'a str,
}

impl Letter<'_> {
    /// Everything but the address.
    pub fn write(&self) -> Mail {
        let said = sentence(self.what.event, &self.what.notice, self.company, self.locale);
        let say = |code, params: &[(&str, &str)]| {
            let params = params.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
            message(code, &params, self.locale)
        };
        let link = format!("{}{}", self.public_url, self.what.link);
        let (open, company) = (say("mail.open", &[]), self.company.name.as_str());
        let preferences = format!("{}{PREFERENCES}", self.public_url);
        let footer = say("mail.footer", &[("company", company), ("link", &preferences)]);

        let summary = &self.what.notice.summary;
        let facts: Vec<_> = summary.iter().map(|s| (s.label.get(self.locale), s.text.as_str())).collect();
        let mut text = vec![said.title.clone()];
        text.extend(said.body.clone());
        text.extend(facts.iter().map(|(label, value)| format!("{label}: {value}")));
        text.push(format!("\n{open}: {link}\n\n-- \n{footer}"));

        let rows = facts.iter().map(|(label, value)| {
            format!(
                "<tr><td style=\"{GREY}padding-right:16px\">{}</td><td>{}</td></tr>",
                escaped(label),
                escaped(value)
            )
        });
        let body =
            said.body.as_deref().map(|b| format!("<p style=\"white-space:pre-line\">{}</p>", escaped(b)));
        let html = format!(
            "<!doctype html><html lang=\"{}\"><body style=\"{PAGE}\"><p style=\"font-size:18px\">{}</p>{}<table>{}</table>\
             <p><a href=\"{}\" style=\"{BUTTON}\">{}</a></p><p style=\"{GREY}font-size:12px\">{}</p></body></html>",
            self.locale.tag(),
            escaped(&said.title),
            body.unwrap_or_default(),
            rows.collect::<String>(),
            escaped(&link),
            escaped(&open),
            escaped(&footer),
        );
        Mail {
            to: String::new(),
            subject: said.title,
            text: text.join("\n"),
            html,
            message_id: String::new(),
            reply_to: None,
        }
    }
}

pub(crate) const PAGE: &str =
    "font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;line-height:1.6;color:#1f2329";
pub(super) const GREY: &str = "color:#646a73;";
const BUTTON: &str = "display:inline-block;padding:8px 20px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none";

pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use weir_model::id::{JobId, TenantId};

    #[test]
    fn a_message_id_stays_the_same_and_names_the_host() {
        let job = |attempts| Claimed {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            id: JobId::from_uuid(Uuid::from_u128(2)),
            kind: KIND.to_owned(),
            payload: serde_json::Value::Null,
            idempotency_key: "mail:ntf_1".to_owned(),
            attempts,
            fence: i64::from(attempts),
        };
        let first = message_id(&job(1), "https://weir.example.com:8443/x");
        assert_eq!(first, message_id(&job(2), "https://weir.example.com:8443/x"));
        assert!(first.ends_with("@weir.example.com>"), "{first}");
        assert!(message_id(&job(1), "http://[::1]:8080").ends_with("@weir>"));
    }

    #[test]
    fn names_cannot_break_out_of_the_address_line() {
        assert_eq!(addressed("王芳", "w@example.com"), "\"王芳\" <w@example.com>");
        assert_eq!(
            addressed("x\" <evil@example.com>\r\n", "w@example.com"),
            "\"x evil@example.com\" <w@example.com>"
        );
        assert_eq!(addressed(" ", "w@example.com"), "w@example.com");
    }
}
