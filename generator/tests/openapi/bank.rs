//! A made-up bank with one of everything, built by hand.
#![allow(clippy::too_many_lines, reason = "facts are listed, not computed")]

use generator::model::*;

fn text(en: &str, es: &str) -> Text {
    Text {
        en: en.to_owned(),
        es: es.to_owned(),
    }
}

fn lines(document: usize, first: u32, last: u32) -> SourceLines {
    SourceLines {
        document,
        lines: vec![(first, last)],
    }
}

fn at(line: u32) -> Provenance {
    Provenance {
        source: vec![lines(0, line, line)],
        ..Provenance::default()
    }
}

fn ruled(line: u32, ruling: &str) -> Provenance {
    Provenance {
        rulings: vec![ruling.to_owned()],
        ..at(line)
    }
}

fn assumed(ruling: &str) -> Provenance {
    Provenance {
        assumed: Some(ruling.to_owned()),
        ..Provenance::default()
    }
}

fn fact<T>(value: T, line: u32) -> Fact<T> {
    Fact {
        value,
        provenance: at(line),
    }
}

fn field(name: &str, place: Place, ty: TypeRef, required: Required, line: u32) -> Field {
    Field {
        wire_name: name.to_owned(),
        place,
        also_in: None,
        ident: FieldIdent::derive(name)
            .or_else(|_| FieldIdent::derive("odd"))
            .expect("a name"),
        ty,
        required,
        aliases: Vec::new(),
        default: None,
        fixed: None,
        sensitive: None,
        doc: text(&format!("The {name}"), &format!("El valor {name}")),
        example: None,
        provenance: at(line),
    }
}

fn code(code: &str, status: Option<u16>, outcome: Outcome, line: u32) -> Code {
    Code {
        code: code.to_owned(),
        ident: VariantIdent::derive(&format!("Codigo {code}")).expect("a name"),
        description: Some(format!("DESCRIPCIÓN DE {code}")),
        kind: Some("Validación | de sistema.".to_owned()),
        status,
        outcome,
        extra: Vec::new(),
        provenance: at(line),
    }
}

fn response(status: Option<u16>, kind: ResponseKind, body: Body, line: u32) -> Response {
    Response {
        status,
        kind,
        headers: Vec::new(),
        body,
        provenance: at(line),
    }
}

fn ty(name: &str, scope: Scope, shape: Shape, example: Option<&str>, line: u32) -> Type {
    Type {
        ident: TypeIdent::derive(name).expect("a name"),
        scope,
        shape,
        doc: text(
            &format!("{name}: what it is"),
            &format!("{name}: lo que es"),
        ),
        sensitive: None,
        example: example.map(str::to_owned),
        provenance: at(line),
    }
}

const IDENTIFICACION: TypeId = TypeId(0);
const MONTO: TypeId = TypeId(1);
const CANAL: TypeId = TypeId(2);
const ESTADO: TypeId = TypeId(3);
const CUENTA: TypeId = TypeId(4);
const CLAVE: TypeId = TypeId(5);
const CODIGO: TypeId = TypeId(6);

fn listed(value: &str, line: u32) -> Listed {
    Listed {
        value: value.to_owned(),
        ident: VariantIdent::derive(&format!("V{value}")).expect("a name"),
        doc: Some(text(&format!("Value {value}"), &format!("Valor {value}"))),
        provenance: at(line),
    }
}

fn types() -> Vec<Type> {
    let rules = TextRules {
        min_length: Some(2),
        max_length: Some(12),
        pattern: Some("[A-Z][0-9]{1,11}".to_owned()),
        zero_padded: Some(ZeroPadded {
            length: 12,
            after: 1,
        }),
    };
    let mut identificacion = ty(
        "Identificacion",
        Scope::Bank,
        Shape::Text(rules),
        Some("V12345678"),
        10,
    );
    identificacion.sensitive = Some(Sensitive::Personal);
    identificacion.provenance.source = vec![lines(1, 3, 5), lines(0, 10, 12)];
    let monto = DecimalRules {
        scale: Some(2),
        digits: Some(15),
        minimum: Some("0.01".to_owned()),
        maximum: None,
        wire: WireForm::Number,
    };
    let cuenta = vec![
        field("numero", Place::Body, TypeRef::Text, Required::Yes, 20),
        Field {
            aliases: vec![vec!["curAmt".to_owned(), "rate".to_owned()]],
            ..field(
                "saldo",
                Place::Body,
                TypeRef::Named(MONTO),
                Required::Undocumented,
                21,
            )
        },
        field(
            "estado",
            Place::Body,
            TypeRef::Named(ESTADO),
            Required::No,
            22,
        ),
        field(
            "fecha",
            Place::Body,
            TypeRef::Date(DateFormat("YYYYMMDD".to_owned())),
            Required::Undocumented,
            23,
        ),
        Field {
            provenance: assumed("P-02"),
            ..field(
                "activa",
                Place::Body,
                TypeRef::Boolean {
                    wire: WireForm::Boolean,
                    lenient: true,
                },
                Required::Undocumented,
                0,
            )
        },
    ];
    let mut clave = ty(
        "Clave",
        Scope::Service(0),
        Shape::Text(TextRules::default()),
        Some("x"),
        13,
    );
    clave.sensitive = Some(Sensitive::Secret);
    let operation = Scope::Operation {
        service: 0,
        operation: 0,
    };
    let four = TextRules {
        min_length: Some(4),
        max_length: Some(4),
        ..TextRules::default()
    };
    vec![
        identificacion,
        ty(
            "Monto",
            Scope::Bank,
            Shape::Decimal(monto),
            Some("1234.50"),
            11,
        ),
        ty(
            "Canal",
            Scope::Bank,
            Shape::Enum {
                open: true,
                values: vec![listed("20", 30), listed("NO", 31)],
            },
            Some("20"),
            12,
        ),
        ty(
            "Estado",
            Scope::Service(0),
            Shape::Enum {
                open: false,
                values: vec![listed("A", 32), listed("0000", 33)],
            },
            None,
            14,
        ),
        ty("Cuenta", Scope::Service(0), Shape::Object(cuenta), None, 15),
        clave,
        ty(
            "CodigoRespuesta",
            operation,
            Shape::Text(four),
            Some("0000"),
            16,
        ),
    ]
}

fn envelope() -> Envelope {
    let place = |name: &str, format: Option<&str>| EnvelopePlace {
        place: Place::Header,
        path: vec![name.to_owned()],
        format: format.map(str::to_owned),
    };
    Envelope {
        name: "cabecera".to_owned(),
        constant: ConstIdent::derive("cabecera").expect("a name"),
        doc: text(
            "Code and time travel in headers.",
            "El código y la hora viajan en cabeceras.",
        ),
        code: vec![place("codigoRespuesta", None)],
        client_description: Vec::new(),
        system_description: Vec::new(),
        timestamp: vec![place("fechaHora", Some("YYYY-MM-DD hh:mm:ss"))],
        detail_code: Vec::new(),
        detail_type: Vec::new(),
        unlisted: Outcome::Unknown,
        absent: Outcome::Unknown,
        provenance: at(40),
    }
}

fn part(header: &str, length: Option<u32>, line: u32) -> SignaturePart {
    SignaturePart {
        header: header.to_owned(),
        length,
        prefix: String::new(),
        doc: Some(text("Part of the signature", "Parte de la firma")),
        provenance: at(line),
    }
}

/// Key, secret, nonce and answer of the signature, made up; the answer is what `openssl dgst` gives.
pub(crate) const VECTOR: [&str; 4] = [
    "a9100000000000000000000000000c01",
    "0123456789abcdef0123456789abcdef",
    "1700000000000",
    "7707da8639c0d8ecfac9b98cb5b63dc835e2332acc0409e7f9e952f36296881127778c9952e02367eb2df16ec0213eef",
];

fn auth() -> Vec<AuthScheme> {
    let scheme = |id: &str, kind: AuthKind, line: u32| AuthScheme {
        id: id.to_owned(),
        constant: ConstIdent::derive(id).expect("a name"),
        field: FieldIdent::derive(id).expect("a name"),
        ident: TypeIdent::derive(id).expect("a name"),
        doc: text(&format!("Scheme {id}."), &format!("Esquema {id}.")),
        kind,
        provenance: at(line),
    };
    let [key, secret, nonce, signature] = VECTOR.map(str::to_owned);
    let signed = Signature {
        algorithm: fact(Algorithm::HmacSha384, 50),
        encoding: fact(Encoding::HexLower, 51),
        key: part("api-key", Some(32), 52),
        secret: part("", Some(32), 53),
        nonce: Some((part("nonce", None, 54), NonceKind::UnixMillis)),
        signature: part("api-signature", Some(96), 55),
        message: fact(
            vec![
                MessagePart::SigningBase,
                MessagePart::Nonce,
                MessagePart::Body,
            ],
            56,
        ),
        body_methods: fact(vec!["POST".to_owned()], 57),
        vectors: vec![Vector {
            operation: "crear_pago".to_owned(),
            key,
            secret,
            message: format!("/v1/pagos/p2p{nonce}{{}}"),
            nonce,
            request: "POST /v1/pagos/p2p".to_owned(),
            body: "{}".to_owned(),
            signature,
        }],
    };
    let credential = |name: &str, bearer: bool, line: u32| Credential {
        wire_name: name.to_owned(),
        place: Place::Header,
        ident: FieldIdent::derive(name).expect("a name"),
        bearer,
        sensitive: Sensitive::Secret,
        doc: None,
        provenance: at(line),
    };
    vec![
        scheme("firma", AuthKind::Signature(Box::new(signed)), 58),
        scheme(
            "oauth2",
            AuthKind::Oauth2ClientCredentials {
                client_authentication: fact(ClientAuthentication::BasicHeader, 59),
                scopes: vec!["clientes".to_owned()],
            },
            60,
        ),
        scheme(
            "credenciales",
            AuthKind::Credentials(vec![
                credential("client_id", false, 61),
                credential("client_secret", false, 62),
                credential("Authorization", true, 63),
            ]),
            64,
        ),
    ]
}

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
        finality: fact(Finality::Final, line + 5),
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
fn crear_pago() -> Operation {
    let mut made = operation(
        "crear_pago",
        Method::Post,
        path("/v1/pagos/p2p", 100),
        Some(0),
        100,
    );
    made.signing_base = Some(fact("/v1/pagos/p2p".to_owned(), 107));
    made.effect = fact(Effect::MovesMoney, 108);
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
        code("E001", Some(400), Outcome::Rejected, 131),
        code("0084", Some(500), Outcome::Unknown, 132),
        code("0084", Some(500), Outcome::Unknown, 133),
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
fn cuentas() -> [Operation; 2] {
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
fn verificar() -> Operation {
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
fn listar_bancos() -> Operation {
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
    list.codes = vec![fee];
    list
}

/// No path, no status, texts that try to break out.
fn validar() -> Operation {
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

fn ruling(id: &str) -> Ruling {
    Ruling {
        id: id.to_owned(),
        kind: "gap",
        title: text("A gap", "Un vacío"),
        places: vec![lines(0, 1, 2), lines(1, 3, 3)],
        readings: vec!["/v1/pagos".to_owned(), "2019-11-28".to_owned()],
        decision: text("The first.", "La primera."),
        why: text("It is first.", "Es la primera."),
        confidence: "low",
        question: text("Which?", "¿Cuál?"),
    }
}

fn environment(name: &str, production: bool, line: u32) -> Environment {
    Environment {
        name: name.to_owned(),
        ident: VariantIdent::derive(name).expect("a name"),
        production,
        url: format!("https://{name}.bank.test:8282/base"),
        host: format!("{name}.bank.test"),
        base_path: "/base".to_owned(),
        token_url: Some(fact(format!("https://{name}.bank.test/token"), line + 1)),
        doc: Some(text("Where it runs", "Donde funciona")),
        provenance: at(line),
    }
}

/// The bank.
pub(crate) fn bank() -> Bank {
    let document = |id: &str| Document {
        id: id.to_owned(),
        file: format!("{id}.txt"),
        sha256: "0".repeat(64),
        lines: 600,
        title: text("A document", "Un documento"),
        utf8_read_as_gbk: false,
    };
    let mut operations = vec![crear_pago()];
    operations.extend(cuentas());
    operations.extend([verificar(), listar_bancos(), validar()]);
    Bank {
        id: "banco-modelo".to_owned(),
        lib: ModuleIdent::derive("banco-modelo").expect("a name"),
        title: text("Model Bank", "Banco Modelo"),
        country: "VE".to_owned(),
        version: "0.1.0".to_owned(),
        zone: None,
        documents: vec![document("pagos"), document("otro")],
        types: types(),
        services: vec![Service {
            id: "pagos".to_owned(),
            module: ModuleIdent::derive("pagos").expect("a name"),
            document: 0,
            title: text("Payments", "Pagos"),
            description: text("Pays.", "Paga."),
            environments: vec![
                environment("prueba", false, 70),
                environment("produccion", true, 72),
            ],
            auth: auth(),
            envelopes: vec![envelope()],
            operations,
            file: "banco-modelo/pagos/service.yaml".to_owned(),
        }],
        rulings: ["P-01", "P-02", "P-03", "P-04"].map(ruling).to_vec(),
        file: "banco-modelo/bank.yaml".to_owned(),
    }
}
