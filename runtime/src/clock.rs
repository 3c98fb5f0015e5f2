//! Time, injectable.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The clocks that a client reads.
pub trait Clock: Send + Sync + 'static {
    /// Time since 1970-01-01T00:00Z by the wall clock: nonces start from it.
    fn now(&self) -> Duration;
    /// Time since some fixed moment by a clock that never goes back: tokens expire by it.
    fn monotonic(&self) -> Duration;
}

/// The clocks of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        // A wall clock before 1970 is as wrong as one that stands still; the lane's counter goes on by itself.
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
    }

    fn monotonic(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}
