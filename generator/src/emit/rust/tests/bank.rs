//! A small made-up bank that has one of everything.

use crate::model::*;

pub(super) fn text(en: &str) -> Text {
    Text {
        en: en.to_owned(),
        es: format!("{en} (es)"),
    }
}

pub(super) fn lines(first: u32, last: u32) -> Provenance {
    Provenance {
        source: vec![SourceLines {
            document: 0,
            lines: vec![(first, last)],
        }],
        assumed: None,
        rulings: Vec::new(),
    }
}

fn ruled(line: u32, ruling: &str) -> Provenance {
    Provenance {
        rulings: vec![ruling.to_owned()],
        ..lines(line, line)
    }
}

pub(super) fn fact<T>(value: T) -> Fact<T> {
    Fact {
        value,
        provenance: lines(1, 1),
    }
}

pub(super) fn field(name: &str, place: Place, ty: TypeRef) -> Field {
    Field {
        wire_name: name.to_owned(),
        place,
        also_in: None,
        ident: FieldIdent::derive(name).unwrap(),
        ty,
        required: Required::Yes,
        supply: Supply::Argument,
        aliases: Vec::new(),
        default: None,
        fixed: None,
        sensitive: None,
        doc: text("Meaning of the field"),
        example: None,
        provenance: lines(10, 12),
    }
}

fn optional(name: &str, place: Place, ty: TypeRef) -> Field {
    Field {
        required: Required::No,
        ..field(name, place, ty)
    }
}

fn named(name: &str, scope: Scope, shape: Shape, example: Option<&str>) -> Type {
    Type {
        ident: TypeIdent::explicit(name).unwrap(),
        scope,
        shape,
        doc: text("What the type means"),
        sensitive: None,
        example: example.map(str::to_owned),
        provenance: lines(20, 21),
    }
}

fn listed(value: &str, name: &str) -> Listed {
    Listed {
        value: value.to_owned(),
        ident: VariantIdent::explicit(name).unwrap(),
        doc: Some(text("One of the values")),
        provenance: lines(30, 30),
    }
}

const IDENTIFICATION: TypeRef = TypeRef::Named(TypeId(0));
const AMOUNT: TypeRef = TypeRef::Named(TypeId(1));
const COUNT: TypeRef = TypeRef::Named(TypeId(2));
const CHANNEL: TypeRef = TypeRef::Named(TypeId(3));
const PASSWORD: TypeRef = TypeRef::Named(TypeId(4));
const NODE: TypeRef = TypeRef::Named(TypeId(5));
const KIND: TypeRef = TypeRef::Named(TypeId(6));

fn types() -> Vec<Type> {
    let rules = TextRules {
        min_length: Some(2),
        max_length: Some(12),
        pattern: Some("^[A-Z][0-9]{1,11}$".to_owned()),
        zero_padded: Some(ZeroPadded {
            length: 12,
            after: 1,
        }),
    };
    let amount = DecimalRules {
        scale: Some(2),
        digits: Some(12),
        minimum: Some("0.01".to_owned()),
        maximum: None,
        wire: WireForm::Number,
    };
    let count = IntegerRules {
        minimum: Some(-1),
        maximum: Some(99),
        wire: WireForm::Text,
    };
    let mut node = field("valor", Place::Body, TypeRef::Decimal(WireForm::Text));
    node.aliases = vec![vec!["curAmt".to_owned(), "rate".to_owned()]];
    let mut children = field("hijos", Place::Body, TypeRef::List(Box::new(NODE)));
    children.required = Required::Undocumented;
    let tags = TypeRef::List(Box::new(TypeRef::List(Box::new(TypeRef::Text))));
    let mut identification = named(
        "Identificacion",
        Scope::Bank,
        Shape::Text(rules),
        Some("V12345678"),
    );
    identification.sensitive = Some(Sensitive::Personal);
    let mut password = named(
        "Clave",
        Scope::Service(0),
        Shape::Text(TextRules::default()),
        None,
    );
    password.sensitive = Some(Sensitive::Secret);
    let operation = Scope::Operation {
        service: 0,
        operation: 0,
    };
    vec![
        identification,
        named("Monto", Scope::Bank, Shape::Decimal(amount), Some("10.50")),
        named(
            "Conteo",
            Scope::Service(0),
            Shape::Integer(count),
            Some("3"),
        ),
        named(
            "Canal",
            Scope::Service(0),
            Shape::Enum {
                open: true,
                values: vec![listed("20", "Pos"), listed("web", "Web")],
            },
            None,
        ),
        password,
        named(
            "Nodo",
            operation,
            Shape::Object(vec![
                node,
                children,
                optional("etiquetas.x", Place::Body, tags),
            ]),
            None,
        ),
        named(
            "Tipo",
            Scope::Bank,
            Shape::Enum {
                open: false,
                values: vec![listed("A", "A")],
            },
            None,
        ),
    ]
}

fn code(code: &str, name: &str, status: Option<u16>, outcome: Outcome) -> Code {
    Code {
        code: code.to_owned(),
        ident: VariantIdent::explicit(name).unwrap(),
        description: Some(format!("{name} | ÁÉ")),
        kind: Some("Validación".to_owned()),
        status,
        outcome,
        extra: Vec::new(),
        provenance: ruled(410, "X-01"),
        rows: vec![CodeRow {
            position: 0,
            provenance: ruled(410, "X-01"),
        }],
    }
}

fn response(status: Option<u16>, kind: ResponseKind) -> Response {
    Response {
        status,
        kind,
        headers: Vec::new(),
        body: Body::None,
        provenance: lines(298, 298),
    }
}

/// An operation without arguments, answer or codes.
pub(super) fn operation(id: &str, method: Method, path: Path, answer: Answer) -> Operation {
    let camel = TypeIdent::derive(id).unwrap();
    Operation {
        id: id.to_owned(),
        module: ModuleIdent::derive(id).unwrap(),
        ident: MethodIdent::derive(id).unwrap(),
        optional_ident: None,
        code_ident: TypeIdent::explicit(&format!("{camel}Code")).unwrap(),
        request_ident: camel,
        summary: text("Do something"),
        description: text("Does something at the bank"),
        provenance: lines(118, 345),
        method: fact(method),
        path,
        auth: fact(None),
        signing_base: None,
        permission: None,
        effect: fact(Effect::Read),
        finality: None,
        idempotency: None,
        envelope: None,
        request: Vec::new(),
        responses: vec![response(Some(200), ResponseKind::Success)],
        answer,
        codes: Vec::new(),
        codes_provenance: None,
        examples: Vec::new(),
        file: format!("banco-prueba/pagos/operations/{id}.yaml"),
    }
}

pub(super) fn template(path: &str) -> Path {
    Path::Template {
        template: path.to_owned(),
        segments: Vec::new(),
        provenance: lines(102, 102),
    }
}

pub(super) fn answer(name: &str, fields: Vec<Field>) -> AnswerStruct {
    AnswerStruct {
        ident: TypeIdent::explicit(name).unwrap(),
        fields,
    }
}

fn pay() -> Operation {
    let mut reference = optional("numeroReferencia", Place::Body, TypeRef::Text);
    reference.provenance = ruled(376, "X-01");
    let answer = Answer::Struct(answer("PagarResponse", vec![reference]));
    let mut pay = operation("pagar", Method::Post, template("/v1/pagos/{id}"), answer);
    let mut day = optional(
        "fecha",
        Place::Query,
        TypeRef::Date(DateFormat("YYYYMMDD".to_owned())),
    );
    day.default = Some("20260305".to_owned());
    let mut latitude = optional("latitud", Place::Header, TypeRef::Text);
    latitude.sensitive = Some(Sensitive::Personal);
    latitude.required = Required::Undocumented;
    let mut content_type = field("Content-Type", Place::Header, TypeRef::Text);
    content_type.fixed = Some("application/json".to_owned());
    let mut version = field("version", Place::Body, TypeRef::Integer(WireForm::Number));
    version.fixed = Some("-2".to_owned());
    let mut keyword = field("type", Place::Body, KIND);
    keyword.default = Some("A".to_owned());
    pay.request = vec![
        Field {
            sensitive: Some(Sensitive::Personal),
            ..field("id", Place::Path, IDENTIFICATION)
        },
        field("monto", Place::Body, AMOUNT),
        keyword,
        field("nodo", Place::Body, NODE),
        optional("canal", Place::Body, CHANNEL),
        optional("conteos", Place::Body, TypeRef::List(Box::new(COUNT))),
        optional(
            "activo",
            Place::Body,
            TypeRef::Boolean {
                wire: WireForm::Text,
                lenient: true,
                words: None,
            },
        ),
        Field {
            sensitive: Some(Sensitive::Secret),
            ..optional("clave", Place::Body, PASSWORD)
        },
        day,
        latitude,
        content_type,
        version,
    ];
    pay.optional_ident = Some(TypeIdent::explicit("PagarOptional").unwrap());
    pay.auth = fact(Some(0));
    pay.envelope = Some(0);
    pay.signing_base = Some(fact("/v1/pagos".to_owned()));
    pay.permission = Some(fact("WRITE".to_owned()));
    pay.effect = fact(Effect::MovesMoney);
    pay.finality = Some(fact(Finality::SettlementPending));
    pay.idempotency = Some(Idempotency {
        field: 1,
        wire_name: "monto".to_owned(),
        sensitive: false,
        trusted: false,
        provenance: ruled(185, "X-01"),
    });
    pay.responses = vec![
        response(Some(201), ResponseKind::Success),
        response(Some(500), ResponseKind::Error),
    ];
    let mut extra = code("0084", "TimeOut", None, Outcome::Unknown);
    extra.extra = vec![("Fee?".to_owned(), "NO".to_owned())];
    pay.codes = vec![code("0000", "Exitosa", Some(201), Outcome::Accepted), extra];
    pay.codes_provenance = Some(lines(400, 511));
    let body = Json::Object(vec![
        ("monto".to_owned(), Json::Number("150.00".to_owned())),
        ("canal".to_owned(), Json::Text("web".to_owned())),
        (
            "conteos".to_owned(),
            Json::Array(vec![Json::Text("1".to_owned())]),
        ),
    ]);
    pay.examples = vec![Example {
        name: "aceptado".to_owned(),
        summary: text("Accepted"),
        request: ExampleMessage {
            path: vec![("id".to_owned(), "V12345678".to_owned())],
            body: Some(body),
            ..ExampleMessage::default()
        },
        response: ExampleMessage {
            status: Some(201),
            ..ExampleMessage::default()
        },
    }];
    pay
}

fn by_status() -> Operation {
    let variant = |name: &str, status: u16, content: AnswerStruct| AnswerVariant {
        ident: VariantIdent::explicit(name).unwrap(),
        status,
        content,
    };
    let when = field(
        "fechaHora",
        Place::Header,
        TypeRef::DateTime(DateFormat("YYYY-MM-DD hh:mm:ss".to_owned())),
    );
    let mut count = optional(
        "cantidad",
        Place::Header,
        TypeRef::Integer(WireForm::Number),
    );
    count.also_in = Some(Place::Body);
    let answer = Answer::Enum {
        ident: TypeIdent::explicit("ConsultarResponse").unwrap(),
        variants: vec![
            variant("Ok", 200, answer("ConsultarOk", vec![when, count])),
            variant("Aceptado", 202, answer("ConsultarAceptado", Vec::new())),
        ],
    };
    let undocumented = Path::Undocumented {
        ruling: "X-01".to_owned(),
    };
    let mut operation = operation("consultar", Method::Get, undocumented, answer);
    operation.request = vec![field("mnemonico", Place::Path, TypeRef::Text)];
    operation.auth = fact(Some(1));
    operation
}

fn list() -> Operation {
    let mut items = field("items", Place::Body, TypeRef::List(Box::new(TypeRef::Text)));
    items.wire_name = String::new();
    let answer = Answer::Struct(answer("ListarResponse", vec![items]));
    let mut list = operation("listar", Method::Head, template("/v1/lista"), answer);
    list.auth = fact(Some(2));
    list
}

fn part(header: &str, length: Option<u32>) -> SignaturePart {
    SignaturePart {
        header: header.to_owned(),
        length,
        prefix: String::new(),
        doc: None,
        provenance: lines(18, 18),
    }
}

fn scheme(id: &str, kind: AuthKind) -> AuthScheme {
    AuthScheme {
        id: id.to_owned(),
        constant: ConstIdent::derive(id).unwrap(),
        field: FieldIdent::derive(id).unwrap(),
        ident: TypeIdent::derive(id).unwrap(),
        doc: text("How callers prove who they are"),
        kind,
        provenance: lines(16, 85),
    }
}

fn auth() -> Vec<AuthScheme> {
    let signature = Signature {
        algorithm: fact(Algorithm::HmacSha384),
        encoding: fact(Encoding::HexLower),
        key: part("api-key", Some(32)),
        secret: part("", Some(32)),
        nonce: Some((part("nonce", None), NonceKind::UnixMillis)),
        signature: part("api-signature", Some(96)),
        message: fact(vec![
            MessagePart::SigningBase,
            MessagePart::Nonce,
            MessagePart::Body,
            MessagePart::Text("\"#".to_owned()),
        ]),
        body_methods: fact(vec!["POST".to_owned()]),
        vectors: Vec::new(),
    };
    let supplied = |name: &str, bearer: bool| Credential {
        wire_name: name.to_owned(),
        place: Place::Header,
        ident: FieldIdent::derive(name).unwrap(),
        bearer,
        prefix: if bearer { "Bearer " } else { "" }.to_owned(),
        sensitive: Sensitive::Secret,
        doc: None,
        provenance: lines(40, 40),
    };
    let oauth = AuthKind::Oauth2ClientCredentials {
        client_authentication: fact(ClientAuthentication::BasicHeader),
        scopes: vec!["pagos".to_owned()],
    };
    vec![
        scheme("firma", AuthKind::Signature(Box::new(signature))),
        scheme("oauth", oauth),
        scheme(
            "credenciales",
            AuthKind::Credentials(vec![
                supplied("client_id", false),
                supplied("Authorization", true),
            ]),
        ),
    ]
}

fn envelope() -> Envelope {
    let place = |place: Place, path: &[&str]| EnvelopePlace {
        place,
        path: path.iter().map(|&member| member.to_owned()).collect(),
        format: None,
    };
    Envelope {
        name: "cabecera".to_owned(),
        constant: ConstIdent::derive("cabecera").unwrap(),
        doc: text("Where the code is"),
        code: vec![
            place(Place::Header, &["codigo.respuesta"]),
            place(Place::Body, &["estado", "codigo.x"]),
        ],
        client_description: Vec::new(),
        system_description: Vec::new(),
        timestamp: Vec::new(),
        detail_code: Vec::new(),
        detail_type: Vec::new(),
        unlisted: Outcome::Unknown,
        absent: Outcome::Unknown,
        doubt: Vec::new(),
        provenance: lines(50, 50),
    }
}

fn environment(name: &str, production: bool) -> Environment {
    Environment {
        name: name.to_owned(),
        ident: VariantIdent::derive(name).unwrap(),
        production,
        url: format!("https://{name}.banco.example:8282/base"),
        host: format!("{name}.banco.example"),
        base_path: "/base".to_owned(),
        token_url: production.then(|| fact("https://login.banco.example/token".to_owned())),
        doc: None,
        provenance: lines(8, 8),
    }
}

/// One bank with one service.
pub(super) fn small() -> Model {
    let service = Service {
        id: "pagos".to_owned(),
        module: ModuleIdent::derive("pagos").unwrap(),
        document: 0,
        title: text("Payments"),
        description: text("Pays"),
        environments: vec![
            environment("prueba", false),
            environment("productivo", true),
        ],
        auth: auth(),
        profile: Vec::new(),
        envelopes: vec![envelope()],
        operations: vec![pay(), by_status(), list()],
        file: "banco-prueba/pagos/service.yaml".to_owned(),
    };
    let ruling = Ruling {
        id: "X-01".to_owned(),
        kind: "gap",
        title: text("A matter"),
        places: Vec::new(),
        readings: vec![text("this or that")],
        decision: text("This is done"),
        why: text("Because"),
        confidence: "high",
        question: text("Is it so?"),
    };
    Model {
        banks: vec![Bank {
            id: "banco-prueba".to_owned(),
            lib: ModuleIdent::derive("banco_prueba").unwrap(),
            title: text("Banco Prueba"),
            country: "VE".to_owned(),
            version: "0.1.0".to_owned(),
            zone: Some(fact(-240)),
            documents: vec![Document {
                id: "pagos".to_owned(),
                file: "001.txt".to_owned(),
                sha256: "00".repeat(32),
                lines: 786,
                title: text("A document"),
                utf8_read_as_gbk: false,
            }],
            types: types(),
            services: vec![service],
            rulings: vec![ruling],
            file: "banco-prueba/bank.yaml".to_owned(),
        }],
    }
}
