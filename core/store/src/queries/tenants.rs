//! Tenants: the companies that use this server.

use jiff::Timestamp;
use weir_model::id::{FormId, TenantId};
use weir_model::{Key, Locale};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Link, Result, SystemRead, SystemTx, Tx};

/// A tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct TenantRow {
    /// Its id.
    pub id: TenantId,
    /// What people type to sign in.
    pub key: Key,
    /// What people call it.
    pub name: String,
    /// The language of those who chose none.
    pub locale: Locale,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// Its settings.
    pub settings: serde_json::Value,
    /// The revision of what it may change about itself.
    pub settings_rev: i64,
    /// Rises with every change of rights; a compiled snapshot of an older version is stale.
    pub authz_version: i64,
    /// Rises with every change of departments, posts, people.
    pub org_version: i64,
    /// When it came to be.
    pub created_at: Timestamp,
}

const COLUMNS: &str =
    "id, key, name, locale, time_zone, settings, settings_rev, authz_version, org_version, created_at";

fn read(row: &Row) -> Result<TenantRow> {
    Ok(TenantRow {
        id: row.id("id", TenantId::from_uuid)?,
        key: row.parse("key")?,
        name: row.text("name")?,
        locale: row.parse("locale")?,
        time_zone: row.text("time_zone")?,
        settings: row.json("settings")?,
        settings_rev: row.int("settings_rev")?,
        authz_version: row.int("authz_version")?,
        org_version: row.int("org_version")?,
        created_at: row.instant("created_at")?,
    })
}

/// Stores a new tenant.
///
/// # Errors
/// `Duplicate` when the key is taken.
pub async fn insert(tx: &SystemTx, tenant: &TenantRow) -> Result<()> {
    let sql = Sql::new(format!("insert into tenant ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
        .bind(tenant.id)
        .bind(tenant.key.as_str())
        .bind(&tenant.name)
        .bind(tenant.locale.tag())
        .bind(&tenant.time_zone)
        .bind(tenant.settings.to_string())
        .bind(tenant.settings_rev)
        .bind(tenant.authz_version)
        .bind(tenant.org_version)
        .bind(tenant.created_at);
    tx.execute(sql).await.map(|_| ())
}

/// Every tenant, by key.
///
/// # Errors
/// When the database fails.
pub async fn list(system: &SystemRead) -> Result<Vec<TenantRow>> {
    system.read(Sql::new(format!("select {COLUMNS} from tenant order by key")), read).await
}

/// The key of the one tenant that there is; none when there are several or none.
///
/// # Errors
/// When the database fails.
pub async fn only_key(system: &SystemRead) -> Result<Option<Key>> {
    let rows = system.all(Sql::new("select key from tenant limit 2")).await?;
    match rows.as_slice() {
        [only] => only.parse("key").map(Some),
        _ => Ok(None),
    }
}

/// The tenant of that key.
///
/// # Errors
/// When the database fails.
pub async fn by_key(system: &SystemRead, key: &str) -> Result<Option<TenantRow>> {
    let sql = Sql::new(format!("select {COLUMNS} from tenant where key = ?")).bind(key);
    system.optional(sql).await?.as_ref().map(read).transpose()
}

/// The tenant of the transaction.
///
/// # Errors
/// `NotFound` when there is none of its id.
pub async fn current(tx: &Tx) -> Result<TenantRow> {
    let sql = Sql::new(format!("select {COLUMNS} from tenant where id = ?")).bind(tx.tenant());
    read(&tx.one(sql).await?)
}

/// The versions of rights and of the organisation, `(authz_version, org_version)`.
///
/// # Errors
/// `NotFound` when there is no such tenant.
pub async fn versions(tx: &Tx) -> Result<(i64, i64)> {
    if let Some(known) = tx.versions() {
        return Ok(known);
    }
    let versions = versions_on(tx, tx.tenant()).await?;
    tx.note_versions(versions);
    Ok(versions)
}

/// What every list asks of a form first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormHead {
    /// The version in use; 0 before the first publication.
    pub version: u32,
    /// Whether links to it were ever made, so that records may have come through them.
    pub has_links: bool,
}

/// The same, and the head of a form, none for a form that there is not: one statement for what every list asks first.
///
/// # Errors
/// When the database fails.
pub async fn versions_and_form(tx: &Tx, form: FormId) -> Result<Option<FormHead>> {
    let sql = Sql::new(
        "select t.authz_version, t.org_version, f.current_version, \
         exists (select 1 from form_link l where l.tenant_id = t.id and l.form_id = ?) as has_links \
         from tenant t left join form f on f.tenant_id = t.id and f.id = ? where t.id = ?",
    )
    .bind(form)
    .bind(form)
    .bind(tx.tenant());
    let row = tx.one(sql).await?;
    if !tx.has_moved_versions() {
        tx.note_versions((row.int("authz_version")?, row.int("org_version")?));
    }
    let Some(version) = row.opt_int("current_version")? else { return Ok(None) };
    let version = u32::try_from(version).map_err(|_| Error::Corrupt("current_version".to_owned()))?;
    Ok(Some(FormHead { version, has_links: row.flag("has_links")? }))
}

async fn versions_on(link: &Link, tenant: TenantId) -> Result<(i64, i64)> {
    let row =
        link.one(Sql::new("select authz_version, org_version from tenant where id = ?").bind(tenant)).await?;
    Ok((row.int("authz_version")?, row.int("org_version")?))
}

/// Marks every compiled snapshot of rights as stale, in the transaction that changes them.
///
/// # Errors
/// When the database fails.
pub async fn bump_authz_version(tx: &Tx) -> Result<()> {
    let sql = Sql::new("update tenant set authz_version = authz_version + 1 where id = ?").bind(tx.tenant());
    tx.note_moved_versions();
    tx.execute(sql).await.map(|_| ())
}

/// Marks every loaded organisation as stale, in the transaction that changes it.
///
/// # Errors
/// When the database fails.
pub async fn bump_org_version(tx: &Tx) -> Result<()> {
    let sql = Sql::new("update tenant set org_version = org_version + 1 where id = ?").bind(tx.tenant());
    tx.note_moved_versions();
    tx.execute(sql).await.map(|_| ())
}

/// Stores what a tenant may change about itself if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(tx: &Tx, tenant: &TenantRow) -> Result<()> {
    let sql = Sql::new(
        "update tenant set name = ?, locale = ?, time_zone = ?, settings = ?, settings_rev = settings_rev + 1 \
         where id = ? and settings_rev = ?",
    )
    .bind(&tenant.name)
    .bind(tenant.locale.tag())
    .bind(&tenant.time_zone)
    .bind(tenant.settings.to_string())
    .bind(tx.tenant())
    .bind(tenant.settings_rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: current(tx).await?.settings_rev })
}

/// A company as those see it who look after the server: what it is called and how much it is used, nothing of what
/// it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct CompanyRow {
    /// Its id.
    pub id: TenantId,
    /// What its people type to sign in.
    pub key: Key,
    /// What people call it.
    pub name: String,
    /// The language of those who chose none.
    pub locale: Locale,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// When it came to be.
    pub created_at: Timestamp,
    /// Since when it is suspended.
    pub suspended_at: Option<Timestamp>,
    /// Why.
    pub suspended_reason: Option<String>,
    /// People who may sign in.
    pub people: u32,
    /// When somebody last used it, as far as their session is still known.
    pub last_seen_at: Option<Timestamp>,
}

const COMPANY: &str = "t.id, t.key, t.name, t.locale, t.time_zone, t.created_at, t.suspended_at, \
     t.suspended_reason, (select count(*) from app_user u where u.tenant_id = t.id and u.active) as people, \
     (select max(s.last_seen_at) from session s where s.tenant_id = t.id) as last_seen_at";

fn company(row: &Row) -> Result<CompanyRow> {
    Ok(CompanyRow {
        id: row.id("id", TenantId::from_uuid)?,
        key: row.parse("key")?,
        name: row.text("name")?,
        locale: row.parse("locale")?,
        time_zone: row.text("time_zone")?,
        created_at: row.instant("created_at")?,
        suspended_at: row.opt_instant("suspended_at")?,
        suspended_reason: row.opt_text("suspended_reason")?,
        people: row.count("people")?,
        last_seen_at: row.opt_instant("last_seen_at")?,
    })
}

/// Companies by key, behind one if given, their key or name containing a text if given.
///
/// # Errors
/// When the database fails.
pub async fn companies(
    system: &SystemRead,
    q: Option<&str>,
    after: Option<&str>,
    limit: u32,
) -> Result<Vec<CompanyRow>> {
    let mut sql =
        Sql::new(format!("select {COMPANY} from tenant t where t.key > ?")).bind(after.unwrap_or_default());
    if let Some(q) = q {
        let like = super::instances::pattern_of(q);
        sql = sql
            .push(" and (t.key like ? escape '\\' or lower(t.name) like ? escape '\\' or t.name like ? escape '\\')")
            .bind(&like)
            .bind(&like)
            // SQLite knows the small letters of ASCII only; as typed, others are found too.
            .bind(super::instances::pattern_as_typed(q));
    }
    system.read(sql.push(" order by t.key").limit(limit), company).await
}

/// One company.
///
/// # Errors
/// `NotFound`.
pub async fn company_of(system: &SystemRead, id: TenantId) -> Result<CompanyRow> {
    company(&system.one(Sql::new(format!("select {COMPANY} from tenant t where t.id = ?")).bind(id)).await?)
}

/// Companies of which nothing is thrown away: those suspended, and those resumed after an instant.
///
/// # Errors
/// When the database fails.
pub async fn resting(system: &SystemRead, resumed_after: Timestamp) -> Result<Vec<TenantId>> {
    let sql = Sql::new("select id from tenant where suspended_at is not null or resumed_at > ?");
    system.read(sql.bind(resumed_after), |row| row.id("id", TenantId::from_uuid)).await
}

/// Suspends a company, with the reason, or resumes it; tells whether that changed anything.
///
/// # Errors
/// When the database fails.
pub async fn set_suspended(tx: &SystemTx, id: TenantId, why: Option<&str>, at: Timestamp) -> Result<bool> {
    let was = if why.is_some() { "is null" } else { "is not null" };
    let sql = Sql::new(
        "update tenant set suspended_at = ?, suspended_reason = ?, resumed_at = ? where id = ? and suspended_at ",
    )
    .push(was)
    .bind(why.map(|_| at))
    .bind(why)
    .bind(why.is_none().then_some(at))
    .bind(id);
    Ok(tx.execute(sql).await? == 1)
}

/// Whether a company is suspended.
///
/// # Errors
/// When the database fails.
pub async fn is_suspended(system: &SystemRead, id: TenantId) -> Result<bool> {
    let sql = Sql::new("select 1 as one from tenant where id = ? and suspended_at is not null").bind(id);
    Ok(system.optional(sql).await?.is_some())
}

/// Whether the company of a transaction is suspended.
///
/// # Errors
/// When the database fails.
pub async fn rests(tx: &Tx) -> Result<bool> {
    let sql =
        Sql::new("select 1 as one from tenant where id = ? and suspended_at is not null").bind(tx.tenant());
    Ok(tx.optional(sql).await?.is_some())
}
