//! The published versions of a form.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::definition::VersionInfo;
use weir_app::dto::forms::FormVersion;
use weir_model::id::FormId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_form_versions)).routes(routes!(get_form_version))
}

/// The published versions, the newest first.
#[utoipa::path(get, path = "/forms/{id}/versions", params(("id" = FormId, Path), Paging), responses((status = 200, body = Page<VersionInfo>)))]
async fn list_form_versions(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Query(page): Query<Paging>,
) -> Reply<Json<Page<VersionInfo>>> {
    Ok(Json(app.list_form_versions(&caller, id, (page.limit, page.cursor.as_deref())).await?))
}

/// One published version.
#[utoipa::path(get, path = "/forms/{id}/versions/{version}", params(("id" = FormId, Path), ("version" = u32, Path)), responses((status = 200, body = FormVersion)))]
async fn get_form_version(
    State(app): State<App>,
    caller: Caller,
    Path((id, version)): Path<(FormId, u32)>,
) -> Reply<Json<FormVersion>> {
    Ok(Json(app.get_form_version(&caller, id, version).await?))
}
