//! Takes a file in as `multipart/form-data`, streamed: no upload is ever whole in memory.

use axum::extract::multipart::{Multipart, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use utoipa::ToSchema;
use utoipa_axum::routes;
use weir_app::dto::common::FileInfo;
use weir_app::{App, Error};
use weir_model::limits::FILE_MAX_BYTES;

use crate::extract::Caller;
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};
use crate::reply::Created;

/// Bytes around the file itself: boundaries, part headers, and a few small fields that some clients send along.
const AROUND_BYTES: usize = 64 * 1024;

pub fn routes() -> Routes {
    // The file's own limit is counted on its own bytes; this one only bounds what comes with it.
    let most = usize::try_from(FILE_MAX_BYTES).unwrap_or(usize::MAX).saturating_add(AROUND_BYTES);
    Routes::new().routes(routes!(upload_file)).layer(DefaultBodyLimit::max(most))
}

/// The form that carries a file.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the body; it is read as a stream")]
struct UploadForm {
    /// The file.
    #[schema(format = Binary)]
    file: String,
}

/// Uploads a file. It is its uploader's until it becomes part of something; nothing takes it up: gone in a day.
#[utoipa::path(
    post, path = "/files",
    request_body(content = inline(UploadForm), content_type = "multipart/form-data"),
    responses((status = 201, body = FileInfo)),
)]
async fn upload_file(
    State(app): State<App>,
    caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Reply<Created<FileInfo>> {
    let missing = || Error::invalid("file", "file.missing");
    let mut form = form.map_err(|_| Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "file.missing"))?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            return Ok(Created(app.upload_file(&caller, &name, field).await?));
        }
    }
    Err(missing().into())
}

fn unreadable(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::TooLarge { max_bytes: FILE_MAX_BYTES }.into();
    }
    Error::invalid("file", "request.body_cut").into()
}
