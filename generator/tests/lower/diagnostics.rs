//! Each problem as it is shown; the texts stand in `tests/diagnostics/lower`.

use crate::base::{BANK, CARD, PAY, READ, RULINGS, SERVICE, edited, lowered, problems, shown};
use generator::diagnostic::CODES;
use generator::lower::lower;
use generator::parse::parse;

macro_rules! cases {
    ($($name:ident: $([$file:expr, $from:expr, $to:expr])+;)*) => {
        $(#[test]
        fn $name() {
            assert_shown!(stringify!($name), problems(&[$(($file, $from, $to)),+]));
        })*
    };
}

const FIXED: &str = "fixed: application/json";
const STREET: &str = "{same_as: direccion, except: [direccion.ciudad], source: 58}";
const AMOUNT: &str = "{name: monto, in: body, type: Monto, required: true, source: 53}";
const SINCE: &str = "{name: desde, in: query, type: Dia, required: false, source: 63}";
const TOTAL: &str =
    "{name: total, in: header, also_in: body, type: Cuota, required: undocumented, source: 64}";
const CARD_ANSWER: &str = "{status: undocumented, when: success, source: 73}";
const CHANNEL: &str =
    "{name: X-Canal, type: Canal, required: false, source: {doc: guia, lines: 11}}";
const TAKEN: &str = "{header: X-Canal, source: 57}";
const EXAMPLE: &str = "      headers: {X-Canal: \"20\"}\n";
const VECTOR: &str = "operation: pagar, key: k001";

/// A word so many times, with something between.
fn deep(word: &str, between: &str, times: usize) -> String {
    vec![word; times].join(between)
}

/// Object types that hold each the next one.
fn chain(length: usize) -> String {
    let types = (1..=length).map(|place| {
        let inner = if place == length { "text".to_owned() } else { format!("A{}", place + 1) };
        format!(
            "  - {{type: A{place}, kind: object, doc: {{en: a, es: b}}, source: {{doc: guia, lines: 7}}, fields: [{{name: a, type: {inner}, required: false, doc: {{en: a, es: b}}, source: {{doc: guia, lines: 7}}}}]}}\n"
        )
    });
    types.chain(["headers:\n".to_owned()]).collect()
}

/// Field groups that take in each the next one, the last one `direccion`.
fn groups(length: usize) -> String {
    let groups = (1..=length).map(|place| {
        let next = if place == length {
            "direccion".to_owned()
        } else {
            format!("g{place}")
        };
        format!(
            "  - {{group: g{}, fields: [{{same_as: {next}, source: {{doc: guia, lines: 7}}}}]}}\n",
            place - 1
        )
    });
    ["groups:\n".to_owned()].into_iter().chain(groups).collect()
}

cases! {
    s100_row_without_source: [PAY, "required: true, source: 53", "required: true"];
    s100_everywhere:
        [BANK, "doc: {en: Code, es: Código}, source: {doc: guia, lines: 1}", "doc: {en: Code, es: Código}"]
        [BANK, "type: Canal, required: false, source: {doc: guia, lines: 11}", "type: Canal, required: false"]
        [BANK, "zone: {offset: \"-04:00\", assumed: R-1}", "zone: {offset: \"-04:00\"}"]
        [SERVICE, "port: 8443, base_path: /api, token_url: {value: \"https://test.example.com/token\", source: 30}, source: 30", "port: 8443, base_path: /api, token_url: {value: \"https://test.example.com/token\"}"]
        [SERVICE, "key: {header: api-key, length: 4, source: 33}", "key: {header: api-key, length: 4}"]
        [SERVICE, "algorithm: {value: hmac-sha256, source: 32}", "algorithm: {value: hmac-sha256}"]
        [SERVICE, "{name: client_id, in: header, source: 40}", "{name: client_id, in: header}"]
        [PAY, "source: 50-60\n", ""]
        [PAY, "trusted: false, source: 51", "trusted: false"]
        [PAY, "{status: 400, source: 59}", "{status: 400}"]
        [PAY, "outcome: rejected, source: 60", "outcome: rejected"]
        [PAY, "path: {value: /v1/pagos, source: 50}", "path: {value: /v1/pagos}"];
    s101_both_source_and_assumed: [PAY, "required: true, source: 53", "required: true, source: 53, assumed: R-1"];
    s102_line_beyond_the_end: [PAY, "source: 53", "source: \"53, 99-101\""];
    s102_unused_line_beyond_the_end: [BANK, "lines: 100, title", "lines: 100, unused: [{lines: 101, reason: Contents}], title"];
    s103_unknown_document: [PAY, "source: 53", "source: {doc: giua, lines: 53}"];
    s103_lines_without_a_document: [BANK, "source: {doc: guia, lines: 1}", "source: 1"];
    s103_service_of_an_unknown_document: [SERVICE, "document: guia", "document: pagos"];
    s104_unknown_ruling: [PAY, "source: 53", "source: 53, ruling: [R-1, R-9]"];
    s104_assumed_by_an_unknown_ruling: [PAY, "source: 53", "assumed: R-9"];
    s104_malformed_id: [RULINGS, "ruling: R-2", "ruling: r2"];
    s104_path_by_an_unknown_ruling: [CARD, "{undocumented: R-2}", "{undocumented: R-3}"];
    s105_empty_text: [PAY, "summary: {en: Pay, es: Paga}", "summary: {en: Pay, es: \" \"}"];
    s111_bank: [BANK, "country: VE", "country: Venezuela\nversion: \"1.0\""] [BANK, "file: guia.txt, sha256: \"0123", "file: docs/guia.txt, sha256: \"ABCD"] [BANK, "offset: \"-04:00\"", "offset: \"-4\""];
    s111_names: [BANK, "group: direccion", "group: Dirección"] [PAY, "same_as: direccion", "same_as: Dirección"] [RULINGS, "ruling: R-2", "ruling: r2"] [CARD, "R-2", "r2"] [SERVICE, "table: comunes", "table: comunes-2"] [PAY, "same_as: comunes", "same_as: comunes-2"] [PAY, "example: pagado", "example: Pagado"];
    s111_reserved_scheme: [SERVICE, "scheme: llaves", "scheme: none"] [CARD, "value: llaves", "value: none"];
    s112_type: [BANK, "- {type: Cuota,", "- {type: Codigo,"];
    s112_ruling: [RULINGS, "ruling: R-2", "ruling: R-1"] [CARD, "R-2", "R-1"];
    s112_document: [BANK, "documents:\n", "documents:\n  - {document: guia, file: otra.txt, sha256: \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", lines: 100, title: {en: Guide, es: Guía}}\n"];
    s112_header_of_the_catalogue: [BANK, "name: X-Canal", "name: CodigoRespuesta"] [PAY, "{header: X-Canal, source: 57}", "{header: codigoRespuesta, source: 57}"] [PAY, "headers: {X-Canal: \"20\"}", "headers: {}"];
    s112_environment: [SERVICE, "name: Productivo", "name: Prueba"];
    s112_envelope: [SERVICE, "code_tables:", "envelopes:\n  - {envelope: cabecera, doc: {en: a, es: b}, code: [{in: header, name: c}], unlisted: unknown, absent: unknown, source: 1}\ncode_tables:"];
    s112_value: [BANK, "{value: \"21\", name: Web}", "{value: \"20\", name: Web}"];
    s112_code: [PAY, "{code: \"0013\"", "{code: \"0000\""] [PAY, "status: 400, outcome: rejected", "status: 201, outcome: rejected"];
    s112_code_on_the_same_lines: [PAY, "    - {code: \"0013\", description: MONTO INVÁLIDO, status: 400, outcome: rejected, source: 60}", "    - {code: \"0000\", description: PAGO REALIZADO, status: 201, outcome: accepted, source: 60}"];
    s112_parameter: [READ, SINCE, "{name: desde, in: query, type: Dia, required: false, source: 63}\n  - {name: desde, in: query, type: Dia, required: false, rust_name: otra, source: 63}"];
    s112_header_in_other_case: [PAY, "{header: X-Canal, source: 57}", "{header: X-Canal, source: 57}\n  - {name: x-canal, in: header, type: Canal, required: false, source: 57}"];
    s112_body_field: [PAY, "name: banco, in", "name: monto, in"] [PAY, "banco: \"0138\", monto: 10.50", "monto: \"0138\""];
    s112_answer: [PAY, "{status: 400, source: 59}", "{status: 201, source: 59}"];
    s112_example: [READ, "examples:\n", "examples:\n  - {example: leida, summary: {en: Read, es: Leída}, request: {path: {cuenta: \"0001\"}}, response: {status: 500}}\n"];
    s112_bearer: [SERVICE, "{name: client_id, in: header", "{name: client_id, in: header, bearer: true"];
    s112_header_of_a_scheme: [SERVICE, "nonce: {header: nonce", "nonce: {header: API-Key"];
    s112_credential: [SERVICE, "{name: client_id, in: header", "{name: authorization, rust_name: otra, in: header"];
    s112_name_of_a_group_and_an_operation: [BANK, "group: direccion", "group: leer"] [PAY, "same_as: direccion", "same_as: leer"];
    s113_environment: [SERVICE, "scheme: https, host: test.example.com, port: 8443, base_path: /api", "scheme: ftp, host: \"https://test.example.com\", port: 0, base_path: /api/"];
    s113_base_path: [SERVICE, "base_path: /api", "base_path: /api/../otra"];
    s113_plain_http: [SERVICE, "scheme: https, host: api", "scheme: http, host: api"];
    s114_no_token_url: [SERVICE, "token_url: {value: \"https://api.example.com/token\", source: 31}, ", ""];
    s114_token_url_is_no_url: [SERVICE, "value: \"https://api.example.com/token\"", "value: \"http://api.example.com/token\""];
    s114_token_url_without_tokens: [SERVICE, "    kind: oauth2-client-credentials", "    kind: credentials"] [SERVICE, "    client_authentication: {value: basic-header, source: 39}", "    credentials: [{name: x, in: query, source: 39}]"];
    s115_no_environments: [SERVICE, "  - {name: Prueba, kind: test, scheme: https, host: test.example.com, port: 8443, base_path: /api, token_url: {value: \"https://test.example.com/token\", source: 30}, source: 30}\n  - {name: Productivo, kind: production, scheme: https, host: api.example.com, token_url: {value: \"https://api.example.com/token\", source: 31}, source: 31}\n", ""] [SERVICE, "environments:", "environments: []"];
    s115_no_values: [BANK, "    values:\n      - {value: \"20\", name: Caja, source: {doc: guia, lines: 6}}\n      - {value: \"21\", name: Web}\n", ""] [BANK, "    example: \"20\"\n", ""] [PAY, "      headers: {X-Canal: \"20\"}\n", ""];
    s115_no_fields: [BANK, "    fields:\n      - {name: numero, type: Codigo, required: true, source: {doc: guia, lines: 8}}\n      - {name: saldo, type: Monto, required: false, source: {doc: guia, lines: 9}}\n", ""] [READ, "body: {cuenta: {numero: \"0001\", saldo: 1.50}}", "body: {cuenta: {}}"];
    s115_no_answers: [CARD, "responses:\n  - {status: undocumented, when: success, source: 73}", "responses: []"];
    s115_no_places_of_the_code: [BANK, "code: [{in: header, name: codigoRespuesta}]", "code: []"] [BANK, "timestamp: [{in: header, name: fechaHora, ", "timestamp: [{in: header, name: codigoRespuesta, "];
    s115_no_readings: [RULINGS, "readings: [nothing is said]", "readings: []"];
    s120_field_begins_with_a_digit: [READ, "name: desde", "name: 3ds"] [READ, "desde: 01/02/2025", "\"3ds\": 01/02/2025"];
    s120_letters_without_ascii: [READ, "name: desde", "name: 名前"] [READ, "desde: 01", "名前: 01"];
    s120_nothing_left: [BANK, "{value: \"21\", name: Web}", "{value: \"\"}"];
    s120_written_names: [READ, "name: desde", "name: desde, rust_name: self"] [BANK, "{value: \"21\", name: Web}", "{value: \"21\", name: web}"] [PAY, "max_length: 20", "max_length: 20, rust_type: referencia"];
    s120_type_in_other_case: [BANK, "type: Dia", "type: dia"] [READ, "type: Dia", "type: dia"];
    s120_code_without_a_name: [PAY, "description: MONTO INVÁLIDO, ", ""];
    s121_codes: [PAY, "description: MONTO INVÁLIDO", "description: \"Pago: realizado\""];
    s121_other: [PAY, "description: MONTO INVÁLIDO", "description: OTHER"];
    s121_fields: [PAY, "name: referencia, in", "name: Banco, in"] [PAY, "field: referencia", "field: Banco"] [PAY, "referencia: A-1", "Banco: A-1"];
    s121_optional: [READ, "name: desde", "name: optional"] [READ, "desde: 01", "optional: 01"];
    s121_header_and_body_of_an_answer: [READ, "name: total, in: header, also_in: body", "name: cuenta, in: header"] [READ, "total: \"1\"", "cuenta: \"1\""];
    s121_type_and_operation: [BANK, "type: Cuota", "type: LeerResponse"] [READ, "type: Cuota", "type: LeerResponse"];
    s121_made_types: [PAY, "max_length: 20", "max_length: 20, rust_type: Apunte"] [PAY, "name: numero, in: body, type: text", "name: numero, in: body, type: text, max_length: 9, rust_type: Apunte"];
    s121_generated_type: [BANK, "type: Cuota", "type: Client"] [READ, "type: Cuota", "type: Client"];
    s121_environments: [SERVICE, "name: Productivo", "name: PRUEBA"];
    s121_scheme_and_envelope: [SERVICE, "scheme: llaves", "scheme: cabecera"] [CARD, "value: llaves", "value: cabecera"];
    s130_unknown_type: [PAY, AMOUNT, "{name: monto, in: body, type: Mnto, required: true, source: 53}"];
    s130_type_of_another_kind: [READ, SINCE, "{name: desde, in: query, type: number, required: false, source: 63}"];
    s131_expression: [READ, SINCE, "{name: desde, in: query, type: \"list<Dia\", required: false, source: 63}"];
    s132_rules_of_another_kind: [BANK, "kind: integer, minimum", "kind: integer, max_length: 3, scale: 1, format: YYYY, minimum"];
    s132_rules_beside_a_named_type: [PAY, AMOUNT, "{name: monto, in: body, type: Monto, scale: 4, required: true, source: 53}"];
    s132_rules_of_a_list: [PAY, "{name: monto, in: body, type: Monto, required: true, source: 53}", "{name: monto, in: body, type: list<text>, max_length: 4, required: true, doc: {en: a, es: b}, source: 53}"] [PAY, "monto: 10.50", "monto: []"];
    s132_values_and_fields_elsewhere: [BANK, "    kind: enum\n", "    kind: text\n    open: true\n    fields: [{name: a, type: text, required: true}]\n"];
    s132_no_type_to_name: [PAY, AMOUNT, "{name: monto, in: body, type: Monto, rust_type: Dinero, required: true, source: 53}"];
    s132_number_as_a_boolean: [BANK, "kind: integer,", "kind: integer, wire: boolean,"] [READ, "total: \"1\"", "total: \"2\""];
    s132_words_of_a_number: [BANK, "kind: integer, minimum", "kind: integer, words: {affirmative: \"S\", negative: \"N\"}, minimum"];
    s132_words_as_json_booleans: [READ, SINCE, "{name: desde, in: query, type: boolean, words: {affirmative: \"S\", negative: \"N\"}, wire: boolean, required: false, doc: {en: a, es: b}, source: 63}"];
    s133_words: [READ, SINCE, "{name: desde, in: query, type: boolean, words: {affirmative: \"S\", negative: \"S\"}, required: false, doc: {en: a, es: b}, source: 63}\n  - {name: hasta, in: query, type: boolean, words: {affirmative: \"S|A\", negative: \"\"}, required: false, doc: {en: a, es: b}, source: 63}"];
    s138_words: [READ, SINCE, "{name: desde, in: query, type: boolean, words: {affirmative: \"S\", negative: \"N\"}, default: \"true\", example: \"s\", required: false, doc: {en: a, es: b}, source: 63}"];
    s133_lengths: [BANK, "kind: text, length: 4,", "kind: text, min_length: 9, max_length: 4,"] ;
    s133_length_beside_bounds: [BANK, "kind: text, length: 4,", "kind: text, length: 4, max_length: 4,"];
    s133_no_length: [BANK, "kind: text, sensitive", "kind: text, length: 0, sensitive"];
    s133_padding: [BANK, "kind: text, length: 4,", "kind: text, length: 4, zero_padded: {length: 3, after: 3},"];
    s133_decimal: [BANK, "scale: 2, digits: 10, minimum: \"0.01\", maximum: \"5000.00\"", "scale: 12, digits: 10, minimum: \"0,01\", maximum: \"5000.00\""] ;
    s133_bounds: [BANK, "minimum: \"0.01\"", "minimum: \"5000.01\""] [BANK, "minimum: \"1\", maximum: \"12\"", "minimum: \"13\", maximum: \"12\""];
    s133_digits: [BANK, "digits: 10", "digits: 40"];
    s133_long_bound: [BANK, "digits: 10, minimum: \"0.01\"", "minimum: \"0.00000000000000000000000000001\""];
    s133_integer: [BANK, "minimum: \"1\", maximum", "minimum: \"1.5\", maximum"];
    s134_pattern: [BANK, "pattern: '^[0-9]{4}$'", "pattern: '^([0-9]{4}$'"];
    s134_look_around: [PAY, "max_length: 20", "pattern: '^(?=A).*$'"];
    s134_only_regex_lite: [BANK, "pattern: '^[0-9]{4}$'", "pattern: '\\A(?i)[[:digit:]]{4}\\z'"];
    s134_possessive: [PAY, "max_length: 20", "pattern: '^[A-Z0-9-]++$'"];
    s135_letters: [BANK, "format: DD/MM/YYYY", "format: DD/MM/AAAA"];
    s135_minutes_for_months: [BANK, "format: DD/MM/YYYY", "format: DD/mm/YYYY"];
    s135_envelope: [BANK, "format: \"YYYY-MM-DD hh:mm:ss\"", "format: \"YYYY-MM-DD\""];
    s136_object_in_itself: [BANK, "{name: saldo, type: Monto, required: false,", "{name: saldo, type: Cuenta, required: false,"] [READ, ", saldo: 1.50", ""];
    s136_circle_of_two:
        [BANK, "{name: saldo, type: Monto, required: false,", "{name: saldo, type: Dueno, required: false,"]
        [BANK, "headers:\n", "  - {type: Dueno, kind: object, doc: {en: Owner, es: Dueño}, source: {doc: guia, lines: 7}, fields: [{name: cuenta, type: Cuenta, required: false, source: {doc: guia, lines: 7}}]}\nheaders:\n"]
        [READ, ", saldo: 1.50", ""];
    s138_examples_of_types: [BANK, "example: \"0138\"", "example: \"138\""] [BANK, "example: \"10.50\"", "example: \"10.505\""] [BANK, "example: \"3\"", "example: \"13\""] [BANK, "example: 31/12/2025", "example: 31/02/2025"] [BANK, "example: \"20\"", "example: \"22\""];
    s138_values_of_rows: [PAY, "example: A-1", "example: \"A-1234567890123456789\", default: \"123456789012345678901\""];
    s138_fixed_value: [PAY, "type: text, fixed: application/json", "type: integer, fixed: application/json"];
    s138_example_of_an_object: [BANK, "    doc: {en: Account, es: Cuenta}", "    example: x\n    doc: {en: Account, es: Cuenta}"];
    s138_default_that_is_not_listed: [BANK, "{name: X-Canal, type: Canal,", "{name: X-Canal, type: Canal, default: \"22\","];
    s139_secret_number: [BANK, "kind: decimal, scale", "kind: decimal, sensitive: secret, scale"];
    s139_row_of_an_open_type: [PAY, AMOUNT, "{name: monto, in: body, type: Codigo, sensitive: secret, required: true, source: 53}"] [PAY, "monto: 10.50", "monto: \"1050\""];
    s140_none_of_three: [READ, SINCE, "{in: query, type: Dia, required: false, source: 63}"] [READ, ", query: {desde: 01/02/2025}", ""];
    s140_two_of_three: [PAY, "{header: X-Canal, source: 57}", "{header: X-Canal, name: canal, source: 57}"] [PAY, "      headers: {X-Canal: \"20\"}\n", ""];
    s140_place_of_a_catalogued_header: [PAY, "{header: X-Canal, source: 57}", "{header: X-Canal, in: header, source: 57}"];
    s140_row_that_takes_in_and_says_more: [PAY, STREET, "{same_as: direccion, in: body, required: true, except: [direccion.ciudad], source: 58}"];
    s140_except_alone: [PAY, AMOUNT, "{name: monto, in: body, type: Monto, except: [banco], required: true, source: 53}"];
    s140_path_given_and_undocumented: [CARD, "{undocumented: R-2}", "{value: /a, undocumented: R-2}"];
    s140_lines_of_an_undocumented_path: [CARD, "{undocumented: R-2}", "{undocumented: R-2, source: 71}"];
    s140_status_of_a_request: [READ, "request: {path: {cuenta: \"0001\"}", "request: {status: 200, path: {cuenta: \"0001\"}"] [READ, "response: {status: 200,", "response: {path: {a: b}, status: 200,"];
    s140_header_of_the_secret: [SERVICE, "secret: {length: 6,", "secret: {header: x-secret, length: 6,"];
    s140_format_of_a_code: [BANK, "code: [{in: header, name: codigoRespuesta}]", "code: [{in: header, name: codigoRespuesta, format: YYYY}]"];
    s140_catalogue_with_a_reference: [BANK, "{name: X-Canal, type: Canal, required: false,", "{header: X-Canal, type: Canal, required: false,"] [PAY, "  - {header: X-Canal, source: 57}\n", ""] [PAY, "      headers: {X-Canal: \"20\"}\n", ""];
    s140_table_without_rows_to_take: [READ, "same_as: pagar", "same_as: tarjeta"] [CARD, "codes:\n  source: 74\n  rows:\n    - {code: \"OK\", status: undocumented, outcome: accepted, source: 74}\n", ""] [READ, "  rows:\n    - {code: \"0000\", description: CUENTA ENCONTRADA, status: 200, source: 65}\n", ""] [READ, "codigoRespuesta: \"0000\", ", ""];
    s141_not_said_whether_required: [PAY, AMOUNT, "{name: monto, in: body, type: Monto, source: 53}"];
    s142_no_type: [PAY, AMOUNT, "{name: monto, in: body, required: true, source: 53}"] [PAY, "monto: 10.50, ", ""];
    s143_no_meaning: [PAY, "doc: {en: Reference, es: Referencia}, ", ""];
    s144_no_place: [PAY, AMOUNT, "{name: monto, type: Monto, required: true, source: 53}"] [PAY, "monto: 10.50, ", ""];
    s144_place_of_an_answer: [PAY, "{name: numero, in: body", "{name: numero, in: query"] [PAY, "      body: {numero: \"17\"}\n", ""];
    s144_list_in_a_query: [READ, "name: desde, in: query, type: Dia", "name: desde, in: query, type: list<Dia>"] [READ, ", query: {desde: 01/02/2025}", ""];
    s144_object_in_a_path: [READ, "name: cuenta, in: path, type: Codigo", "name: cuenta, in: path, type: Cuenta"] [READ, "path: {cuenta: \"0001\"}, ", ""];
    s144_list_in_a_header: [PAY, "name: Accept, in: header, type: text, fixed: application/json", "name: Accept, in: header, type: list<text>, required: false"];
    s144_list_in_a_header_of_an_answer: [READ, "in: header, also_in: body, type: Cuota", "in: header, type: list<Cuota>"] [READ, ", total: \"1\"", ""];
    s145_argument: [PAY, AMOUNT, "{name: monto, in: body, also_in: header, type: Monto, required: true, source: 53}"];
    s145_same_place: [READ, "in: header, also_in: body", "in: header, also_in: header"];
    s145_part_of_an_object: [READ, TOTAL, "{name: a.total, in: body, also_in: header, type: Cuota, required: undocumented, source: 64}\n      - {name: a.b, in: body, type: Cuota, required: undocumented, source: 64}"] [READ, ", total: \"1\"", ""];
    s146_answer: [READ, TOTAL, "{name: total, in: header, type: Cuota, fixed: \"1\", source: 64}"];
    s146_path: [READ, "{name: cuenta, in: path, type: Codigo, required: true,", "{name: cuenta, in: path, type: Codigo, required: true, fixed: \"0001\","];
    s146_nested: [PAY, "{name: origen.banco, in: body, type: Codigo,", "{name: origen.banco, in: body, type: Codigo, fixed: \"0001\","];
    s146_beside_a_default: [PAY, FIXED, "fixed: application/json, default: text/html"];
    s147_unknown_header: [PAY, "{header: X-Canal,", "{header: X-Canales,"] [PAY, "      headers: {X-Canal: \"20\"}\n", ""];
    s148_unknown_table: [PAY, STREET, "{same_as: direcion, source: 58}"] [PAY, ", direccion: {calle: Calle 1}", ""];
    s148_answer_of_another_status: [READ, "- {name: cuenta, in: body, type: Cuenta, required: true, source: 64}", "- {same_as: pagar, source: 64}"] [READ, ", body: {cuenta: {numero: \"0001\", saldo: 1.50}}", ""];
    s149_rows: [READ, SINCE, "{same_as: pagar, source: 63}"] [PAY, STREET, "{same_as: leer, source: 58}"] [READ, ", query: {desde: 01/02/2025}", ""] [PAY, ", direccion: {calle: Calle 1}", ""];
    s149_codes: [PAY, "same_as: comunes", "same_as: leer"];
    s150_unknown_row_left_out: [PAY, "except: [direccion.ciudad]", "except: [direccion.cuidad]"];
    s151_no_token: [PAY, "name: Accept, in: header", "name: \"Acc ept\", in: header"];
    s151_reserved: [PAY, "name: Accept, in: header", "name: Content-Length, in: header"];
    s151_sent_by_the_scheme: [PAY, "name: Accept, in: header", "name: API-Key, in: header"];
    s151_sent_by_the_scheme_in_the_query: [SERVICE, "{name: client_id, in: header", "{name: clave, in: query"] [CARD, "name: clave, in: body", "name: clave, in: query"];
    s151_token: [READ, "name: desde, in: query, type: Dia", "name: authorization, in: header, type: text, doc: {en: a, es: b}"] [READ, ", query: {desde: 01/02/2025}", ""];
    s151_line_end_in_a_fixed_value: [PAY, "fixed: application/json", "fixed: \"2\\r\\nX-Otra: y\""];
    s151_values_that_no_header_holds: [PAY, "fixed: application/json", "fixed: \"español\""] [BANK, "{name: X-Canal, type: Canal,", "{name: X-Canal, type: text, example: \" 20\", doc: {en: a, es: b},"];
    s151_prefix: [SERVICE, "signature: {header: api-signature, length: 64", "signature: {header: api-signature, prefix: \"v1\\n\", length: 64"];
    s152_empty_part: [PAY, "name: origen.banco", "name: origen..banco"];
    s152_value_and_object: [PAY, "{name: origen.banco, in", "{name: origen, in"];
    s152_list_and_no_list: [PAY, "name: origen.banco", "name: \"origen[].banco\""];
    s152_dots_in_an_object_type: [BANK, "{name: saldo, type: Monto", "{name: saldo.total, type: Monto"] [READ, ", saldo: 1.50", ""];
    s153_other_lists: [PAY, "name: origen.banco, in", "name: origen.banco, aliases: [\"Origen[].Banco\", \"a..b\"], in"];
    s153_elsewhere: [PAY, "name: origen.banco, in", "name: origen.banco, aliases: [banco], in"] [READ, "      - {name: total,", "      - {name: \"lista[].a.b\", aliases: [\"otra[].lista[].a.b\", \"lista.x.a.b\"], in: body, type: text, required: false, doc: {en: a, es: b}, source: 64}\n      - {name: total,"];
    s153_taken: [PAY, "name: origen.banco, in", "name: origen.banco, aliases: [origen.banco, origen.cuenta, otro.banco, otro.banco], in"];
    s154_members: [PAY, "name: numero, in: body", &format!("name: {}, in: body", deep("a", ".", 33))] [PAY, "      body: {numero: \"17\"}\n", ""];
    s154_alias: [PAY, "name: origen.banco, in", &format!("name: origen.banco, aliases: [{}], in", deep("a", ".", 33))];
    s154_lists: [READ, "type: Cuota, required: undocumented", &format!("type: \"{}Cuota{}\", required: undocumented", "list<".repeat(33), ">".repeat(33))] [READ, ", total: \"1\"", ""];
    s154_types: [BANK, "headers:\n", &chain(33)];
    s154_types_through_lists: [BANK, "headers:\n", &chain(4).replace("name: a, type: A3", &format!("name: a, type: \"{}A3{}\"", "list<".repeat(31), ">".repeat(31)))];
    s154_groups: [BANK, "groups:\n", &groups(33)] [PAY, "same_as: direccion", "same_as: g0"] [PAY, ", except: [direccion.ciudad]", ""];
    s155_kept_and_made: [BANK, CHANNEL, "{name: X-Canal, type: text, doc: {en: a, es: b}, profile: true, generate: uuid, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"];
    s155_kept_and_fixed: [BANK, CHANNEL, "{name: X-Canal, type: Canal, profile: true, fixed: \"20\", source: {doc: guia, lines: 11}}"];
    s155_fixed_by_the_operation: [BANK, CHANNEL, "{name: X-Canal, type: Canal, profile: true, required: false, source: {doc: guia, lines: 11}}"] [PAY, TAKEN, "{header: X-Canal, fixed: \"20\", source: 57}"];
    s155_rules_of_the_operation: [BANK, CHANNEL, "{name: X-Canal, type: text, doc: {en: a, es: b}, profile: true, required: false, source: {doc: guia, lines: 11}}"] [PAY, TAKEN, "{header: X-Canal, max_length: 2, source: 57}"];
    s155_elsewhere: [PAY, AMOUNT, "{name: monto, in: body, type: Monto, profile: true, required: true, source: 53}"] [PAY, TAKEN, "{header: X-Canal, generate: uuid, source: 57}"] [BANK, "{name: saldo, type: Monto,", "{name: saldo, type: Monto, profile: false,"];
    s155_what_a_repetition_is_recognised_by: [BANK, CHANNEL, "{name: X-Canal, type: text, doc: {en: a, es: b}, generate: uuid, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"] [PAY, "field: referencia", "field: X-Canal"];
    s156_personal: [BANK, CHANNEL, "{name: X-Canal, type: Canal, sensitive: personal, profile: true, required: false, source: {doc: guia, lines: 11}}"];
    s156_secret_by_its_type: [BANK, CHANNEL, "{name: X-Canal, type: Clave, profile: true, required: false, source: {doc: guia, lines: 11}}"] [PAY, EXAMPLE, ""];
    s157_type: [BANK, CHANNEL, "{name: X-Canal, type: Canal, generate: uuid, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"];
    s157_length: [BANK, CHANNEL, "{name: X-Canal, type: text, max_length: 16, doc: {en: a, es: b}, generate: hex-32, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"];
    s157_pattern: [BANK, CHANNEL, "{name: X-Canal, type: text, pattern: '^[0-9a-e]+$', doc: {en: a, es: b}, generate: hex-16, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"] [PAY, EXAMPLE, ""];
    s157_personal: [BANK, CHANNEL, "{name: X-Canal, type: text, sensitive: personal, doc: {en: a, es: b}, generate: hex-16, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"];
    s157_no_moment: [BANK, CHANNEL, "{name: X-Canal, type: text, doc: {en: a, es: b}, generate: now, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"];
    s157_no_zone: [BANK, "zone: {offset: \"-04:00\", assumed: R-1}\n", ""] [BANK, CHANNEL, "{name: X-Canal, type: datetime, doc: {en: a, es: b}, generate: now, required: false, source: {doc: guia, lines: 11}, ruling: R-1}"] [PAY, EXAMPLE, ""];
    s158_no_reason: [BANK, CHANNEL, "{name: X-Canal, type: text, doc: {en: a, es: b}, generate: uuid, required: false, source: {doc: guia, lines: 11}}"];
    s159_only_in_an_answer: [BANK, "{name: codigoRespuesta, type: text,", "{name: codigoRespuesta, type: text, profile: true,"];
    s159_in_no_service: [SERVICE, "code_tables:", "headers:\n  - {name: X-Otro, type: text, generate: uuid, doc: {en: a, es: b}, required: false, source: 11, ruling: R-1}\ncode_tables:"];
    s121_kept_headers: [BANK, "headers:\n", "headers:\n  - {name: x_canal, type: text, doc: {en: a, es: b}, profile: true, required: false, source: {doc: guia, lines: 11}}\n"] [BANK, CHANNEL, "{name: X-Canal, type: Canal, profile: true, required: false, source: {doc: guia, lines: 11}}"] [READ, SINCE, "{name: desde, in: query, type: Dia, required: false, source: 63}\n  - {header: x_canal, source: 63}"];
    s121_profile: [BANK, CHANNEL, "{name: X-Canal, type: Canal, profile: true, required: false, source: {doc: guia, lines: 11}}"] [BANK, "type: Cuota", "type: Profile"] [READ, "type: Cuota", "type: Profile"];
    s160_method: [CARD, "value: PUT", "value: put"];
    s161_format_with_a_slash: [READ, "path: {value: \"/v1/cuentas/{cuenta}\"", "path: {value: \"/v1/cuentas/{cuenta}/{dia}\""] [READ, SINCE, "{name: dia, in: path, type: Dia, required: true, source: 63}\n  - {name: desde, in: query, type: Dia, required: false, source: 63}"];
    s161_path: [READ, "value: \"/v1/cuentas/{cuenta}\"", "value: \"v1/cuentas/{cuenta}\""];
    s161_segment: [READ, "value: \"/v1/cuentas/{cuenta}\"", "value: \"/v1/cuentas/{cuenta}.json?x\""];
    s161_dots: [READ, "value: \"/v1/cuentas/{cuenta}\"", "value: \"/v1/../{cuenta}\""];
    s161_escape: [READ, "value: \"/v1/cuentas/{cuenta}\"", "value: \"/v1/%2E/{cuenta}\""];
    s161_value: [READ, "in: path, type: Codigo", "in: path, example: ../1, doc: {en: a, es: b}, type: text"];
    s161_parameter_twice: [READ, "value: \"/v1/cuentas/{cuenta}\"", "value: \"/v1/{cuenta}/{cuenta}\""];
    s162_no_row: [READ, "{cuenta}\", source: 61", "{cuenta}/{mes}\", source: 61"];
    s162_no_parameter: [READ, "{name: desde, in: query, type: Dia, required: false", "{name: desde, in: path, type: Dia, required: true"] [READ, ", query: {desde: 01/02/2025}", ""] [READ, "request: {path: {cuenta: \"0001\"}", "request: {path: {cuenta: \"0001\", desde: 01/02/2025}"];
    s163_optional_path_parameter: [READ, "in: path, type: Codigo, required: true", "in: path, type: Codigo, required: false"];
    s164_body_of_get: [READ, "name: desde, in: query", "name: desde, in: body"] [READ, "query: {desde", "body: {desde"];
    s164_answer_to_head: [READ, "value: GET", "value: HEAD"];
    s164_answer_204: [PAY, "- status: 201", "- status: 204"] [PAY, "status: 201, outcome", "status: 204, outcome"] [PAY, "      status: 201", "      status: 204"];
    s165_one_shape: [CARD, "{undocumented: R-2}", "{value: \"/v1/cuentas/{clave}\", source: 71}"] [CARD, "value: PUT", "value: GET"] [CARD, "in: body", "in: path"];
    s166_missing: [PAY, "signing_base: {value: /v1/pagos, source: 50}\n", ""];
    s166_no_beginning: [PAY, "signing_base: {value: /v1/pagos,", "signing_base: {value: /v1/pag,"];
    s166_not_wanted: [READ, "effect:", "signing_base: {value: /v1/cuentas, source: 61}\neffect:"];
    s167_unknown_scheme: [READ, "auth: {value: token", "auth: {value: tokens"];
    s168_no_single_value: [PAY, "field: referencia", "field: direccion"];
    s168_below_a_value: [PAY, "field: referencia", "field: referencia.numero"];
    s168_unknown_argument: [PAY, "field: referencia", "field: Referencia"];
    s169_without_status_or_kind: [CARD, CARD_ANSWER, "{status: undocumented, source: 73}"];
    s169_opposite: [PAY, "{status: 400, source: 59}", "{status: 400, when: success, source: 59}"];
    s169_bodies_without_status: [CARD, CARD_ANSWER, "{status: undocumented, when: success, source: 73, fields: [{name: a, in: body, type: Codigo, required: true, source: 73}]}\n  - {status: 202, source: 73, fields: [{name: b, in: body, type: Codigo, required: true, source: 73}]}"];
    s169_list_and_object: [PAY, "    fields:\n      - {header: codigoRespuesta", "    body_type: Cuenta\n    fields:\n      - {header: codigoRespuesta"] [PAY, "      body: {numero: \"17\"}\n", ""];
    s170_unknown_envelope: [READ, "envelope: cabecera", "envelope: cabezera"];
    s111_doubt: [BANK, "    absent: unknown\n", "    absent: unknown\n    doubt: [{value: \" FALLO\", source: {doc: guia, lines: 10}}, {value: E1, source: {doc: guia, lines: 10}}, {value: INTERNO, source: {doc: guia, lines: 10}}, {value: interno, source: {doc: guia, lines: 10}}, {value: BUS}]\n"];
    s171_places: [BANK, "code: [{in: header, name: codigoRespuesta}]", "code: [{in: header, name: codigoRespuesta}, {in: header, name: codigoRespuesta}, {in: query, name: a}, {in: body, name: \"a[].b\"}]"];
    s171_envelope_that_nobody_names: [SERVICE, "code_tables:", "envelopes:\n  - {envelope: otra, doc: {en: a, es: b}, code: [{in: path, name: c}], unlisted: unknown, absent: unknown}\ncode_tables:"];
    s180_table_that_nobody_takes_in: [SERVICE, "code_tables:\n", "code_tables:\n  - table: otra\n    codes: {source: 41, same_as: nada, rows: [{code: \"1\"}]}\n"];
    s180_unknown_table: [PAY, "same_as: comunes", "same_as: communes"];
    s172_no_finality: [PAY, "finality: {value: settlement-pending, source: 51}\n", ""];
    s181_no_outcome: [PAY, "status: 400, outcome: rejected, source: 60", "status: 400, source: 60"];
    s182_no_status: [PAY, "status: 400, outcome: rejected, source: 60", "outcome: rejected, source: 60"];
    s190_signature: [SERVICE, "    algorithm: {value: hmac-sha256, source: 32}\n", ""] [SERVICE, "key: {header: api-key, length: 4", "key: {length: 4"] [SERVICE, "    nonce: {header: nonce, kind: unix-millis, source: 35}\n", ""] [SERVICE, "    body_methods: {value: [POST], source: 38}\n", ""];
    s190_token: [SERVICE, "    client_authentication: {value: basic-header, source: 39}\n", ""];
    s192_prefix_in_the_query: [SERVICE, "{name: client_id, in: header", "{name: client_id, in: query, prefix: \"Id \""];
    s151_prefix_of_a_credential: [SERVICE, "{name: client_id, in: header", "{name: client_id, in: header, prefix: \"á \""];
    s190_credentials: [SERVICE, "    credentials:\n      - {name: client_id, in: header, source: 40}\n      - {name: Authorization, in: header, bearer: true, rust_name: portador, source: 40}\n", ""];
    s191_keys_of_other_kinds: [SERVICE, "    client_authentication: {", "    algorithm: {value: hmac-sha256, source: 39}\n    credentials: [{name: a, in: query, source: 39}]\n    client_authentication: {"];
    s192_words: [SERVICE, "value: hmac-sha256", "value: sha256"] [SERVICE, "value: hex-lower", "value: hex"] [SERVICE, "kind: unix-millis", "kind: millis"] [SERVICE, "value: [POST]", "value: [post]"] [SERVICE, "value: basic-header", "value: basic"] [SERVICE, "name: client_id, in: header", "name: client_id, in: body"];
    s193_message: [SERVICE, "message: '/v1/pagos17{}'", "message: '/v1/pagos{}17'"];
    s193_signature: [SERVICE, "signature: 96", "signature: 97"];
    s193_lengths: [SERVICE, "key: k001, secret: secret", "key: k01, secret: secreto"];
    s193_unknown_operation: [SERVICE, VECTOR, "operation: pagat, key: k001"];
    s193_path_below_no_environment: [SERVICE, "request: POST /v1/pagos", "request: POST /apis/v1/pagos"];
    s193_operation_of_another_scheme: [SERVICE, VECTOR, "operation: leer, key: k001"];
    s193_other_request: [SERVICE, "request: POST /v1/pagos", "request: POST /v1/pago"];
    s193_no_request: [SERVICE, "request: POST /v1/pagos", "request: /v1/pagos"];
    s200_unknown_values: [PAY, "headers: {X-Canal: \"20\"}", "headers: {X-Canal: \"20\", X-Otro: a}"] [PAY, "origen: {cuenta: \"0001\"}", "origen: {cuenta: \"0001\", titular: x}"] [PAY, "body: {numero: \"17\"}", "body: {numero: \"17\", fecha: hoy}"];
    s200_body_of_a_request_without: [READ, "query: {desde: 01/02/2025}", "body: {desde: 01/02/2025}"];
    s201_missing_values: [PAY, "monto: 10.50, ", ""] [READ, "request: {path: {cuenta: \"0001\"}, ", "request: {"] [READ, "{numero: \"0001\", saldo: 1.50}", "{saldo: 1.50}"];
    s201_missing_body: [PAY, "      body: {banco: \"0138\", monto: 10.50, referencia: A-1, origen: {cuenta: \"0001\"}, direccion: {calle: Calle 1}}\n", ""];
    s202_values: [PAY, "banco: \"0138\", monto: 10.50", "banco: \"138\", monto: 10.505"] [PAY, "X-Canal: \"20\"", "X-Canal: \"22\""] [READ, "desde: 01/02/2025", "desde: 2025-02-01"];
    s202_long_decimal: [PAY, "monto: 10.50", "monto: 99999999999999999999999999999"];
    s202_null: [PAY, "body: {numero: \"17\"}", "body: {numero: null}"];
    s202_json_forms: [PAY, "banco: \"0138\", monto: 10.50", "banco: 138, monto: \"10.50\""] [READ, "cuenta: {numero: \"0001\", saldo: 1.50}", "cuenta: [x]"];
    s202_number_that_only_the_envelope_lists: [BANK, "code: [{in: header, name: codigoRespuesta}]", "code: [{in: header, name: codigoRespuesta}, {in: body, name: resultado.numero}]"] [PAY, "body: {numero: \"17\"}", "body: {numero: \"17\", resultado: {numero: 0}}"];
    s202_fixed_value: [PAY, "headers: {X-Canal: \"20\"}", "headers: {X-Canal: \"20\", accept: text/html}"];
    s203_code_of_two_other_statuses: [PAY, "status: 201, outcome: accepted, source: 60}", "status: 200, outcome: accepted, name: Uno, source: 60}\n    - {code: \"0000\", description: PAGO REALIZADO, status: 202, outcome: accepted, name: Dos, source: 60}"];
    s201_missing_header_of_an_answer: [BANK, "required: undocumented", "required: true"] [PAY, "      headers: {codigoRespuesta: \"0000\"}\n", ""];
    s133_length_of_a_signature: [SERVICE, "header: api-signature, length: 64", "header: api-signature, length: 96"];
    s203_status: [PAY, "      status: 201\n", "      status: 202\n"];
    s203_code: [PAY, "codigoRespuesta: \"0000\"", "codigoRespuesta: \"0001\""];
    s203_code_of_another_status: [PAY, "codigoRespuesta: \"0000\"", "codigoRespuesta: \"0013\""];
}

#[test]
fn the_bank_without_mistakes_lowers() {
    assert_eq!(problems(&[]), "no problem");
}

/// The bank with one word in place of another in every file, and in the names of files.
fn renamed(from: &str, to: &str) -> String {
    let mut sources = edited(&[]);
    for document in &mut sources.documents {
        document.path = document.path.replace(from, to);
        document.text = document.text.replace(from, to);
    }
    match lowered(&sources) {
        Ok(_) => "no problem".to_owned(),
        Err(problems) => shown(&sources, &problems),
    }
}

#[test]
fn s121_operation_and_generated_name() {
    let names = ["mod", "client", "into", "clone", "new", "aux"];
    let found: Vec<_> = names.map(|name| renamed("tarjeta", name)).into();
    assert_shown!("s121_operation_and_generated_name", found.join("\n"));
}

#[test]
fn s121_service_and_generated_name() {
    let names = ["lib", "main", "std", "client", "tokio", "banco_base"];
    let found: Vec<_> = names
        .map(|name| {
            let mut sources = edited(&[(SERVICE, "service: pagos", &format!("service: {name}"))]);
            for document in &mut sources.documents {
                document.path = document.path.replace("/pagos/", &format!("/{name}/"));
            }
            shown(&sources, &lowered(&sources).unwrap_err())
        })
        .into();
    assert_shown!("s121_service_and_generated_name", found.join("\n"));
}

#[test]
fn s115_no_operations() {
    let mut sources = edited(&[(
        SERVICE,
        "operations:\n  - pagar\n  - leer\n  - tarjeta\n",
        "operations: []\n",
    )]);
    sources
        .documents
        .retain(|document| !document.path.contains("/operations/"));
    assert_shown!(
        "s115_no_operations",
        shown(&sources, &lowered(&sources).unwrap_err())
    );
}

/// Whatever a file lacks or says twice, lowering ends with a model or with problems.
#[test]
fn nothing_that_parses_makes_lowering_panic() {
    let base = edited(&[]);
    let mut lowered_ones = 0;
    for file in 0..base.documents.len() {
        let lines: Vec<&str> = base.documents[file].text.lines().collect();
        for line in 0..lines.len() {
            for doubled in [false, true] {
                let mut kept = lines.clone();
                if doubled {
                    kept.insert(line, lines[line]);
                } else {
                    kept.remove(line);
                }
                let mut sources = base.clone();
                sources.documents[file].text = kept.join("\n");
                if let Ok(spec) = parse(&sources) {
                    lowered_ones += 1;
                    if let Err(problems) = lower(&spec) {
                        assert!(!shown(&sources, &problems).is_empty());
                    }
                }
            }
        }
    }
    assert!(lowered_ones > 100, "only {lowered_ones} changes parse");
}

#[test]
fn every_problem_of_every_file_is_reported_at_once() {
    let sources = edited(&[
        (PAY, "source: 53", "source: 530"),
        (PAY, "type: Monto", "type: Mnto"),
        (PAY, "outcome: rejected, ", ""),
        (
            READ,
            "in: path, type: Codigo, required: true",
            "in: path, type: Codigo, required: false",
        ),
        (BANK, "format: DD/MM/YYYY", "format: DD/MM/AAAA"),
        (SERVICE, "value: hex-lower", "value: hex"),
        (RULINGS, "ruling: R-2", "ruling: R-1"),
    ]);
    let problems = lowered(&sources).unwrap_err();
    assert!(problems.is_sorted());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            let place = problem.locate(&sources).primary;
            format!(
                "{} {}:{}",
                problem.code,
                place.file.rsplit('/').next().unwrap(),
                place.line
            )
        })
        .collect();
    assert_shown!("many_problems", found.join("\n"));
}

#[test]
fn every_code_has_a_rendered_example() {
    let mut shown = String::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/lower");
    for file in std::fs::read_dir(folder).unwrap() {
        shown += &std::fs::read_to_string(file.unwrap().path()).unwrap();
    }
    let missing: Vec<_> = CODES
        .iter()
        .map(|meaning| meaning.code)
        .filter(|&code| code >= "S100")
        .filter(|code| !shown.contains(&format!("error[{code}]")))
        .collect();
    assert_eq!(missing, [""; 0]);
}
