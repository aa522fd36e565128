//! Why somebody may: the roles and grants behind a decision, in names that an administrator knows.

use jiff::Timestamp;
use serde::Serialize;
use weir_model::DataScope;
use weir_model::id::{FormId, RoleId, UserId};
use weir_model::permission::Permission;

use crate::decide::Object;
use crate::snapshot::Snapshot;

/// What a decision rests on. Empty grounds mean no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Whether it is allowed.
    pub allowed: bool,
    /// Every grant that allows it.
    pub grounds: Vec<Ground>,
    /// The roles that the person holds now, whether or not they grant it.
    pub roles: Vec<String>,
}

/// One grant of one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Ground {
    /// The role.
    pub role: RoleId,
    /// What people call it.
    pub role_name: String,
    /// The form that the grant names; none for a grant over every form.
    pub form: Option<FormId>,
    /// Over which records.
    pub scope: DataScope,
    /// When the person's holding of the role ends.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub expires_at: Option<Timestamp>,
}

impl Snapshot {
    /// Explains what `decide` says to the same question.
    #[must_use]
    pub fn explain(
        &self,
        user: UserId,
        permission: Permission,
        object: Object,
        now: Timestamp,
    ) -> Explanation {
        let mut grounds = Vec::new();
        let mut roles = Vec::new();
        for (role, holding) in self.held(user, now) {
            roles.push(role.name.clone());
            grounds.extend(role.scopes(permission, object.form).map(|(form, scope)| Ground {
                role: role.id,
                role_name: role.name.clone(),
                form,
                scope: scope.clone(),
                expires_at: holding.until,
            }));
        }
        Explanation { allowed: !grounds.is_empty(), grounds, roles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessRows;
    use crate::fixture::*;

    #[tokio::test]
    async fn an_explanation_names_every_grant_and_agrees_with_the_decision() {
        let s = AccessRows::empty()
            .role(1)
            .role(2)
            .role(3)
            .grant(1, Permission::RecordsRead, None, DataScope::Own {})
            .grant(2, Permission::RecordsRead, Some(4), DataScope::All {})
            .assign(7, 1, Some(at(50)))
            .assign(7, 2, None)
            .assign(7, 3, None)
            .snapshot()
            .await;
        let on_form = Object::form(form(4));
        let why = s.explain(user(7), Permission::RecordsRead, on_form, at(10));
        assert_eq!(why.roles, ["role 1", "role 2", "role 3"]);
        let named: Vec<_> = why.grounds.iter().map(|g| (g.role, g.form, g.expires_at)).collect();
        assert_eq!(named, [(role(1), None, Some(at(50))), (role(2), Some(form(4)), None)]);

        let later = s.explain(user(7), Permission::RecordsRead, Object::TENANT, at(50));
        assert_eq!((later.allowed, later.grounds), (false, vec![]));
        assert!(s.decide(user(7), Permission::RecordsRead, Object::TENANT, at(50)).is_err());
    }
}
