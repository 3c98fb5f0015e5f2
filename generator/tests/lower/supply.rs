//! Headers that the client supplies: who takes them, and what a request still has to say.

use crate::base::{BANK, Edit, PAY, READ, SERVICE, model};
use generator::model::{Bank, Field, Generate, Operation, Required, Supply};

/// Three headers of the bank and one of the service; each operation takes some of them.
const EDITS: [Edit<'static>; 5] = [
    (
        BANK,
        "  - {name: X-Canal, type: Canal, required: false, source: {doc: guia, lines: 11}}\n",
        "  - {name: X-Red, type: text, doc: {en: Net, es: Red}, profile: true, required: false, source: {doc: guia, lines: 14}}\n  \
           - {name: X-Canal, type: Canal, profile: true, required: true, rust_name: canal, source: {doc: guia, lines: 11}}\n  \
           - {name: X-Id, type: text, doc: {en: Id, es: Identificador}, generate: uuid, required: true, source: {doc: guia, lines: 15}, ruling: R-1}\n",
    ),
    (
        SERVICE,
        "code_tables:",
        "headers:\n  - {name: X-Ahora, type: datetime, doc: {en: Now, es: Ahora}, generate: now, required: false, source: 16, ruling: R-1}\n\
         code_tables:",
    ),
    (
        PAY,
        "  - {header: X-Canal, source: 57}",
        "  - {header: x-canal, required: true, source: 57}\n  - {header: X-Ahora, source: 57}\n  - {header: X-Id, source: 57}",
    ),
    (
        PAY,
        "headers: {X-Canal: \"20\"}",
        "headers: {X-Canal: \"20\", X-Id: a}",
    ),
    (
        READ,
        "  - {name: desde, in: query, type: Dia, required: false, source: 63}",
        "  - {name: desde, in: query, type: Dia, required: false, source: 63}\n  \
           - {header: X-Canal, required: undocumented, source: 63}\n  - {header: X-Red, source: 63}",
    ),
];

fn bank() -> Bank {
    model(&EDITS).banks.remove(0)
}

fn operation<'b>(bank: &'b Bank, id: &str) -> &'b Operation {
    let mut operations = bank.services[0].operations.iter();
    operations.find(|operation| operation.id == id).unwrap()
}

fn argument<'b>(bank: &'b Bank, operation_id: &str, name: &str) -> &'b Field {
    let mut fields = operation(bank, operation_id).request.iter();
    fields.find(|field| field.wire_name == name).unwrap()
}

#[test]
fn the_profile_has_what_requests_take_in_the_order_of_the_catalogue() {
    let bank = bank();
    let service = &bank.services[0];
    let place = |id: &str| {
        let mut operations = service.operations.iter();
        operations.position(|operation| operation.id == id).unwrap()
    };
    let (pay, read) = (place("pagar"), place("leer"));
    let found: Vec<_> = service
        .profile
        .iter()
        .map(|header| {
            let name = header.field.wire_name.as_str();
            (name, header.taken_by.clone(), header.required_by.clone())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("X-Red", vec![read], vec![]),
            ("X-Canal", vec![pay, read], vec![pay]),
        ]
    );
    let channel = &service.profile[1].field;
    assert_eq!(channel.ident.as_str(), "canal");
    assert_eq!(channel.provenance.source[0].text(), "11");
    assert_eq!(channel.ty, argument(&bank, "pagar", "X-Canal").ty);
}

#[test]
fn what_the_client_supplies_need_not_be_given_although_the_bank_requires_it() {
    let bank = bank();
    for (name, supply, required) in [
        ("X-Canal", Supply::Profile, Required::Yes),
        ("X-Id", Supply::Generated(Generate::Uuid), Required::Yes),
        ("X-Ahora", Supply::Generated(Generate::Now), Required::No),
        ("monto", Supply::Argument, Required::Yes),
    ] {
        let field = argument(&bank, "pagar", name);
        assert_eq!((field.supply, field.required), (supply, required), "{name}");
        let given = supply == Supply::Argument && required == Required::Yes;
        assert_eq!(field.is_always_given(), given, "{name}");
    }
}

/// An operation all of whose arguments the client supplies still has a struct to give others in.
#[test]
fn a_request_with_supplied_headers_alone_has_optional_arguments() {
    let bank = model(&[
        EDITS[0],
        EDITS[1],
        EDITS[2],
        EDITS[3],
        EDITS[4],
        (
            READ,
            "  - {name: desde, in: query, type: Dia, required: false, source: 63}\n",
            "",
        ),
        (READ, ", query: {desde: 01/02/2025}", ""),
        (
            READ,
            ", required: undocumented, source: 63",
            ", required: true, source: 63",
        ),
        (
            READ,
            "request: {path",
            "request: {headers: {X-Canal: \"20\"}, path",
        ),
    ]);
    let read = operation(&bank.banks[0], "leer");
    assert_eq!(
        read.optional_ident.as_ref().unwrap().as_str(),
        "LeerOptional"
    );
}

/// In an answer the header is what the bank sends.
#[test]
fn answers_are_supplied_by_nobody() {
    let mut edits = EDITS.to_vec();
    edits.push((
        PAY,
        "      - {header: codigoRespuesta, source: 59}",
        "      - {header: codigoRespuesta, source: 59}\n      - {header: X-Id, required: undocumented, max_length: 9, type: text, source: 59}",
    ));
    let bank = model(&edits).banks.remove(0);
    let headers = &operation(&bank, "pagar").responses[0].headers;
    let id = headers
        .iter()
        .find(|field| field.wire_name == "X-Id")
        .unwrap();
    assert_eq!(id.supply, Supply::Argument);
}
