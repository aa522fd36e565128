//! Whether a component does what its manifest says, no more and no less.

use std::collections::BTreeSet;

use weir_model::{Issue, Issues};

use super::{Surface, WEBHOOKS};
use crate::plugin::{Access, Interface, Kind, Offer, PluginManifest};

/// Functions that only read. Whatever else an interface has, changes something.
fn reads(interface: Interface, function: &str) -> bool {
    match interface {
        Interface::Records | Interface::Items => matches!(function, "get" | "find"),
        Interface::Flows => function == "get",
        _ => true,
    }
}

/// In what manifest and component differ; each finding is at the place of the manifest that would have to change.
///
/// What a component imports it must have declared, all but `log` and `config`, which need nobody's consent. What is
/// declared must be imported: an admin is not asked for what is not needed.
#[must_use]
pub fn agree(manifest: &PluginManifest, surface: &Surface) -> Issues {
    let mut issues = Issues::new();
    if manifest.contract != surface.contract {
        let issue = Issue::new("contract", "component.contract_differs");
        issues.push(issue.with("manifest", &manifest.contract).with("component", &surface.contract));
    }
    capabilities(manifest, surface, &mut issues);
    contributions(manifest, surface, &mut issues);
    issues
}

fn capabilities(manifest: &PluginManifest, surface: &Surface, issues: &mut Issues) {
    for (interface, functions) in &surface.imports {
        let declared = manifest.capabilities.iter().position(|c| c.power.interface() == *interface);
        match declared {
            None if !functions.is_empty() && !interface.is_pure() => {
                issues.push(Issue::new("capability", "component.undeclared").with("name", interface.name()));
            }
            Some(n) => {
                let reach = manifest.capabilities[n].power.reach();
                let writes = functions.iter().find(|function| !reads(*interface, function));
                if let (Some(function), Some(Access::Read)) = (writes, reach.map(|r| r.access)) {
                    let issue = Issue::new(format!("capability[{n}].access"), "component.writes");
                    issues.push(issue.with("name", interface.name()).with("function", function));
                }
            }
            None => {}
        }
    }
    for (n, capability) in manifest.capabilities.iter().enumerate() {
        let interface = capability.power.interface();
        if surface.imports.get(&interface).is_none_or(BTreeSet::is_empty) {
            let issue = Issue::new(format!("capability[{n}].name"), "component.unused");
            issues.push(issue.with("name", interface.name()));
        }
    }
}

fn contributions(manifest: &PluginManifest, surface: &Surface, issues: &mut Issues) {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for (n, contribution) in manifest.contributions.iter().enumerate() {
        let kind = contribution.offer.kind();
        let hooks = matches!(&contribution.offer, Offer::Connector { webhooks, .. } if !webhooks.is_empty());
        let exports = [Some(kind.export()), hooks.then_some(WEBHOOKS)];
        for export in exports.into_iter().flatten() {
            if !surface.exports.contains(export) {
                let issue = Issue::new(format!("contribution[{n}].kind"), "component.no_export");
                issues.push(issue.with("kind", kind.name()).with("export", export));
            }
            wanted.insert(export);
        }
        // The world of connectors has both.
        if kind == Kind::Connector {
            wanted.insert(WEBHOOKS);
        }
    }
    for export in surface.exports.iter().filter(|export| !wanted.contains(export.as_str())) {
        issues.push(Issue::new("contribution", "component.unannounced").with("export", export));
    }
}
