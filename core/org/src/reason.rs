//! Why somebody was found: recorded with the to-do, so that history can say it (R1).

use serde::{Deserialize, Serialize};
use weir_model::id::{DepartmentId, PostId, RoleId, UserId};

/// Somebody who acts, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// The person.
    pub user: UserId,
    /// Why them.
    pub reason: Reason,
}

/// Why a person was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// They head the department.
    DepartmentHead {
        /// The department they head.
        department: DepartmentId,
        /// The departments asked before it, lowest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed_over: Vec<PassedOver>,
    },
    /// They are the superior of that level.
    Superior {
        /// 1 for the direct superior.
        level: u8,
        /// The department they head.
        department: DepartmentId,
        /// The departments asked before it, lowest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passed_over: Vec<PassedOver>,
    },
    /// They hold the role.
    Role {
        /// The role.
        role: RoleId,
    },
    /// They hold the post.
    Post {
        /// The post.
        post: PostId,
        /// Where they hold it.
        department: DepartmentId,
    },
}

/// A department whose head could not act, so that the one above was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PassedOver {
    /// The department.
    pub department: DepartmentId,
    /// Why its head could not act.
    pub why: Vacancy,
}

/// Why a head could not act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Vacancy {
    /// Nobody heads the department.
    NoHead,
    /// Who heads it is disabled.
    HeadDisabled,
    /// The person asked about heads it themselves.
    OwnHead,
}
