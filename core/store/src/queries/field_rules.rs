//! What roles may do with the fields of forms, where that is less than everything. Callers raise the tenant's
//! `authz_version`.

use weir_model::id::{FormId, RoleId};
use weir_model::permission::FieldRight;

use crate::row::word;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Replaces what a role may do with the fields of one form.
///
/// # Errors
/// `Reference` for an unknown role or form, `Duplicate` for a field that is named twice.
pub async fn replace(tx: &Tx, role: RoleId, form: FormId, rules: &[(String, FieldRight)]) -> Result<()> {
    let sql = Sql::new("delete from field_rule where tenant_id = ? and role_id = ? and form_id = ?")
        .bind(tx.tenant())
        .bind(role)
        .bind(form);
    tx.execute(sql).await?;
    for (field, right) in rules {
        let sql = Sql::new(
            "insert into field_rule (tenant_id, role_id, form_id, field, field_right) values (?, ?, ?, ?, ?)",
        )
        .bind(tx.tenant())
        .bind(role)
        .bind(form)
        .bind(field)
        .bind(word(right)?);
        tx.execute(sql).await?;
    }
    Ok(())
}
