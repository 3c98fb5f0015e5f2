//! The model: validated, resolved and named. Emitters print it; nothing in it only means "not yet known".
//!
//! Lists stand in document order. References are positions ([`TypeId`], indices into [`Service::auth`] and so on) that `lower` has checked.

pub mod auth;
pub mod codes;
pub mod fact;
pub mod operation;
pub mod types;

pub use crate::names::{ConstIdent, FieldIdent, MethodIdent, ModuleIdent, TypeIdent, VariantIdent};
pub use auth::{
    Algorithm, AuthKind, AuthScheme, ClientAuthentication, Credential, Encoding, MessagePart,
    NonceKind, Signature, SignaturePart, Vector,
};
pub use codes::{Code, CodeRow, Envelope, EnvelopePlace, Outcome};
pub use fact::{Fact, Json, Provenance, Ruling, SourceLines, Text};
pub use operation::{
    Answer, AnswerStruct, AnswerVariant, Body, Effect, Example, ExampleMessage, Finality,
    Idempotency, Method, Operation, Path, ProfileHeader, Response, ResponseKind, Segment,
};
pub use types::{
    DateFormat, DecimalRules, Field, Generate, IntegerRules, Listed, Place, Required, Scope,
    Sensitive, Shape, Supply, TextRules, Type, TypeId, TypeRef, WireForm, Words, ZeroPadded,
};

use serde::Serialize;

/// Everything that is generated: the banks in the order of their ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Model {
    /// The banks.
    pub banks: Vec<Bank>,
}

/// One bank: one generated crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bank {
    /// Id in kebab-case: folder and package name.
    pub id: String,
    /// Name of the library in Rust code (`banco_plaza`).
    pub lib: ModuleIdent,
    /// Name of the bank.
    pub title: Text,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Version of the crate and the OpenAPI files.
    pub version: String,
    /// Offset of the bank's wall clock in minutes east of UTC.
    pub zone: Option<Fact<i32>>,
    /// The transcribed documents.
    pub documents: Vec<Document>,
    /// Every named type: the bank's, the services' and those made for operations. [`TypeId`] is the position.
    pub types: Vec<Type>,
    /// The services, in the order of their folders.
    pub services: Vec<Service>,
    /// All rulings, in the order of their ids.
    pub rulings: Vec<Ruling>,
    /// Path of `bank.yaml` below the specification's root.
    pub file: String,
}

impl Bank {
    /// The type with this id. `lower` hands out ids of this very list only.
    #[must_use]
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// The fields of a type that is an object; `None` for every other type, also for a list of objects.
    #[must_use]
    pub fn members(&self, ty: &TypeRef) -> Option<&[Field]> {
        match ty {
            TypeRef::Named(id) => match &self.ty(*id).shape {
                Shape::Object(fields) => Some(fields),
                Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => None,
            },
            TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::Date(_)
            | TypeRef::Time(_)
            | TypeRef::DateTime(_)
            | TypeRef::List(_) => None,
        }
    }

    /// The ruling with this id.
    #[must_use]
    pub fn ruling(&self, id: &str) -> Option<&Ruling> {
        self.rulings.iter().find(|ruling| ruling.id == id)
    }
}

/// A transcribed document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Id.
    pub id: String,
    /// File name.
    pub file: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Number of lines.
    pub lines: u32,
    /// What it is.
    pub title: Text,
    /// Whether it is UTF-8 that was once read as GBK.
    pub utf8_read_as_gbk: bool,
}

/// One service: a module of the crate and an OpenAPI file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Service {
    /// Id in snake_case: folder, module, cargo feature.
    pub id: String,
    /// Module of the crate.
    pub module: ModuleIdent,
    /// Position of its document in [`Bank::documents`].
    pub document: usize,
    /// Title.
    pub title: Text,
    /// What it is for.
    pub description: Text,
    /// Where it is served.
    pub environments: Vec<Environment>,
    /// How requests are authenticated.
    pub auth: Vec<AuthScheme>,
    /// The headers that the client of the service keeps, in the order of the catalogues.
    pub profile: Vec<ProfileHeader>,
    /// The envelopes its operations use.
    pub envelopes: Vec<Envelope>,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// Path of `service.yaml` below the specification's root.
    pub file: String,
}

/// One place a service is served at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Environment {
    /// Name as in the document.
    pub name: String,
    /// Variant of the generated `Environment` enum.
    pub ident: VariantIdent,
    /// Whether it moves real money.
    pub production: bool,
    /// Scheme, host, port and base path, without a trailing slash: `https://api.bank.example:8282/base`.
    pub url: String,
    /// Host alone.
    pub host: String,
    /// Base path with a leading and without a trailing slash, or empty.
    pub base_path: String,
    /// Token endpoint.
    pub token_url: Option<Fact<String>>,
    /// Meaning.
    pub doc: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
}
