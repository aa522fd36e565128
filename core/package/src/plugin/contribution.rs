//! What a plugin adds to the product. Kinds are the worlds of the contract; keys are what its functions are asked for.

use serde_json::Value as Json;
use weir_model::{Issue, Issues, Key, LocalizedText};

use super::kind::{EventKind, Kind, PanelPlace, Source, ValueKind};
use super::{DESCRIPTION_MAX_CHARS, NAME_MAX_CHARS};
use crate::document::{Table, shortened};

/// What a report is made of; the host gathers it with the rights of whoever asks for the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Under which name the report finds the rows.
    pub key: Key,
    /// What is looked through.
    pub source: Source,
    /// Only records of this form; otherwise whoever places the report chooses one.
    pub form: Option<Key>,
    /// Only rows that pass, in the language of filters as the API has it.
    pub filter: Option<Json>,
}

/// What a connector can be asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// By which it is asked for.
    pub key: Key,
    /// What it is called.
    pub title: LocalizedText,
    /// What it takes.
    pub input: Option<Json>,
    /// What it gives.
    pub output: Option<Json>,
}

/// An address at which another system tells something.
#[derive(Debug, Clone, PartialEq)]
pub struct Webhook {
    /// By which the plugin knows it.
    pub key: Key,
    /// What it is called.
    pub title: LocalizedText,
}

/// What a webhook makes of it, for flows to wait for.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// By which a flow names it.
    pub key: Key,
    /// What it is called.
    pub title: LocalizedText,
}

/// What a contribution is, with what its kind needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Offer {
    /// [`Kind::FieldType`]
    FieldType {
        /// How its values are kept.
        value: ValueKind,
        /// Schema of a field's own settings.
        settings: Option<Json>,
    },
    /// [`Kind::Report`]
    Report {
        /// Schema of what a reader enters.
        parameters: Option<Json>,
        /// What it is made of.
        queries: Vec<Query>,
    },
    /// [`Kind::Action`]
    Action {
        /// Schema of what it takes.
        input: Option<Json>,
        /// Schema of what it gives.
        output: Option<Json>,
    },
    /// [`Kind::EventHandler`]
    EventHandler {
        /// What it listens to, at least one kind.
        events: Vec<EventKind>,
    },
    /// [`Kind::Connector`]
    Connector {
        /// What it can be asked for.
        operations: Vec<Operation>,
        /// Where it listens.
        webhooks: Vec<Webhook>,
        /// What it hears there.
        messages: Vec<Message>,
    },
    /// [`Kind::Panel`]
    Panel {
        /// Where it may stand, at least one place.
        places: Vec<PanelPlace>,
    },
    /// [`Kind::Resolver`]
    Resolver {
        /// Schema of a node's settings.
        settings: Option<Json>,
    },
}

impl Offer {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::FieldType { .. } => Kind::FieldType,
            Self::Report { .. } => Kind::Report,
            Self::Action { .. } => Kind::Action,
            Self::EventHandler { .. } => Kind::EventHandler,
            Self::Connector { .. } => Kind::Connector,
            Self::Panel { .. } => Kind::Panel,
            Self::Resolver { .. } => Kind::Resolver,
        }
    }
}

/// One thing that a plugin adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// By which definitions name it for ever; no two of one kind share one.
    pub key: Key,
    /// What it is called.
    pub title: LocalizedText,
    /// What it is for.
    pub description: Option<LocalizedText>,
    /// What it is.
    pub offer: Offer,
}

/// Reads one `[[contribution]]`.
pub(crate) fn read(mut table: Table, issues: &mut Issues) -> Option<Contribution> {
    let kind = table.need("kind", issues).and_then(|v| v.choice(&Kind::ALL, Kind::name, issues));
    let key = key(&mut table, issues);
    let title = table.localized("title", NAME_MAX_CHARS, issues);
    let description = match table.find("description") {
        Some(value) => value.localized(DESCRIPTION_MAX_CHARS, issues).map(Some),
        None => Some(None),
    };
    // Without a kind nobody knows which other keys belong here.
    let kind = kind?;
    let offer = offer(kind, &mut table, issues);
    table.end(issues);
    Some(Contribution { key: key?, title: title?, description: description?, offer: offer? })
}

fn offer(kind: Kind, table: &mut Table, issues: &mut Issues) -> Option<Offer> {
    Some(match kind {
        Kind::FieldType => {
            let value = table.need("value", issues);
            let value = value.and_then(|v| v.choice(&ValueKind::ALL, ValueKind::name, issues));
            let settings = json("settings", table, issues);
            Offer::FieldType { value: value?, settings: settings? }
        }
        Kind::Report => {
            let parameters = json("parameters", table, issues);
            let queries = each("query", table, issues, query);
            Offer::Report { parameters: parameters?, queries: queries? }
        }
        Kind::Action => {
            let [input, output] = ["input", "output"].map(|key| json(key, table, issues));
            Offer::Action { input: input?, output: output? }
        }
        Kind::EventHandler => Offer::EventHandler { events: events(table, issues)? },
        Kind::Connector => {
            let operations = each("operation", table, issues, operation);
            let webhooks = each("webhook", table, issues, |t, i| {
                let (key, title) = (key(t, i), t.localized("title", NAME_MAX_CHARS, i));
                Some(Webhook { key: key?, title: title? })
            });
            let messages = each("message", table, issues, |t, i| {
                let (key, title) = (key(t, i), t.localized("title", NAME_MAX_CHARS, i));
                Some(Message { key: key?, title: title? })
            });
            Offer::Connector { operations: operations?, webhooks: webhooks?, messages: messages? }
        }
        Kind::Panel => Offer::Panel { places: places(table, issues)? },
        Kind::Resolver => Offer::Resolver { settings: json("settings", table, issues)? },
    })
}

fn key(table: &mut Table, issues: &mut Issues) -> Option<Key> {
    table.need("key", issues).and_then(|v| v.parsed("manifest.key", issues))
}

/// An optional value kept as JSON; the outer `None` means that it is wrong.
fn json(key: &'static str, table: &mut Table, issues: &mut Issues) -> Option<Option<Json>> {
    match table.find(key) {
        Some(value) => value.json(issues).map(Some),
        None => Some(None),
    }
}

fn each<T>(
    key: &'static str,
    table: &mut Table,
    issues: &mut Issues,
    read: impl Fn(&mut Table, &mut Issues) -> Option<T>,
) -> Option<Vec<T>> {
    let mut all = Some(Vec::new());
    for mut part in table.tables(key, issues) {
        let one = read(&mut part, issues);
        part.end(issues);
        all = all.zip(one).map(|(mut all, one)| {
            all.push(one);
            all
        });
    }
    all
}

fn operation(table: &mut Table, issues: &mut Issues) -> Option<Operation> {
    let (key, title) = (key(table, issues), table.localized("title", NAME_MAX_CHARS, issues));
    let [input, output] = ["input", "output"].map(|key| json(key, table, issues));
    Some(Operation { key: key?, title: title?, input: input?, output: output? })
}

fn query(table: &mut Table, issues: &mut Issues) -> Option<Query> {
    let key = key(table, issues);
    let source = table.need("source", issues).and_then(|v| v.choice(&Source::ALL, Source::name, issues));
    let form = match table.find("form") {
        Some(value) if source == Some(Source::Items) => {
            issues.push(Issue::new(&value.at, "manifest.query_form"));
            None
        }
        Some(value) => value.parsed("manifest.key", issues).map(Some),
        None => Some(None),
    };
    let filter = json("filter", table, issues);
    Some(Query { key: key?, source: source?, form: form?, filter: filter? })
}

fn events(table: &mut Table, issues: &mut Issues) -> Option<Vec<EventKind>> {
    let mut events = Vec::new();
    for item in table.need("events", issues)?.list(issues) {
        let Some(event) = item.parsed::<EventKind>("manifest.event", issues) else { continue };
        if events.contains(&event) {
            issues.push(Issue::new(&item.at, "manifest.twice").with("text", &event));
        }
        events.push(event);
    }
    Some(events)
}

fn places(table: &mut Table, issues: &mut Issues) -> Option<Vec<PanelPlace>> {
    let mut places = Vec::new();
    for item in table.need("places", issues)?.list(issues) {
        let Some(place) = item.choice(&PanelPlace::ALL, PanelPlace::name, issues) else { continue };
        if places.contains(&place) {
            issues.push(Issue::new(&item.at, "manifest.twice").with("text", shortened(place.name())));
        }
        places.push(place);
    }
    Some(places)
}
