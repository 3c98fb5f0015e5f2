//! A call with the generated client.

use crate::emit::rust::Examples;
use crate::model::{Bank, Effect, Operation, Path, Service};
use std::fmt::Write;

/// A function that makes the call and prints the answer.
pub(super) fn source(bank: &Bank, service: &Service, operation: &Operation) -> String {
    let (lib, module) = (&bank.lib, &service.module);
    let imports = Examples::imports(operation).join(", ");
    let path = match operation.path {
        Path::Template { .. } => "",
        Path::Undocumented { .. } => "path: &str",
    };
    let mut text = format!(
        "use {lib}::{module}::{{self, {imports}}};\n\n\
         async fn example({path}) -> Result<(), Box<dyn std::error::Error>> {{\n"
    );
    let environment = Examples::environment(service);
    let environment = environment.map_or("", |environment| environment.ident.as_str());
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "    let client = {module}::Client::builder({module}::Environment::{environment})"
    );
    let scheme = operation.auth.value;
    if let Some(scheme) = scheme.and_then(|position| service.auth.get(position)) {
        let credentials = Examples(bank).credentials(service, scheme, 8);
        let _ = write!(text, "\n        .credentials({credentials})");
    }
    if let Some(profile) = Examples(bank).profile(service, operation, 8) {
        let _ = write!(text, "\n        .profile({profile})");
    }
    if !path.is_empty() {
        let _ = write!(text, "\n        .path({:?}, path)", operation.id);
    }
    let request = Examples(bank).request(operation, 4);
    let answer = if Examples::shows_body(operation) {
        "accepted.body"
    } else {
        "accepted.meta.code"
    };
    let _ = write!(text, "\n        .build()?;\n    let request = {request};");
    let call = format!("client.{}(&request).await", operation.ident);
    if operation.effect.value == Effect::Read {
        let _ = write!(
            text,
            "\n    let accepted = {call}?;\n    println!(\"{{:?}}\", {answer});\n    Ok(())\n}}"
        );
        return text;
    }
    let doubt = Examples::doubt(operation);
    let _ = write!(
        text,
        "\n    match {call} {{\n        \
         Ok(accepted) => println!(\"accepted: {{:?}}\", {answer}),\n        \
         Err({lib}::runtime::Error::NotSent(reason)) => eprintln!(\"nothing was sent: {{reason}}\"),\n        \
         Err({lib}::runtime::Error::Rejected(rejected)) => eprintln!(\"refused: {{rejected}}\"),\n        \
         Err({lib}::runtime::Error::Unknown(unknown)) => eprintln!(\"{doubt}: {{unknown}}\"),\n    \
         }}\n    Ok(())\n}}"
    );
    text
}
