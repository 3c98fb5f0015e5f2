//! The five operations whose path the document does not give.

use crate::cases::{PATHS, cases, credentials};
use crate::customers::validate_customer;
use crate::keys::{get_key, register_key};
use banco_caja_social::customers::{Client, Environment};
use bank_client_runtime as rt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fails a test that reaches it.
struct Untouchable(Arc<AtomicUsize>);

impl rt::TokenSource for Untouchable {
    fn token(
        &self,
    ) -> rt::Pending<'_, Result<rt::SecretText, Box<dyn std::error::Error + Send + Sync>>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Err("asked".into())))
    }
}

impl rt::Transport for Untouchable {
    fn send(
        &self,
        _request: http::Request<bytes::Bytes>,
        _delivery: rt::Delivery,
    ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Err(rt::TransportError::no_answer(
            "asked",
        ))))
    }
}

#[tokio::test]
async fn each_is_refused_with_its_ruling_before_token_and_transport_are_asked() {
    let touched = Arc::new(AtomicUsize::new(0));
    let mut given = credentials();
    given.authorization = rt::BearerToken::source(Untouchable(Arc::clone(&touched)));
    let client = Client::builder(Environment::Sandbox)
        .credentials(given)
        .transport(Untouchable(Arc::clone(&touched)));
    let client = client.build().unwrap();
    let mut undocumented = 0;
    for case in cases() {
        let seen = (case.call)(&client).await;
        assert_eq!(seen.class, "not sent", "{}", case.operation);
        if !PATHS
            .iter()
            .any(|(operation, _)| *operation == case.operation)
        {
            // The others get as far as the token, so the source does count.
            assert!(seen.text.contains("token"), "{}", seen.text);
            assert_eq!(touched.swap(0, Ordering::SeqCst), 1, "{}", case.operation);
            continue;
        }
        undocumented += 1;
        assert!(
            seen.text.starts_with(&format!(
                "banco-caja-social customers.{0} was not sent: no document gives its path (ruling B-01); give the client one \
                 with `path(\"{0}\", ...)`, which takes ",
                case.operation
            )),
            "{}",
            seen.text
        );
        assert_eq!(touched.load(Ordering::SeqCst), 0, "{}", case.operation);
    }
    assert_eq!(undocumented, 5);
}

#[tokio::test]
async fn the_error_says_which_operation_ruling_and_parameters() {
    let client = Client::builder(Environment::Sandbox).credentials(credentials());
    let client = client.build().unwrap();
    let path = |error: rt::NotSent| match error.cause() {
        rt::NotSentCause::Path(path) => path.clone(),
        other => panic!("{other}"),
    };
    let not_sent = |error| match error {
        rt::Error::NotSent(error) => *error,
        rt::Error::Rejected(_) | rt::Error::Unknown(_) => panic!("{error:?}"),
    };
    let error = client
        .validate_customer(&validate_customer())
        .await
        .unwrap_err();
    let found = match error {
        rt::Error::NotSent(error) => path(*error),
        rt::Error::Rejected(_) | rt::Error::Unknown(_) => panic!("{error}"),
    };
    assert_eq!(
        (found.operation, found.ruling),
        ("validate_customer", "B-01")
    );
    assert_eq!(found.parameters, ["mnemonic"]);
    let found = path(not_sent(
        client
            .register_key(&register_key())
            .await
            .map(|_| ())
            .unwrap_err(),
    ));
    assert_eq!((found.operation, found.ruling), ("register_key", "B-01"));
    assert!(found.parameters.is_empty());
    let error = client.get_key(&get_key()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("takes the parameters {iditem} and {refid}"),
        "{error}"
    );
}

#[test]
fn a_template_with_other_parameters_builds_no_client() {
    let refused = |operation: &str, template: &str| {
        let builder = Client::builder(Environment::Sandbox).path(operation, template);
        builder.build().unwrap_err().to_string()
    };
    let takes = "it takes the parameters {iditem} and {refid}";
    assert_eq!(
        refused("get_key", "/keys/{iditem}"),
        format!("the path of get_key is refused: `{{refid}}` is missing; {takes}")
    );
    assert_eq!(
        refused("update_key", "/keys/{iditem}/{refId}"),
        format!("the path of update_key is refused: `{{refId}}` is no parameter of it; {takes}")
    );
    assert_eq!(
        refused("register_key", "/keys/{iditem}"),
        "the path of register_key is refused: `{iditem}` is no parameter of it; it takes no parameters"
    );
    assert_eq!(
        refused("create_people", "https://apis.bancocajasocial.co/people"),
        "the path of create_people is refused: it must begin with a slash; it takes no parameters"
    );
    assert_eq!(
        refused("consult_payer", "/x/{mnemonic}"),
        "consult_payer is no operation that lacks a path"
    );
}
