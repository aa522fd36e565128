//! An instance on paper: what its reader may see, with who printed it and when.

use weir_model::id::InstanceId;
use weir_model::principal::Principal;

use crate::context::App;
use crate::dto::approvals::InstancePrint;
use crate::error::Result;

impl App {
    /// An instance for printing.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it does not exist for the caller.
    pub async fn print_instance(&self, who: &Principal, id: InstanceId) -> Result<InstancePrint> {
        let tx = self.store().read(who.tenant).await?;
        let case = self.case(&tx, id).await?;
        let sight = self.sight(&tx, who, &case).await?;
        let mut instance = self.instance_view(&tx, who, &case, &sight).await?;
        // Paper shows how it stands, not what its reader may still do about it.
        instance.rights = super::sight::reading(&case.schema, &sight.rights);
        instance.my_tasks.clear();
        Ok(InstancePrint {
            instance,
            printed_at: self.now(),
            printed_by: case.company.person(who.user),
            tenant_name: case.company.name.clone(),
        })
    }
}
