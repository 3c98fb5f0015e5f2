//! What each operation sends: line, headers and body to the letter, and nothing else.

use crate::cases::{ID, SECRET, TOKEN, builder, cases, client, credentials, seen};
use crate::headers::value;
use crate::server::{Answer, Bank, Received};
use crate::{customers, payers};
use banco_caja_social::customers::{
    Client, ConsultPayerOptional, Environment, UpdateDeviceOptional, UpdateKeyOptional,
};

/// Names, in small letters, and values of the headers in the order of their names.
pub fn headers(request: &Received) -> Vec<(String, String)> {
    let lines = request.head.lines().skip(1);
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let mut pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .filter(|(name, _)| name != "host" && name != "content-length")
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The headers of a request with these headers of its table.
fn expected(table: &[(&str, &str)], body: bool) -> Vec<(String, String)> {
    let mut all = vec![
        ("client_id", ID.to_owned()),
        ("client_secret", SECRET.to_owned()),
        ("authorization", format!("Bearer {TOKEN}")),
        ("accept", "application/json".to_owned()),
    ];
    if body {
        all.push(("content-type", "application/json".to_owned()));
    }
    all.extend(
        table
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    let mut all: Vec<_> = all
        .into_iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value))
        .collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn every_operation_sends_its_documented_request() {
    let cases = cases();
    assert_eq!(cases.len(), 12);
    for case in cases {
        let name = case.operation;
        let bank = Bank::start(vec![Answer::bare(200, &case.with_type("OK"))]);
        let seen = (case.call)(&client(&bank)).await;
        assert_eq!(seen.class, "accepted", "{name}: {}", seen.text);
        let request = bank.received();
        assert_eq!(request.line, case.line, "{name}");
        assert_eq!(String::from_utf8_lossy(&request.body), case.sent, "{name}");
        let table: Vec<_> = case
            .headers
            .iter()
            .map(|name| (*name, value(name)))
            .collect();
        assert_eq!(
            headers(&request),
            expected(&table, !case.sent.is_empty()),
            "{name}"
        );
        assert_eq!(bank.further(), 0, "{name} was sent more than once");
    }
}

#[tokio::test]
async fn what_is_optional_is_sent_only_if_given() {
    let bank = Bank::start(vec![Answer::bare(
        200,
        r#"{"responseType":{"value":"OK"},"personInfo":{"fullName":"X"}}"#,
    )]);
    let client = client(&bank);
    let mut payer = payers::consult_payer();
    payer.optional = ConsultPayerOptional {
        x_invoker_channel: Some("017".to_owned()),
        x_invoker_sub_channel: Some("34".to_owned()),
        x_invoker_tx_id: Some("b000000000000027".to_owned()),
        ..ConsultPayerOptional::default()
    };
    client.consult_payer(&payer).await.unwrap();
    let request = bank.received();
    let table = [
        ("x-invoker-channel", "017"),
        ("x-invoker-subchannel", "34"),
        ("x-invoker-txid", "b000000000000027"),
        ("x-invoker-useripaddress", "192.0.2.22"),
        ("x-invoker-usermacaddress", "00-00-5E-00-53-24"),
        ("x-invoker-referencednumber", "10000039"),
    ];
    assert_eq!(headers(&request), expected(&table, false));

    let mut key = crate::keys::update_key();
    key.optional = UpdateKeyOptional {
        x_rq_uid: Some("un-mensaje".to_owned()),
        x_up_dt: Some("2026-03-05T09:07:09.300-05:00".parse().unwrap()),
        ..UpdateKeyOptional::default()
    };
    let answer = client.update_key(&key).await;
    assert!(answer.is_ok(), "{answer:?}");
    let request = bank.received();
    let table = [
        ("x-rquid", "un-mensaje"),
        ("x-updt", "2026-03-05T09:07:09.300-05:00"),
    ];
    assert_eq!(headers(&request), expected(&table, true));
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        r#"{"depAcctId":{"acctType":"INCLUSIVE_LOW_AMOUNT","acctId":"24000000017","signInfo":{"value":"firmante-17"}}}"#
    );
}

#[tokio::test]
async fn a_header_that_could_split_the_request_is_refused_by_its_name() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let client = client(&bank);
    for bad in [
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\rb",
        "a\0b",
        "\u{1}",
        "Bogotá",
        "日本",
        " a",
        "a ",
        "",
    ] {
        let mut device = customers::update_device();
        device.optional.x_invoker_branch_id = Some(bad.to_owned());
        let seen = seen(client.update_device(&device)).await;
        assert_eq!(seen.class, "not sent", "{bad:?}");
        assert!(
            seen.text.starts_with(
                "banco-caja-social customers.update_device was not sent: X-Invoker-BranchId must "
            ),
            "{bad:?}: {}",
            seen.text
        );
        // What was given may be a secret put into the wrong field.
        assert!(
            bad.is_empty() || !seen.debug.contains(bad.trim()) || bad.trim() == "a",
            "{}",
            seen.debug
        );
    }
    let mut device = customers::update_device();
    device.optional.x_invoker_session_key = Some("canary-sesion\n".into());
    let seen = seen(client.update_device(&device)).await;
    assert!(
        seen.text
            .contains("X-Invoker-SessionKey must be visible ASCII"),
        "{}",
        seen.text
    );
    assert!(!seen.debug.contains("canary"), "{}", seen.debug);
    assert_eq!(bank.further(), 0);
}

#[tokio::test]
async fn credentials_that_cannot_travel_are_refused_without_being_shown() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let with = |change: fn(&mut banco_caja_social::customers::client::Credenciales)| {
        let mut given = credentials();
        change(&mut given);
        builder(&bank.url).credentials(given).build().unwrap()
    };
    let clients: [(&str, Client); 3] = [
        (
            "client_id",
            with(|given| given.client_id = "canary\r\nx".into()),
        ),
        (
            "client_secret",
            with(|given| given.client_secret = "canarié".into()),
        ),
        (
            "Authorization",
            with(|given| given.authorization = bank_client_runtime::BearerToken::fixed("canary\n")),
        ),
    ];
    for (name, client) in clients {
        let seen = seen(client.update_device(&customers::update_device())).await;
        assert_eq!(seen.class, "not sent", "{name}");
        assert!(
            seen.text.contains(&format!("{name} must be visible ASCII")),
            "{}",
            seen.text
        );
        assert!(!seen.debug.contains("canar"), "{}", seen.debug);
    }
    assert_eq!(bank.further(), 0);
}

#[tokio::test]
async fn values_that_break_the_documented_rules_are_refused_before_they_are_sent() {
    use banco_caja_social::customers::{Mnemonic, Role, consult_commerce, get_key, update_key};
    assert!("C".parse::<Mnemonic>().is_err());
    assert!("CC1000000000000000017".parse::<Mnemonic>().is_err());
    assert!(
        "1".parse::<consult_commerce::ConsultCommerceOrgIdNum>()
            .is_err()
    );
    assert!(
        "12345678901"
            .parse::<consult_commerce::ConsultCommerceOrgIdNum>()
            .is_err()
    );
    assert!("".parse::<get_key::GetKeyIditem>().is_err());
    assert!("x".repeat(37).parse::<get_key::GetKeyIditem>().is_err());
    assert!("x".repeat(51).parse::<get_key::GetKeyRefid>().is_err());
    assert!(
        "x".repeat(35)
            .parse::<update_key::UpdateKeyDepAcctIdAcctId>()
            .is_err()
    );
    assert!("OTRO".parse::<Role>().is_err());
    // What has no rule is still no way to another path.
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let client = client(&bank);
    for bad in ["", ".", "..", "a/b", "../x", "a?b", "a#b", "%2e%2e", "ñ"] {
        let mut form = customers::trade_form();
        form.mnemonic = bad.to_owned();
        let seen = seen(client.trade_form(&form)).await;
        assert_eq!(seen.class, "not sent", "{bad:?}");
        assert!(
            seen.text.contains("mnemonic must be"),
            "{bad:?}: {}",
            seen.text
        );
    }
    assert_eq!(bank.further(), 0);
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let client = Client::builder(Environment::Sandbox).base_url(&bank.url);
    let client = client.build().unwrap();
    let mut device = customers::update_device();
    device.optional = UpdateDeviceOptional {
        x_invoker_channel: Some("017".to_owned()),
        ..device.optional
    };
    let seen = seen(client.update_device(&device)).await;
    assert_eq!(
        seen.text,
        "banco-caja-social customers.update_device was not sent: no credentials for credenciales"
    );
    assert_eq!(bank.further(), 0);
}
