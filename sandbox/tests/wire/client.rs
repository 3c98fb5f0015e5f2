//! A client that looks at bytes.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than anything takes unless it hangs.
const HANGS: Duration = Duration::from_secs(20);

/// What ends what can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The other side closed in order.
    Closed,
    /// The other side reset the connection.
    Reset,
}

/// One connection.
pub(crate) struct Client {
    pub(crate) stream: TcpStream,
    /// Read and not used.
    pub(crate) buffer: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(addr: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(addr).await.unwrap(),
            buffer: Vec::new(),
        }
    }

    /// Sends; a server that does not want to hear more is no error.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _heard = self.stream.write_all(bytes.as_ref()).await;
    }

    /// Reads up to the end.
    pub(crate) async fn rest(&mut self) -> (Vec<u8>, End) {
        let mut bytes = std::mem::take(&mut self.buffer);
        let end = timeout(HANGS, self.stream.read_to_end(&mut bytes))
            .await
            .expect("the connection ends");
        match end {
            Ok(_) => (bytes, End::Closed),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => (bytes, End::Reset),
            Err(error) => panic!("{error}"),
        }
    }

    /// Reads until so many bytes are there, which it returns.
    pub(crate) async fn exactly(&mut self, count: usize) -> Vec<u8> {
        while self.buffer.len() < count {
            self.more().await;
        }
        self.buffer.drain(..count).collect()
    }

    /// Reads one answer as its head says: head, and body by `Content-Length`.
    pub(crate) async fn answer(&mut self) -> (String, Vec<u8>) {
        let end = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await;
        };
        let head = String::from_utf8(self.buffer.drain(..end).collect()).unwrap();
        let length = value(&head, "Content-Length").map_or(0, |digits| digits.parse().unwrap());
        (head, self.exactly(length).await)
    }

    async fn more(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer);
        let count = timeout(HANGS, read)
            .await
            .expect("an answer comes")
            .unwrap();
        assert!(count > 0, "the connection ended after {:?}", self.buffer);
    }
}

/// The value of a header line.
pub(crate) fn value<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| {
        let (stated, value) = line.split_once(": ")?;
        (stated == name).then_some(value)
    })
}

/// One request on a connection of its own, and all that comes back.
pub(crate) async fn exchange(addr: SocketAddr, request: impl AsRef<[u8]>) -> (Vec<u8>, End) {
    let mut client = Client::connect(addr).await;
    client.send(request).await;
    client.rest().await
}

/// A GET with these header lines, each ended.
pub(crate) fn get(headers: &str) -> String {
    format!("GET /v1/pagos HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}
