//! What a role allows: read from a body, checked, compared, shown.

use std::collections::HashSet;

use weir_model::id::{FormId, RoleId};
use weir_model::{DataScope, Issue, Issues};
use weir_store::Tx;
use weir_store::queries::organisation::GrantRow;
use weir_store::queries::roles_write;

use super::authority::Authority;
use crate::company::Company;
use crate::dto::organisation::{GrantScope, RoleGrant};
use crate::error::{Result, refuse};

/// Permissions of one role: every permission on records, for each of 250 forms.
const GRANTS_MAX: usize = 1_000;
/// Departments chosen for one permission: beyond it the role wants another scope.
const CHOSEN_MAX: usize = 200;
/// Where the list stands in a body.
const AT: &str = "grants";

/// The rows that a role shall have, when nothing is wrong with them and `authority` covers every difference.
pub(super) async fn plan(
    tx: &Tx,
    company: &Company,
    authority: &Authority,
    role: RoleId,
    wish: &[RoleGrant],
) -> Result<Vec<GrantRow>> {
    if wish.len() > GRANTS_MAX {
        return Err(Issue::new(AT, "org.grants_max").with("max", GRANTS_MAX).into());
    }
    let forms: HashSet<FormId> = wish.iter().filter_map(|g| g.form_id).collect();
    let forms: Vec<FormId> = forms.into_iter().collect();
    let known: HashSet<FormId> = roles_write::known_forms(tx, &forms).await?.into_iter().collect();
    let mut issues = Issues::new();
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(wish.len());
    for (i, grant) in wish.iter().enumerate() {
        let found = check(grant, company, &known);
        issues.extend(
            found.map(|(field, code)| Issue::new(format!("{AT}[{i}].{field}"), code).with("max", CHOSEN_MAX)),
        );
        if !seen.insert((grant.permission, grant.form_id)) {
            issues.push(Issue::new(format!("{AT}[{i}]"), "org.grant_repeated"));
        }
        rows.push(GrantRow { role, permission: grant.permission, form: grant.form_id, scope: scope(grant) });
    }
    refuse(issues)?;
    refuse(beyond(authority, role, &rows))?;
    Ok(rows)
}

/// Where a role would give or take what one does not hold oneself.
fn beyond(authority: &Authority, role: RoleId, rows: &[GrantRow]) -> Issues {
    let old: Vec<&GrantRow> = authority.grants().iter().filter(|g| g.role == role).collect();
    let finding = |at: String, grant: &GrantRow| {
        Issue::new(at, "org.grant_not_held").with("permission", grant.permission.as_str())
    };
    let given = rows.iter().enumerate().filter(|(_, g)| !old.contains(g) && !authority.covers(g, None));
    let mut issues: Issues = given.map(|(i, g)| finding(format!("{AT}[{i}]"), g)).collect();
    let taken = old.into_iter().filter(|g| !rows.contains(g) && !authority.covers(g, None));
    issues.extend(taken.map(|g| finding(AT.to_owned(), g)));
    issues
}

fn check(
    grant: &RoleGrant,
    company: &Company,
    known: &HashSet<FormId>,
) -> Option<(&'static str, &'static str)> {
    let per_form = grant.permission.is_per_form();
    match grant.form_id {
        Some(_) if !per_form => return Some(("formId", "org.form_not_applicable")),
        Some(form) if !known.contains(&form) => return Some(("formId", "org.form_unknown")),
        _ => {}
    }
    let scoped = grant.permission.is_scoped();
    match grant.data_scope {
        Some(_) if !scoped => return Some(("dataScope", "org.scope_not_applicable")),
        None if scoped => return Some(("dataScope", "org.scope_missing")),
        _ => {}
    }
    let departments = &grant.departments;
    if (grant.data_scope == Some(GrantScope::Chosen)) == departments.is_empty() {
        return Some(("departments", "org.scope_departments"));
    }
    if departments.len() > CHOSEN_MAX {
        return Some(("departments", "org.scope_departments_max"));
    }
    let unknown = departments.iter().any(|d| !company.departments.contains_key(d));
    unknown.then_some(("departments", "org.department_unknown"))
}

fn scope(grant: &RoleGrant) -> DataScope {
    match grant.data_scope {
        None | Some(GrantScope::All) => DataScope::All {},
        Some(GrantScope::Own) => DataScope::Own {},
        Some(GrantScope::Department) => DataScope::Department {},
        Some(GrantScope::DepartmentAndBelow) => DataScope::DepartmentAndBelow {},
        Some(GrantScope::Chosen) => {
            let departments = grant.departments.iter().copied().collect::<indexmap::IndexSet<_>>();
            DataScope::Departments { departments: departments.into_iter().collect() }
        }
    }
}

/// A permission of a role, as the roles page shows it.
pub(super) fn shown(row: &GrantRow) -> RoleGrant {
    let (kind, departments) = match &row.scope {
        DataScope::All {} => (GrantScope::All, Vec::new()),
        DataScope::Own {} => (GrantScope::Own, Vec::new()),
        DataScope::Department {} => (GrantScope::Department, Vec::new()),
        DataScope::DepartmentAndBelow {} => (GrantScope::DepartmentAndBelow, Vec::new()),
        DataScope::Departments { departments } => (GrantScope::Chosen, departments.clone()),
    };
    RoleGrant {
        permission: row.permission,
        form_id: row.form,
        data_scope: row.permission.is_scoped().then_some(kind),
        departments,
    }
}
