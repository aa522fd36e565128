//! From validated data to what is stored: look-ups checked, unique values claimed, serial numbers drawn.

use weir_forms::schema::FieldKind;
use weir_forms::{Data, Lookups, Reader, Validated, encode, serial_number, serial_period, title_of};
use weir_model::filter::SlotValues;
use weir_model::id::{FileId, RecordId, UserId};
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::files::{self, Attachment};
use weir_store::queries::records::Content;
use weir_store::queries::{record_keys, records};

use super::form_in_use::FormInUse;
use super::names::Names;
use crate::company::Company;
use crate::context::App;
use crate::error::{Result, refuse};

/// What files of a record are attached to.
pub(crate) const RECORD_ATTACHMENT: &str = "record";

/// A record's content, ready to be written.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The form's version.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// Its values, serial numbers included.
    pub data: Data,
    /// Its serial number.
    pub serial: Option<String>,
    slots: SlotValues,
    files: Vec<FileId>,
}

impl Kept {
    /// The content as the store takes it.
    pub fn content(&self) -> Content<'_> {
        Content {
            version: self.version,
            title: &self.title,
            data: &self.data,
            serial: self.serial.as_deref(),
            slots: &self.slots,
        }
    }

    /// Binds the uploaded files to the record, so that its readers may open them. After the record is written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attach_files(&self, tx: &Tx, by: UserId, record: RecordId) -> Result<()> {
        if !self.files.is_empty() {
            let to = Attachment { kind: RECORD_ATTACHMENT.to_owned(), id: record.uuid() };
            files::attach(tx, by, &self.files, &to, None).await?;
        }
        Ok(())
    }
}

impl App {
    /// Completes validated data within the transaction that will write it. `before` is what the record held.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for people, departments, records and files that are not there for the caller,
    /// and for unique values that another record has.
    pub(crate) async fn keep(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        form: &FormInUse,
        record: RecordId,
        (validated, before): (Validated, Option<&Data>),
    ) -> Result<Kept> {
        let Validated { mut data, lookups, .. } = validated;
        refuse(self.missing(tx, who, company, record, &lookups).await?)?;
        let today = self.moment(company).today;
        let mut serial = None;
        for field in form.schema.fields.iter().filter(|f| matches!(f.kind, FieldKind::Serial { .. })) {
            let key = field.key.as_str();
            let known = before.and_then(|b| b.get(key)).and_then(|v| v.as_str()).map(str::to_owned);
            let number = match (known, serial_period(&field.kind, today)) {
                (Some(known), _) => Some(known),
                (None, Some(period)) => {
                    let count = record_keys::next_serial(tx, form.id, key, &period).await?;
                    serial_number(&field.kind, count, today)
                }
                (None, None) => None,
            };
            if let Some(number) = number {
                serial.get_or_insert_with(|| number.clone());
                data.insert(key.to_owned(), number.into());
            }
        }
        let names = Names::of(tx, company, [(&*form.schema, &data)].into_iter()).await?;
        let reader = Reader { locale: company.locale, time_zone: &company.time_zone, labels: &names };
        Ok(Kept {
            version: form.version,
            title: title_of(&form.schema, &data, &reader),
            slots: encode(&form.schema, &form.slots, &data),
            files: names.refs.files.keys().copied().collect(),
            data,
            serial,
        })
    }

    /// Claims every unique value of a record anew; after the record is written, for the claim refers to it.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] at each field whose value another record has.
    pub(crate) async fn claim_unique(
        &self,
        tx: &Tx,
        form: &FormInUse,
        record: RecordId,
        data: &Data,
    ) -> Result<()> {
        record_keys::release(tx, form.id, record).await?;
        let mut taken = Issues::new();
        for field in form.schema.fields.iter().filter(|f| f.unique) {
            let key = field.key.as_str();
            // Two texts that differ in case only are one value.
            let Some(value) = data.get(key).and_then(|v| v.as_str()).map(str::to_lowercase) else { continue };
            if !record_keys::claim(tx, form.id, key, &value, record).await? {
                taken.push(Issue::new(key, "form.value_taken"));
            }
        }
        refuse(taken)
    }

    pub(crate) async fn missing(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        record: RecordId,
        lookups: &Lookups,
    ) -> Result<Issues> {
        let mut issues = Issues::new();
        let unknown = lookups.users.iter().filter(|(_, id)| !company.people.contains_key(id));
        issues.extend(unknown.map(|(at, _)| Issue::new(at, "form.person_unknown")));
        let unknown = lookups.departments.iter().filter(|(_, id)| !company.departments.contains_key(id));
        issues.extend(unknown.map(|(at, _)| Issue::new(at, "form.department_unknown")));

        let wanted: Vec<RecordId> = lookups.records.iter().map(|l| l.record).collect();
        let found = records::titles(tx, &wanted).await?;
        let unknown = lookups
            .records
            .iter()
            .filter(|l| !found.iter().any(|(id, form, _)| *id == l.record && *form == l.form));
        issues.extend(unknown.map(|l| Issue::new(&l.at, "form.record_unknown")));

        let wanted: Vec<FileId> = lookups.files.iter().map(|l| l.file).collect();
        let found = files::get_many(tx, &wanted).await?;
        for lookup in &lookups.files {
            // Somebody's own upload, or one that this very record holds already: nobody pins a foreign file.
            let file = found.iter().find(|f| {
                f.id == lookup.file
                    && match &f.attached {
                        None => f.owner == who.user,
                        Some(to) => to.kind == RECORD_ATTACHMENT && to.id == record.uuid(),
                    }
            });
            let Some(file) = file else {
                issues.push(Issue::new(&lookup.at, "form.file_unknown"));
                continue;
            };
            let ending = file.name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
            if !lookup.extensions.is_empty() && !lookup.extensions.contains(&ending) {
                let accepted = lookup.extensions.join(", ");
                issues.push(Issue::new(&lookup.at, "form.file_type").with("accepted", accepted));
            }
        }
        Ok(issues)
    }
}
