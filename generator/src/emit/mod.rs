//! The model as files.
//!
//! Pure: [`emit`] reads nothing but its arguments, and the same model gives the same bytes on every machine.

mod format;
pub mod openapi;
mod rust;
mod text;

use crate::model::Model;
use crate::output::{Output, OutputError};
use crate::parallel;
use rust::Crate;
use std::fmt;
use std::num::NonZero;

/// What the files depend on besides the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Path of the crate `bank-client-runtime`, relative to a generated crate's folder, with `/` between folders.
    pub runtime: String,
    /// Whether the generated crates lie outside the workspace: each is then a workspace of its own.
    pub standalone: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: "../../runtime".to_owned(),
            standalone: false,
        }
    }
}

/// A bug in the generator: a valid model never gets here.
#[derive(Debug)]
#[non_exhaustive]
pub enum EmitError {
    /// Two emitters made the same file, or one a path outside the output folder.
    Output(OutputError),
    /// A template could not be filled.
    Template {
        /// Path below `templates/`.
        template: &'static str,
        /// Why.
        source: minijinja::Error,
    },
    /// The model holds something that `lower` should have refused.
    Model {
        /// File of the specification concerned.
        file: String,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bug in the generator: ")?;
        match self {
            Self::Output(error) => write!(f, "{error}"),
            Self::Template { template, .. } => write!(f, "template `{template}` cannot be filled"),
            Self::Model { file, what } => write!(f, "{what} (from {file})"),
        }
    }
}

impl std::error::Error for EmitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output(error) => error.source(),
            Self::Template { source, .. } => Some(source),
            Self::Model { .. } => None,
        }
    }
}

impl From<OutputError> for EmitError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Every file of every bank's crate, its OpenAPI files included.
pub fn emit(model: &Model, options: &Options) -> Result<Output, EmitError> {
    let crates: Vec<Crate<'_>> = model.banks.iter().map(Crate::new).collect();
    let mut jobs = Vec::new();
    for (index, one) in crates.iter().enumerate() {
        jobs.extend(one.units().into_iter().map(|unit| (index, unit)));
    }
    let results = parallel::each(&jobs, NonZero::<usize>::MIN, |(index, unit)| {
        match crates.get(*index) {
            Some(one) => one.emit(*unit, options),
            None => Ok(Vec::new()),
        }
    });
    let mut output = Output::default();
    for ((index, _), files) in jobs.iter().zip(results) {
        let folder = model.banks.get(*index).map_or("", |bank| &bank.id);
        for (path, contents) in files? {
            output.insert(format!("{folder}/{path}"), contents)?;
        }
    }
    Ok(output)
}
