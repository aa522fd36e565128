//! The one place where a failure becomes an RFC 9457 problem in its reader's language.
//!
//! A route returns [`Failure`]; the body is written by [`render`] on the way out, when the reader's language is
//! known. A fault of the server is logged here, once, and told without detail.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use weir_app::Error;
use weir_app::dto::common::{Problem, ProblemItem};
use weir_model::issue::message;
use weir_model::{Issue, Issues, Locale};

/// The answer of a route.
pub type Reply<T> = Result<T, Failure>;

/// A refusal, not yet in any language.
#[derive(Debug, Clone)]
pub struct Failure {
    status: StatusCode,
    code: &'static str,
    params: BTreeMap<String, String>,
    issues: Issues,
    retry_after_s: Option<u64>,
}

impl Failure {
    /// A refusal that only HTTP knows of.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, params: BTreeMap::new(), issues: Vec::new(), retry_after_s: None }
    }

    /// Whether it is this one.
    #[must_use]
    pub fn is(&self, error: &Error) -> bool {
        self.code == error.code()
    }

    /// The same refusal with its findings.
    #[must_use]
    pub fn with_issues(mut self, issues: Issues) -> Self {
        self.issues = issues;
        self
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The problem in one language, as a batch answers it per item.
    #[must_use]
    pub fn problem(&self, locale: Locale) -> Problem {
        let title = format!("title.{}", title_of(self.status));
        Problem {
            kind: format!("/problems/{}", self.code),
            title: message(&title, &BTreeMap::new(), locale),
            status: self.status.as_u16(),
            code: self.code.to_owned(),
            detail: message(self.code, &self.params, locale),
            field: self.issues.first().map(|i| i.at.clone()),
            errors: ProblemItem::list(&self.issues, locale),
        }
    }
}

/// A wrong body or query, located.
pub fn invalid(issue: Issue) -> Failure {
    Error::from(issue).into()
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = error.code();
        let new = |status| Self::new(status, code);
        match error {
            Error::Unauthenticated { .. } => new(StatusCode::UNAUTHORIZED),
            Error::NotFound => new(StatusCode::NOT_FOUND),
            Error::Denied | Error::ViewOnly => new(StatusCode::FORBIDDEN),
            Error::Invalid(issues) => new(StatusCode::UNPROCESSABLE_ENTITY).with_issues(issues),
            Error::Conflict { .. } => new(StatusCode::CONFLICT),
            Error::Stale => new(StatusCode::PRECONDITION_FAILED),
            Error::Overtaken { code: "stale", by } => new(StatusCode::PRECONDITION_FAILED).with_issues(by),
            Error::Overtaken { by, .. } => new(StatusCode::CONFLICT).with_issues(by),
            Error::PreconditionRequired => new(StatusCode::PRECONDITION_REQUIRED),
            Error::TooMany { retry_after_s } => Self {
                retry_after_s: Some(retry_after_s),
                ..new(StatusCode::TOO_MANY_REQUESTS).with("seconds", retry_after_s)
            },
            Error::TooLarge { max_bytes } => {
                new(StatusCode::PAYLOAD_TOO_LARGE).with("megabytes", max_bytes.div_ceil(1 << 20))
            }
            Error::Unavailable(source) => {
                tracing::warn!(error.source = %source, "a part is unavailable");
                Self { retry_after_s: Some(RETRY_UNAVAILABLE_S), ..new(StatusCode::SERVICE_UNAVAILABLE) }
            }
            Error::Internal(source) => {
                tracing::error!(error.source = %chain(&*source), "a use case failed");
                new(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

/// Seconds after which a client may ask an unavailable part again: a database restart takes about as long.
const RETRY_UNAVAILABLE_S: u64 = 5;

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |e| e.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

const fn title_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "malformed",
        401 => "unauthenticated",
        403 => "denied",
        404 => "not_found",
        405 => "method_not_allowed",
        409 => "conflict",
        412 | 428 => "stale",
        413 => "too_large",
        415 => "unsupported_media_type",
        416 => "range",
        422 => "invalid",
        429 => "too_many",
        503 => "unavailable",
        _ => "internal",
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The language of this request's reader: told by `Accept-Language` until somebody is signed in.
#[derive(Debug, Clone, Default)]
pub struct ReaderLocale(Arc<OnceLock<Locale>>);

impl ReaderLocale {
    /// The signed-in reader's own language.
    pub fn set(&self, locale: Locale) {
        // A request has one reader: a second answer would be the same.
        let _ = self.0.set(locale);
    }
}

/// Writes the body of every refusal that passes.
pub async fn render(mut request: Request, next: Next) -> Response {
    let reader = ReaderLocale::default();
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let accepted = header.and_then(Locale::from_accept_language);
    request.extensions_mut().insert(reader.clone());
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Arc<Failure>>().cloned() else { return response };
    let locale = reader.0.get().copied().or(accepted).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    let mut rendered = Json(failure.problem(locale)).into_response();
    let problem_json = HeaderValue::from_static("application/problem+json");
    rendered.headers_mut().insert(header::CONTENT_TYPE, problem_json);
    rendered.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    rendered.headers_mut().extend(parts.headers);
    *rendered.status_mut() = parts.status;
    rendered
}
