//! A test mail to somebody of the company, and what the mail server said to it.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::json;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::issue::message;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_outbound::{Mail, MailConfig, MailFault, Mailer};
use weir_store::queries::organisation::PersonRow;

use crate::company::Company;
use crate::context::App;
use crate::dto::company::{SendTestMail, TestMail, TestMailOutcome};
use crate::error::{Error, Result};
use crate::session::{Limit, own_eyes};
use crate::worker::mail::{PAGE, addressed, escaped, mail_host};

/// Test mails of one company within the time below: enough to try some settings, too few to bother anybody.
pub const TEST_MAILS_MAX: u32 = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Somebody waits for the answer, so this is shorter than for the mails of jobs.
const PATIENCE: Duration = Duration::from_secs(15);

impl App {
    /// Sends a test mail and tells how that went. A mail server that refuses is no failure of this call.
    ///
    /// # Errors
    /// [`Error::Denied`] without `settings.manage`; [`Error::Invalid`] for somebody unknown or without an address;
    /// [`Error::TooMany`].
    pub async fn send_test_mail(&self, who: &Principal, wish: SendTestMail) -> Result<TestMail> {
        own_eyes(who)?;
        let company = {
            let tx = self.store().read(who.tenant).await?;
            self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
            self.company(&tx).await?
        };
        let to = wish.to.unwrap_or(who.user);
        let person = company.people.get(&to).filter(|person| person.active);
        let person = person.ok_or_else(|| Error::invalid("to", "task.person_not_active"))?;
        if person.email.is_empty() {
            return Err(Error::invalid("to", "mail.no_address"));
        }
        let limit = Limit { bucket: format!("test-mail:{}", who.tenant), max: TEST_MAILS_MAX };
        self.count_in(&[limit], (WINDOW, WINDOW)).await?;
        let (outcome, said) = self.attempt(self.letter(who, &company, person)).await;
        let tx = self.write(who).await?;
        let mut change = self.change(who, Subject::Settings, who.tenant.uuid(), Verb::Updated);
        change.after = Some(json!({ "testMail": { "to": to, "outcome": outcome } }));
        tx.log(change).await?;
        tx.commit().await?;
        let from = self.settings().mail.as_ref().map(|mail| mail.from.clone());
        Ok(TestMail { from, to: person.email.clone(), outcome, said })
    }

    fn letter(&self, who: &Principal, company: &Company, person: &PersonRow) -> Mail {
        let locale = company.locale_of(person.id);
        let sender = company.person(who.user).name;
        let params: BTreeMap<String, String> =
            [("company", company.name.as_str()), ("person", sender.as_str())]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into();
        let (subject, body) =
            (message("mail.test_subject", &params, locale), message("mail.test_body", &params, locale));
        let html = format!(
            "<!doctype html><html lang=\"{}\"><body style=\"{PAGE}\"><p style=\"font-size:18px\">{}</p><p>{}</p></body></html>",
            locale.tag(),
            escaped(&subject),
            escaped(&body),
        );
        let id = self.new_id(|id| id);
        Mail {
            to: addressed(&person.name, &person.email),
            text: format!("{subject}\n{body}\n"),
            subject,
            html,
            message_id: format!("<test-{}@{}>", id.simple(), mail_host(&self.settings().public_url)),
            reply_to: None,
        }
    }

    async fn attempt(&self, mail: Mail) -> (TestMailOutcome, Option<String>) {
        let Some(settings) = &self.settings().mail else { return (TestMailOutcome::NotConfigured, None) };
        let config = MailConfig { timeout: PATIENCE, ..MailConfig::new(&settings.url, &settings.from) };
        let mailer = match Mailer::new(&config) {
            Ok(mailer) => mailer,
            Err(why) => return (TestMailOutcome::Unusable, Some(why.to_string())),
        };
        match mailer.send(mail).await {
            Ok(()) => (TestMailOutcome::Accepted, None),
            Err(error) => (outcome_of(error.fault()), Some(error.detail().to_owned())),
        }
    }
}

const fn outcome_of(fault: MailFault) -> TestMailOutcome {
    match fault {
        MailFault::Unreachable => TestMailOutcome::Unreachable,
        MailFault::Certificate => TestMailOutcome::Certificate,
        MailFault::SignIn => TestMailOutcome::SignIn,
        MailFault::Refused => TestMailOutcome::Refused,
        MailFault::Deferred => TestMailOutcome::Deferred,
        MailFault::Unusable => TestMailOutcome::Unusable,
    }
}
