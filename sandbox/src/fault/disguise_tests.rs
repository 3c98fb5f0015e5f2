use super::super::{GatewayForm, ListedCode};
use super::{CodePlace, Fault, Places, disguise};
use crate::wire::Reply;

fn places() -> Places {
    let listed = |code: &str, accepted| ListedCode {
        code: code.to_owned(),
        accepted,
    };
    let header = |name: &str| CodePlace::Header(name.to_owned());
    let member = |name: &str| CodePlace::Body(vec!["estado".to_owned(), name.to_owned()]);
    Places {
        code: vec![header("Codigo"), member("codigo")],
        texts: vec![header("Descripcion"), member("descripcion")],
        listed: vec![
            listed("A00", true),
            listed("E99", false),
            listed("E98", false),
        ],
    }
}

/// An answer with these header lines, and a body.
fn reply(headers: &[(&str, &str)], body: &str) -> Reply {
    let line = |&(name, value): &(&str, &str)| (name.to_owned(), value.as_bytes().to_vec());
    Reply::new(
        200,
        headers.iter().map(line).collect(),
        body.as_bytes().to_vec(),
    )
}

/// The answer with a fault in it: status, header lines, body.
fn with(mut reply: Reply, fault: &Fault) -> (u16, Vec<(String, String)>, String) {
    reply.faults = vec![fault.clone()];
    assert_eq!(disguise(&mut reply, &places()), [], "{fault}");
    assert_eq!(reply.faults, [], "{fault}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let lines = reply.headers.into_iter();
    (
        reply.status,
        lines.map(|(name, value)| (name, text(value))).collect(),
        text(reply.body),
    )
}

fn codes(lines: &[(String, String)]) -> Vec<&str> {
    let codes = lines.iter().filter(|(name, _)| name == "Codigo");
    codes.map(|(_, code)| code.as_str()).collect()
}

const BODY: &str = r#"{"saldo":1,"estado":{"codigo":"A00"}}"#;

fn in_header() -> Reply {
    reply(
        &[("X", "y"), ("Codigo", "A00"), ("Descripcion", "Listo")],
        "{}",
    )
}

fn in_body() -> Reply {
    reply(&[("X", "y")], BODY)
}

fn in_both() -> Reply {
    reply(&[("Codigo", "A00")], BODY)
}

#[test]
fn a_missing_code_is_nowhere() {
    assert_eq!(
        codes(&with(in_header(), &Fault::MissingCode).1),
        Vec::<&str>::new()
    );
    let (_, lines, body) = with(in_both(), &Fault::MissingCode);
    assert_eq!(
        (lines, body.as_str()),
        (vec![], r#"{"saldo":1,"estado":{}}"#)
    );
}

#[test]
fn a_repeated_code_is_the_same_twice() {
    assert_eq!(
        codes(&with(in_header(), &Fault::RepeatedCode).1),
        ["A00", "A00"]
    );
    let (_, _, body) = with(in_body(), &Fault::RepeatedCode);
    assert_eq!(
        body,
        r#"{"saldo":1,"estado":{"codigo":"A00","codigo":"A00"}}"#
    );
}

#[test]
fn contradictory_codes_say_yes_and_no() {
    assert_eq!(
        codes(&with(in_header(), &Fault::ContradictoryCode).1),
        ["A00", "E99"]
    );
    let (_, _, body) = with(in_body(), &Fault::ContradictoryCode);
    assert_eq!(
        body,
        r#"{"saldo":1,"estado":{"codigo":"A00","codigo":"E99"}}"#
    );
    let (_, lines, body) = with(in_both(), &Fault::ContradictoryCode);
    assert_eq!(codes(&lines), ["A00"]);
    assert_eq!(body, BODY.replace("A00", "E99"));
}

/// Those of the same shape nearest to the end are listed.
#[test]
fn an_unlisted_code_looks_like_one_and_is_none() {
    let (_, lines, body) = with(in_both(), &Fault::UnlistedCode(None));
    assert_eq!(codes(&lines), ["A99"]);
    assert_eq!(body, BODY.replace("A00", "A99"), "in all places the same");
    let rejected = reply(&[("Codigo", "E00")], "");
    assert_eq!(
        codes(&with(rejected, &Fault::UnlistedCode(None)).1),
        ["E97"]
    );
    let word = reply(&[("Codigo", "OK")], "");
    assert_eq!(codes(&with(word, &Fault::UnlistedCode(None)).1), ["OKX"]);
    let asked = Fault::UnlistedCode(Some("7\"".to_owned()));
    let (_, lines, body) = with(in_both(), &asked);
    assert_eq!(codes(&lines), ["7\""]);
    assert_eq!(body, BODY.replace("A00", r#"7\""#));
    let number = reply(&[], r#"{"estado":{"codigo":12}}"#);
    let (_, _, body) = with(number, &Fault::UnlistedCode(None));
    assert_eq!(body, r#"{"estado":{"codigo":99}}"#, "a number stays one");
}

#[test]
fn a_status_at_odds_denies_the_code() {
    assert_eq!(with(in_header(), &Fault::StatusAtOdds(None)).0, 500);
    let mut rejected = reply(&[("Codigo", "E99")], "");
    rejected.status = 422;
    assert_eq!(with(rejected, &Fault::StatusAtOdds(None)).0, 200);
    assert_eq!(with(in_header(), &Fault::StatusAtOdds(Some(404))).0, 404);
}

#[test]
fn truncated_json_is_no_longer_json() {
    let (_, _, body) = with(in_body(), &Fault::TruncatedJson(None));
    assert_eq!(body, &BODY[..BODY.len() / 2]);
    let (_, _, body) = with(in_body(), &Fault::TruncatedJson(Some(7)));
    assert_eq!(body, &BODY[..7]);
}

#[test]
fn accents_come_in_the_encoding_asked_for() {
    let bytes = |value: &[u8], fault: Fault| {
        let mut reply = in_header();
        reply.headers[2].1 = value.to_vec();
        reply.faults = vec![fault];
        assert_eq!(disguise(&mut reply, &places()), []);
        reply.headers[2].1.clone()
    };
    for sent in ["Operaci\u{f3}n".as_bytes(), b"Operaci\xf3n"] {
        assert_eq!(bytes(sent, Fault::Latin1), b"Operaci\xf3n");
        assert_eq!(bytes(sent, Fault::Utf8), "Operaci\u{f3}n".as_bytes());
    }
    assert!(bytes(b"Listo", Fault::Latin1).starts_with(b"Listo \xe1\xe9\xed"));
    assert!(bytes(b"Listo", Fault::Utf8).starts_with("Listo \u{e1}\u{e9}\u{ed}".as_bytes()));
}

#[test]
fn what_stands_in_between_leaves_nothing_of_the_bank() {
    let gateway = |form| Fault::Gateway {
        form,
        status: 401,
        error: 900_901,
    };
    let redirect = Fault::Redirect {
        status: 302,
        to: None,
    };
    for (fault, status, line, inside) in [
        (Fault::Html(None), 200, None, "<html>"),
        (Fault::Html(Some(502)), 502, None, "<html>"),
        (
            gateway(GatewayForm::Json),
            401,
            None,
            r#"{"fault":{"code":900901,"#,
        ),
        (
            gateway(GatewayForm::Xml),
            401,
            None,
            "<am:code>900901</am:code>",
        ),
        (
            Fault::TooManyRequests(7),
            429,
            Some(("Retry-After", "7")),
            "",
        ),
        (Fault::Unavailable(8), 503, Some(("Retry-After", "8")), ""),
        (
            redirect,
            302,
            Some(("Location", "http://otro-servidor.invalid/")),
            "",
        ),
    ] {
        let (found, lines, body) = with(in_both(), &fault);
        assert_eq!(found, status, "{fault}");
        assert_eq!(codes(&lines), Vec::<&str>::new(), "{fault}");
        assert!(
            !body.contains("A00") && body.contains(inside),
            "{fault}: {body}"
        );
        let named =
            |(name, value): (&str, &str)| lines.contains(&(name.to_owned(), value.to_owned()));
        assert!(line.is_none_or(named), "{fault}: {lines:?}");
    }
}

/// A fault that silently does nothing would make a test of a client pass for no reason.
#[test]
fn a_fault_that_finds_nothing_to_change_is_told() {
    let idle = [
        Fault::MissingCode,
        Fault::RepeatedCode,
        Fault::ContradictoryCode,
        Fault::UnlistedCode(None),
        Fault::StatusAtOdds(None),
        Fault::Latin1,
        Fault::TruncatedJson(None),
    ];
    let mut empty = reply(&[("X", "y")], "");
    empty.faults = idle.to_vec();
    assert_eq!(disguise(&mut empty, &places()), idle);
}

#[test]
fn faults_of_the_way_are_left_for_the_way() {
    let mut reply = in_header();
    reply.faults = vec![Fault::Skew(5), Fault::MissingCode, Fault::ResetAfter];
    assert_eq!(disguise(&mut reply, &places()), []);
    assert_eq!(reply.faults, [Fault::Skew(5), Fault::ResetAfter]);
}
