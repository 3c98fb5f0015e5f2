//! What every reader of one answer shares.

use crate::json::Json;
use crate::problem::Problem;
use http::HeaderMap;
use std::cell::{Cell, RefCell};

/// The parts of an answer that every reader of it shares.
pub(crate) struct Source<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) status: u16,
    pub(crate) body: Option<&'a Json<'a>>,
    /// Members that belong to the envelope, so that they prove nothing about the body.
    pub(crate) aside: Vec<&'a Json<'a>>,
    /// Problems that make the answer unreadable.
    pub(crate) problems: RefCell<Vec<Problem>>,
    /// Optional fields that could not be read and count as absent.
    pub(crate) notes: RefCell<Vec<Problem>>,
    pub(crate) tally: Tally,
}

/// What was looked for at the top of the body.
#[derive(Default)]
pub(crate) struct Tally {
    /// The body itself, as a list.
    pub(crate) items: Cell<bool>,
    /// At least one member.
    pub(crate) member: Cell<bool>,
    /// At least one member that is a list.
    pub(crate) list: Cell<bool>,
    /// At least one member, and it is there, be it `null`.
    pub(crate) found: Cell<bool>,
    /// At least one documented value anywhere in the body, or a documented list, be it empty.
    pub(crate) shown: Cell<bool>,
}

impl Tally {
    /// Whether anything was looked for.
    pub(crate) const fn is_body_wanted(&self) -> bool {
        self.items.get() || self.member.get()
    }
}

impl<'a> Source<'a> {
    /// How many problems and notes there are.
    pub(crate) fn recorded(&self) -> usize {
        self.problems.borrow().len() + self.notes.borrow().len()
    }

    pub(crate) fn new(headers: &'a HeaderMap, status: u16, body: Option<&'a Json<'a>>) -> Self {
        Self {
            headers,
            status,
            body,
            aside: Vec::new(),
            problems: RefCell::default(),
            notes: RefCell::default(),
            tally: Tally::default(),
        }
    }
}
