//! PostgreSQL's row-level security as the second lock: without a tenant set, no rows.
//!
//! `weir_app` sees the rows of the tenant that its transaction set. `weir_system` sees across tenants, but
//! only the tables that sign-in, job claims and upkeep need.

/// How one table is locked.
pub enum Lock {
    /// Rows of a tenant, told by `tenant_id`.
    Tenant(&'static str),
    /// Like `Tenant`, and history: added to, never changed or removed.
    History(&'static str),
    /// Like `Tenant`, and `weir_system` may do what is named over all tenants.
    Shared(&'static str, &'static str),
    /// A table that is no plain tenant table, with statements of its own.
    Own(&'static str, &'static str),
}

use Lock::{History, Own, Shared, Tenant};

impl Lock {
    /// The table.
    #[cfg(test)]
    pub const fn table(&self) -> &'static str {
        match self {
            Tenant(t) | History(t) | Shared(t, _) | Own(t, _) => t,
        }
    }

    /// The statements.
    pub fn sql(&self) -> String {
        const ALL: &str = "select, insert, update, delete";
        match self {
            Tenant(t) => tenant(t, ALL),
            History(t) => tenant(t, "select, insert"),
            Shared(t, rights) => format!(
                "{}grant {rights} on {t} to weir_system;\n\
                 create policy system on {t} to weir_system using (true) with check (true);\n",
                tenant(t, ALL)
            ),
            Own(t, sql) => format!("{}{sql}", enable(t)),
        }
    }
}

fn enable(table: &str) -> String {
    format!("alter table {table} enable row level security;\nalter table {table} force row level security;\n")
}

fn tenant(table: &str, rights: &str) -> String {
    // The setting is empty, not missing, once a transaction on the same connection has set and left it.
    format!(
        "{}grant {rights} on {table} to weir_app;\n\
         create policy tenant on {table} to weir_app\n\
         using (tenant_id = (select nullif(current_setting('weir.tenant', true), '')::uuid))\n\
         with check (tenant_id = (select nullif(current_setting('weir.tenant', true), '')::uuid));\n",
        enable(table)
    )
}

pub const IDENTITY: &[Lock] = &[
    Own(
        "tenant",
        "grant select, update on tenant to weir_app;
         create policy tenant on tenant to weir_app
             using (id = nullif(current_setting('weir.tenant', true), '')::uuid);
         grant select, insert, update on tenant to weir_system;
         create policy system on tenant to weir_system using (true) with check (true);",
    ),
    Shared("app_user", "select"),
    // A tenant reaches the accounts of its own people only; a new account is nobody's until its person is stored.
    Own(
        "account",
        "grant select, insert, update on account to weir_app;
         create policy tenant on account to weir_app
             using (exists (select from app_user u where u.account_id = account.id));
         create policy tenant_new on account for insert to weir_app
             with check (nullif(current_setting('weir.tenant', true), '') is not null);
         grant select, insert, update on account to weir_system;
         create policy system on account to weir_system using (true) with check (true);",
    ),
    Shared("session", "select, insert, update, delete"),
    Shared("api_token", "select, update"),
    Own(
        "login_throttle",
        "grant select, insert, update, delete on login_throttle to weir_system;
         create policy system on login_throttle to weir_system using (true) with check (true);",
    ),
    Shared("idempotency", "select, delete"),
];

pub const ORGANISATION: &[Lock] = &[Tenant("department"), Tenant("post"), Tenant("membership")];

pub const FORMS: &[Lock] = &[Tenant("form"), Tenant("form_draft"), Tenant("form_version")];

pub const ACCESS: &[Lock] =
    &[Tenant("role"), Tenant("role_permission"), Tenant("role_assignment"), Tenant("field_rule")];

pub const RECORDS: &[Lock] = &[Tenant("record"), Tenant("record_unique"), Tenant("serial_counter")];

pub const FLOWS: &[Lock] = &[
    Tenant("flow"),
    Tenant("flow_draft"),
    Tenant("flow_version"),
    Tenant("instance"),
    History("instance_event"),
    Tenant("task"),
    Tenant("copy"),
    History("command_log"),
    Tenant("comment"),
    Tenant("draft"),
];

pub const PLATFORM: &[Lock] = &[
    Own(
        "platform_admin",
        "grant select, insert, update on platform_admin to weir_system;
         create policy system on platform_admin to weir_system using (true) with check (true);",
    ),
    Own(
        "platform_session",
        "grant select, insert, update, delete on platform_session to weir_system;
         create policy system on platform_session to weir_system using (true) with check (true);",
    ),
    Own(
        "platform_event",
        "grant select, insert on platform_event to weir_system;
         create policy system on platform_event to weir_system using (true) with check (true);",
    ),
];

pub const WORK: &[Lock] = &[
    Tenant("file"),
    Shared("job", "select, update"),
    Tenant("incident"),
    Tenant("notification"),
    Tenant("notification_pref"),
];

pub const CHANGE_LOG: &[Lock] = &[
    History("change_log"),
    // The numbers are shared; a gap tells a tenant nothing but that others exist.
    Own("change_log", "grant usage on sequence change_log_seq to weir_app;"),
];

pub const PROJECTS: &[Lock] = &[
    Tenant("project"),
    Tenant("project_member"),
    Tenant("work_type"),
    Tenant("work_item"),
    Tenant("work_relation"),
    Tenant("work_watcher"),
    Tenant("work_comment"),
    Tenant("comment_reaction"),
];
pub const CHANGE_SEALS: &[Lock] = &[History("change_seal")];

pub const SECOND_FACTOR: &[Lock] = &[Tenant("second_factor"), Tenant("recovery_code")];
pub const EXCHANGE: &[Lock] =
    &[Tenant("background_task"), Tenant("import_run"), Tenant("import_issue"), Tenant("import_row")];

pub const INVITATIONS: &[Lock] = &[Shared("invitation", "select")];

pub const SAVED_VIEWS: &[Lock] = &[Tenant("saved_view")];

pub const FORM_LINKS: &[Lock] = &[Shared("form_link", "select"), Tenant("form_link_record")];

pub const FILE_VERSIONS: &[Lock] = &[Tenant("file_version")];
pub const PROJECT_TEMPLATES: &[Lock] = &[Tenant("project_template")];

pub const MAIL_TIMES: &[Lock] = &[Tenant("mail_habit"), Tenant("waiting_mail")];

pub const SEARCH: &[Lock] = &[Shared("search_entry", "select"), Tenant("search_fill")];

pub const COMPANY: &[Lock] = &[Tenant("work_calendar"), Tenant("special_day")];

pub const FEEDBACK: &[Lock] = &[Tenant("feedback"), Tenant("feedback_reply")];
