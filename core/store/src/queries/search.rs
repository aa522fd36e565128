//! What can be found: entries that follow their records, work items, instances and files, in the same transaction.
//!
//! `follow_*` looks at the rows as they are now and brings the entries after them, whatever happened to the rows;
//! nothing else writes entries. Who may see what is found is not decided here.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;
use weir_model::id::{DepartmentId, FileId, FormId, InstanceId, ProjectId, RecordId, TenantId, UserId};
use weir_model::search::{fold, parts};

use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Entries written by one statement: below the places that any database allows in one.
const WRITTEN_AT_ONCE: usize = 200;
/// The number of the entry before the first: what was there before is numbered downwards from here. PostgreSQL's
/// sequence starts at the same.
const NUMBER_FIRST: i64 = 1 << 40;

/// What an entry is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// A record of a form; its container is the form.
    Record,
    /// A work item; its container is the project.
    WorkItem,
    /// An instance of a flow; its container is the form.
    Instance,
    /// A file, by its name; it has no container.
    File,
}

impl EntryKind {
    /// The kinds that are taken up by [`super::search_fill`]; work items come with the records that they are.
    pub const FILLED: [Self; 3] = [Self::Record, Self::Instance, Self::File];

    /// As it is stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::WorkItem => "workItem",
            Self::Instance => "instance",
            Self::File => "file",
        }
    }
}

/// A trait of an entry by which those are told apart that somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Of a form.
    Form(FormId),
    /// Of a department.
    Department(DepartmentId),
    /// Of a project.
    Project(ProjectId),
    /// Created by a person, or they take part in it.
    Person(UserId),
}

impl Mark {
    fn content(self) -> (u8, Uuid) {
        match self {
            Self::Form(id) => (b'f', id.uuid()),
            Self::Department(id) => (b'd', id.uuid()),
            Self::Project(id) => (b'p', id.uuid()),
            Self::Person(id) => (b'u', id.uuid()),
        }
    }
}

/// The number of something that an entry has, its tenant's own. Stored: it never changes.
fn number_of<'b>(tenant: TenantId, kind: EntryKind, content: impl IntoIterator<Item = &'b [u8]>) -> i64 {
    // FNV-1a, then mixed so that every bit counts. Two of one number cost a second look, no more.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    add(tenant.uuid().as_bytes());
    add(kind.word().as_bytes());
    content.into_iter().for_each(&mut add);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::from_ne_bytes((hash ^ (hash >> 31)).to_ne_bytes())
}

pub(super) fn number_of_part(tenant: TenantId, kind: EntryKind, part: &str) -> i64 {
    number_of(tenant, kind, [b"=".as_slice(), part.as_bytes()])
}

pub(super) fn number_of_mark(tenant: TenantId, kind: EntryKind, mark: Mark) -> i64 {
    let (letter, id) = mark.content();
    number_of(tenant, kind, [b"#".as_slice(), &[letter], id.as_bytes()])
}

/// A number as the full-text index holds it: small letters and digits.
pub(super) fn token(number: i64) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut rest = u64::from_ne_bytes(number.to_ne_bytes());
    let mut token = String::with_capacity(13);
    loop {
        token.push(char::from(DIGITS[(rest % 32) as usize]));
        rest /= 32;
        if rest == 0 {
            return token;
        }
    }
}

/// Numbers as PostgreSQL reads an array.
pub(super) fn array(numbers: impl IntoIterator<Item = i64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|n| n.to_string()).collect();
    format!("{{{}}}", numbers.join(","))
}

/// An entry to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is of.
    pub kind: EntryKind,
    /// The thing's id.
    pub subject: Uuid,
    /// What it is in.
    pub container: Option<Uuid>,
    /// What it is called, and its number.
    pub names: [Option<String>; 2],
    /// By what its readers are told.
    pub marks: Vec<Mark>,
}

impl Entry {
    /// What is looked at once more: the names, folded, a line each.
    fn words(&self) -> String {
        let names: Vec<String> = self.names.iter().flatten().map(|name| fold(name)).collect();
        names.join("\n")
    }

    fn numbers(&self, tenant: TenantId, words: &str) -> Vec<i64> {
        let parts = parts(words);
        let of_parts = parts.iter().map(|part| number_of_part(tenant, self.kind, part));
        let of_marks = self.marks.iter().map(|mark| number_of_mark(tenant, self.kind, *mark));
        let all: BTreeSet<i64> = of_parts.chain(of_marks).collect();
        all.into_iter().collect()
    }
}

/// How entries are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before all others, the last one first: something has just happened to them.
    Newest,
    /// Behind all others in their order, and only where there is none: they were there before.
    Oldest,
}

/// Brings the entries of some things after them: `entries` are those that can be found, the others of `subjects`
/// cannot any more.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &Tx, subjects: &[Uuid], mut entries: Vec<Entry>, place: Place) -> Result<()> {
    let known = known(tx, subjects).await?;
    let wanted: HashMap<Uuid, String> = entries.iter().map(|e| (e.subject, e.words())).collect();
    let gone = known.iter().filter(|(id, _)| !wanted.contains_key(id)).map(|(id, row)| (*id, row.number));
    let mut replaced: Vec<(Uuid, i64)> = gone.collect();
    entries.retain(|entry| {
        let Some(row) = known.get(&entry.subject) else { return true };
        let same = row.kind == entry.kind.word()
            && row.container == entry.container
            && Some(&row.words) == wanted.get(&entry.subject);
        // Those who take part in an instance may be others, whatever it is called.
        let stays = place == Place::Oldest || (same && entry.kind != EntryKind::Instance);
        if !stays {
            replaced.push((entry.subject, row.number));
        }
        !stays
    });
    remove(tx, &replaced).await?;
    for some in entries.chunks(WRITTEN_AT_ONCE) {
        let rows = some.iter().map(|e| (e, wanted.get(&e.subject).map_or("", String::as_str)));
        write(tx, &rows.collect::<Vec<_>>(), place).await?;
    }
    Ok(())
}

/// Writes the entries of things that were created in this transaction: there can be none of them yet.
///
/// # Errors
/// When the database fails.
pub async fn put_new(tx: &Tx, entries: &[Entry]) -> Result<()> {
    for some in entries.chunks(WRITTEN_AT_ONCE) {
        let words: Vec<String> = some.iter().map(Entry::words).collect();
        let rows: Vec<(&Entry, &str)> = some.iter().zip(words.iter().map(String::as_str)).collect();
        write(tx, &rows, Place::Newest).await?;
    }
    Ok(())
}

struct Known {
    number: i64,
    kind: String,
    container: Option<Uuid>,
    words: String,
}

async fn known(tx: &Tx, subjects: &[Uuid]) -> Result<HashMap<Uuid, Known>> {
    let mut known = HashMap::new();
    for some in subjects.chunks(WRITTEN_AT_ONCE) {
        let sql = Sql::new(
            "select subject_id, number, kind, container, words from search_entry \
             where tenant_id = ? and subject_id in ",
        )
        .bind(tx.tenant())
        .list(some.iter().copied());
        let rows = tx.read(sql, |row| {
            let entry = Known {
                number: row.int("number")?,
                kind: row.text("kind")?,
                container: row.opt_id("container", |id| id)?,
                words: row.text("words")?,
            };
            Ok((row.id("subject_id", |id| id)?, entry))
        });
        known.extend(rows.await?);
    }
    Ok(known)
}

async fn remove(tx: &Tx, entries: &[(Uuid, i64)]) -> Result<()> {
    for some in entries.chunks(WRITTEN_AT_ONCE) {
        if tx.database() == Database::Sqlite {
            let sql = Sql::new("delete from search_part where rowid in ").list(some.iter().map(|(_, n)| *n));
            tx.execute(sql).await?;
        }
        let sql = Sql::new("delete from search_entry where tenant_id = ? and subject_id in ")
            .bind(tx.tenant())
            .list(some.iter().map(|(id, _)| *id));
        tx.execute(sql).await?;
    }
    Ok(())
}

async fn write(tx: &Tx, entries: &[(&Entry, &str)], place: Place) -> Result<()> {
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    let postgres = tx.database() == Database::Postgres;
    // PostgreSQL draws the numbers of what is new by itself.
    let numbers: Vec<Option<i64>> = match (postgres, place) {
        (true, Place::Newest) => vec![None; entries.len()],
        (false, Place::Newest) => {
            let last = end(tx, "max", "").await?;
            (1..=count).map(|n| Some(last + n)).collect()
        }
        (_, Place::Oldest) => {
            let first = end(tx, "min", if postgres { "where tenant_id = ?" } else { "" }).await?;
            (1..=count).map(|n| Some(first - n)).collect()
        }
    };
    let head = "insert into search_entry (tenant_id, subject_id, kind, container, words, number";
    let mut sql = Sql::new(head).push(if postgres { ", parts) values " } else { ") values " });
    let mut parts = Sql::new("insert into search_part (rowid, parts) values ");
    for (n, ((entry, words), number)) in entries.iter().zip(&numbers).enumerate() {
        let comma = if n == 0 { "" } else { ", " };
        sql = sql
            .push(comma)
            .push("(?, ?, ?, ?, ?, ")
            .bind(tx.tenant())
            .bind(entry.subject)
            .bind(entry.kind.word())
            .bind(entry.container)
            .bind(*words);
        sql = match number {
            Some(number) => sql.push("?").bind(*number),
            None => sql.push("nextval('search_number_seq')"),
        };
        let has = entry.numbers(tx.tenant(), words);
        if postgres {
            sql = sql.push(", cast(? as bigint[]))").bind(array(has));
        } else {
            let tokens: Vec<String> = has.into_iter().map(token).collect();
            sql = sql.push(")");
            parts = parts.push(comma).push("(?, ?)").bind(*number).bind(tokens.join(" "));
        }
    }
    if postgres {
        // Another transaction may have taken the same thing up meanwhile: the last one knows it best.
        sql = sql.push(match place {
            Place::Newest => {
                " on conflict (tenant_id, subject_id) do update set kind = excluded.kind, \
                 container = excluded.container, words = excluded.words, number = excluded.number, \
                 parts = excluded.parts"
            }
            Place::Oldest => " on conflict (tenant_id, subject_id) do nothing",
        });
        return tx.execute(sql).await.map(drop);
    }
    tx.execute(sql).await?;
    tx.execute(parts).await.map(drop)
}

async fn end(tx: &Tx, which: &str, of: &str) -> Result<i64> {
    let sql = Sql::new(format!("select {which}(number) as number from search_entry {of}"));
    let sql = if of.is_empty() { sql } else { sql.bind(tx.tenant()) };
    Ok(tx.one(sql).await?.opt_int("number")?.unwrap_or(NUMBER_FIRST))
}

/// Brings the entries of records after them, those of work items too.
///
/// # Errors
/// When the database fails.
pub async fn follow_records(tx: &Tx, ids: &[RecordId], place: Place) -> Result<()> {
    for some in ids.chunks(WRITTEN_AT_ONCE) {
        // The form of a type without an item: the item's place is written next, and then it can be found.
        let sql = Sql::new(
            "select record.id, record.form_id, record.title, record.serial, record.department_id, \
             record.created_by, work_item.project_id, work_item.number, project.key from record \
             left join work_item on work_item.tenant_id = record.tenant_id and work_item.id = record.id \
             left join project on project.tenant_id = work_item.tenant_id and project.id = work_item.project_id \
             left join work_type on work_type.tenant_id = record.tenant_id \
             and work_type.form_id = record.form_id where record.deleted_at is null \
             and (work_type.form_id is null or work_item.id is not null) \
             and record.tenant_id = ? and record.id in ",
        )
        .bind(tx.tenant())
        .list(some.iter().copied());
        let mut entries = tx.read(sql, read_record).await?;
        let order: HashMap<Uuid, usize> = some.iter().enumerate().map(|(n, id)| (id.uuid(), n)).collect();
        entries.sort_by_key(|e| order.get(&e.subject).copied());
        let subjects: Vec<Uuid> = some.iter().map(|id| id.uuid()).collect();
        put(tx, &subjects, entries, place).await?;
    }
    Ok(())
}

fn read_record(row: &Row) -> Result<Entry> {
    let (form, subject) = (row.id("form_id", FormId::from_uuid)?, row.id("id", |id| id)?);
    let title = Some(row.text("title")?);
    if let Some(project) = row.opt_id("project_id", ProjectId::from_uuid)? {
        let key = format!("{}-{}", row.text("key")?, row.int("number")?);
        return Ok(Entry {
            kind: EntryKind::WorkItem,
            subject,
            container: Some(project.uuid()),
            names: [title, Some(key)],
            marks: vec![Mark::Project(project)],
        });
    }
    let department = row.opt_id("department_id", DepartmentId::from_uuid)?;
    let creator = row.id("created_by", UserId::from_uuid)?;
    Ok(of_record((form, subject), [title, row.opt_text("serial")?], creator, department))
}

/// The entry of a record that is no work item.
pub(super) fn of_record(
    (form, subject): (FormId, Uuid),
    names: [Option<String>; 2],
    creator: UserId,
    department: Option<DepartmentId>,
) -> Entry {
    let department = department.map(Mark::Department);
    Entry {
        kind: EntryKind::Record,
        subject,
        container: Some(form.uuid()),
        names,
        marks: [Some(Mark::Form(form)), Some(Mark::Person(creator)), department]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// Brings the entries of files after them.
///
/// # Errors
/// When the database fails.
pub async fn follow_files(tx: &Tx, ids: &[FileId], place: Place) -> Result<()> {
    for some in ids.chunks(WRITTEN_AT_ONCE) {
        let sql = Sql::new("select id, name, owner_user from file where tenant_id = ? and id in ")
            .bind(tx.tenant())
            .list(some.iter().copied());
        let entries = tx.read(sql, |row| {
            Ok(Entry {
                kind: EntryKind::File,
                subject: row.id("id", |id| id)?,
                container: None,
                names: [Some(row.text("name")?), None],
                marks: vec![Mark::Person(row.id("owner_user", UserId::from_uuid)?)],
            })
        });
        let subjects: Vec<Uuid> = some.iter().map(|id| id.uuid()).collect();
        put(tx, &subjects, entries.await?, place).await?;
    }
    Ok(())
}

/// Brings the entry of an instance after it: what it is called for everybody who takes part, and who does.
///
/// # Errors
/// When the database fails.
pub async fn follow_instance(
    tx: &Tx,
    (id, form): (InstanceId, FormId),
    names: [Option<String>; 2],
    place: Place,
) -> Result<()> {
    let mut sql = Sql::new("");
    for (n, (table, column, id_column)) in [
        ("instance", "initiator", "id"),
        ("task", "user_id", "instance_id"),
        ("copy", "user_id", "instance_id"),
    ]
    .into_iter()
    .enumerate()
    {
        let union = if n == 0 { "" } else { " union " };
        sql = sql
            .push(&format!(
                "{union}select {column} as who from {table} where tenant_id = ? and {id_column} = ?"
            ))
            .bind(tx.tenant())
            .bind(id);
    }
    let marks = tx.read(sql, |row| Ok(Mark::Person(row.id("who", UserId::from_uuid)?))).await?;
    let entry =
        Entry { kind: EntryKind::Instance, subject: id.uuid(), container: Some(form.uuid()), names, marks };
    put(tx, &[id.uuid()], vec![entry], place).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_parts_are_stored_and_never_change() {
        let tenant = TenantId::from_uuid(Uuid::from_u128(7));
        let numbers = [
            number_of_part(tenant, EntryKind::Record, "采购"),
            number_of_part(tenant, EntryKind::WorkItem, "采购"),
            number_of_mark(tenant, EntryKind::Record, Mark::Form(FormId::from_uuid(Uuid::from_u128(8)))),
        ];
        assert_eq!(
            numbers,
            [8_159_321_012_604_967_519, 2_665_360_158_244_844_589, -2_372_238_291_354_608_073]
        );
        let other = number_of_part(TenantId::from_uuid(Uuid::from_u128(9)), EntryKind::Record, "采购");
        assert_ne!(numbers[0], other, "another tenant's parts are others");
    }

    #[test]
    fn a_token_is_made_of_small_letters_and_digits() {
        assert_eq!((token(0), token(31), token(32)), ("0".to_owned(), "v".to_owned(), "01".to_owned()));
        assert_eq!(token(-1).len(), 13);
    }
}
