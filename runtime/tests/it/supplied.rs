//! Headers that a call need not give: from the client's profile, or made for each call.

use crate::mini::avisos::{
    Client, Credentials, EnviarAviso, EnviarAvisoOptional, LeerAviso, Profile,
};
use crate::scripted::{Hands, Scripted, response};
use bank_client_runtime as rt;
use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::time::Duration;

/// Counts up, one number per byte.
#[derive(Default)]
struct Counting(AtomicU8);

impl rt::Random for Counting {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        for byte in bytes {
            *byte = self.0.fetch_add(0x11, Ordering::SeqCst);
        }
        Ok(())
    }
}

struct Empty;

impl rt::Random for Empty {
    fn fill(&self, _bytes: &mut [u8]) -> io::Result<()> {
        Err(io::Error::other("nothing left"))
    }
}

fn aviso() -> EnviarAviso {
    EnviarAviso {
        texto: "hola".into(),
        optional: EnviarAvisoOptional::default(),
    }
}

fn profile() -> Profile {
    Profile {
        x_canal: Some("07".parse().unwrap()),
        x_sucursal: Some("0017".into()),
        x_desde: Some("2026-03-05".parse().unwrap()),
    }
}

fn is_token_request(request: &http::Request<bytes::Bytes>) -> bool {
    request.uri().host() == Some("tokens.example")
}

/// Gives tokens, and this answer to all else.
fn bank(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> Scripted {
    Scripted::new(move |request| {
        Ok(if is_token_request(request) {
            response(200, &[], "{\"access_token\":\"t\",\"expires_in\":3600}")
        } else {
            response(status, headers, body)
        })
    })
}

fn builder(transport: &Scripted) -> rt::ClientBuilder<Client> {
    Client::builder()
        .credentials(rt::ClientCredentials::new("un-id", "un-secreto").unwrap())
        .transport(transport.clone())
        .clock(Hands::at(1_773_081_000))
}

/// The headers of the calls, those of token requests left out.
fn calls(transport: &Scripted) -> Vec<http::HeaderMap> {
    let seen = transport.seen.lock().unwrap();
    let calls = seen.iter().filter(|request| !is_token_request(request));
    calls.map(|request| request.headers().clone()).collect()
}

fn text<'h>(headers: &'h http::HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

fn prepared(request: &impl rt::Request, with: &rt::Prepare<'_>) -> http::HeaderMap {
    rt::prepare(request, with).unwrap().headers().clone()
}

#[test]
fn what_is_supplied_is_exact_given_the_same_profile_bytes_and_moment() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let set = rt::CredentialSet::from(Credentials::default());
    let profile = rt::ProfileHeaders::new(&profile()).unwrap();
    let random = Counting::default();
    let with = rt::Prepare::new(&url, &set)
        .token("t")
        .profile(&profile)
        .random(&random)
        .at(Duration::from_millis(1_773_081_000_250));
    let headers = prepared(&aviso(), &with);
    for (name, value) in [
        ("X-Canal", "07"),
        ("X-Sucursal", "0017"),
        ("X-Desde", "05/03/2026"),
        ("X-Id", "00112233-4455-4677-8899-aabbccddeeff"),
        ("X-Traza", "102132435465768"),
        ("X-Momento", "2026-03-09T18:30:00.250Z"),
        ("X-Hora", "140000"),
    ] {
        assert_eq!(text(&headers, name), Some(value), "{name}");
    }
    // Accept, Content-Type, Authorization and the seven.
    assert_eq!(headers.len(), 10);
}

#[test]
fn what_the_call_gives_wins() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let set = rt::CredentialSet::from(Credentials::default());
    let profile = rt::ProfileHeaders::new(&profile()).unwrap();
    let with = rt::Prepare::new(&url, &set)
        .token("t")
        .profile(&profile)
        .random(&Empty)
        .at(Duration::from_secs(1_773_081_001));
    let mut request = aviso();
    request.optional = EnviarAvisoOptional {
        x_canal: Some("08".parse().unwrap()),
        x_sucursal: None,
        x_desde: Some("2020-01-31".parse().unwrap()),
        x_id: Some("propio".into()),
        x_traza: Some("suya".into()),
        x_momento: Some("2019-07-19T00:20:57.886-05:00".parse().unwrap()),
        x_hora: Some("23:59:58".parse().unwrap()),
    };
    let headers = prepared(&request, &with);
    for (name, value) in [
        ("X-Canal", "08"),
        ("X-Sucursal", "0017"),
        ("X-Desde", "31/01/2020"),
        ("X-Id", "propio"),
        ("X-Traza", "suya"),
        ("X-Momento", "2019-07-19T00:20:57.886-05:00"),
        ("X-Hora", "235958"),
    ] {
        let values: Vec<_> = headers.get_all(name).iter().collect();
        assert_eq!(values, [value], "{name}");
    }
}

#[tokio::test]
async fn a_required_header_that_nobody_gives_stops_the_call_before_anything_is_sent() {
    let transport = bank(200, &[], "{\"codigo\":\"OK\"}");
    let client = builder(&transport).build().unwrap();
    let Err(rt::Error::NotSent(error)) = client.enviar_aviso(&aviso()).await else {
        panic!("it was sent");
    };
    let rt::NotSentCause::MissingHeaders(headers) = error.cause() else {
        panic!("{error}");
    };
    let names: Vec<_> = headers.iter().map(|header| header.name).collect();
    assert_eq!(names, ["X-Canal", "X-Sucursal"]);
    assert_eq!(
        error.to_string(),
        "banco-prueba avisos.enviar_aviso was not sent: X-Canal is required: give it in the call or by the client's profile; \
         X-Sucursal is required: give it in the call or by the client's profile"
    );
    assert_eq!(transport.count(), 0, "not even a token was asked for");
    // One of them in the profile, the other in the call.
    let kept = Profile {
        x_canal: Some("07".parse().unwrap()),
        ..Profile::default()
    };
    let client = builder(&transport).profile(kept).build().unwrap();
    let mut request = aviso();
    request.optional.x_sucursal = Some("0018".into());
    client.enviar_aviso(&request).await.unwrap();
    let sent = calls(&transport);
    assert_eq!(text(&sent[0], "X-Canal"), Some("07"));
    assert_eq!(text(&sent[0], "X-Sucursal"), Some("0018"));
    assert_eq!(text(&sent[0], "X-Desde"), None);
}

#[test]
fn without_profile_bytes_and_moment_only_the_request_counts() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let set = rt::CredentialSet::from(Credentials::default());
    let with = rt::Prepare::new(&url, &set).token("t");
    let cause = |request: &LeerAviso| {
        let error = rt::prepare(request, &with).unwrap_err();
        error.cause().to_string()
    };
    let mut request = LeerAviso::default();
    assert_eq!(
        cause(&request),
        "X-Id is required: give it in the call or by a source of random bytes"
    );
    request.x_id = Some("1".into());
    assert_eq!(
        cause(&request),
        "X-Momento is required: give it in the call or by the moment of sending"
    );
    request.x_momento = Some("2019-07-19T00:20:57.886Z".parse().unwrap());
    let headers = prepared(&request, &with);
    assert_eq!(text(&headers, "X-Canal"), None);
    assert_eq!(
        text(&headers, "X-Momento"),
        Some("2019-07-19T00:20:57.886Z")
    );
}

#[tokio::test]
async fn a_header_goes_to_the_operations_that_take_it_and_to_no_other() {
    let transport = bank(200, &[], "{\"codigo\":\"OK\",\"texto\":\"hola\"}");
    let client = builder(&transport).profile(profile()).build().unwrap();
    client.leer_aviso(&LeerAviso::default()).await.unwrap();
    client.enviar_aviso(&aviso()).await.unwrap();
    let [read, write] = calls(&transport).try_into().unwrap();
    assert_eq!(text(&read, "X-Canal"), Some("07"));
    for name in ["X-Sucursal", "X-Desde", "X-Traza", "X-Hora"] {
        assert_eq!(text(&read, name), None, "{name}");
        assert!(text(&write, name).is_some(), "{name}");
    }
    let seen = transport.seen.lock().unwrap();
    let token = seen.iter().find(|request| is_token_request(request));
    assert_eq!(token.unwrap().headers().get("X-Canal"), None);
}

#[tokio::test]
async fn every_call_has_a_uuid_of_its_own() {
    const CALLS: usize = 500;
    let transport = bank(200, &[], "{\"codigo\":\"OK\",\"texto\":\"hola\"}");
    let client = builder(&transport).build().unwrap();
    let mut ids = HashSet::new();
    let mut digits = vec![HashSet::new(); 36];
    for _ in 0..CALLS {
        let accepted = client.leer_aviso(&LeerAviso::default()).await.unwrap();
        let [(name, id)] = accepted.sent.ids.as_slice() else {
            panic!("{:?}", accepted.sent);
        };
        assert_eq!(*name, "X-Id");
        for (at, digit) in id.chars().enumerate() {
            digits[at].insert(digit);
        }
        ids.insert(id.clone());
    }
    assert_eq!(ids.len(), CALLS);
    let sent = calls(&transport);
    let sent: HashSet<_> = sent
        .iter()
        .map(|headers| text(headers, "X-Id").unwrap().to_owned())
        .collect();
    assert_eq!(sent, ids, "what is told is what was sent");
    for (at, seen) in digits.iter().enumerate() {
        let all = match at {
            8 | 13 | 18 | 23 => "-",
            14 => "4",
            19 => "89ab",
            _ => "0123456789abcdef",
        };
        // A digit that never shows in 500 draws of sixteen: once in 10^11 runs.
        assert_eq!(*seen, all.chars().collect(), "position {at}");
    }
}

#[tokio::test]
async fn without_random_bytes_nothing_is_sent() {
    let transport = bank(200, &[], "{\"codigo\":\"OK\"}");
    let client = builder(&transport).profile(profile()).random(Empty);
    let client = client.build().unwrap();
    let error = client.enviar_aviso(&aviso()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba avisos.enviar_aviso was not sent: no random bytes could be had: nothing left"
    );
    assert!(matches!(error, rt::Error::NotSent(_)));
    assert_eq!(transport.count(), 0);
}

/// A token takes its time, and the first one is refused.
#[tokio::test]
async fn a_second_attempt_keeps_the_id_and_tells_its_own_moment() {
    let hands = Hands::at(1_773_081_000);
    let clock = hands.clone();
    let calls_so_far = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls_so_far);
    let transport = Scripted::new(move |request| {
        if is_token_request(request) {
            clock.advance(Duration::from_secs(7));
            let body = "{\"access_token\":\"t\",\"expires_in\":3600}";
            return Ok(response(200, &[], body));
        }
        Ok(if counted.fetch_add(1, Ordering::SeqCst) == 0 {
            let body = "{\"fault\":{\"code\":900901,\"message\":\"Invalid Credentials\"}}";
            response(401, &[], body)
        } else {
            response(200, &[], "{\"codigo\":\"OK\",\"texto\":\"hola\"}")
        })
    });
    let client = builder(&transport).clock(hands).build().unwrap();
    let accepted = client.leer_aviso(&LeerAviso::default()).await.unwrap();
    let [first, second] = calls(&transport).try_into().unwrap();
    assert_eq!(text(&first, "X-Id"), text(&second, "X-Id"));
    assert_eq!(text(&first, "X-Momento"), Some("2026-03-09T18:30:07.000Z"));
    assert_eq!(text(&second, "X-Momento"), Some("2026-03-09T18:30:14.000Z"));
    assert_eq!(accepted.sent.at, Some(Duration::from_secs(1_773_081_014)));
}

/// Texts of `date -u -d @SECONDS +%Y-%m-%dT%H:%M:%S`.
#[test]
fn moments_are_those_of_another_calendar() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let set = rt::CredentialSet::from(Credentials::default());
    let moment = |seconds: u64| {
        let at = Duration::from_secs(seconds);
        let with = rt::Prepare::new(&url, &set).token("t").at(at);
        let request = LeerAviso {
            x_id: Some("1".into()),
            ..LeerAviso::default()
        };
        let headers = rt::prepare(&request, &with).map(|request| request.headers().clone());
        headers.map(|headers| text(&headers, "X-Momento").unwrap().to_owned())
    };
    for (seconds, told) in MOMENTS {
        assert_eq!(moment(seconds).unwrap(), format!("{told}.000Z"));
    }
    for beyond in [253_402_300_800, u64::MAX] {
        assert_eq!(
            moment(beyond).unwrap_err().cause().to_string(),
            "X-Momento must be a day and a time"
        );
    }
}

const MOMENTS: [(u64, &str); 8] = [
    (0, "1970-01-01T00:00:00"),
    (68_169_600, "1972-02-29T00:00:00"),
    (951_782_399, "2000-02-28T23:59:59"),
    (951_782_400, "2000-02-29T00:00:00"),
    (1_709_164_799, "2024-02-28T23:59:59"),
    (1_773_081_000, "2026-03-09T18:30:00"),
    (4_102_444_799, "2099-12-31T23:59:59"),
    (253_402_300_799, "9999-12-31T23:59:59"),
];

#[tokio::test]
async fn the_bank_can_be_asked_about_the_call_whatever_came_of_it() {
    const ID: &str = "00112233-4455-4677-8899-aabbccddeeff";
    for (status, body, begins) in [
        (200, "{\"codigo\":\"OK\",\"texto\":\"hola\"}", ""),
        (
            400,
            "{\"codigo\":\"NO\"}",
            "banco-prueba avisos.enviar_aviso was rejected",
        ),
        (
            500,
            "{\"codigo\":\"XX\"}",
            "banco-prueba avisos.enviar_aviso has an unknown outcome",
        ),
    ] {
        let transport = bank(status, &[], body);
        let client = builder(&transport)
            .profile(profile())
            .random(Counting::default());
        let client = client.build().unwrap();
        let (sent, told) = match client.enviar_aviso(&aviso()).await {
            Ok(accepted) => (accepted.sent, format!("X-Id {ID}")),
            Err(rt::Error::Rejected(error)) => (error.sent.clone(), error.to_string()),
            Err(rt::Error::Unknown(error)) => (error.sent.clone(), error.to_string()),
            Err(rt::Error::NotSent(error)) => panic!("{error}"),
        };
        let ids = [
            ("X-Id", ID.to_owned()),
            ("X-Traza", "102132435465768".to_owned()),
        ];
        assert_eq!(sent.ids, ids);
        assert!(
            told.starts_with(begins) && told.contains(&format!("X-Id {ID}")),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_call_without_an_answer_can_be_looked_for() {
    let transport = Scripted::new(|request| {
        if is_token_request(request) {
            return Ok(response(200, &[], "{\"access_token\":\"t\"}"));
        }
        Err(rt::TransportError::no_answer("broken"))
    });
    let client = builder(&transport).profile(profile()).build().unwrap();
    let Err(rt::Error::Unknown(unknown)) = client.enviar_aviso(&aviso()).await else {
        panic!("nobody answered");
    };
    let sent = calls(&transport);
    for (name, id) in &unknown.sent.ids {
        assert_eq!(text(&sent[0], name), Some(id.as_str()));
        assert!(unknown.to_string().contains(&format!("{name} {id}")));
    }
    assert_eq!(unknown.sent.ids.len(), 2);
}

#[tokio::test]
async fn an_answer_with_another_id_is_told_and_stays_what_it_is() {
    const OTHER: &[(&str, &str)] = &[("x-id", "ffffffff-ffff-4fff-8fff-ffffffffffff")];
    const SAME: &[(&str, &str)] = &[("x-id", " 00112233-4455-4677-8899-AABBCCDDEEFF")];
    let notes = async |status, headers, body| {
        let transport = bank(status, headers, body);
        let client = builder(&transport)
            .profile(profile())
            .random(Counting::default());
        let client = client.build().unwrap();
        let notes = match client.enviar_aviso(&aviso()).await {
            Ok(accepted) => accepted.notes,
            Err(rt::Error::Rejected(error)) => error.notes,
            Err(error) => panic!("{error}"),
        };
        notes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for (status, body) in [
        (200, "{\"codigo\":\"OK\",\"texto\":\"a\"}"),
        (400, "{\"codigo\":\"NO\"}"),
    ] {
        assert_eq!(
            notes(status, OTHER, body).await,
            ["X-Id is not the one of the request"]
        );
        assert_eq!(notes(status, SAME, body).await, [""; 0]);
        assert_eq!(notes(status, &[], body).await, [""; 0]);
    }
}

#[test]
fn a_profile_that_cannot_be_sent_makes_no_client() {
    let transport = bank(200, &[], "{}");
    for value in ["", " ", "a\r\nX-Evil: 1", "Peña", "a\u{7f}", " a", "\0"] {
        let kept = Profile {
            x_sucursal: Some(value.into()),
            ..Profile::default()
        };
        let error = builder(&transport).profile(kept).build().unwrap_err();
        let rt::ConfigError::Profile(invalid) = &error else {
            panic!("{error}");
        };
        assert_eq!(invalid.name(), "X-Sucursal", "{value:?}");
        assert!(
            error
                .to_string()
                .starts_with("the profile is refused: X-Sucursal must")
        );
    }
    // A day that is no day was read from somewhere else.
    let date = rt::read::<crate::mini::pagos::consultar_pago::ConsultarPago>(response(
        200,
        &[("codigoRespuesta", "0000")],
        "{\"monto\":1,\"fecha\":\"mañana\"}",
    ));
    let kept = Profile {
        x_desde: date.unwrap().body.fecha,
        ..Profile::default()
    };
    let error = builder(&transport).profile(kept).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the profile is refused: X-Desde must be a day of the calendar"
    );
}
