//! The recycle bin of a form: what was deleted, until it is restored or its time is over.

use jiff::Timestamp;
use weir_forms::visible_data;
use weir_model::id::{FormId, RecordId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::records;

use super::list::visible_title;
use super::names::Names;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::records::DeletedRecord;
use crate::error::Result;
use crate::upkeep::BIN_KEPT_FOR;

impl App {
    /// One page of the deleted records that the caller could have deleted, the last deleted first.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) for who may not see the form's records,
    /// [`Error::Denied`](crate::Error::Denied) for who may delete none.
    pub async fn list_deleted_records(
        &self,
        who: &Principal,
        form: FormId,
        (limit, cursor): (Option<u32>, Option<&str>),
    ) -> Result<Page<DeletedRecord>> {
        let limit = page_limit(limit)?;
        let after: Option<(Timestamp, RecordId)> = cursor.map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let readable = self.form_permit(&tx, who, Permission::RecordsRead, form).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsDelete, form).await?;
        self.form_in_use(&tx, form).await?;
        let both = [readable.scope(), permit.scope()];
        let company = self.company(&tx).await?;
        let mut rows = records::deleted(&tx, form, &both, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |(r, _)| (r.deleted_at.unwrap_or_default(), r.id))?;
        let rights = readable.field_rights();
        let mut items = Vec::with_capacity(rows.len());
        for (row, deleted_by) in rows {
            let schema = self.form_schema(&tx, form, row.version).await?;
            let data = visible_data(&schema, &row.data, rights);
            let names = Names::of(&tx, &company, std::iter::once((&*schema, &data))).await?;
            let deleted_at = row.deleted_at.unwrap_or_default();
            items.push(DeletedRecord {
                id: row.id,
                title: visible_title(&schema, rights, row.title, (&data, &names), &company),
                created_by: company.person(row.created_by),
                created_at: row.created_at,
                deleted_by: company.person(deleted_by),
                deleted_at,
                gone_at: deleted_at.saturating_add(BIN_KEPT_FOR).unwrap_or(deleted_at),
            });
        }
        Ok(Page::new(items, next))
    }
}
