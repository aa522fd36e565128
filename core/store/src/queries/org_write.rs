//! Changes of departments and posts. Callers hold [`lock`], check the rules and raise the tenant's versions.
//!
//! Both are only hidden, never removed: records and history name them. The column `department.path` stays empty;
//! the tree is read from `parent_id`.

use weir_model::id::{DepartmentId, PostId};

use super::organisation::{DepartmentRow, PostRow};
use crate::config::Database;
use crate::sql::{Sql, days, json};
use crate::{Error, Result, Tx};

/// Lets one change of a tenant's organisation and rights through at a time, until the transaction ends: rules
/// over several rows (no cycle, a last administrator) hold only when nobody else changes them meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn lock(tx: &Tx) -> Result<()> {
    if tx.database() == Database::Sqlite {
        // One writer at a time anyway.
        return Ok(());
    }
    let sql = Sql::new("select 1 as one from tenant where id = ? for no key update").bind(tx.tenant());
    tx.one(sql).await.map(drop)
}

/// Stores a new department.
///
/// # Errors
/// `Duplicate` when the code is taken; `Reference` for an unknown parent or head.
pub async fn insert_department(tx: &Tx, department: &DepartmentRow) -> Result<()> {
    let sql = Sql::new(
        "insert into department (tenant_id, id, parent_id, name, code, head_user_id, sort, path, active, rev) \
         values (?, ?, ?, ?, ?, ?, ?, '', true, ?)",
    )
    .bind(tx.tenant())
    .bind(department.id)
    .bind(department.parent)
    .bind(json(&department.name)?)
    .bind(filled(&department.code))
    .bind(department.head)
    .bind(department.sort)
    .bind(department.rev);
    tx.execute(sql).await.map(drop)
}

/// Replaces a department whose revision is still that of `department`, and moves the revision.
///
/// # Errors
/// `Conflict` at another revision; `Duplicate` when the code is taken; `Reference` for an unknown parent or head.
pub async fn update_department(tx: &Tx, department: &DepartmentRow) -> Result<()> {
    let sql = Sql::new(
        "update department set parent_id = ?, name = ?, code = ?, head_user_id = ?, sort = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ? and active",
    )
    .bind(department.parent)
    .bind(json(&department.name)?)
    .bind(filled(&department.code))
    .bind(department.head)
    .bind(department.sort)
    .bind(tx.tenant())
    .bind(department.id)
    .bind(department.rev);
    changed(tx.execute(sql).await?)
}

/// Hides a department and frees its code; memberships that ended in it before `today` go with it.
///
/// # Errors
/// `NotFound` when there is none, or no longer.
pub async fn remove_department(tx: &Tx, id: DepartmentId, today: jiff::civil::Date) -> Result<()> {
    let sql = Sql::new("delete from membership where tenant_id = ? and department_id = ? and ends_on < ?")
        .bind(tx.tenant())
        .bind(id)
        .bind(days(today));
    tx.execute(sql).await?;
    let sql = Sql::new(
        "update department set active = false, code = null, head_user_id = null, rev = rev + 1 \
         where tenant_id = ? and id = ? and active",
    )
    .bind(tx.tenant())
    .bind(id);
    found(tx.execute(sql).await?)
}

/// Stores a new post behind the others.
///
/// # Errors
/// When the database fails.
pub async fn insert_post(tx: &Tx, post: &PostRow) -> Result<()> {
    let sql = Sql::new(
        "insert into post (tenant_id, id, name, sort, active, rev) values (?, ?, ?, \
         (select coalesce(max(sort), 0) + 1 from post where tenant_id = ?), true, ?)",
    )
    .bind(tx.tenant())
    .bind(post.id)
    .bind(json(&post.name)?)
    .bind(tx.tenant())
    .bind(post.rev);
    tx.execute(sql).await.map(drop)
}

/// Renames a post whose revision is still that of `post`, and moves the revision.
///
/// # Errors
/// `Conflict` at another revision.
pub async fn update_post(tx: &Tx, post: &PostRow) -> Result<()> {
    let sql = Sql::new(
        "update post set name = ?, rev = rev + 1 where tenant_id = ? and id = ? and rev = ? and active",
    )
    .bind(json(&post.name)?)
    .bind(tx.tenant())
    .bind(post.id)
    .bind(post.rev);
    changed(tx.execute(sql).await?)
}

/// Hides a post.
///
/// # Errors
/// `NotFound` when there is none, or no longer.
pub async fn remove_post(tx: &Tx, id: PostId) -> Result<()> {
    let sql =
        Sql::new("update post set active = false, rev = rev + 1 where tenant_id = ? and id = ? and active")
            .bind(tx.tenant())
            .bind(id);
    found(tx.execute(sql).await?)
}

/// An empty text is stored as nothing.
pub(super) fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Nothing changed: the row stands at another revision than the caller read.
pub(super) fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::Conflict { rev: 0 }) } else { Ok(()) }
}

pub(super) fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;
    use weir_model::LocalizedText;

    use super::*;
    use crate::queries::organisation;
    use crate::testing::{each_database, tenant, user};

    fn department(n: u128, code: &str) -> DepartmentRow {
        DepartmentRow {
            id: DepartmentId::from_uuid(Uuid::from_u128(n)),
            parent: None,
            name: LocalizedText::both("采购部", "Purchasing"),
            code: code.to_owned(),
            head: None,
            sort: i64::try_from(n).unwrap(),
            rev: 1,
        }
    }

    #[tokio::test]
    async fn a_department_changes_at_its_revision_and_in_its_tenant_only() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, a, 1).await;
            let tx = store.begin(a).await.unwrap();
            lock(&tx).await.unwrap();
            insert_department(&tx, &department(1, "")).await.unwrap();
            insert_department(&tx, &department(2, "")).await.unwrap();
            let below =
                DepartmentRow { parent: Some(department(1, "").id), head: Some(lin), ..department(2, "P2") };
            update_department(&tx, &below).await.unwrap();
            assert!(matches!(update_department(&tx, &below).await, Err(Error::Conflict { .. })));
            let stored = organisation::departments(&tx).await.unwrap();
            assert_eq!(stored, [department(1, ""), DepartmentRow { rev: 2, ..below.clone() }]);
            tx.commit().await.unwrap();

            let tx = store.begin(b).await.unwrap();
            lock(&tx).await.unwrap();
            let theirs = DepartmentRow { rev: 2, ..below };
            assert!(matches!(update_department(&tx, &theirs).await, Err(Error::Conflict { .. })));
            let gone = remove_department(&tx, theirs.id, date(2026, 1, 1)).await;
            assert!(matches!(gone, Err(Error::NotFound)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_parent_or_head_of_another_tenant_is_no_reference() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let theirs = user(&store, b, 2).await;
            let tx = store.begin(a).await.unwrap();
            let headed = DepartmentRow { head: Some(theirs), ..department(1, "") };
            assert!(matches!(insert_department(&tx, &headed).await, Err(Error::Reference)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_code_is_taken_once_and_free_again_when_its_department_goes() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let tx = store.begin(t).await.unwrap();
            insert_department(&tx, &department(1, "P")).await.unwrap();
            remove_department(&tx, department(1, "").id, date(2026, 1, 1)).await.unwrap();
            insert_department(&tx, &department(2, "P")).await.unwrap();
            assert_eq!(organisation::departments(&tx).await.unwrap(), [department(2, "P")]);
            let twice = insert_department(&tx, &department(3, "P")).await;
            assert!(matches!(twice, Err(Error::Duplicate { what }) if what == "department.code"));
        })
        .await;
    }

    #[tokio::test]
    async fn posts_keep_the_order_in_which_they_came() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let post = |n: u128, name: &str| PostRow {
                id: PostId::from_uuid(Uuid::from_u128(n)),
                name: LocalizedText::both(name, name),
                rev: 1,
            };
            let tx = store.begin(t).await.unwrap();
            insert_post(&tx, &post(9, "buyer")).await.unwrap();
            insert_post(&tx, &post(1, "clerk")).await.unwrap();
            update_post(&tx, &post(9, "senior buyer")).await.unwrap();
            assert!(matches!(update_post(&tx, &post(9, "x")).await, Err(Error::Conflict { .. })));
            let renamed = PostRow { rev: 2, ..post(9, "senior buyer") };
            assert_eq!(organisation::posts(&tx).await.unwrap(), [renamed, post(1, "clerk")]);
            remove_post(&tx, post(9, "").id).await.unwrap();
            assert!(matches!(remove_post(&tx, post(9, "").id).await, Err(Error::NotFound)));
            assert_eq!(organisation::posts(&tx).await.unwrap(), [post(1, "clerk")]);
        })
        .await;
    }
}
