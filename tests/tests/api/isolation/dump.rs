//! Everything that the database holds of a company, to see that nothing changed.

use std::collections::BTreeMap;

use weir_model::id::TenantId;
use weir_store::Store;
use weir_store::portable::{Cell, catalogue};

/// What using a session or a token writes by itself.
const USE: [(&str, &str); 3] =
    [("session", "last_seen_at"), ("session", "expires_at"), ("api_token", "last_used_at")];

/// Rows by table.
pub type Dump = BTreeMap<String, Vec<Vec<Cell>>>;

/// Every row of the company, and every account.
pub async fn of(store: &Store, tenant: TenantId) -> Dump {
    let snapshot = store.snapshot().await.unwrap();
    let mut dump = Dump::new();
    for table in catalogue::tables() {
        let of = table.is_of_tenants().then_some(tenant);
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        loop {
            let page = snapshot.page(&table, of, rows.last().map(Vec::as_slice)).await.unwrap();
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        for (n, column) in table.columns.iter().enumerate() {
            if USE.contains(&(table.name.as_str(), column.name.as_str())) {
                rows.iter_mut().for_each(|row| row[n] = Cell::Null);
            }
        }
        if table.name == "tenant" {
            rows.retain(|row| row.contains(&Cell::Uuid(tenant.uuid())));
        }
        if table.name == "change_log" {
            // That somebody was refused is written down.
            rows.retain(|row| !row.contains(&Cell::Text("denied".to_owned())));
        }
        dump.insert(table.name, rows);
    }
    dump
}

/// The tables that differ.
pub fn changed(before: &Dump, after: &Dump) -> Vec<String> {
    before.iter().filter(|(table, rows)| after.get(*table) != Some(rows)).map(|(t, _)| t.clone()).collect()
}
