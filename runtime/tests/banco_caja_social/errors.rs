//! Errors as the document shows them, and as they come from what stands before and behind the bank.

use crate::cases::{Seen, cases, client};
use crate::server::{Answer, Bank};
use bank_client_runtime as rt;

/// What each operation tells of an answer.
async fn told(status: u16, body: &str) -> Vec<(crate::cases::Case, Seen)> {
    let mut all = Vec::new();
    let bank = Bank::start(vec![Answer::bare(status, body)]);
    let client = client(&bank);
    for case in cases() {
        let seen = (case.call)(&client).await;
        assert_eq!(bank.received().line, case.line);
        assert_eq!(bank.further(), 0, "{} was sent again", case.operation);
        all.push((case, seen));
    }
    all
}

fn parts(meta: &rt::Meta) -> [Option<&str>; 4] {
    [
        meta.code.as_deref(),
        meta.detail_code.as_deref(),
        meta.system_description.as_deref(),
        meta.detail_type.as_deref(),
    ]
}

#[tokio::test]
async fn an_error_beside_its_kind_is_kept_to_the_letter() {
    let body = r#"{"responseType":{"value":"ER"},"responseDetail":{"errorCode":"00017","errorDesc":"No existe: «Ñ»","errorType":"DAT"}}"#;
    for (case, seen) in told(200, body).await {
        let refused = !case.changes || case.refusals.contains(&"ER");
        let class = if refused { "rejected" } else { "unknown" };
        assert_eq!(seen.class, class, "{}: {}", case.operation, seen.text);
        assert_eq!(
            parts(&seen.meta.unwrap()),
            [
                Some("ER"),
                Some("00017"),
                Some("No existe: «Ñ»"),
                Some("DAT")
            ],
            "{}",
            case.operation
        );
    }
}

#[tokio::test]
async fn an_error_below_its_kind_is_read_too() {
    let body = r#"{"responseType":{"value":"ERR500","errorCode":"00017","errorDesc":"No existe","errorType":"DAT"}}"#;
    for (case, seen) in told(200, body).await {
        let class = if case.changes { "unknown" } else { "rejected" };
        assert_eq!(seen.class, class, "{}: {}", case.operation, seen.text);
        assert_eq!(
            parts(&seen.meta.unwrap()),
            [
                Some("ERR500"),
                Some("00017"),
                Some("No existe"),
                Some("DAT")
            ],
            "{}",
            case.operation
        );
    }
}

#[tokio::test]
async fn a_partial_error_is_an_error_with_the_parts_it_has() {
    for (detail, expected) in [
        ("", [None, None, None]),
        (r#","responseDetail":{}"#, [None, None, None]),
        (r#","responseDetail":null"#, [None, None, None]),
        (r#","responseDetail":[]"#, [None, None, None]),
        (r#","responseDetail":"x""#, [None, None, None]),
        (
            r#","responseDetail":{"errorCode":"","errorDesc":"","errorType":""}"#,
            [None, None, None],
        ),
        (
            r#","responseDetail":{"errorCode":"00001","errorType":"DAT"}"#,
            [Some("00001"), None, Some("DAT")],
        ),
        (
            r#","responseDetail":{"errorCode":1}"#,
            [Some("1"), None, None],
        ),
        (
            r#","responseDetail":{"errorDesc":["x"],"errorType":null,"nuevo":{"a":1}}"#,
            [None, None, None],
        ),
    ] {
        let body = format!(r#"{{"responseType":{{"value":"ERR"}}{detail}}}"#);
        for (case, seen) in told(400, &body).await {
            let refused = !case.changes || case.refusals.contains(&"ERR");
            let class = if refused { "rejected" } else { "unknown" };
            assert_eq!(
                seen.class, class,
                "{} {body}: {}",
                case.operation, seen.text
            );
            let meta = seen.meta.unwrap();
            let [code, rest @ ..] = parts(&meta);
            assert_eq!(
                (code, rest),
                (Some("ERR"), expected),
                "{} {body}",
                case.operation
            );
        }
    }
}

#[tokio::test]
async fn the_failure_of_the_service_bus_leaves_a_change_open() {
    // The form of the document's own example.
    let body = r#"{"responseType":{"value":"ERROSB-380000"},"responseDetail":{"errorCode":"OSB-380000","errorDesc":"Se presenta un fallo con el servicio: -TPESVCFAIL(11):0:0","errorType":"EXP"}}"#;
    for status in [200, 500] {
        for (case, seen) in told(status, body).await {
            let class = if case.changes { "unknown" } else { "rejected" };
            assert_eq!(seen.class, class, "{}: {}", case.operation, seen.text);
            let meta = seen.meta.unwrap();
            assert_eq!(meta.code.as_deref(), Some("ERROSB-380000"));
            assert_eq!(meta.detail_code.as_deref(), Some("OSB-380000"));
        }
    }
}

#[tokio::test]
async fn a_refusal_that_names_such_a_failure_is_none() {
    for detail in [
        r#"{"errorCode":"OSB-380001"}"#,
        r#"{"errorDesc":"fallo: -TPESVCFAIL(11)"}"#,
        r#"{"errorDesc":"APIKIT:BAD_REQUEST"}"#,
        r#"{"errorType":"APIKIT:NOT_FOUND"}"#,
    ] {
        for value in ["ER", "ERR"] {
            let body =
                format!(r#"{{"responseType":{{"value":"{value}"}},"responseDetail":{detail}}}"#);
            for (case, seen) in told(200, &body).await {
                let class = if case.changes { "unknown" } else { "rejected" };
                assert_eq!(
                    seen.class, class,
                    "{} {body}: {}",
                    case.operation, seen.text
                );
                if case.refusals.contains(&value) && case.changes {
                    assert!(
                        seen.text.contains("names a failure inside the bank"),
                        "{}",
                        seen.text
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_page_of_the_gateway_is_no_word_of_the_bank() {
    for (status, body) in [
        (400, r#"{"message":"Bad request"}"#),
        (401, r#"{"error":"Invalid Client"}"#),
        (403, "<html>Forbidden</html>"),
        (404, r#"{"message":"Resource not found"}"#),
        (405, r#"{"message":"Method not allowed"}"#),
        (500, r#"{"message":"Internal server error"}"#),
        (502, "<html>Bad Gateway</html>"),
        (503, ""),
    ] {
        for (case, seen) in told(status, body).await {
            let refused = !case.changes && status < 500;
            let class = if refused { "rejected" } else { "unknown" };
            assert_eq!(
                seen.class, class,
                "{} {status} {body}: {}",
                case.operation, seen.text
            );
            assert_eq!(seen.meta.unwrap().code, None, "{}", case.operation);
        }
    }
}
