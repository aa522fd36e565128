//! Template packs: manifest, contents, checks.
