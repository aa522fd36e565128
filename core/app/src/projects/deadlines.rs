//! What is due soon: one's own to-dos of approvals and one's own work items, on the days of the tenant.

use jiff::civil::{Date, Time};
use weir_model::principal::Principal;
use weir_store::queries::tasks;

use super::mine::due_between;
use crate::context::App;
use crate::dto::my_work::{DeadlineDay, Deadlines};
use crate::error::{Error, Result};

/// Days that are looked at, today among them.
const DAYS: usize = 7;
/// To-dos, and work items, that are listed: more than anybody does in a week.
const DEADLINES_MAX: u32 = 200;

impl App {
    /// What is due on the next seven days. What was due before is not among it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deadlines(&self, who: &Principal) -> Result<Deadlines> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let open = self.open_work(&tx, who).await?;
        let days: Vec<Date> =
            std::iter::successors(Some(open.today), |day| day.tomorrow().ok()).take(DAYS).collect();
        let (first, last) = (open.today, days.last().copied().unwrap_or(open.today));
        let midnight = |day: Date| {
            let begins = day.to_datetime(Time::midnight()).to_zoned(company.time_zone.clone());
            begins.map(|at| at.timestamp()).map_err(Error::internal)
        };
        let between = (midnight(first)?, midnight(last.tomorrow().map_err(Error::internal)?)?);
        let rows = tasks::due_between(&tx, who.user, between, DEADLINES_MAX + 1).await?;
        let (items, further) = open.page(&tx, Some(due_between(first, last)), None, DEADLINES_MAX).await?;
        let more = rows.len() > DEADLINES_MAX as usize || further.is_some();
        let mut due = Vec::with_capacity(rows.len());
        for (task, listed) in rows.iter().take(DEADLINES_MAX as usize) {
            due.push(self.task_row(&tx, who, task, listed).await?);
        }
        let day_of = |at: Option<jiff::Timestamp>| at.map(|at| company.time_zone.to_datetime(at).date());
        let days = days.into_iter().map(|day| DeadlineDay {
            day,
            tasks: due.iter().filter(|task| day_of(task.due_at) == Some(day)).count() as u64,
            items: items.iter().filter(|item| item.due == Some(day)).count() as u64,
        });
        Ok(Deadlines { days: days.collect(), tasks: due, items, more })
    }
}
