//! Records of forms: what the table, the record's page and the flow engine read and write.

mod readable;

pub(crate) use readable::readable_schema;
