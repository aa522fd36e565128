//! The whole organisation and all rights of a tenant, read at once: what is kept in memory between changes.

use jiff::Timestamp;
use jiff::civil::Date;
use weir_model::id::{DepartmentId, FormId, MembershipId, PostId, RoleId, UserId};
use weir_model::permission::{FieldRight, Permission};
use weir_model::scope::DataScope;
use weir_model::{Key, Locale, LocalizedText};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// A department.
#[derive(Debug, Clone, PartialEq)]
pub struct DepartmentRow {
    /// Its id.
    pub id: DepartmentId,
    /// The one above.
    pub parent: Option<DepartmentId>,
    /// Its name.
    pub name: LocalizedText,
    /// The company's own code for it, empty for none.
    pub code: String,
    /// Who heads it.
    pub head: Option<UserId>,
    /// Its place among its siblings.
    pub sort: i64,
    /// Its revision.
    pub rev: i64,
}

/// A post.
#[derive(Debug, Clone, PartialEq)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
    /// Its name.
    pub name: LocalizedText,
    /// Its revision.
    pub rev: i64,
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow {
    /// Their id.
    pub id: UserId,
    /// The sign-in name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The e-mail address, empty when unknown.
    pub email: String,
    /// The phone number, empty when unknown.
    pub phone: String,
    /// The language, where they chose one.
    pub locale: Option<Locale>,
    /// Whether they may sign in and be asked.
    pub active: bool,
    /// The revision.
    pub rev: i64,
}

/// A person's holding of a post in a department.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipRow {
    /// Its id.
    pub id: MembershipId,
    /// The person.
    pub user: UserId,
    /// The department.
    pub department: DepartmentId,
    /// The post.
    pub post: Option<PostId>,
    /// Whether it is the main one.
    pub main: bool,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
}

/// A role.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleRow {
    /// Its id.
    pub id: RoleId,
    /// Its immutable key.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// Whether it came with the product.
    pub builtin: bool,
    /// Its revision.
    pub rev: i64,
}

/// One permission of a role.
#[derive(Debug, Clone, PartialEq)]
pub struct GrantRow {
    /// The role.
    pub role: RoleId,
    /// The permission.
    pub permission: Permission,
    /// The form, or every form.
    pub form: Option<FormId>,
    /// Over which records.
    pub scope: DataScope,
}

/// A person's holding of a role.
#[derive(Debug, Clone, PartialEq)]
pub struct HolderRow {
    /// The role.
    pub role: RoleId,
    /// The person.
    pub user: UserId,
    /// The first instant at which it no longer counts.
    pub expires_at: Option<Timestamp>,
}

/// What a role may do with a field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldRuleRow {
    /// The role.
    pub role: RoleId,
    /// The form.
    pub form: FormId,
    /// The field's key.
    pub field: String,
    /// The right.
    pub right: FieldRight,
}

/// Every department, siblings in their order.
///
/// # Errors
/// When the database fails.
pub async fn departments(tx: &Tx) -> Result<Vec<DepartmentRow>> {
    let sql = Sql::new(
        "select id, parent_id, name, code, head_user_id, sort, rev from department \
         where tenant_id = ? and active order by sort, id",
    )
    .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(DepartmentRow {
            id: row.id("id", DepartmentId::from_uuid)?,
            parent: row.opt_id("parent_id", DepartmentId::from_uuid)?,
            name: row.json("name")?,
            code: row.opt_text("code")?.unwrap_or_default(),
            head: row.opt_id("head_user_id", UserId::from_uuid)?,
            sort: row.int("sort")?,
            rev: row.int("rev")?,
        })
    })
    .await
}

/// Every post, in order.
///
/// # Errors
/// When the database fails.
pub async fn posts(tx: &Tx) -> Result<Vec<PostRow>> {
    let sql = Sql::new("select id, name, rev from post where tenant_id = ? and active order by sort, id")
        .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(PostRow { id: row.id("id", PostId::from_uuid)?, name: row.json("name")?, rev: row.int("rev")? })
    })
    .await
}

/// Every person, disabled ones too, by name.
///
/// # Errors
/// When the database fails.
pub async fn people(tx: &Tx) -> Result<Vec<PersonRow>> {
    let sql = Sql::new(
        "select id, login, name, email, phone, locale, active, rev from app_user where tenant_id = ? \
         order by name, id",
    )
    .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(PersonRow {
            id: row.id("id", UserId::from_uuid)?,
            login: row.text("login")?,
            name: row.text("name")?,
            email: row.opt_text("email")?.unwrap_or_default(),
            phone: row.opt_text("phone")?.unwrap_or_default(),
            locale: row.opt_text("locale")?.and_then(|tag| tag.parse().ok()),
            active: row.flag("active")?,
            rev: row.int("rev")?,
        })
    })
    .await
}

/// Every membership, ended ones too.
///
/// # Errors
/// When the database fails.
pub async fn memberships(tx: &Tx) -> Result<Vec<MembershipRow>> {
    let sql = Sql::new(
        "select id, user_id, department_id, post_id, is_main, starts_on, ends_on from membership \
         where tenant_id = ? order by id",
    )
    .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(MembershipRow {
            id: row.id("id", MembershipId::from_uuid)?,
            user: row.id("user_id", UserId::from_uuid)?,
            department: row.id("department_id", DepartmentId::from_uuid)?,
            post: row.opt_id("post_id", PostId::from_uuid)?,
            main: row.flag("is_main")?,
            starts_on: row.opt_date("starts_on")?,
            ends_on: row.opt_date("ends_on")?,
        })
    })
    .await
}

/// Every role, by key.
///
/// # Errors
/// When the database fails.
pub async fn roles(tx: &Tx) -> Result<Vec<RoleRow>> {
    let sql = Sql::new("select id, key, name, builtin, rev from role where tenant_id = ? order by key")
        .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(RoleRow {
            id: row.id("id", RoleId::from_uuid)?,
            key: row.parse("key")?,
            name: row.json("name")?,
            builtin: row.flag("builtin")?,
            rev: row.int("rev")?,
        })
    })
    .await
}

/// What every role allows. A permission that this program does not know is left out: it allows nothing.
///
/// # Errors
/// When the database fails.
pub async fn grants(tx: &Tx) -> Result<Vec<GrantRow>> {
    let sql = Sql::new(
        "select role_id, permission, form_id, data_scope, departments from role_permission \
         where tenant_id = ? order by role_id, permission, id",
    )
    .bind(tx.tenant());
    Ok(tx.read(sql, read_grant).await?.into_iter().flatten().collect())
}

fn read_grant(row: &Row) -> Result<Option<GrantRow>> {
    let Some(permission) = Permission::parse(&row.text("permission")?) else { return Ok(None) };
    let scope = match row.opt_text("data_scope")?.as_deref() {
        None | Some("all") => DataScope::All {},
        Some("own") => DataScope::Own {},
        Some("department") => DataScope::Department {},
        Some("departmentAndBelow") => DataScope::DepartmentAndBelow {},
        Some("chosen") => DataScope::Departments { departments: row.json("departments")? },
        Some(other) => return Err(Error::Corrupt(format!("data_scope {other}"))),
    };
    Ok(Some(GrantRow {
        role: row.id("role_id", RoleId::from_uuid)?,
        permission,
        form: row.opt_id("form_id", FormId::from_uuid)?,
        scope,
    }))
}

/// Who holds which role; disabled people are left out.
///
/// # Errors
/// When the database fails.
pub async fn holders(tx: &Tx) -> Result<Vec<HolderRow>> {
    let sql = Sql::new(
        "select a.role_id, a.user_id, a.expires_at from role_assignment a \
         join app_user u on u.tenant_id = a.tenant_id and u.id = a.user_id and u.active \
         where a.tenant_id = ? order by a.granted_at, a.id",
    )
    .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(HolderRow {
            role: row.id("role_id", RoleId::from_uuid)?,
            user: row.id("user_id", UserId::from_uuid)?,
            expires_at: row.opt_instant("expires_at")?,
        })
    })
    .await
}

/// What roles may do with fields, where that is less than everything.
///
/// # Errors
/// When the database fails.
pub async fn field_rules(tx: &Tx) -> Result<Vec<FieldRuleRow>> {
    let sql = Sql::new("select role_id, form_id, field, field_right from field_rule where tenant_id = ?")
        .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(FieldRuleRow {
            role: row.id("role_id", RoleId::from_uuid)?,
            form: row.id("form_id", FormId::from_uuid)?,
            field: row.text("field")?,
            right: row.word("field_right")?,
        })
    })
    .await
}
