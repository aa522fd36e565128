//! The board: its columns out of several types' statuses, and how many items each may hold.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use weir_model::Key;

use crate::workflow::{Status, WorkType};

/// What a project's admins set about its board.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BoardSettings {
    /// How many items a status may hold, by its key; a status without an entry holds any number.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u32>))]
    pub wip: IndexMap<Key, u32>,
}

/// The statuses of several types as columns: one for each key, a type's own order kept, named by the first type
/// that has it.
#[must_use]
pub fn merged_statuses<'a>(types: impl IntoIterator<Item = &'a WorkType>) -> Vec<&'a Status> {
    let mut columns: Vec<&Status> = Vec::new();
    for kind in types {
        let mut at = 0;
        for status in &kind.workflow.statuses {
            match columns.iter().position(|known| known.key == status.key) {
                Some(known) => at = known + 1,
                None => {
                    // Behind the status that it follows in its own type.
                    columns.insert(at, status);
                    at += 1;
                }
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_types;

    #[test]
    fn statuses_of_several_types_become_one_row_of_columns() {
        let types = default_types();
        let columns = merged_statuses(types.iter().map(|(_, kind)| kind));
        let keys: Vec<_> = columns.iter().map(|s| s.key.as_str()).collect();
        let mut distinct = keys.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), keys.len(), "each once");
        for (_, kind) in &types {
            let place = |key: &Key| keys.iter().position(|k| *k == key.as_str()).unwrap();
            let own: Vec<_> = kind.workflow.statuses.iter().map(|s| place(&s.key)).collect();
            assert!(own.is_sorted(), "{own:?} of {keys:?}");
        }
    }
}
