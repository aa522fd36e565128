//! A walk over what has the words, the newest first, until enough of it may be seen.

use weir_store::Tx;
use weir_store::queries::search_find::{Candidate, Wanted, candidates};

use crate::error::Result;

/// Candidates looked at for one kind. Marks let hardly any through that may not be seen after all; where they
/// cannot tell, a search ends rather than walk everything.
const LOOKED_AT_MAX: usize = 5_000;
/// Candidates at once, at most.
const STEP_MAX: u32 = 500;

/// Where a walk stands.
pub struct Walk<'a> {
    wanted: Wanted<'a>,
    below: Option<i64>,
    step: u32,
    left: usize,
}

impl<'a> Walk<'a> {
    /// A walk that mostly ends after one step of `limit` hits.
    pub fn new(wanted: Wanted<'a>, limit: usize) -> Self {
        let step = u32::try_from(limit + 1).unwrap_or(STEP_MAX).min(STEP_MAX);
        Self { wanted, below: Some(i64::MAX), step, left: LOOKED_AT_MAX }
    }

    /// The next candidates; nothing at the end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self, tx: &Tx) -> Result<Option<Vec<Candidate>>> {
        let Some(below) = self.below.filter(|_| self.left > 0) else { return Ok(None) };
        let (found, next) = candidates(tx, self.wanted, below, self.step).await?;
        self.below = next;
        self.left = self.left.saturating_sub(self.step as usize);
        self.step = (self.step * 8).min(STEP_MAX);
        Ok(Some(found))
    }
}
