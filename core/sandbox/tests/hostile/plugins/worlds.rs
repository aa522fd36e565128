//! Each world by its door.

use std::sync::Arc;

use tokio::sync::OnceCell;
use weir_sandbox::limits::FAILURE_MAX_BYTES;
use weir_sandbox::plugin::{
    Actor, Call, Code, Digest, Event, Failure, Field, PanelRequest, Place, Reason, ReportRequest,
    ResolverRequest, WebhookRequest,
};

use super::powers::Answers;
use super::{PLUGINS, call_of, code, declared, fixture, invocation};
use crate::tenant;

const CAPABILITIES: &[&str] = &["log", "records"];

async fn worlds() -> Code {
    static PREPARED: OnceCell<Digest> = OnceCell::const_new();
    let prepare = || async { PLUGINS.prepare(&fixture("worlds"), declared(CAPABILITIES)).await.unwrap() };
    code(*PREPARED.get_or_init(prepare).await, CAPABILITIES)
}

fn field() -> Field {
    Field { kind: "colour".to_owned(), settings: "{}".to_owned(), locale: "zh-CN".to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_is_handled_on_the_plugins_rights() {
    let answers = Arc::new(Answers::default());
    let mut call = Call { invocation: invocation(tenant()), powers: Arc::clone(&answers) as _ };
    call.invocation.caller = None;
    let event = Event {
        id: "evt_1".to_owned(),
        kind: "record.created".to_owned(),
        at: "2026-03-01T08:00:00Z".to_owned(),
        subject: "rec_1".to_owned(),
        data: "{}".to_owned(),
    };
    let outcome = PLUGINS.handle_event(&worlds().await, call, event).await;
    assert!(matches!(outcome.result, Ok(Ok(()))), "{:?}", outcome.result);
    assert_eq!(outcome.report.lines[0].message, "record.created of rec_1");
    assert_eq!(*answers.asked.lock().unwrap(), ["2 bytes about rec_1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_is_checked_and_told() {
    let code = worlds().await;
    let check = async |value: &str| {
        PLUGINS.check_field(&code, call_of(tenant()), field(), value.to_owned()).await.result.unwrap()
    };
    assert_eq!(check(r##""#FFaa00""##).await.unwrap(), r##""#ffaa00""##);
    assert!(matches!(check(r#""red""#).await, Err(Failure::Invalid(_))));
    assert!(matches!(check("7").await, Err(Failure::Invalid(_))));
    let Err(Failure::Invalid(sentence)) = check(r#""long""#).await else { panic!("it is no colour") };
    assert_eq!(sentence, "六".repeat(FAILURE_MAX_BYTES / "六".len()));
    let told = PLUGINS.field_text(&code, call_of(tenant()), field(), r##""#ffaa00""##.to_owned()).await;
    assert_eq!(told.result.unwrap().unwrap(), "颜色 #ffaa00");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_made_of_what_was_gathered() {
    let request = ReportRequest {
        report: "orders".to_owned(),
        parameters: "{}".to_owned(),
        data: r#"{"orders":[]}"#.to_owned(),
    };
    let outcome = PLUGINS.render_report(&worlds().await, call_of(tenant()), request).await;
    let document = outcome.result.unwrap().unwrap();
    assert_eq!((document.name.as_str(), document.media_type.as_str()), ("orders.txt", "text/plain"));
    assert_eq!(document.body, b"2026-03-01T08:00:00.25Z {\"orders\":[]}\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panel_is_a_tree() {
    let code = worlds().await;
    let draw = async |panel: &str| {
        let place = Place::Record("rec_1".to_owned());
        let request = PanelRequest { panel: panel.to_owned(), place, state: "{}".to_owned() };
        PLUGINS.draw_panel(&code, call_of(tenant()), request).await.result
    };
    let tree = draw("amount").await.unwrap().unwrap();
    assert_eq!((tree.nodes.len(), tree.root), (3, 0));
    for panel in ["loop", "twice", "nowhere", "endless"] {
        assert_eq!(draw(panel).await.unwrap_err().reason, Reason::Result, "{panel}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resolver_names_who_acts() {
    let resolve = async |fields: &str| {
        let request = ResolverRequest {
            resolver: "manager".to_owned(),
            settings: "{}".to_owned(),
            subject: "rec_1".to_owned(),
            fields: fields.to_owned(),
        };
        PLUGINS.resolve_actors(&worlds().await, call_of(tenant()), request).await.result.unwrap().unwrap()
    };
    assert!(
        matches!(resolve(r#"{"manager":"usr_1"}"#).await.as_slice(), [Actor::Person(id)] if id == "usr_1")
    );
    assert!(matches!(resolve("{}").await.as_slice(), [Actor::Role(key)] if key == "finance"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connector_asks_and_is_told() {
    let code = worlds().await;
    let input = r#"{"number":"PUR-1"}"#.to_owned();
    let found = PLUGINS.invoke_connector(&code, call_of(tenant()), "look-up".to_owned(), input).await;
    assert_eq!(found.result.unwrap().unwrap(), r#"{"known":true}"#);
    let reached = PLUGINS.test_connector(&code, call_of(tenant())).await;
    assert_eq!(reached.result.unwrap().unwrap(), "reached at 2026-03-01T08:00:00.25Z");
    let request = WebhookRequest {
        hook: "payments".to_owned(),
        method: "POST".to_owned(),
        path: "PUR-1".to_owned(),
        headers: Vec::new(),
        body: b"{}".to_vec(),
    };
    let outcome = PLUGINS.receive_webhook(&code, call_of(tenant()), request).await.result.unwrap().unwrap();
    assert_eq!((outcome.response.status, outcome.messages[0].correlation.as_str()), (202, "PUR-1"));
}
