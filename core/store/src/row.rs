//! One row of an answer, read by column name into the model's types.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::QueryResult;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::sql::EPOCH;
use crate::{Error, Result};

pub struct Row(QueryResult);

impl From<QueryResult> for Row {
    fn from(row: QueryResult) -> Self {
        Self(row)
    }
}

impl Row {
    /// An integer.
    pub fn int(&self, column: &str) -> Result<i64> {
        Ok(self.0.try_get("", column)?)
    }

    /// An integer or nothing.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.0.try_get("", column)?)
    }

    /// A count that was never negative and never passes 32 bits: versions, attempts.
    pub fn count(&self, column: &str) -> Result<u32> {
        u32::try_from(self.int(column)?).map_err(|_| corrupt(column))
    }

    /// A text.
    pub fn text(&self, column: &str) -> Result<String> {
        Ok(self.0.try_get("", column)?)
    }

    /// A text or nothing.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>> {
        Ok(self.0.try_get("", column)?)
    }

    /// A truth value.
    pub fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.0.try_get("", column)?)
    }

    /// A truth value or nothing.
    pub fn opt_flag(&self, column: &str) -> Result<Option<bool>> {
        Ok(self.0.try_get("", column)?)
    }

    /// An id, `row.id("user_id", UserId::from_uuid)`.
    pub fn id<I>(&self, column: &str, wrap: fn(Uuid) -> I) -> Result<I> {
        Ok(wrap(self.0.try_get("", column)?))
    }

    /// An id or nothing.
    pub fn opt_id<I>(&self, column: &str, wrap: fn(Uuid) -> I) -> Result<Option<I>> {
        Ok(self.0.try_get::<Option<Uuid>>("", column)?.map(wrap))
    }

    /// An instant.
    pub fn instant(&self, column: &str) -> Result<Timestamp> {
        Timestamp::from_microsecond(self.int(column)?).map_err(|_| corrupt(column))
    }

    /// An instant or nothing.
    pub fn opt_instant(&self, column: &str) -> Result<Option<Timestamp>> {
        self.opt_int(column)?
            .map(|us| Timestamp::from_microsecond(us).map_err(|_| corrupt(column)))
            .transpose()
    }

    /// A date or nothing.
    pub fn opt_date(&self, column: &str) -> Result<Option<Date>> {
        self.opt_int(column)?
            .map(|days| EPOCH.checked_add(jiff::Span::new().days(days)).map_err(|_| corrupt(column)))
            .transpose()
    }

    /// A document.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(|e| Error::Corrupt(format!("{column}: {e}")))
    }

    /// A document or nothing.
    pub fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|s| serde_json::from_str(&s).map_err(|e| Error::Corrupt(format!("{column}: {e}"))))
            .transpose()
    }

    /// A value that is written as text: a key, a locale.
    pub fn parse<T: std::str::FromStr>(&self, column: &str) -> Result<T> {
        self.text(column)?.parse().map_err(|_| corrupt(column))
    }

    /// A word of an enumeration, as serde writes it.
    pub fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_value(serde_json::Value::String(self.text(column)?)).map_err(|_| corrupt(column))
    }
}

/// The word of an enumeration's value, as serde writes it.
pub fn word<T: serde::Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(Error::Corrupt("not a word".to_owned())),
    }
}

fn corrupt(column: &str) -> Error {
    Error::Corrupt(column.to_owned())
}
