//! Tables as people exchange them with spreadsheet programs: rows of typed cells, numbers exact as decimal text.
//!
//! What a cell means is decided by whoever knows the column; how it stands in a file, by `core/interop`.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text. In files that know no types everything is.
    Text(String),
    /// A number in plain decimal notation: `-12.50`.
    Number(String),
    /// Yes or no.
    Bool(bool),
    /// A calendar date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date with a time of day, in no particular time zone.
    DateTime(DateTime),
    /// What a spreadsheet program shows in place of a value that it could not compute: `#REF!`.
    Error(String),
}

impl Cell {
    /// A text, or nothing where it is empty.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What stands in it as plain text, as a file without types holds it.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Error(text) => text.clone(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
            Self::Date(day) => day.to_string(),
            Self::Time(time) => time.strftime("%H:%M:%S").to_string(),
            Self::DateTime(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        }
    }
}

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet program counts, from 1.
    pub number: u32,
    /// As many cells as the head has.
    pub cells: Vec<Cell>,
    /// What is wrong with the row as such.
    pub issue: Option<crate::Issue>,
}
