//! Whole sandboxes over sockets, by a client that shares no code with them: it writes its own bytes, and signs with ring.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod answers;
mod auth;
mod checks;
mod client;
mod command;
mod greeting;
mod journal;
mod mirror;
mod mistakes;
mod notes;
mod restarts;
mod scenarios;
mod third;
mod tokens;
