//! Headers that the client supplies: those of its profile, and those that it makes for each call.

use crate::cases::{ID, SECRET, TOKEN, builder};
use crate::headers::{OF_A_KEY, OF_A_KNOWN_KEY, WITH_ALLY, WITH_DESTINATION, WITH_LOGIN, value};
use crate::requests::headers;
use crate::server::{Answer, Bank, Received};
use crate::{customers, keys, merchants, payers};
use banco_caja_social::customers::{
    AuthenticationOptional, Client, ConsultCommerceOptional, ConsultPayerOptional,
    CreatePeopleOptional, CustomerAccountsOptional, GetKeyOptional, Profile, RegisterKeyOptional,
    TradeFormOptional, UpdateDeviceOptional, UpdateKeyOptional, UpdateOrderingCustomerOptional,
    ValidateCustomerOptional,
};
use bank_client_runtime as rt;
use std::io;
use std::time::Duration;

/// Always the same byte.
struct Constant(u8);

impl rt::Random for Constant {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        bytes.fill(self.0);
        Ok(())
    }
}

/// No bytes.
struct Exhausted;

impl rt::Random for Exhausted {
    fn fill(&self, _bytes: &mut [u8]) -> io::Result<()> {
        Err(io::Error::other("exhausted"))
    }
}

/// 2026-03-09T18:30:00.250Z
struct Standing;

impl rt::Clock for Standing {
    fn now(&self) -> Duration {
        Duration::from_millis(1_773_081_000_250)
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

/// The headers that the client keeps, as the service's table lists them.
const KEPT: &[&str] = &[
    "X-Invoker-Channel",
    "X-Invoker-ATMId",
    "X-Invoker-BranchId",
    "X-Invoker-TerminalId",
    "X-Invoker-Component",
    "X-Invoker-ServerIPAddress",
    "X-Invoker-ServerMACAddress",
    "X-Invoker-Source",
    "X-Invoker-Country",
    "X-Invoker-Network",
    "X-Invoker-subChannel",
    "X-Invoker-Destination",
    "x-invoker-ally",
    "X-SPRefId",
];

/// The headers that the client makes, from the constant byte 0x5a and the standing clock.
const MADE: &[(&str, &str)] = &[
    ("X-Invoker-TxId", "5a5a5a5a5a5a5a5a"),
    ("X-RqUID", "5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a"),
    ("X-UpDt", "2026-03-09T18:30:00.250Z"),
];

fn profile() -> Profile {
    Profile {
        x_invoker_channel: Some(header!(x_invoker_channel)),
        x_invoker_atm_id: Some(header!(x_invoker_atm_id)),
        x_invoker_branch_id: Some(header!(x_invoker_branch_id)),
        x_invoker_terminal_id: Some(header!(x_invoker_terminal_id)),
        x_invoker_component: Some(header!(x_invoker_component)),
        x_invoker_server_ip_address: Some(header!(x_invoker_server_ip_address)),
        x_invoker_server_mac_address: Some(header!(x_invoker_server_mac_address)),
        x_invoker_source: Some(header!(x_invoker_source)),
        x_invoker_country: Some(header!(x_invoker_country)),
        x_invoker_network: Some(header!(x_invoker_network)),
        x_invoker_sub_channel: Some(header!(x_invoker_sub_channel)),
        x_invoker_destination: Some(header!(x_invoker_destination)),
        x_invoker_ally: Some(header!(x_invoker_ally)),
        x_sp_ref_id: Some(header!(x_sp_ref_id)),
    }
}

fn client(bank: &Bank) -> Client {
    let builder = builder(&bank.url).profile(profile()).clock(Standing);
    builder.random(Constant(0x5a)).build().unwrap()
}

/// What a call sends that gives these headers itself and leaves the others of its table to the client.
fn expected(table: &[&'static str], given: &[&'static str]) -> Vec<(String, String)> {
    let mut all = vec![
        ("client_id".to_owned(), ID.to_owned()),
        ("client_secret".to_owned(), SECRET.to_owned()),
        ("authorization".to_owned(), format!("Bearer {TOKEN}")),
        ("accept".to_owned(), "application/json".to_owned()),
    ];
    for name in table {
        let made = MADE.iter().find(|(made, _)| made == name);
        let value = match made {
            Some((_, made)) => made,
            None if KEPT.contains(name) || given.contains(name) => value(name),
            None => continue,
        };
        all.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    all.sort_unstable();
    all
}

/// The headers of a request but that of its body's type.
fn sent(request: &Received) -> Vec<(String, String)> {
    let mut headers = headers(request);
    headers.retain(|(name, _)| name != "content-type");
    headers
}

/// Calls an operation without its optional arguments, whatever the bank answers.
macro_rules! call_bare {
    ($client:expr, $module:ident::$operation:ident, $optional:ident) => {{
        let mut request = $module::$operation();
        request.optional = $optional::default();
        let _any_answer = $client.$operation(&request).await;
    }};
}

#[tokio::test]
async fn each_operation_sends_what_its_table_has_of_profile_and_ids_and_no_more() {
    let bank = Bank::start(vec![Answer::bare(
        200,
        r#"{"responseType":{"value":"OK"}}"#,
    )]);
    let client = client(&bank);
    let person: &[&str] = &[
        "X-Invoker-UserIPAddress",
        "X-Invoker-UserMACAddress",
        "X-Invoker-ReferencedNumber",
    ];
    call_bare!(
        client,
        customers::validate_customer,
        ValidateCustomerOptional
    );
    assert_eq!(sent(&bank.received()), expected(WITH_DESTINATION, &[]));
    call_bare!(client, customers::authentication, AuthenticationOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_ALLY, &[]));
    call_bare!(client, customers::trade_form, TradeFormOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_ALLY, person));
    call_bare!(client, keys::register_key, RegisterKeyOptional);
    assert_eq!(sent(&bank.received()), expected(OF_A_KEY, &["X-StartDt"]));
    call_bare!(client, keys::get_key, GetKeyOptional);
    assert_eq!(sent(&bank.received()), expected(OF_A_KNOWN_KEY, &[]));
    call_bare!(client, keys::update_key, UpdateKeyOptional);
    assert_eq!(sent(&bank.received()), expected(OF_A_KNOWN_KEY, &[]));
    call_bare!(client, payers::create_people, CreatePeopleOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_DESTINATION, &[]));
    call_bare!(
        client,
        customers::customer_accounts,
        CustomerAccountsOptional
    );
    assert_eq!(sent(&bank.received()), expected(WITH_ALLY, &[]));
    call_bare!(client, customers::update_device, UpdateDeviceOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_ALLY, &[]));
    call_bare!(
        client,
        payers::update_ordering_customer,
        UpdateOrderingCustomerOptional
    );
    assert_eq!(sent(&bank.received()), expected(WITH_DESTINATION, &[]));
    call_bare!(client, payers::consult_payer, ConsultPayerOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_LOGIN, person));
    call_bare!(client, merchants::consult_commerce, ConsultCommerceOptional);
    assert_eq!(sent(&bank.received()), expected(WITH_LOGIN, person));
}

#[tokio::test]
async fn what_the_call_gives_wins_over_profile_and_ids() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let mut device = customers::update_device();
    device.optional = UpdateDeviceOptional {
        x_invoker_channel: Some("otro-canal".to_owned()),
        x_invoker_tx_id: Some("otro-id".to_owned()),
        ..UpdateDeviceOptional::default()
    };
    let _no_proof = client(&bank).update_device(&device).await;
    let request = bank.received();
    assert_eq!(request.header("X-Invoker-Channel"), Some("otro-canal"));
    assert_eq!(request.header("X-Invoker-TxId"), Some("otro-id"));
    assert_eq!(request.header("X-Invoker-BranchId"), Some("0019"));
    let lines = request.head.to_ascii_lowercase();
    assert_eq!(lines.matches("x-invoker-channel:").count(), 1);
}

#[tokio::test]
async fn a_required_header_that_nobody_gives_is_named_before_anything_is_sent() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let client = builder(&bank.url).build().unwrap();
    let mut device = customers::update_device();
    device.optional = UpdateDeviceOptional::default();
    let missing = |error: &rt::NotSent| match error.cause() {
        rt::NotSentCause::MissingHeaders(headers) => {
            headers.iter().map(|header| header.name).collect::<Vec<_>>()
        }
        other => panic!("{other}"),
    };
    match client.update_device(&device).await {
        Err(rt::Error::NotSent(error)) => assert_eq!(
            missing(&error),
            [
                "X-Invoker-Channel",
                "X-Invoker-ATMId",
                "X-Invoker-BranchId",
                "X-Invoker-TerminalId",
                "X-Invoker-subChannel",
                "x-invoker-ally"
            ]
        ),
        other => panic!("{other:?}"),
    }
    let mut key = keys::register_key();
    key.optional = RegisterKeyOptional::default();
    match client.register_key(&key).await {
        Err(rt::Error::NotSent(error)) => assert_eq!(missing(&error), ["X-SPRefId"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(bank.further(), 0);
}

#[tokio::test]
async fn ids_differ_between_calls_and_an_unknown_outcome_tells_its_own() {
    let bank = Bank::start(vec![Answer::bare(500, "")]);
    let client = builder(&bank.url).profile(profile()).build().unwrap();
    let mut key = keys::register_key();
    key.optional = RegisterKeyOptional::default();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let unknown = match client.register_key(&key).await {
            Err(rt::Error::Unknown(unknown)) => unknown,
            other => panic!("{other:?}"),
        };
        let sent = bank.received().header("X-RqUID").unwrap().to_owned();
        assert_eq!(unknown.sent.ids, [("X-RqUID", sent.clone())]);
        assert!(unknown.to_string().contains(&sent), "{unknown}");
        let shape: Vec<usize> = sent.split('-').map(str::len).collect();
        assert_eq!(shape, [8, 4, 4, 4, 12], "{sent}");
        assert!(!ids.contains(&sent), "{sent} twice");
        ids.push(sent);
    }
}

#[tokio::test]
async fn an_answer_with_another_id_is_noted_whatever_it_says() {
    for (body, class) in [
        (r#"{"transaction":{"trnRqUid":"17"}}"#, "accepted"),
        (r#"{"responseType":{"value":"ER500"}}"#, "unknown"),
    ] {
        let own = value("X-RqUID");
        for (echo, noted) in [(own, 0), ("44444444-4444-4444-8444-444444444444", 1)] {
            let mut answer = Answer::bare(200, body);
            let header = ("X-RqUID".to_owned(), echo.as_bytes().to_vec());
            answer.headers.push(header);
            let bank = Bank::start(vec![answer]);
            let seen = match client(&bank).register_key(&keys::register_key()).await {
                Ok(accepted) => {
                    assert_eq!(accepted.notes.len(), noted, "{:?}", accepted.notes);
                    assert_eq!(accepted.sent.ids, [("X-RqUID", own.to_owned())]);
                    "accepted"
                }
                Err(rt::Error::Unknown(_)) => "unknown",
                Err(other) => panic!("{other}"),
            };
            assert_eq!(seen, class, "{body}");
        }
    }
}

#[tokio::test]
async fn without_randomness_nothing_is_sent() {
    let bank = Bank::start(vec![Answer::bare(200, "{}")]);
    let builder = builder(&bank.url).profile(profile()).random(Exhausted);
    let client = builder.build().unwrap();
    let mut device = customers::update_device();
    device.optional = UpdateDeviceOptional::default();
    match client.update_device(&device).await {
        Err(rt::Error::NotSent(error)) => {
            assert!(
                matches!(error.cause(), rt::NotSentCause::Random(_)),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bank.further(), 0);
}
