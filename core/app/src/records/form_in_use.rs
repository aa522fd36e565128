//! A form with the slots of its fields: what is needed to write and to list its records.

use std::sync::Arc;

use weir_forms::SlotMap;
use weir_forms::schema::FormSchema;
use weir_model::id::FormId;
use weir_store::Tx;
use weir_store::queries::tenants::{self, FormHead};

use crate::context::App;
use crate::error::{Error, Result};

/// One version of a form.
#[derive(Debug, Clone)]
pub(crate) struct FormInUse {
    /// The form.
    pub id: FormId,
    /// The version.
    pub version: u32,
    /// What it is made of.
    pub schema: Arc<FormSchema>,
    /// Where lists find its fields.
    pub slots: Arc<SlotMap>,
    /// Whether its records may have come through links.
    pub has_links: bool,
}

impl App {
    /// The published version in use.
    ///
    /// # Errors
    /// [`Error::NotFound`] before the first publication.
    pub(crate) async fn form_in_use(&self, tx: &Tx, id: FormId) -> Result<FormInUse> {
        match tenants::versions_and_form(tx, id).await? {
            None | Some(FormHead { version: 0, .. }) => Err(Error::NotFound),
            Some(FormHead { version, has_links }) => {
                Ok(FormInUse { has_links, ..self.form_in_use_at(tx, id, version).await? })
            }
        }
    }

    /// An older version, as records and instances keep it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) async fn form_in_use_at(&self, tx: &Tx, id: FormId, version: u32) -> Result<FormInUse> {
        let schema = self.form_schema(tx, id, version).await?;
        let slots = self.form_slots(tx, id, version).await?;
        Ok(FormInUse { id, version, schema, slots, has_links: true })
    }
}
