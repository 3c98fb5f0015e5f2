//! Facts of services: hosts and authentication.

use super::fields::{catalogue, envelopes, rows, types_of};
use super::operation::{codes, operation_facts};
use super::{Marks, Types};
use crate::verify::facts::{Chapter, Claim, Facts, Key, decidable, words};
use crate::verify::passage::Case;
use generator::spec::{AuthKind, AuthScheme, BankFiles, Environment, ServiceFiles};

pub(super) fn service_facts<'a>(
    facts: &mut Facts<'a>,
    bank: &'a BankFiles,
    files: &'a ServiceFiles,
) {
    let service = &files.service.value;
    let types = Types {
        bank,
        service: Some(service),
    };
    facts.document = &service.document.value;
    facts.prefix = format!("{}/", files.folder);
    for environment in &service.environments {
        environment_facts(facts, environment);
    }
    for scheme in &service.auth {
        auth_facts(facts, scheme);
    }
    types_of(facts, types, &service.types);
    catalogue(facts, types, &service.headers);
    for group in &service.groups {
        rows(
            facts,
            types,
            &format!("group {} ", group.group.value),
            &group.fields,
            Marks::Unchecked,
        );
    }
    envelopes(facts, &service.envelopes);
    for table in &service.code_tables {
        codes(facts, &table.codes);
    }
    for operation in &files.operations {
        facts.prefix = format!("{}/{} ", files.folder, operation.operation.value);
        facts.chapter = operation
            .source
            .as_ref()
            .and_then(|source| source.0.iter().find(|lines| lines.doc.is_none()))
            .map(|lines| Chapter {
                document: &service.document.value,
                lines: &lines.lines.value.0,
            });
        operation_facts(facts, types, operation);
        facts.chapter = None;
    }
    facts.document = "";
    facts.prefix = String::new();
}

fn environment_facts<'a>(facts: &mut Facts<'a>, environment: &'a Environment) {
    let mut claims = vec![
        words("name", &environment.name, Case::Ignored),
        words("scheme", &environment.scheme, Case::Ignored),
        words("host", &environment.host, Case::Ignored),
    ];
    if let Some(port) = &environment.port {
        claims.push(words("port", &port.value.to_string(), Case::Exact));
    }
    if let Some(path) = &environment.base_path {
        claims.push(decidable("base path", path));
    }
    let host = Key::Host(environment.host.value.to_lowercase());
    let what = format!("environment {}", environment.name.value);
    facts.add_row(
        &what,
        environment.source.as_ref(),
        &environment.ruling,
        claims,
        vec![host],
    );
    if let Some(url) = &environment.token_url {
        let address = url
            .value
            .split_once("://")
            .map_or(url.value.value.as_str(), |(_, address)| address);
        let host = Key::Host(
            address
                .split(['/', ':'])
                .next()
                .unwrap_or(address)
                .to_lowercase(),
        );
        let claims = vec![words("token URL", address, Case::Exact)];
        facts.add_row(
            &format!("{what} token_url"),
            url.source.as_ref(),
            &url.ruling,
            claims,
            vec![host],
        );
    }
}

fn auth_facts<'a>(facts: &mut Facts<'a>, scheme: &'a AuthScheme) {
    let name = format!("auth {}", scheme.scheme.value);
    let kind = match scheme.kind.value {
        AuthKind::Oauth2ClientCredentials => vec![Claim::Squashed {
            what: "kind",
            texts: &["oauth2"],
        }],
        AuthKind::Signature | AuthKind::Credentials => Vec::new(),
    };
    facts.add(&name, scheme.source.as_ref(), &scheme.ruling, kind);
    signature_facts(facts, scheme, &name);
    for credential in &scheme.credentials {
        let names = vec![credential.name.value.clone()];
        let keys = vec![header_key(&credential.name.value)];
        let what = format!("{name} credential {}", credential.name.value);
        facts.add_row(
            &what,
            credential.source.as_ref(),
            &credential.ruling,
            [Claim::Name(names)]
                .into_iter()
                .chain(
                    credential
                        .prefix
                        .iter()
                        .map(|prefix| decidable("prefix", prefix)),
                )
                .collect(),
            keys,
        );
    }
}

/// What a scheme says of its algorithm, its headers and the signed text.
fn signature_facts<'a>(facts: &mut Facts<'a>, scheme: &'a AuthScheme, name: &str) {
    for (what, fact) in [
        ("algorithm", &scheme.algorithm),
        ("encoding", &scheme.encoding),
        ("client authentication", &scheme.client_authentication),
    ] {
        if let Some(fact) = fact {
            facts.add(
                &format!("{name} {what}"),
                fact.source.as_ref(),
                &fact.ruling,
                spelled(what, &fact.value),
            );
        }
    }
    for (what, part) in [
        ("key", &scheme.key),
        ("secret", &scheme.secret),
        ("signature", &scheme.signature),
    ] {
        let Some(part) = part else { continue };
        let mut claims = Vec::new();
        claims.extend(
            part.header
                .iter()
                .map(|header| Claim::Name(vec![header.value.clone()])),
        );
        claims.extend(part.length.iter().map(|length| Claim::Length(length.value)));
        claims.extend(part.prefix.iter().map(|prefix| decidable("prefix", prefix)));
        let keys = part.header.iter().map(|header| header_key(&header.value));
        facts.add_row(
            &format!("{name} {what}"),
            part.source.as_ref(),
            &part.ruling,
            claims,
            keys.collect(),
        );
    }
    if let Some(nonce) = &scheme.nonce {
        let mut claims = vec![Claim::Name(vec![nonce.header.value.clone()])];
        claims.extend(spelled("nonce kind", &nonce.kind));
        facts.add_row(
            &format!("{name} nonce"),
            nonce.source.as_ref(),
            &nonce.ruling,
            claims,
            vec![header_key(&nonce.header.value)],
        );
    }
    if let Some(message) = &scheme.message {
        facts.add(
            &format!("{name} message"),
            message.source.as_ref(),
            &message.ruling,
            Vec::new(),
        );
    }
    if let Some(methods) = &scheme.body_methods {
        let claims = methods
            .value
            .iter()
            .map(|method| words("method", method, Case::Ignored))
            .collect();
        facts.add(
            &format!("{name} body_methods"),
            methods.source.as_ref(),
            &methods.ruling,
            claims,
        );
    }
}

/// The row of a table that a header of a scheme may stand in.
fn header_key(header: &str) -> Key {
    Key::Name(header.to_lowercase())
}

/// How documents, in English or Spanish, spell a value of the format, as far as it can be told.
fn spelled(what: &'static str, value: &str) -> Vec<Claim> {
    let texts: &[&str] = match value {
        "hmac-sha256" => &["sha256"],
        "hmac-sha384" => &["sha384"],
        "hmac-sha512" => &["sha512"],
        "hex-lower" | "hex-upper" => &["hex"],
        "base64" => &["base64"],
        "basic-header" => &["basic"],
        "form-body" => &["client_secret"],
        "unix-seconds" => &["seconds", "segundos"],
        "unix-millis" => &["milli", "mili"],
        "unix-micros" => &["micro"],
        _ => return Vec::new(),
    };
    vec![Claim::Squashed { what, texts }]
}
