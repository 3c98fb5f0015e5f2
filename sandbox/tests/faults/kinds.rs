//! Each kind of fault, asked for by the header: the bytes that arrive, whether the payment was made, and what the journal says.

use crate::bank::Bank;
use crate::client::{Client, End, exchange, value};
use sandbox::config::Config;
use sandbox::fault::KINDS;
use sandbox::sandbox::Sandbox;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::Path;
use tokio::net::TcpStream;

/// What arrives.
enum Arrives {
    /// Nothing, and the connection is reset.
    Reset,
    /// A part of the sound answer of this length, and this end.
    Part(usize, End),
    /// An answer, in whose text these are found.
    Answer(&'static [&'static str]),
    /// An answer without these.
    Without(&'static [&'static str]),
}

/// Whether the payment is made.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    Yes,
    No,
}

use Arrives::{Answer, Part, Reset, Without};
use Made::{No, Yes};

const SOUND: &str = "HTTP/1.1 201 Created\r\n";
const DATE: &str = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

/// Every kind of fault, by what it does to an accepted payment.
const CASES: &[(&str, Arrives, Made)] = &[
    ("fault:refuse=0s", Reset, No),
    ("fault:cut-request=10", Reset, No),
    ("fault:cut-request=550", Reset, No),
    ("fault:reset-before", Reset, No),
    ("fault:reset-after", Reset, Yes),
    ("0084; effect=yes, fault:reset-after", Reset, Yes),
    ("0084; effect=no, fault:reset-after", Reset, No),
    ("E015, fault:reset-after", Reset, No),
    ("fault:cut-answer=120", Part(120, End::Closed), Yes),
    ("fault:cut-answer=20/reset", Part(20, End::Reset), Yes),
    ("fault:delay=20ms", Answer(&[SOUND, DATE]), Yes),
    (
        "fault:delay=20ms,fault:cut-answer=9",
        Part(9, End::Closed),
        Yes,
    ),
    (
        "fault:endless-body=65536/0s",
        Answer(&[SOUND, "Transfer-Encoding: chunked\r\n", "10000\r\n   "]),
        Yes,
    ),
    ("fault:drip=40/1ms", Answer(&[SOUND, DATE]), Yes),
    (
        "fault:wrong-length=+10",
        Answer(&[SOUND, "Content-Length: 42\r\n"]),
        Yes,
    ),
    (
        "fault:wrong-length=-10",
        Answer(&[SOUND, "Content-Length: 22\r\n"]),
        Yes,
    ),
    (
        "fault:malformed-header",
        Answer(&[SOUND, "\r\nthis line has no colon\r\n"]),
        Yes,
    ),
    (
        "fault:truncated-json=7",
        Answer(&[SOUND, "Content-Length: 7\r\n", "\r\n\r\n{\"numer"]),
        Yes,
    ),
    (
        "effect=yes, fault:html=502",
        Answer(&["HTTP/1.1 502 ", "<html>"]),
        Yes,
    ),
    ("effect=no, fault:html", Answer(&[SOUND, "<html>"]), No),
    ("fault:missing-code", Without(&["codigoRespuesta:"]), Yes),
    (
        "fault:repeated-code",
        Answer(&["codigoRespuesta: 0000\r\ncodigoRespuesta: 0000\r\n"]),
        Yes,
    ),
    (
        "fault:contradictory-code",
        Answer(&["codigoRespuesta: 0000\r\ncodigoRespuesta: 0002\r\n"]),
        Yes,
    ),
    (
        "fault:unlisted-code",
        Answer(&["codigoRespuesta: 9999\r\n"]),
        Yes,
    ),
    (
        "E015, fault:unlisted-code",
        Answer(&["codigoRespuesta: E999\r\n"]),
        No,
    ),
    (
        "fault:status-at-odds",
        Answer(&["HTTP/1.1 500 ", "codigoRespuesta: 0000\r\n"]),
        Yes,
    ),
    (
        "0051, fault:status-at-odds",
        Answer(&["HTTP/1.1 200 ", "codigoRespuesta: 0051\r\n"]),
        No,
    ),
    (
        "fault:latin1",
        Answer(&["descripcionCliente: ", "\u{fffd}"]),
        Yes,
    ),
    (
        "fault:utf8",
        Answer(&["descripcionCliente: ", "\u{f3}"]),
        Yes,
    ),
    (
        "fault:redirect=308",
        Answer(&[
            "HTTP/1.1 308 ",
            "Location: http://otro-servidor.invalid/\r\n",
        ]),
        No,
    ),
    (
        "fault:429=30",
        Answer(&["HTTP/1.1 429 ", "Retry-After: 30\r\n"]),
        No,
    ),
    (
        "effect=no, fault:503=31",
        Answer(&["HTTP/1.1 503 ", "Retry-After: 31\r\n"]),
        No,
    ),
    ("effect=yes, fault:503=31", Answer(&["HTTP/1.1 503 "]), Yes),
    (
        "fault:skew=-10m",
        Answer(&[SOUND, "Date: Sun, 06 Nov 1994 08:39:37 GMT\r\n"]),
        Yes,
    ),
    (
        "fault:gateway-json=401/900901",
        Answer(&["HTTP/1.1 401 ", r#"{"fault":{"code":900901,"#]),
        No,
    ),
    (
        "effect=yes, fault:gateway-xml",
        Answer(&["HTTP/1.1 503 ", "<am:code>303001</am:code>"]),
        Yes,
    ),
];

#[tokio::test]
async fn each_kind_does_what_it_says_and_the_journal_says_so() {
    let bank = Bank::start().await;
    let addr = bank.sandbox.local_addr();
    let sound = bank.payment("Connection: close\r\n");
    let (sound, _) = exchange(addr, sound).await;
    for (scenario, arrives, made) in CASES {
        let before = bank.payments();
        let mut client = connected(addr).await;
        client.send(bank.asking(scenario)).await;
        check(&mut client, scenario, arrives, &sound).await;
        let expected = usize::from(*made == Yes);
        assert_eq!(bank.payments() - before, expected, "{scenario}");
        let journal = bank.sandbox.journal();
        let entry = journal.last().unwrap();
        assert_eq!(entry.effect.is_some(), *made == Yes, "{scenario}");
        let asked = scenario
            .split(',')
            .filter_map(|part| part.trim().strip_prefix("fault:"));
        for fault in asked {
            let name = fault.split('=').next().unwrap();
            assert!(
                entry.faults.iter().any(|noted| noted.starts_with(name)),
                "{scenario}: {:?}",
                entry.faults
            );
        }
    }
}

async fn check(client: &mut Client, scenario: &str, arrives: &Arrives, sound: &[u8]) {
    match arrives {
        Reset => assert_eq!(client.rest().await, (Vec::new(), End::Reset), "{scenario}"),
        Part(length, end) => {
            let (answer, found) = client.rest().await;
            assert_eq!(answer.len(), *length, "{scenario}");
            assert_eq!(found, *end, "{scenario}");
            let both = usize::min(*length, SOUND.len());
            assert_eq!(answer[..both], sound[..both], "{scenario}");
        }
        Answer(parts) => {
            let text = answer(client, parts).await;
            for part in *parts {
                assert!(text.contains(part), "{scenario}: {part:?} is not in {text}");
            }
        }
        Without(parts) => {
            let text = answer(client, &["\r\n\r\n"]).await;
            for part in *parts {
                assert!(!text.contains(part), "{scenario}: {part:?} is in {text}");
            }
        }
    }
}

/// Connects, also to a port that refused a moment ago.
async fn connected(addr: SocketAddr) -> Client {
    loop {
        if let Ok(stream) = TcpStream::connect(addr).await {
            return Client {
                stream,
                buffer: Vec::new(),
            };
        }
    }
}

/// What arrives until all parts are there or the answer is whole, as text.
async fn answer(client: &mut Client, parts: &[&str]) -> String {
    loop {
        let text = String::from_utf8_lossy(&client.buffer).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let stated = value(head, "Content-Length");
            stated.is_some_and(|digits| {
                digits
                    .parse()
                    .is_ok_and(|length: usize| body.len() >= length)
            })
        });
        if whole || parts.iter().all(|part| text.contains(part)) {
            return text;
        }
        let one_more = client.buffer.len() + 1;
        let bytes = client.exactly(one_more).await;
        client.buffer.splice(0..0, bytes);
    }
}

/// A kind that is added has to be tried.
#[test]
fn no_kind_is_left_out() {
    let tried: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(scenario, _, _)| scenario.split("fault:").skip(1))
        .map(|fault| fault.split(['=', ',', ';']).next().unwrap().trim())
        .collect();
    let left = KINDS.iter().filter(|kind| !tried.contains(kind.name));
    let left: Vec<&str> = left.map(|kind| kind.name).collect();
    // Cut bodies are tried at each of their bytes in the tests of the wire.
    assert_eq!(left, ["cut-body"]);
}

#[tokio::test]
async fn a_queued_fault_needs_no_header_and_is_used_up() {
    let bank = Bank::start().await;
    let addr = bank.sandbox.local_addr();
    let control =
        r#"{"operation":"crear_pago_p2p_tercero","scenario":"fault:cut-request=9","times":2}"#;
    let request = format!(
        "POST /__sandbox/scenarios HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{control}",
        control.len()
    );
    let (answer, _) = exchange(addr, request).await;
    assert!(
        answer.starts_with(b"HTTP/1.1 2"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    for _ in 0..2 {
        assert_eq!(
            exchange(addr, bank.payment("")).await,
            (Vec::new(), End::Reset)
        );
    }
    assert_eq!(bank.payments(), 0);
    let (answer, _) = exchange(addr, bank.payment("Connection: close\r\n")).await;
    assert!(answer.starts_with(SOUND.as_bytes()));
    assert_eq!(bank.payments(), 1);
}

/// A request for a token that is right.
fn token_request(bank: &Bank, header: &str) -> String {
    let url = bank.sandbox.token_url("clientes").unwrap();
    let address = bank.sandbox.local_addr().to_string();
    let (_, path) = url.split_once(&address).unwrap();
    let form = "grant_type=client_credentials";
    let length = form.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic bWFkZS11cC1pZDptYWRlLXVwLXNlY3JldA==\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{header}Connection: close\r\n\r\n{form}"
    )
}

#[tokio::test]
async fn a_token_endpoint_goes_wrong_as_asked() {
    let bank = Bank::start().await;
    let addr = bank.sandbox.local_addr();
    let get = async |header: &str| {
        let (answer, end) = exchange(addr, token_request(&bank, header)).await;
        (String::from_utf8_lossy(&answer).into_owned(), end)
    };
    let queue = |scenario: &str| bank.sandbox.queue("clientes/token", scenario, 1);
    assert!(get("").await.0.contains("access_token"));
    assert_eq!(queue("fault:gateway-xml=500/101504"), Ok(()));
    let (answer, _) = get("").await;
    assert!(
        answer.starts_with("HTTP/1.1 500 ") && answer.contains("<am:code>101504</am:code>"),
        "{answer}"
    );
    assert_eq!(queue("fault:cut-request=20"), Ok(()));
    assert_eq!(get("").await, (String::new(), End::Reset));
    assert!(get("").await.0.contains("access_token"), "only once");
    let (answer, end) = get("X-Sandbox-Scenario: fault:reset-after\r\n").await;
    assert_eq!((answer.as_str(), end), ("", End::Reset));
    let journal = bank.sandbox.journal();
    assert_eq!(journal.last().unwrap().faults, ["reset-after"]);
    // It has no response codes, and other services have no token endpoint.
    assert!(queue("0000").is_err());
    assert!(
        get("X-Sandbox-Scenario: 0000\r\n")
            .await
            .0
            .starts_with("HTTP/1.1 400 ")
    );
    assert!(bank.sandbox.queue("pagos/token", "fault:html", 1).is_err());
}

/// The other bank says its codes in the body.
#[tokio::test]
async fn a_code_in_a_body_goes_wrong_in_the_body() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let sandbox = Sandbox::start(Config::new(spec, "banco-caja-social"))
        .await
        .unwrap();
    let addr = sandbox.local_addr();
    let accepted = sandbox.credentials().first().unwrap();
    let value = |name: &str| {
        let mut values = accepted.values.iter();
        values.find(|(own, _)| own == name).unwrap().1.clone()
    };
    let credentials = format!(
        "client_id: {}\r\nclient_secret: {}\r\nAuthorization: Bearer {}\r\n",
        value("client_id"),
        value("client_secret"),
        value("bearer"),
    );
    let get = async |scenario: &str| {
        let request = format!(
            "GET /undocumented/get_key/a/b HTTP/1.1\r\nHost: {addr}\r\n{credentials}X-Sandbox-Scenario: {scenario}\r\nConnection: close\r\n\r\n"
        );
        let (answer, _) = exchange(addr, request).await;
        let text = String::from_utf8(answer).unwrap();
        let (_, body) = text.split_once("\r\n\r\n").unwrap();
        body.to_owned()
    };
    let sound = get("ER500").await;
    let said = r#""responseType":{"value":"ER500"}"#;
    assert!(sound.contains(said), "{sound}");
    for (fault, wrong) in [
        ("missing-code", r#""responseType":{}"#),
        (
            "repeated-code",
            r#""responseType":{"value":"ER500","value":"ER500"}"#,
        ),
        (
            "contradictory-code",
            r#""responseType":{"value":"ER500","value":"OK"}"#,
        ),
        ("unlisted-code=NO", r#""responseType":{"value":"NO"}"#),
    ] {
        let body = get(&format!("ER500, fault:{fault}")).await;
        assert_eq!(body, sound.replace(said, wrong), "{fault}");
    }
    get("ER500, fault:latin1").await;
    let journal = sandbox.journal();
    let notes = &journal.last().unwrap().notes;
    assert!(
        notes
            .iter()
            .any(|note| note.contains("fault:latin1 found nothing to change")),
        "{notes:?}"
    );
}
