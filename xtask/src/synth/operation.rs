//! One operation of a made-up bank: its chapter of the document, and its file.

use super::page::Page;
use std::fmt::Write as _;

/// An operation's file.
pub(super) struct Operation {
    /// Id.
    pub(super) id: String,
    /// The file.
    pub(super) yaml: String,
}

const VERBS: [&str; 8] = [
    "crear",
    "cambiar",
    "confirmar",
    "anular",
    "cotizar",
    "revisar",
    "liberar",
    "informar",
];

/// A row of an argument or field table.
struct Row {
    name: &'static str,
    /// Type as the document prints it.
    printed: &'static str,
    /// Keys of the YAML row beside `name`, `required` and `source`.
    keys: &'static str,
    required: &'static str,
}

const fn row(
    name: &'static str,
    printed: &'static str,
    keys: &'static str,
    required: &'static str,
) -> Row {
    Row {
        name,
        printed,
        keys,
        required,
    }
}

const REQUIRED: [Row; 10] = [
    row(
        "cliente",
        "String",
        "in: path, type: Identificacion",
        "true",
    ),
    row(
        "pieza",
        "String",
        "in: path, type: text, example: p-1",
        "true",
    ),
    row("canal", "String", "in: query, type: Canal", "true"),
    row(
        "X-Peticion",
        "String",
        "in: header, type: text, example: r-1",
        "true",
    ),
    row(
        "X-Terminal",
        "String",
        "in: header, type: text, example: t-1",
        "true",
    ),
    row(
        "referencia",
        "String",
        "in: body, type: text, max_length: 35, example: pedido-1",
        "true",
    ),
    row("monto", "Double", "in: body, type: Monto", "true"),
    row("moneda", "String", "in: body, type: Moneda", "true"),
    row(
        "tercero.nombre",
        "String",
        "in: body, type: text, max_length: 140, sensitive: personal, example: PERSONA DE EJEMPLO",
        "true",
    ),
    row(
        "tercero.cuenta",
        "String",
        "in: body, type: NumeroCuenta",
        "true",
    ),
];

const OPTIONAL: [Row; 13] = [
    row("simulado", "Boolean", "in: query, type: boolean", "false"),
    row("limite", "Integer", "in: query, type: integer", "false"),
    row(
        "X-Sesion",
        "String",
        "in: header, type: text, example: s-1",
        "false",
    ),
    row(
        "X-Sucursal",
        "String",
        "in: header, type: text, example: \"001\"",
        "false",
    ),
    row(
        "X-Aliado",
        "String",
        "in: header, type: text, example: a-1",
        "false",
    ),
    row(
        "X-Equipo",
        "String",
        "in: header, type: text, sensitive: personal, example: 192.0.2.10",
        "false",
    ),
    row(
        "tercero.pais",
        "String",
        "in: body, type: text, example: VE",
        "false",
    ),
    row(
        "fecha",
        "Date",
        "in: body, type: date, format: YYYY-MM-DD",
        "false",
    ),
    row("prioridad", "Integer", "in: body, type: integer", "false"),
    row("inmediato", "Boolean", "in: body, type: boolean", "false"),
    row(
        "nota",
        "String",
        "in: body, type: text, example: Prueba",
        "false",
    ),
    row(
        "etiquetas",
        "List<String>",
        "in: body, type: list<text>",
        "false",
    ),
    row(
        "idExtremo",
        "String",
        "in: body, type: text, example: e-1",
        "false",
    ),
];

const ANSWER: [Row; 10] = [
    row(
        "numero",
        "String",
        "in: body, type: text, example: \"000000123\"",
        "undocumented",
    ),
    row(
        "estatus",
        "String",
        "in: body, type: text, example: HECHO",
        "undocumented",
    ),
    row(
        "creado",
        "String",
        "in: body, type: text, example: ayer",
        "undocumented",
    ),
    row("monto", "Double", "in: body, type: Monto", "undocumented"),
    row("moneda", "String", "in: body, type: Moneda", "undocumented"),
    row(
        "comision",
        "Double",
        "in: body, type: Monto",
        "undocumented",
    ),
    row(
        "secuencia",
        "Integer",
        "in: body, type: integer",
        "undocumented",
    ),
    row(
        "final",
        "Boolean",
        "in: body, type: boolean",
        "undocumented",
    ),
    row(
        "avisos",
        "List<String>",
        "in: body, type: list<text>",
        "undocumented",
    ),
    row(
        "siguiente",
        "String",
        "in: body, type: text, example: p-2",
        "undocumented",
    ),
];

const ENVELOPE: [&str; 4] = [
    "codigoRespuesta",
    "descripcionCliente",
    "descripcionSistema",
    "fechaHora",
];

const SUBJECTS: [&str; 10] = [
    "CLIENTE",
    "CUENTA",
    "MONTO",
    "MONEDA",
    "CANAL",
    "TERCERO",
    "REFERENCIA",
    "FECHA",
    "PRIORIDAD",
    "TERMINAL",
];
const FINDINGS: [&str; 8] = [
    "NO EXISTE",
    "BLOQUEADO",
    "INVÁLIDO",
    "EXCEDE LÍMITE",
    "NO AFILIADO",
    "VENCIDO",
    "DUPLICADO",
    "RESTRINGIDO",
];

const EXAMPLE: &str = r#"examples:
  - example: aceptada
    summary: {en: It is accepted, es: Es aceptada}
    request:
      path: {cliente: V12345678, pieza: p-1}
      query: {canal: web}
      headers: {X-Peticion: r-1, X-Terminal: t-1}
      body: {referencia: pedido-1, monto: 150.00, moneda: VES, tercero: {nombre: PERSONA DE EJEMPLO, cuenta: "01380000000000000017"}}
    response:
      status: 200
      headers: {codigoRespuesta: "0000", descripcionCliente: Listo, descripcionSistema: Listo, fechaHora: "2026-03-05 14:07:09"}
      body: {numero: "000000123", estatus: HECHO, monto: 150.00, moneda: VES, secuencia: 1, final: true}
"#;

/// Writes an operation and its chapter.
pub(super) fn write(service: &str, index: u32, codes: u32, page: &mut Page) -> Operation {
    let verb = VERBS[usize::try_from(index).unwrap_or(0) % VERBS.len()];
    let id = format!("{verb}_{service}_{index:04}");
    let base = format!("/v1/{}/op{index:04}", service.replace('_', "-"));
    let path = format!("{base}/{{cliente}}/{{pieza}}");
    let first = page.line(&format!("Recurso: {path}"));
    let summary = page.line(&format!("Sí {path} POST WRITE"));
    page.line("Argumento Tipo Descripción");
    page.line("Argumentos Requeridos");
    let mut request = String::new();
    table(&mut request, "  ", &REQUIRED, page);
    page.line("Argumentos Opcionales");
    table(&mut request, "  ", &OPTIONAL, page);
    let answers = answers(page);
    let rows = code_rows(codes, page);
    let last = page.lines;
    let yaml = format!(
        r#"# {service}, lines {first}-{last}: POST {path}
operation: {id}
summary: {{en: "Operation {index} of {service}", es: "Operación {index} de {service}"}}
description: {{en: "Does what operation {index} of a made-up bank does.", es: "Hace lo que hace la operación {index} de un banco inventado."}}
source: {first}-{last}
method: {{value: POST, source: {summary}}}
path: {{value: "{path}", source: {summary}}}
auth: {{value: firma, source: {summary}}}
signing_base: {{value: {base}, assumed: S-01}}
permission: {{value: WRITE, source: {summary}}}
effect: {{value: moves-money, source: {summary}}}
finality: {{value: final, assumed: S-01}}
envelope: cabecera
request:
{request}responses:
{answers}codes:
  source: {}-{last}
  rows:
{rows}{EXAMPLE}"#,
        last + 1 - codes.max(1),
    );
    Operation { id, yaml }
}

fn table(yaml: &mut String, indent: &str, rows: &[Row], page: &mut Page) {
    for Row {
        name,
        printed,
        keys,
        required,
    } in rows
    {
        let digits: String = keys
            .split_once("max_length: ")
            .map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect())
            .unwrap_or_default();
        let length = if digits.is_empty() {
            String::new()
        } else {
            format!(" Hasta {digits} caracteres.")
        };
        let format = if *printed == "Date" {
            " Formato YYYY-MM-DD."
        } else {
            ""
        };
        let line = page.line(&format!(
            "{name} {printed} Dato {name} de la operación.{length}{format}"
        ));
        // Writing to a String cannot fail.
        let _ = writeln!(
            yaml,
            "{indent}- {{name: {name}, {keys}, required: {required}, source: {line}, doc: {{en: \"Value {name}\", es: \"Dato {name}\"}}}}"
        );
    }
}

/// The statuses and the table of the answer.
fn answers(page: &mut Page) -> String {
    let ok = page.line("200 OK");
    let refused = page.line("400 Bad Request");
    let failed = page.line("500 Internal Server Error");
    page.line("Campo Tipo Descripción");
    let mut yaml = format!("  - status: 200\n    source: {ok}\n    fields:\n");
    for header in ENVELOPE {
        let printed = if header == "fechaHora" {
            "Datetime"
        } else {
            "String"
        };
        let line = page.line(&format!("{header} {printed} Cabecera de la respuesta."));
        // Writing to a String cannot fail.
        let _ = writeln!(yaml, "      - {{header: {header}, source: {line}}}");
    }
    table(&mut yaml, "      ", &ANSWER, page);
    let _ = writeln!(
        yaml,
        "  - {{status: 400, source: {refused}}}\n  - {{status: 500, source: {failed}}}"
    );
    yaml
}

/// The code table: one success, one time-out, refusals.
fn code_rows(codes: u32, page: &mut Page) -> String {
    let mut yaml = String::new();
    for index in 0..codes.max(1) {
        let at = usize::try_from(index).unwrap_or(0);
        let round = at / (SUBJECTS.len() * FINDINGS.len());
        let (code, description, kind, status, outcome) = match index {
            0 => (
                "0000".to_owned(),
                "TRANSACCIÓN EXITOSA".to_owned(),
                "Transacción exitosa.",
                200,
                "accepted",
            ),
            1 => (
                "0084".to_owned(),
                "TIEMPO AGOTADO".to_owned(),
                "Error de sistema",
                500,
                "unknown",
            ),
            _ => {
                let subject = SUBJECTS[at % SUBJECTS.len()];
                let finding = FINDINGS[at / SUBJECTS.len() % FINDINGS.len()];
                let number = if round > 0 {
                    format!(" {round}")
                } else {
                    String::new()
                };
                (
                    format!("E{index:03}"),
                    format!("{subject} {finding}{number}"),
                    "Validación de sistema",
                    400,
                    "rejected",
                )
            }
        };
        let line = page.line(&format!("{code} {description} {kind} {status}"));
        // Writing to a String cannot fail.
        let _ = writeln!(
            yaml,
            "    - {{code: \"{code}\", description: {description}, kind: {kind}, status: {status}, outcome: {outcome}, source: {line}}}"
        );
    }
    yaml
}
