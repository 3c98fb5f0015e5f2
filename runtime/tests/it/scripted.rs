//! A transport without sockets: it keeps what is sent and answers from a script. And a clock set by hand.

use bank_client_runtime as rt;
use bytes::Bytes;
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Script = dyn Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, rt::TransportError>
    + Send
    + Sync;

/// Answers every request by a function.
#[derive(Clone)]
pub struct Scripted {
    script: Arc<Script>,
    pub seen: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Scripted {
    pub fn new(
        script: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, rt::TransportError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            script: Arc::new(script),
            seen: Arc::default(),
        }
    }

    /// Always the same answer.
    pub fn answering(status: u16, headers: &'static [(&str, &str)], body: &'static str) -> Self {
        Self::new(move |_| Ok(response(status, headers, body)))
    }

    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

impl rt::Transport for Scripted {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _delivery: rt::Delivery,
    ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
        Box::pin(async move {
            let answer = (self.script)(&request);
            self.seen.lock().unwrap().push(request);
            // Lets the others go on, as a socket would.
            tokio::task::yield_now().await;
            answer.map(rt::Answer::complete)
        })
    }
}

/// Both clocks, set by hand.
#[derive(Clone, Default)]
pub struct Hands {
    pub now: Arc<Mutex<Duration>>,
    pub monotonic: Arc<Mutex<Duration>>,
}

impl Hands {
    pub fn at(seconds: u64) -> Self {
        let hands = Self::default();
        *hands.now.lock().unwrap() = Duration::from_secs(seconds);
        hands
    }

    pub fn advance(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
        *self.monotonic.lock().unwrap() += time;
    }
}

impl rt::Clock for Hands {
    fn now(&self) -> Duration {
        *self.now.lock().unwrap()
    }

    fn monotonic(&self) -> Duration {
        *self.monotonic.lock().unwrap()
    }
}
