//! Taking an import of records back: what it created goes to the recycle bin, what it changed gets back what it held
//! before, unless somebody changed it since.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use weir_forms::{Data, encode};
use weir_model::change::Verb;
use weir_model::id::{FormId, RecordId};
use weir_model::principal::Principal;
use weir_model::{Issue, RecordScope};
use weir_store::Tx;
use weir_store::queries::imports::BroughtIn;
use weir_store::queries::record_keys;
use weir_store::queries::records::{self, Content, RecordRow};

use super::kind::Undone;
use super::records::logged;
use crate::context::App;
use crate::error::{Error, Result};
use crate::records::FormInUse;

/// What a record held, as it is stored beside the row that changed it.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    version: u32,
    title: String,
    data: Data,
    serial: Option<String>,
}

/// What a record holds.
pub(super) fn before(row: RecordRow) -> Json {
    let RecordRow { version, title, data, serial, .. } = row;
    serde_json::to_value(Before { version, title, data, serial }).unwrap_or_default()
}

/// Takes rows back.
pub(super) async fn undo(
    app: &App,
    tx: &Tx,
    who: &Principal,
    form: FormId,
    rows: &[BroughtIn],
) -> Result<Undone> {
    let mut undone = Undone::default();
    let ids: Vec<RecordId> = rows.iter().map(|r| RecordId::from_uuid(r.thing)).collect();
    let known = records::get_many(tx, form, &ids, &RecordScope::All).await?;
    let known: HashMap<RecordId, RecordRow> = known.into_iter().map(|r| (r.id, r)).collect();
    let (mut binned, mut changes, mut versions) = (Vec::new(), Vec::new(), HashMap::new());
    for row in rows {
        let id = RecordId::from_uuid(row.thing);
        let Some(record) = known.get(&id) else {
            // Somebody was faster.
            undone.reverted.push(row.row);
            continue;
        };
        match &row.before {
            None => {
                binned.push(id);
                changes.push(logged(app, who, id, Verb::Deleted));
                undone.reverted.push(row.row);
            }
            Some(_) if record.rev != row.rev => {
                undone.kept.push((row.row, Issue::new("", "import.changed_since")));
            }
            Some(before) => {
                let before: Before = serde_json::from_value(before.clone()).map_err(Error::internal)?;
                let form = match versions.get(&before.version) {
                    Some(known) => known,
                    None => {
                        let version = app.form_in_use_at(tx, form, before.version).await?;
                        &*versions.entry(before.version).or_insert(version)
                    }
                };
                match give_back(app, tx, who, form, record, &before).await? {
                    Some(issue) => undone.kept.push((row.row, issue)),
                    None => undone.reverted.push(row.row),
                }
            }
        }
    }
    records::bin_many(tx, form, &binned, (who.user, app.now())).await?;
    record_keys::release_many(tx, form, &binned).await?;
    tx.log_many(changes).await?;
    Ok(undone)
}

/// Gives a record back what it held; why it cannot, when another one has a unique value of it by now.
async fn give_back(
    app: &App,
    tx: &Tx,
    who: &Principal,
    form: &FormInUse,
    record: &RecordRow,
    before: &Before,
) -> Result<Option<Issue>> {
    for field in form.schema.fields.iter().filter(|f| f.unique) {
        let key = field.key.as_str();
        let Some(value) = before.data.get(key).and_then(Json::as_str).map(str::to_lowercase) else {
            continue;
        };
        let holders = record_keys::holders(tx, form.id, key, &[value]).await?;
        if holders.iter().any(|(_, holder)| *holder != record.id) {
            return Ok(Some(Issue::new(key, "form.value_taken")));
        }
    }
    let slots = encode(&form.schema, &form.slots, &before.data);
    let content = Content {
        version: before.version,
        title: &before.title,
        data: &before.data,
        serial: before.serial.as_deref(),
        slots: &slots,
    };
    records::update(tx, form.id, record.id, record.rev, content, (who.user, app.now())).await?;
    app.claim_unique(tx, form, record.id, &before.data).await?;
    let mut change = logged(app, who, record.id, Verb::Updated);
    (change.before, change.after) = (Some(record.data.clone().into()), Some(before.data.clone().into()));
    tx.log(change).await?;
    Ok(None)
}
