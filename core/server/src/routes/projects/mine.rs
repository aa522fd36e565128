//! What the caller has to do over all projects, and by when.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::my_work::{Deadlines, MyWorkPage};
use weir_app::projects::MyWorkQuery;

use crate::extract::{Caller, Json, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_my_work)).routes(routes!(list_deadlines))
}

/// Work items that are the caller's to do, by the day on which they are due.
#[utoipa::path(get, path = "/me/work", params(MyWorkQuery), responses((status = 200, body = MyWorkPage)))]
async fn list_my_work(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<MyWorkQuery>,
) -> Reply<Json<MyWorkPage>> {
    Ok(Json(app.my_work(&caller, query).await?))
}

/// The caller's to-dos and work items that are due on the next seven days.
#[utoipa::path(get, path = "/me/deadlines", responses((status = 200, body = Deadlines)))]
async fn list_deadlines(State(app): State<App>, caller: Caller) -> Reply<Json<Deadlines>> {
    Ok(Json(app.deadlines(&caller).await?))
}
