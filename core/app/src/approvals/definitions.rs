//! Published versions of flows and forms, compiled and parsed once: a version never changes.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use weir_flow::Plan;
use weir_flow::definition::FlowDefinition;
use weir_forms::SlotMap;
use weir_forms::schema::FormSchema;
use weir_model::id::{FlowId, FormId, TenantId};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::{forms, work_types};

use crate::context::App;
use crate::error::{Error, Result};

/// Versions of each kind that are kept in memory; a large one takes some 100 kB.
const VERSIONS_MAX: usize = 2_000;

type Versions<I, D> = Mutex<HashMap<(TenantId, I, u32), Arc<D>>>;

/// The versions in use.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    plans: Versions<FlowId, Plan>,
    schemas: Versions<FormId, FormSchema>,
    slots: Versions<FormId, SlotMap>,
    of_types: Mutex<HashMap<(TenantId, FormId), bool>>,
}

impl App {
    /// A published version of a flow, ready to run.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) async fn flow_plan(&self, tx: &Tx, flow: FlowId, version: u32) -> Result<Arc<Plan>> {
        let key = (tx.tenant(), flow, version);
        if let Some(known) = self.definitions().plans.lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let (_, definition) =
            definitions::version::<FlowDefinition>(tx, Kind::Flow, flow.uuid(), version).await?;
        let plan = Plan::compile(definition)
            .map_err(|issues| Error::internal(format!("a published flow does not compile: {issues:?}")))?;
        Ok(remember(&self.definitions().plans, key, plan))
    }

    /// A published version of a form.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) async fn form_schema(&self, tx: &Tx, form: FormId, version: u32) -> Result<Arc<FormSchema>> {
        let key = (tx.tenant(), form, version);
        if let Some(known) = self.definitions().schemas.lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let (_, schema) = definitions::version(tx, Kind::Form, form.uuid(), version).await?;
        Ok(remember(&self.definitions().schemas, key, schema))
    }

    /// Where lists find the fields of a published version: fields are mapped before it is published, and for ever.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn form_slots(&self, tx: &Tx, form: FormId, version: u32) -> Result<Arc<SlotMap>> {
        let key = (tx.tenant(), form, version);
        if let Some(known) = self.definitions().slots.lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let slots = forms::slot_map(tx, form).await?;
        Ok(remember(&self.definitions().slots, key, slots))
    }

    /// Whether a form holds the fields of a work item type: it is made as one, and never becomes or ceases to be one.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn is_form_of_type(&self, tx: &Tx, form: FormId) -> Result<bool> {
        let key = (tx.tenant(), form);
        let known = self.definitions().of_types.lock().get(&key).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let of_type = work_types::project_of_form(tx, form).await?.is_some();
        let mut of_types = self.definitions().of_types.lock();
        if of_types.len() >= VERSIONS_MAX {
            of_types.clear();
        }
        of_types.insert(key, of_type);
        Ok(of_type)
    }
}

fn remember<I: Eq + std::hash::Hash, D>(
    versions: &Versions<I, D>,
    key: (TenantId, I, u32),
    definition: D,
) -> Arc<D> {
    let mut versions = versions.lock();
    if versions.len() >= VERSIONS_MAX {
        versions.clear();
    }
    let definition = Arc::new(definition);
    versions.insert(key, Arc::clone(&definition));
    definition
}
