//! The company's working days, and whether its mails arrive.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::calendar::DayKind;
use weir_model::id::UserId;

/// Which days are worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkCalendarInfo {
    /// Days of the week that are worked, 1 for Monday to 7 for Sunday.
    pub weekdays: Vec<u8>,
    /// The days that differ from the week, in order.
    pub days: Vec<SpecialDay>,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A day that differs from the week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The day.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
    /// Whether it is off, or worked.
    pub kind: DayKind,
    /// What it is called.
    #[serde(default)]
    pub name: String,
}

/// A calendar in place of the one before.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveWorkCalendar {
    /// Days of the week that are worked, 1 for Monday to 7 for Sunday; at least one.
    pub weekdays: Vec<u8>,
    /// The days that differ from the week, each once, from 2000 to 2100.
    #[serde(default)]
    pub days: Vec<SpecialDay>,
}

/// A wish for a test mail.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendTestMail {
    /// To whom of the company; to oneself when left out.
    #[serde(default)]
    pub to: Option<UserId>,
}

/// How a test mail fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TestMail {
    /// As whom it was sent; left out where no mail server is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// To which address.
    pub to: String,
    /// What became of it.
    pub outcome: TestMailOutcome,
    /// What the mail server or the connection said, as it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}

/// What became of a test mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TestMailOutcome {
    /// The mail server took it.
    Accepted,
    /// No mail server is configured; the server's operator does that.
    NotConfigured,
    /// The mail server refuses it for good.
    Refused,
    /// The mail server asks to try again later.
    Deferred,
    /// Nobody answers, or the connection broke.
    Unreachable,
    /// The mail server's certificate is not accepted, or it does not speak TLS.
    Certificate,
    /// The mail server does not accept user and password, or demands some.
    SignIn,
    /// The settings or the address cannot be used.
    Unusable,
}
