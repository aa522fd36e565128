//! Filter trees: which rows of a list. The same JSON in the API and in saved views.
//!
//! `typed` holds what such a tree becomes once a form has given its fields types and slots: the one thing that
//! the store turns into SQL, without knowing forms.

mod typed;

pub use typed::{SlotRef, SlotSource, SlotValues, Test, TypedFilter, TypedSort, list_item, normalise_text};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A filter tree, `{"and":[{"field":"amount","op":"gt","value":"500000"}]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
#[serde(untagged)]
pub enum Filter {
    /// Every part holds.
    And {
        /// The parts.
        and: Vec<Filter>,
    },
    /// Some part holds.
    Or {
        /// The parts.
        or: Vec<Filter>,
    },
    /// The part does not hold.
    Not {
        /// The part.
        not: Box<Filter>,
    },
    /// One comparison.
    Leaf(FilterLeaf),
}

/// One comparison of a field with a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FilterLeaf {
    /// A field key, or a system column such as `$createdAt`, `$createdBy`, `$department`, `$status`, `$title`.
    pub field: String,
    /// How it is compared.
    pub op: FilterOp,
    /// The value in the field's own JSON form; a list for `in` and `between`; left out for `empty`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub value: Json,
}

/// The operators, the same everywhere; a field type says which of them it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum FilterOp {
    /// Equal.
    Eq,
    /// Not equal; rows without a value included.
    Ne,
    /// Less than.
    Lt,
    /// At most.
    Le,
    /// Greater than.
    Gt,
    /// At least.
    Ge,
    /// Between two values, both included.
    Between,
    /// One of the list.
    In,
    /// None of the list; rows without a value included.
    NotIn,
    /// Contains the text or the option.
    Contains,
    /// Has no value.
    Empty,
    /// Has a value.
    NotEmpty,
}

/// One sort key. In a query string: `amount` ascending, `-amount` descending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SortKey {
    /// A field key or a system column.
    pub field: String,
    /// Greatest first.
    pub descending: bool,
}
