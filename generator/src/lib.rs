//! Turns the transcription of banks' API documents into Rust client crates and OpenAPI files.
//!
//! One stage, one type, one verb:
//!
//! ```text
//! load(dir)          -> Sources    files read once, sorted
//! parse(&Sources)    -> Spec       the mirror of the YAML
//! lower(&Spec)       -> Model      validated, resolved, named
//! emit(&Model, ..)   -> Output     path -> contents, all in memory
//! ```
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod emit;
pub mod load;
pub mod lower;
pub mod made_up;
pub mod model;
pub mod names;
pub mod output;
mod parallel;
pub mod parse;
pub mod source;
pub mod spec;
pub mod trigger;
