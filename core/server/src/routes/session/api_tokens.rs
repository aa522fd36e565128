//! One's own API tokens.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::session::{ApiTokenInfo, CreateApiToken, CreatedApiToken};
use weir_model::id::ApiTokenId;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, ShownOnce};

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_api_tokens, create_api_token)).routes(routes!(revoke_api_token))
}

/// One's own tokens, newest first.
#[utoipa::path(get, path = "/api-tokens", responses((status = 200, body = Page<ApiTokenInfo>)))]
async fn list_api_tokens(State(app): State<App>, caller: Caller) -> Reply<Json<Page<ApiTokenInfo>>> {
    Ok(Json(app.my_api_tokens(&caller).await?))
}

/// Makes a token; the answer shows it this once.
#[utoipa::path(post, path = "/api-tokens", responses((status = 201, body = CreatedApiToken)))]
async fn create_api_token(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreateApiToken>,
) -> Reply<ShownOnce<Created<CreatedApiToken>>> {
    Ok(ShownOnce(Created(app.create_api_token(&caller, body).await?)))
}

/// Ends one of one's own tokens.
#[utoipa::path(delete, path = "/api-tokens/{id}", params(("id" = ApiTokenId, Path)), responses((status = 204)))]
async fn revoke_api_token(State(app): State<App>, caller: Caller, Path(id): Path<ApiTokenId>) -> Reply<Done> {
    app.revoke_api_token(&caller, id).await?;
    Ok(Done)
}
