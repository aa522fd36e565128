//! casbin policies, the compiled snapshot, permits and scopes.
