//! Tests of routes.

use super::*;
use std::path::Path as Folder;

/// Banco Plaza with the paths of its accounts changed.
fn catalogue(change: impl Fn(&mut generator::model::Bank)) -> Catalogue {
    let spec = Folder::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let open = Catalogue::open(&spec, "banco-plaza", &[]).unwrap();
    let mut bank = open.bank().clone();
    change(&mut bank);
    Catalogue::new(bank, &[]).unwrap()
}

fn service(bank: &generator::model::Bank, id: &str) -> usize {
    bank.services
        .iter()
        .position(|service| service.id == id)
        .unwrap()
}

#[test]
fn services_that_want_one_path_are_served_below_their_names() {
    let catalogue = catalogue(|bank| {
        let (from, to) = (service(bank, "pagos"), service(bank, "cuentas"));
        let path = bank.services[from].operations[2].path.clone();
        bank.services[to].operations[0].path = path;
    });
    let rules = Rules::new(catalogue.bank());
    let routes = Routes::new(&catalogue, &BTreeMap::new());
    let base = |id| routes.base(&catalogue, service(catalogue.bank(), id));
    assert_eq!(base("pagos"), "/pagos");
    assert_eq!(base("cuentas"), "/cuentas");
    assert_eq!(base("clientes"), "");
    let found = |target: &str| match routes.find(&catalogue, &rules, "GET", target) {
        Route::Operation(id, _) => Some(catalogue.name(id)),
        Route::Token { .. } | Route::OtherMethod(_) | Route::Nowhere => None,
    };
    let path = "/v1/pagos/p2p/bancos";
    assert_eq!(
        found(&format!("/pagos{path}")).unwrap(),
        "pagos/listar_bancos"
    );
    assert!(
        found(&format!("/cuentas{path}"))
            .unwrap()
            .starts_with("cuentas/")
    );
    assert_eq!(found(path), None);
    assert_eq!(
        routes
            .token(&catalogue, service(catalogue.bank(), "clientes"))
            .unwrap(),
        "/oauth2/token"
    );
}

#[test]
fn a_base_path_of_any_environment_leads_to_the_operation() {
    let catalogue = catalogue(|bank| {
        let position = service(bank, "pagos");
        bank.services[position].environments[0].base_path = "/prueba/api".to_owned();
    });
    let rules = Rules::new(catalogue.bank());
    let routes = Routes::new(&catalogue, &BTreeMap::new());
    assert_eq!(
        routes.base(&catalogue, service(catalogue.bank(), "pagos")),
        "/prueba/api"
    );
    for target in ["/prueba/api/v1/pagos/p2p", "/v1/pagos/p2p"] {
        let found = routes.find(&catalogue, &rules, "POST", target);
        assert!(matches!(found, Route::Operation(..)), "{target}");
    }
}

#[test]
fn escapes_are_undone_once_and_what_is_none_is_refused() {
    assert_eq!(decode("a%20b%2Fc%25").as_deref(), Some("a b/c%"));
    assert_eq!(decode("%C3%B1").as_deref(), Some("\u{f1}"));
    for wrong in ["%", "%2", "%zz", "%+1", "%ff", "a%\u{e9}1"] {
        assert_eq!(decode(wrong), None, "{wrong}");
    }
    assert_eq!(
        pairs("a=1&b&=2&&c=%20+x%zz"),
        [
            ("a".to_owned(), "1".to_owned()),
            ("b".to_owned(), String::new()),
            (String::new(), "2".to_owned()),
            ("c".to_owned(), "%20 x%zz".to_owned()),
        ]
    );
}
