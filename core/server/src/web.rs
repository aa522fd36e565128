//! The embedded web app: hashed files for ever, the page itself fresh with a nonce of its own.
//!
//! Every path that is no file is a place within the app, so it gets the page.

use std::io::Read;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;
use rust_embed::{EmbeddedFile, RustEmbed};
use uuid::Uuid;
use weir_app::Error;

use crate::problem::Failure;

#[derive(RustEmbed)]
#[folder = "../web/dist/"]
struct Dist;

const PAGE: &str = "index.html";
/// Files under here carry a hash of their content in their name.
const HASHED: &str = "assets/";
const CACHE_FOR_EVER: &str = "public, max-age=31536000, immutable";
const CACHE_REVALIDATED: &str = "no-cache";
/// Where the web build puts its nonce.
const NONCE_PLACE: &str = "__CSP_NONCE__";
/// A script that runs as a worker keeps the policy that it came with. The one that takes PDF files of strangers apart
/// may compile the decoders that the page hands it, and reach nothing.
const CSP_WORKER: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'";
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Weir</title>\
    <p>本服务未包含网页界面。请先构建网页，再重新编译：<code>cargo xtask run</code></p>\
    <p>This server was built without its web app. Build it and compile again: <code>cargo xtask run</code></p>";

/// Answers whatever is not the API.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Failure::new(StatusCode::METHOD_NOT_ALLOWED, "request.method_not_allowed").into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Failure::from(Error::NotFound).into_response();
    }
    if path != PAGE
        && let Some(response) = file(path, &headers)
    {
        return response;
    }
    // A missing script must not be answered with a page.
    if path.starts_with(HASHED) {
        return Failure::from(Error::NotFound).into_response();
    }
    page()
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || path.ends_with(".gz") {
        return None;
    }
    let (stored, packed) = stored(path)?;
    let etag = etag(&stored);
    let cache = if path.starts_with(HASHED) { CACHE_FOR_EVER } else { CACHE_REVALIDATED };
    let media_type = mime_guess::from_path(path).first_or_octet_stream().to_string();
    let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    let as_packed = packed && accepts_gzip(headers);
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else if packed && !as_packed {
        Body::from(unpacked(&stored.data)?).into_response()
    } else {
        Body::from(stored.data).into_response()
    };
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if media_type.ends_with("javascript") {
        out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP_WORKER));
    }
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let (Ok(etag), Ok(media_type)) = (HeaderValue::try_from(etag), HeaderValue::try_from(media_type)) {
        out.insert(header::ETAG, etag);
        out.insert(header::CONTENT_TYPE, media_type);
    }
    if as_packed && !fresh {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Some(response)
}

/// A file of the build, and whether it is packed: the binary carries most of them packed, and no file twice.
fn stored(path: &str) -> Option<(EmbeddedFile, bool)> {
    let plain = Dist::get(path).map(|file| (file, false));
    plain.or_else(|| Dist::get(&format!("{path}.gz")).map(|file| (file, true)))
}

/// What few ask for: every browser takes gzip.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut plain).ok()?;
    Some(plain)
}

fn page() -> Response {
    let nonce = Uuid::new_v4().simple().to_string();
    let html = Dist::get(PAGE).map_or_else(
        || NOT_BUILT.to_owned(),
        |page| String::from_utf8_lossy(&page.data).replace(NONCE_PLACE, &nonce),
    );
    let mut response = axum::response::Html(html).into_response();
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE_REVALIDATED));
    if let Ok(policy) = HeaderValue::try_from(policy(&nonce)) {
        out.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Our own scripts (and the form engine, which is WebAssembly), our own styles and those that the component
/// library makes with the page's nonce; nothing from elsewhere, no frame around us.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; \
         font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash[..16].iter().map(|b| format!("{b:02x}")).collect();
    format!("\"{hex}\"")
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| {
        let mut parts = coding.split(';');
        parts.next().is_some_and(|name| name.trim() == "gzip")
            && parts.next().is_none_or(|q| q.trim().trim_end_matches(['0', '.']) != "q=")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_only_to_those_who_take_it() {
        for (accepted, expected) in
            [("gzip", true), ("br, gzip;q=0.8", true), ("gzip;q=0", false), ("br", false), ("", false)]
        {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepted.parse().unwrap())]);
            assert_eq!(accepts_gzip(&headers), expected, "{accepted}");
        }
    }

    #[tokio::test]
    async fn a_packed_file_is_unpacked_for_those_who_take_it_plain() {
        let Some(name) = Dist::iter().find(|name| name.ends_with(".js.gz")) else {
            return assert!(Dist::get(PAGE).is_none(), "a build of the web app has scripts");
        };
        let ask = async |headers: HeaderMap| {
            let uri = format!("/{}", name.trim_end_matches(".gz")).parse().unwrap();
            let response = serve(Method::GET, uri, headers).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[header::CONTENT_TYPE], "text/javascript");
            let coding = response.headers().get(header::CONTENT_ENCODING).cloned();
            (coding, axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap())
        };
        let (coding, packed) =
            ask(HeaderMap::from_iter([(header::ACCEPT_ENCODING, "gzip".parse().unwrap())])).await;
        assert_eq!(coding.unwrap(), "gzip");
        let (coding, plain) = ask(HeaderMap::new()).await;
        assert_eq!(coding, None);
        assert_eq!(unpacked(&packed).unwrap(), plain);
        assert!(std::str::from_utf8(&plain).is_ok() && plain.len() > packed.len());
    }

    #[tokio::test]
    async fn a_place_in_the_app_gets_the_page_with_a_nonce_of_its_own() {
        let page = async |path: &str| {
            let uri = path.parse().unwrap();
            let response = serve(Method::GET, uri, HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            response.headers()[header::CONTENT_SECURITY_POLICY].clone()
        };
        assert_ne!(page("/approvals/todo").await, page("/approvals/todo").await);
        let missing = serve(Method::GET, "/assets/gone.js".parse().unwrap(), HeaderMap::new()).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
