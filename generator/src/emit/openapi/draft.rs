//! What the document under construction has referred to so far.

use super::header::Header;
use crate::emit::EmitError;
use crate::model::{Bank, Document, Provenance, Scope, Service, Shape, SourceLines, Type, TypeId};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A document under construction: the part of the model it describes, and everything its components have to hold in the end.
pub(super) struct Draft<'a> {
    /// The bank.
    pub(super) bank: &'a Bank,
    /// The service that the document is about.
    pub(super) service: &'a Service,
    /// Component names of the types that schemas refer to, in the order of their first use.
    pub(super) types: Vec<(Cow<'a, str>, TypeId)>,
    /// Response headers, by component name, in the order of their first use.
    pub(super) headers: Vec<(String, Header<'a>)>,
    /// Ids of the rulings that were referred to.
    pub(super) rulings: BTreeSet<&'a str>,
    /// What the documents leave open.
    pub(super) gaps: Gaps,
    names: BTreeMap<Cow<'a, str>, TypeId>,
    /// References to a component that were written out instead.
    written_out: BTreeMap<TypeId, usize>,
    /// References to each component.
    references: BTreeMap<TypeId, usize>,
}

/// How many facts of each sort the documents leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps {
    /// Operations without a path.
    pub(super) paths: usize,
    /// Arguments and fields without a required mark.
    pub(super) required: usize,
    /// Response codes and answers without a status.
    pub(super) statuses: usize,
    /// Facts that a ruling supplies.
    pub(super) assumed: usize,
}

impl<'a> Draft<'a> {
    /// An empty draft.
    pub(super) fn new(bank: &'a Bank, service: &'a Service) -> Self {
        Self {
            bank,
            service,
            types: Vec::new(),
            headers: Vec::new(),
            rulings: BTreeSet::new(),
            gaps: Gaps::default(),
            names: BTreeMap::new(),
            written_out: BTreeMap::new(),
            references: BTreeMap::new(),
        }
    }

    /// The type with this id.
    pub(super) fn ty(&self, id: TypeId) -> Result<&'a Type, EmitError> {
        self.bank
            .types
            .get(id.0 as usize)
            .ok_or_else(|| bug(&self.service.file, format!("there is no type {}", id.0)))
    }

    /// The type that a component of this name is.
    pub(super) fn referenced(&self, name: &str) -> Option<&'a Type> {
        self.ty(*self.names.get(name)?).ok()
    }

    /// The component name of a type, which then is among the components. `None` for the rules of a single row, which are written out
    /// where they apply.
    pub(super) fn component(&mut self, id: TypeId) -> Result<Option<Cow<'a, str>>, EmitError> {
        let ty = self.ty(id)?;
        let name = match (&ty.scope, &ty.shape) {
            (Scope::Bank | Scope::Service(_), _) => Cow::Borrowed(ty.ident.plain()),
            (Scope::Operation { service, operation }, Shape::Object(_)) => {
                // Another operation may have one of the same name.
                let service = self.bank.services.get(*service);
                let operation = service.and_then(|service| service.operations.get(*operation));
                let operation = operation.map_or("", |operation| &operation.id);
                Cow::Owned([operation, ".", ty.ident.plain()].concat())
            }
            (
                Scope::Operation { .. },
                Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. },
            ) => return Ok(None),
        };
        match self.names.get(&name) {
            Some(known) if *known == id => {}
            Some(_) => {
                return Err(bug(
                    &self.service.file,
                    format!("two types are named {name}"),
                ));
            }
            None => {
                self.names.insert(name.clone(), id);
                self.types.push((name.clone(), id));
            }
        }
        *self.references.entry(id).or_default() += 1;
        Ok(Some(name))
    }

    /// Takes note that a reference was replaced by what it refers to.
    pub(super) fn write_out(&mut self, name: &str) {
        if let Some(id) = self.names.get(name) {
            *self.written_out.entry(*id).or_default() += 1;
        }
    }

    /// Whether a schema still refers to a type.
    pub(super) fn is_used(&self, id: TypeId) -> bool {
        self.written_out.get(&id) < self.references.get(&id)
    }

    /// Where a fact comes from, as published; its rulings count as referred to.
    pub(super) fn origin(&mut self, provenance: &'a Provenance) -> Origin<'a> {
        self.rulings.extend(provenance.all_rulings());
        if provenance.assumed.is_some() {
            self.gaps.assumed += 1;
        }
        let own = provenance
            .source
            .iter()
            .position(|source| source.document == self.service.document)
            .unwrap_or(0);
        let mut source = None;
        let mut further = Vec::new();
        for (position, lines) in provenance.source.iter().enumerate() {
            let lines = Lines::new(&self.bank.documents, lines);
            if position == own {
                source = Some(lines);
            } else {
                further.push(lines);
            }
        }
        Origin {
            source,
            further,
            assumed: provenance.assumed.as_deref(),
            rulings: provenance.rulings.iter().map(String::as_str).collect(),
        }
    }
}

/// The model holds something that an earlier stage refuses.
pub(super) fn bug(file: &str, what: String) -> EmitError {
    EmitError::Model {
        file: file.to_owned(),
        what,
    }
}

/// Lines of a document.
#[derive(Clone)]
pub(super) struct Lines<'a> {
    /// File name.
    pub(super) document: &'a str,
    /// The lines.
    pub(super) lines: Cow<'a, SourceLines>,
}

impl<'a> Lines<'a> {
    /// The lines with the name of their document.
    pub(super) fn new(documents: &'a [Document], lines: &'a SourceLines) -> Self {
        Self {
            document: documents
                .get(lines.document)
                .map_or("", |document| document.file.as_str()),
            lines: Cow::Borrowed(lines),
        }
    }
}

/// Where a fact comes from.
#[derive(Clone)]
pub(super) struct Origin<'a> {
    /// Lines of the service's document, or of another one where that does not state the fact.
    pub(super) source: Option<Lines<'a>>,
    /// The other documents that state it.
    pub(super) further: Vec<Lines<'a>>,
    /// Ruling that supplies it.
    pub(super) assumed: Option<&'a str>,
    /// Rulings that decided between readings.
    pub(super) rulings: Vec<&'a str>,
}

impl<'a> Origin<'a> {
    /// Adds where another statement of the same fact comes from.
    pub(super) fn join(&mut self, other: Self) {
        let mut all: Vec<Lines<'a>> = self.source.take().into_iter().collect();
        all.append(&mut self.further);
        for lines in other.source.into_iter().chain(other.further) {
            let same = |known: &&mut Lines<'a>| known.lines.document == lines.lines.document;
            if let Some(known) = all.iter_mut().find(same) {
                let known = known.lines.to_mut();
                known.lines.extend_from_slice(&lines.lines.lines);
                known.tidy();
            } else {
                all.push(lines);
            }
        }
        let mut all = all.into_iter();
        self.source = all.next();
        self.further = all.collect();
        let mut rulings = other.rulings;
        // What one statement assumes and another one has from a document is stated.
        match (self.assumed, other.assumed) {
            (None, Some(ruling)) if self.source.is_none() => self.assumed = Some(ruling),
            (Some(ruling), _) if self.source.is_some() => {
                self.assumed = None;
                rulings.insert(0, ruling);
                rulings.extend(other.assumed);
            }
            (_, further) => rulings.extend(further),
        }
        for ruling in rulings {
            if self.assumed != Some(ruling) && !self.rulings.contains(&ruling) {
                self.rulings.push(ruling);
            }
        }
    }
}
