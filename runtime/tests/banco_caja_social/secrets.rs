//! What must never be shown, and a token that cannot be had.

use crate::cases::{SECRET, TOKEN, builder, cases, client, credentials, seen};
use crate::customers::{FACE, PASSWORD, authentication};
use crate::server::{Answer, Bank};
use banco_caja_social::customers::authentication::AuthenticationCustPswdInfoTransactionCryptPswd;
use bank_client_runtime as rt;

/// Supplies tokens from a list, then fails.
struct Tokens(std::sync::Mutex<Vec<&'static str>>);

impl rt::TokenSource for Tokens {
    fn token(
        &self,
    ) -> rt::Pending<'_, Result<rt::SecretText, Box<dyn std::error::Error + Send + Sync>>> {
        let token = self.0.lock().unwrap().pop();
        let token = token
            .map(rt::SecretText::from)
            .ok_or("the vault is sealed".into());
        Box::pin(std::future::ready(token))
    }
}

#[tokio::test]
async fn encrypted_passwords_are_sent_as_given_and_never_shown() {
    let request = authentication();
    let shown = format!("{request:?}");
    assert!(shown.contains("cryptPswd"), "{shown}");
    let secret: &rt::SecretText = request.cust_pswd_info.crypt_pswd.as_ref().unwrap();
    assert_eq!(secret.expose(), PASSWORD);
    let face = &request.cust_pswd_info.transaction.crypt_pswd;
    assert_eq!(face.expose(), FACE);
    assert_eq!(format!("{face:?}"), "***");
    let mut all = vec![shown, format!("{:?}", request.cust_pswd_info.pswd_info)];
    for (status, body) in [
        (200, r#"{"responseType":{"value":"OK"}}"#.to_owned()),
        (200, cases()[1].with_type("OK")),
        (200, r#"{"responseType":{"value":"ER"}}"#.to_owned()),
        (500, "<html>".to_owned()),
    ] {
        let bank = Bank::start(vec![Answer::bare(status, &body)]);
        let seen = seen(client(&bank).authentication(&request)).await;
        let sent = String::from_utf8(bank.received().body).unwrap();
        assert!(
            sent.contains(&format!(r#""cryptPswd":"{PASSWORD}""#)),
            "{sent}"
        );
        assert!(sent.contains(&format!(r#""cryptPswd":"{FACE}""#)), "{sent}");
        all.extend([seen.text, seen.debug]);
    }
    let too_long = "canary-".repeat(10);
    let refused = AuthenticationCustPswdInfoTransactionCryptPswd::new(too_long).unwrap_err();
    all.extend([refused.to_string(), format!("{refused:?}")]);
    for shown in all {
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn no_outcome_shows_a_credential_or_the_session() {
    for case in cases() {
        for (status, body) in [
            (200, case.with_type("OK")),
            (200, case.with_type("X")),
            (500, String::new()),
        ] {
            let bank = Bank::start(vec![Answer::bare(status, &body)]);
            let client = client(&bank);
            let seen = (case.call)(&client).await;
            for shown in [
                seen.text,
                seen.debug,
                format!("{client:?}"),
                format!("{:?}", credentials()),
            ] {
                for secret in [SECRET, TOKEN, "sesion-28"] {
                    assert!(!shown.contains(secret), "{}: {shown}", case.operation);
                }
            }
        }
    }
}

#[tokio::test]
async fn no_error_repeats_a_secret_that_the_bank_repeats() {
    let repeated = format!("session SESION-28 token {TOKEN}, {SECRET} {PASSWORD} {FACE} a@b.co");
    for (status, kind) in [(400, "ER"), (200, "ER500"), (500, "ERR"), (200, "X")] {
        let body = format!(
            r#"{{"responseType":{{"value":"{kind}"}},"responseDetail":{{"errorCode":"{repeated}","errorDesc":"{repeated}","errorType":"{repeated}"}}}}"#
        );
        let secrets = [SECRET, TOKEN, PASSWORD, FACE];
        for case in cases() {
            let bank = Bank::start(vec![Answer::bare(status, &body)]);
            let seen = (case.call)(&client(&bank)).await;
            let own = if case.operation == "authentication" {
                4
            } else {
                2
            };
            for shown in [seen.text, seen.debug] {
                for secret in &secrets[..own] {
                    assert!(!shown.contains(secret), "{}: {shown}", case.operation);
                }
            }
        }
        let mut device = crate::customers::update_device();
        device.optional.x_invoker_session_key = Some("sesion-28".into());
        let bank = Bank::start(vec![Answer::bare(status, &body)]);
        let seen = seen(client(&bank).update_device(&device)).await;
        assert_ne!(seen.class, "accepted");
        for shown in [seen.text, seen.debug] {
            assert!(!shown.to_lowercase().contains("sesion-28"), "{shown}");
        }
    }
}

#[tokio::test]
async fn personal_values_of_an_answer_are_masked() {
    let bank = Bank::start(vec![Answer::bare(200, &cases()[1].with_type("OK"))]);
    let seen = seen(client(&bank).authentication(&authentication())).await;
    assert_eq!(seen.class, "accepted");
    for personal in ["PERSONA DE PRUEBA", "1000000017"] {
        assert!(!seen.debug.contains(personal), "{}", seen.debug);
    }
}

#[tokio::test]
async fn a_token_is_asked_for_before_each_call_and_without_one_nothing_is_sent() {
    let mut given = credentials();
    let tokens = vec!["el-segundo", "el-primero"];
    given.authorization = rt::BearerToken::source(Tokens(tokens.into()));
    let answer = r#"{"responseType":{"value":"OK"}}"#;
    let bank = Bank::start(vec![Answer::bare(200, answer)]);
    let client = builder(&bank.url).credentials(given).build().unwrap();
    let device = crate::customers::update_device();
    for token in ["el-primero", "el-segundo"] {
        client.update_device(&device).await.unwrap();
        let expected = format!("Bearer {token}");
        assert_eq!(bank.received().header("authorization"), Some(&*expected));
    }
    for case in cases() {
        let seen = (case.call)(&client).await;
        assert_eq!(seen.class, "not sent", "{}", case.operation);
        assert!(seen.debug.contains("the vault is sealed"), "{}", seen.debug);
    }
    assert_eq!(bank.further(), 0);
}

#[tokio::test]
async fn a_refused_token_is_no_reason_to_send_again() {
    for case in cases() {
        let mut refusal = Answer::bare(401, "");
        let header = b"Bearer error=\"invalid_token\"".to_vec();
        refusal
            .headers
            .push(("www-authenticate".to_owned(), header));
        let bank = Bank::start(vec![refusal]);
        let seen = (case.call)(&client(&bank)).await;
        assert_eq!(seen.class, "rejected", "{}: {}", case.operation, seen.text);
        assert_eq!(bank.received().line, case.line);
        assert_eq!(bank.further(), 0, "{} was sent again", case.operation);
    }
}
