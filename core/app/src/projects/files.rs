//! A work item as whoever would change a file in one of its fields meets it.

use std::sync::Arc;

use weir_model::id::WorkItemId;
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_work::Deed;

use super::types::Types;
use crate::context::App;
use crate::error::Result;
use crate::files::{Holder, Page};
use crate::notifications::link_to_item;

impl App {
    /// A work item that the caller sees.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub(crate) async fn item_holding(&self, tx: &Tx, who: &Principal, id: WorkItemId) -> Result<Holder> {
        let (seat, item) = self.item_for(tx, who, id, Deed::See).await?;
        let company = self.company(tx).await?;
        let types = Types::of(self, tx, seat.project.id).await?;
        let kind = types.own(&item.placed.kind)?;
        Ok(Holder {
            schema: Arc::clone(&kind.form.schema),
            data: item.record.data,
            rights: FieldRights::new(),
            situation: self.situation(&company, who, None),
            may_change: seat.may(Deed::Work),
            may_arrange: seat.may(Deed::Arrange),
            page: Page {
                link: link_to_item(seat.project.id, id),
                project: Some(seat.project.id),
                ..Page::default()
            },
        })
    }
}
