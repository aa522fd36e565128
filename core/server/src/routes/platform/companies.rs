//! The companies on this server.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::platform::{FoundCompany, FoundedCompany, PlatformCompany, PlatformEvent, SuspendCompany};
use weir_model::id::TenantId;

use crate::extract::{Caretaker, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, ShownOnce};
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_companies, found_company))
        .routes(routes!(suspend_company))
        .routes(routes!(resume_company))
        .routes(routes!(list_platform_events))
}

/// Which companies.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// A part of the key or the name.
    q: Option<String>,
    /// Rows at most, 1 to 500; 50 when left out.
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// Companies by key: what they are called and how much they are used, nothing of what they hold.
#[utoipa::path(get, path = "/platform/companies", params(Which), responses((status = 200, body = Page<PlatformCompany>)))]
async fn list_companies(
    State(app): State<App>,
    caller: Caretaker,
    Query(which): Query<Which>,
) -> Reply<Json<Page<PlatformCompany>>> {
    let Which { q, limit, cursor } = which;
    Ok(Json(app.platform_companies(&caller, q.as_deref(), cursor.as_deref(), limit).await?))
}

/// Founds a company. Its first administrator's password is shown this once.
#[utoipa::path(post, path = "/platform/companies", responses((status = 201, body = FoundedCompany)))]
async fn found_company(
    State(app): State<App>,
    caller: Caretaker,
    Json(body): Json<FoundCompany>,
) -> Reply<ShownOnce<Created<FoundedCompany>>> {
    Ok(ShownOnce(Created(app.found_company(&caller, body).await?)))
}

/// Suspends a company: its people no longer come in and its jobs rest; nothing of it is lost.
#[utoipa::path(post, path = "/platform/companies/{id}/suspend", params(("id" = TenantId, Path)), responses((status = 200, body = PlatformCompany)))]
async fn suspend_company(
    State(app): State<App>,
    caller: Caretaker,
    Path(id): Path<TenantId>,
    Json(body): Json<SuspendCompany>,
) -> Reply<Json<PlatformCompany>> {
    Ok(Json(app.suspend_company(&caller, id, body).await?))
}

/// Resumes a suspended company: its people come in again and its jobs go on.
#[utoipa::path(post, path = "/platform/companies/{id}/resume", params(("id" = TenantId, Path)), responses((status = 200, body = PlatformCompany)))]
async fn resume_company(
    State(app): State<App>,
    caller: Caretaker,
    Path(id): Path<TenantId>,
) -> Reply<Json<PlatformCompany>> {
    Ok(Json(app.resume_company(&caller, id).await?))
}

/// What was done to the platform, the latest first.
#[utoipa::path(get, path = "/platform/events", params(Paging), responses((status = 200, body = Page<PlatformEvent>)))]
async fn list_platform_events(
    State(app): State<App>,
    caller: Caretaker,
    Query(page): Query<Paging>,
) -> Reply<Json<Page<PlatformEvent>>> {
    Ok(Json(app.platform_events(&caller, page.cursor.as_deref(), page.limit).await?))
}
