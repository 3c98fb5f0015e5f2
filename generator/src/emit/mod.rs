//! The model as files.
//!
//! Pure: [`emit`] reads nothing but its arguments, and the same model gives the same bytes on every machine.

use crate::output::OutputError;
use std::fmt;

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
