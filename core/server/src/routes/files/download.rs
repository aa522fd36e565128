//! Gives a file out. Whatever stands in it, the browser must not run it as ours.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::dto::common::FileInfo;
use weir_app::files::Opened;
use weir_app::{App, Error};
use weir_model::id::FileId;

use super::disposition;
use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

/// No script, no form, no frame, no origin.
const CSP_SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
/// A browser's own PDF viewer does not open in a sandbox; it runs apart from the page's origin by itself.
const CSP_PDF: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub fn routes() -> Routes {
    Routes::new().routes(routes!(download_file)).routes(routes!(get_file_info))
}

/// How to give it out.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct How {
    /// Show it in the browser, where its kind allows that; otherwise it is saved.
    inline: bool,
}

/// A file's bytes.
#[utoipa::path(
    get, path = "/files/{id}",
    params(("id" = FileId, Path), How),
    responses((status = 200, body = Vec<u8>, content_type = "*/*")),
)]
async fn download_file(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
    Query(how): Query<How>,
) -> Reply<Response> {
    let Opened { info, may_show, bytes } = app.open_file(&caller, id).await?;
    let shown = how.inline && may_show;
    let mime = if info.mime == "text/plain" { "text/plain; charset=utf-8".to_owned() } else { info.mime };
    let csp = if mime == "application/pdf" { CSP_PDF } else { CSP_SANDBOX };
    let mut response = Body::from_stream(bytes).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, mime),
        (header::CONTENT_LENGTH, info.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition::header(shown, &info.name)),
        (header::CONTENT_SECURITY_POLICY, csp.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ] {
        response.headers_mut().insert(name, HeaderValue::try_from(value).map_err(Error::internal)?);
    }
    Ok(response)
}

/// A file's name, size and type.
#[utoipa::path(get, path = "/files/{id}/info", params(("id" = FileId, Path)), responses((status = 200, body = FileInfo)))]
async fn get_file_info(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
) -> Reply<Json<FileInfo>> {
    Ok(Json(app.file_info(&caller, id).await?))
}
