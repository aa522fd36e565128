//! The company's working days.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::company::{SaveWorkCalendar, WorkCalendarInfo};

use crate::extract::{Caller, IfMatch, Json};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Tagged;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_work_calendar, save_work_calendar))
}

/// Which days the company works: its week, and the holidays and make-up working days that differ from it.
#[utoipa::path(get, path = "/work-calendar", responses((status = 200, body = WorkCalendarInfo)))]
async fn get_work_calendar(State(app): State<App>, caller: Caller) -> Reply<Tagged<WorkCalendarInfo>> {
    let calendar = app.work_calendar(&caller).await?;
    Ok(Tagged::new(calendar.rev, calendar))
}

/// Replaces the calendar as a whole.
#[utoipa::path(put, path = "/work-calendar", params(("If-Match" = String, Header)), request_body = SaveWorkCalendar, responses((status = 200, body = WorkCalendarInfo)))]
async fn save_work_calendar(
    State(app): State<App>,
    caller: Caller,
    IfMatch(rev): IfMatch,
    Json(body): Json<SaveWorkCalendar>,
) -> Reply<Tagged<WorkCalendarInfo>> {
    let calendar = app.save_work_calendar(&caller, rev, body).await?;
    Ok(Tagged::new(calendar.rev, calendar))
}
