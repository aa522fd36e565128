//! One schema text for both databases: four type words are rendered, nothing else differs.
//!
//! Deliberately not a general translator. What cannot be said in common words gets a text per database.

use sea_orm_migration::sea_orm::DbBackend;

/// The text for `backend`.
///
/// Written: `uuid`, `bigint`, `boolean`, `text`. SQLite keeps them as blob, integer, integer and text in
/// strict tables. PostgreSQL compares text by code point, so that both databases sort alike and the
/// comparison stays leakproof under row-level security.
pub fn render(text: &str, backend: DbBackend) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines().filter(|l| !l.trim_start().starts_with("--")) {
        if line == ");" && backend == DbBackend::Sqlite {
            out.push_str(") strict;");
        } else {
            words(line, backend, &mut out);
        }
        out.push('\n');
    }
    out
}

fn words(line: &str, backend: DbBackend, out: &mut String) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if end == 0 {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..step]);
            rest = &rest[step..];
            continue;
        }
        out.push_str(match (&rest[..end], backend) {
            ("uuid", DbBackend::Sqlite) => "blob",
            ("bigint" | "boolean", DbBackend::Sqlite) => "integer",
            ("text", DbBackend::Postgres) => "text collate \"C\"",
            (word, _) => word,
        });
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_type_words_are_rendered() {
        let text = "-- text\ncreate table t (\n    text_id uuid not null,\n    name text\n);";
        assert_eq!(
            render(text, DbBackend::Sqlite),
            "create table t (\n    text_id blob not null,\n    name text\n) strict;\n"
        );
        assert_eq!(
            render(text, DbBackend::Postgres),
            "create table t (\n    text_id uuid not null,\n    name text collate \"C\"\n);\n"
        );
    }
}
