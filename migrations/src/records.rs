//! Writes out the record table's slot columns and their indexes.
//!
//! Two indexes per slot, each holding only the rows that use the slot: one for those who may see the whole
//! form, one led by the department for those who may see some. A filter or a sort on a slot then costs a
//! member as little as the administrator, and a form pays only for the slots that it uses.

use std::fmt::Write;

/// Slots of each type in the first schema. `weir-store` has the same number; a later migration may add some.
const SLOTS: u32 = 12;

pub fn sql() -> String {
    let (mut columns, mut indexes) = (String::new(), String::new());
    for (letter, kind) in [('n', "bigint"), ('t', "text")] {
        for number in 1..=SLOTS {
            let slot = format!("{letter}{number}");
            // Writing to a String cannot fail.
            let _ = writeln!(columns, "    {slot} {kind},");
            let _ = writeln!(
                indexes,
                "create index ix_record_{slot} on record (tenant_id, form_id, {slot}, id) where {slot} is not null;\n\
                 create index ix_record_d{slot} on record (tenant_id, form_id, department_id, {slot}, id) \
                 where {slot} is not null;"
            );
        }
    }
    include_str!("sql/m20261121_000006_records.sql")
        .replace("{slots}\n", &columns)
        .replace("{slot_indexes}\n", &indexes)
}
