//! Lowering: what is right becomes a model, what is wrong is shown where it stands.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

/// Compares a text with `tests/diagnostics/lower/<name>.snap`.
macro_rules! assert_shown {
    ($name:expr, $text:expr) => {
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => "../diagnostics/lower",
        }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

mod base;
mod course;
mod diagnostics;
mod meaning;
mod supply;
