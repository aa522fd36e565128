//! The tenant's settings.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::operations::{TenantSettings, UpdateSettings};

use crate::extract::{Caller, Json};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_settings, update_settings))
}

/// Name, time zone and first language.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = TenantSettings)))]
async fn get_settings(State(app): State<App>, caller: Caller) -> Reply<Json<TenantSettings>> {
    Ok(Json(app.tenant_settings(&caller).await?))
}

/// Changes them; what is left out stays.
#[utoipa::path(patch, path = "/settings", responses((status = 200, body = TenantSettings)))]
async fn update_settings(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<UpdateSettings>,
) -> Reply<Json<TenantSettings>> {
    Ok(Json(app.update_tenant_settings(&caller, body).await?))
}
