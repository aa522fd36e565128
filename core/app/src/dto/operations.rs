//! Notifications, incidents, templates, settings and the change log.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use weir_model::change::{Subject, Verb};
use weir_model::id::{FileId, FormId, IncidentId, InstanceId, NotificationId};
use weir_model::{Key, Locale, LocalizedText};

use super::common::{FileInfo, PersonRef, present};
use crate::company::SecondFactorRule;

/// A notification to the caller.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotificationRow {
    /// The notification's id.
    pub id: NotificationId,
    /// What it is about.
    pub event: NotificationEvent,
    /// The subject line.
    pub title: String,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The page of the web app that it leads to, as a path.
    pub link: String,
    /// When it came.
    pub created_at: Timestamp,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum NotificationEvent {
    /// The caller is asked to act.
    TaskAssigned,
    /// Somebody decided in an instance that the caller started.
    TaskDecided,
    /// An instance that the caller started ended.
    InstanceEnded,
    /// The caller received a copy.
    Copied,
    /// Somebody said something about an instance that the caller takes part in, or a work item that they watch.
    Commented,
    /// The flow itself sent a message.
    Reminder,
    /// Somebody named the caller in a comment.
    Mentioned,
    /// Somebody gave the caller a work item.
    ItemAssigned,
    /// A work item that the caller watches went to another status.
    ItemMoved,
    /// Somebody answered the caller's feedback about the product, or moved it on.
    FeedbackAnswered,
    /// Somebody broke the lock with which the caller kept a file.
    FileUnlocked,
    /// An approval brought a project into being that the caller asked for or leads, or could not.
    ProjectFounded,
}

/// On which channels the caller hears of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationPreferences {
    /// One entry an event.
    pub items: Vec<NotificationPreference>,
}

/// On which channels the caller hears of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotificationPreference {
    /// The event.
    pub event: NotificationEvent,
    /// In the web app.
    pub in_app: bool,
    /// By e-mail.
    pub email: bool,
}

/// When the caller wants their mails. Times are `HH:MM` in the tenant's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MailTimes {
    /// Whether mails are gathered into one.
    pub digest: DigestKind,
    /// When the daily one goes out.
    pub daily_at: String,
    /// When no mail goes out; null: there is no such time.
    #[serde(default)]
    pub quiet: Option<QuietHours>,
}

/// Whether mails are gathered into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum DigestKind {
    /// Each by itself, at once.
    Off,
    /// At every full hour.
    Hourly,
    /// On every working day of the company's calendar.
    Daily,
}

/// A part of every day; over midnight where it ends before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// From then.
    pub from: String,
    /// Until then; this minute is not quiet any more.
    pub until: String,
}

/// When the caller wants their mails, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MailTimesInfo {
    /// The choice.
    #[serde(flatten)]
    pub times: MailTimes,
    /// The tenant's IANA time zone.
    pub time_zone: String,
    /// Whether the server sends mails at all.
    pub available: bool,
    /// Mails that wait.
    pub waiting: u64,
    /// When a mail about something that happens now goes out; what waits goes out by then.
    pub next_at: Timestamp,
}

/// A job that gave up and waits for an administrator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
    /// The incident's id.
    pub id: IncidentId,
    /// The kind of job.
    pub kind: String,
    /// What went wrong at last.
    pub error: String,
    /// When it gave up.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// The instance that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<InstanceId>,
    /// How it was resolved: `retried` or `skipped`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<PersonRef>,
}

/// A template pack that can be installed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TemplateSummary {
    /// The pack's key.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// One line that says what it is for.
    pub description: LocalizedText,
    /// An icon's name.
    pub icon: String,
    /// How many fields its form has.
    pub fields: u64,
    /// How many nodes its flow has.
    pub nodes: u64,
    /// Whether the tenant has a flow of this key already.
    pub installed: bool,
}

/// What an installed pack became.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstalledTemplate {
    /// The form.
    pub form_id: FormId,
    /// The flow.
    pub flow_key: Key,
}

/// The tenant's settings.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantSettings {
    /// The tenant's key, typed at sign-in.
    pub key: String,
    /// The company's name.
    pub name: String,
    /// The IANA time zone.
    pub time_zone: String,
    /// The language of those who chose none.
    pub locale: Locale,
    /// Its picture, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<FileInfo>,
    /// Whether a mail server is configured; the server's operator does that.
    pub mail: bool,
    /// As whom mails go out, where they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// Characters of a new password at least.
    pub password_min_chars: u32,
    /// Who must have a second factor.
    pub second_factor: SecondFactorRule,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A change of the tenant's settings; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateSettings {
    /// The company's name.
    pub name: Option<String>,
    /// The IANA time zone.
    pub time_zone: Option<String>,
    /// The language of those who chose none.
    pub locale: Option<Locale>,
    /// An uploaded PNG, JPEG or WebP as the picture; null for none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<FileId>)]
    pub logo: Option<Option<FileId>>,
    /// Characters of a new password at least; 10 to 64. Passwords that people have stay.
    pub password_min_chars: Option<u32>,
    /// Who must have a second factor.
    pub second_factor: Option<SecondFactorRule>,
}

/// One entry of the change log.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEntry {
    /// Its position.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonRef>,
    /// For whom, when not for themselves: whose eyes they looked through, whose work they handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<PersonRef>,
    /// Through what: `session`, `token`, `system`.
    pub channel: String,
    /// The request that it happened in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What it is about.
    pub subject: Subject,
    /// The id of that.
    pub subject_id: String,
    /// What happened to it.
    pub verb: Verb,
    /// How it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub before: Option<Json>,
    /// How it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub after: Option<Json>,
    /// Whether some of it is left out, for the reader may not read those values.
    pub withheld: bool,
}

/// A hint that something changed, to ask it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeHint {
    /// Its number in the change log.
    pub seq: i64,
    /// What kind of thing changed.
    pub subject: Subject,
    /// Which one.
    pub subject_id: String,
    /// What happened to it.
    pub verb: Verb,
}
