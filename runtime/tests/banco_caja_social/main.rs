//! The generated crate `banco-caja-social`, over a socket, against a server that shares no code with it.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)] // allowed in tests; what they share stands outside of test functions

#[macro_use]
mod headers;
mod answers;
mod cases;
mod customers;
mod errors;
mod keys;
mod merchants;
mod outcomes;
mod paths;
mod payers;
mod profile;
mod requests;
mod secrets;
#[path = "../server/mod.rs"]
mod server;
