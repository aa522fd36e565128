//! Feedback about the product itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use weir_model::id::{FeedbackId, FeedbackReplyId, FileId};

use super::common::{FileInfo, PersonRef};

/// What kind of thing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FeedbackKind {
    /// Something does not work as it should.
    Problem,
    /// Something is missing, or could be better.
    Wish,
    /// Something is not clear.
    Question,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FeedbackStatus {
    /// Nobody looked at it yet.
    New,
    /// Somebody looks at it.
    InProgress,
    /// What was said is seen to.
    Done,
    /// Nothing will come of it; the answer says why.
    Declined,
}

/// What somebody wants to say. The web app fills in where they are.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportFeedback {
    /// What kind of thing.
    pub kind: FeedbackKind,
    /// What they say, 1 to 10,000 characters.
    pub text: String,
    /// Where they are, as a path of the web app.
    pub page: String,
    /// Which version of the web app they see.
    #[serde(default)]
    pub app_version: String,
    /// In which language.
    #[serde(default)]
    pub language: String,
    /// How large the window is, `1440x900`.
    #[serde(default)]
    pub viewport: String,
    /// In which browser, by its own name.
    #[serde(default)]
    pub browser: String,
    /// Uploaded files, such as screenshots; at most 10.
    #[serde(default)]
    pub files: Vec<FileId>,
}

/// What somebody said, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Feedback {
    /// Its id.
    pub id: FeedbackId,
    /// What kind of thing it is.
    pub kind: FeedbackKind,
    /// How far it is.
    pub status: FeedbackStatus,
    /// What was said.
    pub text: String,
    /// Where, as a path of the web app.
    pub page: String,
    /// Which version of the web app.
    pub app_version: String,
    /// In which language.
    pub language: String,
    /// How large the window was.
    pub viewport: String,
    /// In which browser.
    pub browser: String,
    /// Who said it.
    pub reporter: PersonRef,
    /// When.
    pub created_at: Timestamp,
    /// When it was last answered or moved on.
    pub updated_at: Timestamp,
    /// What came along.
    pub files: Vec<FileInfo>,
    /// What was answered, the oldest first.
    pub replies: Vec<FeedbackReply>,
    /// Whether the caller may set its status.
    pub may_handle: bool,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A line of a list of feedback.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackRow {
    /// Its id.
    pub id: FeedbackId,
    /// What kind of thing it is.
    pub kind: FeedbackKind,
    /// How far it is.
    pub status: FeedbackStatus,
    /// The beginning of what was said.
    pub excerpt: String,
    /// Where, as a path of the web app.
    pub page: String,
    /// Who said it.
    pub reporter: PersonRef,
    /// When.
    pub created_at: Timestamp,
    /// When it was last answered or moved on.
    pub updated_at: Timestamp,
}

/// An answer, or what its reporter added.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackReply {
    /// Its id.
    pub id: FeedbackReplyId,
    /// By whom.
    pub author: PersonRef,
    /// What it says; empty where only the status was set.
    pub text: String,
    /// The status that it set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<FeedbackStatus>,
    /// When.
    pub created_at: Timestamp,
}

/// An answer: words, a status, or both. Declining needs words.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswerFeedback {
    /// What it says.
    #[serde(default)]
    pub text: String,
    /// The status from now on; only for who handles feedback.
    #[serde(default)]
    pub status: Option<FeedbackStatus>,
}

/// Which feedback.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedbackQuery {
    /// As far as this.
    pub status: Option<FeedbackStatus>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count all of them.
    #[serde(default)]
    pub total: bool,
}
