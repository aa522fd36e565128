//! A typed door for each world: what the application calls plugins by.

use wasmtime::Store;
use wasmtime::component::InstancePre;

use super::bindings::acting::weir::plugin::types::Call as Told;
use super::bindings::{action, connector, event_handler, field_type, panel, report, resolver};
use super::guest::Guest;
use super::invocation::{Call, Outcome};
use super::plugins::{Code, Plugins};
use super::refusal::{Reason, Refusal};
use crate::limits::{FAILURE_MAX_BYTES, PANEL_NODES_MAX, PLUGIN_JSON_MAX_BYTES, REPORT_MAX_BYTES};
use crate::turns::Queue;

pub use super::bindings::acting::weir::plugin::types::Failure;
pub use connector::exports::weir::plugin::webhooks::{Outcome as WebhookOutcome, Request as WebhookRequest};
pub use event_handler::exports::weir::plugin::event_handlers::Event;
pub use field_type::exports::weir::plugin::field_types::Field;
pub use panel::exports::weir::plugin::panels::{Node, Place, Request as PanelRequest, Tree};
pub use report::exports::weir::plugin::reports::{Document as ReportDocument, Request as ReportRequest};
pub use resolver::exports::weir::plugin::resolvers::{Actor, Request as ResolverRequest};

/// What the guest made of the call: its result, or why it gives none.
type Given<T> = Result<T, Failure>;

/// A fresh instance of the component, in the world that has the wanted exports.
///
/// [`Reason::Export`] when it has them not, and whatever stops it while it starts.
macro_rules! enter {
    ($world:ident, $type:ident, $component:expr, $store:expr) => {{
        let entered = $world::$type::new($component.clone()).map_err(|error| missing(&error))?;
        entered.instantiate(&mut *$store)?
    }};
}

fn missing(error: &wasmtime::Error) -> Refusal {
    Refusal::new(Reason::Export, format!("it does not do what was asked of it: {error:#}"))
}

/// What the guest is told of its call.
fn told(store: &Store<Guest>) -> Told {
    let invocation = &store.data().invocation;
    Told {
        id: invocation.id.clone(),
        now: invocation.now.to_string(),
        locale: invocation.locale.clone(),
        time_zone: invocation.time_zone.clone(),
        has_caller: invocation.caller.is_some(),
    }
}

fn check_size(what: &str, text: &str) -> Result<(), Refusal> {
    if text.len() <= PLUGIN_JSON_MAX_BYTES {
        return Ok(());
    }
    let message = format!("its {what} has {} bytes; it may have {PLUGIN_JSON_MAX_BYTES}", text.len());
    Err(Refusal::new(Reason::Size, message))
}

fn run_action(
    component: &InstancePre<Guest>,
    store: &mut Store<Guest>,
    action: &str,
    input: &str,
) -> wasmtime::Result<Given<String>> {
    check_size("input", input)?;
    let told = told(store);
    let world = enter!(action, ActionPre, component, store);
    let given = world.weir_plugin_actions().call_run(&mut *store, &told, action, input)?;
    given.as_ref().map_or(Ok(()), |output| check_size("output", output))?;
    Ok(given)
}

/// The sentence of a failure, no longer than it may be.
fn shortened(failure: Failure) -> Failure {
    let short = |mut text: String| {
        text.truncate(text.floor_char_boundary(FAILURE_MAX_BYTES));
        text
    };
    match failure {
        Failure::Invalid(text) => Failure::Invalid(short(text)),
        Failure::Later(text) => Failure::Later(short(text)),
        Failure::Failed(text) => Failure::Failed(short(text)),
    }
}

/// That a panel's nodes are a tree: every child is there, and none has two parents.
fn check_tree(tree: &Tree) -> Result<(), Refusal> {
    let count = tree.nodes.len();
    let mut has_parent = vec![false; count];
    let children = tree.nodes.iter().flat_map(|node| match node {
        Node::Stack(stack) => stack.children.as_slice(),
        Node::Section(section) => section.children.as_slice(),
        _ => &[],
    });
    // The root has a parent already: nobody.
    let are_there = count <= PANEL_NODES_MAX
        && std::iter::once(&tree.root).chain(children).all(|child| {
            let place = has_parent.get_mut(*child as usize);
            place.is_some_and(|has| !std::mem::replace(has, true))
        });
    if are_there {
        return Ok(());
    }
    Err(Refusal::new(Reason::Result, "the nodes of its panel are no tree, or too many"))
}

impl Plugins {
    /// Calls, and sees to it that a failure's sentence can be shown.
    async fn given<T: Send + 'static>(
        &self,
        code: &Code,
        call: Call,
        queue: Queue,
        run: impl FnOnce(&InstancePre<Guest>, &mut Store<Guest>) -> wasmtime::Result<Given<T>> + Send + 'static,
    ) -> Outcome<Given<T>> {
        let Outcome { result, report } = self.call(code, call, queue, run).await;
        Outcome { result: result.map(|given| given.map_err(shortened)), report }
    }

    /// Carries out an action; input and output are JSON.
    pub async fn run_action(
        &self,
        code: &Code,
        call: Call,
        action: String,
        input: String,
    ) -> Outcome<Given<String>> {
        let run = move |component: &_, store: &mut _| run_action(component, store, &action, &input);
        self.given(code, call, Queue::Acting, run).await
    }

    /// Carries out an action on this thread, now or not at all; it must be a thread for blocking work, within a
    /// runtime.
    pub fn run_action_blocking(
        &self,
        code: &Code,
        call: Call,
        action: &str,
        input: &str,
    ) -> Outcome<Given<String>> {
        self.call_blocking(code, call, Queue::Acting, |component, store| {
            run_action(component, store, action, input)
        })
    }

    /// Tells a handler of an event.
    pub async fn handle_event(&self, code: &Code, call: Call, event: Event) -> Outcome<Given<()>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            check_size("event", &event.data)?;
            let told = told(store);
            let world = enter!(event_handler, EventHandlerPre, component, store);
            world.weir_plugin_event_handlers().call_handle(&mut *store, &told, &event)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Carries out an operation of a connector; input and output are JSON.
    pub async fn invoke_connector(
        &self,
        code: &Code,
        call: Call,
        operation: String,
        input: String,
    ) -> Outcome<Given<String>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            check_size("input", &input)?;
            let told = told(store);
            let world = enter!(connector, ConnectorPre, component, store);
            let given = world.weir_plugin_connectors().call_invoke(&mut *store, &told, &operation, &input)?;
            given.as_ref().map_or(Ok(()), |output| check_size("output", output))?;
            Ok(given)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Whether a connector's other system can be reached; a sentence for the administrator.
    pub async fn test_connector(&self, code: &Code, call: Call) -> Outcome<Given<String>> {
        let run = |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            let told = told(store);
            let world = enter!(connector, ConnectorPre, component, store);
            world.weir_plugin_connectors().call_test(&mut *store, &told)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Hands a webhook's request to its connector.
    pub async fn receive_webhook(
        &self,
        code: &Code,
        call: Call,
        request: WebhookRequest,
    ) -> Outcome<Given<WebhookOutcome>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            let told = told(store);
            let world = enter!(connector, ConnectorPre, component, store);
            world.weir_plugin_webhooks().call_receive(&mut *store, &told, &request)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Draws a panel.
    pub async fn draw_panel(&self, code: &Code, call: Call, request: PanelRequest) -> Outcome<Given<Tree>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            check_size("state", &request.state)?;
            let told = told(store);
            let world = enter!(panel, PanelPre, component, store);
            let given = world.weir_plugin_panels().call_draw(&mut *store, &told, &request)?;
            given.as_ref().map_or(Ok(()), check_tree)?;
            Ok(given)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Asks who is to act.
    pub async fn resolve_actors(
        &self,
        code: &Code,
        call: Call,
        request: ResolverRequest,
    ) -> Outcome<Given<Vec<Actor>>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            check_size("record", &request.fields)?;
            let told = told(store);
            let world = enter!(resolver, ResolverPre, component, store);
            world.weir_plugin_resolvers().call_resolve(&mut *store, &told, &request)
        };
        self.given(code, call, Queue::Acting, run).await
    }

    /// Makes a report of what the host has gathered.
    pub async fn render_report(
        &self,
        code: &Code,
        call: Call,
        request: ReportRequest,
    ) -> Outcome<Given<ReportDocument>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            // A report is larger than anything that a host call hands over; this one has none that takes more than a line.
            store.set_hostcall_fuel(REPORT_MAX_BYTES);
            let told = told(store);
            let world = enter!(report, ReportPre, component, store);
            world.weir_plugin_reports().call_render(&mut *store, &told, &request)
        };
        self.given(code, call, Queue::Pure, run).await
    }

    /// Checks what was entered in a field of a plugin's kind, and gives it as it is to be kept: both JSON.
    pub async fn check_field(
        &self,
        code: &Code,
        call: Call,
        field: Field,
        value: String,
    ) -> Outcome<Given<String>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            let world = enter!(field_type, FieldTypePre, component, store);
            world.weir_plugin_field_types().call_check(&mut *store, &field, &value)
        };
        self.given(code, call, Queue::Pure, run).await
    }

    /// How a kept value of a plugin's kind of field reads.
    pub async fn field_text(
        &self,
        code: &Code,
        call: Call,
        field: Field,
        value: String,
    ) -> Outcome<Given<String>> {
        let run = move |component: &InstancePre<Guest>, store: &mut Store<Guest>| {
            let world = enter!(field_type, FieldTypePre, component, store);
            world.weir_plugin_field_types().call_text(&mut *store, &field, &value)
        };
        self.given(code, call, Queue::Pure, run).await
    }
}
