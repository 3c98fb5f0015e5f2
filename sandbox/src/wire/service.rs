//! What answers requests.

use super::{Head, Received, Reply};
use crate::fault::EarlyFault;
use std::future::Future;
use std::net::SocketAddr;
use std::time::SystemTime;

/// What a server asks about each request.
pub trait Service: Send + Sync + 'static {
    /// The answer to a whole request.
    fn answer(&self, received: Received) -> impl Future<Output = Reply> + Send;

    /// Asked when a head has arrived and nothing of the body has been waited for: a fault that keeps the request from being read.
    fn on_head(&self, head: &Head) -> Option<EarlyFault>;

    /// Told of a request that [`Service::answer`] is never asked about.
    fn on_lost(&self, lost: Lost) {
        drop(lost);
    }

    /// The time in `Date`.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A request that did not become a [`Received`].
pub struct Lost {
    /// Why.
    pub reason: LostReason,
    /// The head, where it had arrived whole and could be read.
    pub head: Option<Head>,
    /// Bytes of the request that had arrived.
    pub bytes: usize,
    /// The status that the server answered by itself; `None` where it said nothing.
    pub status: Option<u16>,
    /// The client's end of the connection.
    pub peer: SocketAddr,
    /// Number of the connection.
    pub connection: u64,
}

/// Why a request was not handed to the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostReason {
    /// It is no HTTP; the text says what is wrong and quotes nothing of it.
    Malformed(&'static str),
    /// It is larger than a limit; the text names the limit.
    TooLarge(&'static str),
    /// It did not arrive whole in time.
    TimedOut,
    /// The client closed the connection before the request was whole.
    Closed,
    /// By an early fault.
    Fault(EarlyFault),
}
