//! When a person wants their mails: gathered or at once, and when not at all. No choice stored: at once, always.
//!
//! Nothing is urgent enough to break the quiet: whoever wants to be reached at night chooses no quiet hours, and
//! within the product everything is there at once.

use std::collections::HashMap;

use jiff::civil::Time;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;
use weir_model::principal::Principal;
use weir_model::value::parse_time;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::mail_times::{self, HabitRow};

use super::moments::{Days, Digest, MailHabit, Quiet};
use crate::company::Company;
use crate::context::App;
use crate::dto::operations::{DigestKind, MailTimes, MailTimesInfo, QuietHours};
use crate::error::{Result, refuse};
use crate::session::own_eyes;

/// When the daily digest goes out for who chose no other time.
const DAILY_AT: u32 = 9 * 60;
const MINUTES_OF_A_DAY: u32 = 24 * 60;

impl App {
    /// When the caller wants their mails.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_times(&self, me: &Principal) -> Result<MailTimesInfo> {
        own_eyes(me)?;
        let tx = self.store().read(me.tenant).await?;
        self.mail_times_in(&tx, me).await
    }

    /// Chooses anew. What waits by the choice before goes out by the new one: at once where mails are not gathered
    /// any more and it is not quiet.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a time that is none, and for quiet hours that begin when they end.
    pub async fn save_mail_times(&self, me: &Principal, wish: MailTimes) -> Result<MailTimesInfo> {
        let row = checked(me.user, &wish)?;
        let tx = self.write(me).await?;
        mail_times::put_habit(&tx, &row).await?;
        let company = self.company(&tx).await?;
        let due = habit(&row).goes_out_at(self.now(), Days::of(&company));
        mail_times::move_all(&tx, me.user, due).await?;
        let mut change = self.change(me, Subject::User, me.user.uuid(), Verb::Updated);
        change.after = Some(json!({ "mailTimes": shown(&row) }));
        tx.log(change).await?;
        let info = self.mail_times_in(&tx, me).await?;
        tx.commit().await?;
        Ok(info)
    }

    async fn mail_times_in(&self, tx: &Tx, me: &Principal) -> Result<MailTimesInfo> {
        let company = self.company(tx).await?;
        let row = mail_times::habit_of(tx, me.user).await?.unwrap_or_else(|| usual(me.user));
        let next = habit(&row).goes_out_at(self.now(), Days::of(&company));
        Ok(MailTimesInfo {
            times: shown(&row),
            time_zone: company.time_zone.iana_name().unwrap_or("UTC").to_owned(),
            available: self.settings().mail.is_some(),
            waiting: mail_times::waiting(tx, me.user).await?.into(),
            next_at: next,
        })
    }

    /// Puts what waits for daily digests where it belongs by a company's days that have just changed.
    pub(crate) async fn reckon_digests_anew(&self, tx: &Tx, company: &Company) -> Result<()> {
        for row in mail_times::daily_with_mail(tx).await? {
            let due = habit(&row).goes_out_at(self.now(), Days::of(company));
            mail_times::move_all(tx, row.user, due).await?;
        }
        Ok(())
    }

    /// What some people chose, held until the transaction ends; who chose nothing is left out.
    pub(super) async fn mail_habits(&self, tx: &Tx, people: &[UserId]) -> Result<HashMap<UserId, MailHabit>> {
        let rows = mail_times::held_habits(tx, people).await?;
        Ok(rows.iter().map(|row| (row.user, habit(row))).collect())
    }
}

fn usual(user: UserId) -> HabitRow {
    HabitRow { user, digest: DigestKind::Off.word().to_owned(), daily_at: DAILY_AT, quiet: None }
}

/// A stored choice as moments are reckoned from it.
pub(crate) fn habit(row: &HabitRow) -> MailHabit {
    MailHabit {
        digest: match DigestKind::of_word(&row.digest) {
            DigestKind::Off => Digest::Off,
            DigestKind::Hourly => Digest::Hourly,
            DigestKind::Daily => Digest::Daily(clock(row.daily_at)),
        },
        quiet: row.quiet.map(|(from, until)| Quiet { from: clock(from), until: clock(until) }),
    }
}

fn clock(minutes: u32) -> Time {
    let minutes = minutes % MINUTES_OF_A_DAY;
    let part = |n: u32| i8::try_from(n).unwrap_or_default();
    Time::new(part(minutes / 60), part(minutes % 60), 0, 0).unwrap_or_default()
}

fn shown(row: &HabitRow) -> MailTimes {
    MailTimes {
        digest: DigestKind::of_word(&row.digest),
        daily_at: written(row.daily_at),
        quiet: row.quiet.map(|(from, until)| QuietHours { from: written(from), until: written(until) }),
    }
}

fn written(minutes: u32) -> String {
    clock(minutes).strftime("%H:%M").to_string()
}

fn checked(user: UserId, wish: &MailTimes) -> Result<HabitRow> {
    let mut issues = Issues::new();
    let mut minutes = |at: &str, text: &str| {
        let read = read(text);
        if read.is_none() {
            issues.push(Issue::new(at, "request.clock_malformed").with("value", text));
        }
        read.unwrap_or_default()
    };
    let daily_at = minutes("dailyAt", &wish.daily_at);
    let quiet = wish
        .quiet
        .as_ref()
        .map(|quiet| (minutes("quiet.from", &quiet.from), minutes("quiet.until", &quiet.until)));
    if issues.is_empty() && quiet.is_some_and(|(from, until)| from == until) {
        issues.push(Issue::new("quiet.until", "request.quiet_empty"));
    }
    refuse(issues)?;
    Ok(HabitRow { user, digest: wish.digest.word().to_owned(), daily_at, quiet })
}

/// `07:30` as minutes of the day.
fn read(text: &str) -> Option<u32> {
    let time = parse_time(text)?;
    u32::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
}

impl DigestKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
        }
    }

    /// A word of a later version: nothing is held back by what is not understood.
    fn of_word(word: &str) -> Self {
        [Self::Hourly, Self::Daily].into_iter().find(|kind| kind.word() == word).unwrap_or(Self::Off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_two_digits_and_two_digits() {
        for (text, minutes) in [("00:00", 0), ("09:05", 545), ("23:59", 1_439)] {
            assert_eq!(read(text), Some(minutes));
            assert_eq!(written(minutes), text);
        }
        for bad in ["", "9:00", "09:0", "24:00", "09:60", "+9:00", "09:00:00", "０９:00", "-1:00"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_choice_reads_back_from_its_word() {
        for kind in [DigestKind::Off, DigestKind::Hourly, DigestKind::Daily] {
            assert_eq!(DigestKind::of_word(kind.word()), kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert_eq!(DigestKind::of_word("weekly"), DigestKind::Off);
    }
}
