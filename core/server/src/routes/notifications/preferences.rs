//! On which channels one hears of what, and when the mails go out.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::operations::{MailTimes, MailTimesInfo, NotificationPreferences};

use crate::extract::{Caller, Json};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get_notification_preferences, save_notification_preferences))
        .routes(routes!(get_mail_times, save_mail_times))
}

/// One's own choices, for every event.
#[utoipa::path(get, path = "/me/notification-preferences", responses((status = 200, body = NotificationPreferences)))]
async fn get_notification_preferences(
    State(app): State<App>,
    caller: Caller,
) -> Reply<Json<NotificationPreferences>> {
    Ok(Json(app.notification_preferences(&caller).await?))
}

/// Changes them; events left out keep theirs.
#[utoipa::path(put, path = "/me/notification-preferences", responses((status = 200, body = NotificationPreferences)))]
async fn save_notification_preferences(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<NotificationPreferences>,
) -> Reply<Json<NotificationPreferences>> {
    Ok(Json(app.save_notification_preferences(&caller, body).await?))
}

/// When one's own mails go out.
#[utoipa::path(get, path = "/me/mail-times", responses((status = 200, body = MailTimesInfo)))]
async fn get_mail_times(State(app): State<App>, caller: Caller) -> Reply<Json<MailTimesInfo>> {
    Ok(Json(app.mail_times(&caller).await?))
}

/// Chooses anew; what waits goes out by the new choice.
#[utoipa::path(put, path = "/me/mail-times", responses((status = 200, body = MailTimesInfo)))]
async fn save_mail_times(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<MailTimes>,
) -> Reply<Json<MailTimesInfo>> {
    Ok(Json(app.save_mail_times(&caller, body).await?))
}
