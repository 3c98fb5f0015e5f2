//! The mirror of the YAML: one Rust type per YAML map, no logic.
//!
//! Every struct refuses unknown keys. Tables are lists, because a map would lose a row that a document lists twice. A value
//! that a later check may have to point at is [`Spanned`].

pub mod auth;
pub mod bank;
pub mod codes;
pub mod fact;
pub mod operation;
pub mod ruling;
mod scalar;
pub(crate) mod schema;
pub mod service;
pub mod types;

pub use crate::source::Spanned;
pub use auth::{AuthKind, AuthScheme, Credential, MessagePart, Nonce, SignatureHeader, Vector};
pub use bank::{Bank, BankDocument, Envelope, EnvelopeField, Group, Repair, Unused, Zone};
pub use codes::{CodeRow, CodeTable, Codes, Outcome};
pub use fact::{Fact, Json, Lines, Localized, OneOrMany, Reading, Source, SourceLines, StatusText};
pub use operation::{
    Effect, Example, ExampleMessage, Finality, Idempotency, Operation, PathFact, Response,
    ResponseKind,
};
pub use ruling::{Confidence, Ruling, RulingKind, Rulings};
pub(crate) use scalar::{JSON, SPANNED};
pub use schema::schema_json;
pub use service::{Environment, EnvironmentKind, Service};
pub use types::{
    Field, Generate, Kind, ListedValue, Place, Required, Sensitive, TypeDef, WireForm, Words,
    ZeroPadded,
};

/// One bank as written: every YAML file below its folder.
#[derive(Clone, Debug, PartialEq)]
pub struct BankFiles {
    /// `bank.yaml`.
    pub bank: Spanned<Bank>,
    /// `rulings.yaml`; empty where the file is absent.
    pub rulings: Rulings,
    /// `<service>/service.yaml` with its operations, in the order of the folder names.
    pub services: Vec<ServiceFiles>,
}

/// One service as written.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceFiles {
    /// Name of the folder.
    pub folder: String,
    /// `service.yaml`.
    pub service: Spanned<Service>,
    /// `operations/*.yaml`, in the order that `service.yaml` lists them, then by file name.
    pub operations: Vec<Spanned<Operation>>,
}

/// A whole specification: every bank below the root, in the order of the folder names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spec {
    /// The banks.
    pub banks: Vec<BankFiles>,
    /// Path of each file below the root; a [`FileId`](crate::source::FileId) is the position.
    pub files: Vec<String>,
}
