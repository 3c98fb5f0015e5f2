//! Payments, balances and customers of Banco Plaza.

use crate::stage::{Sent, Stage, body, catalogue, file};
use sandbox::config::SandboxFile;
use sandbox::judgement::Judgement;
use sandbox::world::Repeated;

const PAYER: (&str, &str) = ("numero", "01380000000000000017");
const PAYEE: (&str, &str) = ("numero", "01380000000000000041");

fn plaza() -> Stage {
    Stage::new("banco-plaza")
}

/// A payment to the phone of another customer of the bank.
fn payment(amount: &str, id: &str, more: &str) -> String {
    format!(
        r#"{{"banco":"0138","idBeneficiario":"J000000025","telefono":"4140000002","monto":{amount},"motivo":"Prueba","canal":"20","id-externo":"{id}"{more}}}"#
    )
}

fn pay(stage: &Stage, body: &str) -> Judgement {
    let sent = Sent {
        body,
        ..Sent::default()
    };
    stage.judge("crear_pago_p2p", sent)
}

fn paid(stage: &Stage, body: &str) -> String {
    stage.code_of("crear_pago_p2p", &pay(stage, body))
}

fn balance(stage: &Stage, account: (&str, &str)) -> String {
    stage.cell("cuentas", account, "saldo").unwrap()
}

#[test]
fn a_payment_moves_money_and_is_found_in_the_ledger() {
    let stage = plaza();
    let judgement = pay(&stage, &payment("150.10", "a-1", ""));
    assert_eq!(stage.code_of("crear_pago_p2p", &judgement), "0000");
    assert_eq!(body(&judgement), r#"{"numeroReferencia":"000000001"}"#);
    assert_eq!(balance(&stage, PAYER), "15100.65");
    assert_eq!(balance(&stage, PAYEE), "900000150.10");
    let effect = judgement.effect.unwrap();
    assert!(effect.contains("cuentas.saldo - 150.10"), "{effect}");
    assert!(effect.contains("cuentas.saldo + 150.10"), "{effect}");
    assert!(effect.contains("pagos + 1 row"), "{effect}");
    let key = ("referencia", "000000001");
    assert_eq!(stage.cell("pagos", key, "monto").unwrap(), "150.10");
    assert_eq!(
        stage.cell("pagos", key, "fecha").unwrap(),
        "2026-03-05 14:07:09"
    );
    let read = stage.judge(
        "consultar_cuenta",
        Sent {
            path: &[("cuenta", PAYER.1)],
            ..Sent::default()
        },
    );
    assert!(body(&read).contains(r#""saldoDisponible":15100.65"#));
}

#[test]
fn what_calls_said_about_people_is_masked_where_tables_are_shown() {
    let stage = plaza();
    assert_eq!(paid(&stage, &payment("1.00", "a-1", "")), "0000");
    let shown = sandbox::json::write(&stage.world.tables());
    let (_, ledger) = shown.split_once("\"pagos\":").unwrap();
    let (ledger, _) = ledger.split_once(']').unwrap();
    assert!(ledger.contains(r#""beneficiario":"***""#), "{ledger}");
    assert!(ledger.contains(r#""telefono":"***""#), "{ledger}");
    assert!(!ledger.contains("4140000002"), "{ledger}");
    assert!(ledger.contains(r#""monto":"1.00""#), "{ledger}");
    assert!(ledger.contains(r#""idExterno":"a-1""#), "{ledger}");
}

#[test]
fn a_payment_to_oneself_neither_makes_nor_destroys_money() {
    let stage = plaza();
    let own = payment("40.00", "a-1", "")
        .replace("J000000025", "V12345678")
        .replace("4140000002", "4120000017");
    assert_eq!(paid(&stage, &own), "0000");
    assert_eq!(balance(&stage, PAYER), "15250.75");
}

#[test]
fn a_refused_payment_changes_nothing() {
    let stage = plaza();
    let before = sandbox::json::write(&stage.world.tables());
    for (sent, code) in [
        (payment("98765.43", "a-1", ""), "0051"),
        (payment("0.00", "a-1", ""), "E010"),
        (payment("-5.00", "a-1", ""), "E010"),
        (payment("1.00", "a-1", "").replace("0138", "9999"), "E018"),
        (payment("1.00", "a-1", "").replace("0138", "9002"), "E030"),
        (
            payment("1.00", "a-1", "").replace("4140000002", "4149999999"),
            "0014",
        ),
        (
            payment("1.00", "a-1", "").replace("J000000025", "V12345678"),
            "E023",
        ),
        (payment("1.00", "a-1", r#","moneda":"USD""#), "0012"),
        (
            payment("1.00", "a-1", r#","telefonoAfiliado":"4149999999""#),
            "E002",
        ),
        (
            payment("1.00", "a-1", r#","cuenta":"01380000000000000041""#),
            "E003",
        ),
        (
            payment("1.00", "a-1", r#","cuenta":"01380000000000000025""#),
            "0062",
        ),
    ] {
        let judgement = pay(&stage, &sent);
        assert_eq!(stage.code_of("crear_pago_p2p", &judgement), code, "{sent}");
        assert_eq!(judgement.effect, None);
        assert_eq!(
            sandbox::json::write(&stage.world.tables()),
            before,
            "{sent}"
        );
    }
    let other = Sent {
        path: &[("id", "V87654321")],
        body: &payment("1.00", "a-1", ""),
        ..Sent::default()
    };
    assert_eq!(stage.code("crear_pago_p2p_tercero", other), "E001");
}

#[test]
fn somebody_else_pays_from_their_own_account() {
    let stage = plaza();
    let sent = Sent {
        path: &[("id", "J000000025")],
        body: r#"{"banco":"9001","idBeneficiario":"V12345678","telefono":"4140000001","monto":75.25,"motivo":"Prueba","canal":"23","id-externo":"b-1"}"#,
        ..Sent::default()
    };
    assert_eq!(stage.code("crear_pago_p2p_tercero", sent), "0000");
    assert_eq!(balance(&stage, PAYEE), "899999924.75");
    assert_eq!(balance(&stage, PAYER), "15250.75");
}

#[test]
fn a_padded_identification_is_the_same_customer() {
    let stage = plaza();
    for id in ["V12345678", "V00012345678"] {
        let sent = Sent {
            path: &[("id", id)],
            ..Sent::default()
        };
        assert_eq!(stage.code("verificar_cliente", sent), "0000", "{id}");
    }
}

/// A payment from the account with the low limits: 50.00 at once, three payments and 100.00 a day.
fn limited(stage: &Stage, amount: &str, id: &str) -> String {
    let sent = Sent {
        path: &[("id", "J000000025")],
        body: &payment(amount, id, r#","cuenta":"01380000000000000058""#)
            .replace(r#""banco":"0138""#, r#""banco":"9001""#),
        ..Sent::default()
    };
    stage.code("crear_pago_p2p_tercero", sent)
}

#[test]
fn limits_count_the_payments_of_a_day() {
    let mut stage = plaza();
    assert_eq!(limited(&stage, "50.01", "a-1"), "E015");
    assert_eq!(limited(&stage, "50.00", "a-2"), "0000");
    assert_eq!(limited(&stage, "49.00", "a-3"), "0000");
    assert_eq!(limited(&stage, "1.01", "a-4"), "E014");
    assert_eq!(limited(&stage, "1.00", "a-5"), "0000");
    assert_eq!(limited(&stage, "0.01", "a-6"), "E013");
    // The next day by the bank's clock, which is four hours behind UTC: not yet at 03:59 in UTC.
    stage.now += std::time::Duration::from_mins(9 * 60 + 51);
    assert_eq!(limited(&stage, "0.01", "b-1"), "E013");
    stage.now += std::time::Duration::from_mins(2);
    assert_eq!(limited(&stage, "0.01", "b-2"), "0000");
    let account = ("numero", "01380000000000000058");
    assert_eq!(balance(&stage, account), "899.99");
}

#[test]
fn a_repeated_payment_is_answered_as_configured() {
    let with = |repeated: Repeated| {
        let mut file: SandboxFile = file("banco-plaza");
        file.world.repeated = Some(repeated);
        Stage::with("banco-plaza", &file, None)
    };
    let twice = |stage: &Stage| {
        let first = pay(stage, &payment("10.00", "a-1", ""));
        let second = pay(stage, &payment("10.00", "a-1", ""));
        (first, second)
    };

    let stage = with(Repeated::Refuse);
    let (_, second) = twice(&stage);
    assert_eq!(stage.code_of("crear_pago_p2p", &second), "0012");
    assert_eq!(second.effect, None);
    assert_eq!(second.assumed[0].rulings, ["P-07"]);
    assert_eq!(second.assumed[0].setting.as_deref(), Some("world.repeated"));
    assert_eq!(balance(&stage, PAYER), "15240.75");

    let stage = with(Repeated::AnswerAgain);
    let (first, second) = twice(&stage);
    assert_eq!(body(&first), body(&second));
    assert_eq!(second.effect, None);
    assert_eq!(second.assumed[0].rulings, ["P-07"]);
    assert_eq!(balance(&stage, PAYER), "15240.75");

    let stage = with(Repeated::ExecuteAgain);
    let (first, second) = twice(&stage);
    assert_ne!(body(&first), body(&second));
    assert_eq!(balance(&stage, PAYER), "15230.75");
}

#[test]
fn a_payment_that_was_refused_can_be_sent_again() {
    let stage = plaza();
    assert_eq!(paid(&stage, &payment("98765.43", "a-1", "")), "0051");
    assert_eq!(paid(&stage, &payment("1.00", "a-1", "")), "0000");
}

#[test]
fn concurrent_payments_of_one_id_move_money_once() {
    let stage = plaza();
    let sent = payment("10.00", "a-1", "");
    let codes: Vec<String> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| paid(&stage, &sent)))
            .collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert!(codes.iter().all(|code| code == "0000"), "{codes:?}");
    assert_eq!(stage.world.column("pagos", "monto").len(), 1);
    assert_eq!(balance(&stage, PAYER), "15240.75");
}

/// What the world cannot know from the call: a network that does not answer, and whose accounts there are none of.
const EVENTS: [&str; 2] = ["tiempo_agotado", "listar_cuentas/sin_cuentas"];

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn parsed(json: &generator::model::Json) -> serde_json::Value {
    serde_json::from_str(&sandbox::json::write(json)).unwrap()
}

#[test]
fn the_examples_of_the_specification_are_answered_as_they_say() {
    let model = catalogue("banco-plaza");
    let mut seen = 0;
    for (_, service, operation) in model.operations() {
        for example in &operation.examples {
            let name = format!("{}/{}", operation.id, example.name);
            if EVENTS.contains(&example.name.as_str()) || EVENTS.contains(&name.as_str()) {
                continue;
            }
            let request = &example.request;
            let text = request.body.as_ref().map(sandbox::json::write);
            let stage = plaza();
            let judgement = stage.judge(
                &format!("{}/{}", service.id, operation.id),
                Sent {
                    path: &borrowed(&request.path),
                    query: &borrowed(&request.query),
                    headers: &[],
                    body: text.as_deref().unwrap_or_default(),
                },
            );
            let mut headers = example.response.headers.iter();
            let (_, expected) = headers.find(|(name, _)| name == "codigoRespuesta").unwrap();
            let code = stage.code_of(&operation.id, &judgement);
            assert_eq!(code, *expected, "{name}");
            // References of payments run; everything else is to the letter, in any order of members.
            let accepted = code == "0000" && operation.idempotency.is_none();
            if let Some(documented) = example.response.body.as_ref().filter(|_| accepted) {
                let answered = parsed(judgement.content.body.as_ref().unwrap());
                assert_eq!(answered, parsed(documented), "{name}");
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}

/// Random numbers of xorshift; the seed is printed with each failure.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn cents(amount: &str) -> i64 {
    let (whole, fraction) = amount.split_once('.').unwrap();
    assert_eq!(fraction.len(), 2, "{amount}");
    whole.parse::<i64>().unwrap() * 100 + fraction.parse::<i64>().unwrap()
}

#[test]
fn a_thousand_payments_leave_the_balances_that_sums_of_cents_give() {
    for seed in [1, 42, 20_260_305] {
        let stage = plaza();
        let mut random = Random(seed);
        let (mut payer, mut other) = (1_525_075, 90_000_000_000);
        for number in 0..1000 {
            let amount = i64::try_from(random.below(20_000)).unwrap();
            // To the customer of the bank, or to somebody at another one.
            let inside = random.below(2) == 0;
            let text = format!("{}.{:02}", amount / 100, amount % 100);
            let mut body = payment(&text, &format!("n-{number}"), "");
            if !inside {
                body = body.replace("0138", "9001");
            }
            let expected = match amount {
                0 => "E010",
                _ if amount > payer => "0051",
                _ => "0000",
            };
            assert_eq!(
                paid(&stage, &body),
                expected,
                "seed {seed}, payment {number}"
            );
            if expected == "0000" {
                payer -= amount;
                other += if inside { amount } else { 0 };
            }
        }
        assert_eq!(cents(&balance(&stage, PAYER)), payer, "seed {seed}");
        assert_eq!(cents(&balance(&stage, PAYEE)), other, "seed {seed}");
        let ledger = stage.world.column("pagos", "monto");
        let ledger: i64 = ledger
            .iter()
            .map(|one| cents(one.as_deref().unwrap()))
            .sum();
        assert_eq!(1_525_075 - ledger, payer, "seed {seed}");
    }
}
