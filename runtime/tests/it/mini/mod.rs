//! A made-up bank in the exact shape of generated code.
#![allow(dead_code, missing_docs, clippy::struct_field_names)]

pub mod avisos;
pub mod pagos;
pub mod types;
