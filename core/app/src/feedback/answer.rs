//! Answering feedback and moving it on; whoever said it, or answered before, is told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FeedbackId, FeedbackReplyId, UserId};
use weir_model::issue::message;
use weir_model::limits::COMMENT_MAX_CHARS;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::feedback::{self, FeedbackRow, ReplyRow};

use super::show::{REPLIES_MAX, excerpt};
use crate::background::word;
use crate::context::App;
use crate::dto::feedback::{AnswerFeedback, Feedback, FeedbackStatus};
use crate::dto::operations::NotificationEvent;
use crate::error::{Error, Result, refuse};
use crate::notifications::{Notice, Notification};

impl App {
    /// Answers, sets the status, or both. Whoever said it may add words and sets no status.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] for a status by who does not handle feedback; [`Error::Stale`] when
    /// somebody answered since `rev`; [`Error::Invalid`] for an answer that says nothing, and for declining without
    /// a reason.
    pub async fn answer_feedback(
        &self,
        who: &Principal,
        id: FeedbackId,
        rev: i64,
        wish: AnswerFeedback,
    ) -> Result<Feedback> {
        let tx = self.write(who).await?;
        let (mut row, handles) = self.feedback_for(&tx, who, id).await?;
        if wish.status.is_some() && !handles {
            return Err(Error::Denied);
        }
        if row.rev != rev {
            return Err(Error::Stale);
        }
        let text = wish.text.trim().to_owned();
        let before = feedback::replies(&tx, id, REPLIES_MAX).await?;
        let status = wish.status.filter(|status| word(status) != row.status);
        refuse(check(&text, status, before.len()))?;
        let (old, now) = (row.status.clone(), self.now());
        if let Some(status) = status {
            row.status = word(&status);
        }
        row.updated_at = now;
        feedback::touch(&tx, &row).await?;
        row.rev += 1;
        let reply = ReplyRow {
            id: self.new_id(FeedbackReplyId::from_uuid),
            feedback: id,
            author: who.user,
            body: text,
            status: status.map(|status| word(&status)),
            created_at: now,
        };
        feedback::insert_reply(&tx, &reply).await?;
        let mut change = self.change(who, Subject::Feedback, id.uuid(), Verb::Updated);
        change.before = Some(json!({ "status": old }));
        change.after = Some(json!({ "user": row.reporter, "status": row.status, "reply": reply.id }));
        tx.log(change).await?;
        self.tell_of_answer(&tx, who, &row, (&reply, status), &before).await?;
        let company = self.company(&tx).await?;
        let shown = self.shown_feedback(&tx, &company, row, handles).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Its reporter is told of an answer; of what they add, those who answered before and still handle feedback.
    async fn tell_of_answer(
        &self,
        tx: &Tx,
        who: &Principal,
        row: &FeedbackRow,
        (reply, status): (&ReplyRow, Option<FeedbackStatus>),
        before: &[ReplyRow],
    ) -> Result<()> {
        let mut told: BTreeSet<UserId> = BTreeSet::new();
        if who.user == row.reporter {
            let rights = self.snapshot(tx).await?;
            let handles = |user: &UserId| {
                rights.decide(*user, Permission::SettingsManage, Object::TENANT, self.now()).is_ok()
            };
            told.extend(before.iter().map(|earlier| earlier.author).filter(handles));
        } else {
            told.insert(row.reporter);
        }
        told.remove(&who.user);
        let notice = Notice {
            title: excerpt(&row.body),
            actor: Some(who.user),
            text: reply.body.clone(),
            node: status.map(status_name).unwrap_or_default(),
            ..Notice::default()
        };
        let notification = |to| Notification {
            to,
            event: NotificationEvent::FeedbackAnswered,
            notice: notice.clone(),
            link: format!("/feedback/{}", row.id),
            instance: None,
            task: None,
            project: None,
        };
        self.notify(tx, told.into_iter().map(notification).collect()).await
    }
}

/// What a status is called.
fn status_name(status: FeedbackStatus) -> LocalizedText {
    let code = match status {
        FeedbackStatus::New => "feedback.status_new",
        FeedbackStatus::InProgress => "feedback.status_in_progress",
        FeedbackStatus::Done => "feedback.status_done",
        FeedbackStatus::Declined => "feedback.status_declined",
    };
    let name = |locale| message(code, &BTreeMap::new(), locale);
    LocalizedText::both(name(Locale::ZhCn), name(Locale::En))
}

fn check(text: &str, status: Option<FeedbackStatus>, answers: usize) -> Issues {
    let mut issues = Issues::new();
    if text.chars().count() > COMMENT_MAX_CHARS {
        issues.push(Issue::new("text", "request.text_long").with("max", COMMENT_MAX_CHARS));
    }
    match (text, status) {
        ("", Some(FeedbackStatus::Declined)) => issues.push(Issue::new("text", "feedback.reason_missing")),
        ("", None) => issues.push(Issue::new("text", "request.text_empty")),
        _ => {}
    }
    if answers >= REPLIES_MAX as usize {
        issues.push(Issue::new("text", "feedback.too_many_replies").with("max", REPLIES_MAX));
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_something_and_a_refusal_why() {
        use FeedbackStatus::{Declined, Done};
        for (text, status, code) in [
            ("", None, Some("request.text_empty")),
            ("", Some(Declined), Some("feedback.reason_missing")),
            ("", Some(Done), None),
            ("not ours", Some(Declined), None),
            ("thanks", None, None),
        ] {
            let found = check(text, status, 0).first().map(|issue| issue.code.to_string());
            assert_eq!(found.as_deref(), code, "{text} {status:?}");
        }
        assert_eq!(check("x", None, REPLIES_MAX as usize)[0].code, "feedback.too_many_replies");
    }

    #[test]
    fn every_status_has_a_name_in_both_languages() {
        use FeedbackStatus::{Declined, Done, InProgress, New};
        for status in [New, InProgress, Done, Declined] {
            for locale in Locale::ALL {
                let name = status_name(status).get(locale).to_owned();
                assert!(!name.is_empty() && !name.contains("feedback."), "{name} {locale}");
            }
        }
    }
}
