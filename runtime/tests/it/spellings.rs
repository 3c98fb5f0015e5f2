//! Values as a bank spells them: yes and no in its own words, and names that lead into what stands at another name.

use crate::mini::pagos::crear_pago::CrearPagoCode;
use crate::scripted::response;
use bank_client_runtime as rt;

struct Preguntar {
    abierto: Option<bool>,
    todos: Vec<bool>,
    activo: rt::Flag,
}

impl rt::Record for Preguntar {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.query(&[("abierto", &rt::Formatted(&self.abierto, "A|C"))]);
        to.headers(&[("X-Activo", &rt::Formatted(&self.activo, "0|1"))]);
        to.body(&[
            ("todos", &rt::Formatted(&self.todos, "SI|NO")),
            ("abierto", &rt::Formatted(&self.abierto, "A|C")),
        ]);
    }
}

struct Respuesta {
    abierto: Option<bool>,
    todos: Vec<bool>,
    activo: rt::Flag,
    importe: Option<rt::Decimal>,
}

impl rt::Read for Respuesta {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self {
            abierto: from.header_or_body_formatted(&["abierto"], "A|C"),
            todos: from.body_formatted(&["todos"], "SI|NO"),
            activo: from.body_formatted(&["activo"], "0|1"),
            importe: from.body(&["importe", "importe.valor", "monto"]),
        }
    }
}

static OPERATION: rt::Operation = rt::Operation {
    bank: "banco-prueba",
    service: "pagos",
    id: "preguntar",
    method: rt::Method::Post,
    path: rt::Path::Template("/preguntas"),
    signing_base: "",
    auth: None,
    effect: rt::Effect::Read,
    finality: rt::Finality::Final,
    supplied: &[],
    idempotency: None,
    envelope: None,
    success: &[200],
    codes: rt::CodeTable::new(""),
};

impl rt::Request for Preguntar {
    const OPERATION: &'static rt::Operation = &OPERATION;
    type Response = Respuesta;
    type Code = CrearPagoCode;
}

#[test]
fn a_banks_own_words_are_sent_at_every_place() {
    let request = Preguntar {
        abierto: Some(false),
        todos: vec![true, false],
        activo: rt::Flag::True,
    };
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let none = rt::CredentialSet::new();
    let sent = rt::prepare(&request, &rt::Prepare::new(&url, &none)).unwrap();
    assert_eq!(sent.uri().query(), Some("abierto=C"));
    assert_eq!(sent.headers()["X-Activo"], "0");
    let body = r#"{"todos":["SI","NO"],"abierto":"C"}"#;
    assert_eq!(std::str::from_utf8(sent.body()), Ok(body));
}

#[test]
fn a_banks_own_words_are_read_before_anybody_elses() {
    let read = |headers: &[(&str, &str)], body: &str| {
        let answer = rt::read::<Preguntar>(response(200, headers, body));
        answer.unwrap().body
    };
    // Where 0 is yes, it is not the 0 of other banks.
    let answer = read(
        &[],
        r#"{"abierto":"A","todos":["SI","NO",true],"activo":"0"}"#,
    );
    assert_eq!(answer.abierto, Some(true));
    assert_eq!(answer.todos, [true, false, true]);
    assert_eq!(answer.activo, rt::Flag::True);
    let answer = read(&[("abierto", "C")], r#"{"todos":null,"activo":1}"#);
    assert_eq!(answer.abierto, Some(false));
    assert_eq!(answer.activo, rt::Flag::False);
    // What is no word of the bank is kept by a flag, and no value of a boolean.
    let answer = read(&[], r#"{"abierto":"Q","activo":"quizás"}"#);
    assert_eq!(answer.abierto, None);
    assert_eq!(answer.activo, rt::Flag::Other("quizás".into()));
}

#[test]
fn a_name_that_leads_into_what_stands_at_another_one_is_followed() {
    let importe = |body: &str| {
        let body = format!(r#"{{"activo":"0","todos":[],{body}}}"#);
        let answer = rt::read::<Preguntar>(response(200, &[], &body)).unwrap();
        assert_eq!(answer.notes, []);
        answer.body.importe.map(|importe| importe.to_string())
    };
    assert_eq!(importe(r#""importe":1.50"#), Some("1.50".to_owned()));
    assert_eq!(
        importe(r#""importe":{"valor":1.50}"#),
        Some("1.50".to_owned())
    );
    assert_eq!(
        importe(r#""importe":{"valor":1.50},"monto":2"#),
        Some("1.50".to_owned())
    );
    assert_eq!(importe(r#""importe":null,"monto":2"#), Some("2".to_owned()));
    assert_eq!(importe(r#""importe":{"valor":null}"#), None);
}

struct Listar;

impl rt::Record for Listar {
    fn write(&self, _to: &mut rt::Writer<'_>) {}
}

struct Dias(Vec<rt::Date>);

impl rt::Read for Dias {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self(from.items_formatted("DDMMYYYY"))
    }
}

impl rt::Request for Listar {
    const OPERATION: &'static rt::Operation = &OPERATION;
    type Response = Dias;
    type Code = CrearPagoCode;
}

#[test]
fn a_list_that_is_the_body_has_a_format_too() {
    let answer = rt::read::<Listar>(response(200, &[], r#"["20112026","x"]"#)).unwrap();
    // In another bank's order of letters it would be a day of the year 2011.
    assert_eq!(answer.body.0[0].ymd(), Some((2026, 11, 20)));
    assert_eq!(answer.body.0[1].text(), Some("x"));
}
