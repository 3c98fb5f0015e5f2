//! Lowering: what is right becomes a model, what is wrong is shown where it stands.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod course;
