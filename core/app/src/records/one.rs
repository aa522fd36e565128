//! One record: its page, writing it without a flow, the recycle bin.

use weir_forms::{Data, Reader, Situation, diff, display, overreach, validate, visible_data};
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::{DepartmentId, FormId, RecordId};
use weir_model::permission::{FieldRight, FieldRights, Permission};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::change_log;
use weir_store::queries::record_keys;
use weir_store::queries::records::{self, NewRecord, RecordRow as Stored};

use super::content::Kept;
use super::form_in_use::FormInUse;
use super::list::{record_row, visible_title};
use super::names::Names;
use super::origin::origins;
use super::readable::readable_schema;
use crate::company::Company;
use crate::context::App;
use crate::dto::approvals::{FieldChange, HistoryEntry};
use crate::dto::records::{CreateRecord, RecordCan, RecordDetail, RecordOrigin, RecordRow, UpdateRecord};
use crate::error::{Error, Result, refuse};
use crate::links::LINK_CHANNEL;

/// History lines on a record's page; older ones are in the change log.
const HISTORY_ROWS: u32 = 100;

impl App {
    /// A record with everything that its page shows.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a record beyond the caller's scope.
    pub async fn get_record(&self, who: &Principal, id: RecordId) -> Result<RecordDetail> {
        let tx = self.store().read(who.tenant).await?;
        self.record_detail(&tx, who, id).await
    }

    /// Creates a record without a flow.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding at its field.
    pub async fn create_record(
        &self,
        who: &Principal,
        form: FormId,
        input: CreateRecord,
    ) -> Result<RecordDetail> {
        let tx = self.write(who).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsCreate, form).await?;
        let company = self.company(&tx).await?;
        let form = self.form_in_use(&tx, form).await?;
        let department = self.acting_department(&company, who, input.department_id)?;
        let situation = self.situation(&company, who, department);
        let writing = Writing { who, rights: permit.field_rights(), situation, department };
        let (id, kept) = self.write_record(&tx, &company, &form, writing, &input.data).await?;
        let mut change = self.change(who, Subject::Record, id.uuid(), Verb::Created);
        change.after = Some(kept.data.clone().into());
        tx.log(change).await?;
        let detail = self.record_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Writes a new record that no flow carries; the caller tells the change log who did it.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding at its field.
    pub(crate) async fn write_record(
        &self,
        tx: &Tx,
        company: &Company,
        form: &FormInUse,
        writing: Writing<'_>,
        data: &Data,
    ) -> Result<(RecordId, Kept)> {
        let Writing { who, rights, situation, department } = writing;
        let id = self.new_id(RecordId::from_uuid);
        let validated = validate(&form.schema, data, rights, &situation, None)?;
        let kept = self.keep(tx, who, company, form, id, (validated, None)).await?;
        let record = NewRecord {
            id,
            form: form.id,
            content: kept.content(),
            status: None,
            department,
            instance: None,
            by: who.user,
            at: self.now(),
        };
        records::insert(tx, record).await?;
        self.claim_unique(tx, form, id, &kept.data).await?;
        kept.attach_files(tx, who.user, id).await?;
        Ok((id, kept))
    }

    /// Changes a record: fields left out stay.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `rev`, [`Error::Conflict`] while a flow holds it.
    pub async fn update_record(
        &self,
        who: &Principal,
        id: RecordId,
        rev: i64,
        input: UpdateRecord,
    ) -> Result<RecordDetail> {
        let tx = self.write(who).await?;
        self.change_record(&tx, who, (id, Some(rev)), input).await?;
        let detail = self.record_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Changes a record in a transaction; whatever state it is in when no revision is named.
    pub(super) async fn change_record(
        &self,
        tx: &Tx,
        who: &Principal,
        (id, rev): (RecordId, Option<i64>),
        input: UpdateRecord,
    ) -> Result<()> {
        let (row, permit) = self.permitted_record(tx, who, id, Permission::RecordsUpdate).await?;
        let readable = self.form_permit(tx, who, Permission::RecordsRead, row.form).await?;
        let rev = rev.unwrap_or(row.rev);
        if row.rev != rev {
            return Err(Error::Stale);
        }
        free_of_flows(&row)?;
        let company = self.company(tx).await?;
        let form = self.form_in_use(tx, row.form).await?;
        let situation = self.situation(&company, who, row.department);
        let rights = changeable(&form.schema, readable.field_rights(), permit.field_rights());
        let validated = validate(&form.schema, &input.data, &rights, &situation, Some(&row.data))?;
        refuse(overreach(&form.schema, &input.data, &rights, (&row.data, &validated.data)))?;
        let kept = self.keep(tx, who, &company, &form, id, (validated, Some(&row.data))).await?;
        if kept.data == row.data && kept.version == row.version && kept.title == row.title {
            return Ok(());
        }
        records::update(tx, form.id, id, rev, kept.content(), (who.user, self.now())).await?;
        self.claim_unique(tx, &form, id, &kept.data).await?;
        kept.attach_files(tx, who.user, id).await?;
        let mut change = self.change(who, Subject::Record, id.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(row.data.into()), Some(kept.data.clone().into()));
        Ok(tx.log(change).await?)
    }

    /// Moves a record to the recycle bin; its unique values become free.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Conflict`] while a flow holds it.
    pub async fn delete_record(&self, who: &Principal, id: RecordId) -> Result<()> {
        let tx = self.write(who).await?;
        self.bin_record(&tx, who, id).await?;
        Ok(tx.commit().await?)
    }

    /// Moves a record to the recycle bin in a transaction.
    pub(super) async fn bin_record(&self, tx: &Tx, who: &Principal, id: RecordId) -> Result<()> {
        let (row, _) = self.permitted_record(tx, who, id, Permission::RecordsDelete).await?;
        free_of_flows(&row)?;
        let now = self.now();
        records::set_deleted(tx, row.form, id, Some(now), (who.user, now)).await?;
        record_keys::release(tx, row.form, id).await?;
        Ok(tx.log(self.change(who, Subject::Record, id.uuid(), Verb::Deleted)).await?)
    }

    /// Takes a record back out of the recycle bin.
    ///
    /// # Errors
    /// [`Error::Invalid`] when another record took one of its unique values meanwhile.
    pub async fn restore_record(&self, who: &Principal, id: RecordId) -> Result<RecordDetail> {
        let tx = self.write(who).await?;
        let form = records::form_of(&tx, id).await?;
        let permit = self.form_permit(&tx, who, Permission::RecordsDelete, form).await?;
        let row = records::get(&tx, form, id, &permit.scope()).await?;
        let version = self.form_in_use_at(&tx, form, row.version).await?;
        self.claim_unique(&tx, &version, id, &row.data).await?;
        records::set_deleted(&tx, form, id, None, (who.user, self.now())).await?;
        tx.log(self.change(who, Subject::Record, id.uuid(), Verb::Created)).await?;
        let detail = self.record_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// The facts around a form that the principal fills.
    pub(crate) fn situation(
        &self,
        company: &Company,
        who: &Principal,
        department: Option<DepartmentId>,
    ) -> Situation {
        let moment = self.moment(company);
        Situation { today: moment.today, now: moment.now, initiator: Some(who.user), department }
    }

    /// The department that a person acts for: the one they picked among their own, else their main one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a department that they do not belong to today.
    pub(crate) fn acting_department(
        &self,
        company: &Company,
        who: &Principal,
        picked: Option<DepartmentId>,
    ) -> Result<Option<DepartmentId>> {
        let own = company.directory.departments_of(who.user, self.moment(company).today);
        match picked {
            None => Ok(own.first().copied()),
            Some(picked) if own.contains(&picked) => Ok(Some(picked)),
            Some(_) => Err(Issue::new("departmentId", "form.department_not_own").into()),
        }
    }

    /// A record outside of the recycle bin, for which the caller has the permission.
    pub(super) async fn permitted_record(
        &self,
        tx: &Tx,
        who: &Principal,
        id: RecordId,
        permission: Permission,
    ) -> Result<(Stored, weir_access::Permit)> {
        let form = records::form_of(tx, id).await?;
        // Who may read but not change learns that it is the right that is missing.
        let readable = self.form_permit(tx, who, Permission::RecordsRead, form).await?;
        let row = records::get(tx, form, id, &readable.scope()).await?;
        if row.deleted_at.is_some() {
            return Err(Error::NotFound);
        }
        let permit = self.form_permit(tx, who, permission, form).await?;
        if permit.scope().covers(row.created_by, row.department) {
            Ok((row, permit))
        } else {
            Err(Error::Denied)
        }
    }

    async fn record_detail(&self, tx: &Tx, who: &Principal, id: RecordId) -> Result<RecordDetail> {
        let (mut row, permit) = self.permitted_record(tx, who, id, Permission::RecordsRead).await?;
        let company = self.company(tx).await?;
        let whole = self.form_schema(tx, row.form, row.version).await?;
        let schema = readable_schema(&whole, permit.field_rights());
        let may = async |permission| {
            let permit = self.form_permit(tx, who, permission, row.form).await.ok();
            permit.filter(|p| p.scope().covers(row.created_by, row.department))
        };
        let free = free_of_flows(&row).is_ok();
        let update = may(Permission::RecordsUpdate).await.filter(|_| free);
        let can = RecordCan {
            update: update.is_some(),
            delete: free && may(Permission::RecordsDelete).await.is_some(),
        };
        let data = visible_data(&schema, &row.data, permit.field_rights());
        let seen = (&schema, permit.field_rights());
        let origin = origins(tx, &[id]).await?.remove(&id);
        let history = self.record_history(tx, who, &company, seen, (id, origin.as_ref())).await?;
        let names = Names::of(tx, &company, [(&schema, &data)].into_iter()).await?;
        row.title = visible_title(&whole, permit.field_rights(), row.title, (&data, &names), &company);
        Ok(RecordDetail {
            form_id: row.form,
            rights: form_rights(&schema, permit.field_rights(), update.as_ref().map(|p| p.field_rights())),
            schema,
            can,
            refs: names.refs,
            history,
            row: RecordRow { via_link: origin, ..record_row(row, data, &company) },
        })
    }

    async fn record_history(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        (schema, rights): (&weir_forms::schema::FormSchema, &FieldRights),
        (id, origin): (RecordId, Option<&RecordOrigin>),
    ) -> Result<Vec<HistoryEntry>> {
        let entries = change_log::of_subject(tx, Subject::Record, id.uuid(), None, HISTORY_ROWS).await?;
        // What the reader may not see did not change for them either.
        let object = |json: &Option<serde_json::Value>| {
            let whole = json.as_ref().and_then(|j| j.as_object().cloned()).unwrap_or_default();
            visible_data(schema, &whole, rights)
        };
        let mut lines = Vec::with_capacity(entries.len());
        for entry in entries {
            let (before, after) = (object(&entry.before), object(&entry.after));
            let both = [(schema, &before), (schema, &after)];
            let names = Names::of(tx, company, both.into_iter()).await?;
            let reader = Reader { locale: who.locale, time_zone: &company.time_zone, labels: &names };
            let changes = if entry.verb == Verb::Updated { diff(&before, &after) } else { Vec::new() };
            // Fields that the reader may not see are not in the schema that they were given.
            let changes = changes.into_iter().filter_map(|change| {
                let field = schema.field(&change.field)?;
                let text = |value: &serde_json::Value| {
                    Some(display(field, value, &reader)).filter(|t| !t.is_empty())
                };
                Some(FieldChange {
                    field: field.key.to_string(),
                    label: field.label.clone(),
                    before: text(&change.before),
                    after: text(&change.after),
                })
            });
            let submitted = origin.filter(|_| entry.channel == LINK_CHANNEL);
            let kind = match entry.verb {
                Verb::Created if submitted.is_some() => "record.submitted",
                Verb::Created => "record.created",
                Verb::Deleted => "record.deleted",
                _ => "record.updated",
            };
            let words = submitted.map(|link| ("link".to_owned(), link.name.clone())).into_iter().collect();
            lines.push(HistoryEntry {
                seq: entry.seq,
                at: entry.at,
                actor: entry.actor.map(|id| company.person(id)),
                kind: kind.to_owned(),
                node: None,
                text: weir_model::issue::message(kind, &words, who.locale),
                changes: changes.collect(),
            });
        }
        Ok(lines)
    }
}

/// Who writes a new record, and as what.
pub(crate) struct Writing<'a> {
    /// Whose record it becomes.
    pub who: &'a Principal,
    /// What of it they may fill in.
    pub rights: &'a FieldRights,
    /// The facts around it.
    pub situation: Situation,
    /// The department that it belongs to.
    pub department: Option<DepartmentId>,
}

/// A record that came from a flow is changed by its flow.
pub(crate) fn free_of_flows(row: &Stored) -> Result<()> {
    if row.instance.is_some() { Err(Error::conflict("record.held_by_flow")) } else { Ok(()) }
}

/// What the caller may do with each field: change it where the right to change allows, see it elsewhere.
fn form_rights(
    schema: &weir_forms::schema::FormSchema,
    read: &FieldRights,
    update: Option<&FieldRights>,
) -> FieldRights {
    match update {
        Some(update) => each_path(schema, |path| both(read, update, path)),
        None => each_path(schema, |path| held(read, path).narrower(FieldRight::Read)),
    }
}

/// The rights to change a record by who also reads it under rights of their own: nobody changes what they do not
/// see. A field that neither speaks of has the form's own settings.
pub(super) fn changeable(
    schema: &weir_forms::schema::FormSchema,
    read: &FieldRights,
    update: &FieldRights,
) -> FieldRights {
    let mut rights = each_path(schema, |path| both(read, update, path));
    rights.retain(|path, right| *right != FieldRight::Edit || update.contains_key(path));
    rights
}

/// The right to change, where the right to read hides nothing.
fn both(read: &FieldRights, update: &FieldRights, path: &str) -> FieldRight {
    match held(read, path) {
        FieldRight::Hidden => FieldRight::Hidden,
        _ => held(update, path),
    }
}

fn each_path(schema: &weir_forms::schema::FormSchema, right: impl Fn(&str) -> FieldRight) -> FieldRights {
    let mut rights = FieldRights::new();
    for field in &schema.fields {
        rights.insert(field.key.to_string(), right(field.key.as_str()));
        for column in field.columns() {
            let path = format!("{}.{}", field.key, column.key);
            rights.insert(path.clone(), right(&path));
        }
    }
    rights
}

/// What rights leave of a field or column: a column that is not named is as open as its table.
fn held(rights: &FieldRights, path: &str) -> FieldRight {
    let own = rights.get(path).copied();
    match path.split_once('.').and_then(|(table, _)| rights.get(table).copied()) {
        Some(FieldRight::Hidden) => FieldRight::Hidden,
        Some(table) => own.unwrap_or(table),
        None => own.unwrap_or(FieldRight::Edit),
    }
}
