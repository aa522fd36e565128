//! The schema's history on both databases, expand then contract.
