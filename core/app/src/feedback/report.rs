//! Saying something about the product.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FeedbackId, FileId};
use weir_model::limits::COMMENT_MAX_CHARS;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::queries::feedback::{self, FeedbackRow};
use weir_store::queries::files::{self, Attachment};

use super::FEEDBACK_ATTACHMENT;
use crate::background::word;
use crate::context::App;
use crate::dto::feedback::{Feedback, FeedbackStatus, ReportFeedback};
use crate::error::{Error, Result, refuse};
use crate::session::Limit;

/// What one person says within the time below: more is a mistake of a program.
pub const REPORTS_MAX: u32 = 30;
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// Files that come with one report.
const FILES_MAX: usize = 10;
/// Characters of a page's path.
const PAGE_MAX_CHARS: usize = 500;
/// Characters of what a browser says of itself.
const ABOUT_MAX_CHARS: usize = 300;

impl App {
    /// Takes what somebody says, with where they were.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a text that is empty or endless, a page that is no path of the web app, and files that
    /// are not the caller's; [`Error::TooMany`].
    pub async fn report_feedback(&self, who: &Principal, wish: ReportFeedback) -> Result<Feedback> {
        refuse(check(&wish))?;
        let bucket = format!("feedback:{}", who.user);
        self.not_closed([bucket.as_str()]).await?;
        let tx = self.write(who).await?;
        let now = self.now();
        let row = FeedbackRow {
            id: self.new_id(FeedbackId::from_uuid),
            kind: word(&wish.kind),
            status: word(&FeedbackStatus::New),
            body: wish.text.trim().to_owned(),
            page: wish.page,
            app_version: wish.app_version,
            language: wish.language,
            viewport: wish.viewport,
            browser: wish.browser,
            reporter: who.user,
            created_at: now,
            updated_at: now,
            rev: 1,
        };
        feedback::insert(&tx, &row).await?;
        let given: BTreeSet<FileId> = wish.files.into_iter().collect();
        let given: Vec<FileId> = given.into_iter().collect();
        let to = Attachment { kind: FEEDBACK_ATTACHMENT.to_owned(), id: row.id.uuid() };
        if !given.is_empty() && files::attach(&tx, who.user, &given, &to, None).await? < given.len() as u64 {
            return Err(Error::invalid("files", "form.file_unknown"));
        }
        let mut change = self.change(who, Subject::Feedback, row.id.uuid(), Verb::Created);
        change.after = Some(json!({ "user": who.user, "kind": wish.kind, "status": FeedbackStatus::New }));
        tx.log(change).await?;
        let handles = self.handles_feedback(&tx, who).await?;
        let company = self.company(&tx).await?;
        let said = self.shown_feedback(&tx, &company, row, handles).await?;
        tx.commit().await?;
        self.count_report(bucket).await;
        Ok(said)
    }

    /// Counts a report that was taken. The one that was one too many has happened; the next is refused.
    async fn count_report(&self, bucket: String) {
        let limit = Limit { bucket, max: REPORTS_MAX };
        match self.count_in(&[limit], (WINDOW, WINDOW)).await {
            Ok(()) | Err(Error::TooMany { .. }) => {}
            Err(error) => tracing::warn!(error.source = %error, "feedback was not counted"),
        }
    }
}

fn check(wish: &ReportFeedback) -> Issues {
    let mut issues = Issues::new();
    let text = wish.text.trim();
    if text.is_empty() {
        issues.push(Issue::new("text", "request.text_empty"));
    }
    let (page, about) = (PAGE_MAX_CHARS, ABOUT_MAX_CHARS);
    for (at, text, max) in [
        ("text", text, COMMENT_MAX_CHARS),
        ("page", wish.page.as_str(), page),
        ("appVersion", wish.app_version.as_str(), about),
        ("language", wish.language.as_str(), about),
        ("viewport", wish.viewport.as_str(), about),
        ("browser", wish.browser.as_str(), about),
    ] {
        if text.chars().count() > max {
            issues.push(Issue::new(at, "request.text_long").with("max", max));
        }
    }
    // It becomes a link: nothing that leads out of the web app.
    let leads_in = wish.page.starts_with('/') && !wish.page.starts_with("//") && !wish.page.contains('\\');
    if !leads_in || wish.page.chars().any(char::is_control) {
        issues.push(Issue::new("page", "feedback.page_outside"));
    }
    if wish.files.len() > FILES_MAX {
        issues.push(Issue::new("files", "task.too_many_files").with("max", FILES_MAX));
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::feedback::FeedbackKind;

    fn wish(page: &str, text: &str) -> ReportFeedback {
        ReportFeedback {
            kind: FeedbackKind::Wish,
            text: text.to_owned(),
            page: page.to_owned(),
            app_version: String::new(),
            language: String::new(),
            viewport: String::new(),
            browser: String::new(),
            files: Vec::new(),
        }
    }

    #[test]
    fn a_page_is_a_path_of_the_web_app() {
        for good in ["/", "/forms/frm_1/records?view=2", "/approvals/todo#x"] {
            assert_eq!(check(&wish(good, "x")), [], "{good}");
        }
        for bad in
            ["", "forms", "//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil", "/a\nb"]
        {
            assert_eq!(check(&wish(bad, "x"))[0].code, "feedback.page_outside", "{bad}");
        }
    }

    #[test]
    fn what_is_said_has_a_beginning_and_an_end() {
        assert_eq!(check(&wish("/", " \n "))[0].code, "request.text_empty");
        assert_eq!(check(&wish("/", &"长".repeat(COMMENT_MAX_CHARS))), []);
        assert_eq!(check(&wish("/", &"长".repeat(COMMENT_MAX_CHARS + 1)))[0].code, "request.text_long");
    }
}
