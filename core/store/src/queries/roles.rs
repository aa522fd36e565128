//! Roles, what they allow and who holds them, written one by one. Callers raise the tenant's `authz_version`.

use jiff::Timestamp;
use uuid::Uuid;
use weir_model::id::{RoleId, UserId};
use weir_model::scope::DataScope;

use super::organisation::{GrantRow, HolderRow, RoleRow};
use crate::sql::{Sql, json};
use crate::{Result, Tx};

/// Stores a new role.
///
/// # Errors
/// `Duplicate` when the key is taken.
pub async fn insert(tx: &Tx, role: &RoleRow) -> Result<()> {
    let sql = Sql::new("insert into role (tenant_id, id, key, name, builtin, rev) values (?, ?, ?, ?, ?, ?)")
        .bind(tx.tenant())
        .bind(role.id)
        .bind(role.key.as_str())
        .bind(json(&role.name)?)
        .bind(role.builtin)
        .bind(role.rev);
    tx.execute(sql).await.map(|_| ())
}

/// Adds one permission to a role.
///
/// # Errors
/// `Duplicate` when the role has it for that form already; `Reference` for an unknown form.
pub async fn insert_grant(tx: &Tx, id: Uuid, grant: &GrantRow) -> Result<()> {
    let none = Vec::new();
    let (scope, departments) = match &grant.scope {
        DataScope::All {} => ("all", &none),
        DataScope::Own {} => ("own", &none),
        DataScope::Department {} => ("department", &none),
        DataScope::DepartmentAndBelow {} => ("departmentAndBelow", &none),
        DataScope::Departments { departments } => ("chosen", departments),
    };
    let sql = Sql::new(
        "insert into role_permission (tenant_id, id, role_id, permission, form_id, data_scope, departments) \
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(grant.role)
    .bind(grant.permission.as_str())
    .bind(grant.form)
    .bind(scope)
    .bind(json(departments)?);
    tx.execute(sql).await.map(|_| ())
}

/// Takes every permission from a role.
///
/// # Errors
/// When the database fails.
pub async fn delete_grants(tx: &Tx, role: RoleId) -> Result<()> {
    let sql = Sql::new("delete from role_permission where tenant_id = ? and role_id = ?")
        .bind(tx.tenant())
        .bind(role);
    tx.execute(sql).await.map(|_| ())
}

/// Gives a role to a person, or moves the end of their holding.
///
/// # Errors
/// `Reference` for an unknown person or role.
pub async fn assign(tx: &Tx, id: Uuid, holder: &HolderRow, by: Option<UserId>, at: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "insert into role_assignment (tenant_id, id, user_id, role_id, expires_at, granted_by, granted_at) \
         values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, user_id, role_id) do update set \
         expires_at = excluded.expires_at, granted_by = excluded.granted_by, granted_at = excluded.granted_at",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(holder.user)
    .bind(holder.role)
    .bind(holder.expires_at)
    .bind(by)
    .bind(at);
    tx.execute(sql).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::organisation;
    use crate::testing::{at, each_database, tenant, user};
    use weir_model::LocalizedText;
    use weir_model::id::DepartmentId;
    use weir_model::permission::Permission;

    #[tokio::test]
    async fn a_role_reads_back_with_its_permissions_and_holders() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let role = RoleRow {
                id: RoleId::from_uuid(Uuid::from_u128(1)),
                key: "auditor".parse().unwrap(),
                name: LocalizedText::both("审计", "Auditor"),
                builtin: false,
                rev: 1,
            };
            let departments = vec![DepartmentId::from_uuid(Uuid::from_u128(9))];
            let grant = |permission, scope| GrantRow { role: role.id, permission, form: None, scope };
            let chosen = grant(Permission::RecordsRead, DataScope::Departments { departments });
            let all = grant(Permission::AuditRead, DataScope::All {});
            let mut holder = HolderRow { role: role.id, user: lin, expires_at: None };

            let tx = store.begin(t).await.unwrap();
            insert(&tx, &role).await.unwrap();
            insert_grant(&tx, Uuid::from_u128(2), &chosen).await.unwrap();
            insert_grant(&tx, Uuid::from_u128(3), &all).await.unwrap();
            assign(&tx, Uuid::from_u128(4), &holder, None, at(0)).await.unwrap();
            holder.expires_at = Some(at(9));
            assign(&tx, Uuid::from_u128(5), &holder, Some(lin), at(1)).await.unwrap();
            assert_eq!(organisation::roles(&tx).await.unwrap(), [role.clone()]);
            assert_eq!(organisation::grants(&tx).await.unwrap(), [all, chosen]);
            assert_eq!(organisation::holders(&tx).await.unwrap(), [holder]);
            delete_grants(&tx, role.id).await.unwrap();
            assert_eq!(organisation::grants(&tx).await.unwrap(), []);
        })
        .await;
    }
}
