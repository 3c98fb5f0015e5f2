//! What a caller is told: the answers that decide whether somebody pays twice.

use crate::calls::{Seen, cases, with_code};
use crate::server::{Answer, Bank};

#[tokio::test]
async fn a_success_is_decoded() {
    for case in cases() {
        let (status, body) = case.success;
        let bank = Bank::start(vec![with_code(status, "0000", body)]);
        match (case.call)(&bank).await {
            Seen::Accepted(shown) => {
                assert!(shown.contains(case.shown), "{}: {shown}", case.operation);
            }
            other => panic!("{}: {other:?}", case.operation),
        }
    }
}

#[tokio::test]
async fn a_refusal_is_a_rejection_whatever_its_status() {
    for case in cases() {
        let (status, code) = case.refusal;
        let bank = Bank::start(vec![with_code(status, code, "")]);
        assert_eq!(
            (case.call)(&bank).await,
            Seen::Rejected(code.to_owned()),
            "{}",
            case.operation
        );
    }
}

#[tokio::test]
async fn a_code_that_no_table_lists_is_never_a_refusal() {
    for case in cases() {
        let bank = Bank::start(vec![with_code(500, "Z9", "")]);
        let seen = (case.call)(&bank).await;
        assert_eq!(
            seen,
            Seen::Unknown("the code leaves it open".to_owned()),
            "{}",
            case.operation
        );
        assert_eq!(bank.further(), 1, "{} was sent again", case.operation);
    }
}

#[tokio::test]
async fn a_success_without_a_body_is_what_the_operation_makes_of_it() {
    for case in cases() {
        let bank = Bank::start(vec![with_code(case.success.0, "0000", "")]);
        match ((case.call)(&bank).await, case.empty) {
            (Seen::Accepted(_), Ok(())) => {}
            (Seen::Unknown(reason), Err(expected)) if reason == expected => {}
            (seen, _) => panic!("{}: {seen:?}", case.operation),
        }
    }
}

#[tokio::test]
async fn a_success_status_without_a_code_says_nothing_about_a_payment() {
    for case in cases()
        .into_iter()
        .filter(|case| case.line.starts_with("POST"))
    {
        let bank = Bank::start(vec![Answer::bare(201, case.success.1)]);
        let seen = (case.call)(&bank).await;
        assert!(
            matches!(seen, Seen::Unknown(_)),
            "{}: {seen:?}",
            case.operation
        );
    }
}

#[tokio::test]
async fn no_content_is_an_empty_list_of_accounts() {
    for answer in [Answer::bare(204, ""), with_code(204, "0000", "")] {
        let bank = Bank::start(vec![answer]);
        let client = crate::calls::cuentas(&bank);
        let request = banco_plaza::cuentas::ListarCuentasCliente {
            id: "V12345678".parse().unwrap(),
        };
        let answer = client.listar_cuentas_cliente(&request).await.unwrap();
        assert!(answer.body.cuentas.is_empty());
    }
}

#[tokio::test]
async fn no_content_says_nothing_where_the_document_does_not_list_it() {
    let bank = Bank::start(vec![Answer::bare(204, "")]);
    let client = crate::calls::cuentas(&bank);
    assert!(
        client
            .listar_cuentas(&banco_plaza::cuentas::ListarCuentas {})
            .await
            .is_err()
    );
}

#[tokio::test]
async fn amounts_keep_every_digit_and_accents_survive_in_headers() {
    let body = r#"{"numero":"01380000000000000017","saldoDisponible":90071992547409.93}"#;
    let mut answer = with_code(200, "0000", body);
    answer
        .headers
        .push(("x-latin-1".to_owned(), b"Pe\xf1a".to_vec()));
    answer.headers[1].1 = b"Operaci\xf3n de Pe\xc3\xb1a".to_vec();
    answer.headers[2].1 = "TRANSACCIÓN EXITOSA".as_bytes().to_vec();
    let bank = Bank::start(vec![answer]);
    let request = banco_plaza::cuentas::ConsultarCuenta {
        cuenta: "01380000000000000017".parse().unwrap(),
        optional: banco_plaza::cuentas::ConsultarCuentaOptional::default(),
    };
    let accepted = crate::calls::cuentas(&bank)
        .consultar_cuenta(&request)
        .await
        .unwrap();
    let saldo = accepted.body.saldo_disponible.unwrap();
    assert_eq!(saldo.to_string(), "90071992547409.93");
    assert_eq!(
        accepted.meta.system_description.as_deref(),
        Some("TRANSACCIÓN EXITOSA")
    );
    assert_eq!(accepted.meta.code.as_deref(), Some("0000"));
}

#[tokio::test]
async fn the_bank_list_is_read_from_the_body_or_from_headers() {
    let list = r#"[{"codigo":"0138","nombre":"Banco de Ejemplo"}]"#;
    let mut in_headers = with_code(200, "0000", "");
    in_headers
        .headers
        .push(("bancos".to_owned(), list.as_bytes().to_vec()));
    in_headers
        .headers
        .push(("cantidadBancos".to_owned(), b"1".to_vec()));
    let in_body = format!(
        r#"{{"codigoRespuesta":"0000","descripcionSistema":"Consulta","bancos":{list},"cantidadBancos":1}}"#
    );
    for answer in [in_headers, Answer::bare(200, &in_body)] {
        let bank = Bank::start(vec![answer]);
        let client = crate::calls::pagos(&bank);
        let answer = client
            .listar_bancos(&banco_plaza::pagos::ListarBancos::default())
            .await
            .unwrap();
        let [banco] = answer.body.bancos.as_slice() else {
            panic!("{:?}", answer.body)
        };
        assert_eq!(banco.nombre.as_deref(), Some("Banco de Ejemplo"));
        let count = answer.body.cantidad_bancos.and_then(|count| count.exact());
        assert_eq!(count, Some(1));
        assert_eq!(answer.meta.code.as_deref(), Some("0000"));
    }
}

#[tokio::test]
async fn no_content_from_anybody_does_not_make_a_customer_exist() {
    let (bank, tokens) = (
        Bank::start(vec![Answer::bare(204, "")]),
        crate::calls::token_server(),
    );
    let request = banco_plaza::clientes::VerificarCliente {
        id: "V12345678".parse().unwrap(),
        optional: banco_plaza::clientes::VerificarClienteOptional::default(),
    };
    let client = crate::calls::clientes(&bank, &tokens);
    assert!(client.verificar_cliente(&request).await.is_err());
}
