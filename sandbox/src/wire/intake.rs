//! What arrives on a connection: heads and bodies out of a stream of bytes.

use super::Limits;
use super::budget::Share;
use super::chunk::Chunks;
use super::head::{BodyLength, HeadScan};
use super::refusal::Refusal;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Bytes that are asked for at a time.
const STEP: usize = 8 * 1024;

/// A stream, and what has been read of it but not used.
pub(super) struct Intake {
    pub(super) stream: TcpStream,
    buffer: Vec<u8>,
    /// Bytes of the current request that have arrived.
    arrived: usize,
}

/// Why a request is not whole.
pub(super) enum Gap {
    /// The client ended or reset the connection.
    Closed,
    /// It cannot be accepted.
    Refused(Refusal),
    /// As many bytes have arrived as a fault waits for.
    Stopped,
}

impl From<Refusal> for Gap {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Intake {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            buffer: Vec::new(),
            arrived: 0,
        }
    }

    /// Bytes of the current request that have arrived.
    pub(super) fn arrived(&self) -> usize {
        self.arrived
    }

    /// Whether nothing has been read that is not used.
    pub(super) fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Waits until something has arrived; false if the client has ended the connection. Cancelling loses nothing.
    pub(super) async fn begins(&mut self) -> bool {
        if self.buffer.is_empty() {
            // A connection that waits holds no memory.
            self.buffer = Vec::new();
            if self.stream.readable().await.is_err() {
                return false;
            }
            return self.more().await;
        }
        true
    }

    /// Reads what there is; false at the end of the stream. A reset is an end.
    async fn more(&mut self) -> bool {
        self.buffer.reserve(STEP);
        match self.stream.read_buf(&mut self.buffer).await {
            Ok(count) => {
                self.arrived += count;
                count > 0
            }
            Err(_) => false,
        }
    }

    /// The bytes of a head. Pipelined requests stay in the buffer.
    pub(super) async fn head(&mut self, limits: &Limits) -> Result<Vec<u8>, Gap> {
        self.arrived = self.buffer.len();
        let mut scan = HeadScan::default();
        loop {
            if let Some(range) = scan.scan(&self.buffer)? {
                if range.end > limits.head {
                    return Err(Refusal::too_large(431, "the head").into());
                }
                let rest = self.buffer.split_off(range.end);
                let mut head = std::mem::replace(&mut self.buffer, rest);
                head.drain(..range.start);
                self.arrived = head.len() + self.buffer.len();
                return Ok(head);
            }
            if self.buffer.len() >= limits.head {
                return Err(Refusal::too_large(431, "the head").into());
            }
            if !self.more().await {
                return Err(Gap::Closed);
            }
        }
    }

    /// The body behind a head. `stop` is the number of bytes of the body, framing included, after which a fault wants to know.
    pub(super) async fn body(
        &mut self,
        length: BodyLength,
        stop: Option<u64>,
        share: &mut Share,
        limits: &Limits,
    ) -> Result<Vec<u8>, Gap> {
        match length {
            BodyLength::Exactly(length) => self.exactly(length, stop, share).await,
            BodyLength::Chunked => self.chunked(stop, share, limits).await,
        }
    }

    async fn exactly(
        &mut self,
        length: usize,
        stop: Option<u64>,
        share: &mut Share,
    ) -> Result<Vec<u8>, Gap> {
        loop {
            let arrived = self.buffer.len().min(length);
            affords(share, arrived)?;
            if reached(stop, arrived) {
                return Err(Gap::Stopped);
            }
            if arrived == length {
                let rest = self.buffer.split_off(length);
                return Ok(std::mem::replace(&mut self.buffer, rest));
            }
            if !self.more().await {
                return Err(Gap::Closed);
            }
        }
    }

    async fn chunked(
        &mut self,
        stop: Option<u64>,
        share: &mut Share,
        limits: &Limits,
    ) -> Result<Vec<u8>, Gap> {
        let mut chunks = Chunks::default();
        let mut taken = 0;
        loop {
            let count = chunks.push(&self.buffer, limits)?;
            self.buffer.drain(..count);
            taken += count;
            affords(share, chunks.body.len())?;
            if reached(stop, taken) {
                return Err(Gap::Stopped);
            }
            if chunks.is_whole() {
                return Ok(chunks.body);
            }
            if !self.more().await {
                return Err(Gap::Closed);
            }
        }
    }

    /// Reads and forgets until the client ends the connection, or for at most `bytes`.
    pub(super) async fn drain(&mut self, mut bytes: usize) {
        let mut sink = [0; 1024];
        while bytes > 0 {
            match self.stream.read(&mut sink).await {
                Ok(count @ 1..) => bytes = bytes.saturating_sub(count),
                Ok(0) | Err(_) => return,
            }
        }
    }
}

fn reached(stop: Option<u64>, arrived: usize) -> bool {
    stop.is_some_and(|stop| u64::try_from(arrived).is_ok_and(|arrived| arrived >= stop))
}

fn affords(share: &mut Share, bytes: usize) -> Result<(), Gap> {
    if share.grow_to(bytes) {
        Ok(())
    } else {
        Err(Refusal::too_large(
            503,
            "all bodies that are arriving at this time, taken together",
        )
        .into())
    }
}
