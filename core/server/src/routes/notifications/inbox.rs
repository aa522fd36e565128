//! One's own notifications.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::operations::NotificationRow;
use weir_app::notifications::NotificationQuery;
use weir_model::id::NotificationId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_notifications))
        .routes(routes!(read_all_notifications))
        .routes(routes!(read_notification))
}

/// One's own notifications, newest first, in one's own language.
#[utoipa::path(get, path = "/notifications", params(NotificationQuery), responses((status = 200, body = Page<NotificationRow>)))]
async fn list_notifications(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<NotificationQuery>,
) -> Reply<Json<Page<NotificationRow>>> {
    Ok(Json(app.my_notifications(&caller, query).await?))
}

/// Marks one as read.
#[utoipa::path(post, path = "/notifications/{id}/read", params(("id" = NotificationId, Path)), responses((status = 204)))]
async fn read_notification(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<NotificationId>,
) -> Reply<Done> {
    app.read_notification(&caller, id).await?;
    Ok(Done)
}

/// Marks all as read.
#[utoipa::path(post, path = "/notifications/read-all", responses((status = 204)))]
async fn read_all_notifications(State(app): State<App>, caller: Caller) -> Reply<Done> {
    app.read_all_notifications(&caller).await?;
    Ok(Done)
}
