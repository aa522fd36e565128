//! Links by which others fill in a form, and the records that came through them. What a link lets somebody do, the
//! use cases decide.

use jiff::Timestamp;
use weir_model::id::{FormId, FormLinkId, RecordId, TenantId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, SystemRead, Tx};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLinkRow {
    /// Its id.
    pub id: FormLinkId,
    /// The form that it opens.
    pub form: FormId,
    /// What its keepers call it.
    pub name: String,
    /// Who may use it, in the API's word.
    pub audience: String,
    /// The token, sealed.
    pub token_sealed: String,
    /// Whether it is on.
    pub active: bool,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Submissions at most.
    pub max_submissions: Option<u32>,
    /// Submissions so far.
    pub submissions: u32,
    /// What is said after a submission; empty for the product's own words.
    pub thanks: String,
    /// Whose rights it lends.
    pub created_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its settings last changed.
    pub updated_at: Timestamp,
    /// The revision of its settings.
    pub rev: i64,
}

/// Where a record came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRow {
    /// The record.
    pub record: RecordId,
    /// The link, perhaps removed since.
    pub link: FormLinkId,
    /// What it is called.
    pub name: String,
    /// Who may use it, in the API's word.
    pub audience: String,
}

/// The key under which a stranger may send a submission again, and what was sent under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestKey<'a> {
    /// The client's key, hashed.
    pub key: &'a str,
    /// The content, hashed.
    pub hash: &'a str,
}

/// A submission that was made under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The hash of its content.
    pub hash: String,
    /// The record's serial number.
    pub serial: Option<String>,
}

const COLUMNS: &str = "id, form_id, name, audience, token_sealed, active, expires_at, max_submissions, \
     submissions, thanks, created_by, created_at, updated_at, rev";

fn read(row: &Row) -> Result<FormLinkRow> {
    let max = row.opt_int("max_submissions")?.map(u32::try_from).transpose();
    Ok(FormLinkRow {
        id: row.id("id", FormLinkId::from_uuid)?,
        form: row.id("form_id", FormId::from_uuid)?,
        name: row.text("name")?,
        audience: row.text("audience")?,
        token_sealed: row.text("token_sealed")?,
        active: row.flag("active")?,
        expires_at: row.opt_instant("expires_at")?,
        max_submissions: max.map_err(|e| Error::Corrupt(e.to_string()))?,
        submissions: row.count("submissions")?,
        thanks: row.text("thanks")?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    })
}

/// Stores a new link under the hash of its token.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, link: &FormLinkRow, token_hash: &str) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into form_link (tenant_id, token_hash, {COLUMNS}) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(token_hash)
    .bind(link.id)
    .bind(link.form)
    .bind(&link.name)
    .bind(&link.audience)
    .bind(&link.token_sealed)
    .bind(link.active)
    .bind(link.expires_at)
    .bind(link.max_submissions)
    .bind(link.submissions)
    .bind(&link.thanks)
    .bind(link.created_by)
    .bind(link.created_at)
    .bind(link.updated_at)
    .bind(link.rev);
    tx.execute(sql).await.map(drop)
}

/// Replaces a link's settings, and whose rights it lends, if nobody did since its revision. What was submitted meanwhile
/// is no change of them.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(tx: &Tx, link: &FormLinkRow) -> Result<()> {
    let sql = Sql::new(
        "update form_link set name = ?, active = ?, expires_at = ?, max_submissions = ?, thanks = ?, \
         created_by = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ? and deleted_at is null",
    )
    .bind(&link.name)
    .bind(link.active)
    .bind(link.expires_at)
    .bind(link.max_submissions)
    .bind(&link.thanks)
    .bind(link.created_by)
    .bind(link.updated_at)
    .bind(tx.tenant())
    .bind(link.id)
    .bind(link.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: get(tx, link.id).await?.rev })
}

/// Links that are on and lend somebody's rights, by name.
///
/// # Errors
/// When the database fails.
pub async fn lent_by(tx: &Tx, user: UserId, limit: u32) -> Result<Vec<FormLinkRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from form_link where tenant_id = ? and created_by = ? and active = ? \
         and deleted_at is null order by name, id"
    ))
    .bind(tx.tenant())
    .bind(user)
    .bind(true)
    .limit(limit);
    tx.read(sql, read).await
}

/// Removes a link: nothing finds it any more but the records that came through it.
///
/// # Errors
/// `NotFound`.
pub async fn delete(tx: &Tx, id: FormLinkId, now: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update form_link set deleted_at = ?, active = ?, token_sealed = '' \
         where tenant_id = ? and id = ? and deleted_at is null",
    )
    .bind(now)
    .bind(false)
    .bind(tx.tenant())
    .bind(id);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A link that was not removed.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: FormLinkId) -> Result<FormLinkRow> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from form_link where tenant_id = ? and id = ? and deleted_at is null"
    ))
    .bind(tx.tenant())
    .bind(id);
    read(&tx.one(sql).await?)
}

/// The links of a form, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_form(tx: &Tx, form: FormId) -> Result<Vec<FormLinkRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from form_link where tenant_id = ? and form_id = ? and deleted_at is null \
         order by created_at desc, id desc"
    ))
    .bind(tx.tenant())
    .bind(form);
    tx.read(sql, read).await
}

/// The link of a token, and its tenant.
///
/// # Errors
/// When the database fails.
pub async fn of_token(system: &SystemRead, token_hash: &str) -> Result<Option<(TenantId, FormLinkRow)>> {
    let sql = Sql::new(format!(
        "select tenant_id, {COLUMNS} from form_link where token_hash = ? and deleted_at is null \
         and tenant_id not in (select id from tenant where suspended_at is not null)"
    ))
    .bind(token_hash);
    let row = system.optional(sql).await?;
    row.as_ref().map(|row| Ok((row.id("tenant_id", TenantId::from_uuid)?, read(row)?))).transpose()
}

/// Counts one more submission; tells whether the link is on and has room for it. The link stays locked until the
/// transaction ends, so that its last place goes to one.
///
/// # Errors
/// When the database fails.
pub async fn take_place(tx: &Tx, id: FormLinkId, now: Timestamp) -> Result<bool> {
    let sql = Sql::new(
        "update form_link set submissions = submissions + 1 where tenant_id = ? and id = ? and active \
         and deleted_at is null and (expires_at is null or expires_at > ?) \
         and (max_submissions is null or submissions < max_submissions)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(now);
    Ok(tx.execute(sql).await? == 1)
}

/// Notes that a record came through a link.
///
/// # Errors
/// When the database fails.
pub async fn note_record(
    tx: &Tx,
    link: &FormLinkRow,
    record: RecordId,
    key: Option<RequestKey<'_>>,
) -> Result<()> {
    let sql = Sql::new(
        "insert into form_link_record (tenant_id, form_id, record_id, link_id, request_key, request_hash) \
         values (?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(link.form)
    .bind(record)
    .bind(link.id)
    .bind(key.map(|k| k.key))
    .bind(key.map(|k| k.hash));
    tx.execute(sql).await.map(drop)
}

/// What was submitted through a link under a key before.
///
/// # Errors
/// When the database fails.
pub async fn repeated(tx: &Tx, link: FormLinkId, key: &str) -> Result<Option<Repeated>> {
    let sql = Sql::new(
        "select l.request_hash, r.serial from form_link_record l \
         join record r on r.tenant_id = l.tenant_id and r.form_id = l.form_id and r.id = l.record_id \
         where l.tenant_id = ? and l.link_id = ? and l.request_key = ?",
    )
    .bind(tx.tenant())
    .bind(link)
    .bind(key);
    let row = tx.optional(sql).await?;
    row.as_ref()
        .map(|row| Ok(Repeated { hash: row.text("request_hash")?, serial: row.opt_text("serial")? }))
        .transpose()
}

/// Which of some records came through links.
///
/// # Errors
/// When the database fails.
pub async fn origins(tx: &Tx, records: &[RecordId]) -> Result<Vec<OriginRow>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(
        "select r.record_id, l.id, l.name, l.audience from form_link_record r \
         join form_link l on l.tenant_id = r.tenant_id and l.id = r.link_id \
         where r.tenant_id = ? and r.record_id in ",
    )
    .bind(tx.tenant())
    .list(records.iter().copied());
    tx.read(sql, |row| {
        Ok(OriginRow {
            record: row.id("record_id", RecordId::from_uuid)?,
            link: row.id("id", FormLinkId::from_uuid)?,
            name: row.text("name")?,
            audience: row.text("audience")?,
        })
    })
    .await
}
