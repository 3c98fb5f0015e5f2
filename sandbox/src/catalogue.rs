//! The bank that is served: its model, and which of its services.

use generator::diagnostic::Diagnostic;
use generator::load::{self, LoadError};
use generator::model::{Bank, Operation, Service};
use generator::source::Sources;
use generator::{lower, parse};
use std::fmt;
use std::path::Path;

/// An operation by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId {
    /// Position in [`Bank::services`].
    pub service: usize,
    /// Position in [`Service::operations`].
    pub operation: usize,
}

/// The model of one bank and the services of it that are served.
#[derive(Debug)]
pub struct Catalogue {
    bank: Bank,
    served: Vec<usize>,
}

impl Catalogue {
    /// Serves all services of a bank, or those of `services` where it is not empty.
    pub fn new(bank: Bank, services: &[String]) -> Result<Self, CatalogueError> {
        for wanted in services {
            if !bank.services.iter().any(|service| service.id == *wanted) {
                let known = bank.services.iter().map(|service| service.id.clone());
                return Err(CatalogueError::NoService(wanted.clone(), known.collect()));
            }
        }
        let served = (0..bank.services.len())
            .filter(|position| {
                let id = bank.services.get(*position).map(|service| &service.id);
                services.is_empty() || id.is_some_and(|id| services.contains(id))
            })
            .collect();
        Ok(Self { bank, served })
    }

    /// Reads a specification and picks a bank of it. `spec` holds bank folders, or is the bank's folder itself.
    pub fn open(spec: &Path, bank: &str, services: &[String]) -> Result<Self, CatalogueError> {
        let sources = load::load(spec).map_err(CatalogueError::Load)?;
        let lowered = parse::parse(&sources).and_then(|spec| lower::lower(&spec));
        let model = match lowered {
            Ok(model) => model,
            Err(problems) => return Err(CatalogueError::Diagnostics(sources, problems)),
        };
        let known = model.banks.iter().map(|bank| bank.id.clone()).collect();
        match model.banks.into_iter().find(|found| found.id == bank) {
            Some(bank) => Self::new(bank, services),
            None => Err(CatalogueError::NoBank(bank.to_owned(), known)),
        }
    }

    /// The model.
    #[must_use]
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The services that are served, with their positions in the model.
    pub fn services(&self) -> impl Iterator<Item = (usize, &Service)> {
        self.served
            .iter()
            .filter_map(|position| Some((*position, self.bank.services.get(*position)?)))
    }

    /// The operations that are served, in the order of the model.
    pub fn operations(&self) -> impl Iterator<Item = (OperationId, &Service, &Operation)> {
        self.services().flat_map(|(position, service)| {
            let operations = service.operations.iter().enumerate();
            operations.map(move |(operation, found)| {
                let id = OperationId {
                    service: position,
                    operation,
                };
                (id, service, found)
            })
        })
    }

    /// The service of an operation.
    #[must_use]
    pub fn service(&self, id: OperationId) -> &Service {
        &self.bank.services[id.service]
    }

    /// An operation. Ids are made by this catalogue only, so that there always is one.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> &Operation {
        &self.service(id).operations[id.operation]
    }

    /// The full name of an operation: `pagos/crear_pago_p2p`.
    #[must_use]
    pub fn name(&self, id: OperationId) -> String {
        format!("{}/{}", self.service(id).id, self.operation(id).id)
    }

    /// The operation of this name: `crear_pago_p2p`, or `pagos/crear_pago_p2p` where two services have one of the name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<OperationId> {
        let (service, operation) = match name.split_once('/') {
            Some((service, operation)) => (Some(service), operation),
            None => (None, name),
        };
        let mut found = self.operations().filter(|(_, of, candidate)| {
            candidate.id == operation && service.is_none_or(|service| of.id == service)
        });
        match (found.next(), found.next()) {
            (Some((id, _, _)), None) => Some(id),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }
}

/// Why there is nothing to serve.
#[derive(Debug)]
pub enum CatalogueError {
    /// The specification cannot be read.
    Load(LoadError),
    /// The specification has problems.
    Diagnostics(Sources, Vec<Diagnostic>),
    /// It has no bank of this name; those it has.
    NoBank(String, Vec<String>),
    /// The bank has no service of this name; those it has.
    NoService(String, Vec<String>),
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(_) => write!(f, "the specification cannot be read"),
            Self::Diagnostics(sources, problems) => {
                for problem in problems {
                    writeln!(f, "{}", problem.render(sources, false))?;
                }
                write!(f, "the specification has problems")
            }
            Self::NoBank(name, known) => {
                write!(
                    f,
                    "there is no bank `{name}`; there is {}",
                    known.join(", ")
                )
            }
            Self::NoService(name, known) => {
                write!(
                    f,
                    "there is no service `{name}`; there is {}",
                    known.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for CatalogueError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Load(error) => Some(error),
            Self::Diagnostics(..) | Self::NoBank(..) | Self::NoService(..) => None,
        }
    }
}
