//! A server on the loopback interface that says exactly what it is told, byte for byte, and keeps what it got.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the server does after it has read a whole request.
#[derive(Clone)]
pub enum Reply {
    /// Sends these bytes and closes.
    Close(Vec<u8>),
    /// Sends these bytes and keeps the connection open without a word.
    Hang(Vec<u8>),
    /// Sends these bytes and waits for the next request.
    Keep(Vec<u8>),
}

/// A listening server. It stops with the test's runtime.
#[derive(Clone)]
pub struct Server {
    pub url: String,
    /// Every request as it came, head and body.
    pub requests: Arc<Mutex<Vec<Vec<u8>>>>,
    /// Connections accepted.
    pub connections: Arc<Mutex<usize>>,
}

impl Server {
    /// Answers the n-th request by a function of n.
    pub async fn start(reply: impl Fn(usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            requests: Arc::default(),
            connections: Arc::default(),
        };
        let (kept, reply) = (server.clone(), Arc::new(reply));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *kept.connections.lock().unwrap() += 1;
                tokio::spawn(kept.clone().serve(stream, Arc::clone(&reply)));
            }
        });
        server
    }

    async fn serve(self, mut stream: TcpStream, reply: Arc<impl Fn(usize) -> Reply>) {
        while let Some(request) = read_request(&mut stream).await {
            let number = {
                let mut requests = self.requests.lock().unwrap();
                requests.push(request);
                requests.len() - 1
            };
            match reply(number) {
                Reply::Close(bytes) => {
                    let _closed = stream.write_all(&bytes).await;
                    let _closed = stream.shutdown().await;
                    return;
                }
                Reply::Hang(bytes) => {
                    let _closed = stream.write_all(&bytes).await;
                    std::future::pending::<()>().await;
                }
                Reply::Keep(bytes) => {
                    let _closed = stream.write_all(&bytes).await;
                }
            }
        }
    }

    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

/// Head and body of a request, as far as `content-length` says; `None` if the connection ended before.
async fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some((head, body)) = split(&request)
            && body.len() >= length(head)
        {
            return Some(request);
        }
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => request.extend_from_slice(&chunk[..read]),
        }
    }
}

/// Head and body of a message.
pub fn split(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = message
        .windows(4)
        .position(|window| window == b"\r\n\r\n")?;
    Some((&message[..end], &message[end + 4..]))
}

fn length(head: &[u8]) -> usize {
    header(head, "content-length").map_or(0, |length| length.parse().unwrap())
}

/// A header of a raw head.
pub fn header(head: &[u8], name: &str) -> Option<String> {
    let head = std::str::from_utf8(head).unwrap();
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}
