//! The tenant's settings, and whether its mails arrive.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::company::{SendTestMail, TestMail};
use weir_app::dto::operations::{TenantSettings, UpdateSettings};

use crate::extract::{Caller, IfMatch, Json};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Tagged;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_settings, update_settings)).routes(routes!(send_test_mail))
}

/// Name and picture, time zone and first language, and who signs in how.
#[utoipa::path(get, path = "/settings", responses((status = 200, body = TenantSettings)))]
async fn get_settings(State(app): State<App>, caller: Caller) -> Reply<Tagged<TenantSettings>> {
    let settings = app.tenant_settings(&caller).await?;
    Ok(Tagged::new(settings.rev, settings))
}

/// Changes them; what is left out stays.
#[utoipa::path(patch, path = "/settings", params(("If-Match" = String, Header)), request_body = UpdateSettings, responses((status = 200, body = TenantSettings)))]
async fn update_settings(
    State(app): State<App>,
    caller: Caller,
    IfMatch(rev): IfMatch,
    Json(body): Json<UpdateSettings>,
) -> Reply<Tagged<TenantSettings>> {
    let settings = app.update_tenant_settings(&caller, rev, body).await?;
    Ok(Tagged::new(settings.rev, settings))
}

/// Sends a test mail and tells what the mail server said to it. A refusal by the mail server is an answer, no problem.
#[utoipa::path(post, path = "/settings/test-mail", request_body = SendTestMail, responses((status = 200, body = TestMail)))]
async fn send_test_mail(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SendTestMail>,
) -> Reply<Json<TestMail>> {
    Ok(Json(app.send_test_mail(&caller, body).await?))
}
