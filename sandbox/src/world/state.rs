//! The tables and the last nonces on a disk: one JSON file, replaced as a whole.

use super::program::Program;
use super::table::{Cell, Table};
use crate::json;
use generator::model::Json;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the tables cannot be kept.
#[derive(Debug)]
pub enum StateError {
    /// The file cannot be read or written.
    Io(PathBuf, io::Error),
    /// It is no file that a sandbox of this bank has written; what is wrong with it.
    Format(PathBuf, String),
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, _) => write!(f, "the state `{}` cannot be kept", path.display()),
            Self::Format(path, what) => write!(
                f,
                "`{}` is no state of this sandbox: {what}; remove it, or name another file",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Format(..) => None,
        }
    }
}

/// What a sandbox remembers.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    pub(super) tables: Vec<Table>,
    /// The running number that was given last.
    pub(super) serial: u64,
    /// The greatest nonce of each key, by the key's hash: the file holds no key.
    pub(super) nonces: BTreeMap<String, u128>,
    /// Whether nonces have been taken that the file does not have yet.
    pub(super) unsaved: bool,
}

impl Memory {
    /// As the file of the bank says.
    pub(super) fn new(program: &Program) -> Self {
        Self {
            tables: program
                .tables
                .iter()
                .map(|table| table.start.clone())
                .collect(),
            serial: 0,
            nonces: BTreeMap::new(),
            unsaved: false,
        }
    }

    /// As it was kept, if it was: a file that is not there is no error.
    pub(super) fn load(program: &Program, path: &Path) -> Result<Self, StateError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::new(program)),
            Err(error) => return Err(StateError::Io(path.to_owned(), error)),
        };
        let wrong = |what: String| StateError::Format(path.to_owned(), what);
        let state = json::parse(&bytes).map_err(wrong)?;
        read(program, &state).map_err(wrong)
    }

    /// Notes the nonces that keys have got to. They only ever grow.
    pub(super) fn take_nonces(&mut self, nonces: Vec<(String, u128)>) {
        for (key, nonce) in nonces {
            let before = self.nonces.get(&key).copied();
            if before < Some(nonce) {
                self.nonces.insert(key, nonce);
                self.unsaved = true;
            }
        }
    }

    /// Writes the file anew beside the old one and then puts it in its place, so that there always is a whole one.
    pub(super) fn save(&mut self, program: &Program, path: &Path) -> Result<(), StateError> {
        let failed = |error| StateError::Io(path.to_owned(), error);
        let beside = beside(path);
        let mut file = File::create(&beside).map_err(failed)?;
        file.write_all(json::write(&self.json(program)).as_bytes())
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&beside, path))
            .map_err(failed)?;
        self.unsaved = false;
        Ok(())
    }

    fn json(&self, program: &Program) -> Json {
        let tables = program.tables.iter().zip(&self.tables);
        let tables = tables.map(|(spec, table)| {
            let rows = table.rows().map(|row| {
                let cell = |cell: &Cell| match cell {
                    Some(text) => Json::Text(text.to_string()),
                    None => Json::Null,
                };
                Json::Array(row.iter().map(cell).collect())
            });
            let columns = spec.columns.iter().cloned().map(Json::Text);
            let table = vec![
                ("columns".to_owned(), Json::Array(columns.collect())),
                (
                    "initial".to_owned(),
                    Json::Number(table.initial().to_string()),
                ),
                ("rows".to_owned(), Json::Array(rows.collect())),
            ];
            (spec.name.clone(), Json::Object(table))
        });
        let nonces = self.nonces.iter();
        let nonces = nonces.map(|(key, nonce)| (key.clone(), Json::Number(nonce.to_string())));
        Json::Object(vec![
            ("serial".to_owned(), Json::Number(self.serial.to_string())),
            ("tables".to_owned(), Json::Object(tables.collect())),
            ("nonces".to_owned(), Json::Object(nonces.collect())),
        ])
    }
}

/// Whether the file could be written. Nothing is left behind.
pub(super) fn writable(path: &Path) -> Result<(), StateError> {
    let beside = beside(path);
    File::create(&beside)
        .and_then(|_| fs::remove_file(&beside))
        .map_err(|error| StateError::Io(path.to_owned(), error))
}

/// Where the file is written before it is put in its place.
fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    PathBuf::from(beside)
}

fn read(program: &Program, state: &Json) -> Result<Memory, String> {
    let serial = number(state, "serial")?;
    let tables = member(state, "tables")?;
    let mut memory = Memory::new(program);
    memory.serial = serial;
    for (spec, table) in program.tables.iter().zip(&mut memory.tables) {
        let Ok(kept) = member(tables, &spec.name) else {
            // A table that the file has since then begins as the file says.
            continue;
        };
        let columns: Vec<_> = spec.columns.iter().cloned().map(Json::Text).collect();
        if *list(kept, "columns")? != columns {
            return Err(format!("its table `{}` has other columns", spec.name));
        }
        let mut rows = Vec::new();
        for row in list(kept, "rows")? {
            rows.push(cells(row, columns.len()).ok_or("a row is none")?);
        }
        *table = table.refilled(rows, number(kept, "initial")?);
    }
    // A file from before nonces were kept has none.
    if let Ok(kept) = member(state, "nonces") {
        memory.nonces = nonces(kept)?;
    }
    Ok(memory)
}

fn nonces(kept: &Json) -> Result<BTreeMap<String, u128>, String> {
    let Json::Object(kept) = kept else {
        return Err("`nonces` is no object".to_owned());
    };
    let nonce = |(key, nonce): &(String, Json)| match nonce {
        Json::Number(digits) => digits.parse().ok().map(|nonce| (key.clone(), nonce)),
        Json::Null | Json::Boolean(_) | Json::Text(_) | Json::Array(_) | Json::Object(_) => None,
    };
    let all: Option<_> = kept.iter().map(nonce).collect();
    all.ok_or_else(|| "a nonce is no whole number".to_owned())
}

fn cells(row: &Json, width: usize) -> Option<Vec<Cell>> {
    let Json::Array(cells) = row else {
        return None;
    };
    let cell = |cell: &Json| match cell {
        Json::Text(text) => Some(Some(Arc::from(text.as_str()))),
        Json::Null => Some(None),
        Json::Boolean(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    };
    let cells: Vec<Cell> = cells.iter().map(cell).collect::<Option<_>>()?;
    (cells.len() == width).then_some(cells)
}

fn member<'j>(json: &'j Json, name: &str) -> Result<&'j Json, String> {
    let members = match json {
        Json::Object(members) => members.as_slice(),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => &[],
    };
    let found = members.iter().find(|(member, _)| member == name);
    found
        .map(|(_, value)| value)
        .ok_or_else(|| format!("it has no `{name}`"))
}

fn list<'j>(json: &'j Json, name: &str) -> Result<&'j Vec<Json>, String> {
    match member(json, name)? {
        Json::Array(items) => Ok(items),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::Object(_) => {
            Err(format!("`{name}` is no list"))
        }
    }
}

fn number(json: &Json, name: &str) -> Result<u64, String> {
    match member(json, name)? {
        Json::Number(digits) => digits.parse().map_err(|_| format!("`{name}` is no count")),
        Json::Null | Json::Boolean(_) | Json::Text(_) | Json::Array(_) | Json::Object(_) => {
            Err(format!("`{name}` is no count"))
        }
    }
}
