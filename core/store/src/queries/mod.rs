//! Queries by area. Each is a free function over a [`crate::Tx`]; none exists without a tenant, save those
//! over [`crate::SystemTx`] and [`crate::SystemRead`] that sign-in, job claims and upkeep need.

pub mod accounts;
pub mod background_tasks;
pub mod change_log;
pub mod comments;
pub mod copies;
pub mod definitions;
pub mod drafts;
pub mod events;
pub mod feedback;
pub mod field_rules;
pub mod file_versions;
pub mod files;
pub mod flows;
pub mod form_links;
pub mod forms;
pub mod health;
pub mod idempotency;
pub mod imports;
pub mod incidents;
pub mod instances;
pub mod invitations;
pub mod jobs;
pub mod mail_times;
pub mod my_work;
pub mod notifications;
pub mod org_people;
pub mod org_write;
pub mod organisation;
pub mod people;
pub mod platform;
pub mod platform_factor;
pub mod profile;
pub mod project_templates;
pub mod projects;
pub mod record_file;
pub mod record_keys;
pub mod record_list;
pub mod records;
pub mod recycle;
pub mod roles;
pub mod roles_write;
pub mod saved_views;
pub mod seals;
pub mod search;
pub mod search_fill;
pub mod search_find;
pub mod second_factor;
pub mod sessions;
pub mod tasks;
pub mod tenants;
pub mod throttle;
pub mod tokens;
pub mod work_calendar;
pub mod work_comments;
pub mod work_items;
pub mod work_links;
pub mod work_types;

mod record_parts;
mod record_sql;
#[cfg(test)]
mod record_tests;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod work_tests;
