//! The other end of a form's link: who has the address fills the form in. The token travels in the body, so that no
//! log has it.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::links::{FillFormLink, FormLinkReceipt, FormLinkToken, OpenFormLink};
use weir_app::links::Visit;

use crate::extract::{Caller, Client, Json, Limited};
use crate::middleware::repeat::RepeatKey;
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Created;

/// Bytes of what strangers may send: the largest form with 500 rows fits.
const STRANGER_BODY_MAX_BYTES: usize = 1024 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(look_at_form_link))
        .routes(routes!(fill_form_link))
        .routes(routes!(look_at_internal_link))
        .routes(routes!(fill_internal_link))
}

/// The form behind a public link.
#[utoipa::path(post, path = "/public/form-links/look", security(()), request_body = FormLinkToken, responses((status = 200, body = OpenFormLink)))]
async fn look_at_form_link(
    State(app): State<App>,
    client: Client,
    Limited(body): Limited<FormLinkToken, STRANGER_BODY_MAX_BYTES>,
) -> Reply<Json<OpenFormLink>> {
    Ok(Json(app.look_at_form_link(&body, client.address).await?))
}

/// Fills in the form behind a public link, whoever is signed in. An idempotency key holds as long as the record.
#[utoipa::path(post, path = "/public/form-links/fill", security(()), request_body = FillFormLink, responses((status = 201, body = FormLinkReceipt)))]
async fn fill_form_link(
    State(app): State<App>,
    client: Client,
    RepeatKey(key): RepeatKey,
    Limited(body): Limited<FillFormLink, STRANGER_BODY_MAX_BYTES>,
) -> Reply<Created<FormLinkReceipt>> {
    Ok(Created(app.fill_form_link(Visit { from: client.address, key }, body).await?))
}

/// The form behind a link of colleagues.
#[utoipa::path(post, path = "/form-links/look", request_body = FormLinkToken, responses((status = 200, body = OpenFormLink)))]
async fn look_at_internal_link(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<FormLinkToken>,
) -> Reply<Json<OpenFormLink>> {
    Ok(Json(app.look_at_internal_link(&caller, &body).await?))
}

/// Fills in the form behind a link of colleagues, as oneself.
#[utoipa::path(post, path = "/form-links/fill", request_body = FillFormLink, responses((status = 201, body = FormLinkReceipt)))]
async fn fill_internal_link(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<FillFormLink>,
) -> Reply<Created<FormLinkReceipt>> {
    Ok(Created(app.fill_internal_link(&caller, body).await?))
}
