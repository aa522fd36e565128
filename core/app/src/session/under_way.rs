//! What is under way on this node and not decided yet, by bucket.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

/// Counts of what is under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnderWay(Arc<Mutex<HashMap<String, u32>>>);

/// A place among what is under way in a bucket; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place {
    /// How many there were before this one.
    pub before: u32,
    bucket: String,
    of: UnderWay,
}

impl UnderWay {
    /// Takes a place.
    pub fn enter(&self, bucket: &str) -> Place {
        let mut counts = self.0.lock();
        let count = counts.entry(bucket.to_owned()).or_default();
        let before = *count;
        *count = count.saturating_add(1);
        Place { before, bucket: bucket.to_owned(), of: self.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.of.0.lock();
        if let Some(count) = counts.get_mut(&self.bucket) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.bucket);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_and_an_empty_bucket_forgotten() {
        let all = UnderWay::default();
        let (first, second) = (all.enter("a"), all.enter("a"));
        assert_eq!((first.before, second.before, all.enter("b").before), (0, 1, 0));
        drop(first);
        assert_eq!(all.enter("a").before, 1);
        drop(second);
        assert!(all.0.lock().is_empty());
    }
}
