//! Tests of the runtime through its public interface, on a made-up bank in the shape of generated code.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)] // allowed in tests; what they share stands outside of test functions

mod contract;
mod dates;
mod garbage;
mod loopback;
mod messages;
mod mini;
mod nonces;
mod numbers;
mod outcomes;
mod paths;
mod proof;
mod reading;
mod redaction;
mod requests;
mod scripted;
mod shapes;
mod signing;
mod spellings;
mod successes;
mod supplied;
mod tls;
mod tokens;
mod transport;
