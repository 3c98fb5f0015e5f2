//! The operations.

use super::types::*;
use super::*;

fn path(template: &str, line: u32) -> Path {
    let segments = template
        .trim_start_matches('/')
        .split('/')
        .map(|segment| match segment.strip_prefix('{') {
            Some(name) => Segment::Parameter(name.trim_end_matches('}').to_owned()),
            None => Segment::Constant(segment.to_owned()),
        })
        .collect();
    Path::Template {
        template: template.to_owned(),
        segments,
        provenance: at(line),
    }
}

fn operation(id: &str, method: Method, path: Path, auth: Option<usize>, line: u32) -> Operation {
    Operation {
        id: id.to_owned(),
        module: ModuleIdent::derive(id).expect("a name"),
        ident: MethodIdent::derive(id).expect("a name"),
        request_ident: TypeIdent::derive(id).expect("a name"),
        optional_ident: None,
        code_ident: TypeIdent::derive(&format!("{id}_code")).expect("a name"),
        summary: text(&format!("Call {id}"), &format!("Llama a {id}")),
        description: text("Does what it says.", "Hace lo que dice."),
        provenance: at(line),
        method: fact(method, line + 1),
        path,
        auth: fact(auth, line + 2),
        signing_base: None,
        permission: Some(fact("READ".to_owned(), line + 3)),
        effect: fact(Effect::Read, line + 4),
        finality: None,
        idempotency: None,
        envelope: Some(0),
        request: Vec::new(),
        responses: Vec::new(),
        answer: Answer::Struct(AnswerStruct {
            ident: TypeIdent::derive(&format!("{id}_response")).expect("a name"),
            fields: Vec::new(),
        }),
        codes: Vec::new(),
        codes_provenance: Some(at(line + 6)),
        examples: Vec::new(),
        file: format!("banco-modelo/pagos/operations/{id}.yaml"),
    }
}

fn object(members: &[(&str, Json)]) -> Json {
    let members = members.iter();
    Json::Object(
        members
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    )
}

fn json(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// A signed payment: parameters of every place, a body, headers listed by the table of the success alone.
pub(super) fn crear_pago() -> Operation {
    let mut made = operation(
        "crear_pago",
        Method::Post,
        path("/v1/pagos/p2p", 100),
        Some(0),
        100,
    );
    made.signing_base = Some(fact("/v1/pagos/p2p".to_owned(), 107));
    made.effect = fact(Effect::MovesMoney, 108);
    made.finality = Some(fact(Finality::Final, 105));
    made.provenance = ruled(100, "P-01");
    let personal = |field: Field| Field {
        sensitive: Some(Sensitive::Personal),
        ..field
    };
    made.request = vec![
        personal(field(
            "idBeneficiario",
            Place::Body,
            TypeRef::Named(IDENTIFICACION),
            Required::Yes,
            110,
        )),
        field(
            "monto",
            Place::Body,
            TypeRef::Named(MONTO),
            Required::Yes,
            111,
        ),
        field(
            "canal",
            Place::Body,
            TypeRef::Named(CANAL),
            Required::No,
            112,
        ),
        field("id-externo", Place::Body, TypeRef::Text, Required::Yes, 113),
        Field {
            default: Some("3".to_owned()),
            ..field(
                "cuotas",
                Place::Body,
                TypeRef::Integer(WireForm::Number),
                Required::Undocumented,
                114,
            )
        },
        Field {
            supply: Supply::Profile,
            example: Some("7".to_owned()),
            ..field(
                "X-Sucursal",
                Place::Header,
                TypeRef::Text,
                Required::Yes,
                116,
            )
        },
        Field {
            supply: Supply::Generated(Generate::Uuid),
            ..field("X-Id", Place::Header, TypeRef::Text, Required::No, 117)
        },
        Field {
            provenance: assumed("P-02"),
            ..field(
                "clave",
                Place::Header,
                TypeRef::Named(CLAVE),
                Required::No,
                0,
            )
        },
        Field {
            example: Some("192.0.2.10".to_owned()),
            ..personal(field(
                "ipCliente",
                Place::Header,
                TypeRef::Text,
                Required::No,
                115,
            ))
        },
    ];
    made.idempotency = Some(Idempotency {
        field: 3,
        wire_name: "id-externo".to_owned(),
        sensitive: false,
        trusted: false,
        provenance: at(116),
    });
    let mut success = response(
        Some(201),
        ResponseKind::Success,
        Body::Object(vec![field(
            "numeroReferencia",
            Place::Body,
            TypeRef::Text,
            Required::No,
            120,
        )]),
        121,
    );
    success.headers = vec![
        field(
            "codigoRespuesta",
            Place::Header,
            TypeRef::Named(CODIGO),
            Required::Undocumented,
            122,
        ),
        field(
            "fechaHora",
            Place::Header,
            TypeRef::DateTime(DateFormat("YYYY-MM-DD hh:mm:ss".to_owned())),
            Required::Undocumented,
            123,
        ),
    ];
    made.responses = vec![
        success,
        response(Some(400), ResponseKind::Error, Body::None, 124),
        response(Some(500), ResponseKind::Error, Body::None, 125),
    ];
    made.codes = vec![
        code("0000", Some(201), Outcome::Accepted, 130),
        Code {
            rows: vec![code_row(131), code_row(133)],
            ..code("E001", Some(400), Outcome::Rejected, 131)
        },
        code("0084", Some(500), Outcome::Unknown, 132),
    ];
    made.examples = vec![Example {
        name: "aceptado".to_owned(),
        summary: text("Accepted", "Aceptado"),
        request: ExampleMessage {
            headers: pairs(&[("ipCliente", "192.0.2.10")]),
            body: Some(object(&[
                ("idBeneficiario", json("V12345678")),
                ("monto", Json::Number("1234.50".to_owned())),
                ("canal", json("NO")),
                ("id-externo", json("it's a \"test\" — ñandú")),
                ("cuotas", Json::Number("1e1".to_owned())),
            ])),
            ..ExampleMessage::default()
        },
        response: ExampleMessage {
            status: Some(201),
            headers: pairs(&[("codigoRespuesta", "0000")]),
            body: Some(object(&[("numeroReferencia", json("000000123"))])),
            ..ExampleMessage::default()
        },
    }];
    made
}

/// Two paths of one shape, a list as body, a parameter in the query.
pub(super) fn cuentas() -> [Operation; 2] {
    let mut list = operation(
        "listar_cuentas",
        Method::Get,
        path("/v0/cuentas/{id}", 200),
        Some(0),
        200,
    );
    list.signing_base = Some(fact("/v0/cuentas".to_owned(), 207));
    list.request = vec![
        field(
            "id",
            Place::Path,
            TypeRef::Named(IDENTIFICACION),
            Required::Yes,
            210,
        ),
        field(
            "moneda",
            Place::Query,
            TypeRef::Text,
            Required::Undocumented,
            211,
        ),
    ];
    list.responses = vec![
        response(
            Some(200),
            ResponseKind::Success,
            Body::List(TypeRef::Named(CUENTA)),
            212,
        ),
        response(
            Some(204),
            ResponseKind::Success,
            Body::Object(Vec::new()),
            213,
        ),
        response(Some(404), ResponseKind::Error, Body::None, 214),
    ];
    list.codes = vec![code("C001", Some(404), Outcome::Rejected, 215)];
    list.examples = vec![Example {
        name: "una".to_owned(),
        summary: text("One", "Una"),
        request: ExampleMessage {
            path: pairs(&[("id", "V1")]),
            query: pairs(&[("moneda", "V&S ñ")]),
            ..ExampleMessage::default()
        },
        response: ExampleMessage {
            status: Some(200),
            body: Some(Json::Array(vec![object(&[
                ("numero", json("0138")),
                ("saldo", Json::Number("0.10".to_owned())),
                ("estado", json("0000")),
                ("fecha", json("20260305")),
                ("activa", json("S")),
            ])])),
            ..ExampleMessage::default()
        },
    }];
    let mut one = operation(
        "consultar_cuenta",
        Method::Get,
        path("/v0/cuentas/{cuenta}", 250),
        Some(0),
        250,
    );
    one.signing_base = Some(fact("/v0/cuentas".to_owned(), 257));
    one.request = vec![Field {
        example: Some("01380000000000000017".to_owned()),
        ..field("cuenta", Place::Path, TypeRef::Text, Required::Yes, 260)
    }];
    one.responses = vec![
        response(
            Some(200),
            ResponseKind::Success,
            Body::Object(vec![field(
                "cuenta",
                Place::Body,
                TypeRef::Named(CUENTA),
                Required::Undocumented,
                261,
            )]),
            262,
        ),
        response(Some(404), ResponseKind::Error, Body::None, 263),
    ];
    [list, one]
}

/// HEAD with a token, a fixed header and no body.
pub(super) fn verificar() -> Operation {
    let mut head = operation(
        "verificar",
        Method::Head,
        path("/v0/clientes/{id}", 300),
        Some(1),
        300,
    );
    head.request = vec![
        field(
            "id",
            Place::Path,
            TypeRef::Named(IDENTIFICACION),
            Required::Yes,
            301,
        ),
        Field {
            fixed: Some("application/json".to_owned()),
            ..field(
                "Content-Type",
                Place::Header,
                TypeRef::Text,
                Required::Undocumented,
                302,
            )
        },
        field(
            "authorization",
            Place::Header,
            TypeRef::Text,
            Required::Yes,
            305,
        ),
    ];
    head.responses = vec![
        response(
            Some(200),
            ResponseKind::Success,
            Body::Object(vec![field(
                "nombre",
                Place::Body,
                TypeRef::Text,
                Required::No,
                303,
            )]),
            304,
        ),
        response(Some(404), ResponseKind::Error, Body::None, 305),
    ];
    head
}

/// A value in a header or in the body, codes without a status, a further column.
pub(super) fn listar_bancos() -> Operation {
    let mut list = operation(
        "listar_bancos",
        Method::Get,
        path("/v1/bancos", 400),
        None,
        400,
    );
    let mut success = response(Some(200), ResponseKind::Success, Body::None, 401);
    success.headers = vec![Field {
        also_in: Some(Place::Body),
        provenance: ruled(402, "P-01"),
        ..field(
            "bancos",
            Place::Header,
            TypeRef::List(Box::new(TypeRef::Named(CUENTA))),
            Required::Undocumented,
            402,
        )
    }];
    // As the later stages do, one of the two values stands in both lists.
    success.body = Body::Object(vec![Field {
        place: Place::Body,
        also_in: Some(Place::Header),
        ..success.headers[0].clone()
    }]);
    success.headers.push(Field {
        also_in: Some(Place::Body),
        ..field(
            "cantidad",
            Place::Header,
            TypeRef::Integer(WireForm::Number),
            Required::No,
            405,
        )
    });
    list.responses = vec![
        success,
        response(Some(500), ResponseKind::Error, Body::None, 403),
    ];
    let mut fee = code("0000", None, Outcome::Accepted, 404);
    fee.extra = vec![("¿Aplica comisión castigo?".to_owned(), "NO".to_owned())];
    list.codes = vec![fee, code("0099", None, Outcome::Rejected, 405)];
    list
}

/// No path, no status, texts that try to break out.
pub(super) fn validar() -> Operation {
    let path = Path::Undocumented {
        ruling: "P-03".to_owned(),
    };
    let mut odd = operation("validar", Method::Get, path, Some(2), 500);
    odd.envelope = None;
    odd.summary = text("\"# */ \u{202e}reversed", "yes");
    odd.description = text("First\r\n---\n\u{7}second: #x", "  margen\n\ttabulador\n\n");
    odd.request = vec![
        field("mnemonic", Place::Path, TypeRef::Text, Required::Yes, 501),
        field(
            "a: b #\u{2028}",
            Place::Query,
            TypeRef::Text,
            Required::Yes,
            502,
        ),
    ];
    odd.responses = vec![
        response(
            None,
            ResponseKind::Success,
            Body::Object(vec![field(
                "no",
                Place::Body,
                TypeRef::Text,
                Required::No,
                503,
            )]),
            504,
        ),
        response(
            None,
            ResponseKind::Error,
            Body::Object(vec![field(
                "1e3",
                Place::Body,
                TypeRef::Text,
                Required::No,
                505,
            )]),
            506,
        ),
    ];
    odd.codes = vec![Code {
        description: Some("<script>\u{feff}".to_owned()),
        kind: None,
        ..code("1.0", None, Outcome::Unknown, 507)
    }];
    odd
}
