//! Randomness, injectable.

use std::io;

/// Where the client takes random bytes from: the ids that it makes for calls consist of them.
pub trait Random: Send + Sync + 'static {
    /// Fills the whole slice with bytes that nobody can predict. If there are none, the call is not sent.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// The random bytes of the operating system. In a browser (`wasm32-unknown-unknown`) there are none without the help of
/// JavaScript: give the client a source of its own there ([`ClientBuilder::random`](crate::ClientBuilder::random)).
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        Ok(getrandom::fill(bytes)?)
    }

    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    fn fill(&self, _bytes: &mut [u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
