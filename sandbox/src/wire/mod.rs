//! HTTP/1.1 over TCP: reads requests within limits, hands them to a [`Service`] and writes its replies, right or wrong.
//!
//! The sandbox has a server of its own because a library's server refuses to do what a bad day does: write a malformed head, state a
//! wrong length, stop at a given byte, or reset the connection at a given moment.

mod budget;
mod chunk;
mod connection;
mod date;
mod head;
mod intake;
mod limits;
mod message;
mod plan;
mod refusal;
mod send;
mod server;
mod service;

pub use limits::Limits;
pub use message::{Head, Received, Reply};
pub use server::Server;
pub use service::{Lost, LostReason, Service};
