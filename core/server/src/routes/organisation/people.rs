//! People of the company.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::organisation::{CreatePerson, CreatedPerson, InitialPassword, Person, UpdatePerson};
use weir_app::organisation::ListPeople;
use weir_model::id::UserId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, ShownOnce, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_people, create_person))
        .routes(routes!(get_person, update_person))
        .routes(routes!(reset_password))
}

/// People by name.
#[utoipa::path(get, path = "/people", params(ListPeople), responses((status = 200, body = Page<Person>)))]
async fn list_people(
    State(app): State<App>,
    caller: Caller,
    Query(wish): Query<ListPeople>,
) -> Reply<Json<Page<Person>>> {
    Ok(Json(app.list_people(&caller, wish).await?))
}

/// Takes a person in; the answer tells the first password this once.
#[utoipa::path(post, path = "/people", request_body = CreatePerson, responses((status = 201, body = CreatedPerson)))]
async fn create_person(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreatePerson>,
) -> Reply<ShownOnce<Created<CreatedPerson>>> {
    Ok(ShownOnce(Created(app.create_person(&caller, body).await?)))
}

/// A person.
#[utoipa::path(get, path = "/people/{id}", params(("id" = UserId, Path)), responses((status = 200, body = Person)))]
async fn get_person(State(app): State<App>, caller: Caller, Path(id): Path<UserId>) -> Reply<Tagged<Person>> {
    let person = app.get_person(&caller, id).await?;
    Ok(Tagged::new(person.rev, person))
}

/// Changes a person, or disables them, which ends their sessions at once.
#[utoipa::path(patch, path = "/people/{id}", params(("id" = UserId, Path), ("If-Match" = String, Header)), request_body = UpdatePerson, responses((status = 200, body = Person)))]
async fn update_person(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<UpdatePerson>,
) -> Reply<Tagged<Person>> {
    let person = app.update_person(&caller, id, rev, body).await?;
    Ok(Tagged::new(person.rev, person))
}

/// Gives a person a new first password, told this once, and ends their sessions.
#[utoipa::path(post, path = "/people/{id}/reset-password", params(("id" = UserId, Path)), responses((status = 200, body = InitialPassword)))]
async fn reset_password(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Reply<ShownOnce<Json<InitialPassword>>> {
    Ok(ShownOnce(Json(app.reset_password(&caller, id).await?)))
}
