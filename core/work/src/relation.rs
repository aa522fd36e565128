//! How two work items stand to each other besides the hierarchy.

use serde::{Deserialize, Serialize};

/// A relation, read from its first item to its second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum RelationKind {
    /// The first must be done before the second can go on.
    Blocks,
    /// They have to do with each other.
    Relates,
    /// The first says the same as the second.
    Duplicates,
}

impl RelationKind {
    /// Whether it reads the same in both directions.
    #[must_use]
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::Relates)
    }
}
