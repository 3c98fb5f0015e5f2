//! A running sandbox, and the handle to it.

use crate::auth::{Accepted, Auth};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::config::{self, Config, FileError, Problem, SandboxFile};
use crate::coverage::{Coverage, CoverageReport};
use crate::fault::{Places, Schedule};
use crate::journal::{self, Entry, Journal};
use crate::refusal::Refusals;
use crate::route::Routes;
use crate::scenario::ScenarioQueue;
use crate::service::BankService;
use crate::value::Rules;
use crate::wire::{Limits, Server};
use crate::world::{World, WorldError};
use generator::trigger::{OperationTriggers, Triggers};
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A bank that is being served. It ends when this is dropped.
pub struct Sandbox {
    service: Arc<BankService>,
    server: Server,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("bank", &self.service.catalogue.bank().id)
            .field("local_addr", &self.server.local_addr())
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Reads the specification and serves the bank. It takes a tokio runtime with IO and time.
    ///
    /// # Errors
    /// If the specification or a file is not as it should be, or the address cannot be listened on.
    #[expect(
        clippy::unused_async,
        reason = "only an asynchronous caller is on the runtime that the server needs"
    )]
    pub async fn start(config: Config) -> Result<Self, StartError> {
        if !config.allow_remote && !config.listen.ip().is_loopback() {
            return Err(StartError::Remote(config.listen));
        }
        let catalogue = Catalogue::open(&config.spec, &config.bank, &config.services)
            .map_err(StartError::Catalogue)?;
        let service = Arc::new(build(catalogue, &config)?);
        let server = Server::bind(config.listen, Limits::default(), Arc::clone(&service))
            .map_err(|error| StartError::Listen(config.listen, error))?;
        Ok(Self { service, server })
    }

    /// The address it listens on.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.server.local_addr()
    }

    /// An address that programs of this machine reach it at: that of the loopback where it listens on all.
    #[must_use]
    pub fn reached_at(&self) -> SocketAddr {
        let address = self.local_addr();
        let ip: IpAddr = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            IpAddr::V4(_) | IpAddr::V6(_) => return address,
        };
        SocketAddr::new(ip, address.port())
    }

    /// The bank.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.service.catalogue
    }

    /// Where everything is served.
    #[must_use]
    pub fn routes(&self) -> &Routes {
        &self.service.routes
    }

    /// Where a service is served: scheme, host, port and base path. `None` where there is no such service.
    #[must_use]
    pub fn base_url(&self, service: &str) -> Option<String> {
        let position = self.position(service)?;
        Some(format!(
            "http://{}{}",
            self.reached_at(),
            self.service.base(position)
        ))
    }

    /// The token endpoint of a service, if it has one.
    #[must_use]
    pub fn token_url(&self, service: &str) -> Option<String> {
        let path = self
            .service
            .routes
            .token(&self.service.catalogue, self.position(service)?)?;
        Some(format!("http://{}{path}", self.reached_at()))
    }

    fn position(&self, service: &str) -> Option<usize> {
        let mut services = self.service.catalogue.services();
        services
            .find(|(_, own)| own.id == service)
            .map(|(position, _)| position)
    }

    /// The made-up credentials that are accepted.
    #[must_use]
    pub fn credentials(&self) -> &[Accepted] {
        self.service.auth.accepted()
    }

    /// The requests that are kept, oldest first.
    #[must_use]
    pub fn journal(&self) -> Vec<Arc<Entry>> {
        self.service.journal.since(0)
    }

    /// Those behind the one of this number.
    #[must_use]
    pub fn journal_since(&self, number: u64) -> Vec<Arc<Entry>> {
        self.service.journal.since(number)
    }

    /// Which pairs of operation and response code have been answered.
    #[must_use]
    pub fn coverage(&self) -> CoverageReport {
        self.service.coverage.report(&self.service.catalogue)
    }

    /// Queues a scenario for the next calls of an operation: `crear_pago_p2p`, `0084; effect=yes`, 1. The token endpoint of a service is
    /// `clientes/token`; it has faults only.
    ///
    /// # Errors
    /// If there is no such operation, or the scenario cannot be understood.
    pub fn queue(&self, operation: &str, scenario: &str, times: u32) -> Result<(), String> {
        self.service.queue(operation, scenario, times)
    }

    /// Withdraws a public key or an OAuth client, or gives it back. Says whether there is such.
    #[must_use]
    pub fn revoke(&self, client: &str, revoked: bool) -> bool {
        self.service.auth.revoke(client, revoked)
    }

    /// Lets every token expire that was issued until now.
    pub fn expire_tokens(&self) {
        self.service.auth.expire_tokens();
    }

    /// Refuses new connections for a time.
    pub fn refuse(&self, time: Duration) {
        self.server.refuse(time);
    }

    /// The accounts, customers and keys.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.service.world
    }

    /// Accepts nothing more, answers what is in progress and ends. Says how many connections had to be cut off.
    pub async fn shutdown(self) -> usize {
        self.server.shutdown().await
    }
}

/// What stands beside the specification, and what was given besides.
fn file(
    catalogue: &Catalogue,
    spec: &Path,
    bank: &str,
    given: Option<&Path>,
) -> Result<SandboxFile, StartError> {
    let own = file_of(spec, bank);
    let file = if own.exists() {
        checked(&own, catalogue)?
    } else {
        SandboxFile::default()
    };
    Ok(match given {
        Some(path) => file.overridden(checked(path, catalogue)?),
        None => file,
    })
}

/// Where everything of a bank is served by its own file.
pub(crate) fn routes(catalogue: &Catalogue, spec: &Path, bank: &str) -> Result<Routes, StartError> {
    let file = file(catalogue, spec, bank, None)?;
    Ok(Routes::new(catalogue, &config::paths(&file, catalogue)))
}

fn build(catalogue: Catalogue, config: &Config) -> Result<BankService, StartError> {
    let file = file(
        &catalogue,
        &config.spec,
        &config.bank,
        config.file.as_deref(),
    )?;
    let routes = Routes::new(&catalogue, &config::paths(&file, &catalogue));
    let world =
        World::new(&file.world, &catalogue, config.state.clone()).map_err(StartError::World)?;
    let auth = Auth::new(&catalogue, &file.credentials, &file.settings, config.seed);
    auth.resume(&world.nonces());
    let places = catalogue
        .operations()
        .map(|(id, service, operation)| (id, Places::of(service, operation)));
    let places = places.collect();
    let schedule = Schedule::new(config.seed, file.faults)
        .map_err(|error| StartError::Faults(error.to_string()))?;
    Ok(BankService {
        rules: Rules::new(catalogue.bank()),
        routes,
        auth,
        refusals: Refusals::new(file.checks),
        triggers: Triggers::of(catalogue.bank()),
        no_triggers: OperationTriggers::default(),
        world,
        schedule,
        queue: ScenarioQueue::default(),
        journal: Journal::new(
            file.settings.journal.unwrap_or(journal::SIZE),
            config.watcher.clone(),
        ),
        coverage: Coverage::new(&catalogue),
        settings: file.settings,
        clock: config.clock.clone(),
        seed: config.seed,
        places,
        catalogue,
    })
}

/// The file that stands beside a bank's specification.
fn file_of(spec: &Path, bank: &str) -> PathBuf {
    const NAME: &str = "sandbox.yaml";
    let below = spec.join(bank);
    if below.is_dir() {
        below.join(NAME)
    } else {
        spec.join(NAME)
    }
}

fn checked(path: &Path, catalogue: &Catalogue) -> Result<SandboxFile, StartError> {
    let file = SandboxFile::read(path).map_err(StartError::File)?;
    let problems = config::problems(&file, catalogue);
    if problems.is_empty() {
        Ok(file)
    } else {
        Err(StartError::Problems(path.to_owned(), problems))
    }
}

/// Why a sandbox could not be started.
#[derive(Debug)]
pub enum StartError {
    /// The address is not of this machine alone, and nobody said that it may be.
    Remote(SocketAddr),
    /// There is nothing to serve.
    Catalogue(CatalogueError),
    /// A file cannot be read.
    File(FileError),
    /// A file does not fit the bank.
    Problems(PathBuf, Vec<Problem>),
    /// There is no world: its part of the file has problems, or what was kept cannot be read.
    World(WorldError),
    /// The fault rules are no schedule.
    Faults(String),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remote(address) => write!(
                f,
                "{address} can be reached from other machines; --allow-remote says that it may be"
            ),
            Self::Catalogue(error) => error.fmt(f),
            Self::File(error) => error.fmt(f),
            Self::Problems(path, problems) => {
                for (position, problem) in problems.iter().enumerate() {
                    let gap = if position > 0 { "\n" } else { "" };
                    write!(
                        f,
                        "{gap}{}:{}: {}",
                        path.display(),
                        problem.line,
                        problem.what
                    )?;
                }
                Ok(())
            }
            Self::World(error) => error.fmt(f),
            Self::Faults(what) => write!(f, "faults: {what}"),
            Self::Listen(address, _) => write!(f, "{address} cannot be listened on"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Catalogue(error) => error.source(),
            Self::File(error) => error.source(),
            Self::World(error) => error.source(),
            Self::Listen(_, error) => Some(error),
            Self::Remote(_) | Self::Problems(..) | Self::Faults(_) => None,
        }
    }
}
