//! What extends Weir, as files: plugins and packs for the marketplace, and the templates that ship with the product.
//!
//! Bytes in, definitions out: no IO, no clock, no randomness; keys and times are given. A package is opened
//! ([`Package::open`]), which judges all that is in it, and admitted ([`trust::admit`]), which judges who it is from and
//! what it replaces. What a plugin may do more than before, [`diff`](diff::diff) tells.
//!
//! A template cannot know a tenant's ids, so it names roles, posts and forms by key (`@role/finance-director`); the
//! installer says which id each of them is.

pub mod archive;
pub mod component;
pub mod diff;
mod document;
mod finding;
mod id;
mod manifest;
mod pack;
mod pack_manifest;
mod package;
pub mod plugin;
mod project;
mod project_check;
mod project_pack;
mod schema;
pub mod signature;
pub mod trust;
pub mod versions;

pub use document::{JSON_DEPTH_MAX, LIST_MAX, MANIFEST_MAX_BYTES};
pub use finding::{FINDINGS_MAX, Finding, Findings, Place};
pub use id::{IdError, PackageId, Publisher};
pub use manifest::{Manifest, PackRole};
pub use pack::{Pack, PackError, Resolved, SymbolicRef};
pub use pack_manifest::{PACK_MANIFEST, PARTS_MAX, PackManifest, Part, PartKind, SOURCE_MAX_BYTES};
pub use package::{Content, Package, PackageError};
pub use project::{
    PROJECT_FORMAT, ProjectTemplate, TemplateItem, TemplatePlace, TemplateRelation, TemplateType,
    TemplateView,
};
pub use project_check::{
    TEMPLATE_DAYS_MAX, TEMPLATE_ITEMS_MAX, TEMPLATE_PLACES_MAX, TEMPLATE_RELATIONS_MAX,
    check_project_template,
};
pub use project_pack::ProjectPack;
pub use schema::{
    ENUM_MAX, EXPLANATION_MAX_CHARS, PROPERTY_MAX_CHARS, SCHEMA_DEPTH_MAX, SCHEMA_MAX_BYTES,
    SCHEMA_NODES_MAX, SchemaUse, TITLE_MAX_CHARS, check_schema, check_value,
};
