//! A world without a server: calls are made by hand.

use generator::model::Json;
use sandbox::call::{Call, CallBody};
use sandbox::catalogue::Catalogue;
use sandbox::config::SandboxFile;
use sandbox::json;
use sandbox::judgement::{Judgement, Verdict};
use sandbox::wire::{Head, Received};
use sandbox::world::World;
use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

/// Whoever signs the calls of these tests.
pub(crate) const KEY: &str = "a9100000000000000000000000000c01";

pub(crate) fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// The specification is read once for all tests.
pub(crate) fn catalogue(bank: &str) -> Arc<Catalogue> {
    static READ: Mutex<BTreeMap<String, Arc<Catalogue>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().unwrap();
    let open = || Arc::new(Catalogue::open(&spec(), bank, &[]).unwrap());
    Arc::clone(read.entry(bank.to_owned()).or_insert_with(open))
}

pub(crate) fn file(bank: &str) -> SandboxFile {
    let text = fs::read_to_string(spec().join(bank).join("sandbox.yaml")).unwrap();
    SandboxFile::parse(&text).unwrap()
}

/// A bank and its world.
pub(crate) struct Stage {
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) world: World,
    pub(crate) now: SystemTime,
}

/// A call in the making: path and query as pairs, headers, a body in JSON.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sent<'t> {
    pub(crate) path: &'t [(&'t str, &'t str)],
    pub(crate) query: &'t [(&'t str, &'t str)],
    pub(crate) headers: &'t [(&'t str, &'t str)],
    pub(crate) body: &'t str,
}

impl Stage {
    pub(crate) fn new(bank: &str) -> Self {
        Self::with(bank, &file(bank), None)
    }

    pub(crate) fn with(bank: &str, file: &SandboxFile, state: Option<PathBuf>) -> Self {
        let catalogue = catalogue(bank);
        let world = World::new(&file.world, &catalogue, state).unwrap_or_else(|e| panic!("{e}"));
        Self {
            catalogue,
            world,
            // 2026-03-05 18:07:09 in UTC.
            now: SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_734_029),
        }
    }

    pub(crate) fn judge(&self, operation: &str, sent: Sent<'_>) -> Judgement {
        let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            pairs.iter().map(owned).collect()
        };
        let head = Head {
            method: String::new(),
            target: String::new(),
            headers: pairs(sent.headers)
                .into_iter()
                .map(|(name, value)| (name, value.into_bytes()))
                .collect(),
            raw: Vec::new(),
            peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 1)),
            connection: 1,
            number: 1,
        };
        let body = match sent.body {
            "" => CallBody::None,
            text => CallBody::Json(json::parse(text.as_bytes()).unwrap()),
        };
        let call = Call {
            id: self.catalogue.find(operation).unwrap(),
            received: Received::new(head, sent.body.as_bytes().to_vec()),
            path: pairs(sent.path),
            query: pairs(sent.query),
            body,
            client: Some(KEY.to_owned()),
        };
        let judged = self.world.judge(&self.catalogue, &call, self.now);
        judged.unwrap_or_else(|| panic!("no rule for {operation}"))
    }

    /// The code that a call is answered with.
    pub(crate) fn code(&self, operation: &str, sent: Sent<'_>) -> String {
        self.code_of(operation, &self.judge(operation, sent))
    }

    pub(crate) fn code_of(&self, operation: &str, judgement: &Judgement) -> String {
        let Verdict::Code(row) = judgement.verdict else {
            panic!("{operation}: {:?}", judgement.verdict)
        };
        let id = self.catalogue.find(operation).unwrap();
        self.catalogue.operation(id).codes[row].code.clone()
    }

    /// The cell of the row whose first column is `key`.
    pub(crate) fn cell(&self, table: &str, key: (&str, &str), column: &str) -> Option<String> {
        let keys = self.world.column(table, key.0);
        let at = keys.iter().position(|one| one.as_deref() == Some(key.1))?;
        self.world.column(table, column).get(at)?.clone()
    }
}

/// The body of an answer as text.
pub(crate) fn body(judgement: &Judgement) -> String {
    let body: &Json = judgement.content.body.as_ref().unwrap();
    json::write(body)
}
