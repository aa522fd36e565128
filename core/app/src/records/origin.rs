//! Which records came through links that others fill in.

use std::collections::HashMap;

use weir_model::id::RecordId;
use weir_store::Tx;
use weir_store::queries::form_links;

use crate::background::worded;
use crate::dto::records::RecordOrigin;
use crate::error::Result;

/// The links that some records came through.
///
/// # Errors
/// When the database fails.
pub(super) async fn origins(tx: &Tx, records: &[RecordId]) -> Result<HashMap<RecordId, RecordOrigin>> {
    let rows = form_links::origins(tx, records).await?;
    let origin = |row: form_links::OriginRow| {
        let audience = worded(&row.audience)?;
        Ok((row.record, RecordOrigin { link_id: row.link, name: row.name, audience }))
    };
    rows.into_iter().map(origin).collect()
}
