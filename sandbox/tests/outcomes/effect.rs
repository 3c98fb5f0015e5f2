//! Whether a call has its effect, and where the effect is seen: by other operations and in the ledger.

use crate::client::{Answer, Caller, Request, send};
use crate::document::{Bank, Operation};
use crate::{root, start};
use sandbox::config::Config;
use sandbox::sandbox::{Sandbox, StartError};
use serde_json::{Value, json};
use std::fs;

/// Who pays and what a balance is, all by the specification's own examples.
const PAYER: &str = "01380000000000000017";

struct Stage {
    bank: Bank,
    sandbox: Sandbox,
    caller: Caller,
    payments: u32,
}

impl Stage {
    async fn new(bank: &str) -> Self {
        Self::on(bank, start(bank).await)
    }

    fn on(bank: &str, sandbox: Sandbox) -> Self {
        let bank = Bank::read(&root().join("spec").join(bank));
        let caller = Caller::new(&bank, &sandbox);
        Self {
            bank,
            sandbox,
            caller,
            payments: 0,
        }
    }

    fn call(&mut self, operation: &str, change: impl FnOnce(&mut Request)) -> Answer {
        let named = |one: &&Operation| one.id == operation;
        let operation = self.bank.operations.iter().find(named).unwrap();
        let mut request = operation.request();
        change(&mut request);
        self.caller.call(&self.sandbox, operation, &request)
    }

    /// Pays ten to somebody at another bank; `scenario` is asked for by header where there is one.
    fn pay(&mut self, scenario: Option<&str>) -> Answer {
        self.payments += 1;
        let id = format!("efecto-{}", self.payments);
        self.call("crear_pago_p2p", |request| {
            request.set("body", "monto", "10.00");
            request.set("body", "banco", "9001");
            request.set("body", "id-externo", &id);
            let scenario = scenario.map(|text| ("X-Sandbox-Scenario".to_owned(), text.to_owned()));
            request.headers.extend(scenario);
        })
    }

    fn balance(&mut self) -> String {
        let answer = self.call("consultar_cuenta", |request| {
            request.set("path", "cuenta", PAYER);
        });
        answer.json()["saldoDisponible"].to_string()
    }

    fn ledger(&self) -> Value {
        let answer = send(&self.sandbox, "GET", "/__sandbox/ledger", "", "");
        assert_eq!(answer.status, 200);
        answer.json()
    }

    /// What the journal says about the last call.
    fn effect(&self) -> Value {
        let entries = self.sandbox.journal();
        serde_json::to_value(entries.last().unwrap().as_ref()).unwrap()["effect"].clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_changes_the_balance_and_stands_in_the_ledger_until_both_are_put_back() {
    let mut stage = Stage::new("banco-plaza").await;
    assert_eq!(stage.balance(), "15250.75");
    let answer = stage.pay(None);
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["numeroReferencia"], "000000001");
    let effect = stage.effect();
    assert!(
        effect.as_str().unwrap().contains("cuentas.saldo - 10"),
        "{effect}"
    );
    assert_eq!(stage.balance(), "15240.75");
    let ledger = stage.ledger();
    let payment = &ledger["pagos"][0];
    assert_eq!(payment["referencia"], "000000001");
    assert_eq!(payment["idExterno"], "efecto-1");
    assert_eq!(payment["beneficiario"], "***");
    let answer = send(&stage.sandbox, "DELETE", "/__sandbox/ledger", "", "");
    assert_eq!(answer.status, 204);
    assert_eq!(stage.balance(), "15250.75");
    assert_eq!(stage.ledger()["pagos"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_for_has_its_effect_only_if_the_outcome_allows_it() {
    let mut stage = Stage::new("banco-plaza").await;
    for (scenario, moves) in [
        ("0000", true),
        ("0000; effect=no", false),
        ("0051", false),
        ("E015", false),
        // A rejection is a rejection, whatever is asked for.
        ("0051; effect=yes", false),
        ("0084; effect=yes", true),
        ("0084; effect=no", false),
    ] {
        let before = stage.ledger();
        let answer = stage.pay(Some(scenario));
        let (code, _) = scenario.split_once(';').unwrap_or((scenario, ""));
        assert_eq!(answer.header("codigoRespuesta"), Some(code));
        assert_eq!(stage.ledger() != before, moves, "{scenario}");
        assert_eq!(stage.effect().is_string(), moves, "{scenario}");
    }
    // Ten for each of the two that moved.
    assert_eq!(stage.balance(), "15230.75");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_outcome_of_chance_is_that_of_the_seed() {
    let moved = |sandbox: Sandbox| {
        let mut stage = Stage::on("banco-plaza", sandbox);
        let mut effects = Vec::new();
        for _ in 0..12 {
            stage.pay(Some("0084"));
            effects.push(stage.effect().is_string());
        }
        effects
    };
    let with = |seed: u64| {
        let mut config = Config::new(root().join("spec"), "banco-plaza");
        config.seed = seed;
        config
    };
    let first = moved(Sandbox::start(with(7)).await.unwrap());
    assert_eq!(first, moved(Sandbox::start(with(7)).await.unwrap()));
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_signature_or_argument_changes_nothing() {
    let mut stage = Stage::new("banco-plaza").await;
    let before = stage.ledger();
    let answer = send(&stage.sandbox, "POST", "/v1/pagos/p2p", "", "{}");
    assert_ne!(answer.status, 201);
    let answer = stage.call("crear_pago_p2p", |request| {
        request.set("body", "banco", "no es un banco");
    });
    assert_ne!(answer.status, 201);
    assert_eq!(stage.ledger(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_registered_over_a_socket_is_found_there() {
    let mut stage = Stage::new("banco-caja-social").await;
    let value = |request: &mut Request| request.set("body", "cryptSecret.value", "llave-nueva");
    let registered = stage.call("register_key", value).json();
    let reference = registered["custStatus"]["idItem"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut get = || {
        let set = |request: &mut Request| request.set("path", "refid", &reference);
        stage.call("get_key", set).json()
    };
    assert_eq!(get()["custStatus"]["value"], "llave-nueva");
    assert_eq!(get()["custStatus"]["status"], "ACTIVE");
    stage.call("update_key", |request| {
        request.set("path", "refid", &reference);
        request.set("body", "custStatus.status", "SUSPEND");
    });
    let set = |request: &mut Request| request.set("path", "refid", &reference);
    let found = stage.call("get_key", set).json();
    assert_eq!(found["custStatus"]["status"], "SUSPEND");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sandbox_with_a_state_goes_on_where_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let config = || {
        let mut config = Config::new(root().join("spec"), "banco-plaza");
        config.state = Some(folder.path().join("state.json"));
        config
    };
    let mut stage = Stage::on("banco-plaza", Sandbox::start(config()).await.unwrap());
    assert_eq!(stage.pay(None).status, 201);
    stage.sandbox.shutdown().await;
    let mut stage = Stage::on("banco-plaza", Sandbox::start(config()).await.unwrap());
    assert_eq!(stage.balance(), "15240.75");
    // The same id-externo as before: the same reference, and no money.
    let answer = stage.pay(None);
    assert_eq!(answer.json()["numeroReferencia"], "000000001");
    assert_eq!(stage.balance(), "15240.75");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_problem_of_a_world_names_its_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.yaml");
    let text = "world:\n  rules:\n    - operations: [listar_bancos]\n      steps:\n        - {find: nada, optional: true}\n";
    fs::write(&path, text).unwrap();
    let mut config = Config::new(root().join("spec"), "banco-plaza");
    config.file = Some(path);
    let error = Sandbox::start(config).await.unwrap_err();
    assert!(matches!(error, StartError::World(_)));
    let shown = error.to_string();
    assert!(
        shown.ends_with("mine.yaml:5: there is no table `nada`"),
        "{shown}"
    );
}
