//! Nonces: strictly increasing per key, whatever client object, task or thread asks.
//!
//! Every key has one *lane* in the process. The lane holds the last nonce and a permit; by default a signed request
//! keeps the permit from before its nonce is drawn until the head of its answer has arrived, so that nonces arrive at
//! the bank in the order they were drawn. Throughput comes from several keys, not from several requests per key.

use crate::clock::Clock;
use crate::facts::NonceKind;
use crate::queue::Queue;
use crate::transport::Pending;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Greatest nonce: what every JSON and JavaScript implementation still counts exactly.
pub const MAX_NONCE: u64 = (1 << 53) - 1;

/// What identifies a key without being it: a hash of the public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 32]);

impl KeyId {
    /// The id of a public key.
    #[must_use]
    pub fn of(key: &str) -> Self {
        Self(Sha256::digest(key.as_bytes()).into())
    }

    /// The hash, for instance as the key of a row in a database.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyId(")?;
        for byte in self.0.iter().take(4) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…)")
    }
}

/// Where nonces come from when one process is not enough: a row in a database, a locked file.
///
/// The client asks while it holds the lane of the key, one request at a time. A source that fails, or gives a nonce
/// that is not greater than the last one, makes the call fail with `NotSent`; the client never falls back to its clock.
pub trait NonceSource: Send + Sync + 'static {
    /// The next nonce of a key: greater than every one before, of this or another process, and at least `at_least`.
    fn next(&self, key: KeyId, at_least: u64) -> Pending<'_, Result<u64, NonceError>>;
}

/// Why no nonce could be drawn.
#[derive(Debug)]
#[non_exhaustive]
pub enum NonceError {
    /// The next nonce would be greater than [`MAX_NONCE`].
    Exhausted,
    /// The source gave a nonce that is not greater than the last one of this process.
    NotIncreasing,
    /// The source failed.
    Source(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for NonceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exhausted => f.write_str("the next nonce would exceed 2^53 - 1"),
            Self::NotIncreasing => f.write_str("the nonce source did not give a greater nonce"),
            Self::Source(_) => f.write_str("the nonce source failed"),
        }
    }
}

impl std::error::Error for NonceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Exhausted | Self::NotIncreasing => None,
            Self::Source(source) => Some(source.as_ref()),
        }
    }
}

/// The time in the unit of the nonce, never 0.
pub(crate) fn at(now: Duration, kind: NonceKind) -> u64 {
    let units = match kind {
        NonceKind::UnixSeconds => u128::from(now.as_secs()),
        NonceKind::UnixMillis => now.as_millis(),
        NonceKind::UnixMicros => now.as_micros(),
    };
    u64::try_from(units).unwrap_or(u64::MAX).max(1)
}

/// What all requests signed with one key share, in the whole process.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    last: Mutex<u64>,
    pub(crate) queue: Arc<Queue>,
}

impl Lane {
    /// The lane of a key. Lanes live as long as the process: a counter must not be forgotten with its client.
    pub(crate) fn of(key: KeyId) -> Arc<Self> {
        static LANES: Mutex<BTreeMap<KeyId, Arc<Lane>>> = Mutex::new(BTreeMap::new());
        let mut lanes = LANES.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(key).or_default())
    }

    /// The next nonce by the clock: the time, or one more than the last nonce if that is greater.
    pub(crate) fn next(&self, clock: &dyn Clock, kind: NonceKind) -> Result<u64, NonceError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let next = at(clock.now(), kind).max(last.saturating_add(1));
        if next > MAX_NONCE {
            return Err(NonceError::Exhausted);
        }
        *last = next;
        Ok(next)
    }

    /// Takes note of a nonce that a source gave.
    pub(crate) fn record(&self, nonce: u64) -> Result<u64, NonceError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if nonce > MAX_NONCE {
            Err(NonceError::Exhausted)
        } else if nonce <= *last {
            Err(NonceError::NotIncreasing)
        } else {
            *last = nonce;
            Ok(nonce)
        }
    }

    /// One more than the last nonce of this process.
    pub(crate) fn floor(&self) -> u64 {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.saturating_add(1)
    }
}
