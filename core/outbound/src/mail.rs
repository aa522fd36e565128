//! One mail to one person, and its form on the wire.
//!
//! Headers come from templates and people's names, so nothing in them may end a line: addresses are parsed,
//! everything else loses its control characters.

use lettre::Message;
use lettre::message::header::MessageId;
use lettre::message::{Mailbox, MultiPart};

use crate::error::{MailError, MailFault};

/// Characters of a subject line: RFC 5322 lines end at 998, mail programs show some 80.
const SUBJECT_MAX_CHARS: usize = 200;

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The recipient, `name@example.com` or `Name <name@example.com>`.
    pub to: String,
    /// The subject line; control characters become spaces.
    pub subject: String,
    /// The text for readers without HTML.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// `<unique@host>`; the same at every attempt, so that a mail program shows a repeated one once.
    pub message_id: String,
    /// Where answers go, when not to the sender.
    pub reply_to: Option<String>,
}

impl Mail {
    pub(crate) fn message(self, from: &Mailbox) -> Result<Message, MailError> {
        if !is_message_id(&self.message_id) {
            return Err(MailError::permanent(
                MailFault::Unusable,
                "the message id is not of the form <unique@host>",
            ));
        }
        let mut builder = Message::builder()
            .from(from.clone())
            .to(mailbox(&self.to, "recipient")?)
            .subject(one_line(&self.subject))
            .header(MessageId::from(self.message_id));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox(reply_to, "answer")?);
        }
        builder
            .multipart(MultiPart::alternative_plain_html(self.text, self.html))
            .map_err(|why| MailError::permanent(MailFault::Unusable, why))
    }
}

fn mailbox(address: &str, what: &str) -> Result<Mailbox, MailError> {
    let refused = || {
        let detail = format!("the {what} address is not an e-mail address");
        MailError::permanent(MailFault::Unusable, detail)
    };
    if address.chars().any(char::is_control) {
        return Err(refused());
    }
    address.parse().map_err(|_| refused())
}

fn one_line(subject: &str) -> String {
    subject.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SUBJECT_MAX_CHARS).collect()
}

fn is_message_id(id: &str) -> bool {
    id.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .and_then(|inner| inner.split_once('@'))
        .is_some_and(|(left, right)| {
            let word = |s: &str| {
                !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b))
            };
            word(left) && word(right)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            to: "王芳 <wang@example.com>".into(),
            subject: "待审批".into(),
            text: "t".into(),
            html: "<p>t</p>".into(),
            message_id: "<job_1@weir>".into(),
            reply_to: None,
        }
    }

    fn wire(mail: Mail) -> Result<String, MailError> {
        let from = "Weir <weir@example.com>".parse().unwrap();
        Ok(String::from_utf8(mail.message(&from)?.formatted()).unwrap())
    }

    #[test]
    fn no_header_can_be_smuggled_in() {
        let injected = "x\r\nBcc: everyone@example.com";
        let subject = wire(Mail { subject: injected.into(), ..mail() }).unwrap();
        assert!(subject.lines().all(|line| !line.to_lowercase().starts_with("bcc:")), "{subject}");

        let address = format!("{injected} <wang@example.com>");
        let to = wire(Mail { to: address.clone(), ..mail() });
        let reply_to = wire(Mail { reply_to: Some(address), ..mail() });
        let id = wire(Mail { message_id: "<a@b>\r\nBcc: c@d".into(), ..mail() });
        for refused in [to, reply_to, id] {
            assert!(matches!(refused, Err(MailError::Permanent { .. })));
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for bad in ["", "wang", "wang@", "@example.com", "a@example.com, b@example.com"] {
            let refused = wire(Mail { to: bad.into(), ..mail() }).unwrap_err();
            let detail = "the recipient address is not an e-mail address";
            assert_eq!(refused, MailError::permanent(MailFault::Unusable, detail));
        }
    }

    #[test]
    fn a_message_id_is_kept_as_given() {
        assert!(wire(mail()).unwrap().contains("Message-ID: <job_1@weir>\r\n"));
        for bad in ["", "a@b", "<a>", "<@b>", "<a b@c>"] {
            assert!(wire(Mail { message_id: bad.into(), ..mail() }).is_err(), "{bad}");
        }
    }
}
