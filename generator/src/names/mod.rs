//! Names of generated items, typed by their role. `lower` decides them once; emitters print them.

mod fold;
mod ident;
mod keywords;
mod scope;

pub use ident::{
    ConstIdent, FieldIdent, MethodIdent, ModuleIdent, NoIdent, TypeIdent, VariantIdent,
};
pub use scope::{Clash, Origin, Scope};
