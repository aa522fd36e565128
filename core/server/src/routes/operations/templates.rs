//! The gallery of template packs.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::operations::{InstalledTemplate, TemplateSummary};
use weir_model::Key;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_templates)).routes(routes!(install_template))
}

/// The packs that can be installed.
#[utoipa::path(get, path = "/templates", responses((status = 200, body = Items<TemplateSummary>)))]
async fn list_templates(State(app): State<App>, caller: Caller) -> Reply<Json<Items<TemplateSummary>>> {
    Ok(Json(app.list_templates(&caller).await?))
}

/// Installs a pack: its missing roles, its form and its flow, both published.
#[utoipa::path(post, path = "/templates/{key}/install", params(("key" = Key, Path)), responses((status = 200, body = InstalledTemplate)))]
async fn install_template(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
) -> Reply<Json<InstalledTemplate>> {
    Ok(Json(app.install_template(&caller, &key).await?))
}
