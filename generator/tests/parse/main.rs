//! Reading a specification: what is right passes, what is wrong is shown where it stands.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

/// Compares a text with `tests/diagnostics/parse/<name>.snap`.
macro_rules! assert_shown {
    ($name:expr, $text:expr) => {
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            snapshot_path => "../diagnostics/parse",
        }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

mod diagnostics;
mod example;
mod load;
mod mutation;
mod readme;
mod render;
mod schema;
mod spans;
