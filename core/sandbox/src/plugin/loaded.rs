//! Components with their imports linked, kept while they are used.

use std::collections::VecDeque;
use std::sync::Arc;

use wasmtime::Engine;
use wasmtime::component::{Component, InstancePre, Linker};

use super::artifacts::Digest;
use super::capability::{Capability, Declared};
use super::guest::Guest;
use super::refusal::{Reason, Refusal};
use super::wasi;
use crate::limits::LOADED_MAX;

/// The package of the contract, and the version that this server knows.
const CONTRACT: &str = "weir:plugin/";
pub(crate) const CONTRACT_VERSION: &str = "1.0.0-rc";

/// Links what the component imports: capabilities that are declared, and what stands for WASI. Nothing else is there.
///
/// # Errors
/// [`Reason::Undeclared`], [`Reason::Contract`] or [`Reason::Import`].
pub(crate) fn link(
    engine: &Engine,
    component: &Component,
    declared: Declared,
) -> Result<InstancePre<Guest>, Refusal> {
    for (name, _) in component.component_type().imports(engine) {
        check_import(name, declared)?;
    }
    let failed = |error: wasmtime::Error| Refusal::new(Reason::Import, format!("{error:#}"));
    let mut linker = Linker::new(engine);
    declared.link(&mut linker).map_err(failed)?;
    wasi::link(&mut linker, component, engine).map_err(failed)?;
    linker.instantiate_pre(component).map_err(failed)
}

fn check_import(name: &str, declared: Declared) -> Result<(), Refusal> {
    if name.starts_with("wasi:") {
        return Ok(());
    }
    let unknown = || Refusal::new(Reason::Import, format!("it imports `{name}`, which there is not"));
    let (interface, version) =
        name.strip_prefix(CONTRACT).and_then(|rest| rest.split_once('@')).ok_or_else(unknown)?;
    if version != CONTRACT_VERSION {
        let message =
            format!("it was made for version {version} of the contract; this server has {CONTRACT_VERSION}");
        return Err(Refusal::new(Reason::Contract, message));
    }
    if interface == "types" {
        return Ok(());
    }
    let capability = Capability::of_name(interface).ok_or_else(unknown)?;
    if declared.has(capability) {
        return Ok(());
    }
    let message = format!("it uses `{interface}`, which its manifest does not name as a capability");
    Err(Refusal::new(Reason::Undeclared(capability), message))
}

/// What a component is kept under: linked for one set of capabilities.
pub(crate) type Key = (Digest, Declared);

/// The components in use; the one used last is the last.
#[derive(Default)]
pub(crate) struct Shelf(VecDeque<(Key, Arc<InstancePre<Guest>>)>);

impl Shelf {
    /// Finds one, and notes that it is used.
    pub(crate) fn get(&mut self, key: &Key) -> Option<Arc<InstancePre<Guest>>> {
        let at = self.0.iter().rposition(|(known, _)| known == key)?;
        let found = self.0.remove(at)?;
        let component = Arc::clone(&found.1);
        self.0.push_back(found);
        Some(component)
    }

    /// Keeps one. What is given back is to be dropped outside of any lock; calls that run keep theirs.
    #[must_use]
    pub(crate) fn keep(
        &mut self,
        key: Key,
        component: Arc<InstancePre<Guest>>,
    ) -> Option<Arc<InstancePre<Guest>>> {
        self.0.push_back((key, component));
        if self.0.len() > LOADED_MAX { self.0.pop_front().map(|(_, oldest)| oldest) } else { None }
    }

    /// Lets go of what is not to be called any more.
    pub(crate) fn remove(&mut self, digest: &Digest) {
        self.0.retain(|((known, _), _)| known != digest);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
