//! Names of generated items, typed by their role. `lower` decides them once; emitters print them.

mod ident;
mod keywords;
mod scope;
mod words;

pub use ident::{FieldIdent, MethodIdent, ModuleIdent, NameError, TypeIdent, VariantIdent};
pub use scope::{Clash, Scope};
