//! A valid call, who makes it, and where ids stand in it.

use axum::http::Method;
use serde_json::Value as Json;
use weir_model::permission::Permission;
use weir_tests::Client;

/// Who of the same company may not make a call, and what they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Nobody: whoever is signed in may.
    ToNobody,
    /// Those without the permission: 403.
    Without(Permission),
    /// Those without the permission, who do not even learn that it exists: 404.
    HiddenWithout(Permission),
    /// Everybody but its owner, administrators included: 404.
    ToOthers,
    /// Those who take no part in the instance; who administers flows may: 404.
    ToOutsiders,
    /// Everybody of a company, administrators included, who are not even signed in there: 401.
    ToCompanies,
}

/// What an id of another company does inside a body or a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// It is refused: 404 or 422.
    Refused,
    /// It is kept as it was written, for a draft may hold anything; nothing is read through it.
    Kept,
    /// It finds nothing.
    FindsNothing,
}

/// What is sent.
#[derive(Debug, Clone, Default)]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// JSON.
    Json(Json),
    /// A multipart form with one file.
    File(&'static [u8]),
}

/// A valid call of an operation.
#[derive(Debug, Clone)]
pub struct Call {
    /// Whose call it is.
    pub owner: &'static str,
    /// Who may not make it.
    pub closed: Closed,
    /// What a foreign id in its body or query does.
    pub foreign: Foreign,
    /// Values of the path's places.
    pub path: Vec<(&'static str, String)>,
    /// The query string.
    pub query: Vec<(&'static str, String)>,
    /// The revision that it is based on.
    pub rev: Option<Json>,
    /// What is sent.
    pub body: Body,
    /// Places of ids that a valid call of this kind does not have, each with the reason.
    pub without: Vec<(&'static str, &'static str)>,
    /// Whether the call ends its own session.
    pub last: bool,
}

/// A call by somebody, open to all who are signed in.
pub fn by(owner: &'static str) -> Call {
    Call {
        owner,
        closed: Closed::ToNobody,
        foreign: Foreign::Refused,
        path: Vec::new(),
        query: Vec::new(),
        rev: None,
        body: Body::None,
        without: Vec::new(),
        last: false,
    }
}

impl Call {
    pub fn closed(self, closed: Closed) -> Self {
        Self { closed, ..self }
    }

    pub fn needs(self, permission: Permission) -> Self {
        self.closed(Closed::Without(permission))
    }

    pub fn id(self, id: impl ToString) -> Self {
        self.at("id", id)
    }

    pub fn at(mut self, name: &'static str, value: impl ToString) -> Self {
        self.path.push((name, value.to_string()));
        self
    }

    pub fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub fn rev(self, rev: &Json) -> Self {
        Self { rev: Some(rev.clone()), ..self }
    }

    pub fn json(self, body: Json) -> Self {
        Self { body: Body::Json(body), ..self }
    }

    pub fn foreign(self, foreign: Foreign) -> Self {
        Self { foreign, ..self }
    }

    pub fn without(mut self, place: &'static str, why: &'static str) -> Self {
        self.without.push((place, why));
        self
    }

    pub fn last(self) -> Self {
        Self { last: true, ..self }
    }

    /// Whether the call itself holds that text.
    pub fn says(&self, text: &str) -> bool {
        matches!(&self.body, Body::Json(body) if body.to_string().contains(text))
    }

    /// Makes the call and tells status and body; of a stream only the status.
    pub async fn send(
        &self,
        t: &weir_tests::TestApp,
        client: &Client,
        method: &str,
        path: &str,
    ) -> (u16, String) {
        let mut path = path.to_owned();
        for (name, value) in &self.path {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let hex = |s: &str| s.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", hex(value))).collect();
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        let client = match &self.rev {
            Some(rev) => client.with_header("if-match", &format!("\"{rev}\"")),
            None => client.clone(),
        };
        let method: Method = method.parse().unwrap();
        let (kind, body) = match &self.body {
            Body::None => ("", Vec::new()),
            Body::Json(body) => ("application/json", body.to_string().into_bytes()),
            Body::File(content) => ("multipart/form-data; boundary=weir", multipart(content)),
        };
        let response = t.send(client.request(method, &path, kind, body)).await;
        let status = response.status().as_u16();
        let kind = response.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default();
        if kind.starts_with("text/event-stream") {
            return (status, String::new());
        }
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Every id in the call with its place, as in [`super::document::Operation::ids`] but with positions.
    pub fn spots(&self) -> Vec<Spot> {
        let mut spots = Vec::new();
        for (part, pairs) in [("path", &self.path), ("query", &self.query)] {
            for (n, (name, value)) in pairs.iter().enumerate() {
                // Keys of flows are not ids, but they name things of one company as ids do.
                if is_id(value) || (part == "path" && *name == "key") {
                    spots.push(Spot { place: format!("{part} {name}"), at: At::Pair(part, n) });
                }
            }
        }
        if let Body::Json(body) = &self.body {
            leaves(body, String::new(), &mut spots);
        }
        spots
    }

    /// The value at a spot.
    pub fn value(&self, spot: &Spot) -> Option<&str> {
        match (&spot.at, &self.body) {
            (At::Pair("path", n), _) => self.path.get(*n).map(|(_, v)| v.as_str()),
            (At::Pair(_, n), _) => self.query.get(*n).map(|(_, v)| v.as_str()),
            (At::Pointer(p), Body::Json(body)) => body.pointer(p).and_then(Json::as_str),
            (At::Pointer(_), _) => None,
        }
    }

    /// The same call with another value at a spot.
    pub fn with(&self, spot: &Spot, value: &str) -> Self {
        let mut call = self.clone();
        match (&spot.at, &mut call.body) {
            (At::Pair("path", n), _) => call.path[*n].1 = value.to_owned(),
            (At::Pair(_, n), _) => call.query[*n].1 = value.to_owned(),
            (At::Pointer(p), Body::Json(body)) => {
                *body.pointer_mut(p).unwrap() = Json::String(value.to_owned())
            }
            (At::Pointer(_), _) => unreachable!("a pointer into a body that is not JSON"),
        }
        call
    }
}

/// A place in one call where an id stands.
#[derive(Debug, Clone)]
pub struct Spot {
    /// As messages name it: `path id`, `body /memberships/0/postId`.
    pub place: String,
    at: At,
}

#[derive(Debug, Clone)]
enum At {
    Pair(&'static str, usize),
    Pointer(String),
}

impl Spot {
    /// Whether it is the place that the document describes with `*` for lists and maps.
    pub fn is(&self, described: &str) -> bool {
        let parts = |s: &str| s.split('/').map(str::to_owned).collect::<Vec<_>>();
        let (own, described) = (parts(&self.place), parts(described));
        own.len() == described.len() && own.iter().zip(&described).all(|(a, b)| b == "*" || a == b)
    }
}

fn leaves(value: &Json, at: String, spots: &mut Vec<Spot>) {
    match value {
        Json::String(text) if is_id(text) => {
            spots.push(Spot { place: format!("body {at}"), at: At::Pointer(at) });
        }
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| leaves(item, format!("{at}/{n}"), spots));
        }
        Json::Object(map) => map.iter().for_each(|(name, item)| leaves(item, format!("{at}/{name}"), spots)),
        _ => {}
    }
}

/// `usr_` and 32 hexadecimal digits, or another prefix.
fn is_id(text: &str) -> bool {
    let Some((prefix, hex)) = text.split_once('_') else { return false };
    (3..=4).contains(&prefix.len()) && hex.len() == 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())
}

fn multipart(content: &[u8]) -> Vec<u8> {
    let head = "--weir\r\ncontent-disposition: form-data; name=\"file\"; filename=\"note.txt\"\r\n\
                content-type: text/plain\r\n\r\n";
    [head.as_bytes(), content, b"\r\n--weir--\r\n"].concat()
}
