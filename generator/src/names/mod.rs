//! Names of generated items, typed by their role. `lower` decides them once; emitters print them.

mod ident;

pub use ident::{FieldIdent, MethodIdent, ModuleIdent, TypeIdent, VariantIdent};
