//! Taking an import of people back: who was taken in and never came is disabled and gives the sign-in name back; who
//! was changed gets back what was there before, unless somebody changed them since.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::{DepartmentId, MembershipId, PostId, UserId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::imports::BroughtIn;
use weir_store::queries::org_people;
use weir_store::queries::organisation::{MembershipRow, PersonRow};

use super::super::IMPORT_CHANNEL;
use super::kind::Undone;
use crate::context::App;
use crate::dto::organisation::MembershipInput;
use crate::error::{Error, Result};
use crate::organisation::{facts, present_memberships};

/// What somebody was, as it is stored beside the row that changed them.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    name: String,
    email: String,
    phone: String,
    memberships: Vec<Held>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Held {
    id: MembershipId,
    department: DepartmentId,
    post: Option<PostId>,
    main: bool,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
}

/// What somebody is.
pub(super) fn before(person: &PersonRow, memberships: Vec<MembershipRow>) -> Json {
    let held = |m: MembershipRow| Held {
        id: m.id,
        department: m.department,
        post: m.post,
        main: m.main,
        starts_on: m.starts_on,
        ends_on: m.ends_on,
    };
    let before = Before {
        name: person.name.clone(),
        email: person.email.clone(),
        phone: person.phone.clone(),
        memberships: memberships.into_iter().map(held).collect(),
    };
    serde_json::to_value(before).unwrap_or_default()
}

/// Takes rows back.
pub(super) async fn undo(app: &App, tx: &Tx, who: &Principal, rows: &[BroughtIn]) -> Result<Undone> {
    let company = app.company(tx).await?;
    let ids: Vec<UserId> = rows.iter().map(|r| UserId::from_uuid(r.thing)).collect();
    let came: HashSet<UserId> =
        org_people::last_seen(tx, &ids).await?.into_iter().map(|(id, _)| id).collect();
    let administrators = app.administrators(tx).await?;
    let (mut undone, mut changes) = (Undone::default(), Vec::new());
    for row in rows {
        let id = UserId::from_uuid(row.thing);
        let Some(person) = company.people.get(&id) else {
            undone.reverted.push(row.row);
            continue;
        };
        let is = match &row.before {
            None if came.contains(&id) => Err("import.signed_in_since"),
            _ if person.rev != row.rev => Err("import.changed_since"),
            None => Ok(dismiss(app, tx, person).await?),
            Some(before) => {
                let before: Before = serde_json::from_value(before.clone()).map_err(Error::internal)?;
                let wish = held(&before, &present_memberships(&company, id, app.moment(&company).today));
                let (plan, issues) = app.plan_memberships(&company, id, &wish);
                if issues.is_empty() {
                    let Before { name, email, phone, .. } = before;
                    let new = PersonRow { name, email, phone, ..person.clone() };
                    org_people::update(tx, &new).await?;
                    plan.carry_out(tx).await?;
                    Ok(new)
                } else {
                    Err("import.changed_since")
                }
            }
        };
        match is {
            Ok(is) => {
                let mut change = app.change(who, Subject::User, id.uuid(), Verb::Updated);
                change.channel = IMPORT_CHANNEL;
                (change.before, change.after) =
                    (Some(Json::Object(facts(person))), Some(Json::Object(facts(&is))));
                changes.push(change);
                undone.reverted.push(row.row);
            }
            Err(code) => undone.kept.push((row.row, Issue::new("", code))),
        }
    }
    app.keep_administrator(tx, administrators).await?;
    tx.log_many(changes).await?;
    Ok(undone)
}

/// People are never removed, for history names them. The sign-in name is free again for who comes in their place.
async fn dismiss(app: &App, tx: &Tx, person: &PersonRow) -> Result<PersonRow> {
    let is = PersonRow { active: false, ..person.clone() };
    org_people::update(tx, &is).await?;
    app.end_access(tx, person.id).await?;
    let id = person.id.uuid().simple().to_string();
    let login = format!("{}~{}", person.login, &id[id.len() - LOGIN_MARK_CHARS..]);
    org_people::set_login(tx, person.id, &login).await?;
    Ok(PersonRow { login, ..is })
}

/// Characters of the id that tell apart people who gave the same sign-in name back.
const LOGIN_MARK_CHARS: usize = 8;

/// The memberships that somebody held, those that are still there under their ids.
fn held(before: &Before, present: &[MembershipRow]) -> Vec<MembershipInput> {
    let input = |m: &Held| MembershipInput {
        id: Some(m.id).filter(|id| present.iter().any(|p| p.id == *id)),
        department_id: m.department,
        post_id: m.post,
        main: m.main,
        starts_on: m.starts_on,
        ends_on: m.ends_on,
    };
    before.memberships.iter().map(input).collect()
}
