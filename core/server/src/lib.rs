//! HTTP, sessions, OpenAPI and the embedded web app.
