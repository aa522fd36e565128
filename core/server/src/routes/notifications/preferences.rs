//! On which channels one hears of what.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::operations::NotificationPreferences;

use crate::extract::{Caller, Json};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_notification_preferences, save_notification_preferences))
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
