//! `<service>/operations/<operation>.yaml`.

use super::{Codes, Fact, Field, Json, Localized, OneOrMany, Source, Spanned, StatusText};

use serde::Deserialize;
use std::collections::BTreeMap;

/// One operation.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// Id in snake_case; the same as the file's name.
    pub operation: Spanned<String>,
    /// A few words: what a caller does with it.
    pub summary: Localized,
    /// One or two sentences.
    pub description: Localized,
    /// Lines of the operation's chapter.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings about the operation as a whole.
    #[serde(default)]
    pub ruling: OneOrMany,
    /// `GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: Fact<String>,
    /// The path with its parameters in braces.
    pub path: PathFact,
    /// Scheme of the service, or `none`.
    pub auth: Fact<String>,
    /// The part of the path that a signature covers.
    #[serde(default)]
    pub signing_base: Option<Fact<String>>,
    /// Permission as the document calls it.
    #[serde(default)]
    pub permission: Option<Fact<String>>,
    /// What a call changes.
    pub effect: Fact<Effect>,
    /// Whether an accepted request is final. Needed where money moves.
    #[serde(default)]
    pub finality: Option<Fact<Finality>>,
    /// Field by which the bank recognises a repeated request.
    #[serde(default)]
    pub idempotency: Option<Idempotency>,
    /// Name of the response envelope; absent where answers carry no response code.
    #[serde(default)]
    pub envelope: Option<Spanned<String>>,
    /// Arguments, in document order.
    #[serde(default)]
    pub request: Vec<Field>,
    /// Documented answers.
    pub responses: Vec<Response>,
    /// Response codes.
    #[serde(default)]
    pub codes: Codes,
    /// Made-up calls.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// The path of an operation: `{value: /v1/pagos/p2p, source: 118}`, or `{undocumented: B-01}`.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathFact {
    /// The template.
    #[serde(default)]
    pub value: Option<Spanned<String>>,
    /// Ruling that says why there is none; the caller supplies one when building the client.
    #[serde(default)]
    pub undocumented: Option<Spanned<String>>,
    /// Lines that give it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// What a call changes at the bank.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing.
    Read,
    /// Something other than money.
    Write,
    /// Money.
    MovesMoney,
}

/// Whether an accepted request can still be undone by the bank.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Finality {
    /// It is done.
    Final,
    /// It is accepted; settlement may still fail.
    SettlementPending,
}

/// The field by which a bank recognises a repeated request.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Idempotency {
    /// Wire name of the request field.
    pub field: Spanned<String>,
    /// Whether a repeated request is certain not to be executed twice.
    pub trusted: Spanned<bool>,
    /// Lines that say so.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// One documented answer.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Its status.
    pub status: Spanned<StatusText>,
    /// `success` or `error`; follows from the status where that is documented.
    #[serde(default)]
    pub when: Option<Spanned<ResponseKind>>,
    /// Headers and body fields, in document order. An answer without body fields has no body.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// The body is a JSON array of this type, instead of an object made of the body fields.
    #[serde(default)]
    pub body_type: Option<Spanned<String>>,
    /// Lines that list the status.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// Whether an answer is a success.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseKind {
    /// The bank did what was asked.
    Success,
    /// It did not, or it cannot tell.
    Error,
}

/// A made-up call and its answer. Feeds the docs, the OpenAPI files and the sandbox.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Name in snake_case.
    pub example: Spanned<String>,
    /// A few words.
    pub summary: Localized,
    /// The request.
    pub request: ExampleMessage,
    /// The answer.
    pub response: ExampleMessage,
}

/// One message of an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleMessage {
    /// Status of an answer.
    #[serde(default)]
    pub status: Option<Spanned<u16>>,
    /// Path parameters by wire name.
    #[serde(default)]
    pub path: BTreeMap<String, Spanned<String>>,
    /// Query parameters by wire name.
    #[serde(default)]
    pub query: BTreeMap<String, Spanned<String>>,
    /// Headers by wire name.
    #[serde(default)]
    pub headers: BTreeMap<String, Spanned<String>>,
    /// JSON body; a number keeps its digits as written (`150.00`), a quoted text stays text.
    #[serde(default)]
    pub body: Option<Spanned<Json>>,
}
