//! The company's working days: read by everybody, kept by who looks after the settings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_model::calendar::{DAY_NAME_MAX_CHARS, FIRST_YEAR, LAST_YEAR, SPECIAL_DAYS_MAX, Workweek};
use weir_model::change::{Subject, Verb};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::queries::tenants;
use weir_store::queries::work_calendar::{self, CalendarRow, SpecialDayRow};

use crate::context::App;
use crate::dto::company::{SaveWorkCalendar, SpecialDay, WorkCalendarInfo};
use crate::error::{Error, Result, refuse};

impl App {
    /// Which days the company works.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_calendar(&self, who: &Principal) -> Result<WorkCalendarInfo> {
        let tx = self.store().read(who.tenant).await?;
        Ok(shown(work_calendar::current(&tx).await?.unwrap_or_else(untouched)))
    }

    /// Replaces the calendar. Daily digests that wait go out by the new one.
    ///
    /// # Errors
    /// [`Error::Denied`] without `settings.manage`; [`Error::Stale`] when somebody changed it since `rev`;
    /// [`Error::Invalid`] for a week without a working day, and at each special day that cannot be.
    pub async fn save_work_calendar(
        &self,
        who: &Principal,
        rev: i64,
        wish: SaveWorkCalendar,
    ) -> Result<WorkCalendarInfo> {
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
        let before = work_calendar::current(&tx).await?.unwrap_or_else(untouched);
        if before.rev != rev {
            return Err(Error::Stale);
        }
        let mut after = checked(wish)?;
        after.rev = rev;
        work_calendar::replace(&tx, &after, self.now()).await?;
        after.rev += 1;
        // The loaded organisation knows which days are worked.
        tenants::bump_org_version(&tx).await?;
        let company = self.company(&tx).await?;
        self.reckon_digests_anew(&tx, &company).await?;
        let mut change = self.change(who, Subject::Settings, who.tenant.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(logged(&before, &after)), Some(logged(&after, &before)));
        tx.log(change).await?;
        tx.commit().await?;
        Ok(shown(after))
    }
}

/// The calendar of a company that never touched its own.
fn untouched() -> CalendarRow {
    CalendarRow { week: Workweek::USUAL.days(), days: Vec::new(), rev: 0 }
}

fn shown(row: CalendarRow) -> WorkCalendarInfo {
    let day = |it: SpecialDayRow| SpecialDay { date: it.day, kind: it.kind, name: it.name };
    WorkCalendarInfo { weekdays: row.week, days: row.days.into_iter().map(day).collect(), rev: row.rev }
}

fn checked(wish: SaveWorkCalendar) -> Result<CalendarRow> {
    let mut issues = Issues::new();
    let week = Workweek::of(&wish.weekdays);
    if week.is_none() {
        issues.push(Issue::new("weekdays", "calendar.week_empty"));
    }
    if wish.days.len() > SPECIAL_DAYS_MAX {
        issues.push(Issue::new("days", "calendar.too_many_days").with("max", SPECIAL_DAYS_MAX));
        return Err(issues.into());
    }
    let mut days: BTreeMap<Date, SpecialDayRow> = BTreeMap::new();
    for (n, day) in wish.days.into_iter().enumerate() {
        let name = day.name.trim().to_owned();
        if !(FIRST_YEAR..=LAST_YEAR).contains(&day.date.year()) {
            let issue = Issue::new(format!("days[{n}].date"), "calendar.year_range");
            issues.push(issue.with("first", FIRST_YEAR).with("last", LAST_YEAR));
        }
        if name.chars().count() > DAY_NAME_MAX_CHARS {
            let issue = Issue::new(format!("days[{n}].name"), "request.text_long");
            issues.push(issue.with("max", DAY_NAME_MAX_CHARS));
        }
        let row = SpecialDayRow { day: day.date, kind: day.kind, name };
        if days.insert(day.date, row).is_some() {
            issues.push(Issue::new(format!("days[{n}].date"), "calendar.day_twice").with("day", day.date));
        }
    }
    refuse(issues)?;
    let week = week.unwrap_or_default().days();
    Ok(CalendarRow { week, days: days.into_values().collect(), rev: 0 })
}

/// The week and the days of one calendar that the other has not, for the change log.
fn logged(one: &CalendarRow, other: &CalendarRow) -> Json {
    let own = one.days.iter().filter(|day| !other.days.contains(day));
    let day = |it: &SpecialDayRow| json!({ "date": it.day, "name": it.name, "kind": it.kind });
    let days: Vec<Json> = own.map(day).collect();
    json!({ "weekdays": one.week, "specialDays": days })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use weir_model::calendar::DayKind;

    use super::*;

    fn day(date: Date, name: &str) -> SpecialDay {
        SpecialDay { date, kind: DayKind::Holiday, name: name.to_owned() }
    }

    #[test]
    fn what_cannot_be_is_told_where_it_stands() {
        let long = "节".repeat(DAY_NAME_MAX_CHARS + 1);
        let wish = SaveWorkCalendar {
            weekdays: vec![],
            days: vec![
                day(date(2026, 10, 1), "国庆节"),
                day(date(1999, 12, 31), ""),
                day(date(2026, 10, 1), &long),
            ],
        };
        let Err(Error::Invalid(issues)) = checked(wish) else { panic!("accepted") };
        let found: Vec<_> = issues.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(
            found,
            [
                ("weekdays", "calendar.week_empty"),
                ("days[1].date", "calendar.year_range"),
                ("days[2].name", "request.text_long"),
                ("days[2].date", "calendar.day_twice"),
            ]
        );
    }

    #[test]
    fn days_are_kept_in_order_and_the_log_names_only_those_that_differ() {
        let wish = |days| SaveWorkCalendar { weekdays: vec![5, 1], days };
        let before = checked(wish(vec![day(date(2026, 10, 1), "国庆节")])).unwrap();
        let wanted = vec![day(date(2026, 10, 2), " 国庆节 "), day(date(2026, 10, 1), "国庆节")];
        let after = checked(wish(wanted)).unwrap();
        assert_eq!(after.week, [1, 5]);
        assert_eq!(after.days[0].day, date(2026, 10, 1));
        assert_eq!(logged(&before, &after)["specialDays"], json!([]));
        assert_eq!(
            logged(&after, &before)["specialDays"],
            json!([{ "date": "2026-10-02", "name": "国庆节", "kind": "holiday" }])
        );
    }
}
