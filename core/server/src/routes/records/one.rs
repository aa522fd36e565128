//! One record.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::records::{RecordDetail, UpdateRecord};
use weir_model::id::RecordId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Done, Tagged};

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_record, update_record, delete_record)).routes(routes!(restore_record))
}

/// A record with everything that its page shows.
#[utoipa::path(get, path = "/records/{id}", params(("id" = RecordId, Path)), responses((status = 200, body = RecordDetail)))]
async fn get_record(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RecordId>,
) -> Reply<Tagged<RecordDetail>> {
    let record = app.get_record(&caller, id).await?;
    Ok(Tagged::new(record.row.rev, record))
}

/// Changes a record: fields left out stay.
#[utoipa::path(patch, path = "/records/{id}", params(("id" = RecordId, Path), ("If-Match" = String, Header)), request_body = UpdateRecord, responses((status = 200, body = RecordDetail)))]
async fn update_record(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RecordId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateRecord>,
) -> Reply<Tagged<RecordDetail>> {
    let record = app.update_record(&caller, id, rev, input).await?;
    Ok(Tagged::new(record.row.rev, record))
}

/// Moves a record to the recycle bin.
#[utoipa::path(delete, path = "/records/{id}", params(("id" = RecordId, Path)), responses((status = 204)))]
async fn delete_record(State(app): State<App>, caller: Caller, Path(id): Path<RecordId>) -> Reply<Done> {
    app.delete_record(&caller, id).await?;
    Ok(Done)
}

/// Takes a record back out of the recycle bin.
#[utoipa::path(post, path = "/records/{id}/restore", params(("id" = RecordId, Path)), responses((status = 200, body = RecordDetail)))]
async fn restore_record(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RecordId>,
) -> Reply<Tagged<RecordDetail>> {
    let record = app.restore_record(&caller, id).await?;
    Ok(Tagged::new(record.row.rev, record))
}
