//! One connection: request after request.

use super::budget::Budget;
use super::head::{Arrival, BodyLength, Framing};
use super::intake::{Gap, Intake};
use super::plan::{Asked, plan};
use super::refusal::Refusal;
use super::send::{reset, send};
use super::{Head, Limits, Lost, LostReason, Received, Reply, Service, head};
use crate::fault::EarlyFault;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// What a server is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Serving.
    Open,
    /// Finishing what has begun.
    Draining,
    /// Nothing any more.
    Ended,
}

impl Phase {
    /// Waits until a server no longer takes new requests.
    pub(super) async fn closing(phase: &mut watch::Receiver<Self>) {
        // If the server itself is gone, that is the end too.
        let _ended = phase.wait_for(|phase| *phase != Self::Open).await;
    }
}

/// What all connections of a server share.
pub(super) struct Shared<S> {
    pub(super) service: Arc<S>,
    pub(super) limits: Limits,
    pub(super) budget: Arc<Budget>,
    /// Number of the latest request.
    pub(super) requests: AtomicU64,
    /// Where to ask for a time without new connections.
    pub(super) refusals: mpsc::Sender<Duration>,
}

/// A connection.
pub(super) struct Connection<S> {
    pub(super) shared: Arc<Shared<S>>,
    pub(super) intake: Intake,
    pub(super) peer: SocketAddr,
    pub(super) number: u64,
    pub(super) phase: watch::Receiver<Phase>,
}

impl<S: Service> Connection<S> {
    /// Serves requests until one side has enough.
    pub(super) async fn run(mut self) {
        while self.is_awaited().await && self.serve().await {}
    }

    /// Waits for the first byte of a request. False if none comes, or none is wanted any more.
    async fn is_awaited(&mut self) -> bool {
        let begins = timeout(self.shared.limits.idle, self.intake.begins());
        let mut phase = self.phase.clone();
        tokio::select! {
            begun = begins => begun == Ok(true),
            () = Phase::closing(&mut phase) => !self.intake.is_empty(),
        }
    }

    /// Serves one request. True if another may follow.
    async fn serve(&mut self) -> bool {
        let limits = &self.shared.limits;
        let raw = match timeout(limits.head_time, self.intake.head(limits)).await {
            Ok(Ok(raw)) => raw,
            Ok(Err(gap)) => return self.give_up(gap, None).await,
            Err(_) => return self.refuse(&Refusal::timed_out(), None).await,
        };
        let arrival = Arrival {
            peer: self.peer,
            connection: self.number,
            number: self.shared.requests.fetch_add(1, Ordering::Relaxed) + 1,
        };
        let parsed = match head::read(raw, &arrival, limits) {
            Ok(parsed) => parsed,
            Err(refusal) => return self.refuse(&refusal, None).await,
        };
        let framing = match parsed.framing {
            Ok(framing) => framing,
            Err(refusal) => return self.refuse(&refusal, Some(parsed.head)).await,
        };
        match self.shared.service.on_head(&parsed.head) {
            Some(fault) => self.break_off(fault, parsed.head, framing).await,
            None => self.exchange(parsed.head, framing).await,
        }
    }

    /// Reads the body, asks the service and sends its reply.
    async fn exchange(&mut self, head: Head, framing: Framing) -> bool {
        let mut share = self.shared.budget.share();
        let body = match self.body(framing, None, &mut share).await {
            Ok(body) => body,
            Err(gap) => return self.give_up(gap, Some(head)).await,
        };
        let head_only = head.method == "HEAD";
        let reply = self.shared.service.answer(Received::new(head, body)).await;
        drop(share);
        let asked = Asked {
            head_only,
            old: framing.old,
            keep_alive: framing.keep_alive && *self.phase.borrow() == Phase::Open,
        };
        self.send(&reply, asked).await
    }

    /// The body of the request, asked for if the client waits to be asked.
    async fn body(
        &mut self,
        framing: Framing,
        stop: Option<u64>,
        share: &mut super::budget::Share,
    ) -> Result<Vec<u8>, Gap> {
        let limits = &self.shared.limits;
        if framing.body == BodyLength::Exactly(0) {
            return Ok(Vec::new());
        }
        if framing.waits && self.intake.is_empty() {
            let go_on = b"HTTP/1.1 100 Continue\r\n\r\n";
            match timeout(limits.write_time, self.intake.stream.write_all(go_on)).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return Err(Gap::Closed),
            }
        }
        let body = self.intake.body(framing.body, stop, share, limits);
        match timeout(limits.body_time, body).await {
            Ok(body) => body,
            Err(_) => Err(Gap::Refused(Refusal::timed_out())),
        }
    }

    /// Does to a request what an early fault says.
    async fn break_off(&mut self, fault: EarlyFault, head: Head, framing: Framing) -> bool {
        match &fault {
            EarlyFault::CutRequest(at) => {
                let stop = at.saturating_sub(u64::try_from(head.raw.len()).unwrap_or(u64::MAX));
                let mut share = self.shared.budget.share();
                // However far it got: the connection ends here.
                let _cut = self.body(framing, Some(stop), &mut share).await;
            }
            EarlyFault::Refuse(time) => {
                // If the queue is full, the port is about to refuse anyway.
                let _queued = self.shared.refusals.try_send(*time);
            }
        }
        self.lose(LostReason::Fault(fault), Some(head), None);
        reset(&self.intake.stream);
        false
    }

    async fn give_up(&mut self, gap: Gap, head: Option<Head>) -> bool {
        match gap {
            Gap::Closed => {
                if self.intake.arrived() > 0 {
                    self.lose(LostReason::Closed, head, None);
                }
                false
            }
            Gap::Refused(refusal) => self.refuse(&refusal, head).await,
            Gap::Stopped => false,
        }
    }

    /// Answers what never gets to the service. Where the request ends is not known, so the connection ends with the answer.
    async fn refuse(&mut self, refusal: &Refusal, head: Option<Head>) -> bool {
        let asked = Asked {
            head_only: head.as_ref().is_some_and(|head| head.method == "HEAD"),
            old: false,
            keep_alive: false,
        };
        self.lose(refusal.reason.clone(), head, Some(refusal.status));
        self.send(&refusal.reply(), asked).await
    }

    async fn send(&mut self, reply: &Reply, asked: Asked) -> bool {
        let plan = plan(reply, asked, self.shared.service.now());
        let time = self.shared.limits.write_time;
        send(&mut self.intake, &plan, time).await
    }

    fn lose(&self, reason: LostReason, head: Option<Head>, status: Option<u16>) {
        self.shared.service.on_lost(Lost {
            reason,
            head,
            bytes: self.intake.arrived(),
            status,
            peer: self.peer,
            connection: self.number,
        });
    }
}
