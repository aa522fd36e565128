//! What an auditor may not read: values of records beyond their data scope, and of fields that their roles hide.
//! That something happened, when and by whom, the change log tells in any case.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;
use weir_access::Object;
use weir_forms::may_read;
use weir_model::RecordScope;
use weir_model::change::Subject;
use weir_model::id::{FormId, RecordId};
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::change_log::Entry;
use weir_store::queries::records::{self, Place};

use crate::context::App;
use crate::error::{Error, Result};

/// What is told of a file to whom not every field is: which version, and who kept it to themselves.
const TOLD_OF_FILES: &[&str] = &["version", "restoredFrom", "lockedBy"];

/// What one auditor may read of records.
pub(super) struct Sight {
    forms: HashMap<FormId, Option<(RecordScope, FieldRights)>>,
    /// Whether they read every field of every record: then also of those that are gone for good.
    everything: bool,
}

impl App {
    /// Sight of nothing yet; forms are looked up as entries name them.
    pub(super) async fn auditor(&self, tx: &Tx, who: &Principal) -> Result<Sight> {
        let mut sight = Sight { forms: HashMap::new(), everything: false };
        let whole = match self.permit(tx, who, Permission::RecordsRead, Object::TENANT).await {
            Ok(permit) => permit.scope() == RecordScope::All,
            Err(Error::Denied) => false,
            Err(other) => return Err(other),
        };
        let mut masked = false;
        for form in self.snapshot(tx).await?.masked_forms() {
            self.look_at(tx, who, &mut sight, form).await?;
            masked |= sight.forms[&form].as_ref().is_none_or(|(_, rights)| !rights.is_empty());
        }
        sight.everything = whole && !masked;
        Ok(sight)
    }

    /// Takes out of entries what the auditor may not read.
    pub(super) async fn withhold_values(
        &self,
        tx: &Tx,
        who: &Principal,
        sight: &mut Sight,
        entries: &mut [Entry],
    ) -> Result<Vec<bool>> {
        if sight.everything {
            return Ok(vec![false; entries.len()]);
        }
        let of_record = |e: &Entry| (e.subject == Subject::Record).then_some(e.subject_id).flatten();
        let ids: BTreeSet<RecordId> = entries.iter().filter_map(of_record).map(RecordId::from_uuid).collect();
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let places: HashMap<RecordId, Place> =
            records::places(tx, &ids).await?.into_iter().map(|p| (p.id, p)).collect();
        for form in places.values().map(|p| p.form).collect::<BTreeSet<_>>() {
            self.look_at(tx, who, sight, form).await?;
        }
        Ok(entries.iter_mut().map(|entry| sight.withhold(entry, &places)).collect())
    }

    async fn look_at(&self, tx: &Tx, who: &Principal, sight: &mut Sight, form: FormId) -> Result<()> {
        if sight.forms.contains_key(&form) {
            return Ok(());
        }
        let found = match self.permit(tx, who, Permission::RecordsRead, Object::form(form)).await {
            Ok(permit) => Some((permit.scope(), permit.field_rights().clone())),
            Err(Error::Denied) => None,
            Err(other) => return Err(other),
        };
        sight.forms.insert(form, found);
        Ok(())
    }
}

impl Sight {
    /// Takes out of an entry what the auditor may not read, and tells whether that was anything.
    fn withhold(&self, entry: &mut Entry, places: &HashMap<RecordId, Place>) -> bool {
        let before = (entry.before.clone(), entry.after.clone());
        match entry.subject {
            Subject::Record => {
                let place = entry.subject_id.and_then(|id| places.get(&RecordId::from_uuid(id)));
                let rights = place.and_then(|place| self.rights(place));
                for values in [&mut entry.before, &mut entry.after] {
                    *values = match (values.take(), rights) {
                        (Some(values), Some(rights)) => Some(readable(values, rights)),
                        _ => None,
                    };
                }
            }
            // What it is called and what was said about it belong to the field that it stands in.
            Subject::File => {
                for values in [&mut entry.before, &mut entry.after].into_iter().flatten() {
                    if let Json::Object(values) = values {
                        values.retain(|key, _| TOLD_OF_FILES.contains(&key.as_str()));
                    }
                }
            }
            _ => return false,
        }
        (&before.0, &before.1) != (&entry.before, &entry.after)
    }

    fn rights(&self, place: &Place) -> Option<&FieldRights> {
        let (scope, rights) = self.forms.get(&place.form)?.as_ref()?;
        scope.covers(place.created_by, place.department).then_some(rights)
    }
}

/// Values without those of hidden fields and columns. Fields that the form no longer has are kept, so the schema is
/// not asked.
pub(crate) fn readable(values: Json, rights: &FieldRights) -> Json {
    let Json::Object(fields) = values else { return values };
    let cells = |table: &str, row: Json| match row {
        Json::Object(row) => {
            Json::Object(row.into_iter().filter(|(c, _)| may_read(rights, &format!("{table}.{c}"))).collect())
        }
        other => other,
    };
    let value = |key: &str, value: Json| match value {
        Json::Array(rows) => rows.into_iter().map(|row| cells(key, row)).collect(),
        other => other,
    };
    let seen = fields.into_iter().filter(|(key, _)| may_read(rights, key));
    seen.map(|(key, v)| {
        let v = value(&key, v);
        (key, v)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use weir_model::permission::FieldRight;

    use super::*;

    #[test]
    fn hidden_fields_and_columns_are_taken_out_and_the_rest_stays() {
        let hidden = |path: &str| (path.to_owned(), FieldRight::Hidden);
        let rights = FieldRights::from_iter([hidden("pay"), hidden("items.cost")]);
        let values = json!({ "title": "a", "pay": "9", "who": ["usr_1"], "items": [{ "name": "b", "cost": "1" }, null] });
        let seen = json!({ "title": "a", "who": ["usr_1"], "items": [{ "name": "b" }, null] });
        assert_eq!(readable(values, &rights), seen);
        assert_eq!(readable(json!("x"), &rights), json!("x"));
    }
}
