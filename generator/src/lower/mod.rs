//! From what is written to what is meant: references resolved, names decided, every rule of the format checked.
//!
//! One rule is one small function; the files are cut by noun. A rule that finds a problem reports it and goes on with
//! something harmless, so that one run shows every problem. A [`Model`] comes out only if there was none.

mod alias;
mod answer;
mod arguments;
mod auth;
mod bank;
mod body;
mod boolean;
mod codes;
mod credential;
mod cycle;
mod decimal;
mod envelope;
mod environment;
mod example_body;
mod examples;
mod facts;
mod fields;
mod format;
mod headers;
mod http;
mod made;
mod naming;
mod object;
mod operation;
mod path;
mod pattern;
mod problem;
mod reserved;
mod responses;
mod rows;
mod rules;
mod rulings;
mod service;
mod single;
mod supply;
mod tables;
mod types;
pub(crate) mod values;
mod vectors;

use crate::diagnostic::Diagnostic;
use crate::model::{Model, Type, TypeId};
use crate::names;
use crate::source::Span;
use crate::spec::Spec;
use naming::Derived;
use problem::Problems;
use std::collections::HashMap;
use supply::Taken;
use tables::Tables;
use values::Patterns;

/// How deep objects and lists stand in one another: code and checks follow each level.
const GREATEST_DEPTH: usize = 32;

/// Lowers a specification.
///
/// # Errors
/// Every problem of the specification, in the order of files and places.
pub fn lower(spec: &Spec) -> Result<Model, Vec<Diagnostic>> {
    let mut problems = Problems::default();
    let mut banks = Vec::with_capacity(spec.banks.len());
    for files in &spec.banks {
        banks.push(bank::lower(files, &spec.files, &mut problems));
    }
    let problems = problems.into_list();
    if problems.is_empty() {
        banks.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Model { banks })
    } else {
        Err(problems)
    }
}

/// What the rules of one bank look things up in, and what they have made so far.
struct Lowering<'a> {
    problems: &'a mut Problems,
    /// Regular expressions, each compiled once.
    patterns: Patterns,
    /// Names that were derived already.
    derived: Derived,
    /// Path of each file below the specification's root.
    files: &'a [String],
    /// Line count of each document, and its place by id.
    document_lines: Vec<u32>,
    documents: HashMap<&'a str, usize>,
    rulings: HashMap<&'a str, Span>,
    /// Document of the service at hand; none while `bank.yaml` is lowered.
    home: Option<usize>,
    /// Whether the bank says what its wall clock shows.
    has_zone: bool,
    /// What can be referred to by name: by the bank, later by the service at hand.
    tables: Tables<'a>,
    /// Headers that the client supplies, as far as requests take them.
    taken: Taken<'a>,
    /// Every type made so far, and where each was written.
    types: Vec<Type>,
    type_spans: Vec<Span>,
    /// Names of types that the generated modules and the OpenAPI file at hand already have.
    type_names: names::Scope,
    /// Types made for rows (nested objects, inline rules) of the service at hand, by name.
    made: HashMap<String, TypeId>,
}
