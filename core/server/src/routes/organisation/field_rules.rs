//! What roles may do with the fields of forms.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::access::{FormRules, RoleFields, SetFieldRules};
use weir_app::dto::common::Items;
use weir_model::id::{FormId, RoleId};

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Tagged;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_role_field_rules)).routes(routes!(get_role_fields, set_role_fields))
}

/// The forms of which a role may do less than everything with some field.
#[utoipa::path(get, path = "/roles/{id}/field-rules", params(("id" = RoleId, Path)), responses((status = 200, body = Items<FormRules>)))]
async fn list_role_field_rules(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RoleId>,
) -> Reply<Json<Items<FormRules>>> {
    Ok(Json(app.role_field_rules(&caller, id).await?))
}

/// Every field of a form with what a role may do with it.
#[utoipa::path(get, path = "/roles/{id}/field-rules/{formId}", params(("id" = RoleId, Path), ("formId" = FormId, Path)), responses((status = 200, body = RoleFields)))]
async fn get_role_fields(
    State(app): State<App>,
    caller: Caller,
    Path((id, form)): Path<(RoleId, FormId)>,
) -> Reply<Tagged<RoleFields>> {
    let fields = app.role_fields(&caller, id, form).await?;
    Ok(Tagged::new(fields.rev, fields))
}

/// Replaces what a role may do with the fields of a form.
#[utoipa::path(put, path = "/roles/{id}/field-rules/{formId}", params(("id" = RoleId, Path), ("formId" = FormId, Path), ("If-Match" = String, Header)), request_body = SetFieldRules, responses((status = 200, body = RoleFields)))]
async fn set_role_fields(
    State(app): State<App>,
    caller: Caller,
    Path((id, form)): Path<(RoleId, FormId)>,
    IfMatch(rev): IfMatch,
    Json(body): Json<SetFieldRules>,
) -> Reply<Tagged<RoleFields>> {
    let fields = app.set_role_fields(&caller, (id, form), rev, body).await?;
    Ok(Tagged::new(fields.rev, fields))
}
