//! A made-up bank of any size, for measuring: a specification in the format of this workspace, and the documents it was
//! transcribed from, so that `verify` can be measured too.
//!
//! No randomness and no clock: the same options give the same bytes.

mod operation;
mod page;
mod service;

#[cfg(test)]
mod tests;

use page::Page;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Id of the bank.
pub const BANK: &str = "banco-sintetico";

/// How large the bank is.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Number of operations.
    pub operations: u32,
    /// Rows of each operation's code table; at least the one for success.
    pub codes: u32,
}

/// A specification and its documents.
#[derive(Debug)]
pub struct Synthetic {
    /// Files of the specification: path below its root, and text.
    pub spec: Vec<(String, String)>,
    /// Documents: file name and text.
    pub documents: Vec<(String, String)>,
}

/// Operations of one service.
const PER_SERVICE: u32 = 100;

const RESOURCES: [&str; 12] = [
    "pagos",
    "cuentas",
    "mandatos",
    "tarjetas",
    "traslados",
    "extractos",
    "permisos",
    "facturas",
    "creditos",
    "depositos",
    "ordenes",
    "cotizaciones",
];

/// Makes a bank.
#[must_use]
pub fn synth(options: Options) -> Synthetic {
    let mut made = Synthetic {
        spec: Vec::new(),
        documents: Vec::new(),
    };
    let mut listed = String::new();
    let services = options.operations.div_ceil(PER_SERVICE);
    for service in 0..services {
        let operations = service * PER_SERVICE..options.operations.min((service + 1) * PER_SERVICE);
        let id = service_id(service);
        let page = service::write(&id, operations, options.codes, &mut made.spec);
        let file = format!("{id}.txt");
        list(&mut listed, &id, &file, &page);
        made.documents.push((file, page.text));
    }
    made.spec.push((format!("{BANK}/bank.yaml"), bank(&listed)));
    made.spec
        .push((format!("{BANK}/rulings.yaml"), RULINGS.to_owned()));
    made.spec.sort();
    made
}

/// `pagos` for the first service, `pagos_2` for the thirteenth.
fn service_id(service: u32) -> String {
    let count = RESOURCES.len();
    let index = usize::try_from(service).unwrap_or(0);
    match (RESOURCES[index % count], index / count) {
        (resource, 0) => resource.to_owned(),
        (resource, round) => format!("{resource}_{}", round + 1),
    }
}

fn list(listed: &mut String, id: &str, file: &str, page: &Page) {
    let hash = Sha256::digest(page.text.as_bytes());
    let mut sha256 = String::with_capacity(64);
    for byte in hash {
        // Writing to a String cannot fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    let _ = write!(
        listed,
        "  - document: {id}\n    file: {file}\n    sha256: {sha256}\n    lines: {}\n    title: {{en: Made-up document, es: Documento inventado}}\n",
        page.lines
    );
}

fn bank(documents: &str) -> String {
    let mut text = format!(
        "# A made-up bank for measurements.\nbank: {BANK}\ntitle: {{en: Synthetic Bank, es: Banco Sintético}}\ncountry: VE\ndocuments:\n{documents}"
    );
    text.push_str(SHARED);
    text
}

/// Types, headers and envelope: a ruling supplies them, since they belong to no one document.
const SHARED: &str = r#"types:
  - {type: Identificacion, kind: text, doc: {en: Identification of a person, es: Identificación de una persona}, min_length: 2, max_length: 12, pattern: "^[A-Z][0-9]{1,11}$", sensitive: personal, example: V12345678, assumed: S-01}
  - {type: NumeroCuenta, kind: text, doc: {en: Account number, es: Número de cuenta}, length: 20, pattern: "^[0-9]{20}$", sensitive: personal, example: "01380000000000000017", assumed: S-01}
  - {type: Monto, kind: decimal, doc: {en: Amount of money, es: Cantidad de dinero}, scale: 2, wire: number, example: "150.00", assumed: S-01}
  - {type: Moneda, kind: text, doc: {en: Currency, es: Moneda}, length: 3, pattern: "^[A-Z]{3}$", example: VES, assumed: S-01}
  - type: Canal
    kind: enum
    doc: {en: Channel of a call, es: Canal de una llamada}
    open: false
    values:
      - {value: "web", doc: {en: Web, es: Web}, assumed: S-01}
      - {value: "app", doc: {en: App, es: Aplicación}, assumed: S-01}
      - {value: "oficina", doc: {en: Branch, es: Oficina}, assumed: S-01}
    example: web
    assumed: S-01
headers:
  - {name: codigoRespuesta, type: text, length: 4, required: undocumented, doc: {en: Response code, es: Código de respuesta}, example: "0000", assumed: S-01}
  - {name: descripcionCliente, type: text, required: undocumented, doc: {en: Text for customers, es: Texto para clientes}, example: Listo, assumed: S-01}
  - {name: descripcionSistema, type: text, required: undocumented, doc: {en: Text for integrators, es: Texto para integradores}, example: Listo, assumed: S-01}
  - {name: fechaHora, type: datetime, format: "YYYY-MM-DD hh:mm:ss", required: undocumented, doc: {en: Time of the answer, es: Hora de la respuesta}, example: "2026-03-05 14:07:09", assumed: S-01}
envelopes:
  - envelope: cabecera
    doc: {en: Code and descriptions travel in headers, es: El código y las descripciones viajan en cabeceras}
    code: [{in: header, name: codigoRespuesta}, {in: body, name: codigoRespuesta}]
    client_description: [{in: header, name: descripcionCliente}]
    system_description: [{in: header, name: descripcionSistema}]
    timestamp: [{in: header, name: fechaHora, format: "YYYY-MM-DD hh:mm:ss"}]
    unlisted: unknown
    absent: unknown
    assumed: S-01
"#;

const RULINGS: &str = r#"rulings:
  - ruling: S-01
    kind: gap
    title: {en: "Facts without a line", es: "Datos sin línea"}
    readings: ["the document is made up"]
    decision: {en: "They are supplied.", es: "Se suplen."}
    why: {en: "Only sizes matter here.", es: "Aquí solo importan los tamaños."}
    confidence: high
    question: {en: "None?", es: "¿Ninguna?"}
"#;
