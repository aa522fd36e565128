//! The scripts of a flow's draft. They are checked in the sandbox before or after a transaction, never within.

use weir_flow::definition::FlowDefinition;
use weir_forms::schema::FormSchema;
use weir_model::id::FlowId;
use weir_model::principal::Principal;
use weir_model::{Issues, Key};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::flows;

use super::forms::current_schema;
use crate::context::App;
use crate::dto::common::ProblemItem;
use crate::dto::flows::FlowDraft;
use crate::error::{Error, Result};

/// A draft with its findings, those of its scripts left out.
pub(super) struct Unchecked {
    pub draft: FlowDraft,
    /// The form that its scripts read; `None` when it has none, or the form was not published yet.
    pub schema: Option<FormSchema>,
}

/// What was found in the scripts of a definition.
#[derive(Debug, Default)]
pub(crate) struct CheckedScripts {
    scripts: Vec<(Key, String)>,
    issues: Issues,
}

impl CheckedScripts {
    /// For a definition without scripts.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// What was found, for exactly the scripts that the definition has.
    ///
    /// # Errors
    /// [`Error::Stale`] when they are others than were checked.
    pub(super) fn issues_of(self, definition: &FlowDefinition) -> Result<Issues> {
        if scripts_of(definition) == self.scripts { Ok(self.issues) } else { Err(Error::Stale) }
    }
}

impl App {
    /// The draft with what is wrong in its scripts.
    pub(super) async fn with_scripts_checked(&self, who: &Principal, unchecked: Unchecked) -> FlowDraft {
        let Unchecked { mut draft, schema } = unchecked;
        if let Some(schema) = schema {
            let issues = self.script_issues(who.tenant, &draft.definition, &schema).await;
            draft.issues.extend(ProblemItem::list(&issues, who.locale));
        }
        draft
    }

    /// Checks the scripts of a draft that is about to be published.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub(super) async fn check_flow_scripts(&self, who: &Principal, key: &Key) -> Result<CheckedScripts> {
        let tx = self.store().read(who.tenant).await?;
        let header = self.designed_flow(&tx, who, key).await?;
        let definition = definitions::draft::<FlowDefinition>(&tx, Kind::Flow, header.id).await?.definition;
        let schema = self.schema_for_scripts(&tx, FlowId::from_uuid(header.id), &definition).await?;
        drop(tx);
        let issues = match schema {
            Some(schema) => self.script_issues(who.tenant, &definition, &schema).await,
            None => Issues::new(),
        };
        Ok(CheckedScripts { scripts: scripts_of(&definition), issues })
    }

    pub(super) async fn schema_for_scripts(
        &self,
        tx: &Tx,
        flow: FlowId,
        definition: &FlowDefinition,
    ) -> Result<Option<FormSchema>> {
        if definition.edges.iter().all(|edge| edge.script.is_none()) {
            return Ok(None);
        }
        current_schema(tx, flows::form_of(tx, flow).await?).await
    }
}

fn scripts_of(definition: &FlowDefinition) -> Vec<(Key, String)> {
    let scripted = |edge: &weir_flow::definition::Edge| Some((edge.key.clone(), edge.script.clone()?));
    definition.edges.iter().filter_map(scripted).collect()
}
