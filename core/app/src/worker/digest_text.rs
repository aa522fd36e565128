//! The words of a mail that tells many things: grouped by kind, each with its link, in the reader's language.

use std::collections::BTreeMap;

use weir_model::Locale;
use weir_model::issue::message;
use weir_outbound::Mail;

use super::mail::{GREY, MailJob, PAGE, PREFERENCES, escaped};
use crate::company::Company;
use crate::dto::operations::NotificationEvent;
use crate::notifications::sentence;

/// Characters of what somebody said that stand in the mail; the link leads to the rest.
const BODY_MAX_CHARS: usize = 200;

/// Many things to tell one person.
pub(super) struct Digest<'a> {
    /// Each of them.
    pub news: &'a [MailJob],
    /// To somebody of this company.
    pub company: &'a Company,
    /// In this language.
    pub locale: Locale,
    /// Where the web app is.
    pub public_url: &'a str,
}

impl Digest<'_> {
    /// Everything but the address.
    pub fn write(&self) -> Mail {
        let subject = self.say(
            "mail.digest_subject",
            &[("company", &self.company.name), ("count", &self.news.len().to_string())],
        );
        let (mut text, mut html) = (vec![subject.clone()], String::new());
        for event in NotificationEvent::ALL {
            let of_kind: Vec<&MailJob> = self.news.iter().filter(|mail| mail.event == event).collect();
            if of_kind.is_empty() {
                continue;
            }
            let heading = format!("{} ({})", self.say(group_code(event), &[]), of_kind.len());
            text.push(format!("\n{heading}"));
            html.push_str(&format!("<p style=\"margin:24px 0 4px\"><b>{}</b></p><ul>", escaped(&heading)));
            for mail in of_kind {
                let (plain, marked) = self.entry(mail);
                text.push(plain);
                html.push_str(&marked);
            }
            html.push_str("</ul>");
        }
        let preferences = format!("{}{PREFERENCES}", self.public_url);
        let footer = self.say("mail.footer", &[("company", &self.company.name), ("link", &preferences)]);
        text.push(format!("\n-- \n{footer}"));
        let html = format!(
            "<!doctype html><html lang=\"{}\"><body style=\"{PAGE}\"><p style=\"font-size:18px\">{}</p>{html}\
             <p style=\"{GREY}font-size:12px\">{}</p></body></html>",
            self.locale.tag(),
            escaped(&subject),
            escaped(&footer),
        );
        let text = text.join("\n");
        Mail { to: String::new(), subject, text, html, message_id: String::new(), reply_to: None }
    }

    /// One thing, as plain text and as a line of a list.
    fn entry(&self, mail: &MailJob) -> (String, String) {
        let said = sentence(mail.event, &mail.notice, self.company, self.locale);
        let facts = mail.notice.summary.iter().map(|s| format!("{}: {}", s.label.get(self.locale), s.text));
        let body: Vec<String> = said.body.as_deref().map(shortened).into_iter().chain(facts).collect();
        let (body, link) = (body.join(" · "), format!("{}{}", self.public_url, mail.link));
        let below = if body.is_empty() { String::new() } else { format!("\n  {body}") };
        let plain = format!("- {}{below}\n  {link}", said.title);
        let marked = format!(
            "<li style=\"margin-bottom:8px\"><a href=\"{}\">{}</a><br><span style=\"{GREY}\">{}</span></li>",
            escaped(&link),
            escaped(&said.title),
            escaped(&body),
        );
        (plain, marked)
    }

    fn say(&self, code: &str, params: &[(&str, &str)]) -> String {
        let params: BTreeMap<String, String> =
            params.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        message(code, &params, self.locale)
    }
}

/// One line, cut at a length.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(BODY_MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

const fn group_code(event: NotificationEvent) -> &'static str {
    match event {
        NotificationEvent::TaskAssigned => "mail.digest_task_assigned",
        NotificationEvent::TaskDecided => "mail.digest_task_decided",
        NotificationEvent::InstanceEnded => "mail.digest_instance_ended",
        NotificationEvent::Copied => "mail.digest_copied",
        NotificationEvent::Commented => "mail.digest_commented",
        NotificationEvent::Reminder => "mail.digest_reminder",
        NotificationEvent::Mentioned => "mail.digest_mentioned",
        NotificationEvent::ItemAssigned => "mail.digest_item_assigned",
        NotificationEvent::ItemMoved => "mail.digest_item_moved",
        NotificationEvent::FeedbackAnswered => "mail.digest_feedback_answered",
        NotificationEvent::FileUnlocked => "mail.digest_file_unlocked",
        NotificationEvent::ProjectFounded => "mail.digest_project_founded",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_heading_in_both_languages() {
        for event in NotificationEvent::ALL {
            for locale in Locale::ALL {
                let code = group_code(event);
                assert_ne!(message(code, &BTreeMap::new(), locale), code, "{locale}");
            }
        }
    }

    #[test]
    fn a_long_text_becomes_one_short_line() {
        assert_eq!(shortened("一\n二   三"), "一 二 三");
        assert_eq!(shortened(&"长".repeat(BODY_MAX_CHARS)), "长".repeat(BODY_MAX_CHARS));
        assert_eq!(shortened(&"长".repeat(BODY_MAX_CHARS + 1)).chars().count(), BODY_MAX_CHARS + 1);
    }
}
