//! The department tree.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use weir_model::change::{Subject, Verb};
use weir_model::id::{DepartmentId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Error as StoreError;
use weir_store::queries::org_write;
use weir_store::queries::organisation::DepartmentRow;

use super::check::{self, DEPARTMENTS_MAX};
use super::to_the_end;
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Items;
use crate::dto::organisation::{CreateDepartment, Department, UpdateDepartment};
use crate::error::{Error, Result, refuse};

impl App {
    /// The whole tree, flat, parents before children.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_departments(&self, who: &Principal) -> Result<Items<Department>> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let counts = member_counts(&company, self.moment(&company).today);
        let rows = company.directory.tree().preorder().iter().filter_map(|id| company.departments.get(id));
        Ok(Items { items: rows.map(|row| shown(&company, row, &counts)).collect() })
    }

    /// Makes a department.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a name, code, parent or head that cannot be.
    pub async fn create_department(&self, who: &Principal, wish: CreateDepartment) -> Result<Department> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            let company = app.company(&tx).await?;
            if company.departments.len() >= DEPARTMENTS_MAX {
                return Err(Error::conflict("org.too_many_departments"));
            }
            let row = DepartmentRow {
                id: app.new_id(DepartmentId::from_uuid),
                parent: wish.parent_id,
                name: wish.name,
                code: wish.code.trim().to_owned(),
                head: wish.head_id,
                sort: wish.sort.unwrap_or_else(|| behind_siblings(&company, wish.parent_id)),
                rev: 1,
            };
            let mut issues = company.directory.check_place(None, row.parent);
            issues.extend(texts(&row));
            issues.extend(company.directory.check_head(row.head));
            refuse(issues)?;
            org_write::insert_department(&tx, &row).await.map_err(taken_code)?;
            let mut change = app.change(&who, Subject::Department, row.id.uuid(), Verb::Created);
            change.after = Some(facts(&row));
            app.commit_change(tx, change).await?;
            app.department(&who, row.id).await
        })
        .await
    }

    /// Changes a department; what is left out stays, null clears.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `rev`; [`Error::Invalid`] as for a new one, and when it
    /// would come to stand below itself.
    pub async fn update_department(
        &self,
        who: &Principal,
        id: DepartmentId,
        rev: i64,
        wish: UpdateDepartment,
    ) -> Result<Department> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            let company = app.company(&tx).await?;
            let old = company.departments.get(&id).ok_or(Error::NotFound)?;
            if old.rev != rev {
                return Err(Error::Stale);
            }
            let row = DepartmentRow {
                id,
                parent: wish.parent_id.unwrap_or(old.parent),
                name: wish.name.unwrap_or_else(|| old.name.clone()),
                code: wish.code.map_or_else(|| old.code.clone(), |c| c.trim().to_owned()),
                head: wish.head_id.unwrap_or(old.head),
                sort: wish.sort.unwrap_or(old.sort),
                rev,
            };
            let mut issues = Vec::new();
            if row.parent != old.parent {
                issues.extend(company.directory.check_place(Some(id), row.parent));
            }
            issues.extend(texts(&row));
            // A head who was disabled since may stay entered; only a new one must be active.
            if row.head != old.head {
                issues.extend(company.directory.check_head(row.head));
            }
            refuse(issues)?;
            org_write::update_department(&tx, &row).await.map_err(taken_code)?;
            let mut change = app.change(&who, Subject::Department, id.uuid(), Verb::Updated);
            (change.before, change.after) = (Some(facts(old)), Some(facts(&row)));
            app.commit_change(tx, change).await?;
            app.department(&who, id).await
        })
        .await
    }

    /// Removes a department that has nothing below it and nobody in it.
    ///
    /// # Errors
    /// `org.department_not_empty`.
    pub async fn delete_department(&self, who: &Principal, id: DepartmentId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            let company = app.company(&tx).await?;
            let old = company.departments.get(&id).ok_or(Error::NotFound)?;
            let today = app.moment(&company).today;
            if !company.directory.check_removal(id, today).is_empty() {
                return Err(Error::conflict("org.department_not_empty"));
            }
            org_write::remove_department(&tx, id, today).await?;
            let mut change = app.change(&who, Subject::Department, id.uuid(), Verb::Deleted);
            change.before = Some(facts(old));
            app.commit_change(tx, change).await
        })
        .await
    }

    async fn department(&self, who: &Principal, id: DepartmentId) -> Result<Department> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let counts = member_counts(&company, self.moment(&company).today);
        company.departments.get(&id).map(|row| shown(&company, row, &counts)).ok_or(Error::NotFound)
    }
}

fn texts(row: &DepartmentRow) -> weir_model::Issues {
    let mut issues = check::localized_name("name", &row.name);
    issues.extend(check::code("code", &row.code));
    issues
}

fn behind_siblings(company: &Company, parent: Option<DepartmentId>) -> i64 {
    let siblings = company.departments.values().filter(|d| d.parent == parent);
    siblings.map(|d| d.sort).max().map_or(1, |last| last.saturating_add(1))
}

/// Active people per department, those whose time there is still to come included.
fn member_counts(company: &Company, today: Date) -> HashMap<DepartmentId, u64> {
    let stays = company
        .memberships
        .iter()
        .filter(|m| m.ends_on.is_none_or(|end| today <= end) && company.directory.is_active(m.user));
    let mut counts = HashMap::new();
    let pairs: HashSet<(DepartmentId, UserId)> = stays.map(|m| (m.department, m.user)).collect();
    for (department, _) in pairs {
        *counts.entry(department).or_default() += 1;
    }
    counts
}

fn shown(company: &Company, row: &DepartmentRow, counts: &HashMap<DepartmentId, u64>) -> Department {
    Department {
        id: row.id,
        parent_id: row.parent,
        name: row.name.clone(),
        code: row.code.clone(),
        head: row.head.map(|head| company.person(head)),
        sort: row.sort,
        member_count: counts.get(&row.id).copied().unwrap_or_default(),
        rev: row.rev,
    }
}

fn facts(row: &DepartmentRow) -> Json {
    json!({
        "parentId": row.parent, "name": row.name, "code": row.code, "headId": row.head, "sort": row.sort,
    })
}

fn taken_code(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate { .. } => Error::invalid("code", "org.department_code_taken"),
        other => other.into(),
    }
}
