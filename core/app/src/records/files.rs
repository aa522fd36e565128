//! A record as whoever would change a file in one of its fields meets it.

use weir_access::Object;
use weir_model::id::RecordId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;

use super::one::changeable;
use crate::context::App;
use crate::error::Result;
use crate::files::{Holder, Page};
use crate::notifications::link_to_record;

impl App {
    /// A record that the caller may change, outside of flows.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`], [`crate::Error::Denied`].
    pub(crate) async fn record_holding(&self, tx: &Tx, who: &Principal, id: RecordId) -> Result<Holder> {
        let (row, permit) = self.permitted_record(tx, who, id, Permission::RecordsUpdate).await?;
        let readable = self.form_permit(tx, who, Permission::RecordsRead, row.form).await?;
        let company = self.company(tx).await?;
        let form = self.form_in_use(tx, row.form).await?;
        let designs = self.permit(tx, who, Permission::FormsDesign, Object::form(row.form)).await;
        Ok(Holder {
            rights: changeable(&form.schema, readable.field_rights(), permit.field_rights()),
            situation: self.situation(&company, who, row.department),
            schema: form.schema,
            may_change: row.instance.is_none(),
            may_arrange: designs.is_ok(),
            page: Page { link: link_to_record(row.form, id), ..Page::default() },
            data: row.data,
        })
    }
}
