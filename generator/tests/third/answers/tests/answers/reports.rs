//! The other service, on another host: tokens by a form, a header before the body, pages in lists in lists.

use crate::failure;
use crate::server::{Bank, answer};
use banco_espejo::informes::client::PasePropio;
use banco_espejo::informes::{
    self, Client, LeerSaldos, ListarMovimientos, ListarMovimientosOptional, PedirInforme,
    PedirInformeOptional, pedir_informe::PedirInformePeriodo, types::Filtro,
};
use banco_espejo::runtime::{BearerToken, ClientCredentials, Date};

fn tokens(times: usize) -> Bank {
    let token = r#"{"access_token":"pase-inventado","token_type":"Bearer","expires_in":300}"#;
    Bank::start((0..times).map(|_| answer(200, token)))
}

fn reports(bank: &Bank, tokens: &Bank) -> Client {
    informes::Client::builder(informes::Environment::Ensayo)
        .base_url(&format!("{}/banco", bank.url))
        .token_url(&format!("{}/oauth/pase", tokens.url))
        .credentials(informes::Credentials {
            permiso: Some(ClientCredentials::new("quien-llama", "clave&reservada").unwrap()),
            pase_propio: Some(PasePropio {
                pase: BearerToken::fixed("pase-propio"),
                x_socio: "socio-7".into(),
            }),
        })
        .build()
        .unwrap()
}

fn movements() -> ListarMovimientos {
    let cuenta: informes::types::Cuenta = "UY17".parse().unwrap();
    ListarMovimientos {
        cuenta: cuenta.zero_padded(),
        desde: Date::new(2026, 3, 1).unwrap(),
        optional: ListarMovimientosOptional {
            x_traza: Some("traza-1".parse().unwrap()),
            orden: Some("desc".parse().unwrap()),
        },
    }
}

#[tokio::test]
async fn a_token_is_asked_for_by_a_form_and_used_again() {
    let body = r#"{"estado":{"clave":"LISTO","mensaje":"Todo bien"},"hora":"2026-03-07 14:07:09","dueno":{"nombre":"Persona"},"paginas":[{"numero":1,"movimientos":[{"importe":{"valor":-12.345678},"instante":"2026-03-07T14:07:09-03:00","conceptos":[{"texto":"a"},{"texto":"b"}]},{"importe":"0.10"}]},{"numero":2}],"saldo":90071992547409.93}"#;
    let bank = Bank::start([
        answer(200, body).with("X-Traza", "traza-1"),
        answer(403, "").with("X-Estado", "E-17"),
    ]);
    let tokens = tokens(1);
    let client = reports(&bank, &tokens);
    let found = client.listar_movimientos(&movements()).await.unwrap();

    let asked = tokens.received();
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.target, "/oauth/pase");
    assert_eq!(asked.header("Authorization"), None);
    assert_eq!(
        asked.header("Content-Type"),
        Some("application/x-www-form-urlencoded")
    );
    let mut form: Vec<&str> = asked.body.split('&').collect();
    form.sort_unstable();
    assert_eq!(form.len(), 4, "{form:?}");
    assert!(form[0] == "client_id=quien-llama", "{form:?}");
    assert_eq!(form[1], "client_secret=clave%26reservada");
    assert_eq!(form[2], "grant_type=client_credentials");
    assert!(
        matches!(
            form[3],
            "scope=informes%3Aleer+informes%3Apedir" | "scope=informes%3Aleer%20informes%3Apedir"
        ),
        "{form:?}"
    );

    let sent = bank.received();
    assert_eq!(sent.method, "GET");
    assert_eq!(
        sent.target,
        "/banco/cuentas/UY000000000017/movimientos?desde=01%2F03%2F2026&orden=desc"
    );
    assert_eq!(sent.header("Authorization"), Some("Bearer pase-inventado"));
    assert_eq!(sent.header("X-Traza"), Some("traza-1"));

    assert_eq!(found.meta.client_description.as_deref(), Some("Todo bien"));
    let body = found.body;
    assert_eq!(body.x_traza.unwrap().as_str(), "traza-1");
    assert_eq!(body.titular.unwrap().nombre.as_deref(), Some("Persona"));
    let first = &body.paginas[0].movimientos[0];
    assert_eq!(first.importe.as_ref().unwrap().to_string(), "-12.345678");
    assert_eq!(first.instante.as_ref().unwrap().minutes_east(), Some(-180));
    assert_eq!(first.conceptos[1].texto.as_deref(), Some("b"));
    let second = &body.paginas[0].movimientos[1];
    assert_eq!(second.importe.as_ref().unwrap().to_string(), "0.10");
    assert!(body.paginas[1].movimientos.is_empty());
    assert_eq!(body.saldo.unwrap().to_string(), "90071992547409.93");

    let refused = failure::<ListarMovimientos>(client.listar_movimientos(&movements()).await);
    assert_eq!(refused, "rejected: E-17");
    assert!(tokens.is_quiet());
}

#[tokio::test]
async fn a_header_counts_before_the_body() {
    let cases = [
        (
            answer(200, r#"{"saldo":1}"#).with("X-Estado", "E-99"),
            "rejected: E-99",
        ),
        (
            answer(200, r#"{"saldo":1,"estado":{"clave":"LISTO"}}"#).with("X-Estado", "ESPERA"),
            "unknown: the answer has contradictory codes",
        ),
        (
            answer(400, r#"{"estado":{"clave":"E-55"}}"#),
            "rejected: E-55",
        ),
        (answer(500, ""), "unknown: gateway"),
    ];
    for (answer, expected) in cases {
        let bank = Bank::start([answer]);
        let tokens = tokens(1);
        let ended = failure::<ListarMovimientos>(
            reports(&bank, &tokens)
                .listar_movimientos(&movements())
                .await,
        );
        assert_eq!(ended, expected);
    }
}

#[tokio::test]
async fn a_report_is_asked_for_with_lists_of_values_and_of_objects() {
    let request = PedirInforme {
        clase: "resumen".to_owned(),
        cuentas: vec!["UY17".parse().unwrap(), "UY000018".parse().unwrap()],
        filtros: vec![Filtro {
            campo: "moneda".to_owned(),
            valores: vec!["UYU".to_owned(), "USD".to_owned()],
        }],
        optional: PedirInformeOptional {
            x_lote: None,
            periodo: Some(PedirInformePeriodo {
                desde: Some(Date::new(2026, 1, 31).unwrap()),
                hasta: None,
            }),
        },
    };
    let bank = Bank::start([
        answer(
            202,
            r#"{"estado":{"clave":"ESPERA"},"numero":9007199254740993}"#,
        ),
        answer(403, r#"{"estado":{"clave":"E-17"}}"#),
        answer(500, r#"{"estado":{"clave":"E-99"}}"#),
        answer(503, "[]"),
    ]);
    let tokens = tokens(1);
    let client = reports(&bank, &tokens);
    let accepted = client.pedir_informe(&request).await.unwrap();
    let sent = bank.received();
    let batch = sent.header("X-Lote").unwrap();
    let digit = |letter: u8| matches!(letter, b'0'..=b'9' | b'a'..=b'f');
    assert!(batch.len() == 16 && batch.bytes().all(digit), "{batch}");
    assert_eq!(
        sent.body,
        r#"{"clase":"resumen","cuentas":["UY17","UY000018"],"filtros":[{"campo":"moneda","valores":["UYU","USD"]}],"periodo":{"desde":"31/01/2026"}}"#
    );
    assert_eq!(accepted.meta.status, 202);
    assert_eq!(
        accepted.body.numero.unwrap().exact(),
        Some(9_007_199_254_740_993)
    );
    for expected in [
        "rejected: E-17",
        "unknown: the code leaves it open",
        "unknown: gateway",
    ] {
        assert_eq!(
            failure::<PedirInforme>(client.pedir_informe(&request).await),
            expected
        );
    }
}

#[tokio::test]
async fn balances_come_in_rows() {
    let bank = Bank::start([
        answer(200, "[[1,-2.5],[0]]").with("X-Estado", "LISTO"),
        answer(200, "[[]]"),
        answer(403, "[]").with("X-Estado", "E-17"),
        answer(200, r#"{"estado":{"clave":"E-17"}}"#),
    ]);
    let tokens = tokens(0);
    let client = reports(&bank, &tokens);
    let rows = client.leer_saldos(&LeerSaldos {}).await.unwrap().body.items;
    assert_eq!(rows[0][1].to_string(), "-2.5");
    let sent = bank.received();
    assert_eq!(sent.header("Authorization"), Some("Pase pase-propio"));
    assert_eq!(sent.header("X-Socio"), Some("socio-7"));
    // No code: the manual's success has none either.
    let rows = client.leer_saldos(&LeerSaldos {}).await.unwrap().body.items;
    assert_eq!(rows.len(), 1);
    for expected in ["rejected: E-17", "rejected: E-17"] {
        assert_eq!(
            failure::<LeerSaldos>(client.leer_saldos(&LeerSaldos {}).await),
            expected
        );
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let bank = Bank::start([answer(200, "[]")]);
    let tokens = Bank::start([answer(401, r#"{"error":"invalid_client"}"#)]);
    let client = reports(&bank, &tokens);
    let ended = failure::<ListarMovimientos>(client.listar_movimientos(&movements()).await);
    assert!(ended.starts_with("not sent: "), "{ended}");
    assert!(!ended.contains("reservada"), "{ended}");
    assert!(bank.is_quiet());
}

#[tokio::test]
async fn a_trace_is_made_anew_for_each_call() {
    let bank = Bank::start([answer(403, ""), answer(403, "")]);
    let tokens = tokens(1);
    let client = reports(&bank, &tokens);
    let mut request = movements();
    request.optional.x_traza = None;
    let mut made = Vec::new();
    for _ in 0..2 {
        failure::<ListarMovimientos>(client.listar_movimientos(&request).await);
        made.push(bank.received().header("X-Traza").unwrap().to_owned());
    }
    assert_ne!(made[0], made[1]);
    for trace in &made {
        let parts: Vec<usize> = trace.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{trace}");
        assert_eq!(trace.as_bytes()[14], b'4', "{trace}");
    }
}
