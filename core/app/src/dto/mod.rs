//! What the API speaks: one file per area, names and fields as clients know them.
//!
//! Bodies that come in carry `deny_unknown_fields`; shapes that go out may grow. No behaviour lives here.

pub mod access;
pub mod approvals;
pub mod background;
pub mod comments;
pub mod common;
pub mod company;
pub mod definition;
pub mod exchange;
pub mod feedback;
pub mod files;
pub mod flows;
pub mod forms;
pub mod hand_over;
pub mod inbox;
pub mod links;
pub mod my_work;
pub mod operations;
pub mod organisation;
pub mod platform;
pub mod project_templates;
pub mod projects;
pub mod records;
pub mod scripts;
pub mod search;
pub mod session;
pub mod views;
pub mod work;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

/// Schemas that stand inside recursive ones, where the generator does not follow them by itself.
#[must_use]
pub fn nested_schemas() -> Vec<(String, RefOr<Schema>)> {
    fn one<T: ToSchema + PartialSchema>() -> (String, RefOr<Schema>) {
        (T::name().into_owned(), T::schema())
    }
    use weir_forms::schema::{FormulaResult, SelectOption, SerialReset};
    use weir_model::expr::{Compare, ContextName, Function, Literal, Math};
    use weir_model::filter::{Filter, FilterLeaf, FilterOp};
    vec![
        one::<Literal>(),
        one::<ContextName>(),
        one::<Compare>(),
        one::<Math>(),
        one::<Function>(),
        one::<Filter>(),
        one::<FilterLeaf>(),
        one::<FilterOp>(),
        one::<SelectOption>(),
        one::<SerialReset>(),
        one::<FormulaResult>(),
        one::<crate::approvals::InstanceScope>(),
        one::<crate::approvals::TaskListState>(),
        one::<crate::operations::ChangeChannel>(),
    ]
}
