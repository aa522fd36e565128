//! Gives a file out. Whatever stands in it, the browser must not run it as ours.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::dto::common::FileInfo;
use weir_app::files::{Opened, Shown};
use weir_app::{App, Error};
use weir_model::id::FileId;

use super::disposition;
use super::range::{self, Wanted};
use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};

/// No script, no form, no frame, no origin.
const CSP_SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
/// A browser keeps it for its user and asks each time whether it may still have it.
const CACHE: &str = "private, no-cache";
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
    /// One of its versions; left out, the current one.
    version: Option<u32>,
}

/// A file's bytes: all of them, or one range (RFC 9110). `If-None-Match` and `If-Range` take the `ETag`; HEAD tells
/// the headers alone.
#[utoipa::path(
    get, path = "/files/{id}",
    params(("id" = FileId, Path), How),
    responses(
        (status = 200, body = Vec<u8>, content_type = "*/*"),
        (status = 206, body = Vec<u8>, content_type = "*/*", description = "The bytes of `Range`."),
        (status = 304, description = "The client has it."),
        (status = 416, description = "The file has no such bytes."),
    ),
)]
async fn download_file(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FileId>,
    Query(how): Query<How>,
    method: Method,
    headers: HeaderMap,
) -> Reply<Response> {
    let file = app.open_file(&caller, id, how.version).await?;
    let shown = if how.inline { file.shown().await? } else { Shown::Saved };
    if shown == Shown::TooManyPixels {
        return Err(Error::conflict("file.picture_too_large").into());
    }
    let tag = format!("\"{}\"", file.info.sha256);
    let wanted = range::wanted(&method, &headers, &tag, file.info.size);
    let mut response = body(&file, &method, &wanted).await?;
    let mut describe = |name, value: String| -> Reply<()> {
        response.headers_mut().insert(name, HeaderValue::try_from(value).map_err(Error::internal)?);
        Ok(())
    };
    describe(header::ACCEPT_RANGES, "bytes".to_owned())?;
    if wanted == Wanted::Beyond {
        return describe(header::CONTENT_RANGE, format!("bytes */{}", file.info.size)).map(|()| response);
    }
    describe(header::ETAG, tag)?;
    describe(header::CACHE_CONTROL, CACHE.to_owned())?;
    if wanted == Wanted::Unchanged {
        return Ok(response);
    }
    if let Wanted::Part(part) = &wanted {
        let last = part.end - 1;
        describe(header::CONTENT_RANGE, format!("bytes {}-{last}/{}", part.start, file.info.size))?;
        describe(header::CONTENT_LENGTH, (part.end - part.start).to_string())?;
    } else {
        describe(header::CONTENT_LENGTH, file.info.size.to_string())?;
    }
    let in_place = matches!(shown, Shown::InPlace(_));
    let mime = if let Shown::InPlace(mime) = shown { mime } else { file.info.mime };
    let csp = if mime == "application/pdf" { CSP_PDF } else { CSP_SANDBOX };
    describe(header::CONTENT_TYPE, mime)?;
    describe(header::CONTENT_DISPOSITION, disposition::header(in_place, &file.info.name))?;
    describe(header::CONTENT_SECURITY_POLICY, csp.to_owned())?;
    describe(header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())?;
    Ok(response)
}

async fn body(file: &Opened, method: &Method, wanted: &Wanted) -> Reply<Response> {
    Ok(match wanted {
        Wanted::Unchanged => StatusCode::NOT_MODIFIED.into_response(),
        Wanted::Beyond => {
            Failure::new(StatusCode::RANGE_NOT_SATISFIABLE, "file.range_beyond").into_response()
        }
        Wanted::Whole if method == Method::HEAD => StatusCode::OK.into_response(),
        Wanted::Whole => Body::from_stream(file.bytes(None).await?).into_response(),
        Wanted::Part(part) => {
            let bytes = Body::from_stream(file.bytes(Some(part.clone())).await?);
            (StatusCode::PARTIAL_CONTENT, bytes).into_response()
        }
    })
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
