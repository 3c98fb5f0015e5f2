//! HTTP/1.1 over TCP: reads requests within limits, hands them to a [`Service`] and writes its replies, right or wrong.
//!
//! The sandbox has a server of its own because a library's server refuses to do what a bad day does: write a malformed head, state a
//! wrong length, stop at a given byte, or reset the connection at a given moment.

mod message;
mod service;

pub use message::{Head, Received, Reply};
pub use service::{Lost, LostReason, Service};
