//! Template packs: a form, a flow and its messages for one kind of business, or what a kind of project comes with,
//! as text.
//!
//! Bytes in, definitions out. A pack cannot know a tenant's ids, so it names roles, posts and forms by key
//! (`@role/finance-director`); the installer says which id each of them is.

mod manifest;
mod pack;
mod project;
mod project_check;
mod project_pack;

pub use manifest::{Manifest, PackRole};
pub use pack::{Pack, PackError, Resolved, SymbolicRef};
pub use project::{
    PROJECT_FORMAT, ProjectTemplate, TemplateItem, TemplatePlace, TemplateRelation, TemplateType,
    TemplateView,
};
pub use project_check::{
    TEMPLATE_DAYS_MAX, TEMPLATE_ITEMS_MAX, TEMPLATE_PLACES_MAX, TEMPLATE_RELATIONS_MAX,
    check_project_template,
};
pub use project_pack::ProjectPack;
