//! A plugin's manifest as TOML: the head, then tables in the order in which an author reads them.

use serde_json::Value as Json;
use toml::{Table, Value};
use weir_model::{Key, LocalizedText};

use super::{Capability, Contribution, Offer, PluginManifest, Power};

pub(super) fn write(manifest: &PluginManifest) -> String {
    let mut root = Table::new();
    text(&mut root, "id", &manifest.id);
    text(&mut root, "version", &manifest.version);
    text(&mut root, "contract", &manifest.contract);
    text(&mut root, "license", manifest.license.as_str());
    text(&mut root, "limits", manifest.limits.name());
    localized(&mut root, "name", &manifest.name);
    localized(&mut root, "description", &manifest.description);
    json(&mut root, "config", manifest.config.as_ref());
    tables(&mut root, "capability", &manifest.capabilities, capability);
    tables(&mut root, "contribution", &manifest.contributions, contribution);
    print(&root)
}

/// A document as text.
pub(crate) fn print(root: &Table) -> String {
    // Tables of texts, numbers and flags can always be written.
    root.to_string()
}

pub(crate) fn text(table: &mut Table, key: &str, value: impl ToString) {
    table.insert(key.to_owned(), Value::String(value.to_string()));
}

pub(crate) fn localized(table: &mut Table, key: &str, value: &LocalizedText) {
    let texts = value.iter().map(|(locale, text)| (locale.tag().to_owned(), Value::String(text.to_owned())));
    table.insert(key.to_owned(), Value::Table(texts.collect()));
}

pub(crate) fn tables<T>(table: &mut Table, key: &str, items: &[T], write: impl Fn(&T, &mut Table)) {
    if items.is_empty() {
        return;
    }
    let one = |item: &T| {
        let mut table = Table::new();
        write(item, &mut table);
        Value::Table(table)
    };
    table.insert(key.to_owned(), Value::Array(items.iter().map(one).collect()));
}

fn list(table: &mut Table, key: &str, items: impl Iterator<Item = String>) {
    table.insert(key.to_owned(), Value::Array(items.map(Value::String).collect()));
}

fn json(table: &mut Table, key: &str, value: Option<&Json>) {
    if let Some(value) = value.and_then(of_json) {
        table.insert(key.to_owned(), value);
    }
}

/// TOML has no null; none comes out of a manifest, and of a value built otherwise it is left out.
fn of_json(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Value::Boolean(*flag),
        Json::Number(n) => n.as_i64().map(Value::Integer).or_else(|| n.as_f64().map(Value::Float))?,
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().filter_map(of_json).collect()),
        Json::Object(map) => {
            Value::Table(map.iter().filter_map(|(k, v)| Some((k.clone(), of_json(v)?))).collect())
        }
    })
}

fn capability(capability: &Capability, table: &mut Table) {
    text(table, "name", capability.power.interface().name());
    match &capability.power {
        Power::Http(reach) => {
            if !reach.hosts.is_empty() {
                list(table, "hosts", reach.hosts.iter().map(ToString::to_string));
            }
            if !reach.from_config.is_empty() {
                list(table, "from-config", reach.from_config.iter().cloned());
            }
        }
        power => {
            if let Some(reach) = power.reach() {
                text(table, "access", reach.access.name());
                text(table, "authority", reach.authority.name());
            }
        }
    }
    localized(table, "reason", &capability.reason);
}

fn named(table: &mut Table, key: &Key, title: &LocalizedText) {
    text(table, "key", key.as_str());
    localized(table, "title", title);
}

fn contribution(contribution: &Contribution, table: &mut Table) {
    text(table, "kind", contribution.offer.kind().name());
    named(table, &contribution.key, &contribution.title);
    if let Some(description) = &contribution.description {
        localized(table, "description", description);
    }
    match &contribution.offer {
        Offer::FieldType { value, settings } => {
            text(table, "value", value.name());
            json(table, "settings", settings.as_ref());
        }
        Offer::Report { parameters, queries } => {
            json(table, "parameters", parameters.as_ref());
            tables(table, "query", queries, |query, table| {
                text(table, "key", query.key.as_str());
                text(table, "source", query.source.name());
                if let Some(form) = &query.form {
                    text(table, "form", form.as_str());
                }
                json(table, "filter", query.filter.as_ref());
            });
        }
        Offer::Action { input, output } => {
            json(table, "input", input.as_ref());
            json(table, "output", output.as_ref());
        }
        Offer::EventHandler { events } => list(table, "events", events.iter().map(ToString::to_string)),
        Offer::Connector { operations, webhooks, messages } => {
            tables(table, "operation", operations, |operation, table| {
                named(table, &operation.key, &operation.title);
                json(table, "input", operation.input.as_ref());
                json(table, "output", operation.output.as_ref());
            });
            tables(table, "webhook", webhooks, |hook, table| named(table, &hook.key, &hook.title));
            tables(table, "message", messages, |message, table| named(table, &message.key, &message.title));
        }
        Offer::Panel { places } => list(table, "places", places.iter().map(|p| p.name().to_owned())),
        Offer::Resolver { settings } => json(table, "settings", settings.as_ref()),
    }
}
