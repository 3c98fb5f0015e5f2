//! A service that does as it is told: the request says what the reply is and what goes wrong with it.

use sandbox::fault::{EarlyFault, Fault};
use sandbox::wire::{Head, Limits, Lost, LostReason, Received, Reply, Server, Service};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The body of a reply to a request without a body.
pub(crate) const BODY: &str = r#"{"codigo":"E000","monto":"12.50"}"#;

/// Remembers what it was asked and what it was not.
#[derive(Default)]
pub(crate) struct Teller {
    pub(crate) answered: Mutex<Vec<Received>>,
    pub(crate) lost: Mutex<Vec<(LostReason, Option<u16>)>>,
    /// Requests that have got here, answered or not.
    pub(crate) asked: AtomicUsize,
    /// Held by a test while no answer is to be given.
    pub(crate) gate: tokio::sync::RwLock<()>,
}

impl Teller {
    /// How many requests were answered.
    pub(crate) fn count(&self) -> usize {
        self.answered.lock().unwrap().len()
    }

    /// Waits until so many requests have got here.
    pub(crate) async fn is_asked(&self, count: usize) {
        while self.asked.load(Ordering::SeqCst) < count {
            tokio::task::yield_now().await;
        }
    }

    /// Serves on a free port.
    pub(crate) fn serve(limits: Limits) -> (Server, SocketAddr, Arc<Self>) {
        let teller = Arc::new(Self::default());
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = Server::bind(any, limits, Arc::clone(&teller)).unwrap();
        let addr = server.local_addr();
        (server, addr, teller)
    }
}

impl Service for Teller {
    async fn answer(&self, received: Received) -> Reply {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let _open = self.gate.read().await;
        let body = match received.body.as_slice() {
            [] => BODY.as_bytes().to_vec(),
            body => body.to_vec(),
        };
        let number = |name: &str| {
            let text = String::from_utf8(received.header(name)?.to_vec()).ok()?;
            text.parse().ok()
        };
        let mut reply = Reply::new(
            number("x-status").unwrap_or(200),
            vec![("X-Codigo".to_owned(), b"E000".to_vec())],
            body,
        );
        for fault in faults(received.header("x-fault")) {
            reply.faults.push(fault);
        }
        self.answered.lock().unwrap().push(received);
        reply
    }

    fn on_head(&self, head: &Head) -> Option<EarlyFault> {
        faults(head.header("x-early"))
            .into_iter()
            .find_map(|fault| {
                let Fault::Early(early) = fault else {
                    return None;
                };
                Some(early)
            })
    }

    fn on_lost(&self, lost: Lost) {
        self.lost.lock().unwrap().push((lost.reason, lost.status));
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(784_111_777)
    }
}

fn faults(header: Option<&[u8]>) -> Vec<Fault> {
    let text = String::from_utf8(header.unwrap_or_default().to_vec()).unwrap();
    let texts = text.split(',').filter(|text| !text.is_empty());
    texts.map(|text| text.parse().unwrap()).collect()
}
