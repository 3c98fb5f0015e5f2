//! What the server puts up with.

use std::time::Duration;

/// Limits of one server. Sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest head of a request.
    pub head: usize,
    /// Most header lines of a request.
    pub headers: usize,
    /// Largest body of a request.
    pub body: usize,
    /// Largest sum of all bodies that are held at one time.
    pub bodies: usize,
    /// Most connections at one time; further ones wait to be accepted.
    pub connections: usize,
    /// How long a connection may stay without a request.
    pub idle: Duration,
    /// How long a head may take from its first to its last byte.
    pub head_time: Duration,
    /// How long a body may take.
    pub body_time: Duration,
    /// How long a client may refuse to take a piece of an answer.
    pub write_time: Duration,
    /// How long [`super::Server::shutdown`] waits for requests in progress.
    pub drain_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 32 * 1024,
            headers: 100,
            body: 1024 * 1024,
            bodies: 256 * 1024 * 1024,
            connections: 10_000,
            idle: Duration::from_secs(75),
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            write_time: Duration::from_secs(30),
            drain_time: Duration::from_secs(5),
        }
    }
}
