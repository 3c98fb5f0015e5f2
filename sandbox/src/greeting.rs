//! What a sandbox says when it begins to listen.

use crate::catalogue::OperationId;
use crate::route;
use crate::sandbox::Sandbox;
use generator::model::{
    Algorithm, AuthKind, ClientAuthentication, Credential, Encoding, Example, MessagePart,
    NonceKind, Operation, Path, Place, Required, Signature,
};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// One line of JSON for programs that start a sandbox. Where the common `credentials` are not those of a service, it has its own.
#[must_use]
pub fn line(sandbox: &Sandbox) -> String {
    let catalogue = sandbox.catalogue();
    let credentials = credentials(sandbox, None);
    let mut services = Map::new();
    for (position, service) in catalogue.services() {
        let mut entry = Map::new();
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                entry.insert(name.to_owned(), Value::String(value));
            }
        };
        add("base_url", sandbox.base_url(&service.id));
        add("token_url", sandbox.token_url(&service.id));
        let undocumented = catalogue
            .operations()
            .filter(|(id, _, _)| id.service == position);
        let paths: Map<String, Value> = undocumented
            .filter_map(|(id, _, operation)| {
                let path = sandbox.routes().undocumented(id)?;
                Some((operation.id.clone(), Value::String(path.to_owned())))
            })
            .collect();
        if !paths.is_empty() {
            entry.insert("paths".to_owned(), Value::Object(paths));
        }
        // Services whose schemes share a name, as two sorts of `client_id`, would read each other's.
        let own = self::credentials(sandbox, Some(&service.id));
        if own
            .iter()
            .any(|(name, value)| credentials.get(name) != Some(value))
        {
            entry.insert("credentials".to_owned(), Value::Object(own));
        }
        services.insert(service.id.clone(), Value::Object(entry));
    }
    let mut whole = Map::new();
    whole.insert(
        "bank".to_owned(),
        Value::String(catalogue.bank().id.clone()),
    );
    whole.insert("services".to_owned(), Value::Object(services));
    whole.insert("credentials".to_owned(), Value::Object(credentials));
    Value::Object(whole).to_string()
}

/// The first credentials of each name that a service accepts, or any service.
fn credentials(sandbox: &Sandbox, service: Option<&str>) -> Map<String, Value> {
    let mut first = Map::new();
    for accepted in sandbox.credentials() {
        if service.is_some_and(|service| !accepted.services.iter().any(|own| own == service)) {
            continue;
        }
        for (name, value) in &accepted.values {
            first
                .entry(name.clone())
                .or_insert_with(|| Value::String(value.clone()));
        }
    }
    first
}

/// The same for people, with a command that works.
#[must_use]
pub fn text(sandbox: &Sandbox) -> String {
    let catalogue = sandbox.catalogue();
    let mut text = format!(
        "{} listens on {}",
        catalogue.bank().id,
        sandbox.local_addr()
    );
    if sandbox.local_addr() != sandbox.reached_at() {
        text.push_str(", which is every address of this machine: other machines reach it too");
    }
    text.push_str("\n\n");
    for (position, service) in catalogue.services() {
        let base = sandbox.base_url(&service.id).unwrap_or_default();
        // Writing to a String does not fail.
        let _ = writeln!(text, "{:<12} {base}", service.id);
        if let Some(url) = sandbox.token_url(&service.id) {
            let _ = writeln!(text, "{:<12} {url} (token)", "");
        }
        for (id, _, operation) in catalogue
            .operations()
            .filter(|(id, _, _)| id.service == position)
        {
            if let Some(path) = sandbox.routes().undocumented(id) {
                let method = operation.method.value.as_str();
                let _ = writeln!(
                    text,
                    "{:<12} {method} {path} ({}; the path is ours)",
                    "", operation.id
                );
            }
        }
    }
    text.push_str("\nmade-up credentials\n");
    for accepted in sandbox.credentials() {
        let _ = writeln!(text, "  {}", accepted.services.join(", "));
        for (name, value) in &accepted.values {
            let _ = writeln!(text, "    {name:<14} {value}");
        }
    }
    if let Some(command) = command(sandbox) {
        let _ = writeln!(text, "\ntry it\n  {command}");
    }
    let _ = writeln!(
        text,
        "\nwhat happened: http://{0}/__sandbox/journal, http://{0}/__sandbox/coverage",
        sandbox.reached_at()
    );
    text
}

/// A call that works, for a shell: of an operation that is easy to authenticate, and reads.
fn command(sandbox: &Sandbox) -> Option<String> {
    let effort = |operation: &Operation, id: OperationId| {
        let service = sandbox.catalogue().service(id);
        let scheme = operation
            .auth
            .value
            .and_then(|place| service.auth.get(place));
        let auth = match scheme.map(|scheme| &scheme.kind) {
            None => 0,
            Some(AuthKind::Credentials(_)) => 1,
            Some(AuthKind::Oauth2ClientCredentials { .. }) => 2,
            Some(AuthKind::Signature(_)) => 3,
        };
        let arguments = operation
            .request
            .iter()
            .filter(|field| field.required == Required::Yes)
            .count();
        // Without an example, nothing is there to give for an argument.
        let lacking = arguments > 0 && operation.examples.is_empty();
        (lacking, auth, operation.method.value, arguments)
    };
    let operations = sandbox.catalogue().operations();
    let (id, service, operation) =
        operations.min_by_key(|(id, _, operation)| effort(operation, *id))?;
    let example = operation.examples.first();
    let scheme = operation
        .auth
        .value
        .and_then(|place| service.auth.get(place));
    let method = operation.method.value.as_str();
    let mut words = match method {
        "GET" => "curl -i".to_owned(),
        "HEAD" => "curl -I".to_owned(),
        other => format!("curl -i -X {other}"),
    };
    let target = target(sandbox, id, operation, example);
    let body = example.and_then(|example| example.request.body.as_ref());
    let body = body.map(crate::json::write);
    let base = sandbox.base_url(&service.id)?;
    match scheme.map(|scheme| &scheme.kind) {
        None => {}
        Some(AuthKind::Credentials(parts)) => listed(sandbox, &service.id, parts, &mut words),
        Some(AuthKind::Oauth2ClientCredentials {
            client_authentication,
            ..
        }) => token(
            sandbox,
            &service.id,
            client_authentication.value,
            &mut words,
        )?,
        Some(AuthKind::Signature(signature)) => {
            let sent = Sent {
                service: &service.id,
                operation,
                base_path: base_path(&base),
                target: &target,
                body: body.as_deref(),
            };
            let before = signed(sandbox, signature, &sent, &mut words)?;
            words.insert_str(0, &before);
        }
    }
    for (name, value) in example.map_or(&[][..], |example| &example.request.headers) {
        let _ = write!(words, " -H {}", quoted(&format!("{name}: {value}")));
    }
    if let Some(body) = &body {
        let _ = write!(
            words,
            " -H 'Content-Type: application/json' -d {}",
            quoted(body)
        );
    }
    let _ = write!(words, " {}", quoted(&format!("{base}{target}")));
    Some(words)
}

/// The path of a base URL: empty, or with a slash before and none after it.
fn base_path(url: &str) -> &str {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    address.find('/').map_or("", |at| &address[at..])
}

/// Path and query of the example.
fn target(
    sandbox: &Sandbox,
    id: OperationId,
    operation: &Operation,
    example: Option<&Example>,
) -> String {
    let mut target = match &operation.path {
        Path::Template { template, .. } => template.clone(),
        Path::Undocumented { .. } => sandbox
            .routes()
            .undocumented(id)
            .unwrap_or_default()
            .to_owned(),
    };
    let Some(example) = example else {
        return target;
    };
    for (name, value) in &example.request.path {
        target = target.replace(&format!("{{{name}}}"), value);
    }
    for (position, (name, value)) in example.request.query.iter().enumerate() {
        target.push(if position == 0 { '?' } else { '&' });
        target.extend([name, "=", value]);
    }
    target
}

/// The first credential of this name that a service accepts.
fn value<'s>(sandbox: &'s Sandbox, service: &str, name: &str) -> &'s str {
    let accepted = sandbox.credentials().iter();
    let mut own = accepted
        .filter(|accepted| accepted.services.iter().any(|own| own == service))
        .flat_map(|accepted| &accepted.values);
    own.find(|(own, _)| own == name)
        .map_or("", |(_, value)| value)
}

fn listed(sandbox: &Sandbox, service: &str, parts: &[Credential], words: &mut String) {
    for part in parts.iter().filter(|part| part.place == Place::Header) {
        let name = if part.bearer {
            "bearer"
        } else {
            part.wire_name.as_str()
        };
        let header = format!(
            "{}: {}{}",
            part.wire_name,
            part.prefix,
            value(sandbox, service, name)
        );
        let _ = write!(words, " -H {}", quoted(&header));
    }
}

fn token(
    sandbox: &Sandbox,
    service: &str,
    authentication: ClientAuthentication,
    words: &mut String,
) -> Option<()> {
    let id = value(sandbox, service, "client_id");
    let secret = value(sandbox, service, "client_secret");
    let url = sandbox.token_url(service)?;
    let proof = match authentication {
        ClientAuthentication::BasicHeader => format!("-u {id}:{secret}"),
        ClientAuthentication::FormBody => {
            format!("-d client_id={id} -d client_secret={secret}")
        }
    };
    let _ = write!(
        words,
        " -H \"Authorization: Bearer $(curl -s {proof} -d grant_type=client_credentials {url} | cut -d'\"' -f4)\""
    );
    Some(())
}

/// What a signed command sends.
struct Sent<'a> {
    service: &'a str,
    operation: &'a Operation,
    /// What stands before the target in the URL.
    base_path: &'a str,
    target: &'a str,
    body: Option<&'a str>,
}

/// Adds the headers of a signature, and gives what stands before the command: the nonce.
fn signed(
    sandbox: &Sandbox,
    signature: &Signature,
    sent: &Sent<'_>,
    words: &mut String,
) -> Option<String> {
    let (key, secret) = (
        value(sandbox, sent.service, "api_key"),
        value(sandbox, sent.service, "api_secret"),
    );
    let method = sent.operation.method.value.as_str();
    let mut message = String::new();
    for part in &signature.message.value {
        match part {
            MessagePart::SigningBase => {
                message.push_str(&sent.operation.signing_base.as_ref()?.value);
            }
            MessagePart::Path => {
                message.push_str(sent.base_path);
                message.push_str(route::path_of(sent.target));
            }
            MessagePart::Query => message.push_str(route::query_of(sent.target).unwrap_or("")),
            MessagePart::Target => {
                message.push_str(sent.base_path);
                message.push_str(sent.target);
            }
            MessagePart::Method => message.push_str(method),
            MessagePart::Nonce => message.push_str("'$n'"),
            MessagePart::Key => message.push_str(key),
            MessagePart::Body if signature.body_methods.value.iter().any(|own| own == method) => {
                message.push_str(sent.body.unwrap_or(""));
            }
            MessagePart::Body => {}
            MessagePart::Text(text) => message.push_str(text),
        }
    }
    let hash = match signature.algorithm.value {
        Algorithm::HmacSha256 => "sha256",
        Algorithm::HmacSha384 => "sha384",
        Algorithm::HmacSha512 => "sha512",
    };
    let form = match signature.encoding.value {
        Encoding::HexLower => "-r | cut -d' ' -f1",
        Encoding::HexUpper => "-r | cut -d' ' -f1 | tr a-f A-F",
        Encoding::Base64 => "-binary | base64 -w0",
    };
    let header = |part: &generator::model::SignaturePart, value: &str| {
        format!(" -H \"{}: {}{value}\"", part.header, part.prefix)
    };
    words.push_str(&header(&signature.key, key));
    if let Some((nonce, _)) = &signature.nonce {
        words.push_str(&header(nonce, "$n"));
    }
    let mac = format!("$(printf %s '{message}' | openssl dgst -{hash} -hmac {secret} {form})");
    words.push_str(&header(&signature.signature, &mac));
    let clock = match signature.nonce.as_ref().map(|(_, kind)| *kind) {
        Some(NonceKind::UnixMicros) => "%s%6N",
        Some(NonceKind::UnixMillis) => "%s%3N",
        Some(NonceKind::UnixSeconds) => "%s",
        None => return Some(String::new()),
    };
    Some(format!("n=$(date +{clock}); "))
}

/// A word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
