//! A made-up bank with one of everything, built by hand.
#![allow(clippy::too_many_lines, reason = "facts are listed, not computed")]

mod auth;
mod operations;
mod types;

pub(crate) use auth::VECTOR;

use auth::auth;
use generator::model::*;
use operations::{crear_pago, cuentas, listar_bancos, validar, verificar};
use types::types;

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
        supply: Supply::Argument,
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
        rows: vec![code_row(line)],
    }
}

/// A row of a table, which stands in the order of its line.
fn code_row(line: u32) -> CodeRow {
    CodeRow {
        position: usize::try_from(line).expect("a line"),
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
        doubt: Vec::new(),
        provenance: at(40),
    }
}

fn ruling(id: &str) -> Ruling {
    Ruling {
        id: id.to_owned(),
        kind: "gap",
        title: text("A gap", "Un vacío"),
        places: vec![lines(0, 1, 2), lines(1, 3, 3)],
        readings: vec![
            text("/v1/pagos", "/v1/pagos"),
            text("2019-11-28", "2019-11-28"),
            text("neither", "ninguna"),
        ],
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
            profile: Vec::new(),
            envelopes: vec![envelope()],
            operations,
            file: "banco-modelo/pagos/service.yaml".to_owned(),
        }],
        rulings: ["P-01", "P-02", "P-03", "P-04"].map(ruling).to_vec(),
        file: "banco-modelo/bank.yaml".to_owned(),
    }
}
