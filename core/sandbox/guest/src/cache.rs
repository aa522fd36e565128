//! What was compiled, under the digest of its source.

use std::collections::HashMap;

use weir_wire::DIGEST_BYTES;

/// How many scripts, and how many templates, an instance keeps compiled. Together with the longest source this stays
/// below the memory that the sandbox lets an instance keep.
const KEPT_MAX: usize = 64;

/// A digest of a source, made by the sandbox.
pub type Digest = [u8; DIGEST_BYTES];

/// The compiled things used last.
#[derive(Debug)]
pub struct Cache<T> {
    kept: HashMap<Digest, (u64, T)>,
    uses: u64,
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self { kept: HashMap::new(), uses: 0 }
    }
}

impl<T> Cache<T> {
    /// What is kept under `digest`.
    pub fn get(&mut self, digest: &Digest) -> Option<&T> {
        self.uses += 1;
        let (used, thing) = self.kept.get_mut(digest)?;
        *used = self.uses;
        Some(thing)
    }

    /// Keeps `thing`; what was not used for longest makes room.
    pub fn keep(&mut self, digest: Digest, thing: T) {
        if self.kept.len() >= KEPT_MAX
            && let Some(oldest) =
                self.kept.iter().min_by_key(|(_, (used, _))| *used).map(|(digest, _)| *digest)
        {
            self.kept.remove(&oldest);
        }
        self.uses += 1;
        self.kept.insert(digest, (self.uses, thing));
    }
}
