//! Persistence on SQLite and PostgreSQL: queries that demand a scope, transactions, blobs.
