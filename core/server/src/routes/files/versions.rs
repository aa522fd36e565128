//! Versions of a file, and keeping it to oneself while one works on it.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::files::{FileVersions, NewFileVersion, WithNote};
use weir_model::id::FileId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_file_versions, add_file_version))
        .routes(routes!(restore_file_version))
        .routes(routes!(lock_file))
        .routes(routes!(unlock_file))
}

/// Everything that a file was, newest first, and what the caller may do with it.
#[utoipa::path(get, path = "/files/{id}/versions", params(("id" = FileId, Path)), responses((status = 200, body = FileVersions)))]
async fn list_file_versions(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
) -> Reply<Tagged<FileVersions>> {
    let versions = app.list_file_versions(&caller, id).await?;
    Ok(Tagged::new(i64::from(versions.version), versions))
}

/// Makes an upload of the caller the current version. Who has changed it meanwhile stands in the answer 412, who keeps
/// it in 409; the upload is kept for another attempt.
#[utoipa::path(post, path = "/files/{id}/versions", params(("id" = FileId, Path), ("If-Match" = String, Header)), request_body = NewFileVersion, responses((status = 201, body = FileVersions)))]
async fn add_file_version(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<NewFileVersion>,
) -> Reply<Created<FileVersions>> {
    Ok(Created(app.add_file_version(&caller, id, rev, input).await?))
}

/// Brings an older version back, as a new one with the same bytes.
#[utoipa::path(post, path = "/files/{id}/versions/{version}/restore", params(("id" = FileId, Path), ("version" = u32, Path), ("If-Match" = String, Header)), request_body = WithNote, responses((status = 201, body = FileVersions)))]
async fn restore_file_version(
    State(app): State<App>,
    caller: Caller,
    Path((id, version)): Path<(FileId, u32)>,
    IfMatch(rev): IfMatch,
    Json(input): Json<WithNote>,
) -> Reply<Created<FileVersions>> {
    Ok(Created(app.restore_file_version(&caller, id, (rev, version), &input).await?))
}

/// Keeps a file to the caller for four hours, or until its next version; again: from now on.
#[utoipa::path(post, path = "/files/{id}/lock", params(("id" = FileId, Path)), responses((status = 200, body = FileVersions)))]
async fn lock_file(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
) -> Reply<Json<FileVersions>> {
    Ok(Json(app.lock_file(&caller, id).await?))
}

/// Sets a file free. Somebody else's lock is broken by who looks after the place, with a reason.
#[utoipa::path(post, path = "/files/{id}/unlock", params(("id" = FileId, Path)), request_body = WithNote, responses((status = 200, body = FileVersions)))]
async fn unlock_file(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
    Json(input): Json<WithNote>,
) -> Reply<Json<FileVersions>> {
    Ok(Json(app.unlock_file(&caller, id, &input).await?))
}
