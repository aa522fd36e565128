//! What the members of a project may do in it.

use serde::{Deserialize, Serialize};

/// The role of one person in one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ProjectRole {
    /// Sees everything, says something, changes nothing.
    Viewer,
    /// Works on the items.
    Member,
    /// Works on the items and arranges the project: members, types, board, settings.
    Admin,
}

/// Something that is done in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Look at the project and its items.
    See,
    /// Comment, react, watch.
    Comment,
    /// Create, change, move, copy, link and delete items.
    Work,
    /// Change the project itself, its members, types and board.
    Arrange,
}

impl ProjectRole {
    /// Whether the role allows it.
    #[must_use]
    pub const fn may(self, deed: Deed) -> bool {
        match deed {
            Deed::See | Deed::Comment => true,
            Deed::Work => matches!(self, Self::Member | Self::Admin),
            Deed::Arrange => matches!(self, Self::Admin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_may_everything_that_a_lower_one_may() {
        let (roles, deeds) = (
            [ProjectRole::Viewer, ProjectRole::Member, ProjectRole::Admin],
            [Deed::See, Deed::Comment, Deed::Work, Deed::Arrange],
        );
        for pair in roles.windows(2) {
            assert!(pair[0] < pair[1]);
            for deed in deeds {
                assert!(pair[1].may(deed) || !pair[0].may(deed), "{pair:?} {deed:?}");
            }
        }
        assert!(!ProjectRole::Viewer.may(Deed::Work) && !ProjectRole::Member.may(Deed::Arrange));
    }
}
