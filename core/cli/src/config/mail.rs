//! `[mail]`: the SMTP server that takes our mail. Whether it answers is for `weir doctor` to say.

use serde::Deserialize;
use url::Url;
use weir_app::settings::MailSettings;

use super::Wrong;

/// Outgoing mail.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    /// Empty: no mail is sent.
    url: String,
    /// Who the mails are from.
    from: String,
}

/// The address may hold a password.
impl std::fmt::Debug for MailSection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSection").field("from", &self.from).finish_non_exhaustive()
    }
}

impl MailSection {
    /// The mail server, where there is one.
    #[must_use]
    pub fn settings(&self) -> Option<MailSettings> {
        let Self { url, from } = self.clone();
        (!url.is_empty()).then_some(MailSettings { url, from })
    }

    pub fn check(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        if self.url.is_empty() {
            return wrong;
        }
        let known = |url: Url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host();
        if !Url::parse(&self.url).is_ok_and(known) {
            let why = "expected smtps://user:password@host:465 or smtp://user:password@host:587?tls=required";
            wrong.push(Wrong::new("mail.url", why));
        }
        if !self.from.contains('@') {
            wrong.push(Wrong::new("mail.from", "expected an address such as Weir <weir@example.com>"));
        }
        wrong
    }
}
