//! Client credentials: where they go, and how often.

use crate::calls::{TOKEN, clientes, token_server, with_code};
use crate::server::Bank;

#[tokio::test]
async fn one_token_serves_many_calls_and_secrets_go_to_the_token_host_only() {
    let tokens = token_server();
    let bank = Bank::start(vec![with_code(404, "0010", "")]);
    let client = clientes(&bank, &tokens);
    let request = banco_plaza::clientes::ConsultarCliente {
        id: "V12345678".parse().unwrap(),
        optional: banco_plaza::clientes::ConsultarClienteOptional::default(),
    };
    for _ in 0..3 {
        assert!(client.consultar_cliente(&request).await.is_err());
        assert_eq!(
            bank.received().header("authorization"),
            Some(&*format!("Bearer {TOKEN}"))
        );
    }
    let asked = tokens.received();
    assert_eq!(asked.line, "POST /oauth2/token");
    // printf 'made-up-id:made-up-secret' | openssl base64
    assert_eq!(
        asked.header("authorization"),
        Some("Basic bWFkZS11cC1pZDptYWRlLXVwLXNlY3JldA==")
    );
    assert_eq!(
        asked.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(asked.body, b"grant_type=client_credentials");
    assert_eq!(tokens.further(), 0);
}
