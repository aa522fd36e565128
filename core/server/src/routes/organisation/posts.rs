//! Kinds of positions.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::organisation::{Post, SavePost};
use weir_model::id::PostId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_posts, create_post)).routes(routes!(update_post, delete_post))
}

/// Every post, in the order in which they were made.
#[utoipa::path(get, path = "/posts", responses((status = 200, body = Page<Post>)))]
async fn list_posts(State(app): State<App>, caller: Caller) -> Reply<Json<Page<Post>>> {
    Ok(Json(app.list_posts(&caller).await?))
}

/// Makes a post.
#[utoipa::path(post, path = "/posts", request_body = SavePost, responses((status = 201, body = Post)))]
async fn create_post(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<SavePost>,
) -> Reply<Created<Post>> {
    Ok(Created(app.create_post(&caller, body).await?))
}

/// Renames a post.
#[utoipa::path(patch, path = "/posts/{id}", params(("id" = PostId, Path), ("If-Match" = String, Header)), request_body = SavePost, responses((status = 200, body = Post)))]
async fn update_post(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PostId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<SavePost>,
) -> Reply<Tagged<Post>> {
    let post = app.update_post(&caller, id, rev, body).await?;
    Ok(Tagged::new(post.rev, post))
}

/// Removes a post that nobody holds.
#[utoipa::path(delete, path = "/posts/{id}", params(("id" = PostId, Path)), responses((status = 204)))]
async fn delete_post(State(app): State<App>, caller: Caller, Path(id): Path<PostId>) -> Reply<Done> {
    app.delete_post(&caller, id).await?;
    Ok(Done)
}
