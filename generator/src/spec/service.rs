//! `<service>/service.yaml`.

use super::{
    AuthScheme, CodeTable, Envelope, Fact, Field, Group, Localized, OneOrMany, Source, Spanned,
    TypeDef,
};
use serde::Deserialize;

/// `service.yaml`: hosts, authentication and whatever the operations of one document share.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Id in snake_case; the same as the folder's name.
    pub service: Spanned<String>,
    /// Id of the document that `source` lines refer to.
    pub document: Spanned<String>,
    /// Title.
    pub title: Localized,
    /// What it is for.
    pub description: Localized,
    /// Where it is served.
    pub environments: Vec<Environment>,
    /// How requests are authenticated.
    #[serde(default)]
    pub auth: Vec<AuthScheme>,
    /// Types of this service.
    #[serde(default)]
    pub types: Vec<TypeDef>,
    /// Headers of this service, beside the bank's catalogue.
    #[serde(default)]
    pub headers: Vec<Field>,
    /// Field groups of this service.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Envelopes of this service.
    #[serde(default)]
    pub envelopes: Vec<Envelope>,
    /// Code tables that operations refer to by `same_as`.
    #[serde(default)]
    pub code_tables: Vec<CodeTable>,
    /// Ids of the operations, in the order of the document. Every file of `operations/` is listed.
    pub operations: Vec<Spanned<String>>,
}

/// One place the service is served at.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Name as in the document.
    pub name: Spanned<String>,
    /// What it is for.
    pub kind: Spanned<EnvironmentKind>,
    /// `https`, or `http` for a loopback address.
    pub scheme: Spanned<String>,
    /// Host name.
    pub host: Spanned<String>,
    /// Port, where the document gives one.
    #[serde(default)]
    pub port: Option<Spanned<u16>>,
    /// Path before the operations' paths, with a leading and without a trailing slash.
    #[serde(default)]
    pub base_path: Option<Spanned<String>>,
    /// Token endpoint of `oauth2-client-credentials`, a whole URL.
    #[serde(default)]
    pub token_url: Option<Fact<String>>,
    /// Meaning.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// Lines of its row.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// What an environment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EnvironmentKind {
    /// Real money.
    Production,
    /// Tests with the bank.
    Test,
}
