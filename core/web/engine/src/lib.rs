//! Expressions, linkage and validation for the browser, from the server's own source.
