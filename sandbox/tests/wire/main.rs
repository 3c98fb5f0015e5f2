//! The server over real sockets: what it accepts, what it refuses, and everything it does wrong when told to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // allowed in tests; what they share stands outside of test functions

mod client;
mod faults;
mod lifetime;
mod noise;
mod requests;
mod teller;
