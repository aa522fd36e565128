//! Forms in a list, a new one, a published one.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::forms::{CreateForm, Form, FormSummary};
use weir_model::id::FormId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Created;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_forms, create_form)).routes(routes!(get_form))
}

/// Which forms.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// All forms with their drafts, for who designs; else those whose records the caller may see.
    design: bool,
}

/// Forms.
#[utoipa::path(get, path = "/forms", params(Which), responses((status = 200, body = Page<FormSummary>)))]
async fn list_forms(
    State(app): State<App>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Reply<Json<Page<FormSummary>>> {
    Ok(Json(app.list_forms(&caller, which.design).await?))
}

/// Creates a form with a first draft.
#[utoipa::path(post, path = "/forms", request_body = CreateForm, responses((status = 201, body = FormSummary)))]
async fn create_form(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<CreateForm>,
) -> Reply<Created<FormSummary>> {
    Ok(Created(app.create_form(&caller, input).await?))
}

/// The published form.
#[utoipa::path(get, path = "/forms/{id}", params(("id" = FormId, Path)), responses((status = 200, body = Form)))]
async fn get_form(State(app): State<App>, caller: Caller, Path(id): Path<FormId>) -> Reply<Json<Form>> {
    Ok(Json(app.get_form(&caller, id).await?))
}
