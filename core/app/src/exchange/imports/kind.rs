//! What a kind of thing defines so that it can be brought in from files.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use weir_model::id::FormId;
use weir_model::principal::Principal;
use weir_model::table::{Cell, Row};
use weir_model::{Issue, LocalizedText};
use weir_store::Tx;
use weir_store::queries::imports::BroughtIn;

use super::super::names::{Names, NamesKept};
use super::outline::Settings;
use crate::company::Company;
use crate::context::App;
use crate::dto::exchange::ImportField;
use crate::error::Result;

/// A kind of thing that can be brought in. What it holds is loaded for one batch of rows, with the rights that its
/// owner has at that moment.
pub(super) trait ImportKind: Send + Sync + Sized {
    /// Begins the transaction in which a batch is brought in or taken back.
    fn begin(app: &App, who: &Principal) -> impl Future<Output = Result<Tx>> + Send;

    /// Asks for the rights and loads what rows are held against. `matching`: rows may change what is there.
    fn open(
        app: &App,
        tx: &Tx,
        who: &Principal,
        form: Option<FormId>,
        matching: bool,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// The fields that columns may fill.
    fn fields(&self) -> Vec<KindField>;

    /// Remembers of rows that were brought in by an earlier attempt what later rows must not repeat.
    fn remember(&self, settings: &Settings, memory: &mut Memory, rows: &[Row]);

    /// Checks a batch of rows and, if asked to, brings in the good ones.
    fn take(&self, batch: &Batch<'_>, memory: &mut Memory) -> impl Future<Output = Result<Taken>> + Send;

    /// Takes back what rows became, in a transaction of [`ImportKind::begin`]; no rights are asked for.
    fn undo(
        app: &App,
        tx: &Tx,
        who: &Principal,
        form: Option<FormId>,
        rows: &[BroughtIn],
    ) -> impl Future<Output = Result<Undone>> + Send;

    /// The last thing in a transaction that changed something.
    fn finish(app: &App, tx: &Tx) -> impl Future<Output = Result<()>> + Send;
}

/// A field, and by which other words heads of files call it.
pub(super) struct KindField {
    /// What the API says of it.
    pub field: ImportField,
    /// Other words.
    pub also: &'static [&'static str],
}

impl KindField {
    /// A field of a kind that is not drawn by anybody.
    pub fn fixed(
        key: &str,
        label: (&str, &str),
        also: &'static [&'static str],
        (required, matchable): (bool, bool),
    ) -> Self {
        let label = LocalizedText::both(label.0, label.1);
        Self { field: ImportField { key: key.to_owned(), label, required, matchable }, also }
    }
}

/// Some rows of a file, and what is to be done with them.
pub(super) struct Batch<'a> {
    /// The application.
    pub app: &'a App,
    /// The transaction.
    pub tx: &'a Tx,
    /// Who brings in.
    pub who: &'a Principal,
    /// How the file is read.
    pub settings: &'a Settings,
    /// The rows.
    pub rows: &'a [Row],
    /// Whether they are brought in, or only checked.
    pub write: bool,
}

/// What became of a batch.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// What rows became.
    pub done: Vec<BroughtIn>,
    /// What is wrong, with the row; the place is a field's key.
    pub findings: Vec<(u32, Issue)>,
    /// Rows that are, or would be, left out.
    pub bad: u64,
    /// Things that are, or would be, created.
    pub created: u64,
    /// Things that are, or would be, changed.
    pub updated: u64,
    /// Rows that say what is there already.
    pub unchanged: u64,
}

impl Taken {
    /// Leaves a row out.
    pub fn refuse(&mut self, row: u32, issues: impl IntoIterator<Item = Issue>) {
        self.bad += 1;
        self.findings.extend(issues.into_iter().map(|issue| (row, issue)));
    }
}

/// What became of rows that were to be taken back.
#[derive(Debug, Default)]
pub(super) struct Undone {
    /// Rows that were.
    pub reverted: Vec<u32>,
    /// Rows that stay, with the reason.
    pub kept: Vec<(u32, Issue)>,
}

/// What one pass over a file remembers from batch to batch: little, however long the file is.
#[derive(Default)]
pub(super) struct Memory {
    seen: HashMap<(u16, u64), u32>,
    fields: Vec<String>,
    hasher: RandomState,
    names: NamesKept,
}

impl Memory {
    /// The names of the company.
    pub fn names(&mut self, company: &Arc<Company>) -> Arc<Names> {
        self.names.of(company)
    }

    /// Notes a value that no two rows may have; the earlier row that has it, if one has.
    pub fn repeated(&mut self, field: &str, value: &str, row: u32) -> Option<u32> {
        let index = self.fields.iter().position(|f| f == field).unwrap_or_else(|| {
            self.fields.push(field.to_owned());
            self.fields.len() - 1
        });
        // A hash in place of the value: 64 bits take two values of one file for one in no file that anybody has.
        let hash = self.hasher.hash_one(value);
        let first = *self.seen.entry((u16::try_from(index).unwrap_or(u16::MAX), hash)).or_insert(row);
        (first != row).then_some(first)
    }
}

/// The cells of a row that fill fields, by field.
pub(super) fn mapped<'r>(settings: &'r Settings, row: &'r Row) -> impl Iterator<Item = (&'r str, &'r Cell)> {
    settings
        .mapping
        .iter()
        .filter_map(|m| Some((m.field.as_str(), row.cells.get(usize::try_from(m.column).ok()?)?)))
}
