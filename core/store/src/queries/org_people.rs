//! Changes of people and their memberships, and what a page of people shows beside the organisation in memory.

use jiff::Timestamp;
use weir_model::id::{MembershipId, RoleId, UserId};

use super::org_write::{changed, filled};
use super::organisation::{HolderRow, MembershipRow, PersonRow};
use crate::sql::Sql;
use crate::{Result, Tx};

/// Replaces what an administrator may change of a person whose revision is still that of `person`, and moves the
/// revision. Login and language stay.
///
/// # Errors
/// `Conflict` at another revision.
pub async fn update(tx: &Tx, person: &PersonRow) -> Result<()> {
    let sql = Sql::new(
        "update app_user set name = ?, email = ?, phone = ?, active = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(&person.name)
    .bind(filled(&person.email))
    .bind(filled(&person.phone))
    .bind(person.active)
    .bind(tx.tenant())
    .bind(person.id)
    .bind(person.rev);
    changed(tx.execute(sql).await?)
}

/// Gives a person another sign-in name.
///
/// # Errors
/// `Duplicate` when it is taken.
pub async fn set_login(tx: &Tx, user: UserId, login: &str) -> Result<()> {
    let sql = Sql::new("update app_user set login = ? where tenant_id = ? and id = ?")
        .bind(login)
        .bind(tx.tenant())
        .bind(user);
    tx.execute(sql).await.map(drop)
}

/// Stores a membership, new or changed. Whose it is never changes.
///
/// # Errors
/// `Reference` for an unknown person, department or post.
pub async fn put_membership(tx: &Tx, membership: &MembershipRow) -> Result<()> {
    let sql = Sql::new(
        "insert into membership (tenant_id, id, user_id, department_id, post_id, is_main, starts_on, ends_on) \
         values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, id) do update set \
         department_id = excluded.department_id, post_id = excluded.post_id, is_main = excluded.is_main, \
         starts_on = excluded.starts_on, ends_on = excluded.ends_on",
    )
    .bind(tx.tenant())
    .bind(membership.id)
    .bind(membership.user)
    .bind(membership.department)
    .bind(membership.post)
    .bind(membership.main)
    .bind(membership.starts_on)
    .bind(membership.ends_on);
    tx.execute(sql).await.map(drop)
}

/// Removes memberships of one person.
///
/// # Errors
/// When the database fails.
pub async fn remove_memberships(tx: &Tx, user: UserId, ids: &[MembershipId]) -> Result<()> {
    let sql = Sql::new("delete from membership where tenant_id = ? and user_id = ? and id in ")
        .bind(tx.tenant())
        .bind(user)
        .list(ids.iter().copied());
    tx.execute(sql).await.map(drop)
}

/// Ends every API token of a person.
///
/// # Errors
/// When the database fails.
pub async fn revoke_tokens(tx: &Tx, user: UserId, now: Timestamp) -> Result<u64> {
    let sql = Sql::new(
        "update api_token set revoked_at = ? where tenant_id = ? and user_id = ? and revoked_at is null",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user);
    tx.execute(sql).await
}

/// The roles that people hold or held until an end, disabled people included.
///
/// # Errors
/// When the database fails.
pub async fn assignments(tx: &Tx, users: &[UserId]) -> Result<Vec<HolderRow>> {
    let sql = Sql::new(
        "select role_id, user_id, expires_at from role_assignment where tenant_id = ? and user_id in ",
    )
    .bind(tx.tenant())
    .list(users.iter().copied())
    .push(" order by granted_at, id");
    tx.read(sql, |row| {
        Ok(HolderRow {
            role: row.id("role_id", RoleId::from_uuid)?,
            user: row.id("user_id", UserId::from_uuid)?,
            expires_at: row.opt_instant("expires_at")?,
        })
    })
    .await
}

/// When people last used a session.
///
/// # Errors
/// When the database fails.
pub async fn last_seen(tx: &Tx, users: &[UserId]) -> Result<Vec<(UserId, Timestamp)>> {
    let sql = Sql::new(
        "select user_id, max(last_seen_at) as last_seen_at from session where tenant_id = ? and user_id in ",
    )
    .bind(tx.tenant())
    .list(users.iter().copied())
    .push(" group by user_id");
    tx.read(sql, |row| Ok((row.id("user_id", UserId::from_uuid)?, row.instant("last_seen_at")?))).await
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;
    use weir_model::LocalizedText;
    use weir_model::id::{ApiTokenId, DepartmentId, SessionId};

    use super::*;
    use crate::Error;
    use crate::queries::organisation::{self, DepartmentRow};
    use crate::queries::sessions::{self, SessionRow};
    use crate::queries::tokens::{self, ApiTokenRow};
    use crate::queries::{accounts, org_write};
    use crate::testing::{at, each_database, tenant, user};

    #[tokio::test]
    async fn a_person_changes_at_their_revision_and_in_their_tenant_only() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            user(&store, a, 1).await;
            let tx = store.begin(a).await.unwrap();
            let mut lin = organisation::people(&tx).await.unwrap().remove(0);
            lin.name = "林凡".to_owned();
            lin.email = "lin@example.com".to_owned();
            lin.active = false;
            update(&tx, &lin).await.unwrap();
            assert!(matches!(update(&tx, &lin).await, Err(Error::Conflict { .. })));
            lin.rev += 1;
            assert_eq!(organisation::people(&tx).await.unwrap(), [lin.clone()]);
            tx.commit().await.unwrap();
            let tx = store.begin(b).await.unwrap();
            assert!(matches!(update(&tx, &lin).await, Err(Error::Conflict { .. })));
        })
        .await;
    }

    #[tokio::test]
    async fn memberships_are_made_moved_and_removed_for_one_person() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let department = DepartmentRow {
                id: DepartmentId::from_uuid(Uuid::from_u128(1)),
                parent: None,
                name: LocalizedText::both("部", "D"),
                code: String::new(),
                head: None,
                sort: 1,
                rev: 1,
            };
            let mut membership = MembershipRow {
                id: MembershipId::from_uuid(Uuid::from_u128(1)),
                user: lin,
                department: department.id,
                post: None,
                main: true,
                starts_on: Some(date(2026, 3, 1)),
                ends_on: None,
            };
            let tx = store.begin(t).await.unwrap();
            org_write::insert_department(&tx, &department).await.unwrap();
            put_membership(&tx, &membership).await.unwrap();
            membership.ends_on = Some(date(2026, 3, 31));
            put_membership(&tx, &membership).await.unwrap();
            assert_eq!(organisation::memberships(&tx).await.unwrap(), [membership.clone()]);
            remove_memberships(&tx, wang, &[membership.id]).await.unwrap();
            assert_eq!(organisation::memberships(&tx).await.unwrap().len(), 1, "it is not theirs");
            remove_memberships(&tx, lin, &[membership.id]).await.unwrap();
            assert_eq!(organisation::memberships(&tx).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_person_was_seen_when_a_session_was_last_used_and_loses_every_token() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            let account = accounts::of_user(&tx, lin).await.unwrap().id;
            for (n, seen) in [(1, 5), (2, 9)] {
                let row = SessionRow {
                    id: SessionId::from_uuid(Uuid::from_u128(n)),
                    user: lin,
                    account,
                    created_at: at(0),
                    authenticated_at: at(0),
                    last_seen_at: at(seen),
                    expires_at: at(100),
                    absolute_expires_at: at(100),
                    user_agent: String::new(),
                    address: String::new(),
                    revoked_at: None,
                    view: None,
                };
                sessions::insert(&tx, &row, &format!("s{n}")).await.unwrap();
                let token = ApiTokenRow {
                    id: ApiTokenId::from_uuid(Uuid::from_u128(n)),
                    user: lin,
                    name: String::new(),
                    scopes: vec![],
                    created_at: at(0),
                    expires_at: None,
                    last_used_at: None,
                    revoked_at: None,
                };
                tokens::insert(&tx, &token, &format!("t{n}")).await.unwrap();
            }
            assert_eq!(last_seen(&tx, &[lin, wang]).await.unwrap(), [(lin, at(9))]);
            assert_eq!(last_seen(&tx, &[]).await.unwrap(), []);
            assert_eq!(revoke_tokens(&tx, wang, at(3)).await.unwrap(), 0);
            assert_eq!(revoke_tokens(&tx, lin, at(3)).await.unwrap(), 2);
            assert_eq!(tokens::list(&tx, lin).await.unwrap(), []);
        })
        .await;
    }
}
