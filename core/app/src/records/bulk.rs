//! One change over several records: each by itself, one failure leaves the others changed.

use weir_model::Issue;
use weir_model::id::{FormId, RecordId};
use weir_model::limits::BATCH_MAX;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::records;

use crate::context::App;
use crate::dto::records::{BulkRecords, UpdateRecord};
use crate::error::{Error, Result};

impl App {
    /// Changes or deletes several records of a form, in the order given. The named fields are overwritten in
    /// whatever state a record is; the others stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the form's records; [`Error::Invalid`] for more than [`BATCH_MAX`]
    /// or not exactly one thing to do; what goes wrong with one record is its own result.
    pub async fn bulk_records(
        &self,
        who: &Principal,
        form: FormId,
        input: BulkRecords,
    ) -> Result<Vec<(RecordId, Result<()>)>> {
        if input.ids.len() > BATCH_MAX {
            return Err(Issue::new("ids", "task.batch_too_large").with("max", BATCH_MAX).into());
        }
        if input.delete == input.change.is_some() {
            return Err(Error::invalid("change", "record.bulk_one_deed"));
        }
        let permission = if input.delete { Permission::RecordsDelete } else { Permission::RecordsUpdate };
        let tx = self.store().read(who.tenant).await?;
        self.form_permit(&tx, who, permission, form).await?;
        self.form_in_use(&tx, form).await?;
        drop(tx);
        let mut results = Vec::with_capacity(input.ids.len());
        for id in input.ids {
            results.push((id, self.one_of_many(who, form, id, input.change.as_ref()).await));
        }
        Ok(results)
    }

    async fn one_of_many(
        &self,
        who: &Principal,
        form: FormId,
        id: RecordId,
        change: Option<&UpdateRecord>,
    ) -> Result<()> {
        let tx = self.write(who).await?;
        if records::form_of(&tx, id).await? != form {
            return Err(Error::NotFound);
        }
        match change {
            Some(change) => self.change_record(&tx, who, (id, None), change.clone()).await?,
            None => self.bin_record(&tx, who, id).await?,
        }
        Ok(tx.commit().await?)
    }
}
