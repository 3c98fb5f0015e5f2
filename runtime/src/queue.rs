//! A permit for one holder at a time, handed on in the order of asking. Works on any executor.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// One permit and those who wait for it.
#[derive(Default)]
pub(crate) struct Queue(Mutex<State>);

#[derive(Default)]
struct State {
    held: bool,
    last_ticket: u64,
    waiting: VecDeque<(u64, Option<Waker>)>,
    /// The ticket that the permit was handed to, until its owner takes it.
    granted: Option<u64>,
}

impl Queue {
    /// Waits for the permit, behind those who asked before.
    pub(crate) fn permit(self: &Arc<Self>) -> Waiting {
        Waiting {
            queue: Arc::clone(self),
            ticket: None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that can panic runs under the lock; the state is whole in any case.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands the permit to the first in the queue, or lays it down.
    fn hand_on(&self) {
        let mut state = self.state();
        if let Some((ticket, waker)) = state.waiting.pop_front() {
            state.granted = Some(ticket);
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
        } else {
            state.granted = None;
            state.held = false;
        }
    }
}

/// Becomes the [`Permit`].
pub(crate) struct Waiting {
    queue: Arc<Queue>,
    ticket: Option<u64>,
}

impl Future for Waiting {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Permit> {
        let queue = Arc::clone(&self.queue);
        let mut state = queue.state();
        if let Some(ticket) = self.ticket {
            if state.granted == Some(ticket) {
                state.granted = None;
                drop(state);
                self.ticket = None;
                return Poll::Ready(Permit(queue));
            }
            let place = state.waiting.iter_mut().find(|place| place.0 == ticket);
            if let Some((_, waker)) = place {
                *waker = Some(cx.waker().clone());
            }
            return Poll::Pending;
        }
        if !state.held {
            state.held = true;
            drop(state);
            return Poll::Ready(Permit(queue));
        }
        state.last_ticket += 1;
        let ticket = state.last_ticket;
        state.waiting.push_back((ticket, Some(cx.waker().clone())));
        drop(state);
        self.ticket = Some(ticket);
        Poll::Pending
    }
}

/// Whoever stops waiting leaves the queue, and hands on a permit that came too late.
impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket {
            let mut state = self.queue.state();
            let granted = state.granted == Some(ticket);
            state.waiting.retain(|place| place.0 != ticket);
            drop(state);
            if granted {
                self.queue.hand_on();
            }
        }
    }
}

/// The permit; handed on when it is dropped.
pub(crate) struct Permit(Arc<Queue>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.hand_on();
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Queue")
    }
}
