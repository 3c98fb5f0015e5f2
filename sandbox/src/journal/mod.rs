//! What happened: every request as received, what was verified, which rule answered, and what was assumed.
//!
//! Entries hold no secret and nothing about a person: they are masked before they are kept.

mod mask;

pub use mask::{Masked, client, mask, name};

use crate::auth::Verification;
use crate::config::Watcher;
use crate::judgement::{Assumed, Rule};
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Entries that a journal keeps unless told otherwise.
pub const SIZE: usize = 1000;

/// The last requests, in the order in which they were answered.
#[derive(Debug)]
pub struct Journal {
    size: usize,
    watcher: Watcher,
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    entries: VecDeque<Arc<Entry>>,
    /// Entries written since the start.
    written: u64,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Counted from 1 in the order of answers.
    pub number: u64,
    /// When it was answered, in UTC: `2026-03-05T14:07:09.250Z`.
    pub at: String,
    /// Number of the connection.
    pub connection: u64,
    /// The request.
    pub request: Masked,
    /// Service, by id; `None` where no service has the path.
    pub service: Option<String>,
    /// Operation, by id; `None` where no operation has the path and method.
    pub operation: Option<String>,
    /// Who called, all but the last four characters masked.
    pub client: Option<String>,
    /// What authentication found out.
    pub verification: Option<Verification>,
    /// The scenario that was asked for.
    pub scenario: Option<String>,
    /// The stage that decided.
    pub rule: Rule,
    /// Status of the answer.
    pub status: u16,
    /// Response code of the answer; `None` where it has none.
    pub code: Option<String>,
    /// What the document says about the code: `accepted`, `rejected` or `unknown`.
    pub outcome: Option<String>,
    /// What the call changed.
    pub effect: Option<String>,
    /// What went wrong on purpose.
    pub faults: Vec<String>,
    /// What no document says and was assumed.
    pub assumed: Vec<Assumed>,
    /// What the caller should know.
    pub notes: Vec<String>,
}

impl Journal {
    /// A journal of so many entries.
    #[must_use]
    pub fn new(size: usize, watcher: Watcher) -> Self {
        Self {
            size,
            watcher,
            ring: Mutex::default(),
        }
    }

    /// Adds an entry and numbers it; the oldest one goes if there is no room.
    pub fn write(&self, mut entry: Entry) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.written += 1;
        entry.number = ring.written;
        let entry = Arc::new(entry);
        ring.entries.push_back(Arc::clone(&entry));
        while ring.entries.len() > self.size {
            ring.entries.pop_front();
        }
        drop(ring);
        self.watcher.tell(&entry);
    }

    /// The entries that are kept, oldest first, behind the one of this number.
    #[must_use]
    pub fn since(&self, number: u64) -> Vec<Arc<Entry>> {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = ring.entries.iter().filter(|entry| entry.number > number);
        newer.cloned().collect()
    }

    /// Entries written since the start, kept or not.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.ring
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .written
    }

    /// Entries that are kept at most.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Forgets all entries. Numbers go on.
    pub fn clear(&self) {
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.entries.clear();
    }
}
