//! Every operation with every status and every kind of answer, against an oracle that knows nothing of the client.

use crate::cases::{Case, cases, client};
use crate::server::{Answer, Bank};

const STATUSES: [u16; 7] = [200, 400, 401, 404, 500, 502, 503];

/// An answer, and what stands in it.
struct Fixture {
    name: &'static str,
    body: String,
    /// Text of `responseType.value`, if the answer has one that can be read.
    value: Option<&'static str>,
    /// Whether something of the documented success body is there, and nothing of an error.
    proof: bool,
    /// Whether a text speaks of a failure inside the bank.
    doubt: bool,
    /// Whether the connection ends before the body does.
    cut: bool,
}

fn plain(name: &'static str, body: impl Into<String>) -> Fixture {
    Fixture {
        name,
        body: body.into(),
        value: None,
        proof: false,
        doubt: false,
        cut: false,
    }
}

fn typed(value: &'static str, detail: &str) -> Fixture {
    let detail = if detail.is_empty() {
        String::new()
    } else {
        format!(r#","responseDetail":{detail}"#)
    };
    Fixture {
        value: Some(value),
        ..plain(
            value,
            format!(r#"{{"responseType":{{"value":"{value}"}}{detail}}}"#),
        )
    }
}

fn fixtures(case: &Case) -> Vec<Fixture> {
    let mut all = vec![
        Fixture {
            value: Some("OK"),
            proof: true,
            ..plain("OK with a body", case.with_type("OK"))
        },
        Fixture {
            value: Some("Ok"),
            ..plain("Ok with a body", case.with_type("Ok"))
        },
        Fixture {
            value: Some("OK "),
            ..plain("OK and a space", case.with_type("OK "))
        },
        Fixture {
            proof: case.success != "{}",
            ..plain("a body without responseType", case.success)
        },
    ];
    all.extend(errors(case));
    all.extend(without_kind(case));
    all
}

/// Errors with a kind: listed, not listed, whole, partial, nested, with words of a failure inside.
fn errors(case: &Case) -> Vec<Fixture> {
    let mut all = Vec::new();
    let detail = r#"{"errorCode":"00017","errorDesc":"No existe","errorType":"DAT"}"#;
    for value in [
        "ER",
        "ERR",
        "ER500",
        "ERR500",
        "ERROSB-380000",
        "E99",
        "00017",
        "error",
    ] {
        all.push(typed(value, detail));
        all.push(typed(value, ""));
        all.push(typed(value, r#"{"errorCode":""}"#));
        for doubt in [
            r#"{"errorCode":"OSB-380000"}"#,
            r#"{"errorDesc":"-TPESVCFAIL(11)"}"#,
            r#"{"errorType":"APIKIT:NOT_FOUND"}"#,
        ] {
            all.push(Fixture {
                doubt: true,
                ..typed(value, doubt)
            });
        }
        all.push(Fixture {
            value: Some(value),
            ..plain("error with a whole body", case.with_type(value))
        });
        all.push(Fixture {
            value: Some(value),
            ..plain(
                "error below its kind",
                format!(r#"{{"responseType":{{"value":"{value}","errorCode":"1"}}}}"#),
            )
        });
    }
    all
}

/// Answers whose kind is missing, unreadable, contradictory or lost.
fn without_kind(case: &Case) -> [Fixture; 21] {
    let body = case.success;
    let error = format!(
        r#"{{"responseDetail":{{"errorCode":"1"}},{}"#,
        body.strip_prefix('{').unwrap_or(body)
    );
    [
        plain("an empty body", ""),
        plain("white space", " \r\n"),
        plain("an empty object", "{}"),
        plain(
            "documented names without values",
            r#"{"transaction":{},"custStatus":{"status":null},"personInfo":null,"depAcctId":{"bankId":""}}"#,
        ),
        plain("an empty list", "[]"),
        plain("null", "null"),
        plain("a page", "<html><body>OK</body></html>"),
        plain("a foreign object", r#"{"message":"OK","status":"success"}"#),
        plain("a list around it", format!("[{}]", case.with_type("OK"))),
        plain("a text", r#""OK""#),
        plain("a type that is a text", r#"{"responseType":"OK"}"#),
        plain("a type that is empty", case.with_type("")),
        plain(
            "a type that is an object",
            r#"{"responseType":{"value":{"value":"OK"}}}"#,
        ),
        plain(
            "a type that is a list",
            r#"{"responseType":{"value":["OK"]}}"#,
        ),
        plain("an error without its kind", error),
        plain(
            "a kind in other letters",
            case.with_type("ER").replace("responseType", "ResponseType"),
        ),
        plain("half of a success", &case.with_type("OK")[..20]),
        plain(
            "half of an error",
            r#"{"responseType":{"value":"ER"},"responseDet"#,
        ),
        plain(
            "two kinds",
            r#"{"responseType":{"value":"OK","value":"ER"}}"#,
        ),
        Fixture {
            cut: true,
            ..plain("a success that is cut off", &case.with_type("OK")[..20])
        },
        Fixture {
            cut: true,
            ..plain(
                "an error that is cut off",
                r#"{"responseType":{"value":"ER"#,
            )
        },
    ]
}

/// What a caller may be told.
fn expected(case: &Case, status: u16, fixture: &Fixture) -> &'static str {
    let success = status == 200;
    match fixture.value {
        Some("OK") if success => "accepted",
        Some("OK") => "unknown",
        Some(_) if !case.changes => "rejected",
        Some(value)
            if case.refusals.contains(&value)
                && ["ER", "ERR"].contains(&value)
                && status < 500
                && !fixture.doubt =>
        {
            "rejected"
        }
        None if success && fixture.proof && case.shown_without_type => "accepted",
        // Nobody is hurt by a query that a gateway refused. Contradictory kinds are never believed.
        None if !case.changes && (400..500).contains(&status) && fixture.name != "two kinds" => {
            "rejected"
        }
        Some(_) | None => "unknown",
    }
}

#[tokio::test]
async fn no_change_is_accepted_or_refused_without_proof() {
    let (mut accepted, mut rejected, mut unknown) = (0, 0, 0);
    for case in cases() {
        let fixtures = fixtures(&case);
        let all = || {
            STATUSES
                .iter()
                .flat_map(|status| fixtures.iter().map(move |fixture| (*status, fixture)))
        };
        let answers = all().map(|(status, fixture)| {
            let mut answer = Answer::bare(status, &fixture.body);
            if fixture.cut {
                let length = (fixture.body.len() + 100).to_string();
                answer
                    .headers
                    .push(("content-length".to_owned(), length.into_bytes()));
            }
            answer
        });
        let bank = Bank::start(answers.collect());
        let client = client(&bank);
        for (status, fixture) in all() {
            let seen = (case.call)(&client).await;
            let what = format!(
                "{} {status} {}: {}",
                case.operation, fixture.name, fixture.body
            );
            assert_eq!(
                seen.class,
                expected(&case, status, fixture),
                "{what}: {}",
                seen.text
            );
            match seen.class {
                "accepted" => accepted += 1,
                "rejected" => rejected += 1,
                "unknown" => unknown += 1,
                other => panic!("{what}: {other}"),
            }
            if let (Some(value), Some(meta)) = (fixture.value, &seen.meta) {
                assert_eq!(meta.code.as_deref(), Some(value), "{what}");
            }
            // The oracle's own rules, once more and without its order.
            if case.changes && seen.class == "rejected" {
                assert!(status < 500 && !fixture.doubt && !fixture.cut, "{what}");
            }
            if seen.class == "accepted" {
                assert!(status == 200 && fixture.proof, "{what}");
            }
            assert_eq!(bank.received().line, case.line, "{what}");
        }
        assert_eq!(bank.further(), 0, "{} was sent again", case.operation);
    }
    // Per operation: OK, and three bodies without a type.
    assert_eq!(accepted, 12 + 3);
    assert!(rejected > 1000 && unknown > 1000, "{rejected} {unknown}");
}
