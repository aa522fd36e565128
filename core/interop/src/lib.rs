//! Other people's formats. Bytes in, values out, and back; no IO, no SQL.

pub mod csv;
