//! Use cases and the worker: the one place where everything meets.
