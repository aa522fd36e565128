//! Rows of lists for their reader: without the serial number that some node hides, and for who takes no part but
//! administers, without what the field rules of their roles hide.

use std::collections::HashMap;

use weir_forms::{Reader, may_read_title, title_of, visible_data};
use weir_model::RecordScope;
use weir_model::id::FormId;
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::instances::{self, Listed};
use weir_store::queries::records;

use super::case::readable_summary;
use super::sight::{public_rights, visible_serial};
use crate::company::Company;
use crate::context::App;
use crate::error::{Error, Result};
use crate::records::Names;

/// What an administrator of flows may not see of the forms that they take no part in.
#[derive(Debug, Default)]
pub(crate) struct Onlooker {
    /// Field rights by form, where they hide something.
    masks: HashMap<FormId, FieldRights>,
    /// Forms whose titles or serial numbers may show what is hidden.
    pub untitled: Vec<FormId>,
}

impl App {
    /// The masks of the principal's roles over every form.
    pub(crate) async fn onlooker(&self, tx: &Tx, who: &Principal) -> Result<Onlooker> {
        let mut onlooker = Onlooker::default();
        for form in self.snapshot(tx).await?.masked_forms() {
            let permit = self.permit(tx, who, Permission::RecordsRead, weir_access::Object::form(form)).await;
            let rights = match permit {
                Ok(permit) if !permit.field_rights().is_empty() => permit.field_rights().clone(),
                Ok(_) | Err(Error::Denied) => continue,
                Err(other) => return Err(other),
            };
            let version = definitions::header(tx, Kind::Form, form.uuid()).await?.current_version;
            if version > 0 {
                let schema = self.form_schema(tx, form, version).await?;
                let serial = Some(String::new());
                if !may_read_title(&schema, &rights)
                    || (visible_serial(&schema, &serial, &FieldRights::new()).is_some()
                        && visible_serial(&schema, &serial, &rights).is_none())
                {
                    onlooker.untitled.push(form);
                }
            }
            onlooker.masks.insert(form, rights);
        }
        Ok(onlooker)
    }

    /// Takes out of a row what its reader may not see.
    pub(crate) async fn withhold(
        &self,
        tx: &Tx,
        company: &Company,
        row: &mut Listed,
        onlooker: &Onlooker,
    ) -> Result<()> {
        let mask = onlooker.masks.get(&row.form);
        if row.serial.is_some() {
            let plan = self.flow_plan(tx, row.flow, row.flow_version).await?;
            let schema = self.form_schema(tx, row.form, row.form_version).await?;
            row.serial = visible_serial(&schema, &row.serial, &public_rights(&plan));
            if let Some(rights) = mask {
                row.serial = visible_serial(&schema, &row.serial, rights);
            }
        }
        let Some(rights) = mask else { return Ok(()) };
        row.summary = readable_summary(&row.summary, rights);
        let schema = self.form_schema(tx, row.form, row.form_version).await?;
        if may_read_title(&schema, rights) {
            return Ok(());
        }
        let record = instances::get(tx, row.id).await?.record;
        let record = records::get(tx, row.form, record, &RecordScope::All).await?;
        let data = visible_data(&schema, &record.data, rights);
        let names = Names::of(tx, company, std::iter::once((&*schema, &data))).await?;
        let reader = Reader { locale: company.locale, time_zone: &company.time_zone, labels: &names };
        row.title = title_of(&schema, &data, &reader);
        Ok(())
    }
}
