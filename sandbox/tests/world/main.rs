//! The made-up world: what its rules do, what they refuse, and what is refused in its file.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod caja_social;
mod file;
mod plaza;
mod readme;
mod stage;
mod state;
