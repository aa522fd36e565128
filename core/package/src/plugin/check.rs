//! What must fit together in a plugin's manifest beyond the form of each value.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use weir_model::{Issue, Issues, Key};

use super::{CONTRIBUTIONS_MAX, Contribution, HOSTS_MAX, HttpReach, Interface, Offer, PluginManifest, Power};
use crate::schema::{SchemaUse, check_schema};

/// Everything in a manifest that does not fit.
pub(super) fn check(manifest: &PluginManifest) -> Issues {
    let mut issues = Issues::new();
    if let Some(config) = &manifest.config {
        issues.extend(check_schema("config", config, SchemaUse::Config));
    }
    contributions(manifest, &mut issues);
    capabilities(manifest, &mut issues);
    issues
}

/// The names of the config's properties of one format.
pub(super) fn properties_of<'c>(config: Option<&'c Json>, format: &str) -> Vec<&'c str> {
    let properties = config.and_then(|c| c.get("properties")).and_then(Json::as_object);
    let of_format = |schema: &Json| schema.get("format").and_then(Json::as_str) == Some(format);
    properties.into_iter().flatten().filter(|(_, s)| of_format(s)).map(|(name, _)| name.as_str()).collect()
}

fn contributions(manifest: &PluginManifest, issues: &mut Issues) {
    let all = &manifest.contributions;
    if all.is_empty() {
        issues.push(Issue::new("contribution", "manifest.no_contribution"));
    }
    if all.len() > CONTRIBUTIONS_MAX {
        issues.push(Issue::new("contribution", "manifest.too_many").with("max", CONTRIBUTIONS_MAX));
        return;
    }
    let mut seen = BTreeSet::new();
    for (n, contribution) in all.iter().enumerate() {
        let at = format!("contribution[{n}]");
        if !seen.insert((contribution.offer.kind(), &contribution.key)) {
            issues.push(
                Issue::new(format!("{at}.key"), "manifest.twice").with("text", contribution.key.as_str()),
            );
        }
        offer(&at, contribution, issues);
    }
}

fn schema(at: &str, name: &str, schema: Option<&Json>, issues: &mut Issues) {
    if let Some(schema) = schema {
        issues.extend(check_schema(&format!("{at}.{name}"), schema, SchemaUse::Input));
    }
}

fn offer(at: &str, contribution: &Contribution, issues: &mut Issues) {
    match &contribution.offer {
        Offer::FieldType { settings, .. } | Offer::Resolver { settings } => {
            schema(at, "settings", settings.as_ref(), issues);
        }
        Offer::Report { parameters, queries } => {
            schema(at, "parameters", parameters.as_ref(), issues);
            once(at, "query", queries.iter().map(|q| &q.key), issues);
        }
        Offer::Action { input, output } => {
            schema(at, "input", input.as_ref(), issues);
            schema(at, "output", output.as_ref(), issues);
        }
        Offer::EventHandler { events } => some(at, "events", events.len(), issues),
        Offer::Panel { places } => some(at, "places", places.len(), issues),
        Offer::Connector { operations, webhooks, messages } => {
            for (n, operation) in operations.iter().enumerate() {
                let at = format!("{at}.operation[{n}]");
                schema(&at, "input", operation.input.as_ref(), issues);
                schema(&at, "output", operation.output.as_ref(), issues);
            }
            once(at, "operation", operations.iter().map(|o| &o.key), issues);
            once(at, "webhook", webhooks.iter().map(|w| &w.key), issues);
            once(at, "message", messages.iter().map(|m| &m.key), issues);
            if operations.is_empty() && webhooks.is_empty() {
                issues.push(Issue::new(at, "manifest.connector_idle"));
            }
            if !messages.is_empty() && webhooks.is_empty() {
                issues.push(Issue::new(format!("{at}.message"), "manifest.message_unheard"));
            }
        }
    }
}

fn some(at: &str, name: &str, count: usize, issues: &mut Issues) {
    if count == 0 {
        issues.push(Issue::new(format!("{at}.{name}"), "manifest.list_empty"));
    }
}

fn once<'k>(at: &str, name: &str, keys: impl Iterator<Item = &'k Key>, issues: &mut Issues) {
    let mut seen = BTreeSet::new();
    for (n, key) in keys.enumerate() {
        if !seen.insert(key) {
            issues.push(
                Issue::new(format!("{at}.{name}[{n}].key"), "manifest.twice").with("text", key.as_str()),
            );
        }
    }
}

fn capabilities(manifest: &PluginManifest, issues: &mut Issues) {
    let pure = manifest.contributions.iter().all(|c| c.offer.kind().is_pure());
    let mut seen = BTreeSet::new();
    for (n, capability) in manifest.capabilities.iter().enumerate() {
        let (at, interface) = (format!("capability[{n}]"), capability.power.interface());
        let issue =
            |below: &str, code| Issue::new(format!("{at}{below}"), code).with("text", interface.name());
        if !seen.insert(interface) {
            issues.push(issue(".name", "manifest.twice"));
        }
        if pure && !interface.is_pure() && !manifest.contributions.is_empty() {
            issues.push(issue(".name", "manifest.capability_pure"));
        }
        match &capability.power {
            Power::Http(reach) => http(&at, reach, manifest, issues),
            Power::Config if manifest.config.is_none() => issues.push(issue(".name", "manifest.config_none")),
            Power::Secrets if manifest.secrets().is_empty() => {
                issues.push(issue(".name", "manifest.secrets_none"));
            }
            // A secret goes to the hosts of `http` and nowhere else.
            Power::Secrets if manifest.power(Interface::Http).is_none() => {
                issues.push(issue(".name", "manifest.secrets_nowhere"));
            }
            _ => {}
        }
    }
}

fn http(at: &str, reach: &HttpReach, manifest: &PluginManifest, issues: &mut Issues) {
    let count = reach.hosts.len() + reach.from_config.len();
    if count == 0 {
        issues.push(Issue::new(at, "manifest.http_nowhere"));
    }
    if count > HOSTS_MAX {
        issues.push(Issue::new(format!("{at}.hosts"), "manifest.too_many").with("max", HOSTS_MAX));
    }
    let addresses = properties_of(manifest.config.as_ref(), "uri");
    for name in reach.from_config.iter().filter(|name| !addresses.contains(&name.as_str())) {
        let issue = Issue::new(format!("{at}.from-config"), "manifest.config_no_address");
        issues.push(issue.with("text", crate::document::shortened(name)));
    }
}
