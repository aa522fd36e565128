//! What is seen of a file before it is read whole, and how its owner wants it read.

use std::fs::File;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use weir_interop::csv::Encoding;
use weir_interop::{Source, Wish};
use weir_model::table::Cell;
use weir_model::{Issue, Issues, Locale};

use super::kind::KindField;
use crate::dto::exchange::{ColumnMapping, ImportMode, PreviewRow, TableFormat, TextEncoding};

/// Rows shown before anything is mapped.
const PREVIEW_ROWS: usize = 20;
/// Characters shown of a cell.
const PREVIEW_CHARS: usize = 200;

/// How its owner wants a file read, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings {
    pub encoding: Option<TextEncoding>,
    pub sheet: Option<String>,
    pub mapping: Vec<ColumnMapping>,
    pub match_by: Option<String>,
    #[serde(default)]
    pub mode: ImportMode,
}

impl Settings {
    /// How the file is opened.
    pub fn wish(&self) -> Wish {
        let encoding = self.encoding.map(|e| match e {
            TextEncoding::Utf8 => Encoding::Utf8,
            TextEncoding::Gb18030 => Encoding::Gb18030,
        });
        Wish { encoding, sheet: self.sheet.clone() }
    }
}

/// What was seen of a file, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outline {
    pub format: TableFormat,
    pub encoding: Option<TextEncoding>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub head: Vec<String>,
    pub preview: Vec<PreviewRow>,
}

/// Looks at the head and the first rows of a file.
pub(super) fn look(file: File, wish: &Wish) -> Result<Outline, Issue> {
    let mut source = Source::open(file, wish)?;
    let (format, encoding, sheets, sheet) = match &source {
        Source::Csv(csv) => {
            let encoding = match csv.encoding {
                Encoding::Gb18030 => TextEncoding::Gb18030,
                Encoding::Utf8 | Encoding::Utf8Bom => TextEncoding::Utf8,
            };
            (TableFormat::Csv, Some(encoding), Vec::new(), None)
        }
        Source::Xlsx(xlsx) => (TableFormat::Xlsx, None, xlsx.sheets.clone(), Some(xlsx.sheet.clone())),
    };
    let (mut head, mut preview) = (None, Vec::new());
    source.each_row(&mut |row| {
        let cells = row.cells.iter().map(shown).collect();
        if head.is_none() {
            head = Some(cells);
        } else {
            preview.push(PreviewRow { row: row.number, cells });
        }
        if preview.len() < PREVIEW_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(Outline { format, encoding, sheets, sheet, head: head.unwrap_or_default(), preview })
}

fn shown(cell: &Cell) -> String {
    cell.plain().trim().chars().take(PREVIEW_CHARS).collect()
}

/// Which columns fill which fields, by what their heads say: a key, a label in either language, another usual word.
pub(super) fn propose(head: &[String], fields: &[KindField]) -> Vec<ColumnMapping> {
    let mut mapping: Vec<ColumnMapping> = Vec::new();
    for (column, header) in (0..).zip(head) {
        let header = folded(header);
        let means = |field: &&KindField| {
            let labels = Locale::ALL.into_iter().map(|l| field.field.label.get(l));
            let mut words = labels.chain([field.field.key.as_str()]).chain(field.also.iter().copied());
            !header.is_empty() && words.any(|word| folded(word) == header)
        };
        let free = |field: &&KindField| !mapping.iter().any(|m| m.field == field.field.key);
        if let Some(field) = fields.iter().filter(free).find(means) {
            mapping.push(ColumnMapping { column, field: field.field.key.clone() });
        }
    }
    mapping
}

fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '：' | '_' | '-'));
    kept.collect::<String>().to_lowercase()
}

/// What is wrong with how a file shall be read.
pub(super) fn check(settings: &Settings, outline: &Outline, fields: &[KindField]) -> Issues {
    let mut issues = Issues::new();
    let (mut columns, mut filled) = (Vec::new(), Vec::new());
    for (n, mapping) in settings.mapping.iter().enumerate() {
        let at = |name: &str| format!("mapping[{n}].{name}");
        if mapping.column as usize >= outline.head.len() {
            issues.push(Issue::new(at("column"), "import.column_unknown"));
        } else if columns.contains(&mapping.column) {
            issues.push(Issue::new(at("column"), "import.column_twice"));
        }
        if !fields.iter().any(|f| f.field.key == mapping.field) {
            issues.push(Issue::new(at("field"), "import.field_unknown"));
        } else if filled.contains(&&mapping.field) {
            issues.push(Issue::new(at("field"), "import.field_twice"));
        }
        columns.push(mapping.column);
        filled.push(&mapping.field);
    }
    if let Some(key) = &settings.match_by {
        if !fields.iter().any(|f| f.field.key == *key && f.field.matchable) {
            issues.push(Issue::new("matchBy", "import.not_matchable"));
        } else if !filled.contains(&key) {
            issues.push(Issue::new("matchBy", "import.match_not_mapped"));
        }
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<KindField> {
        vec![
            KindField::fixed("login", ("登录名", "Login"), &["账号"], (true, true)),
            KindField::fixed("name", ("姓名", "Name"), &[], (true, false)),
        ]
    }

    fn mapping(pairs: &[(u32, &str)]) -> Vec<ColumnMapping> {
        pairs
            .iter()
            .map(|(column, field)| ColumnMapping { column: *column, field: (*field).to_owned() })
            .collect()
    }

    fn head(names: &[&str]) -> Vec<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_key_label_or_usual_word_and_only_once() {
        for names in [["登录名", "姓名"], [" LOGIN ", "name*"], ["账号：", "Name"]] {
            assert_eq!(propose(&head(&names), &fields()), mapping(&[(0, "login"), (1, "name")]), "{names:?}");
        }
        assert_eq!(propose(&head(&["x", "Name", "姓名", ""]), &fields()), mapping(&[(1, "name")]));
    }

    #[test]
    fn a_mapping_that_cannot_be_is_located() {
        let outline = Outline {
            format: TableFormat::Csv,
            encoding: None,
            sheets: vec![],
            sheet: None,
            head: head(&["a", "b"]),
            preview: vec![],
        };
        let found = |pairs, match_by: Option<&str>| {
            let settings = Settings {
                mapping: mapping(pairs),
                match_by: match_by.map(str::to_owned),
                ..Settings::default()
            };
            let issues = check(&settings, &outline, &fields());
            issues.into_iter().map(|i| format!("{} {}", i.at, i.code)).collect::<Vec<_>>()
        };
        assert_eq!(found(&[(0, "login"), (1, "name")], Some("login")), [""; 0]);
        assert_eq!(found(&[(2, "login")], None), ["mapping[0].column import.column_unknown"]);
        assert_eq!(found(&[(0, "login"), (0, "name")], None), ["mapping[1].column import.column_twice"]);
        assert_eq!(found(&[(0, "name"), (1, "name")], None), ["mapping[1].field import.field_twice"]);
        assert_eq!(found(&[(0, "salary")], None), ["mapping[0].field import.field_unknown"]);
        assert_eq!(found(&[(0, "name")], Some("name")), ["matchBy import.not_matchable"]);
        assert_eq!(found(&[(0, "name")], Some("login")), ["matchBy import.match_not_mapped"]);
    }
}
