//! Imports.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::background::BackgroundTask;
use weir_app::dto::common::Page;
use weir_app::dto::exchange::{
    CreateImport, Import, ImportIssue, ImportPasswords, ImportSummary, UpdateImport,
};
use weir_app::exchange::IssueQuery;
use weir_model::id::ImportId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, ShownOnce, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_imports, create_import))
        .routes(routes!(get_import, update_import))
        .routes(routes!(check_import))
        .routes(routes!(run_import))
        .routes(routes!(revert_import))
        .routes(routes!(list_import_issues))
        .routes(routes!(download_import_issues))
        .routes(routes!(tell_import_passwords))
}

/// Which imports.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Rows of a page.
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The caller's imports, newest first.
#[utoipa::path(get, path = "/imports", params(Which), responses((status = 200, body = Page<ImportSummary>)))]
async fn list_imports(
    State(app): State<App>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Reply<Json<Page<ImportSummary>>> {
    Ok(Json(app.my_imports(&caller, which.limit, which.cursor.as_deref()).await?))
}

/// Takes an uploaded file as an import: its first rows, and which columns fill which fields by the names in its head.
#[utoipa::path(post, path = "/imports", request_body = CreateImport, responses((status = 201, body = Import)))]
async fn create_import(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreateImport>,
) -> Reply<Created<Import>> {
    Ok(Created(app.create_import(&caller, body).await?))
}

/// An import with its columns, first rows and counts.
#[utoipa::path(get, path = "/imports/{id}", params(("id" = ImportId, Path)), responses((status = 200, body = Import)))]
async fn get_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<Tagged<Import>> {
    let import = app.get_import(&caller, id).await?;
    Ok(Tagged::new(import.rev, import))
}

/// Changes how the file is read; what is left out stays.
#[utoipa::path(patch, path = "/imports/{id}", params(("id" = ImportId, Path), ("If-Match" = String, Header)), request_body = UpdateImport, responses((status = 200, body = Import)))]
async fn update_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<UpdateImport>,
) -> Reply<Tagged<Import>> {
    let import = app.update_import(&caller, id, rev, body).await?;
    Ok(Tagged::new(import.rev, import))
}

/// Reads the whole file and tells what is wrong with it; nothing is brought in.
#[utoipa::path(post, path = "/imports/{id}/check", params(("id" = ImportId, Path)), responses((status = 201, body = BackgroundTask)))]
async fn check_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<Created<BackgroundTask>> {
    Ok(Created(app.check_import(&caller, id).await?))
}

/// Brings in what the file holds.
#[utoipa::path(post, path = "/imports/{id}/run", params(("id" = ImportId, Path)), responses((status = 201, body = BackgroundTask)))]
async fn run_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<Created<BackgroundTask>> {
    Ok(Created(app.run_import_of(&caller, id).await?))
}

/// Takes back what was brought in: what was created goes, what was changed gets back what it held, unless somebody
/// changed it since.
#[utoipa::path(post, path = "/imports/{id}/revert", params(("id" = ImportId, Path)), responses((status = 201, body = BackgroundTask)))]
async fn revert_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<Created<BackgroundTask>> {
    Ok(Created(app.revert_import(&caller, id).await?))
}

/// What is wrong with the file, in its order, as the last task found it.
#[utoipa::path(get, path = "/imports/{id}/issues", params(("id" = ImportId, Path), IssueQuery), responses((status = 200, body = Page<ImportIssue>)))]
async fn list_import_issues(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    Query(query): Query<IssueQuery>,
) -> Reply<Json<Page<ImportIssue>>> {
    Ok(Json(app.import_issues(&caller, id, query).await?))
}

/// The same as a CSV file.
#[utoipa::path(get, path = "/imports/{id}/issues.csv", params(("id" = ImportId, Path)), responses((status = 200, body = Vec<u8>, content_type = "text/csv")))]
async fn download_import_issues(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<Response> {
    let table = app.import_issues_table(&caller, id).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"issues.csv\"")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, table).into_response())
}

/// First passwords of people who were brought in, each shown this once. Ask again while `left` is not 0.
#[utoipa::path(post, path = "/imports/{id}/passwords", params(("id" = ImportId, Path)), responses((status = 200, body = ImportPasswords)))]
async fn tell_import_passwords(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Reply<ShownOnce<Json<ImportPasswords>>> {
    Ok(ShownOnce(Json(app.import_passwords(&caller, id).await?)))
}
