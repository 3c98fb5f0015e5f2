//! What lowering makes of a specification without mistakes.

use crate::base::{BANK, CARD, Edit, PAY, READ, RULINGS, SERVICE, edited, model};
use generator::lower::lower;
use generator::model::{
    Answer, Bank, Body, Field, Finality, Operation, Outcome, Path, Place, Required, ResponseKind,
    Scope, Sensitive, Shape, TypeRef,
};
use generator::parse::parse;
use generator::spec::Spanned;
use std::time::{Duration, Instant};

fn bank(edits: &[Edit<'_>]) -> Bank {
    model(edits).banks.remove(0)
}

fn operation<'b>(bank: &'b Bank, id: &str) -> &'b Operation {
    bank.services[0]
        .operations
        .iter()
        .find(|operation| operation.id == id)
        .unwrap()
}

fn field<'f>(fields: &'f [Field], name: &str) -> &'f Field {
    fields.iter().find(|field| field.wire_name == name).unwrap()
}

fn object<'b>(bank: &'b Bank, ty: &TypeRef) -> &'b [Field] {
    let id = match ty {
        TypeRef::Named(id) => *id,
        TypeRef::List(item) => match **item {
            TypeRef::Named(id) => id,
            _ => panic!("no object: {item:?}"),
        },
        _ => panic!("no object: {ty:?}"),
    };
    match &bank.ty(id).shape {
        Shape::Object(fields) => fields,
        other => panic!("no object: {other:?}"),
    }
}

fn answer(operation: &Operation) -> &[Field] {
    match &operation.answer {
        Answer::Struct(answer) => &answer.fields,
        Answer::Enum { ident, .. } => panic!("{ident} is an enum"),
    }
}

#[test]
fn an_address_is_put_together() {
    let bank = bank(&[]);
    let urls: Vec<_> = bank.services[0]
        .environments
        .iter()
        .map(|environment| environment.url.as_str())
        .collect();
    assert_eq!(
        urls,
        [
            "https://test.example.com:8443/api",
            "https://api.example.com"
        ]
    );
    assert_eq!(bank.zone.unwrap().value, -240);
}

#[test]
fn an_answer_of_unknown_status_is_the_one_of_each_status_that_only_a_code_has() {
    let bank = bank(&[
        (
            CARD,
            "{status: undocumented, when: success, source: 73}",
            "{status: undocumented, when: success, body_type: Codigo, source: 73}",
        ),
        (
            CARD,
            "{code: \"OK\", status: undocumented, outcome: accepted, source: 74}",
            "{code: \"OK\", status: 200, outcome: accepted, source: 74}\n    - {code: \"NO\", status: 204, outcome: accepted, source: 74}\n    - {code: \"ER\", status: 404, outcome: rejected, source: 74}",
        ),
    ]);
    let card = operation(&bank, "tarjeta");
    let answers: Vec<_> = card
        .responses
        .iter()
        .map(|answer| (answer.status, answer.body == Body::None))
        .collect();
    let expected = [
        (None, false),
        (Some(200), false),
        (Some(204), true),
        (Some(404), true),
    ];
    assert_eq!(answers, expected);
    assert_eq!(card.responses[0].body, card.responses[1].body);
}

#[test]
fn a_reading_is_told_in_both_languages_or_in_the_words_of_the_document() {
    let bank = bank(&[(
        RULINGS,
        "readings: [nothing is said]",
        r#"readings: ["P2P/P2C", {en: two decimals, es: dos decimales}]"#,
    )]);
    let readings = &bank.rulings[0].readings;
    let told: Vec<_> = readings
        .iter()
        .map(|text| (text.en.as_str(), text.es.as_str()))
        .collect();
    assert_eq!(
        told,
        [("P2P/P2C", "P2P/P2C"), ("two decimals", "dos decimales")]
    );
}

#[test]
fn lines_of_the_services_own_document_stand_first() {
    let other = "documents:\n  - {document: otra, file: otra.txt, sha256: \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", lines: 9, title: {en: a, es: b}}\n";
    let bank = bank(&[
        (BANK, "documents:\n", other),
        (
            PAY,
            "source: 53",
            "source: [{doc: otra, lines: 1}, 53, \"54, 53\", {doc: otra, lines: 2}]",
        ),
    ]);
    let source = &field(&operation(&bank, "pagar").request, "monto")
        .provenance
        .source;
    let texts: Vec<_> = source
        .iter()
        .map(|lines| (lines.document, lines.text()))
        .collect();
    assert_eq!(texts, [(1, "53, 54".to_owned()), (0, "1, 2".to_owned())]);
}

#[test]
fn a_row_of_the_catalogue_gives_its_own_lines_and_takes_the_rest() {
    let bank = bank(&[]);
    let channel = field(&operation(&bank, "pagar").request, "X-Canal");
    assert_eq!(channel.required, Required::No);
    assert_eq!(channel.doc.en, "Channel");
    assert_eq!(channel.example.as_deref(), Some("20"));
    assert_eq!(channel.provenance.source[0].text(), "57");
    assert_eq!(channel.place, Place::Header);
}

#[test]
fn a_row_of_the_catalogue_can_be_changed() {
    let edits = [(
        PAY,
        "{header: X-Canal, source: 57}",
        "{header: X-Canal, type: text, max_length: 3, required: true, doc: {en: Own, es: Propio}, source: 57}",
    )];
    let bank = bank(&edits);
    let channel = field(&operation(&bank, "pagar").request, "X-Canal");
    assert_eq!(
        (channel.required, channel.doc.en.as_str()),
        (Required::Yes, "Own")
    );
    let TypeRef::Named(id) = channel.ty else {
        panic!("no type of its own: {:?}", channel.ty)
    };
    assert_eq!(bank.ty(id).ident.as_str(), "PagarXCanal");
}

#[test]
fn rows_that_are_taken_in_tell_both_places() {
    let bank = bank(&[(PAY, "source: 58}", "source: 58, ruling: R-1}")]);
    let request = &operation(&bank, "pagar").request;
    let names: Vec<_> = object(&bank, &field(request, "direccion").ty)
        .iter()
        .map(|field| field.wire_name.as_str())
        .collect();
    assert_eq!(names, ["calle"]);
    let street = field(object(&bank, &field(request, "direccion").ty), "calle");
    assert_eq!(street.provenance.source[0].text(), "12, 58");
    assert_eq!(street.provenance.rulings, ["R-1"]);
}

#[test]
fn rules_beside_a_row_make_a_type_of_the_operation() {
    let bank = bank(&[]);
    let TypeRef::Named(id) = field(&operation(&bank, "pagar").request, "referencia").ty else {
        panic!("no type")
    };
    let ty = bank.ty(id);
    assert_eq!(ty.ident.as_str(), "PagarReferencia");
    assert_eq!(
        ty.scope,
        Scope::Operation {
            service: 0,
            operation: 0
        }
    );
    assert_eq!(ty.example.as_deref(), Some("A-1"));
}

#[test]
fn named_types_of_kinds_without_rules_stand_for_themselves() {
    let bank = bank(&[]);
    let since = field(&operation(&bank, "leer").request, "desde");
    assert_eq!(
        since.ty,
        TypeRef::Date(generator::model::DateFormat("DD/MM/YYYY".to_owned()))
    );
    assert_eq!(
        (since.doc.es.as_str(), since.example.as_deref()),
        ("Día", Some("31/12/2025"))
    );
    assert!(bank.types.iter().all(|ty| ty.ident.as_str() != "Dia"));
}

#[test]
fn a_secret_type_makes_its_fields_secret() {
    let bank = bank(&[]);
    let password = field(&operation(&bank, "tarjeta").request, "clave");
    assert_eq!(password.sensitive, Some(Sensitive::Secret));
    let plain = self::bank(&[(
        CARD,
        "type: Clave,",
        "type: text, sensitive: secret, doc: {en: a, es: b},",
    )]);
    assert_eq!(
        field(&operation(&plain, "tarjeta").request, "clave").ty,
        TypeRef::SecretText
    );
}

#[test]
fn dotted_names_nest() {
    let rows = r#"      - {name: "Lista[].Cuenta.Numero", aliases: ["lista[].cuenta.numero"], in: body, type: Codigo, required: true, source: 64}
      - {name: "Lista[].Cuenta.SaldoTotal", aliases: ["Lista[].Cuenta.saldo.total"], in: body, type: Monto, required: false, source: 65}
      - {name: "Lista[].Nota", in: body, type: text, required: undocumented, doc: {en: Note, es: Nota}, source: 66}
      - {name: Lista, rust_type: Renglon, in: body, doc: {en: Lines, es: Renglones}, source: 67}
"#;
    let bank = bank(&[
        (
            READ,
            "      - {name: total,",
            &format!("{rows}      - {{name: total,"),
        ),
        (
            READ,
            "cuenta: {numero: \"0001\", saldo: 1.50}}",
            "cuenta: {numero: \"0001\"}, Lista: [{Cuenta: {Numero: \"0002\"}}]}",
        ),
    ]);
    let operation = operation(&bank, "leer");
    let list = field(answer(operation), "Lista");
    assert!(matches!(list.ty, TypeRef::List(_)));
    assert_eq!(
        (list.required, list.doc.en.as_str()),
        (Required::Yes, "Lines")
    );
    assert_eq!(list.provenance.source[0].text(), "67");
    assert_eq!(list.aliases, [["lista"]]);
    let line = object(&bank, &list.ty);
    assert_eq!(field(line, "Nota").required, Required::Undocumented);
    let account = field(line, "Cuenta");
    assert_eq!(
        (account.required, account.aliases.as_slice()),
        (Required::Yes, &[vec!["cuenta".to_owned()]][..])
    );
    assert_eq!(account.provenance.source[0].text(), "64-65");
    let account = object(&bank, &account.ty);
    assert_eq!(field(account, "Numero").aliases, [["numero"]]);
    assert_eq!(field(account, "SaldoTotal").aliases, [["saldo", "total"]]);
    let names: Vec<_> = bank.types.iter().map(|ty| ty.ident.as_str()).collect();
    assert!(
        names.contains(&"Renglon") && names.contains(&"RenglonCuenta"),
        "{names:?}"
    );
}

#[test]
fn an_alias_that_begins_elsewhere_is_a_further_place_of_an_object() {
    let rows = r#"      - {name: "Lista[].Cuenta.Numero", aliases: ["Lista[].Titular.Cuenta.Num"], in: body, type: Codigo, required: false, source: 64}
      - {name: "Lista[].Cuenta.Saldo", in: body, type: Monto, required: false, source: 65}
      - {name: Datos.Clase.Codigo, aliases: [Otros.Mas.Clase.Codigo, Datos.Extra.Clase.Cod], in: body, type: text, required: false, doc: {en: a, es: b}, source: 65}
      - {name: "Filas[].a", aliases: ["Bloque.Filas[].A"], in: body, type: text, required: false, doc: {en: a, es: b}, source: 65}
"#;
    let rows = format!("{rows}      - {{name: total,");
    let bank = bank(&[(READ, "      - {name: total,", &rows)]);
    let answer = answer(operation(&bank, "leer"));
    let line = object(&bank, &field(answer, "Lista").ty);
    assert!(field(answer, "Lista").aliases.is_empty());
    let account = field(line, "Cuenta");
    assert_eq!(account.aliases, [["Titular", "Cuenta"]]);
    let account = object(&bank, &account.ty);
    assert_eq!(field(account, "Numero").aliases, [["Num"]]);
    assert!(field(account, "Saldo").aliases.is_empty());
    let data = field(answer, "Datos");
    assert_eq!(data.aliases, [["Otros", "Mas"]]);
    let class = field(object(&bank, &data.ty), "Clase");
    assert_eq!(class.aliases, [["Extra", "Clase"]]);
    let code = field(object(&bank, &class.ty), "Codigo");
    assert_eq!(code.aliases, [["Cod"]]);
    let rows = field(answer, "Filas");
    assert_eq!(rows.aliases, [["Bloque", "Filas"]]);
    assert_eq!(field(object(&bank, &rows.ty), "a").aliases, [["A"]]);
}

#[test]
fn envelope_places_are_published_and_no_fields_of_the_answer() {
    let envelope = "code: [{in: header, name: codigoRespuesta}, {in: body, name: estado.valor}]";
    let rows = "      - {name: estado.valor, in: body, type: text, required: undocumented, doc: {en: a, es: b}, source: 64}\n      - {name: total,";
    let bank = bank(&[
        (
            BANK,
            "code: [{in: header, name: codigoRespuesta}]",
            envelope,
        ),
        (READ, "      - {name: total,", rows),
    ]);
    let operation = operation(&bank, "leer");
    let Body::Object(body) = &operation.responses[0].body else {
        panic!("no object")
    };
    assert!(body.iter().any(|field| field.wire_name == "estado"));
    assert!(
        answer(operation)
            .iter()
            .all(|field| field.wire_name != "estado")
    );
    let pay = self::operation(&bank, "pagar");
    assert_eq!(pay.responses[0].headers[0].wire_name, "codigoRespuesta");
    assert!(
        answer(pay)
            .iter()
            .all(|field| field.wire_name != "codigoRespuesta")
    );
}

#[test]
fn a_field_with_two_places_is_published_at_both_and_read_once() {
    let bank = bank(&[(
        READ,
        "type: Cuota, required: undocumented",
        "type: Cuota, required: true",
    )]);
    let operation = operation(&bank, "leer");
    let response = &operation.responses[0];
    let Body::Object(body) = &response.body else {
        panic!("no object")
    };
    let (header, member) = (field(&response.headers, "total"), field(body, "total"));
    assert_eq!(
        (header.place, header.also_in),
        (Place::Header, Some(Place::Body))
    );
    assert_eq!(
        (member.place, member.also_in),
        (Place::Body, Some(Place::Header))
    );
    assert_eq!(
        (header.required, member.required),
        (Required::No, Required::No)
    );
    let read: Vec<_> = answer(operation)
        .iter()
        .filter(|field| field.wire_name == "total")
        .collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].required, Required::Yes);
}

#[test]
fn a_status_of_the_code_table_alone_is_an_answer() {
    let bank = bank(&[]);
    let pay = operation(&bank, "pagar");
    let statuses: Vec<_> = pay
        .responses
        .iter()
        .map(|response| (response.status, response.kind))
        .collect();
    assert_eq!(
        statuses,
        [
            (Some(201), ResponseKind::Success),
            (Some(400), ResponseKind::Error),
            (Some(500), ResponseKind::Error)
        ]
    );
    assert_eq!(pay.responses[2].provenance.source[0].text(), "41, 60");
}

#[test]
fn refusals_without_a_status_can_come_with_any() {
    let row = "    - {code: \"0002\", description: FALTA, status: undocumented, outcome: rejected, source: 65}\n";
    let edit = format!("  rows:\n{row}");
    let bank = bank(&[(READ, "  rows:\n", &edit)]);
    let open: Vec<_> = operation(&bank, "leer")
        .responses
        .iter()
        .filter(|response| response.status.is_none())
        .collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].kind, ResponseKind::Error);
    assert_eq!(open[0].provenance.source[0].text(), "65");
}

#[test]
fn what_one_success_lacks_need_not_be_there() {
    let account = |bank: &Bank| field(answer(operation(bank, "leer")), "cuenta").required;
    assert_eq!(account(&bank(&[])), Required::Yes);
    let documented = [(READ, "codes:\n", "  - {status: 204, source: 64}\ncodes:\n")];
    assert_eq!(account(&bank(&documented)), Required::No);
    let by_code = [(
        READ,
        "  rows:\n",
        "  rows:\n    - {code: \"0001\", description: VACIA, status: 204, source: 65}\n",
    )];
    assert_eq!(account(&bank(&by_code)), Required::No);
}

#[test]
fn successes_with_different_bodies_are_variants() {
    let other = "codes:\n  same_as: pagar\n";
    let bank = bank(&[(
        READ,
        other,
        "  - {status: 202, source: 64, fields: [{name: pendiente, in: body, type: Codigo, required: true, source: 64}]}\n  - {status: 204, source: 64}\ncodes:\n  same_as: pagar\n",
    )]);
    let Answer::Enum { ident, variants } = &operation(&bank, "leer").answer else {
        panic!("no enum")
    };
    assert_eq!(ident.as_str(), "LeerResponse");
    let variants: Vec<_> = variants
        .iter()
        .map(|variant| {
            (
                variant.status,
                variant.ident.as_str(),
                variant.content.ident.as_str(),
                variant.content.fields.len(),
            )
        })
        .collect();
    assert_eq!(
        variants,
        [
            (200, "Ok", "LeerResponseOk", 2),
            (202, "Accepted", "LeerResponseAccepted", 1),
            (204, "NoContent", "LeerResponseNoContent", 0)
        ]
    );
}

#[test]
fn a_body_that_is_a_list_has_items() {
    let bank = bank(&[
        (
            READ,
            "  - status: 200\n",
            "  - status: 200\n    body_type: Cuenta\n",
        ),
        (
            READ,
            "      - {name: cuenta, in: body, type: Cuenta, required: true, source: 64}\n",
            "",
        ),
        (READ, "in: header, also_in: body", "in: header"),
        (
            READ,
            "body: {cuenta: {numero: \"0001\", saldo: 1.50}}",
            "body: [{numero: \"0001\"}]",
        ),
    ]);
    let operation = operation(&bank, "leer");
    assert!(matches!(
        operation.responses[0].body,
        Body::List(TypeRef::Named(_))
    ));
    let items = field(answer(operation), "");
    assert_eq!(items.ident.as_str(), "items");
    assert!(matches!(items.ty, TypeRef::List(_)));
}

#[test]
fn outcomes_follow_from_status_and_effect_where_no_money_moves() {
    let rows = |effect: &str| {
        let codes = "  - {code: \"OK\", status: undocumented, outcome: accepted, source: 74}";
        let all = "  - {code: A, status: 200, source: 74}\n    - {code: B, status: 422, source: 74}\n    - {code: C, status: 503, source: 74}\n    - {code: D, status: undocumented, source: 74}";
        let bank = bank(&[
            (
                CARD,
                codes,
                &all.replace("code: ", "code: \"")
                    .replace(", status", "\", status"),
            ),
            (CARD, "value: write", &format!("value: {effect}")),
        ]);
        operation(&bank, "tarjeta")
            .codes
            .iter()
            .map(|code| code.outcome)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rows("write"),
        [
            Outcome::Accepted,
            Outcome::Rejected,
            Outcome::Unknown,
            Outcome::Unknown
        ]
    );
    assert_eq!(
        rows("read"),
        [
            Outcome::Accepted,
            Outcome::Rejected,
            Outcome::Rejected,
            Outcome::Rejected
        ]
    );
}

#[test]
fn codes_are_inherited_and_changed() {
    let bank = bank(&[(
        READ,
        "source: 65\n  rows",
        "source: 65\n  ruling: R-1\n  rows",
    )]);
    let codes = &operation(&bank, "leer").codes;
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            (
                code.code.as_str(),
                code.ident.as_str(),
                code.status,
                code.outcome,
                code.provenance.source[0].text(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (
                "0096",
                "ErrorEnSistema",
                Some(500),
                Outcome::Unknown,
                "41, 60, 65".to_owned()
            ),
            (
                "0000",
                "CuentaEncontrada",
                Some(200),
                Outcome::Accepted,
                "65".to_owned()
            ),
            (
                "0013",
                "MontoInvalido",
                Some(400),
                Outcome::Rejected,
                "60, 65".to_owned()
            ),
        ]
    );
    assert!(codes.iter().all(|code| code.provenance.rulings == ["R-1"]));
}

#[test]
fn a_code_that_the_document_lists_twice_is_one_code_of_two_rows() {
    let twice = "outcome: rejected, source: 60}\n    - {code: \"0099\", description: OTRO, status: 400, outcome: rejected, source: 60}\n    - {code: \"0013\", description: MONTO INVÁLIDO, status: 400, outcome: rejected, source: 59}";
    let bank = bank(&[(PAY, "outcome: rejected, source: 60}", twice)]);
    let codes = &operation(&bank, "pagar").codes;
    assert_eq!(codes.len(), 4);
    assert_eq!(codes[2].provenance.source[0].text(), "59, 60");
    let rows: Vec<_> = codes
        .iter()
        .flat_map(|code| &code.rows)
        .map(|row| (row.position, row.provenance.source[0].text()))
        .collect();
    let row = |position, lines: &str| (position, lines.to_owned());
    assert_eq!(
        rows,
        [
            row(0, "41, 60"),
            row(1, "60"),
            row(2, "60"),
            row(4, "59"),
            row(3, "60")
        ]
    );
}

#[test]
fn a_code_has_a_row_for_each_status() {
    let twice = "outcome: rejected, source: 60}\n    - {code: \"0013\", description: MONTO INVÁLIDO, status: 422, outcome: rejected, name: MontoInvalido422, source: 60}";
    let bank = bank(&[(PAY, "outcome: rejected, source: 60}", twice)]);
    let statuses: Vec<_> = operation(&bank, "pagar")
        .codes
        .iter()
        .map(|code| code.status)
        .collect();
    assert_eq!(statuses, [Some(500), Some(201), Some(400), Some(422)]);
}

#[test]
fn finality_is_what_the_document_says_and_else_nothing() {
    let bank = bank(&[]);
    let finality = operation(&bank, "pagar").finality.as_ref();
    assert_eq!(
        finality.map(|fact| fact.value),
        Some(Finality::SettlementPending)
    );
    assert_eq!(operation(&bank, "leer").finality, None);
    assert_eq!(operation(&bank, "tarjeta").finality, None);
    assert_eq!(
        operation(&bank, "tarjeta").path,
        Path::Undocumented {
            ruling: "R-2".to_owned()
        }
    );
}

#[test]
fn a_text_that_makes_a_refusal_uncertain_keeps_its_source() {
    let doubt = "    absent: unknown\n    doubt: [{value: FALLO 17, source: {doc: guia, lines: 9}, ruling: R-2}]\n";
    let bank = bank(&[(BANK, "    absent: unknown\n", doubt)]);
    let envelope = &bank.services[0].envelopes[0];
    assert_eq!(envelope.doubt.len(), 1);
    assert_eq!(envelope.doubt[0].value, "FALLO 17");
    let provenance = &envelope.doubt[0].provenance;
    assert_eq!(provenance.source[0].lines, [(9, 9)]);
    assert_eq!(provenance.rulings, ["R-2"]);
}

#[test]
fn an_operation_without_optional_arguments_has_no_struct_for_them() {
    let bank = bank(&[]);
    assert_eq!(operation(&bank, "tarjeta").optional_ident, None);
    assert_eq!(
        operation(&bank, "leer")
            .optional_ident
            .as_ref()
            .unwrap()
            .as_str(),
        "LeerOptional"
    );
    assert_eq!(
        operation(&bank, "pagar")
            .idempotency
            .as_ref()
            .unwrap()
            .field,
        2
    );
}

#[test]
fn a_header_of_the_service_stands_before_that_of_the_bank() {
    let bank = bank(&[(
        SERVICE,
        "code_tables:",
        "headers:\n  - {name: x-canal, type: text, required: true, doc: {en: Own, es: Propio}, source: 1}\ncode_tables:",
    )]);
    let channel = field(&operation(&bank, "pagar").request, "x-canal");
    assert_eq!(
        (channel.ty.clone(), channel.required),
        (TypeRef::Text, Required::Yes)
    );
}

#[test]
fn a_type_given_by_name_is_shared_where_it_is_the_same() {
    let bank = bank(&[
        (PAY, "max_length: 20", "max_length: 20, rust_type: Apunte"),
        (
            PAY,
            "name: numero, in: body, type: text",
            "name: numero, in: body, type: text, max_length: 20, rust_type: Apunte",
        ),
    ]);
    let pay = operation(&bank, "pagar");
    assert_eq!(
        field(&pay.request, "referencia").ty,
        field(answer(pay), "numero").ty
    );
}

/// Lowering is quadratic in nothing: many operations take as long as their number says. The bound is far above what a
/// debug build needs, and far below what comparing each with each would.
#[test]
fn a_thousand_operations_are_lowered_quickly() {
    let mut spec = parse(&edited(&[])).unwrap();
    let service = &mut spec.banks[0].services[0];
    let read = service
        .operations
        .iter()
        .find(|operation| operation.value.operation.value == "leer")
        .unwrap()
        .clone();
    for number in 0..1000 {
        let mut copy = read.clone();
        copy.value.operation.value = format!("leer_{number}");
        let path = copy.value.path.value.as_mut().unwrap();
        *path = Spanned::new(format!("/v1/{number}/{{cuenta}}"), path.span);
        service.operations.push(copy);
    }
    let start = Instant::now();
    let model = lower(&spec).unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(model.banks[0].services[0].operations.len(), 1003);
}

#[test]
fn an_example_shows_a_code_with_any_of_its_statuses() {
    let first = "status: 201, outcome: accepted, source: 60}";
    let both = "status: 200, outcome: accepted, name: Uno, source: 60}\n    - {code: \"0000\", description: PAGO REALIZADO, status: 201, outcome: accepted, name: Dos, source: 60}";
    let statuses: Vec<_> = model(&[(PAY, first, both)]).banks[0].services[0].operations[0]
        .codes
        .iter()
        .filter(|row| row.code == "0000")
        .map(|row| row.status)
        .collect();
    assert_eq!(statuses, [Some(200), Some(201)]);
}
