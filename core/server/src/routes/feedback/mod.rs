//! Feedback about the product: said from anywhere, answered by who looks after the settings.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::feedback::{AnswerFeedback, Feedback, FeedbackQuery, FeedbackRow, ReportFeedback};
use weir_model::id::FeedbackId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Tagged};

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_feedback, report_feedback))
        .routes(routes!(list_my_feedback))
        .routes(routes!(get_feedback))
        .routes(routes!(answer_feedback))
}

/// Says something about the product, with where one was.
#[utoipa::path(post, path = "/feedback", request_body = ReportFeedback, responses((status = 201, body = Feedback)))]
async fn report_feedback(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<ReportFeedback>,
) -> Reply<Created<Feedback>> {
    Ok(Created(app.report_feedback(&caller, body).await?))
}

/// What everybody said, the newest first; for who looks after the settings.
#[utoipa::path(get, path = "/feedback", params(FeedbackQuery), responses((status = 200, body = Page<FeedbackRow>)))]
async fn list_feedback(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<FeedbackQuery>,
) -> Reply<Json<Page<FeedbackRow>>> {
    Ok(Json(app.list_feedback(&caller, query).await?))
}

/// What one said oneself, the newest first.
#[utoipa::path(get, path = "/me/feedback", params(FeedbackQuery), responses((status = 200, body = Page<FeedbackRow>)))]
async fn list_my_feedback(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<FeedbackQuery>,
) -> Reply<Json<Page<FeedbackRow>>> {
    Ok(Json(app.my_feedback(&caller, query).await?))
}

/// One's own feedback, or any for who looks after the settings, with its answers.
#[utoipa::path(get, path = "/feedback/{id}", params(("id" = FeedbackId, Path)), responses((status = 200, body = Feedback)))]
async fn get_feedback(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FeedbackId>,
) -> Reply<Tagged<Feedback>> {
    let feedback = app.get_feedback(&caller, id).await?;
    Ok(Tagged::new(feedback.rev, feedback))
}

/// Answers, sets the status, or both. Whoever said it may add words.
#[utoipa::path(post, path = "/feedback/{id}/replies", params(("id" = FeedbackId, Path), ("If-Match" = String, Header)), request_body = AnswerFeedback, responses((status = 200, body = Feedback)))]
async fn answer_feedback(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FeedbackId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<AnswerFeedback>,
) -> Reply<Tagged<Feedback>> {
    let feedback = app.answer_feedback(&caller, id, rev, body).await?;
    Ok(Tagged::new(feedback.rev, feedback))
}
