//! Several successes of one operation: which of them an answer is.

use crate::scripted::response;
use bank_client_runtime as rt;

#[derive(Debug, PartialEq)]
enum Hecho {
    Creado(String),
    EnCola(i64),
}

impl rt::Read for Hecho {
    const BY_STATUS: bool = true;
    fn read(from: &mut rt::Reader<'_>) -> Self {
        match from.status() {
            202 => Self::EnCola(from.body(&["turno"])),
            _ => Self::Creado(from.body(&["numero"])),
        }
    }
}

struct Codigo(String);

impl rt::Code for Codigo {
    const TABLE: rt::CodeTable = rt::CodeTable::new(
        "1\t201\taccepted\t1\t\tCREADO\n2\t202\taccepted\t2\t\tEN COLA\n3\t-\taccepted\t3\t\tHECHO\n",
    );
    fn from_row(row: usize) -> Option<Self> {
        Self::TABLE.get(row).map(|row| Self(row.code.to_owned()))
    }
    fn other(code: Box<str>) -> Self {
        Self(code.into())
    }
    fn row(&self) -> Result<usize, &str> {
        let row = Self::TABLE.rows().position(|row| row.code == self.0);
        row.ok_or(&self.0)
    }
}

struct Crear;

impl rt::Record for Crear {
    fn write(&self, _to: &mut rt::Writer<'_>) {}
}

static ENVELOPE: rt::Envelope = rt::Envelope {
    code: &[rt::Spot::Header("codigo")],
    client_description: &[],
    system_description: &[],
    timestamp: &[],
    timestamp_format: "",
    detail_code: &[],
    detail_type: &[],
    doubt: &[],
    unlisted: rt::Outcome::Unknown,
    absent: rt::Outcome::Unknown,
};

static OPERATION: rt::Operation = rt::Operation {
    bank: "banco-prueba",
    service: "pagos",
    id: "crear",
    method: rt::Method::Post,
    path: rt::Path::Template("/v1/pagos"),
    signing_base: "",
    auth: None,
    effect: rt::Effect::MovesMoney,
    finality: rt::Finality::Final,
    idempotency: None,
    supplied: &[],
    envelope: Some(&ENVELOPE),
    success: &[201, 202],
    codes: <Codigo as rt::Code>::TABLE,
};

impl rt::Request for Crear {
    const OPERATION: &'static rt::Operation = &OPERATION;
    type Response = Hecho;
    type Code = Codigo;
}

const BODY: &str = r#"{"numero":"A-1","turno":7}"#;

fn read(status: u16, code: &str) -> Result<Hecho, String> {
    match rt::read::<Crear>(response(status, &[("codigo", code)], BODY)) {
        Ok(accepted) => Ok(accepted.body),
        Err(rt::Error::Unknown(unknown)) => Err(unknown.reason.to_string()),
        Err(rt::Error::NotSent(_) | rt::Error::Rejected(_)) => panic!("{status} {code}"),
    }
}

#[test]
fn status_and_code_tell_the_success_where_they_agree() {
    let created = || Ok(Hecho::Creado("A-1".to_owned()));
    assert_eq!(read(201, "1"), created());
    assert_eq!(read(202, "2"), Ok(Hecho::EnCola(7)));
    // A code without a status goes with the status that came.
    assert_eq!(read(202, "3"), Ok(Hecho::EnCola(7)));
    // Documents mix up 200 and 201; then the code tells.
    assert_eq!(read(200, "1"), created());
    assert_eq!(read(200, "2"), Ok(Hecho::EnCola(7)));
}

#[test]
fn a_success_that_is_two_of_them_is_unknown() {
    for (status, code) in [(202, "1"), (201, "2")] {
        let reason = read(status, code).unwrap_err();
        assert_eq!(reason, "code and status contradict each other");
    }
}
