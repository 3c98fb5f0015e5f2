//! The files of a crate that are no modules: manifest, README, runnable examples.

use super::example::Examples;
use super::markdown::{code_cell, plain, sentence};
use super::print::literal;
use super::supply;
use crate::emit::text::{self, EXAMPLE, MANIFEST, README};
use crate::emit::{EmitError, Options, format};
use crate::model::{AuthKind, AuthScheme, Bank, Effect, Operation, Path, Place, Service};
use serde::Serialize;

/// Where a sandbox listens on the developer's machine unless told otherwise.
const LOCAL_URL: &str = "http://127.0.0.1:8585";

#[derive(Serialize)]
struct ManifestValues<'m> {
    notice: String,
    name: &'m str,
    version: String,
    rust_version: &'static str,
    license: &'static str,
    description: String,
    services: Vec<&'m str>,
    runtime: String,
    standalone: bool,
}

#[derive(Serialize)]
struct ReadmeValues<'m> {
    notice: String,
    name: &'m str,
    title: String,
    start: Option<ExampleValues<'m>>,
    /// Whether a client keeps headers.
    profile: bool,
    /// Whether a client makes ids of calls.
    ids: bool,
    services: Vec<ServiceValues<'m>>,
    documents: Vec<DocumentValues>,
    rulings: Vec<RulingValues>,
}

#[derive(Serialize)]
struct ServiceValues<'m> {
    feature: &'m str,
    title: String,
    operations: Vec<OperationValues>,
}

#[derive(Serialize)]
struct OperationValues {
    id: String,
    call: String,
    summary: String,
    effect: &'static str,
}

#[derive(Serialize)]
struct DocumentValues {
    file: String,
    title: String,
    sha256: String,
}

#[derive(Serialize)]
struct RulingValues {
    id: String,
    title: String,
    decision: String,
    question: String,
}

/// `Cargo.toml` and `README.md`.
pub(super) fn files(bank: &Bank, options: &Options) -> Result<Vec<(String, String)>, EmitError> {
    let manifest = ManifestValues {
        notice: format::notice(&bank.file),
        name: &bank.id,
        version: toml_string(&bank.version),
        rust_version: env!("CARGO_PKG_RUST_VERSION"),
        license: env!("CARGO_PKG_LICENSE"),
        description: toml_string(&format!("Client of {}'s HTTP APIs.", bank.title.en)),
        services: bank
            .services
            .iter()
            .map(|service| service.id.as_str())
            .collect(),
        runtime: toml_string(&options.runtime),
        standalone: options.standalone,
    };
    let readme = ReadmeValues {
        notice: format::notice(&bank.file),
        name: &bank.id,
        title: plain(&bank.title.en),
        start: start(bank),
        profile: bank
            .services
            .iter()
            .any(|service| !service.profile.is_empty()),
        ids: bank.services.iter().any(makes_ids),
        services: bank.services.iter().map(service_values).collect(),
        documents: bank
            .documents
            .iter()
            .map(|document| DocumentValues {
                file: code_cell(&document.file),
                title: plain(&document.title.en),
                sha256: code_cell(&document.sha256),
            })
            .collect(),
        rulings: bank
            .rulings
            .iter()
            .map(|ruling| RulingValues {
                id: plain(&ruling.id),
                title: plain(&ruling.title.en),
                decision: sentence(&ruling.decision.en),
                question: sentence(&ruling.question.en),
            })
            .collect(),
    };
    Ok(vec![
        ("Cargo.toml".to_owned(), text::fill(MANIFEST, &manifest)?),
        ("README.md".to_owned(), text::fill(README, &readme)?),
    ])
}

fn makes_ids(service: &Service) -> bool {
    let mut operations = service.operations.iter();
    operations.any(|operation| operation.request.iter().any(supply::is_id))
}

fn service_values(service: &Service) -> ServiceValues<'_> {
    let operations = service.operations.iter().map(|operation| OperationValues {
        id: code_cell(&operation.id),
        call: match &operation.path {
            Path::Template { template, .. } => {
                code_cell(&format!("{} {template}", operation.method.value.as_str()))
            }
            Path::Undocumented { .. } => {
                format!("`{}`, path undocumented", operation.method.value.as_str())
            }
        },
        summary: plain(&operation.summary.en),
        effect: match operation.effect.value {
            Effect::Read => "reads",
            Effect::Write => "changes data",
            Effect::MovesMoney => "moves money",
        },
    });
    ServiceValues {
        feature: &service.id,
        title: plain(&service.title.en),
        operations: operations.collect(),
    }
}

/// A basic string of TOML, with nothing invisible in it.
fn toml_string(text: &str) -> String {
    let escaped = format::visible(text)
        .replace('\\', "\\\\")
        .replace('"', "\\\"");
    format!("\"{escaped}\"")
}

#[derive(Serialize)]
struct ExampleValues<'m> {
    notice: String,
    package: &'m str,
    lib: &'m str,
    service: &'m str,
    module: &'m str,
    operation: String,
    imports: String,
    environment: &'m str,
    local_url: &'static str,
    base_path: Option<String>,
    token_path: Option<String>,
    credentials: Option<String>,
    profile: Option<String>,
    undocumented: Option<UndocumentedPath>,
    request: String,
    method: &'m str,
    body: bool,
    doubt: &'static str,
}

#[derive(Serialize)]
struct UndocumentedPath {
    operation: String,
    template: String,
}

/// `examples/<service>.rs`; none for a service without operations or environments.
pub(super) fn example(
    bank: &Bank,
    service: &Service,
) -> Result<Option<(String, String)>, EmitError> {
    let documented = |operation: &&Operation| matches!(operation.path, Path::Template { .. });
    let operation = service
        .operations
        .iter()
        .find(documented)
        .or(service.operations.first());
    let Some(values) = operation.and_then(|operation| example_values(bank, service, operation))
    else {
        return Ok(None);
    };
    let path = format!("examples/{}.rs", service.id);
    Ok(Some((path, text::fill(EXAMPLE, &values)?)))
}

/// The call that the README begins with: the first that moves money, for there the outcomes matter most, else the first of all.
fn start(bank: &Bank) -> Option<ExampleValues<'_>> {
    let calls = || {
        let services = bank.services.iter();
        services.flat_map(|service| service.operations.iter().map(move |one| (service, one)))
    };
    let moves_money = |(_, one): &(&Service, &Operation)| one.effect.value == Effect::MovesMoney;
    let (service, operation) = calls().find(moves_money).or_else(|| calls().next())?;
    example_values(bank, service, operation)
}

/// What the examples of an operation say; `None` where the service has no environment.
fn example_values<'m>(
    bank: &'m Bank,
    service: &'m Service,
    operation: &'m Operation,
) -> Option<ExampleValues<'m>> {
    let environment = Examples::environment(service)?;
    let scheme = operation
        .auth
        .value
        .and_then(|scheme| service.auth.get(scheme));
    let is_oauth =
        |scheme: &&AuthScheme| matches!(scheme.kind, AuthKind::Oauth2ClientCredentials { .. });
    let token_url = environment
        .token_url
        .as_ref()
        .filter(|_| scheme.as_ref().is_some_and(is_oauth));
    Some(ExampleValues {
        notice: format::notice(&operation.file),
        package: &bank.id,
        lib: bank.lib.as_str(),
        service: &service.id,
        module: service.module.as_str(),
        operation: operation.id.clone(),
        imports: Examples::imports(operation).join(", "),
        environment: environment.ident.as_str(),
        local_url: LOCAL_URL,
        base_path: Some(literal(&environment.base_path))
            .filter(|_| !environment.base_path.is_empty()),
        token_path: token_url.map(|url| literal(path_of(&url.value))),
        credentials: scheme.map(|scheme| Examples(bank).credentials(service, scheme, 4)),
        profile: Examples(bank).profile(service, operation, 8),
        undocumented: undocumented(operation),
        request: Examples(bank).request(operation, 4),
        method: operation.ident.as_str(),
        body: Examples::shows_body(operation),
        doubt: Examples::doubt(operation),
    })
}

/// The path of a URL, with its leading slash.
fn path_of(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.find('/').map_or("", |at| &host[at..])
}

/// A template for an operation without a documented path: every parameter a segment, below the operation's id, as the
/// sandbox has it.
fn undocumented(operation: &Operation) -> Option<UndocumentedPath> {
    match operation.path {
        Path::Template { .. } => None,
        Path::Undocumented { .. } => {
            let mut template = format!("/undocumented/{}", operation.id);
            for field in operation
                .request
                .iter()
                .filter(|field| field.place == Place::Path)
            {
                template.extend(["/{", &field.wire_name, "}"]);
            }
            Some(UndocumentedPath {
                operation: literal(&operation.id),
                template: literal(&template),
            })
        }
    }
}
