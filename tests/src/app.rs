//! The application under test.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use serde_json::json;
use tower::ServiceExt;
use weir_app::App;
use weir_app::settings::{MailSettings, PasswordCost, Settings};
use weir_server::HttpOptions;
use weir_store::Store;
use weir_store::testing::each_database;

use crate::{Answer, Client, Company, PASSWORD, TestClock, TestIds};

/// The application on a fresh database, with the company `demo` and another one, `other`.
pub struct TestApp {
    /// Use cases, for what has no route.
    pub app: App,
    /// Its clock.
    pub clock: TestClock,
    /// The company that most tests are about.
    pub demo: Company,
    /// A company that must never learn of the first.
    pub other: Company,
    router: Router,
}

/// Runs `test` on both databases.
pub async fn each_app<F, T>(test: F)
where
    F: Fn(TestApp) -> T,
    T: Future<Output = ()>,
{
    let test = &test;
    each_database(|store| async move { test(TestApp::on(store).await).await }).await;
}

impl TestApp {
    /// The application on an empty, migrated store.
    ///
    /// # Panics
    /// When it cannot be set up.
    pub async fn on(store: Store) -> Self {
        Self::with(store, "http://weir.test", None).await
    }

    /// The application with a mail server at an address.
    ///
    /// # Panics
    /// When it cannot be set up.
    pub async fn with_mail(store: Store, url: &str) -> Self {
        let mail = MailSettings { url: url.to_owned(), from: "Weir <weir@example.com>".to_owned() };
        Self::with(store, "http://weir.test", Some(mail)).await
    }

    /// The application as people reach it under another address.
    ///
    /// # Panics
    /// When it cannot be set up.
    pub async fn with_public_url(store: Store, public_url: &str) -> Self {
        Self::with(store, public_url, None).await
    }

    async fn with(store: Store, public_url: &str, mail: Option<MailSettings>) -> Self {
        let clock = TestClock::default();
        let settings = Settings {
            data_dir: std::env::temp_dir(),
            public_url: public_url.to_owned(),
            demo: false,
            database_url: None,
            mail,
            password_cost: PasswordCost::Cheap,
            secret_key: Some([7; 32]),
        };
        let ids = Arc::new(TestIds::default());
        let app = App::new(store, settings, Arc::new(clock.clone()), ids).expect("an application");
        let demo = Company::found(&app, "demo").await;
        let other = Company::found(&app, "other").await;
        let router = weir_server::router(app.clone(), HttpOptions::default());
        Self { app, clock, demo, other, router }
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client { router: self.router.clone(), token: None, headers: Vec::new() }
    }

    /// The answer to a request, not yet read: for streams.
    ///
    /// # Panics
    /// Never: the router always answers.
    pub async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    /// A platform administrator of that name, new or set anew, signed in with [`PASSWORD`].
    ///
    /// # Panics
    /// When the name cannot be one.
    pub async fn platform(&self, login: &str) -> Client {
        let made = self.app.set_platform_admin(login, "Caretaker").await.expect("a platform administrator");
        let door = json!({ "login": login, "password": made.password });
        let reply = self.anonymous().post("/platform/login", door).await.ok();
        let client = self.anonymous().with_token(reply["token"].as_str().expect("a token"));
        let change = json!({ "current": made.password, "next": PASSWORD });
        client.post("/platform/password", change).await.done();
        client
    }

    /// Somebody of the company `demo`, signed in.
    pub async fn login(&self, login: &str) -> Client {
        self.login_to("demo", login).await
    }

    /// Somebody of a company, signed in.
    pub async fn login_to(&self, tenant: &str, login: &str) -> Client {
        let reply = self.try_login(tenant, login, PASSWORD).await.ok();
        let token = reply["token"].as_str().expect("a token").to_owned();
        self.anonymous().with_token(&token)
    }

    /// An attempt to sign in.
    pub async fn try_login(&self, tenant: &str, login: &str, password: &str) -> Answer {
        let body = json!({ "tenant": tenant, "login": login, "password": password });
        self.anonymous().post("/auth/login", body).await
    }
}
