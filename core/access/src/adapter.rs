//! casbin's view of the rows: policy lines made from what the store returned.
//!
//! Read-only. Grants are written as rows in the transaction that raises `authz_version`, never through casbin.

use async_trait::async_trait;
use casbin::error::AdapterError;
use casbin::{Adapter, Filter, Model, Result};
use jiff::Timestamp;
use weir_model::id::{FormId, RoleId, TenantId, UserId};
use weir_model::permission::FieldRight;

use crate::rows::AccessRows;

/// The form column of a grant over every form, and of a request about none.
pub(crate) const EVERY_FORM: &str = "*";
pub(crate) const NO_FORM: &str = "-";

pub(crate) fn subject(user: UserId) -> String {
    format!("u:{user}")
}

pub(crate) fn role(role: RoleId) -> String {
    format!("r:{role}")
}

pub(crate) const fn right_name(right: FieldRight) -> &'static str {
    match right {
        FieldRight::Edit => "edit",
        FieldRight::Read => "read",
        FieldRight::Hidden => "hidden",
    }
}

/// Policy lines of one tenant: `p`, `p2` and `g` as `model.conf` defines them.
pub(crate) struct RowsAdapter {
    grants: Vec<Vec<String>>,
    field_rules: Vec<Vec<String>>,
    assignments: Vec<Vec<String>>,
}

impl RowsAdapter {
    /// The lines that hold at `now`: an assignment that has ended is not part of the policy.
    pub(crate) fn new(rows: &AccessRows, now: Timestamp) -> Self {
        let domain = domain(rows.tenant);
        let form_text = |form: &Option<FormId>| form.map_or_else(|| EVERY_FORM.to_owned(), |f| f.to_string());
        Self {
            grants: rows
                .grants
                .iter()
                .map(|g| {
                    let act = g.permission.as_str().to_owned();
                    vec![role(g.role), domain.clone(), form_text(&g.form), act, g.scope.to_string()]
                })
                .collect(),
            field_rules: rows
                .field_rules
                .iter()
                .map(|f| {
                    let right = right_name(f.right).to_owned();
                    vec![role(f.role), domain.clone(), f.form.to_string(), f.field.clone(), right]
                })
                .collect(),
            assignments: rows
                .assignments
                .iter()
                .filter(|a| a.expires_at.is_none_or(|end| now < end))
                .map(|a| {
                    let end = a.expires_at.map(|t| t.to_string()).unwrap_or_default();
                    vec![subject(a.user), role(a.role), domain.clone(), end]
                })
                .collect(),
        }
    }
}

fn read_only<T>() -> Result<T> {
    Err(AdapterError("policy rows are written by the store, not through casbin".into()).into())
}

#[async_trait]
impl Adapter for RowsAdapter {
    async fn load_policy(&mut self, m: &mut dyn Model) -> Result<()> {
        for (section, key, lines) in
            [("p", "p", &self.grants), ("p", "p2", &self.field_rules), ("g", "g", &self.assignments)]
        {
            for line in lines {
                // Equal rows are one line; casbin reports the second as not added, which is right.
                m.add_policy(section, key, line.clone());
            }
        }
        Ok(())
    }

    async fn load_filtered_policy<'a>(&mut self, _: &mut dyn Model, _: Filter<'a>) -> Result<()> {
        read_only()
    }

    async fn save_policy(&mut self, _: &mut dyn Model) -> Result<()> {
        read_only()
    }

    async fn clear_policy(&mut self) -> Result<()> {
        read_only()
    }

    fn is_filtered(&self) -> bool {
        false
    }

    async fn add_policy(&mut self, _: &str, _: &str, _: Vec<String>) -> Result<bool> {
        read_only()
    }

    async fn add_policies(&mut self, _: &str, _: &str, _: Vec<Vec<String>>) -> Result<bool> {
        read_only()
    }

    async fn remove_policy(&mut self, _: &str, _: &str, _: Vec<String>) -> Result<bool> {
        read_only()
    }

    async fn remove_policies(&mut self, _: &str, _: &str, _: Vec<Vec<String>>) -> Result<bool> {
        read_only()
    }

    async fn remove_filtered_policy(&mut self, _: &str, _: &str, _: usize, _: Vec<String>) -> Result<bool> {
        read_only()
    }
}

/// The tenant as casbin's domain.
pub(crate) fn domain(tenant: TenantId) -> String {
    tenant.to_string()
}
