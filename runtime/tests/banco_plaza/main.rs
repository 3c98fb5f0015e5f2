//! The generated crate `banco-plaza`, over a socket, against a server that shares no code with it.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)] // allowed in tests; what they share stands outside of test functions

mod calls;
mod forgotten;
mod outcomes;
mod requests;
#[path = "../server/mod.rs"]
mod server;
mod tokens;
