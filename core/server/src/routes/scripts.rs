//! Scripts, while somebody writes them.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::scripts::{CheckScript, ScriptCheck};

use crate::extract::{Caller, Json};
use crate::openapi::Routes;
use crate::problem::Reply;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().routes(routes!(check_script))
}

/// Checks a script and tries it out on sample data; nothing is kept.
#[utoipa::path(post, path = "/scripts/check", request_body = CheckScript, responses((status = 200, body = ScriptCheck)))]
async fn check_script(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<CheckScript>,
) -> Reply<Json<ScriptCheck>> {
    Ok(Json(app.check_script(&caller, input).await?))
}
