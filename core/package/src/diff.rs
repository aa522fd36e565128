//! What one version of a plugin may do that another may not: what an admin is shown before an upgrade.

use std::collections::BTreeSet;

use weir_model::LocalizedText;

use crate::plugin::{
    Access, Authority, Capability, EventKind, Interface, Offer, Origin, PluginManifest, Power, Scheme, Source,
};

/// One thing of a power that can be there or not, or more of it or less.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What may be done.
    Access(Access),
    /// In whose name.
    Authority(Authority),
    /// Where requests may go.
    Host(Origin),
    /// A configured address where requests may go.
    ConfiguredHost(String),
    /// A secret that may be used.
    Secret(String),
}

/// What has become of one power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is asked for and was not.
    Added(Capability),
    /// It was asked for and is no more.
    Removed(Capability),
    /// It reaches further or less far, or both in different parts.
    Reaches {
        /// Which power.
        interface: Interface,
        /// What it has now and had not.
        widened: Vec<Part>,
        /// What it had and has no more.
        narrowed: Vec<Part>,
    },
    /// Another reason is given for it.
    Reason {
        /// Which power.
        interface: Interface,
        /// The reason that was given.
        old: LocalizedText,
        /// The reason now.
        new: LocalizedText,
    },
    /// It is told of events that it was not told of, by listening.
    Hears {
        /// New ones.
        added: Vec<EventKind>,
        /// Those that it no more listens to.
        removed: Vec<EventKind>,
    },
    /// Its reports are given rows that they were not given.
    Gathers {
        /// New sources.
        added: Vec<Source>,
        /// Sources no more asked for.
        removed: Vec<Source>,
    },
}

impl Change {
    /// Whether the plugin may do more than before.
    #[must_use]
    pub fn is_wider(&self) -> bool {
        match self {
            Self::Added(capability) => !capability.power.interface().is_pure(),
            Self::Removed(_) | Self::Reason { .. } => false,
            Self::Reaches { widened, .. } => !widened.is_empty(),
            Self::Hears { added, .. } => !added.is_empty(),
            Self::Gathers { added, .. } => !added.is_empty(),
        }
    }
}

/// What has changed between two versions, in the order of the contract's interfaces.
#[must_use]
pub fn diff(old: &PluginManifest, new: &PluginManifest) -> Vec<Change> {
    let mut changes = Vec::new();
    for interface in Interface::ALL {
        let of = |manifest: &PluginManifest| {
            manifest.capabilities.iter().find(|c| c.power.interface() == interface).cloned()
        };
        match (of(old), of(new)) {
            (None, None) => {}
            (None, Some(added)) => changes.push(Change::Added(added)),
            (Some(removed), None) => changes.push(Change::Removed(removed)),
            (Some(before), Some(after)) => {
                let (widened, narrowed) = compare(&parts(old, &before.power), &parts(new, &after.power));
                if !widened.is_empty() || !narrowed.is_empty() {
                    changes.push(Change::Reaches { interface, widened, narrowed });
                }
                if before.reason != after.reason {
                    changes.push(Change::Reason { interface, old: before.reason, new: after.reason });
                }
            }
        }
    }
    let (added, removed) = compare(&events(old), &events(new));
    if !added.is_empty() || !removed.is_empty() {
        changes.push(Change::Hears { added, removed });
    }
    let (added, removed) = compare(&sources(old), &sources(new));
    if !added.is_empty() || !removed.is_empty() {
        changes.push(Change::Gathers { added, removed });
    }
    changes
}

/// Whether an admin has to agree before the new version may run. What they agreed to once for less does not stand for
/// more; a changed reason alone is shown, and changes nothing that the plugin may do.
#[must_use]
pub fn needs_consent(changes: &[Change]) -> bool {
    changes.iter().any(Change::is_wider)
}

/// What is in the second and not in the first, and the other way round.
fn compare<T: Ord + Clone>(old: &BTreeSet<T>, new: &BTreeSet<T>) -> (Vec<T>, Vec<T>) {
    (new.difference(old).cloned().collect(), old.difference(new).cloned().collect())
}

/// A power in parts. A part that includes another stands beside it, so that more is always a longer list.
fn parts(manifest: &PluginManifest, power: &Power) -> BTreeSet<Part> {
    match power {
        Power::Http(reach) => {
            let hosts = reach.hosts.iter().cloned().map(Part::Host);
            hosts.chain(reach.from_config.iter().cloned().map(Part::ConfiguredHost)).collect()
        }
        Power::Secrets => manifest.secrets().into_iter().map(|name| Part::Secret(name.to_owned())).collect(),
        power => power
            .reach()
            .into_iter()
            .flat_map(|reach| {
                [
                    Some(Part::Access(Access::Read)),
                    (reach.access == Access::Write).then_some(Part::Access(Access::Write)),
                    Some(Part::Authority(Authority::Caller)),
                    (reach.authority == Authority::Plugin).then_some(Part::Authority(Authority::Plugin)),
                ]
            })
            .flatten()
            .collect(),
    }
}

fn events(manifest: &PluginManifest) -> BTreeSet<EventKind> {
    let of = |offer: &Offer| match offer {
        Offer::EventHandler { events } => events.clone(),
        _ => Vec::new(),
    };
    manifest.contributions.iter().flat_map(|c| of(&c.offer)).collect()
}

fn sources(manifest: &PluginManifest) -> BTreeSet<Source> {
    let of = |offer: &Offer| match offer {
        Offer::Report { queries, .. } => queries.iter().map(|q| q.source).collect(),
        _ => Vec::new(),
    };
    manifest.contributions.iter().flat_map(|c| of(&c.offer)).collect()
}

/// Hosts that are spoken to without encryption, for the page where an admin consents.
#[must_use]
pub fn unencrypted(manifest: &PluginManifest) -> Vec<&Origin> {
    match manifest.power(Interface::Http) {
        Some(Power::Http(reach)) => reach.hosts.iter().filter(|h| h.scheme == Scheme::Http).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::tests::manifest;

    fn changes(old: &str, new: &str) -> Vec<Change> {
        diff(&manifest(old), &manifest(new))
    }

    const HTTP: &str = "[[capability]]\nname = \"http\"\nhosts = [\"https://a.example\"]\n\
        reason = { zh-CN = \"发送\", en = \"To send\" }\n";
    const RECORDS: &str = "[[capability]]\nname = \"records\"\naccess = \"read\"\nauthority = \"caller\"\n\
        reason = { zh-CN = \"读取\", en = \"To read\" }\n";
    const LOG: &str = "[[capability]]\nname = \"log\"\nreason = { zh-CN = \"日志\", en = \"Lines\" }\n";

    #[test]
    fn the_same_needs_nothing() {
        assert_eq!(changes(HTTP, HTTP), []);
        assert!(!needs_consent(&[]));
    }

    #[test]
    fn a_power_comes_and_goes() {
        let added = changes(HTTP, &format!("{HTTP}{RECORDS}"));
        assert!(matches!(&added[..], [Change::Added(c)] if c.power.interface() == Interface::Records));
        assert!(needs_consent(&added));
        let removed = changes(&format!("{HTTP}{RECORDS}"), HTTP);
        assert!(matches!(&removed[..], [Change::Removed(c)] if c.power.interface() == Interface::Records));
        assert!(!needs_consent(&removed));
        // The log and the plugin's own config are nobody's to grant.
        assert!(!needs_consent(&changes(HTTP, &format!("{HTTP}{LOG}"))));
    }

    #[test]
    fn a_power_reaches_further_or_less_far() {
        let write = RECORDS.replace("\"read\"", "\"write\"");
        let plugin = RECORDS.replace("\"caller\"", "\"plugin\"");
        let two = HTTP.replace("[\"https", "[\"https://b.example:8443\", \"https");
        let plain = HTTP.replace("https://", "http://");
        let host = |text: &str| Part::Host(text.parse().unwrap());
        for (old, new, wider, narrower) in [
            (RECORDS, &*write, vec![Part::Access(Access::Write)], vec![]),
            (&write, RECORDS, vec![], vec![Part::Access(Access::Write)]),
            (RECORDS, &plugin, vec![Part::Authority(Authority::Plugin)], vec![]),
            (&write, &plugin, vec![Part::Authority(Authority::Plugin)], vec![Part::Access(Access::Write)]),
            (HTTP, &two, vec![host("https://b.example:8443")], vec![]),
            (HTTP, &plain, vec![host("http://a.example")], vec![host("https://a.example")]),
        ] {
            let found = changes(old, new);
            let [Change::Reaches { widened, narrowed, .. }] = &found[..] else { panic!("{found:?}") };
            assert_eq!((widened, narrowed), (&wider, &narrower));
            assert_eq!(needs_consent(&found), !wider.is_empty());
        }
        assert_eq!(unencrypted(&manifest(&plain)).len(), 1);
    }

    #[test]
    fn another_reason_is_shown_and_asks_nobody() {
        let found = changes(HTTP, &HTTP.replace("To send", "To send more"));
        assert!(matches!(&found[..], [Change::Reason { interface: Interface::Http, .. }]));
        assert!(!needs_consent(&found));
    }

    #[test]
    fn what_a_plugin_is_told_counts_too() {
        let hears = |events: &str| {
            format!(
                "[[contribution]]\nkind = \"event-handler\"\nkey = \"h\"\nevents = [{events}]\n\
                title = {{ zh-CN = \"听\", en = \"H\" }}\n"
            )
        };
        let found = changes(&hears("\"record.created\""), &hears("\"record.created\", \"item.moved\""));
        assert!(
            matches!(&found[..], [Change::Hears { added, removed }] if added.len() == 1 && removed.is_empty())
        );
        assert!(needs_consent(&found));
        let gathers = |source: &str| {
            format!(
                "[[contribution]]\nkind = \"report\"\nkey = \"r\"\ntitle = {{ zh-CN = \"报\", en = \"R\" }}\n\
                [[contribution.query]]\nkey = \"rows\"\nsource = \"{source}\"\n"
            )
        };
        let found = changes(&gathers("records"), &gathers("items"));
        assert_eq!(found, [Change::Gathers { added: vec![Source::Items], removed: vec![Source::Records] }]);
        assert!(needs_consent(&found));
    }

    #[test]
    fn a_new_secret_is_more_to_use() {
        let with = |secrets: &[&str]| {
            let properties: String = secrets
                .iter()
                .map(|name| format!("[config.properties.{name}]\ntype = \"string\"\nformat = \"secret\"\n"))
                .collect();
            format!(
                "[config]\ntype = \"object\"\n{properties}{HTTP}[[capability]]\nname = \"secrets\"\n\
                reason = {{ zh-CN = \"签名\", en = \"To sign\" }}\n"
            )
        };
        let found = changes(&with(&["a"]), &with(&["a", "b"]));
        let widened = vec![Part::Secret("b".to_owned())];
        assert_eq!(found, [Change::Reaches { interface: Interface::Secrets, widened, narrowed: vec![] }]);
        assert!(needs_consent(&found));
    }
}
