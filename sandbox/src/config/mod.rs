//! What a sandbox is started with.

mod file;
mod names;

pub use file::{
    Check, CheckRule, Credential, FileError, FormerToken, GatewayFault, HeaderText, PathRule,
    SandboxFile, Settings,
};

pub use names::{Problem, paths, problems};

use crate::journal::Entry;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// Where a sandbox listens unless told otherwise.
pub const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8585);

/// What a sandbox is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Bank to serve, by id: `banco-plaza`.
    pub bank: String,
    /// Folder of the specification: bank folders, or the bank's folder itself.
    pub spec: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Services to serve, by id; all where empty.
    pub services: Vec<String>,
    /// What everything that is drawn by chance is drawn from.
    pub seed: u64,
    /// A file of the shape of `spec/<bank>/sandbox.yaml` whose entries go before that one's.
    pub file: Option<PathBuf>,
    /// Whether to listen on an address that other machines reach.
    pub allow_remote: bool,
    /// Where accounts, customers, keys and used nonces are kept between runs; nowhere where there is none.
    pub state: Option<PathBuf>,
    /// What time it is.
    pub clock: Clock,
    /// Who is told of each entry of the journal.
    pub watcher: Watcher,
}

impl Config {
    /// A bank of a specification, on a free port of this machine, with everything else as it comes.
    #[must_use]
    pub fn new(spec: impl Into<PathBuf>, bank: impl Into<String>) -> Self {
        Self {
            bank: bank.into(),
            spec: spec.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            services: Vec::new(),
            seed: 0,
            file: None,
            allow_remote: false,
            state: None,
            clock: Clock::default(),
            watcher: Watcher::default(),
        }
    }
}

/// What time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// A clock of one's own.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    /// The machine's.
    fn default() -> Self {
        Self::new(SystemTime::now)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Who is told of each entry of the journal, as it is written.
#[derive(Clone, Default)]
pub struct Watcher(Option<Arc<Tell>>);

type Tell = dyn Fn(&Entry) + Send + Sync;

impl Watcher {
    /// A function that is called for each entry, by the task that answers the request: it has to be quick.
    pub fn new(tell: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    /// Tells it.
    pub(crate) fn tell(&self, entry: &Entry) {
        if let Some(tell) = &self.0 {
            tell(entry);
        }
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
