//! The OpenAPI document: collected from the routes, then given what all operations share.
//!
//! A route states its path, its body and its success. Tag, camelCase operation id, problem answer and security
//! come from here, so that no route can forget them.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, Content, InfoBuilder, OpenApi, OpenApiBuilder, Ref, Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use weir_app::dto::common::{Problem, ProblemItem};
use weir_app::dto::nested_schemas;

use crate::middleware::repeat::KEY_MAX_CHARS;
use crate::routes;
use crate::state::Server;

/// Where the API lives.
pub const API_PREFIX: &str = "/api/v1";

/// Routes with their part of the document.
pub type Routes = OpenApiRouter<Server>;

/// Every route with the finished document.
pub fn api() -> Routes {
    let mut api = routes::all();
    finish(api.get_openapi_mut());
    api
}

/// The finished document.
#[must_use]
pub fn document() -> OpenApi {
    let mut document = api().into_openapi();
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths.into_iter().map(|(p, item)| (format!("{API_PREFIX}{p}"), item)).collect();
    document
}

/// `GET /openapi.json`, rendered once.
pub fn route(_: OpenApi) -> Router<Server> {
    let text: Arc<str> = document().to_pretty_json().unwrap_or_default().into();
    let json = HeaderValue::from_static("application/json");
    Router::new().route(
        "/openapi.json",
        get(move || async move { ([(header::CONTENT_TYPE, json)], text.to_string()).into_response() }),
    )
}

/// Gives every operation of an area its tag.
pub fn tagged(tag: &str, mut routes: Routes) -> Routes {
    for item in routes.get_openapi_mut().paths.paths.values_mut() {
        for operation in operations(item) {
            operation.tags = Some(vec![tag.to_owned()]);
        }
    }
    routes
}

fn finish(document: &mut OpenApi) {
    let shared = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Weir")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some("Forms, flows and approvals. Errors are RFC 9457 problems."))
                .build(),
        )
        .security(Some([SecurityRequirement::new("bearer", NONE), SecurityRequirement::new("cookie", NONE)]))
        .build();
    document.info = shared.info;
    document.security = shared.security;
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let cookie = ApiKey::Cookie(ApiKeyValue::new(crate::extract::cookie_name(false)));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    components.schemas.insert(ProblemItem::name().into_owned(), ProblemItem::schema());
    components.schemas.extend(nested_schemas());
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            operation.operation_id = operation.operation_id.as_deref().map(camel_case);
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            let response = ResponseBuilder::new()
                .description("A problem: what is wrong, where, and what to do.")
                .content("application/problem+json", problem)
                .build();
            operation.responses.responses.entry("default".to_owned()).or_insert_with(|| response.into());
        }
        for operation in writes(item) {
            operation.parameters.get_or_insert_default().push(repeat_key().into());
        }
    }
}

/// The header that every write takes.
fn repeat_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A text of the client's choice, for a day: the same write under the same key is done once and \
             answered alike.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(KEY_MAX_CHARS))))
        .build()
}

const NONE: [&str; 0] = [];

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

fn writes(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { put, post, delete, patch, .. } = item;
    [put, post, delete, patch].into_iter().flatten()
}

fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_operation_has_one_tag_and_a_name_of_its_own() {
        let mut names = BTreeSet::new();
        let mut document = document();
        for (path, item) in &mut document.paths.paths {
            for operation in operations(item) {
                let name = operation.operation_id.clone().unwrap_or_default();
                assert!(names.insert(name.clone()), "{path}: {name} twice");
                assert_eq!(operation.tags.as_ref().map(Vec::len), Some(1), "{path}: {name} lacks its tag");
            }
        }
    }

    #[test]
    fn every_placeholder_of_a_path_is_described_and_every_schema_known() {
        let mut document = document();
        for (path, item) in &mut document.paths.paths {
            let places: BTreeSet<&str> =
                path.split('{').skip(1).filter_map(|p| p.split('}').next()).collect();
            for operation in operations(item) {
                let described = serde_json::to_value(&operation.parameters).unwrap_or_default();
                let described: BTreeSet<&str> = described
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|p| p["in"] == "path")
                    .filter_map(|p| p["name"].as_str())
                    .collect();
                assert_eq!(places, described, "{path}");
            }
        }
        let text = document.to_json().unwrap_or_default();
        let known = document.components.unwrap_or_default().schemas;
        for name in text.split("\"#/components/schemas/").skip(1).filter_map(|r| r.split('"').next()) {
            assert!(known.contains_key(name), "no schema {name}");
        }
    }
}
