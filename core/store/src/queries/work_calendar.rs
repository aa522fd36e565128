//! The company's working days: its week, and the days that differ from it.

use jiff::Timestamp;
use jiff::civil::Date;
use weir_model::calendar::DayKind;

use crate::row::{Row, word};
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// A calendar as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// Days of the week that are worked, 1 for Monday to 7 for Sunday.
    pub week: Vec<u8>,
    /// The days that differ from it, in order.
    pub days: Vec<SpecialDayRow>,
    /// Its revision; 0 where a company never touched its calendar.
    pub rev: i64,
}

/// A day that differs from the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialDayRow {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// What it is called; may be empty.
    pub name: String,
}

/// The calendar; none where a company never touched it.
///
/// # Errors
/// When the database fails.
pub async fn current(tx: &Tx) -> Result<Option<CalendarRow>> {
    let sql = Sql::new("select week, rev from work_calendar where tenant_id = ?").bind(tx.tenant());
    let Some(row) = tx.optional(sql).await? else { return Ok(None) };
    let digits = row.text("week")?;
    Ok(Some(CalendarRow {
        week: digits.bytes().map(|digit| digit.saturating_sub(b'0')).collect(),
        days: stored(tx).await?,
        rev: row.int("rev")?,
    }))
}

fn special(row: &Row) -> Result<SpecialDayRow> {
    Ok(SpecialDayRow {
        day: row.opt_date("day")?.ok_or_else(|| Error::Corrupt("day".to_owned()))?,
        kind: row.word("kind")?,
        name: row.text("name")?,
    })
}

/// Replaces the calendar if nobody did since its revision.
///
/// # Errors
/// `Conflict`.
pub async fn replace(tx: &Tx, calendar: &CalendarRow, now: Timestamp) -> Result<()> {
    let week: String = calendar.week.iter().map(|day| char::from(b'0' + day % 10)).collect();
    let sql = Sql::new(
        "insert into work_calendar (tenant_id, week, updated_at, rev) values (?, ?, ?, 1) \
         on conflict (tenant_id) do update set week = excluded.week, updated_at = excluded.updated_at, \
         rev = work_calendar.rev + 1 where work_calendar.rev = ?",
    )
    .bind(tx.tenant())
    .bind(week)
    .bind(now)
    .bind(calendar.rev);
    // A first calendar finds no row to be in its way, whatever revision it names: that was looked at before.
    if tx.execute(sql).await? != 1 {
        let rev = current(tx).await?.map_or(0, |known| known.rev);
        return Err(Error::Conflict { rev });
    }
    let before = stored(tx).await?;
    for gone in before.iter().filter(|day| calendar.days.binary_search_by_key(&day.day, |d| d.day).is_err()) {
        let sql = Sql::new("delete from special_day where tenant_id = ? and day = ?");
        tx.execute(sql.bind(tx.tenant()).bind(gone.day)).await?;
    }
    for day in calendar.days.iter().filter(|day| !before.contains(day)) {
        let sql = Sql::new(
            "insert into special_day (tenant_id, day, kind, name) values (?, ?, ?, ?) \
             on conflict (tenant_id, day) do update set kind = excluded.kind, name = excluded.name",
        )
        .bind(tx.tenant())
        .bind(day.day)
        .bind(word(&day.kind)?)
        .bind(&day.name);
        tx.execute(sql).await?;
    }
    Ok(())
}

async fn stored(tx: &Tx) -> Result<Vec<SpecialDayRow>> {
    let sql = Sql::new("select day, kind, name from special_day where tenant_id = ? order by day");
    tx.read(sql.bind(tx.tenant()), special).await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::testing::{at, each_database, tenant};

    fn day(month: i8, day: i8, kind: DayKind, name: &str) -> SpecialDayRow {
        SpecialDayRow { day: date(2026, month, day), kind, name: name.to_owned() }
    }

    #[tokio::test]
    async fn a_calendar_is_replaced_as_a_whole_and_over_its_revision_only() {
        each_database(|store| async move {
            let (t, other) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let tx = store.begin(t).await.unwrap();
            assert_eq!(current(&tx).await.unwrap(), None);
            let first = CalendarRow {
                week: vec![1, 2, 3, 4, 5],
                days: vec![
                    day(9, 20, DayKind::Working, "国庆调休"),
                    day(10, 1, DayKind::Holiday, "国庆节"),
                    day(10, 2, DayKind::Holiday, "国庆节"),
                ],
                rev: 0,
            };
            replace(&tx, &first, at(1)).await.unwrap();
            assert_eq!(current(&tx).await.unwrap(), Some(CalendarRow { rev: 1, ..first.clone() }));
            let second = CalendarRow {
                week: vec![1, 6, 7],
                days: vec![day(10, 1, DayKind::Working, ""), day(10, 2, DayKind::Holiday, "国庆节")],
                rev: 1,
            };
            replace(&tx, &second, at(2)).await.unwrap();
            assert_eq!(current(&tx).await.unwrap(), Some(CalendarRow { rev: 2, ..second.clone() }));
            assert!(matches!(replace(&tx, &second, at(3)).await, Err(Error::Conflict { rev: 2 })));
            tx.commit().await.unwrap();
            let tx = store.read(other).await.unwrap();
            assert_eq!(current(&tx).await.unwrap(), None);
        })
        .await;
    }
}
