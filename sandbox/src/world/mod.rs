//! The made-up world of a bank: accounts, customers, keys, payments, and what operations do with them.
//!
//! It comes from `world` of `spec/<bank>/sandbox.yaml` and knows no bank: tables of texts, and rules made of a few verbs that find, list, compare,
//! add and change rows. A bank without such a file has no world and is answered from the examples of its specification.

mod body;
mod compile;
mod file;
mod member;
mod program;
mod run;
mod state;
mod table;

pub use compile::Problem;
pub use file::{
    AnswerEntry, ListEntry, Repeated, RuleEntry, StepEntry, TableEntry, ValueEntry, Values,
    WorldFile,
};
pub use state::StateError;

use crate::call::Call;
use crate::catalogue::Catalogue;
use crate::judgement::{Judgement, Rule, Verdict};
use generator::model::Json;
use program::Program;
use run::{End, Run, Staged};
use state::Memory;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use table::Table;

/// What stands for a value of a person where tables are shown.
const MASKED: &str = "***";

/// A world. Calls of many connections change it, one after another.
pub struct World {
    program: Program,
    state: Option<PathBuf>,
    memory: Mutex<Memory>,
}

/// Why there is no world.
#[derive(Debug)]
pub enum WorldError {
    /// The file has problems, in the order of its lines.
    Problems(Vec<Problem>),
    /// What was kept cannot be read.
    State(StateError),
}

impl fmt::Display for WorldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                for (position, problem) in problems.iter().enumerate() {
                    let gap = if position > 0 { "\n" } else { "" };
                    write!(f, "{gap}{problem}")?;
                }
                Ok(())
            }
            Self::State(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for WorldError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::State(error) => std::error::Error::source(error),
            Self::Problems(_) => None,
        }
    }
}

impl World {
    /// The world that a file describes; one without rules where the file has none. With `state`, it begins as it was kept there, and each change
    /// is kept.
    pub fn new(
        file: &WorldFile,
        catalogue: &Catalogue,
        state: Option<PathBuf>,
    ) -> Result<Self, WorldError> {
        let program = compile::compile(file, catalogue).map_err(WorldError::Problems)?;
        let memory = match &state {
            Some(path) => {
                // That it cannot be kept is found out now, not after the first payment.
                state::writable(path).map_err(WorldError::State)?;
                Memory::load(&program, path).map_err(WorldError::State)?
            }
            None => Memory::new(&program),
        };
        Ok(Self {
            program,
            state,
            memory: Mutex::new(memory),
        })
    }

    /// What the tables say about a call; they change if they accept it. `None` where no rule is about its operation.
    ///
    /// Where something else decides what is answered, this is what gives the call its effect: the judgement then says what it was.
    #[must_use]
    pub fn judge(&self, catalogue: &Catalogue, call: &Call, now: SystemTime) -> Option<Judgement> {
        let rule = self.program.rules.get(&call.id)?;
        let mut memory = self.memory();
        let serial = memory.serial + 1;
        let bank = catalogue.bank();
        let run = Run::new(bank, &self.program, &memory.tables, call, now, serial);
        let (row, content, staged, assumed, note) = match run.finish(rule) {
            End::Refused(refusal) => {
                let mut judgement = Judgement::new(Rule::World, Verdict::Code(refusal.row));
                judgement.assumed.extend(refusal.assumed);
                return Some(judgement.noting(refusal.note));
            }
            End::Broken(why) => {
                return Some(Judgement::new(Rule::World, Verdict::Status(500)).noting(why));
            }
            End::Accepted {
                row,
                content,
                staged,
                assumed,
                note,
            } => (row, content, staged, assumed, note),
        };
        let mut judgement = Judgement::new(Rule::World, Verdict::Code(row));
        judgement.content = content;
        judgement.assumed = assumed;
        judgement.notes.extend(note);
        judgement.effect = staged.words(&self.program);
        if judgement.effect.is_some() {
            memory.serial = serial;
            commit(staged, &mut memory);
            if let Some(path) = &self.state
                && let Err(error) = memory.save(&self.program, path)
            {
                judgement.notes.push(error.to_string());
            }
        }
        Some(judgement)
    }

    /// All tables as they are now: for each its rows as objects. What calls have said about people is masked.
    #[must_use]
    pub fn tables(&self) -> Json {
        let memory = self.memory();
        let tables = self.program.tables.iter().zip(&memory.tables);
        let tables = tables.map(|(spec, table)| {
            let columns = || spec.columns.iter().zip(&spec.masked);
            let rows = table.rows().map(|row| {
                let members = columns().zip(row).filter_map(|((name, masked), cell)| {
                    let text = cell.as_deref()?;
                    let shown = if *masked { MASKED } else { text };
                    Some((name.clone(), Json::Text(shown.to_owned())))
                });
                Json::Object(members.collect())
            });
            (spec.name.clone(), Json::Array(rows.collect()))
        });
        Json::Object(tables.collect())
    }

    /// The values of one column in every row of a table, `None` for empty ones; nothing where there is no such table or column.
    #[must_use]
    pub fn column(&self, table: &str, column: &str) -> Vec<Option<String>> {
        let named = |spec: &program::TableSpec| spec.name == table;
        let Some(at) = self.program.tables.iter().position(named) else {
            return Vec::new();
        };
        let mut columns = self.program.tables[at].columns.iter();
        let Some(column) = columns.position(|name| name == column) else {
            return Vec::new();
        };
        let memory = self.memory();
        let rows = memory.tables.get(at).into_iter().flat_map(Table::rows);
        rows.map(|row| row.get(column)?.as_deref().map(str::to_owned))
            .collect()
    }

    /// The greatest nonce of each key that a call had before the last stop, by the key's hash.
    #[must_use]
    pub fn nonces(&self) -> BTreeMap<String, u128> {
        self.memory().nonces.clone()
    }

    /// Notes the nonces that keys have got to, to be kept with the next change, or by [`World::keep`].
    pub fn take_nonces(&self, nonces: impl FnOnce() -> Vec<(String, u128)>) {
        if self.state.is_some() {
            let nonces = nonces();
            self.memory().take_nonces(nonces);
        }
    }

    /// Keeps nonces that no change of a table has kept.
    pub fn keep(&self) -> Result<(), StateError> {
        let mut memory = self.memory();
        match &self.state {
            Some(path) if memory.unsaved => memory.save(&self.program, path),
            Some(_) | None => Ok(()),
        }
    }

    /// Forgets what calls have changed. Nonces stay used, as at a bank.
    pub fn reset(&self) -> Result<(), StateError> {
        let mut memory = self.memory();
        let nonces = std::mem::take(&mut memory.nonces);
        *memory = Memory::new(&self.program);
        memory.nonces = nonces;
        match &self.state {
            Some(path) => memory.save(&self.program, path),
            None => Ok(()),
        }
    }

    /// No call leaves the tables half changed, not even one that panics.
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").finish_non_exhaustive()
    }
}

fn commit(staged: Staged, memory: &mut Memory) {
    for ((table, row), cells) in staged.changed {
        if let Some(table) = memory.tables.get_mut(table) {
            table.replace(row, cells);
        }
    }
    for (table, cells) in staged.added {
        if let Some(table) = memory.tables.get_mut(table) {
            table.insert(cells);
        }
    }
}
