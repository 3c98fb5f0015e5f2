//! Everything that can go wrong with a call of a bank, asked for by scenario and by schedule: what arrives, what was executed, and what the generated
//! client makes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bank;
#[allow(dead_code, reason = "the tests of the wire need more of it")]
#[path = "../wire/client.rs"]
mod client;
mod judged;
mod kinds;
mod noise;
