//! A statement under construction: text with `?` places, and the values that belong to them.
//!
//! The only place where values meet SQL and where the two databases' placeholders differ.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{DbBackend, Statement, Value};
use uuid::Uuid;

/// SQL text with `?` places and their values, in order. The text itself must be a constant of the program or
/// come from a closed list (column names of slots); whatever a person typed is bound.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
    lists: Vec<IdList>,
}

/// A list of ids that is long enough to be handed to PostgreSQL as one value.
#[derive(Debug, Clone)]
struct IdList {
    /// Its brackets and what is between them.
    text: Range<usize>,
    /// Its values.
    values: Range<usize>,
}

/// Ids of a list that PostgreSQL gets as one value: planning a place for each takes it longer than finding the rows, and
/// every length would be a statement of its own. Shorter lists stay as they are: their length tells how many rows to
/// expect.
const ONE_VALUE_FROM: usize = 20;

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new(), lists: Vec::new() }
    }

    /// Binds the next `?`.
    pub fn bind(mut self, value: impl Bind) -> Self {
        self.values.push(value.value());
        self
    }

    /// Appends text.
    pub fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends another statement's text and values.
    pub fn append(mut self, other: Sql) -> Self {
        let (text, values) = (self.text.len(), self.values.len());
        let moved = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        self.lists.extend(
            other
                .lists
                .into_iter()
                .map(|list| IdList { text: moved(list.text, text), values: moved(list.values, values) }),
        );
        self.text.push_str(&other.text);
        self.values.extend(other.values);
        self
    }

    /// Appends `(?, ?, …)` with these values, or `(null)` for none: nothing equals null.
    pub fn list<B: Bind>(mut self, values: impl IntoIterator<Item = B>) -> Self {
        let begin = self.text.len();
        self.text.push('(');
        let before = self.values.len();
        for value in values {
            self.text.push_str(if self.values.len() == before { "?" } else { ", ?" });
            self.values.push(value.value());
        }
        self.text.push_str(if self.values.len() == before { "null)" } else { ")" });
        let listed = &self.values[before..];
        if listed.len() >= ONE_VALUE_FROM && listed.iter().all(|value| matches!(value, Value::Uuid(Some(_))))
        {
            self.lists.push(IdList { text: begin..self.text.len(), values: before..self.values.len() });
        }
        self
    }

    /// Appends ` limit n`, written out: for a bound limit SQLite prepares the statement anew each time it runs, to plan
    /// by the number that it has this time.
    pub fn limit(mut self, rows: impl Into<i64>) -> Self {
        self.text.push_str(" limit ");
        self.text.push_str(&rows.into().to_string());
        self
    }

    /// The statement for `backend`. PostgreSQL counts its places; SQLite takes them as they are.
    pub fn statement(self, backend: DbBackend) -> Statement {
        if backend != DbBackend::Postgres {
            return Statement::from_sql_and_values(backend, self.text, self.values);
        }
        let it = self.with_lists_as_values();
        Statement::from_sql_and_values(backend, numbered(&it.text), it.values)
    }

    /// `in (?, ?, …)` as a test against one array, for long lists of ids.
    fn with_lists_as_values(self) -> Self {
        if self.lists.is_empty() {
            return self;
        }
        let (mut out, mut text, mut values) = (Self::new(""), 0, 0);
        for list in &self.lists {
            out.text.push_str(&self.text[text..list.text.start]);
            out.values.extend_from_slice(&self.values[values..list.values.start]);
            (text, values) = (list.text.end, list.values.end);
            let test = [(" not in ", " <> all"), (" in ", " = any")]
                .into_iter()
                .find_map(|(word, test)| Some((out.text.strip_suffix(word)?.len(), test)));
            let Some((end, test)) = test else {
                out.text.push_str(&self.text[list.text.clone()]);
                out.values.extend_from_slice(&self.values[list.values.clone()]);
                continue;
            };
            out.text.truncate(end);
            out.text.push_str(test);
            out.text.push_str("((select string_to_array(?, ',')::uuid[])::uuid[])");
            let ids = self.values[list.values.clone()].iter().filter_map(|value| match value {
                Value::Uuid(Some(id)) => Some(id.to_string()),
                _ => None,
            });
            out.values.push(ids.collect::<Vec<_>>().join(",").value());
        }
        out.text.push_str(&self.text[text..]);
        out.values.extend_from_slice(&self.values[values..]);
        out
    }
}

fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut number, mut quoted) = (0, false);
    for c in text.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                out.push(c);
            }
            '?' if !quoted => {
                number += 1;
                out.push('$');
                out.push_str(&number.to_string());
            }
            _ => out.push(c),
        }
    }
    out
}

/// A type that a `?` takes. Instants are microseconds, dates are days, both since 1970-01-01.
pub trait Bind {
    fn value(self) -> Value;
    /// Nothing of this type.
    fn null() -> Value;
}

macro_rules! bind {
    ($($kind:ty => $variant:ident, |$it:ident| $make:expr;)*) => {$(
        impl Bind for $kind {
            fn value(self) -> Value {
                let $it = self;
                Value::$variant(Some($make))
            }
            fn null() -> Value {
                Value::$variant(None)
            }
        }
    )*};
}

bind! {
    Uuid => Uuid, |it| it;
    bool => Bool, |it| it;
    i64 => BigInt, |it| it;
    u32 => BigInt, |it| i64::from(it);
    i32 => BigInt, |it| i64::from(it);
    Timestamp => BigInt, |it| it.as_microsecond();
    Date => BigInt, |it| days(it);
    String => String, |it| it;
    &str => String, |it| it.to_owned();
    &String => String, |it| it.clone();
}

impl<B: Bind> Bind for Option<B> {
    fn value(self) -> Value {
        self.map_or_else(B::null, B::value)
    }
    fn null() -> Value {
        B::null()
    }
}

macro_rules! bind_ids {
    ($($id:ident)*) => {$(
        impl Bind for weir_model::id::$id {
            fn value(self) -> Value {
                self.uuid().value()
            }
            fn null() -> Value {
                Uuid::null()
            }
        }
    )*};
}

bind_ids! {
    TenantId AccountId UserId DepartmentId PostId MembershipId RoleId FormId RecordId FlowId InstanceId TaskId
    ProjectId WorkItemId CopyId FileId DraftId CommentId SessionId ApiTokenId InvitationId NotificationId JobId
    IncidentId BackgroundTaskId ImportId SavedViewId PlatformAdminId PlatformSessionId PlatformEventId
    FormLinkId FeedbackId FeedbackReplyId ProjectTemplateId
}

/// Days since 1970-01-01, as a stored date.
pub fn days(date: Date) -> i64 {
    i64::from((date - EPOCH).get_days())
}

/// The first stored day.
pub const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A document as it is stored.
pub fn json<T: serde::Serialize + ?Sized>(value: &T) -> crate::Result<String> {
    serde_json::to_string(value).map_err(|e| crate::Error::Corrupt(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_for_postgres_outside_of_quotes() {
        let sql = Sql::new("select '?' from t where a = ? and b in ").bind(1_i64).list([2_i64, 3]);
        let (text, values) = (sql.text.clone(), sql.values.len());
        assert_eq!((text.as_str(), values), ("select '?' from t where a = ? and b in (?, ?)", 3));
        let statement = sql.statement(DbBackend::Postgres);
        assert_eq!(statement.sql, "select '?' from t where a = $1 and b in ($2, $3)");
    }

    #[test]
    fn an_empty_list_matches_nothing() {
        let sql = Sql::new("a in ").list(Vec::<i64>::new());
        assert_eq!(sql.statement(DbBackend::Sqlite).sql, "a in (null)");
    }

    #[test]
    fn a_long_list_of_ids_is_one_value_on_postgres_and_places_on_sqlite() {
        let ids = |n: u128| (0..n).map(Uuid::from_u128).collect::<Vec<_>>();
        let sql = || {
            let inner = Sql::new("b not in ").list(ids(30)).push(" and c in ").list(ids(2));
            Sql::new("a = ? and ").bind(1_i64).append(inner).push(" and d = ?").bind(2_i64)
        };
        let statement = sql().statement(DbBackend::Postgres);
        assert_eq!(
            statement.sql,
            "a = $1 and b <> all((select string_to_array($2, ',')::uuid[])::uuid[]) and c in ($3, $4) and d = $5"
        );
        let values = statement.values.unwrap().0;
        assert_eq!((values.len(), &values[4]), (5, &2_i64.value()));
        let Value::String(Some(text)) = &values[1] else { panic!("{:?}", values[1]) };
        assert_eq!(text.split(',').map(|id| id.parse().unwrap()).collect::<Vec<Uuid>>(), ids(30));
        let places = sql().statement(DbBackend::Sqlite);
        assert_eq!((places.sql.matches('?').count(), places.values.unwrap().0.len()), (34, 34));
    }

    #[test]
    fn dates_are_days() {
        assert_eq!(days(EPOCH), 0);
        assert_eq!(days(jiff::civil::date(2026, 11, 21)), 20_778);
        assert_eq!(days(jiff::civil::date(1969, 12, 31)), -1);
    }
}
