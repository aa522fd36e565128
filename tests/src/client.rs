//! Somebody who speaks HTTP with the server.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt;
use serde_json::Value as Json;
use tower::ServiceExt;

use crate::Answer;

/// A client, signed in or not. Paths are below `/api/v1` unless they are whole (`/healthz`).
#[derive(Clone)]
pub struct Client {
    pub(crate) router: Router,
    pub(crate) token: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Client {
    /// The session or API token, for a test that uses it otherwise.
    ///
    /// # Panics
    /// When nobody is signed in.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("signed in")
    }

    /// The same client with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same client without a token.
    #[must_use]
    pub fn without_token(&self) -> Self {
        Self { token: None, ..self.clone() }
    }

    /// The same client with one more header on every request.
    #[must_use]
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut headers = self.headers.clone();
        headers.push((name.to_owned(), value.to_owned()));
        Self { headers, ..self.clone() }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: Json) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// POST without a body.
    pub async fn post_empty(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None).await
    }

    /// PUT of a JSON body over the revision that was read.
    pub async fn put(&self, path: &str, rev: &Json, body: Json) -> Answer {
        self.with_header("if-match", &format!("\"{rev}\"")).send(Method::PUT, path, Some(body)).await
    }

    /// PATCH over the revision that was read.
    pub async fn patch(&self, path: &str, rev: &Json, body: Json) -> Answer {
        self.with_header("if-match", &format!("\"{rev}\"")).send(Method::PATCH, path, Some(body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any method, any JSON body.
    pub async fn send(&self, method: Method, path: &str, body: Option<Json>) -> Answer {
        match body {
            Some(body) => self.raw(method, path, "application/json", body.to_string().into_bytes()).await,
            None => self.raw(method, path, "", Vec::new()).await,
        }
    }

    /// Any method, any bytes.
    ///
    /// # Panics
    /// When the answer does not end well.
    pub async fn raw(&self, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
        let asked = format!("{method} {path}");
        let response =
            self.router.clone().oneshot(self.request(method, path, media_type, body)).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body, asked }
    }

    /// The request as it is sent.
    ///
    /// # Panics
    /// When a header or the path cannot be one.
    #[must_use]
    pub fn request(&self, method: Method, path: &str, media_type: &str, body: Vec<u8>) -> Request<Body> {
        let whole = ["/api/", "/healthz", "/readyz", "/metrics"].iter().any(|p| path.starts_with(p));
        let uri = if whole { path.to_owned() } else { format!("/api/v1{path}") };
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, "weir.test");
        if !media_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(body)).expect("a request")
    }
}
