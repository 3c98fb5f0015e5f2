//! The accounts, customers and keys of a sandbox: what operations read there, and what they change.

use crate::call::Call;
use crate::catalogue::Catalogue;
use crate::judgement::Judgement;
use std::time::SystemTime;

/// The tables of a sandbox. Calls of many connections ask them at the same time.
#[derive(Debug, Default)]
pub struct World {}

/// What a call asks of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To be judged: the tables accept or refuse it, and change if they accept it.
    Judgement,
    /// To have its effect although something else decides what is answered. The judgement says what it was.
    Effect,
}

impl World {
    /// What the tables say about a call; `None` where they have nothing to do with its operation.
    #[must_use]
    pub fn judge(
        &self,
        catalogue: &Catalogue,
        call: &Call,
        asked: Asked,
        now: SystemTime,
    ) -> Option<Judgement> {
        let _ = (catalogue, call, asked, now);
        None
    }
}
