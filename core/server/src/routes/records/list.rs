//! Lists of records, new ones, and the look-up behind reference fields.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::{Items, Page, RecordRef};
use weir_app::dto::records::{
    BulkRecords, CreateRecord, DeletedRecord, RecordDetail, RecordPage, RecordResult, RecordResults,
};
use weir_app::records::RecordQuery;
use weir_model::id::FormId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};
use crate::reply::Created;
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_records, create_record))
        .routes(routes!(lookup_records))
        .routes(routes!(bulk_records))
        .routes(routes!(list_deleted_records))
}

/// Which records.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Rows at most, 1 to 500; 50 when left out.
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// The field to sort by, with `-` before it for the greatest first; the newest first when left out.
    sort: Option<String>,
    /// A filter tree, `{"and":[{"field":"amount","op":"gt","value":"500000"}]}`.
    filter: Option<String>,
    /// A part of the title.
    q: Option<String>,
    /// Whether to count, up to 10,000.
    total: bool,
}

/// One page of the records that the caller may see.
#[utoipa::path(get, path = "/forms/{id}/records", params(("id" = FormId, Path), Which), responses((status = 200, body = RecordPage)))]
async fn list_records(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Query(which): Query<Which>,
) -> Reply<Json<RecordPage>> {
    let Which { limit, cursor, sort, filter, q, total } = which;
    let query = RecordQuery { limit, cursor, sort, filter, q, total };
    Ok(Json(app.list_records(&caller, id, query).await?))
}

/// Creates a record without a flow.
#[utoipa::path(post, path = "/forms/{id}/records", params(("id" = FormId, Path)), request_body = CreateRecord, responses((status = 201, body = RecordDetail)))]
async fn create_record(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Json(input): Json<CreateRecord>,
) -> Reply<Created<RecordDetail>> {
    Ok(Created(app.create_record(&caller, id, input).await?))
}

/// What to look up.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Lookup {
    /// A part of the title.
    q: Option<String>,
}

/// Records that a reference field may choose.
#[utoipa::path(get, path = "/forms/{id}/lookup", params(("id" = FormId, Path), Lookup), responses((status = 200, body = Items<RecordRef>)))]
async fn lookup_records(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Query(lookup): Query<Lookup>,
) -> Reply<Json<Items<RecordRef>>> {
    Ok(Json(app.lookup_records(&caller, id, lookup.q.as_deref()).await?))
}

/// Changes or deletes several records, each by itself.
#[utoipa::path(post, path = "/forms/{id}/records/bulk", params(("id" = FormId, Path)), request_body = BulkRecords, responses((status = 200, body = RecordResults)))]
async fn bulk_records(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Json(input): Json<BulkRecords>,
) -> Reply<Json<RecordResults>> {
    let locale = caller.locale;
    let done = app.bulk_records(&caller, id, input).await?;
    let result = |(id, outcome): (_, Result<(), _>)| {
        let problem = outcome.err().map(|error| Failure::from(error).problem(locale));
        RecordResult { id, ok: problem.is_none(), problem }
    };
    Ok(Json(RecordResults { results: done.into_iter().map(result).collect() }))
}

/// The recycle bin of a form: what the caller could restore, the last deleted first.
#[utoipa::path(get, path = "/forms/{id}/records/deleted", params(("id" = FormId, Path), Paging), responses((status = 200, body = Page<DeletedRecord>)))]
async fn list_deleted_records(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Query(paging): Query<Paging>,
) -> Reply<Json<Page<DeletedRecord>>> {
    Ok(Json(app.list_deleted_records(&caller, id, (paging.limit, paging.cursor.as_deref())).await?))
}
