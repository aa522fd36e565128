//! A form's links, as those who design forms keep them.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::links::{CreateFormLink, FormLink, UpdateFormLink};
use weir_model::id::{FormId, FormLinkId};

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, ShownOnce, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_form_links, create_form_link))
        .routes(routes!(update_form_link, delete_form_link))
        .routes(routes!(take_over_form_link))
}

/// The links of a form with their addresses, the newest first.
#[utoipa::path(get, path = "/forms/{id}/links", params(("id" = FormId, Path)), responses((status = 200, body = Items<FormLink>)))]
async fn list_form_links(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
) -> Reply<Json<Items<FormLink>>> {
    Ok(Json(app.list_form_links(&caller, id).await?))
}

/// Makes a link by which others fill in the form. It lends the caller's right to create records.
#[utoipa::path(post, path = "/forms/{id}/links", params(("id" = FormId, Path)), request_body = CreateFormLink, responses((status = 201, body = FormLink)))]
async fn create_form_link(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Json(input): Json<CreateFormLink>,
) -> Reply<ShownOnce<Created<FormLink>>> {
    // The address can be read again in the list; beside an idempotency key it would be kept in the clear.
    Ok(ShownOnce(Created(app.create_form_link(&caller, id, input).await?)))
}

/// Changes a link's settings, turns it off and on; what is left out stays.
#[utoipa::path(patch, path = "/form-links/{id}", params(("id" = FormLinkId, Path), ("If-Match" = String, Header)), request_body = UpdateFormLink, responses((status = 200, body = FormLink)))]
async fn update_form_link(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormLinkId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateFormLink>,
) -> Reply<ShownOnce<Tagged<FormLink>>> {
    let link = app.update_form_link(&caller, id, rev, input).await?;
    Ok(ShownOnce(Tagged::new(link.rev, link)))
}

/// Lends the caller's rights by a link in place of its maker's, who left or lost them.
#[utoipa::path(post, path = "/form-links/{id}/take-over", params(("id" = FormLinkId, Path), ("If-Match" = String, Header)), responses((status = 200, body = FormLink)))]
async fn take_over_form_link(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormLinkId>,
    IfMatch(rev): IfMatch,
) -> Reply<ShownOnce<Tagged<FormLink>>> {
    let link = app.take_over_form_link(&caller, id, rev).await?;
    Ok(ShownOnce(Tagged::new(link.rev, link)))
}

/// Removes a link; the records that came through it stay.
#[utoipa::path(delete, path = "/form-links/{id}", params(("id" = FormLinkId, Path)), responses((status = 204)))]
async fn delete_form_link(State(app): State<App>, caller: Caller, Path(id): Path<FormLinkId>) -> Reply<Done> {
    app.delete_form_link(&caller, id).await?;
    Ok(Done)
}
