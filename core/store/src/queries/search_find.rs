//! Looking for words: candidates, the newest first. What they are and who may see them, the caller looks up.

use uuid::Uuid;
use weir_model::search::Query;

use super::search::{EntryKind, Mark, array, number_of_mark, number_of_part, token};
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Marks that narrow a search; beyond them it costs more to narrow than to look at what is found.
pub const MARKS_MAX: usize = 200;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What it is of.
    pub kind: EntryKind,
    /// The words.
    pub query: &'a Query,
    /// Only what has one of these; everything when none are given, or more than [`MARKS_MAX`].
    pub marks: Option<&'a [Mark]>,
}

/// Something that has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where it stands: the next ones have smaller numbers.
    pub number: i64,
    /// Its id.
    pub subject: Uuid,
    /// The form or project that it is in.
    pub container: Option<Uuid>,
}

/// The next candidates behind a number, the newest first, and the number behind which others follow.
///
/// # Errors
/// When the database fails.
pub async fn candidates(
    tx: &Tx,
    wanted: Wanted<'_>,
    below: i64,
    limit: u32,
) -> Result<(Vec<Candidate>, Option<i64>)> {
    let marks = wanted.marks.filter(|marks| marks.len() <= MARKS_MAX);
    if marks.is_some_and(<[Mark]>::is_empty) {
        return Ok((Vec::new(), None));
    }
    let Wanted { kind, query, .. } = wanted;
    let parts = query.needs().iter().map(|part| number_of_part(tx.tenant(), kind, part));
    let marks = marks.map(|m| m.iter().map(|mark| number_of_mark(tx.tenant(), kind, *mark)));
    let sql = match tx.database() {
        Database::Sqlite => {
            let mut tokens: Vec<String> = parts.map(token).collect();
            if let Some(marks) = marks {
                tokens.push(format!("({})", marks.map(token).collect::<Vec<_>>().join(" OR ")));
            }
            let sql = Sql::new(
                "select e.number, e.subject_id, e.container, e.words from search_part \
                 cross join search_entry e on e.number = search_part.rowid \
                 where search_part match ? and search_part.rowid < ? and e.tenant_id = ?",
            )
            .bind(tokens.join(" AND "))
            .bind(below)
            .bind(tx.tenant());
            let narrowed = |sql: Sql, term: &String| sql.push(" and instr(e.words, ?) > 0").bind(term);
            let sql = query.terms().iter().fold(sql, narrowed);
            sql.push(" order by search_part.rowid desc").limit(limit)
        }
        Database::Postgres => Sql::new(
            "select * from search_candidates(?, cast(? as bigint[]), cast(? as bigint[]), \
             string_to_array(?, ' '), ?, ?)",
        )
        .bind(kind.word())
        .bind(array(parts))
        .bind(marks.map(array))
        // No word has a space in it.
        .bind(query.terms().join(" "))
        .bind(below)
        .bind(limit),
    };
    let found = tx.read(sql, |row| Ok((read(row)?, row.text("words")?))).await?;
    let next = found.last().filter(|_| found.len() >= limit as usize).map(|(last, _)| last.number);
    // Beginnings of words the statement knows by their parts alone, and not all of a long query.
    Ok((found.into_iter().filter(|(_, words)| query.matches(words)).map(|(one, _)| one).collect(), next))
}

fn read(row: &Row) -> Result<Candidate> {
    Ok(Candidate {
        number: row.int("number")?,
        subject: row.id("subject_id", |id| id)?,
        container: row.opt_id("container", |id| id)?,
    })
}

/// The numbers of a record's parts that a word needs, and the same as the full-text index of SQLite is asked for
/// them: for the bench, whose bare query looks for nothing else.
///
/// # Panics
/// When the word says nothing.
#[cfg(feature = "testing")]
#[must_use]
#[allow(clippy::expect_used)]
pub fn parts_of(tenant: weir_model::id::TenantId, word: &str) -> (Vec<i64>, String) {
    let query = Query::of(word).expect("a word");
    let numbers: Vec<i64> =
        query.needs().iter().map(|part| number_of_part(tenant, EntryKind::Record, part)).collect();
    let tokens: Vec<String> = numbers.iter().copied().map(token).collect();
    (numbers, tokens.join(" AND "))
}
