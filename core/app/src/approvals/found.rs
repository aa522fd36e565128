//! What words find an instance: its title and serial number, as everybody reads them who takes part.

use weir_flow::Plan;
use weir_forms::schema::FormSchema;
use weir_model::RecordScope;
use weir_model::id::InstanceId;
use weir_store::Tx;
use weir_store::queries::search::{self, Place};
use weir_store::queries::{instances, records};

use super::case::Case;
use super::sight::{public_rights, visible_serial};
use crate::context::App;
use crate::error::Result;

impl App {
    /// Brings what can be found of an instance after it, in the transaction that moved it.
    pub(super) async fn follow_with_search(&self, tx: &Tx, case: &Case) -> Result<()> {
        let names = names(&case.plan, &case.schema, (&case.row.title, &case.record.serial));
        Ok(search::follow_instance(tx, (case.row.id, case.row.form), names, Place::Newest).await?)
    }

    /// Makes an instance found that was there before the index was.
    pub(crate) async fn make_found(&self, tx: &Tx, id: InstanceId) -> Result<()> {
        let row = instances::get(tx, id).await?;
        let plan = self.flow_plan(tx, row.flow, row.flow_version).await?;
        let schema = self.form_schema(tx, row.form, row.form_version).await?;
        let serial = records::get(tx, row.form, row.record, &RecordScope::All).await?.serial;
        let names = names(&plan, &schema, (&row.title, &serial));
        Ok(search::follow_instance(tx, (id, row.form), names, Place::Oldest).await?)
    }
}

fn names(plan: &Plan, schema: &FormSchema, (title, serial): (&str, &Option<String>)) -> [Option<String>; 2] {
    [Some(title.to_owned()), visible_serial(schema, serial, &public_rights(plan))]
}
