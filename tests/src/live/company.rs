//! Who works: the harness's company with the shipped purchase, and a flow that two people must sign.

use std::net::SocketAddr;

use serde_json::{Value as Json, json};
use weir_store::Store;

use super::{Http, Server};
use crate::{Client, PASSWORD, TestApp};

/// The flow of the shipped pack: one approver, above the bound two in a row.
pub const PURCHASE: &str = "purchase";
/// A flow at which manager and finance director must both agree, at the same time.
pub const PAIR: &str = "pair";

/// People who may sign in.
#[derive(Debug, Clone, Copy)]
pub struct Company;

/// They, signed in.
pub struct People {
    /// Submits.
    pub employee: Http,
    /// Submits too.
    pub colleague: Http,
    /// Decides.
    pub manager: Http,
    /// Decides what the manager has approved, or at the same time.
    pub director: Http,
    /// Sees everything.
    pub admin: Http,
}

impl Company {
    /// Founds it in an empty database, before the server starts.
    pub async fn found(store: Store) -> Self {
        let t = TestApp::on(store).await;
        let admin = t.login("admin").await;
        let installed = admin.post_empty("/templates/purchase/install").await.ok();
        draw_pair(&t, &admin, &installed["formId"]).await;
        Self
    }

    /// Signs everybody in.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn sign_in(&self, server: &Server) -> People {
        let sign_in = |login: &str| {
            let http = Http::new(server.address());
            let body = json!({ "tenant": "demo", "login": login, "password": PASSWORD });
            let reply = http.post("/auth/login", &body, &[]).unwrap().ok();
            http.with_token(reply["token"].as_str().unwrap())
        };
        People {
            employee: sign_in("employee"),
            colleague: sign_in("colleague"),
            manager: sign_in("manager"),
            director: sign_in("finance-director"),
            admin: sign_in("admin"),
        }
    }
}

impl People {
    /// The same people, with their sessions, before another server.
    #[must_use]
    pub fn at(&self, address: SocketAddr) -> Self {
        Self {
            employee: self.employee.at(address),
            colleague: self.colleague.at(address),
            manager: self.manager.at(address),
            director: self.director.at(address),
            admin: self.admin.at(address),
        }
    }
}

async fn draw_pair(t: &TestApp, admin: &Client, form: &Json) {
    let name = json!({ "zh-CN": "双签", "en": "Pair" });
    admin.post("/flows", json!({ "key": PAIR, "name": name, "formId": form })).await.done();
    let both = [t.demo.user("manager"), t.demo.user("finance-director")];
    let definition = json!({
        "name": name,
        "nodes": [
            { "key": "start", "name": name, "kind": "start" },
            { "key": "both", "name": name, "kind": "approve", "mode": "all", "who": { "kind": "user", "users": both } },
            { "key": "end", "name": name, "kind": "end" },
        ],
        "edges": [
            { "key": "e1", "from": "start", "to": "both" }, { "key": "e2", "from": "both", "to": "end" },
        ],
    });
    let rev = admin.get("/flows/pair/draft").await.ok()["rev"].clone();
    admin.put("/flows/pair/draft", &rev, json!({ "definition": definition })).await.done();
    admin.post("/flows/pair/publish", json!({})).await.done();
}
