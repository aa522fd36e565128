//! Nobody reaches what is not theirs: every operation of the OpenAPI document, by everybody who may not, and with
//! every id in path, query and body swapped for another company's.
//!
//! A refused call changes nothing, and a foreign id is answered as one that does not exist. After the refusals
//! the very same call succeeds for its owner: it was valid. An operation without a case is named and fails the run.

mod call;
mod cases;
mod document;
mod dump;
mod world;

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_model::permission::Permission;
use weir_tests::{Client, TestApp, each_app};

use crate::draw::text;
use call::{Call, Closed, Foreign, Spot};
use document::Operation;
use world::World;

#[tokio::test]
async fn no_operation_reaches_what_is_not_the_callers() {
    each_app(|t| async move {
        let expired = t.login("admin").await;
        t.clock.advance(SignedDuration::from_hours(13));
        let matrix = Matrix {
            expired,
            tokens: Mutex::default(),
            probe: Probe::hire(&t).await,
            ours: World::furnish(&t, "demo").await,
            theirs: World::furnish(&t, "other").await,
            t: &t,
        };
        let mut told = Vec::new();
        for operation in document::operations() {
            matrix.check(&operation, &mut told).await;
        }
        assert!(told.is_empty(), "{} findings:\n{}", told.len(), told.join("\n"));
    })
    .await;
}

struct Matrix<'t> {
    t: &'t TestApp,
    ours: World<'t>,
    theirs: World<'t>,
    expired: Client,
    tokens: Mutex<HashMap<Permission, Client>>,
    probe: Probe,
}

impl Matrix<'_> {
    async fn check(&self, operation: &Operation, told: &mut Vec<String>) {
        let (ours, theirs) =
            (cases::call(&self.ours, &operation.id).await, cases::call(&self.theirs, &operation.id).await);
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return told.push(format!("{}: no case", operation.id));
        };
        let mut found = Vec::new();
        self.is_whole(operation, &ours, &mut found);
        self.refusals(operation, &ours, &theirs, &mut found).await;
        // Whoever looks after the server reaches every company there is, by its id.
        if ours.closed != Closed::ToCompanies {
            self.swaps(operation, &theirs, &mut found).await;
        }
        // Drafts keep what they were told, so a call over the revision from before would be late.
        let ours = cases::call(&self.ours, &operation.id).await.unwrap_or(ours);
        let owner = match ours.last {
            true => self.ours.anew(ours.owner).await,
            false => self.ours.as_(ours.owner).await,
        };
        let (status, answer) = ours.send(self.t, &owner, &operation.method, &operation.path).await;
        if ours.last {
            self.ours.forget(ours.owner);
        }
        if !(200..300).contains(&status) {
            found.push(format!("its owner is answered {status} {answer}"));
        }
        told.extend(found.into_iter().map(|f| format!("{}: {f}", operation.id)));
    }

    /// The case has every id that the document knows.
    fn is_whole(&self, operation: &Operation, call: &Call, found: &mut Vec<String>) {
        let spots = call.spots();
        for place in &operation.ids {
            let left_out = call.without.iter().any(|(p, _)| p == place);
            if left_out == spots.iter().any(|spot| spot.is(place)) {
                found.push(format!("the case {} {place}", if left_out { "has after all" } else { "lacks" }));
            }
        }
    }

    /// Those who may not make the call are refused, and nothing changes.
    async fn refusals(&self, operation: &Operation, ours: &Call, theirs: &Call, found: &mut Vec<String>) {
        let mut tries: Vec<(String, Client, &[u16])> = Vec::new();
        if !operation.public {
            tries.push(("nobody".into(), self.t.anonymous(), &[401]));
            tries.push(("an expired session".into(), self.expired.clone(), &[401]));
        }
        if !operation.public && ours.closed != Closed::ToCompanies {
            tries.push(("a platform administrator".into(), self.ours.as_("platform").await, &[401]));
        }
        self.colleagues(ours, &mut tries).await;
        let before = self.dumps().await;
        for (who, client, expected) in tries {
            let (status, answer) = ours.send(self.t, &client, &operation.method, &operation.path).await;
            if !expected.contains(&status) {
                found.push(format!("{who} is answered {status}, not {expected:?}: {answer:.300}"));
            }
        }
        // Whoever administers the other company makes the call as it stands, where it names anything of this one.
        if !operation.public && ours.spots().iter().any(|s| ours.value(s) != theirs.value(s)) {
            let stranger = self.theirs.as_("admin").await;
            let (status, answer) = ours.send(self.t, &stranger, &operation.method, &operation.path).await;
            let by_path = !ours.path.is_empty();
            let fine = match (by_path, ours.foreign) {
                _ if ours.closed == Closed::ToCompanies => status == 401,
                (true, _) => status == 404,
                (false, Foreign::Refused) => [404, 422].contains(&status),
                (false, Foreign::Kept | Foreign::FindsNothing) => [200, 201, 404, 422].contains(&status),
            };
            // What they sent themselves may come back.
            let told = answer.contains(&self.ours.mark()) && !ours.says(&self.ours.mark());
            if !fine || told {
                found.push(format!("another company's administrator is answered {status}: {answer:.300}"));
            }
        }
        let after = self.dumps().await;
        for table in dump::changed(&before.0, &after.0) {
            found.push(format!("a refused call changed {table}"));
        }
    }

    /// People and tokens of the same company that may not make the call.
    async fn colleagues(&self, ours: &Call, tries: &mut Vec<(String, Client, &[u16])>) {
        let (permission, expected): (Permission, &[u16]) = match ours.closed {
            Closed::ToNobody => return,
            Closed::ToCompanies => {
                tries.push(("an administrator".into(), self.ours.as_("admin").await, &[401]));
                let everything: Vec<Json> = Permission::ALL.iter().map(|p| json!(p.as_str())).collect();
                let (_, token) = self.ours.api_token("admin", &everything).await;
                tries.push(("a token".into(), token, &[401]));
                return;
            }
            Closed::Without(permission) => (permission, &[403]),
            Closed::HiddenWithout(permission) => (permission, &[404]),
            Closed::ToOthers | Closed::ToOutsiders => {
                tries.push(("an outsider".into(), self.ours.as_("project-manager").await, &[404]));
                if ours.closed == Closed::ToOthers {
                    tries.push(("an administrator".into(), self.ours.as_("admin").await, &[404]));
                }
                return;
            }
        };
        self.probe.grant_all_but(&self.ours, permission).await;
        tries.push((format!("a role without {}", permission.as_str()), self.probe.client.clone(), expected));
        if !MEMBER.contains(&permission) {
            // A member may also not see the thing itself.
            let expected: &[u16] = if ours.path.is_empty() { expected } else { &[403, 404] };
            tries.push(("the role member".into(), self.ours.as_("boss").await, expected));
        }
        let token = self.token_without(permission).await;
        tries.push((format!("a token without {}", permission.as_str()), token, expected));
    }

    /// A token of the administrator that reaches everything but what the permission allows.
    async fn token_without(&self, permission: Permission) -> Client {
        if let Some(known) = self.tokens.lock().unwrap().get(&permission) {
            return known.clone();
        }
        let others = Permission::ALL.iter().filter(|p| **p != permission).map(|p| json!(p.as_str()));
        let (_, token) = self.ours.api_token("admin", &others.collect::<Vec<_>>()).await;
        self.tokens.lock().unwrap().insert(permission, token.clone());
        token
    }

    /// Each id of the other company in place of one's own, one at a time.
    async fn swaps(&self, operation: &Operation, theirs: &Call, found: &mut Vec<String>) {
        let count = theirs.spots().len();
        for n in 0..count {
            let Some(ours) = cases::call(&self.ours, &operation.id).await else { return };
            let (mine, foreign) = (ours.spots(), theirs.spots());
            let (Some(spot), Some(foreign)) = (mine.get(n), foreign.get(n)) else {
                return found.push("the two companies' calls differ in shape".to_owned());
            };
            let foreign = theirs.value(foreign).unwrap_or_default().to_owned();
            if ours.value(spot) == Some(foreign.as_str()) {
                continue;
            }
            self.swap(operation, &ours, spot, &foreign, found).await;
        }
    }

    async fn swap(
        &self,
        operation: &Operation,
        ours: &Call,
        spot: &Spot,
        foreign: &str,
        found: &mut Vec<String>,
    ) {
        let owner = self.ours.as_(ours.owner).await;
        let place = &spot.place;
        let before = self.dumps().await;
        let send = async |value: &str| {
            ours.with(spot, value).send(self.t, &owner, &operation.method, &operation.path).await
        };
        let (status, answer) = send(foreign).await;
        let after = self.dumps().await;
        for table in dump::changed(&before.1, &after.1) {
            found.push(format!("a foreign id at {place} changed {table} of the other company"));
        }
        if answer.contains(&self.theirs.mark()) {
            found.push(format!("a foreign id at {place} tells of the other company: {answer:.300}"));
        }
        let refused = place.starts_with("path") || ours.foreign == Foreign::Refused;
        let fine = match ours.foreign {
            _ if place.starts_with("path") => status == 404,
            Foreign::Refused => [404, 422].contains(&status),
            Foreign::Kept | Foreign::FindsNothing => [200, 201, 404, 422].contains(&status),
        };
        if !fine {
            found.push(format!("a foreign id at {place} is answered {status}: {answer:.300}"));
        }
        if !refused {
            return;
        }
        for table in dump::changed(&before.0, &after.0) {
            found.push(format!("a foreign id at {place} was refused and yet changed {table}"));
        }
        // Nobody learns from the answer whether an id exists in another company.
        let (absent_status, absent) = send(&unknown_like(foreign)).await;
        let told = |answer: &str, id: &str| answer.replace(id, "");
        if (status, told(&answer, foreign)) != (absent_status, told(&absent, &unknown_like(foreign))) {
            found.push(format!(
                "at {place} a foreign id reads {answer:.200}, one that is nowhere {absent:.200}"
            ));
        }
    }

    async fn dumps(&self) -> (dump::Dump, dump::Dump) {
        let store = self.t.app.store();
        (dump::of(store, self.ours.company.tenant).await, dump::of(store, self.theirs.company.tenant).await)
    }
}

/// What the role `member` may do.
const MEMBER: [Permission; 2] = [Permission::FlowsStart, Permission::RecordsRead];

/// An id of the same kind that is nowhere.
fn unknown_like(id: &str) -> String {
    match id.split_once('_') {
        Some((prefix, hex)) if hex.len() == 32 => format!("{prefix}_{}", "f".repeat(32)),
        _ => "nowhere".to_owned(),
    }
}

/// Somebody with one role, which is given other permissions for each operation.
struct Probe {
    role: String,
    client: Client,
}

impl Probe {
    async fn hire(t: &TestApp) -> Self {
        let admin = t.login("admin").await;
        let role = json!({ "key": "probe", "name": { "en": "Probe" }, "grants": [] });
        let role = text(&admin.post("/roles", role).await.ok()["id"]);
        let person = json!({ "login": "probe", "name": "Probe", "roleIds": [role],
            "memberships": [{ "departmentId": t.demo.department("company"), "main": true }] });
        let person = admin.post("/people", person).await.ok();
        let initial = text(&person["initialPassword"]);
        let reply = t.try_login("demo", "probe", &initial).await.ok();
        let client = t.anonymous().with_token(&text(&reply["token"]));
        let change = json!({ "current": initial, "next": "a password that nobody guesses" });
        client.post("/auth/password", change).await.done();
        let roles = person["person"]["roles"].as_array().unwrap();
        assert!(roles.iter().all(|r| r["id"] == role.as_str()), "no other role: {roles:?}");
        Self { role, client }
    }

    async fn grant_all_but(&self, world: &World<'_>, permission: Permission) {
        let admin = world.as_("admin").await;
        let path = format!("/roles/{}", self.role);
        let rev = admin.get(&path).await.ok()["rev"].clone();
        let grants: Vec<Json> = Permission::ALL
            .iter()
            .filter(|p| **p != permission)
            .map(|p| match p.is_scoped() {
                true => json!({ "permission": p.as_str(), "dataScope": "all" }),
                false => json!({ "permission": p.as_str() }),
            })
            .collect();
        admin.put(&format!("{path}/grants"), &rev, json!({ "grants": grants })).await.done();
    }
}
