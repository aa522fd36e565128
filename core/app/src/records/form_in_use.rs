//! A form with the slots of its fields: what is needed to write and to list its records.

use std::collections::HashMap;

use weir_forms::SlotMap;
use weir_forms::schema::FormSchema;
use weir_model::id::FormId;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::forms;

use crate::error::{Error, Result};

/// One version of a form.
#[derive(Debug, Clone)]
pub(crate) struct FormInUse {
    /// The form.
    pub id: FormId,
    /// The version.
    pub version: u32,
    /// What it is made of.
    pub schema: FormSchema,
    /// Where lists find its fields.
    pub slots: SlotMap,
}

impl FormInUse {
    /// The published version in use.
    ///
    /// # Errors
    /// [`Error::NotFound`] before the first publication.
    pub async fn current(tx: &Tx, id: FormId) -> Result<Self> {
        match definitions::header(tx, Kind::Form, id.uuid()).await?.current_version {
            0 => Err(Error::NotFound),
            version => Self::at(tx, id, version).await,
        }
    }

    /// An older version, as records and instances keep it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn at(tx: &Tx, id: FormId, version: u32) -> Result<Self> {
        let (_, schema) = definitions::version(tx, Kind::Form, id.uuid(), version).await?;
        Ok(Self { id, version, schema, slots: forms::slot_map(tx, id).await? })
    }
}

/// Schemas by form and version: each read once, however many rows of a list need it.
#[derive(Debug, Default)]
pub(crate) struct Schemas(HashMap<(FormId, u32), FormSchema>);

impl Schemas {
    /// The schema of a version.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get(&mut self, tx: &Tx, id: FormId, version: u32) -> Result<&FormSchema> {
        if !self.0.contains_key(&(id, version)) {
            let (_, schema) = definitions::version(tx, Kind::Form, id.uuid(), version).await?;
            self.0.insert((id, version), schema);
        }
        self.0.get(&(id, version)).ok_or(Error::NotFound)
    }
}
