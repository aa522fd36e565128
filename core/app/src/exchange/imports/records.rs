//! Records of a form: through the same validation as the API, in batches.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;
use weir_access::Permit;
use weir_forms::schema::{Field, FieldKind};
use weir_forms::{
    Data, Place, Validated, can_be_read, from_cell, may_enter, may_read_title, names_in, unique_value,
    validate,
};
use weir_model::change::{Subject, Verb};
use weir_model::id::{DepartmentId, FormId, RecordId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::table::Row;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::imports::BroughtIn;
use weir_store::queries::record_keys;
use weir_store::queries::records::{self, NewRecord, RecordRow};

use super::super::IMPORT_CHANNEL;
use super::super::names::InCells;
use super::kind::{Batch, ImportKind, KindField, Memory, Taken, Undone, mapped};
use super::outline::Settings;
use super::records_undo;
use crate::company::Company;
use crate::context::App;
use crate::dto::exchange::ImportField;
use crate::error::{Error, Result};
use crate::records::{FormInUse, Kept, free_of_flows};

/// A form, and what its owner may bring into it.
pub(super) struct Records {
    company: Arc<Company>,
    form: FormInUse,
    create: Permit,
    update: Option<Permit>,
    department: Option<DepartmentId>,
}

/// A row on its way.
struct Candidate {
    row: u32,
    data: Data,
    known: Option<RecordRow>,
}

impl ImportKind for Records {
    async fn begin(app: &App, who: &Principal) -> Result<Tx> {
        Ok(app.store().begin(who.tenant).await?)
    }

    async fn open(app: &App, tx: &Tx, who: &Principal, form: Option<FormId>, matching: bool) -> Result<Self> {
        let form = form.ok_or_else(|| Error::invalid("formId", "import.form_missing"))?;
        app.form_permit(tx, who, Permission::RecordsImport, form).await?;
        let create = app.form_permit(tx, who, Permission::RecordsCreate, form).await?;
        let update = match matching {
            true => Some(app.form_permit(tx, who, Permission::RecordsUpdate, form).await?),
            false => None,
        };
        let company = app.company(tx).await?;
        let form = app.form_in_use(tx, form).await?;
        let department = app.acting_department(&company, who, None)?;
        Ok(Self { company, form, create, update, department })
    }

    fn fields(&self) -> Vec<KindField> {
        let rights = self.create.field_rights();
        let fields = self.form.schema.fields.iter().filter(|f| can_be_read(f) && may_enter(rights, f));
        let shown = |f: &Field| ImportField {
            key: f.key.to_string(),
            label: f.label.clone(),
            required: f.required,
            matchable: f.unique,
        };
        fields.map(|f| KindField { field: shown(f), also: &[] }).collect()
    }

    fn remember(&self, settings: &Settings, memory: &mut Memory, rows: &[Row]) {
        let names = memory.names(&self.company);
        let finder = InCells { names: &names, records: HashMap::new() };
        for row in rows {
            let (data, _) = self.read(settings, row, &finder);
            self.repeats(memory, row.number, &data);
        }
    }

    async fn take(&self, batch: &Batch<'_>, memory: &mut Memory) -> Result<Taken> {
        let mut taken = Taken::default();
        let names = memory.names(&self.company);
        let records = self.mentioned(batch).await?;
        let finder = InCells { names: &names, records };
        let mut candidates = Vec::with_capacity(batch.rows.len());
        for row in batch.rows {
            let (data, mut issues) = self.read(batch.settings, row, &finder);
            issues.extend(row.issue.clone());
            issues.extend(self.repeats(memory, row.number, &data));
            let candidate = Candidate { row: row.number, data, known: None };
            if issues.is_empty() {
                candidates.push(candidate);
                continue;
            }
            if row.issue.is_none() && self.update.is_none() {
                // Everything that is wrong with a row is told at once.
                let more = self.valid(batch.app, batch.who, &candidate).err().unwrap_or_default();
                let told: Vec<String> = issues.iter().map(|issue| issue.at.clone()).collect();
                issues.extend(more.into_iter().filter(|issue| !told.contains(&issue.at)));
            }
            taken.refuse(row.number, issues);
        }
        let candidates = self.matched(batch, candidates, &mut taken).await?;
        let mut ready = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let known = candidate.known.as_ref();
            match self.valid(batch.app, batch.who, &candidate) {
                Ok(validated) if known.is_some_and(|k| k.data == validated.data) => taken.unchanged += 1,
                Ok(validated) => ready.push((candidate, validated)),
                Err(issues) => taken.refuse(candidate.row, issues),
            }
        }
        let ready = self.untaken(batch, ready, &mut taken).await?;
        if batch.write {
            self.write(batch, ready, &mut taken).await
        } else {
            self.foresee(batch, ready, &mut taken).await
        }?;
        Ok(taken)
    }

    async fn undo(
        app: &App,
        tx: &Tx,
        who: &Principal,
        form: Option<FormId>,
        rows: &[BroughtIn],
    ) -> Result<Undone> {
        records_undo::undo(app, tx, who, form.ok_or(Error::NotFound)?, rows).await
    }

    async fn finish(_: &App, _: &Tx) -> Result<()> {
        Ok(())
    }
}

impl Records {
    /// The values of a row, and what is wrong with its cells. Empty cells say nothing.
    fn read(&self, settings: &Settings, row: &Row, finder: &InCells<'_>) -> (Data, Issues) {
        let place = Place { time_zone: &self.company.time_zone, finder };
        let (mut data, mut issues) = (Data::new(), Issues::new());
        for (key, cell) in mapped(settings, row) {
            let Some(field) = self.form.schema.field(key) else { continue };
            match from_cell(field, cell, &place) {
                Ok(Json::Null) => {}
                Ok(value) => drop(data.insert(key.to_owned(), value)),
                Err(issue) => issues.push(issue),
            }
        }
        (data, issues)
    }

    /// The unique values of a row.
    fn uniques<'d>(&'d self, data: &'d Data) -> impl Iterator<Item = (&'d str, String)> {
        let fields = self.form.schema.fields.iter().filter(|f| f.unique);
        fields.filter_map(|f| Some((f.key.as_str(), unique_value(f, data.get(f.key.as_str())?)?)))
    }

    /// Values that an earlier row of the file has already.
    fn repeats(&self, memory: &mut Memory, row: u32, data: &Data) -> Issues {
        let repeated = |(key, value): (&str, String)| {
            let first = memory.repeated(key, &value, row)?;
            Some(Issue::new(key, "import.repeated").with("row", first))
        };
        self.uniques(data).filter_map(repeated).collect()
    }

    /// The records of other forms that the rows mention by title or serial number, as far as the owner may see them.
    async fn mentioned(
        &self,
        batch: &Batch<'_>,
    ) -> Result<HashMap<FormId, HashMap<String, Option<RecordId>>>> {
        let mut wanted: HashMap<FormId, Vec<String>> = HashMap::new();
        for mapping in &batch.settings.mapping {
            let field = self.form.schema.field(&mapping.field).map(|f| &f.kind);
            let Some(FieldKind::Reference { form, .. }) = field else { continue };
            let column = usize::try_from(mapping.column).unwrap_or(usize::MAX);
            let texts = batch.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.plain());
            let names = wanted.entry(*form).or_default();
            texts.for_each(|text| names.extend(names_in(&text).map(str::to_owned)));
        }
        let mut found = HashMap::new();
        for (form, mut names) in wanted {
            names.sort_unstable();
            names.dedup();
            found.insert(form, self.called(batch, form, &names).await?);
        }
        Ok(found)
    }

    async fn called(
        &self,
        batch: &Batch<'_>,
        form: FormId,
        names: &[String],
    ) -> Result<HashMap<String, Option<RecordId>>> {
        let mut known: HashMap<String, Option<RecordId>> = HashMap::new();
        let Batch { app, tx, who, .. } = batch;
        let permit = match app.form_permit(tx, who, Permission::RecordsRead, form).await {
            Ok(permit) => permit,
            Err(Error::Denied | Error::NotFound) => return Ok(known),
            Err(other) => return Err(other),
        };
        let schema = app.form_in_use(tx, form).await?.schema;
        if !may_read_title(&schema, permit.field_rights()) {
            return Ok(known);
        }
        let mut note = |name: String, id: RecordId| {
            known.entry(name).and_modify(|k| *k = k.filter(|k| *k == id)).or_insert(Some(id));
        };
        for (id, title, serial) in records::called(tx, form, names, &permit.scope()).await? {
            note(title, id);
            if let Some(serial) = serial {
                note(serial, id);
            }
        }
        Ok(known)
    }

    /// Finds what is there already by the field that the owner chose.
    async fn matched(
        &self,
        batch: &Batch<'_>,
        mut candidates: Vec<Candidate>,
        taken: &mut Taken,
    ) -> Result<Vec<Candidate>> {
        let (Some(key), Some(permit)) = (&batch.settings.match_by, &self.update) else {
            return Ok(candidates);
        };
        let value = |data: &Data| self.uniques(data).find(|(k, _)| k == key).map(|(_, value)| value);
        let mut values: Vec<String> = candidates.iter().filter_map(|c| value(&c.data)).collect();
        values.sort_unstable();
        let holders: HashMap<String, RecordId> =
            record_keys::holders(batch.tx, self.form.id, key, &values).await?.into_iter().collect();
        let ids: Vec<RecordId> = holders.values().copied().collect();
        let rows = records::get_many(batch.tx, self.form.id, &ids, &permit.scope()).await?;
        let mut rows: HashMap<RecordId, RecordRow> = rows.into_iter().map(|r| (r.id, r)).collect();
        candidates.retain_mut(|candidate| {
            let Some(value) = value(&candidate.data) else {
                taken.refuse(candidate.row, [Issue::new(key, "import.match_empty")]);
                return false;
            };
            let Some(id) = holders.get(&value) else { return true };
            candidate.known = rows.remove(id);
            let issue = match &candidate.known {
                // It is there, but not for the owner to change.
                None => Some("form.value_taken"),
                Some(row) if free_of_flows(row).is_err() => Some("record.held_by_flow"),
                Some(_) => None,
            };
            if let Some(code) = issue {
                taken.refuse(candidate.row, [Issue::new(key, code)]);
            }
            issue.is_none()
        });
        Ok(candidates)
    }

    fn valid(&self, app: &App, who: &Principal, candidate: &Candidate) -> Result<Validated, Issues> {
        let (rights, department, before) = match (&candidate.known, &self.update) {
            (Some(known), Some(update)) => (update.field_rights(), known.department, Some(&known.data)),
            _ => (self.create.field_rights(), self.department, None),
        };
        let situation = app.situation(&self.company, who, department);
        validate(&self.form.schema, &candidate.data, rights, &situation, before)
    }

    /// Leaves out rows with a unique value that another record has.
    async fn untaken(
        &self,
        batch: &Batch<'_>,
        mut ready: Vec<(Candidate, Validated)>,
        taken: &mut Taken,
    ) -> Result<Vec<(Candidate, Validated)>> {
        for field in self.form.schema.fields.iter().filter(|f| f.unique) {
            let key = field.key.as_str();
            let value = |v: &Validated| v.data.get(key).and_then(Json::as_str).map(str::to_lowercase);
            let values: Vec<String> = ready.iter().filter_map(|(_, v)| value(v)).collect();
            let holders = record_keys::holders(batch.tx, self.form.id, key, &values).await?;
            let holders: HashMap<String, RecordId> = holders.into_iter().collect();
            ready.retain(|(candidate, validated)| {
                let holder = value(validated).and_then(|v| holders.get(&v).copied());
                let own = candidate.known.as_ref().map(|k| k.id);
                let free = holder.is_none() || holder == own;
                if !free {
                    taken.refuse(candidate.row, [Issue::new(key, "form.value_taken")]);
                }
                free
            });
        }
        Ok(ready)
    }

    /// What would become of the rows.
    async fn foresee(
        &self,
        batch: &Batch<'_>,
        ready: Vec<(Candidate, Validated)>,
        taken: &mut Taken,
    ) -> Result<()> {
        let nobody = RecordId::from_uuid(uuid::Uuid::nil());
        for (candidate, validated) in ready {
            let record = candidate.known.as_ref().map_or(nobody, |k| k.id);
            let missing =
                batch.app.missing(batch.tx, batch.who, &self.company, record, &validated.lookups).await?;
            match (missing.is_empty(), candidate.known.is_some()) {
                (false, _) => taken.refuse(candidate.row, missing),
                (true, true) => taken.updated += 1,
                (true, false) => taken.created += 1,
            }
        }
        Ok(())
    }

    /// Brings the rows in.
    async fn write(
        &self,
        batch: &Batch<'_>,
        ready: Vec<(Candidate, Validated)>,
        taken: &mut Taken,
    ) -> Result<()> {
        let Batch { app, tx, who, .. } = batch;
        let mut created: Vec<(u32, RecordId, Kept)> = Vec::with_capacity(ready.len());
        for (Candidate { row, known, .. }, validated) in ready {
            let id = known.as_ref().map_or_else(|| app.new_id(RecordId::from_uuid), |k| k.id);
            let before = known.as_ref().map(|k| &k.data);
            let kept = match app.keep(tx, who, &self.company, &self.form, id, (validated, before)).await {
                Ok(kept) => kept,
                Err(Error::Invalid(issues)) => {
                    taken.refuse(row, issues);
                    continue;
                }
                Err(other) => return Err(other),
            };
            match known {
                Some(known) => self.change(batch, row, known, &kept, taken).await?,
                None => created.push((row, id, kept)),
            }
        }
        self.create(batch, created, taken).await
    }

    async fn create(
        &self,
        batch: &Batch<'_>,
        mut created: Vec<(u32, RecordId, Kept)>,
        taken: &mut Taken,
    ) -> Result<()> {
        let Batch { app, tx, who, .. } = batch;
        let (form, at) = (self.form.id, app.now());
        let rows: Vec<NewRecord<'_>> = created
            .iter()
            .map(|(_, id, kept)| NewRecord {
                id: *id,
                form,
                content: kept.content(),
                status: None,
                department: self.department,
                instance: None,
                by: who.user,
                at,
            })
            .collect();
        records::insert_many(tx, &rows).await?;
        drop(rows);
        let mut lost = Vec::new();
        for (row, id, kept) in &created {
            for (key, value) in self.claims(&kept.data) {
                if !record_keys::claim(tx, form, key, &value, *id).await? {
                    // Somebody else's submission was faster, since the rows were looked at.
                    taken.refuse(*row, [Issue::new(key, "form.value_taken")]);
                    lost.push(*id);
                    break;
                }
            }
        }
        if !lost.is_empty() {
            records::take_back(tx, form, &lost).await?;
            created.retain(|(_, id, _)| !lost.contains(id));
        }
        let mut changes = Vec::with_capacity(created.len());
        taken.created += created.len() as u64;
        for (row, id, kept) in created {
            let mut change = logged(app, who, id, Verb::Created);
            change.after = Some(kept.data.into());
            changes.push(change);
            let (action, undone) = ("created".to_owned(), None);
            taken.done.push(BroughtIn { row, action, thing: id.uuid(), rev: 1, before: None, undone });
        }
        Ok(tx.log_many(changes).await?)
    }

    /// As [`App::claim_unique`] claims them.
    fn claims<'d>(&'d self, data: &'d Data) -> impl Iterator<Item = (&'d str, String)> {
        let fields = self.form.schema.fields.iter().filter(|f| f.unique);
        fields.filter_map(|f| Some((f.key.as_str(), data.get(f.key.as_str())?.as_str()?.to_lowercase())))
    }

    async fn change(
        &self,
        batch: &Batch<'_>,
        row: u32,
        known: RecordRow,
        kept: &Kept,
        taken: &mut Taken,
    ) -> Result<()> {
        let Batch { app, tx, who, .. } = batch;
        let (form, id) = (&self.form, known.id);
        records::update(tx, form.id, id, known.rev, kept.content(), (who.user, app.now())).await?;
        app.claim_unique(tx, form, id, &kept.data).await?;
        let mut change = logged(app, who, id, Verb::Updated);
        (change.before, change.after) = (Some(known.data.clone().into()), Some(kept.data.clone().into()));
        tx.log(change).await?;
        taken.updated += 1;
        taken.done.push(BroughtIn {
            row,
            action: "updated".to_owned(),
            thing: id.uuid(),
            rev: known.rev + 1,
            before: Some(records_undo::before(known)),
            undone: None,
        });
        Ok(())
    }
}

/// A change-log entry about a record that an import made or took back.
pub(super) fn logged(app: &App, who: &Principal, id: RecordId, verb: Verb) -> Change {
    Change { channel: IMPORT_CHANNEL, ..app.change(who, Subject::Record, id.uuid(), verb) }
}
