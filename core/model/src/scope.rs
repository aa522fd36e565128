//! Data scopes: what a role grants over records, and which records that means for one person.
//!
//! Plain data that a query turns into SQL; who decides is not its business.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{DepartmentId, UserId};

/// Over which records a role grants a permission.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum DataScope {
    /// Those that the person created.
    Own {},
    /// Those of the departments that the person belongs to.
    Department {},
    /// Those of the departments that the person belongs to, and of all below them.
    DepartmentAndBelow {},
    /// Those of chosen departments.
    Departments {
        /// The departments, without those below them.
        departments: Vec<DepartmentId>,
    },
    /// All of them.
    All {},
}

/// The text is no data scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `own`, `department`, `departmentAndBelow`, `departments:…` or `all`")]
pub struct DataScopeError;

/// One word, as a policy line holds it; chosen departments follow a colon, parted by commas.
impl fmt::Display for DataScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own {} => f.write_str("own"),
            Self::Department {} => f.write_str("department"),
            Self::DepartmentAndBelow {} => f.write_str("departmentAndBelow"),
            Self::All {} => f.write_str("all"),
            Self::Departments { departments } => {
                f.write_str("departments:")?;
                for (i, department) in departments.iter().enumerate() {
                    write!(f, "{}{department}", if i == 0 { "" } else { "," })?;
                }
                Ok(())
            }
        }
    }
}

impl FromStr for DataScope {
    type Err = DataScopeError;
    fn from_str(s: &str) -> Result<Self, DataScopeError> {
        Ok(match s {
            "own" => Self::Own {},
            "department" => Self::Department {},
            "departmentAndBelow" => Self::DepartmentAndBelow {},
            "all" => Self::All {},
            _ => {
                let list = s.strip_prefix("departments:").ok_or(DataScopeError)?;
                let ids =
                    list.split(',').filter(|id| !id.is_empty()).map(str::parse).collect::<Result<_, _>>();
                Self::Departments { departments: ids.map_err(|_| DataScopeError)? }
            }
        })
    }
}

/// Which records may be seen or touched. Departments are expanded already: a query needs no tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordScope {
    /// None: no query is run at all.
    Nothing,
    /// Those that some part covers. Never empty; departments sorted, without repeats.
    Any {
        /// Records that this person created.
        own: Option<UserId>,
        /// Records of these departments.
        departments: Vec<DepartmentId>,
    },
    /// Every record of the tenant's form.
    All,
}

impl RecordScope {
    /// The scope of own records and those of some departments; nothing when neither is given.
    #[must_use]
    pub fn any(own: Option<UserId>, mut departments: Vec<DepartmentId>) -> Self {
        departments.sort_unstable();
        departments.dedup();
        if own.is_none() && departments.is_empty() { Self::Nothing } else { Self::Any { own, departments } }
    }

    /// Whether a record that `creator` made for `department` lies within.
    #[must_use]
    pub fn covers(&self, creator: UserId, department: Option<DepartmentId>) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Any { own, departments } => {
                *own == Some(creator) || department.is_some_and(|d| departments.binary_search(&d).is_ok())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }

    fn department(n: u128) -> DepartmentId {
        DepartmentId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn a_data_scope_reads_back_from_its_policy_word() {
        for scope in [
            DataScope::Own {},
            DataScope::Department {},
            DataScope::DepartmentAndBelow {},
            DataScope::Departments { departments: vec![] },
            DataScope::Departments { departments: vec![department(1), department(2)] },
            DataScope::All {},
        ] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for bad in ["", "everything", "departments", "departments:usr_1"] {
            assert_eq!(bad.parse::<DataScope>(), Err(DataScopeError), "{bad}");
        }
    }

    #[test]
    fn a_scope_of_no_parts_is_nothing() {
        assert_eq!(RecordScope::any(None, vec![]), RecordScope::Nothing);
        assert!(!RecordScope::Nothing.covers(user(1), Some(department(1))));
    }

    #[test]
    fn a_record_is_covered_by_its_creator_or_its_department() {
        let scope = RecordScope::any(Some(user(1)), vec![department(3), department(2), department(3)]);
        assert!(scope.covers(user(1), None));
        assert!(scope.covers(user(9), Some(department(2))));
        assert!(!scope.covers(user(9), Some(department(4))));
        assert!(!scope.covers(user(9), None));
        assert!(RecordScope::All.covers(user(9), None));
    }
}
