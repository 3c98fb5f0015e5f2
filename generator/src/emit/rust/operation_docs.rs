//! Documentation of operations.

use super::docs::{self, Docs};
use super::example::Examples;
use super::markdown::{code, code_cell, link, plain, sentence};
use super::print::literal;
use super::supply;
use crate::model::{
    Answer, Bank, Code, Effect, Envelope, Fact, Finality, Operation, Outcome, Path, Place,
    Provenance, Service,
};

/// The first lines of an operation's module.
pub(super) fn module(operation: &Operation) -> Vec<String> {
    let mut docs = Docs::new(sentence(&operation.summary.en));
    docs.paragraph(format!(
        "{}: see {}.",
        call_line(operation),
        link("struct", operation.request_ident.as_str()),
    ));
    docs.into_lines()
}

/// The method of the client.
pub(super) fn method(operation: &Operation) -> Vec<String> {
    let mut docs = Docs::new(sentence(&operation.summary.en));
    docs.paragraph(format!(
        "{}. Everything about it stands at {}.",
        call_line(operation),
        link("struct", operation.request_ident.as_str()),
    ));
    docs.into_lines()
}

fn call_line(operation: &Operation) -> String {
    let method = operation.method.value.as_str();
    match &operation.path {
        Path::Template { template, .. } => code(&format!("{method} {template}")),
        Path::Undocumented { .. } => format!("`{method}`, path undocumented"),
    }
}

/// The request: all there is to know about the operation.
pub(super) fn request(bank: &Bank, service: &Service, operation: &Operation) -> Vec<String> {
    let mut docs = Docs::new(sentence(&operation.summary.en));
    docs.paragraph(sentence(&operation.description.en));
    docs.item(&format!("Call: {}", call_line(operation)));
    authentication(&mut docs, service, operation);
    if let Some(permission) = &operation.permission {
        docs.item(&format!("Permission: {}", code(&permission.value)));
    }
    docs.item(match operation.effect.value {
        Effect::Read => "Effect: none, it only reads",
        Effect::Write => "Effect: it changes data at the bank",
        Effect::MovesMoney => "Effect: **it moves money**",
    });
    if let Some(finality) = &operation.finality {
        docs.item(match finality.value {
            Finality::Final => "Finality: what is accepted is done",
            Finality::SettlementPending => {
                "Finality: what is accepted may still be reversed when it settles"
            }
        });
    }
    idempotency(&mut docs, operation);
    for field in &operation.request {
        if let Some(value) = &field.fixed {
            let (name, place) = (code(&field.wire_name), docs::place(field.place));
            docs.item(&format!("Always sent: {name} {place}, as {}", code(value)));
        }
    }
    for item in supply::at_operation(operation) {
        docs.item(&item);
    }
    docs::provenance(&mut docs, bank, &operation.provenance);
    facts_rulings(&mut docs, bank, operation);
    undocumented_path(&mut docs, operation);
    outcomes(&mut docs, operation);
    code_table(&mut docs, bank, service, operation);
    example(&mut docs, bank, service, operation);
    docs.into_lines()
}

fn authentication(docs: &mut Docs, service: &Service, operation: &Operation) {
    let scheme = operation
        .auth
        .value
        .and_then(|scheme| service.auth.get(scheme));
    match scheme {
        Some(scheme) => {
            docs.item(&format!(
                "Authentication: {}. {}",
                code(&scheme.id),
                sentence(&scheme.doc.en)
            ));
        }
        None => docs.item("Authentication: none"),
    }
    if let Some(base) = &operation.signing_base {
        docs.item(&format!(
            "Signed path: {}; [`Call::signing_base`](rt::Call::signing_base) signs another one",
            code(&base.value)
        ));
    }
}

fn idempotency(docs: &mut Docs, operation: &Operation) {
    let Some(key) = &operation.idempotency else {
        if operation.effect.value != Effect::Read {
            docs.item("Idempotency: none is documented; a request sent twice is executed twice");
        }
        return;
    };
    let name = &key.wire_name;
    docs.item(&if key.trusted {
        format!("Idempotency: the bank executes a {} once, however often it is sent", code(name))
    } else {
        format!(
            "Idempotency: {} is no protection; a request sent twice may be executed twice, so nothing is ever resent by itself",
            code(name)
        )
    });
}

/// Rulings behind single facts of the operation that are no field.
fn facts_rulings(docs: &mut Docs, bank: &Bank, operation: &Operation) {
    let mut seen: Vec<&str> = operation.provenance.all_rulings();
    let path = match &operation.path {
        Path::Template { provenance, .. } => provenance.all_rulings(),
        Path::Undocumented { ruling } => vec![ruling.as_str()],
    };
    let facts = [
        ("Path", path),
        ("Method", operation.method.provenance.all_rulings()),
        ("Authentication", operation.auth.provenance.all_rulings()),
        ("Signed path", fact_rulings(operation.signing_base.as_ref())),
        ("Permission", fact_rulings(operation.permission.as_ref())),
        ("Effect", operation.effect.provenance.all_rulings()),
        ("Finality", fact_rulings(operation.finality.as_ref())),
        (
            "Idempotency",
            operation
                .idempotency
                .as_ref()
                .map(|key| key.provenance.all_rulings())
                .unwrap_or_default(),
        ),
        (
            "Codes",
            operation
                .codes_provenance
                .as_ref()
                .map(Provenance::all_rulings)
                .unwrap_or_default(),
        ),
    ];
    for (fact, rulings) in facts {
        for id in rulings {
            if !seen.contains(&id) {
                seen.push(id);
                let decision = bank.ruling(id).map_or("", |ruling| &ruling.decision.en);
                docs.item(&format!(
                    "Ruling {} ({fact}): {}",
                    plain(id),
                    sentence(decision)
                ));
            }
        }
    }
}

fn fact_rulings<T>(fact: Option<&Fact<T>>) -> Vec<&str> {
    fact.map(|fact| fact.provenance.all_rulings())
        .unwrap_or_default()
}

fn undocumented_path(docs: &mut Docs, operation: &Operation) {
    if let Path::Undocumented { .. } = &operation.path {
        let parameters = operation
            .request
            .iter()
            .filter(|field| field.place == Place::Path);
        let names: Vec<String> = parameters
            .map(|field| code(&format!("{{{}}}", field.wire_name)))
            .collect();
        let names = if names.is_empty() {
            "no parameter".to_owned()
        } else {
            names.join(", ")
        };
        docs.paragraph(format!(
            "No document gives the path. Whoever knows it supplies it when building the client, with {names}: \
             [`ClientBuilder::path`](rt::ClientBuilder::path)`(\"{}\", …)`. Without it every call is `NotSent`.",
            operation.id
        ));
    }
}

fn outcomes(docs: &mut Docs, operation: &Operation) {
    let answer = match &operation.answer {
        Answer::Struct(answer) => link("struct", answer.ident.as_str()),
        Answer::Enum { ident, .. } => link("enum", ident.as_str()),
    };
    let code = link("enum", operation.code_ident.as_str());
    docs.paragraph("# Outcomes".to_owned());
    docs.item(&format!(
        "`Ok`: the bank accepted the request; the body is a {answer}"
    ));
    docs.item("`NotSent`: nothing reached the bank");
    docs.item(&format!(
        "`Rejected`: the bank certainly did not do it; the reason is a {code}"
    ));
    docs.item(match operation.effect.value {
        Effect::Read => "`Unknown`: there is no clear answer; asking again does no harm",
        Effect::Write => "`Unknown`: the bank may have done it; find out before sending it again",
        Effect::MovesMoney => {
            "`Unknown`: **the money may have moved**; find out before paying again, and keep the request until then"
        }
    });
    if operation.effect.value == Effect::MovesMoney {
        docs.paragraph(
            "Dropping the future after the request was sent leaves the outcome unknown: await it to its end, or treat it as `Unknown`."
                .to_owned(),
        );
    }
}

fn code_table(docs: &mut Docs, bank: &Bank, service: &Service, operation: &Operation) {
    docs.paragraph("# Response codes".to_owned());
    if operation.codes.is_empty() {
        docs.paragraph("No document lists any.".to_owned());
        return;
    }
    let mut extra: Vec<&str> = Vec::new();
    for row in &operation.codes {
        for (title, _) in &row.extra {
            if !extra.contains(&title.as_str()) {
                extra.push(title);
            }
        }
    }
    let mut head = "| Code | Status | Description of the bank | Kind | Outcome |".to_owned();
    let mut rule = "|---|---|---|---|---|".to_owned();
    for title in &extra {
        head.extend([" ", &plain(title), " |"]);
        rule.push_str("---|");
    }
    let mut lines = vec![head, rule];
    for row in &operation.codes {
        let status = row
            .status
            .map_or_else(|| "undocumented".to_owned(), |status| status.to_string());
        let mut line = format!(
            "| {} | {status} | {} | {} | {} |",
            code_cell(&row.code),
            plain(row.description.as_deref().unwrap_or_default()),
            plain(row.kind.as_deref().unwrap_or_default()),
            docs::outcome(row.outcome),
        );
        for title in &extra {
            let value = row.extra.iter().find(|(name, _)| name == title);
            line.extend([" ", &plain(value.map_or("", |(_, value)| value)), " |"]);
        }
        lines.push(line);
    }
    docs.block(lines);
    let envelope = operation
        .envelope
        .and_then(|envelope| service.envelopes.get(envelope));
    let unlisted = envelope.map_or(Outcome::Unknown, |envelope| envelope.unlisted);
    docs.paragraph(format!(
        "A code that is not listed: {}.",
        docs::outcome(unlisted)
    ));
    if let Some(envelope) = envelope {
        without_code(docs, operation, envelope);
        if operation.effect.value != Effect::Read {
            doubt(docs, operation, envelope);
        }
    }
    if let Some(provenance) = &operation.codes_provenance {
        let source = docs::source(bank, provenance);
        if !source.is_empty() {
            docs.paragraph(format!("Source of the table: {source}."));
        }
    }
}

fn without_code(docs: &mut Docs, operation: &Operation, envelope: &Envelope) {
    let changes = operation.effect.value != Effect::Read;
    let proof = match envelope.absent {
        Outcome::Accepted if changes => {
            ", if something of the documented body is there, nothing of an error, and the status is a documented one (200 or 201 \
             where none is)"
        }
        Outcome::Accepted => ", if something of the documented body is there",
        Outcome::Rejected | Outcome::Unknown => "",
    };
    docs.paragraph(format!(
        "No code in an answer with a 2xx status: {}{proof}.",
        docs::outcome(envelope.absent)
    ));
}

/// What makes the outcome of a change uncertain.
fn doubt(docs: &mut Docs, operation: &Operation, envelope: &Envelope) {
    let unknown = docs::outcome(Outcome::Unknown);
    let open = |code: &Code| code.outcome == Outcome::Rejected && code.status.is_none();
    if operation.codes.iter().any(open) {
        docs.paragraph(format!("A refusal with a 5xx status: {unknown}."));
    }
    if !envelope.doubt.is_empty() {
        let texts = envelope.doubt.iter().map(|text| code(&text.value));
        let texts = texts.collect::<Vec<_>>().join(", ");
        docs.paragraph(format!(
            "An answer that speaks of a failure inside the bank ({texts}), whatever its code: {unknown}."
        ));
    }
}

/// What the example is given, and the lines that make a client of it: the client itself, unless the call needs headers of
/// its profile.
fn client(bank: &Bank, service: &Service, operation: &Operation) -> (String, String) {
    let module = &service.module;
    let profile = Examples(bank).profile(service, operation, 4);
    let environment = Examples::environment(service);
    let Some((profile, environment)) = profile.zip(environment) else {
        return (format!("client: &{module}::Client"), String::new());
    };
    let (argument, path) = match operation.path {
        Path::Template { .. } => ("", String::new()),
        Path::Undocumented { .. } => {
            let line = format!("    .path({}, path)\n", literal(&operation.id));
            (", path: &str", line)
        }
    };
    let lines = format!(
        "let client = {module}::Client::builder({module}::Environment::{})\n\
         \x20   .credentials(credentials)\n\
         \x20   .profile({profile})\n\
         {path}\x20   .build()?;\n",
        environment.ident
    );
    (
        format!("credentials: {module}::Credentials{argument}"),
        lines,
    )
}

fn example(docs: &mut Docs, bank: &Bank, service: &Service, operation: &Operation) {
    docs.paragraph("# Example".to_owned());
    let imports = Examples::imports(operation).join(", ");
    let (lib, module) = (&bank.lib, &service.module);
    let request = Examples(bank).request(operation, 0);
    let unknown = Examples::doubt(operation);
    let accepted = if Examples::shows_body(operation) {
        "println!(\"accepted: {:?}\", accepted.body)"
    } else {
        "println!(\"accepted: {:?}\", accepted.meta.code)"
    };
    let (given, client) = client(bank, service, operation);
    let text = format!(
        "```no_run\n\
         use {lib}::{module}::{{self, {imports}}};\n\
         use {lib}::runtime::Error;\n\
         \n\
         # async fn example({given}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {client}let request = {request};\n\
         match client.{}(&request).await {{\n\
         \x20   Ok(accepted) => {accepted},\n\
         \x20   Err(Error::NotSent(reason)) => eprintln!(\"nothing was sent: {{reason}}\"),\n\
         \x20   Err(Error::Rejected(rejected)) => eprintln!(\"refused: {{rejected}}\"),\n\
         \x20   Err(Error::Unknown(unknown)) => eprintln!(\"{unknown}: {{unknown}}\"),\n\
         }}\n\
         # Ok(())\n\
         # }}\n\
         ```",
        operation.ident,
    );
    docs.block(text.lines().map(str::to_owned));
}
