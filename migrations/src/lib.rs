//! The schema's history on both databases, expand then contract.
//!
//! A migration that has left the house is never edited; the next one mends it. Most are SQL text, written
//! once for both databases (see `dialect`). No entities, no queries: rows are `weir-store`'s business.

pub mod catalogue;
mod dialect;
mod records;
mod second_lock;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Every migration, oldest first.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        history().into_iter().map(|m| Box::new(m) as Box<dyn MigrationTrait>).collect()
    }
}

/// Tables that belong to no tenant and that only the server's own role touches.
pub const SYSTEM_TABLES: &[&str] =
    &["login_throttle", "platform_admin", "platform_event", "platform_session"];

/// Tables that follow from others and are filled anew: no backup holds them. On SQLite more of the second name
/// stand behind it.
pub const DERIVED_TABLES: &[&str] = &["search_entry", "search_part", "search_fill"];

/// What one migration says to one database.
enum Text {
    /// One text, rendered for either.
    Both(String),
    /// A text for each; an empty one has nothing to do.
    Each { sqlite: &'static str, postgres: &'static str },
}

struct SqlMigration {
    name: &'static str,
    text: Text,
    locks: &'static [second_lock::Lock],
}

impl MigrationName for SqlMigration {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for SqlMigration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let sql = match (&self.text, backend) {
            (Text::Both(text), _) => dialect::render(text, backend),
            (Text::Each { sqlite, .. }, DbBackend::Sqlite) => (*sqlite).to_owned(),
            (Text::Each { postgres, .. }, _) => (*postgres).to_owned(),
        };
        let db = manager.get_connection();
        if !sql.is_empty() {
            db.execute_unprepared(&sql).await?;
        }
        if backend == DbBackend::Postgres {
            for lock in self.locks {
                db.execute_unprepared(&lock.sql()).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

macro_rules! text {
    ($file:literal) => {
        Text::Both(include_str!(concat!("sql/", $file, ".sql")).to_owned())
    };
}

fn history() -> Vec<SqlMigration> {
    use second_lock::{
        ACCESS, CHANGE_LOG, CHANGE_SEALS, COMPANY, EXCHANGE, FEEDBACK, FILE_VERSIONS, FLOWS, FORM_LINKS,
        FORMS, IDENTITY, INVITATIONS, MAIL_TIMES, ORGANISATION, PLATFORM, PROJECT_TEMPLATES, PROJECTS,
        RECORDS, SAVED_VIEWS, SEARCH, SECOND_FACTOR, WORK,
    };
    let sql = |name, text, locks| SqlMigration { name, text, locks };
    vec![
        sql(
            "m20261121_000001_roles",
            Text::Each { sqlite: "", postgres: include_str!("sql/m20261121_000001_roles.postgres.sql") },
            &[],
        ),
        sql("m20261121_000002_identity", text!("m20261121_000002_identity"), IDENTITY),
        sql("m20261121_000003_organisation", text!("m20261121_000003_organisation"), ORGANISATION),
        sql("m20261121_000004_forms", text!("m20261121_000004_forms"), FORMS),
        sql("m20261121_000005_access", text!("m20261121_000005_access"), ACCESS),
        sql("m20261121_000006_records", Text::Both(records::sql()), RECORDS),
        sql("m20261121_000007_flows", text!("m20261121_000007_flows"), FLOWS),
        sql("m20261121_000008_work", text!("m20261121_000008_work"), WORK),
        sql(
            "m20261121_000009_change_log",
            Text::Each {
                sqlite: include_str!("sql/m20261121_000009_change_log.sqlite.sql"),
                postgres: include_str!("sql/m20261121_000009_change_log.postgres.sql"),
            },
            CHANGE_LOG,
        ),
        sql("m20261121_000010_repeatable", text!("m20261121_000010_repeatable"), &[]),
        sql("m20261121_000011_projects", text!("m20261121_000011_projects"), PROJECTS),
        sql(
            "m20261121_000012_project_rights",
            Text::Each {
                sqlite: include_str!("sql/m20261121_000012_project_rights.sqlite.sql"),
                postgres: include_str!("sql/m20261121_000012_project_rights.postgres.sql"),
            },
            &[],
        ),
        sql("m20261121_000020_views", text!("m20261121_000020_views"), &[]),
        sql(
            "m20261121_000021_change_seals",
            Text::Each {
                sqlite: include_str!("sql/m20261121_000021_change_seals.sqlite.sql"),
                postgres: include_str!("sql/m20261121_000021_change_seals.postgres.sql"),
            },
            CHANGE_SEALS,
        ),
        sql("m20261121_000022_second_factor", text!("m20261121_000022_second_factor"), SECOND_FACTOR),
        sql("m20261121_000023_invitations", text!("m20261121_000023_invitations"), INVITATIONS),
        sql(
            "m20261121_000024_view_rights",
            Text::Each {
                sqlite: include_str!("sql/m20261121_000024_view_rights.sqlite.sql"),
                postgres: include_str!("sql/m20261121_000024_view_rights.postgres.sql"),
            },
            &[],
        ),
        sql("m20261121_000030_exchange", text!("m20261121_000030_exchange"), EXCHANGE),
        sql(
            "m20261121_000031_exchange_rights",
            Text::Each {
                sqlite: include_str!("sql/m20261121_000031_exchange_rights.sqlite.sql"),
                postgres: include_str!("sql/m20261121_000031_exchange_rights.postgres.sql"),
            },
            &[],
        ),
        sql("m20261122_000040_saved_views", text!("m20261122_000040_saved_views"), SAVED_VIEWS),
        sql(
            "m20261122_000050_search",
            Text::Each {
                sqlite: include_str!("sql/m20261122_000050_search.sqlite.sql"),
                postgres: include_str!("sql/m20261122_000050_search.postgres.sql"),
            },
            SEARCH,
        ),
        sql("m20261122_000060_form_links", text!("m20261122_000060_form_links"), FORM_LINKS),
        sql("m20261122_000070_mail_times", text!("m20261122_000070_mail_times"), MAIL_TIMES),
        sql("m20261122_000080_platform", text!("m20261122_000080_platform"), PLATFORM),
        sql(
            "m20261122_000085_creator_statistics",
            Text::Each {
                sqlite: "",
                postgres: include_str!("sql/m20261122_000085_creator_statistics.postgres.sql"),
            },
            &[],
        ),
        sql("m20261122_000090_company", text!("m20261122_000090_company"), COMPANY),
        sql("m20261122_000091_feedback", text!("m20261122_000091_feedback"), FEEDBACK),
        sql(
            "m20261122_000100_project_templates",
            text!("m20261122_000100_project_templates"),
            PROJECT_TEMPLATES,
        ),
        sql("m20261122_000110_file_versions", text!("m20261122_000110_file_versions"), FILE_VERSIONS),
        sql("m20261122_000130_platform_factor", text!("m20261122_000130_platform_factor"), &[]),
        sql("m20261122_000140_refused_text", text!("m20261122_000140_refused_text"), &[]),
    ]
}

/// A number that changes with any migration's text, so that a prepared database can be told from a stale one.
#[must_use]
pub fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for migration in history() {
        migration.name.hash(&mut hasher);
        match &migration.text {
            Text::Both(text) => text.hash(&mut hasher),
            Text::Each { sqlite, postgres } => (sqlite, postgres).hash(&mut hasher),
        }
        for lock in migration.locks {
            lock.sql().hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_rise_and_never_repeat() {
        let names: Vec<_> = history().iter().map(|m| m.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
    }

    #[test]
    fn every_created_table_has_a_lock_in_its_own_migration() {
        for migration in history() {
            let text = match &migration.text {
                Text::Both(text) => text.as_str(),
                Text::Each { postgres, .. } => postgres,
            };
            let tables = text.lines().filter_map(|l| l.strip_prefix("create table "));
            for table in tables.filter_map(|rest| rest.split_whitespace().next()) {
                assert!(migration.locks.iter().any(|l| l.table() == table), "{table} has no lock");
            }
        }
    }
}
