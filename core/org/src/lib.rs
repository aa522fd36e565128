//! Departments, posts, heads and superiors; resolving who acts.
