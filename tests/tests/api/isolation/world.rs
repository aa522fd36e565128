//! A company with one of everything: what a valid call of each operation needs.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_model::id::{IncidentId, JobId};
use weir_store::queries::jobs::{self, NewJob};
use weir_tests::{Client, Company, TestApp};

use super::call::{Body, by};
use crate::draw::{field, schema, text};

/// One of the two companies. What it holds carries its name, so that it can be recognised in an answer.
pub struct World<'t> {
    pub t: &'t TestApp,
    pub company: &'t Company,
    /// The company's key.
    pub tenant: &'static str,
    /// A published form with a field for each kind of id.
    pub form: String,
    /// A published form that the first one refers to, and nothing else uses.
    pub shelf: String,
    /// A project with the employee and the manager in it, and another one.
    pub project: String,
    pub annex: String,
    clients: Mutex<HashMap<&'static str, Client>>,
    count: AtomicU32,
}

impl<'t> World<'t> {
    /// Furnishes a company.
    pub async fn furnish(t: &'t TestApp, tenant: &'static str) -> Self {
        let company = if tenant == "demo" { &t.demo } else { &t.other };
        let (form, shelf) = (String::new(), String::new());
        let (clients, count) = (Mutex::default(), AtomicU32::new(0));
        let (project, annex) = (String::new(), String::new());
        let mut world = World { t, company, tenant, form, shelf, project, annex, clients, count };
        let admin = world.as_("admin").await;
        world.shelf = world.draw_form("shelf", &[field("title", "text", json!({}))]).await;
        let reference = json!({ "form": world.shelf });
        let fields = [
            field("title", "text", json!({ "required": true })),
            field("who", "person", json!({})),
            field("department", "department", json!({})),
            field("asset", "reference", reference),
            field("file", "file", json!({})),
        ];
        world.form = world.draw_form("buy", &fields).await;
        for (kind, node) in [
            ("buy", world.node("approve", json!({}))),
            ("check", world.node("handle", json!({}))),
            (
                "ask",
                world.node(
                    "approve",
                    json!({ "who": { "kind": "initiatorChooses" }, "onReject": { "kind": "initiator" } }),
                ),
            ),
        ] {
            let key = world.flow(kind);
            let wish = json!({ "key": key, "name": { "en": world.named(kind) }, "formId": world.form });
            admin.post("/flows", wish).await.done();
            let body = json!({ "definition": world.definition(node) });
            let rev = admin.get(&format!("/flows/{key}/draft")).await.ok()["rev"].clone();
            admin.put(&format!("/flows/{key}/draft"), &rev, body).await.done();
            admin.post(&format!("/flows/{key}/publish"), json!({})).await.done();
        }
        world.project = text(&world.new_project().await["id"]);
        world.annex = text(&world.new_project().await["id"]);
        world
    }

    /// Somebody of the company.
    pub async fn as_(&self, login: &'static str) -> Client {
        if let Some(known) = self.clients.lock().unwrap().get(login) {
            return known.clone();
        }
        let client = self.anew(login).await;
        self.clients.lock().unwrap().insert(login, client.clone());
        client
    }

    /// Somebody whose session may have ended comes in anew the next time.
    pub fn forget(&self, login: &str) {
        self.clients.lock().unwrap().remove(login);
    }

    /// The same in a session of its own.
    pub async fn anew(&self, login: &'static str) -> Client {
        match login {
            "platform" | "platform with an offer" => self.t.platform(&self.new_key("platform")).await,
            _ => self.t.login_to(self.tenant, login).await,
        }
    }

    /// A company that nobody else uses.
    pub async fn spare_company(&self) -> Json {
        let key = self.new_key("spare");
        let wish = json!({
            "key": key, "name": self.named("company"), "login": "admin", "person": "First",
            "timeZone": "Asia/Shanghai", "locale": "zh-CN",
        });
        self.as_("platform").await.post("/platform/companies", wish).await.ok()["company"].clone()
    }

    /// A name that tells whose it is.
    pub fn named(&self, what: &str) -> String {
        format!("{what} of {}", self.mark())
    }

    /// What stands in everything of this company, and in nothing of the other one.
    pub fn mark(&self) -> String {
        format!("{}-only", self.tenant)
    }

    /// A key that was not used yet.
    pub fn new_key(&self, what: &str) -> String {
        format!("{what}-{}-{}", self.tenant, self.count.fetch_add(1, Ordering::Relaxed))
    }

    /// A flow's key: another one in each company.
    pub fn flow(&self, kind: &str) -> String {
        format!("{kind}-{}", self.tenant)
    }

    pub fn user(&self, login: &str) -> String {
        self.company.user(login).to_string()
    }

    async fn draw_form(&self, kind: &str, fields: &[Json]) -> String {
        let admin = self.as_("admin").await;
        let mut schema = schema(fields);
        schema["name"] = json!({ "en": self.named(kind) });
        let form = json!({ "key": self.flow(kind), "name": { "en": self.named(kind) }, "schema": schema });
        let form = text(&admin.post("/forms", form).await.ok()["id"]);
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        form
    }

    /// A form that nobody has published yet.
    pub async fn new_form(&self) -> String {
        let mut schema = schema(&[field("title", "text", json!({}))]);
        schema["name"] = json!({ "en": self.named("form") });
        let form =
            json!({ "key": self.new_key("form"), "name": { "en": self.named("form") }, "schema": schema });
        text(&self.as_("admin").await.post("/forms", form).await.ok()["id"])
    }

    /// A node at which the manager acts.
    pub fn node(&self, kind: &str, more: Json) -> Json {
        let mut node = json!({
            "key": "step", "name": { "en": self.named("step") }, "kind": kind,
            "who": { "kind": "user", "users": [self.user("manager")] },
        });
        node.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        node
    }

    /// Start, the node, a copy to the boss, end.
    pub fn definition(&self, node: Json) -> Json {
        let copy = json!({ "key": "copy", "name": { "en": "Copy" }, "kind": "carbonCopy",
            "who": { "kind": "user", "users": [self.user("boss")] } });
        json!({
            "name": { "en": self.named("flow") },
            "nodes": [
                { "key": "start", "name": { "en": "Start" }, "kind": "start" }, node, copy,
                { "key": "end", "name": { "en": "End" }, "kind": "end" },
            ],
            "edges": [
                { "key": "e1", "from": "start", "to": "step" }, { "key": "e2", "from": "step", "to": "copy" },
                { "key": "e3", "from": "copy", "to": "end" },
            ],
        })
    }

    /// A flow that nobody has published yet.
    pub async fn new_flow(&self) -> String {
        let key = self.new_key("flow");
        let wish = json!({ "key": key, "name": { "en": self.named("flow") }, "formId": self.form });
        self.as_("admin").await.post("/flows", wish).await.done();
        key
    }

    /// Data with an id of each kind, the file uploaded by that person.
    pub async fn data(&self, login: &'static str) -> Json {
        json!({
            "title": self.named("request"),
            "who": [self.user("manager")],
            "department": [self.company.department("import").to_string()],
            "asset": [self.new_record().await["id"]],
            "file": [self.file(login).await],
        })
    }

    /// A view of the project's items that the employee keeps for themselves.
    pub async fn view(&self) -> Json {
        let wish = json!({ "name": self.named("view"), "settings": { "sort": "-$due" } });
        let employee = self.as_("employee").await;
        employee.post(&format!("/projects/{}/views", self.project), wish).await.ok()
    }

    /// A link to the shelf's form.
    pub async fn form_link(&self, audience: &str) -> Json {
        let wish = json!({ "name": self.named("link"), "audience": audience });
        self.as_("admin").await.post(&format!("/forms/{}/links", self.shelf), wish).await.ok()
    }

    /// What stands in a link's address.
    pub async fn link_token(&self, audience: &str) -> String {
        text(&self.form_link(audience).await["address"]).rsplit('/').next().unwrap().to_owned()
    }

    /// A record of the shelf.
    pub async fn new_record(&self) -> Json {
        let admin = self.as_("admin").await;
        let data = json!({ "data": { "title": self.named("record") } });
        admin.post(&format!("/forms/{}/records", self.shelf), data).await.ok()
    }

    /// An instance that the employee started.
    pub async fn start(&self, kind: &str) -> Json {
        let chosen = if kind == "ask" { json!({ "step": [self.user("manager")] }) } else { json!({}) };
        let body = json!({ "data": self.data("employee").await, "chosen": chosen });
        let employee = self.as_("employee").await;
        employee.post(&format!("/flows/{}/instances", self.flow(kind)), body).await.ok()
    }

    /// The manager's to-do in a new instance.
    pub async fn task(&self, kind: &str) -> String {
        let instance = text(&self.start(kind).await["id"]);
        let seen = self.as_("manager").await.get(&format!("/instances/{instance}")).await.ok();
        text(&seen["myTasks"][0]["id"])
    }

    /// A new instance that the manager decided.
    pub async fn decided(&self, kind: &str, verdict: &str) -> String {
        let task = self.task(kind).await;
        let body = json!({ "comment": "because" });
        let row = self.as_("manager").await.post(&format!("/tasks/{task}/{verdict}"), body).await.ok();
        text(&row["instanceId"])
    }

    /// The boss's copy of a new instance.
    pub async fn copy(&self) -> String {
        let instance = self.decided("buy", "approve").await;
        let copies = self.as_("boss").await.get("/copies").await.ok();
        let copies = copies["items"].as_array().unwrap();
        text(&copies.iter().find(|c| c["instanceId"] == instance.as_str()).unwrap()["id"])
    }

    /// The employee's draft.
    pub async fn draft(&self) -> Json {
        let body = json!({ "flowKey": self.flow("ask"), "data": { "title": self.named("draft") } });
        self.as_("employee").await.post("/drafts", body).await.ok()
    }

    /// A project with the employee and the manager in it.
    pub async fn new_project(&self) -> Json {
        let member = |login: &str| json!({ "user": self.user(login), "role": "member" });
        let project = json!({ "key": self.new_key("plan"), "name": self.named("project"),
            "members": [member("employee"), member("manager")] });
        self.as_("admin").await.post("/projects", project).await.ok()
    }

    /// A template with a place that the employee left.
    pub async fn project_template(&self) -> Json {
        let wish = json!({ "name": self.named("template"),
            "places": [{ "user": self.user("employee"), "name": self.named("place") }] });
        self.as_("admin").await.post(&format!("/projects/{}/templates", self.project), wish).await.ok()
    }

    /// A work item that the employee created.
    pub async fn item(&self) -> Json {
        let item = json!({ "title": self.named("item") });
        self.as_("employee").await.post(&format!("/projects/{}/work-items", self.project), item).await.ok()
    }

    /// A work item with a comment of the employee: both ids.
    pub async fn said(&self) -> (String, String) {
        let item = text(&self.item().await["id"]);
        let path = format!("/work-items/{item}/comments");
        let said =
            self.as_("employee").await.post(&path, json!({ "text": self.named("comment") })).await.ok();
        (item, text(&said["id"]))
    }

    /// What the employee says about the product.
    pub async fn feedback(&self) -> Json {
        let body = json!({ "kind": "problem", "text": self.named("feedback"), "page": "/" });
        self.as_("employee").await.post("/feedback", body).await.ok()
    }

    /// Somebody's upload of a picture.
    pub async fn picture(&self, login: &'static str) -> String {
        let call = super::call::Call { body: Body::File(crate::company::PICTURE), ..by(login) };
        let client = self.as_(login).await;
        let (status, answer) = call.send(self.t, &client, "POST", "/files").await;
        assert_eq!(status, 201, "{answer}");
        text(&serde_json::from_str::<Json>(&answer).unwrap()["id"])
    }

    /// Somebody's upload that is attached to nothing.
    pub async fn file(&self, login: &'static str) -> String {
        let call = super::call::Call { body: Body::File(b"demo-only"), ..by(login) };
        let client = self.as_(login).await;
        let (status, answer) = call.send(self.t, &client, "POST", "/files").await;
        assert_eq!(status, 201, "{answer}");
        text(&serde_json::from_str::<Json>(&answer).unwrap()["id"])
    }

    /// A file in a record of the form, in its second version.
    pub async fn paper(&self) -> String {
        let admin = self.as_("admin").await;
        let data = self.data("admin").await;
        let paper = text(&data["file"][0]);
        admin.post(&format!("/forms/{}/records", self.form), json!({ "data": data })).await.done();
        let body = json!({ "file": self.file("admin").await });
        admin.with_header("If-Match", "\"1\"").post(&format!("/files/{paper}/versions"), body).await.done();
        paper
    }

    /// Somebody's upload of a table.
    pub async fn table(&self, login: &'static str) -> String {
        let call = super::call::Call { body: Body::File(b"title,login,name\na,a,b\n"), ..by(login) };
        let client = self.as_(login).await;
        let (status, answer) = call.send(self.t, &client, "POST", "/files").await;
        assert_eq!(status, 201, "{answer}");
        text(&serde_json::from_str::<Json>(&answer).unwrap()["id"])
    }

    /// The administrator's import.
    pub async fn import(&self, kind: &str) -> Json {
        self.work_off().await;
        let mut wish = json!({ "kind": kind, "file": self.table("admin").await });
        if kind == "records" {
            wish["formId"] = json!(self.shelf);
        }
        self.as_("admin").await.post("/imports", wish).await.ok()
    }

    /// The administrator's import that was brought in.
    pub async fn imported(&self) -> String {
        let import = text(&self.import("records").await["id"]);
        self.as_("admin").await.post_empty(&format!("/imports/{import}/run")).await.done();
        self.work_off().await;
        import
    }

    /// The administrator's export that has not begun. Those before it end, for nobody has many open.
    pub async fn export(&self) -> Json {
        self.work_off().await;
        let wish = json!({ "kind": "records", "formId": self.shelf, "format": "csv" });
        self.as_("admin").await.post("/exports", wish).await.ok()
    }

    async fn work_off(&self) {
        weir_app::worker::Worker::new(self.t.app.clone()).work_off_due().await.unwrap();
    }

    /// What the manager was told last.
    pub async fn notification(&self) -> String {
        self.start("buy").await;
        let told = self.as_("manager").await.get("/notifications").await.ok();
        text(&told["items"][0]["id"])
    }

    /// Another session of the employee.
    pub async fn session(&self) -> String {
        self.t.login_to(self.tenant, "employee").await;
        let sessions = self.as_("employee").await.get("/me/sessions").await.ok();
        let sessions = sessions["items"].as_array().unwrap();
        text(&sessions.iter().find(|s| s["current"] == false).unwrap()["id"])
    }

    /// Somebody's API token: its id and itself.
    pub async fn api_token(&self, login: &'static str, scopes: &[Json]) -> (String, Client) {
        let wish = json!({ "name": self.named("token"), "scopes": scopes });
        let made = self.as_(login).await.post("/api-tokens", wish).await.ok();
        (text(&made["id"]), self.t.anonymous().with_token(&text(&made["token"])))
    }

    pub async fn new_role(&self) -> Json {
        let role = json!({ "key": self.new_key("role"), "name": { "en": self.named("role") }, "grants": [] });
        self.as_("admin").await.post("/roles", role).await.ok()
    }

    pub async fn new_post(&self) -> Json {
        let post = json!({ "name": { "en": self.named("post") } });
        self.as_("admin").await.post("/posts", post).await.ok()
    }

    pub async fn new_department(&self) -> Json {
        let department = json!({ "name": { "en": self.named("department") },
            "parentId": self.company.department("company") });
        self.as_("admin").await.post("/departments", department).await.ok()
    }

    /// Somebody who is new, with their first password.
    pub async fn new_person(&self, roles: &[Json]) -> Json {
        let login = self.new_key("person");
        let person = json!({ "login": login, "name": self.named("person"), "roleIds": roles,
            "memberships": [{ "departmentId": self.company.department("import"), "main": true }] });
        let made = self.as_("admin").await.post("/people", person).await.ok();
        let mut person = made["person"].clone();
        person["password"] = made["initialPassword"].clone();
        person
    }

    /// The code by which an offered second factor is confirmed.
    pub async fn factor_code(&self, login: &'static str) -> String {
        let proof = json!({ "password": weir_tests::PASSWORD });
        let offer = self.as_(login).await.post("/me/second-factor", proof).await.ok();
        crate::access::sign_in::code(self.t, &text(&offer["secret"]))
    }

    /// Sees to it that somebody has a second factor.
    pub async fn with_factor(&self, login: &'static str) {
        let client = self.as_(login).await;
        if client.get("/me/second-factor").await.ok().get("confirmedAt").is_none() {
            let proof = json!({ "code": self.factor_code(login).await });
            client.post("/me/second-factor/confirm", proof).await.done();
        }
    }

    async fn newcomer(&self) -> (String, String, Client) {
        let person = self.new_person(&[]).await;
        let password = text(&person["password"]);
        let reply = self.t.try_login(self.tenant, &text(&person["login"]), &password).await.ok();
        (text(&person["id"]), password, self.t.anonymous().with_token(&text(&reply["token"])))
    }

    /// Somebody new and their open session.
    pub async fn person_session(&self) -> (String, String) {
        let (person, ..) = self.newcomer().await;
        let path = format!("/people/{person}/sessions");
        let sessions = self.as_("admin").await.get(&path).await.ok();
        (person, text(&sessions["items"][0]["id"]))
    }

    /// Somebody new with a second factor.
    pub async fn person_with_factor(&self) -> String {
        let (person, password, client) = self.newcomer().await;
        let offer = client.post("/me/second-factor", json!({ "password": password })).await.ok();
        let code = crate::access::sign_in::code(self.t, &text(&offer["secret"]));
        client.post("/me/second-factor/confirm", json!({ "code": code })).await.done();
        person
    }

    /// An open invitation of somebody new.
    pub async fn invitation(&self) -> Json {
        let person = text(&self.new_person(&[]).await["id"]);
        self.as_("admin").await.post_empty(&format!("/people/{person}/invitation")).await.ok()
    }

    /// What its link carries.
    pub async fn invitation_token(&self) -> String {
        let link = text(&self.invitation().await["link"]);
        link.split_once('#').unwrap().1.to_owned()
    }

    /// A mail that was given up.
    pub async fn incident(&self) -> String {
        let (app, tenant) = (&self.t.app, self.company.tenant);
        let (job, now) = (app.new_id(JobId::from_uuid), app.now());
        let tx = app.store().begin(tenant).await.unwrap();
        let row = NewJob {
            id: job,
            kind: "mail",
            payload: json!({}),
            idempotency_key: job.to_string(),
            run_at: now,
            created_at: now,
        };
        jobs::enqueue(&tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        let system = app.store().system().await.unwrap();
        let until = now.checked_add(SignedDuration::from_mins(1)).unwrap();
        let claimed = jobs::claim(&system, now, until, 500).await.unwrap();
        system.commit().await.unwrap();
        let fence = claimed.iter().find(|c| c.id == job).unwrap().fence;
        let incident = app.new_id(IncidentId::from_uuid);
        let tx = app.store().begin(tenant).await.unwrap();
        assert!(jobs::give_up(&tx, job, fence, "no route to host", incident, now).await.unwrap());
        tx.commit().await.unwrap();
        incident.to_string()
    }
}
