//! One service of a made-up bank.

use super::BANK;
use super::operation;
use super::page::Page;
use std::fmt::Write as _;
use std::ops::Range;

/// Writes the files of a service and yields its document.
pub(super) fn write(
    id: &str,
    operations: Range<u32>,
    codes: u32,
    files: &mut Vec<(String, String)>,
) -> Page {
    let mut page = Page::default();
    let head = head(id, &mut page);
    let mut ids = String::new();
    for index in operations {
        let operation = operation::write(id, index, codes, &mut page);
        // Writing to a String cannot fail.
        let _ = writeln!(ids, "  - {}", operation.id);
        let path = format!("{BANK}/{id}/operations/{}.yaml", operation.id);
        files.push((path, operation.yaml));
    }
    let service = format!("{head}operations:\n{ids}");
    files.push((format!("{BANK}/{id}/service.yaml"), service));
    page
}

/// Everything of `service.yaml` before the operations.
fn head(id: &str, page: &mut Page) -> String {
    let path = id.replace('_', "-");
    page.line("Ambiente Protocolo Dominio Puerto");
    let test = page.line("Prueba HTTPS apiqa.bancosintetico.example 8585");
    let production = page.line("Productivo HTTPS api.bancosintetico.example 8282");
    let key = page.line("La llave pública viaja en api-key y tiene 32 caracteres.");
    let secret = page.line("La llave secreta tiene 32 caracteres y no viaja.");
    let nonce = page.line("El nonce parte de la hora unix en milisegundos.");
    let signature =
        page.line("La firma HMAC-SHA384 viaja en api-signature: 96 caracteres, hexadecimal.");
    let message = page.line("Se firman la base, el nonce y el cuerpo de cada POST.");
    format!(
        r#"# {id}: made up for measurements.
service: {id}
document: {id}
title: {{en: "Service {path}", es: "Servicio {path}"}}
description: {{en: "Operations of {path}, made up for measurements.", es: "Operaciones de {path}, inventadas para medir."}}
environments:
  - {{name: Prueba, kind: test, scheme: https, host: apiqa.bancosintetico.example, port: 8585, source: {test}, doc: {{en: Tests, es: Pruebas}}}}
  - {{name: Productivo, kind: production, scheme: https, host: api.bancosintetico.example, port: 8282, source: {production}, doc: {{en: Real money, es: Dinero real}}}}
auth:
  - scheme: firma
    kind: signature
    doc: {{en: Keyed signature over each request, es: Firma con llave de cada petición}}
    algorithm: {{value: hmac-sha384, source: {signature}}}
    encoding: {{value: hex-lower, source: {signature}}}
    key: {{header: api-key, length: 32, source: {key}}}
    secret: {{length: 32, source: {secret}}}
    nonce: {{header: nonce, kind: unix-millis, source: {nonce}}}
    signature: {{header: api-signature, length: 96, source: {signature}}}
    message: {{value: [signing-base, nonce, body], source: {message}}}
    body_methods: {{value: [POST], source: {message}}}
    source: {key}-{message}
"#
    )
}
