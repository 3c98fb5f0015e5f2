//! The commands of this workspace.

pub mod cli;
mod codegen;
mod run;
pub mod synth;
pub mod verify;

pub use run::{Console, run};
