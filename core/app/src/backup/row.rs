//! A row as a line of JSON: an array of ids and texts as strings, numbers, truth values, nulls.

use serde_json::Value as Json;
use uuid::Uuid;
use weir_store::portable::Cell;
use weir_store::portable::catalogue::{Column, Kind};

use super::{BackupError, Result};

/// The line, with its end.
pub fn write(row: &[Cell]) -> Result<String> {
    let values: Vec<Json> = row
        .iter()
        .map(|cell| match cell {
            Cell::Null => Json::Null,
            Cell::Uuid(id) => Json::String(id.to_string()),
            Cell::Integer(n) => (*n).into(),
            Cell::Flag(flag) => (*flag).into(),
            Cell::Text(text) => Json::String(text.clone()),
        })
        .collect();
    let mut line = serde_json::to_string(&values).map_err(|e| BackupError::damaged(e.to_string()))?;
    line.push('\n');
    Ok(line)
}

/// The row in a line.
pub fn read(line: &str, columns: &[Column]) -> Result<Vec<Cell>> {
    let values: Vec<Json> = serde_json::from_str(line).map_err(|e| BackupError::damaged(e.to_string()))?;
    if values.len() != columns.len() {
        return Err(BackupError::damaged(format!("{} values for {} columns", values.len(), columns.len())));
    }
    values.into_iter().zip(columns).map(|(value, column)| cell(value, column)).collect()
}

fn cell(value: Json, column: &Column) -> Result<Cell> {
    let cell = match (column.kind, value) {
        (_, Json::Null) => Some(Cell::Null),
        (Kind::Uuid, Json::String(text)) => Uuid::try_parse(&text).ok().map(Cell::Uuid),
        (Kind::Integer, Json::Number(n)) => n.as_i64().map(Cell::Integer),
        (Kind::Boolean, Json::Bool(flag)) => Some(Cell::Flag(flag)),
        (Kind::Text, Json::String(text)) => Some(Cell::Text(text)),
        _ => None,
    };
    cell.ok_or_else(|| BackupError::damaged(format!("the column {} holds something else", column.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_back_from_its_line_and_another_type_is_refused() {
        let columns = [
            ("id", Kind::Uuid),
            ("n", Kind::Integer),
            ("flag", Kind::Boolean),
            ("text", Kind::Text),
            ("none", Kind::Text),
        ]
        .map(|(name, kind)| Column { name: name.to_owned(), kind });
        let row = vec![
            Cell::Uuid(Uuid::from_u128(7)),
            Cell::Integer(i64::MIN),
            Cell::Flag(true),
            Cell::Text("第一行\n\"引号\"\u{0}\u{1f600}".to_owned()),
            Cell::Null,
        ];
        let line = write(&row).unwrap();
        assert_eq!(line.lines().count(), 1);
        assert_eq!(read(&line, &columns).unwrap(), row);
        for bad in
            ["[]", "[1,1,true,\"\",null]", "[null,1.5,null,null,null]", "[null,null,1,null,null]", "{}", ""]
        {
            assert!(matches!(read(bad, &columns), Err(BackupError::Damaged(_))), "{bad}");
        }
    }
}
