//! Changes of roles beyond storing them, and the counts that rules over roles need.

use jiff::Timestamp;
use weir_model::LocalizedText;
use weir_model::id::{FormId, RoleId, UserId};
use weir_model::permission::Permission;

use super::org_write::{changed, found};
use crate::sql::{Sql, json};
use crate::{Result, Tx};

/// Renames a role that still stands at revision `rev`, and moves the revision.
///
/// # Errors
/// `Conflict` at another revision.
pub async fn update(tx: &Tx, role: RoleId, name: &LocalizedText, rev: i64) -> Result<()> {
    let sql = Sql::new("update role set name = ?, rev = rev + 1 where tenant_id = ? and id = ? and rev = ?")
        .bind(json(name)?)
        .bind(tx.tenant())
        .bind(role)
        .bind(rev);
    changed(tx.execute(sql).await?)
}

/// Removes a role with its permissions, its field rules and whoever holds it.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn delete(tx: &Tx, role: RoleId) -> Result<()> {
    let sql = Sql::new("delete from role where tenant_id = ? and id = ?").bind(tx.tenant()).bind(role);
    found(tx.execute(sql).await?)
}

/// Takes a role from a person.
///
/// # Errors
/// `NotFound` when they do not hold it.
pub async fn unassign(tx: &Tx, role: RoleId, user: UserId) -> Result<()> {
    let sql = Sql::new("delete from role_assignment where tenant_id = ? and role_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(role)
        .bind(user);
    found(tx.execute(sql).await?)
}

/// Who can give rights back when somebody lost theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Administrators {
    /// Active people who may manage roles now.
    pub now: i64,
    /// Those of them for whom that has no end.
    pub lasting: i64,
}

/// Counts the active people who may manage roles.
///
/// # Errors
/// When the database fails.
pub async fn administrators(tx: &Tx, now: Timestamp) -> Result<Administrators> {
    let sql = Sql::new(
        "select count(distinct a.user_id) as people, \
         count(distinct case when a.expires_at is null then a.user_id end) as lasting \
         from role_assignment a \
         join role_permission p on p.tenant_id = a.tenant_id and p.role_id = a.role_id \
         join app_user u on u.tenant_id = a.tenant_id and u.id = a.user_id \
         join account c on c.id = u.account_id \
         where a.tenant_id = ? and p.permission = ? and p.form_id is null and u.active and not c.disabled \
         and (a.expires_at is null or a.expires_at > ?)",
    )
    .bind(tx.tenant())
    .bind(Permission::RolesManage.as_str())
    .bind(now);
    let row = tx.one(sql).await?;
    Ok(Administrators { now: row.int("people")?, lasting: row.int("lasting")? })
}

/// Which of these forms there are.
///
/// # Errors
/// When the database fails.
pub async fn known_forms(tx: &Tx, forms: &[FormId]) -> Result<Vec<FormId>> {
    let sql = Sql::new("select id from form where tenant_id = ? and id in ")
        .bind(tx.tenant())
        .list(forms.iter().copied());
    tx.read(sql, |row| row.id("id", FormId::from_uuid)).await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use weir_model::DataScope;

    use super::*;
    use crate::queries::organisation::{self, GrantRow, HolderRow, RoleRow};
    use crate::queries::{accounts, org_people, roles};
    use crate::testing::{at, each_database, tenant, user};
    use crate::{Error, Store};
    use weir_model::id::TenantId;

    fn role(n: u128) -> RoleRow {
        RoleRow {
            id: RoleId::from_uuid(Uuid::from_u128(n)),
            key: format!("role-{n}").parse().unwrap(),
            name: LocalizedText::both("角色", "Role"),
            builtin: false,
            rev: 1,
        }
    }

    async fn company(store: &Store) -> (TenantId, UserId, UserId) {
        let t = tenant(store, 1).await;
        let (lin, wang) = (user(store, t, 1).await, user(store, t, 2).await);
        let tx = store.begin(t).await.unwrap();
        for (n, permission) in [(1, Permission::RolesManage), (2, Permission::OrgManage)] {
            roles::insert(&tx, &role(n)).await.unwrap();
            let grant = GrantRow { role: role(n).id, permission, form: None, scope: DataScope::All {} };
            roles::insert_grant(&tx, Uuid::from_u128(n), &grant).await.unwrap();
        }
        tx.commit().await.unwrap();
        (t, lin, wang)
    }

    async fn assign(tx: &Tx, role: RoleId, user: UserId, expires_at: Option<Timestamp>) {
        let holder = HolderRow { role, user, expires_at };
        roles::assign(tx, Uuid::new_v4(), &holder, None, at(0)).await.unwrap();
    }

    #[tokio::test]
    async fn administrators_are_active_people_who_may_manage_roles() {
        each_database(|store| async move {
            let (t, lin, wang) = company(&store).await;
            let count = |now, lasting| Administrators { now, lasting };
            let tx = store.begin(t).await.unwrap();
            assign(&tx, role(2).id, wang, None).await;
            assert_eq!(administrators(&tx, at(1)).await.unwrap(), count(0, 0));
            assign(&tx, role(1).id, lin, None).await;
            assign(&tx, role(1).id, wang, Some(at(10))).await;
            assert_eq!(administrators(&tx, at(9)).await.unwrap(), count(2, 1));
            assert_eq!(administrators(&tx, at(10)).await.unwrap(), count(1, 1));
            accounts::set_disabled(&tx, wang, true).await.unwrap();
            assert_eq!(administrators(&tx, at(9)).await.unwrap(), count(1, 1));
            let mut person =
                organisation::people(&tx).await.unwrap().into_iter().find(|p| p.id == lin).unwrap();
            person.active = false;
            org_people::update(&tx, &person).await.unwrap();
            assert_eq!(administrators(&tx, at(9)).await.unwrap(), count(0, 0));
        })
        .await;
    }

    #[tokio::test]
    async fn a_role_is_renamed_at_its_revision_and_goes_with_all_that_hangs_on_it() {
        each_database(|store| async move {
            let (t, lin, wang) = company(&store).await;
            let tx = store.begin(t).await.unwrap();
            let name = LocalizedText::both("管理", "Admin");
            update(&tx, role(1).id, &name, 1).await.unwrap();
            assert!(matches!(update(&tx, role(1).id, &name, 1).await, Err(Error::Conflict { .. })));
            assign(&tx, role(1).id, lin, None).await;
            assert!(matches!(unassign(&tx, role(1).id, wang).await, Err(Error::NotFound)));
            assert_eq!(org_people::assignments(&tx, &[lin, wang]).await.unwrap().len(), 1);
            delete(&tx, role(1).id).await.unwrap();
            assert!(matches!(delete(&tx, role(1).id).await, Err(Error::NotFound)));
            assert_eq!(org_people::assignments(&tx, &[lin]).await.unwrap(), []);
            assert_eq!(organisation::grants(&tx).await.unwrap().len(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_role_of_another_tenant_is_out_of_reach() {
        each_database(|store| async move {
            let (_, lin, _) = company(&store).await;
            let other = tenant(&store, 2).await;
            let tx = store.begin(other).await.unwrap();
            let name = LocalizedText::default();
            assert!(matches!(update(&tx, role(1).id, &name, 1).await, Err(Error::Conflict { .. })));
            assert!(matches!(delete(&tx, role(1).id).await, Err(Error::NotFound)));
            assert!(matches!(unassign(&tx, role(1).id, lin).await, Err(Error::NotFound)));
            assert_eq!(org_people::assignments(&tx, &[lin]).await.unwrap(), []);
            assert_eq!(known_forms(&tx, &[FormId::from_uuid(Uuid::from_u128(1))]).await.unwrap(), []);
        })
        .await;
    }
}
