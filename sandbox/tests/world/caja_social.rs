//! Keys and payers of Banco Caja Social.

use crate::stage::{Sent, Stage, body};

const ENTITY: &str = "00000000-0000-4000-8000-000000000041";
const REGISTER: &str = r#"{"transaction":{"idItem":"00000000-0000-4000-8000-000000000041"},"personInfo":{"personName":{"firstName":"Persona","lastName":"Nueva"},"govIssueIdent":{"identSerialNum":"1000000033","govIssueIdentType":"CC"},"personType":"PN"},"depAcctId":{"acctId":"24000000033","bankId":"0099","signInfo":{"value":"firmante-33"}},"cryptSecret":{"contentType":"TIPO17","type":"XYZ","value":"llave33"}}"#;

fn member<'j>(json: &'j serde_json::Value, path: &str) -> &'j str {
    path.split('.')
        .fold(json, |value, name| &value[name])
        .as_str()
        .unwrap_or_default()
}

fn read(stage: &Stage, operation: &str, sent: Sent<'_>) -> serde_json::Value {
    let judgement = stage.judge(operation, sent);
    assert_eq!(stage.code_of(operation, &judgement), "OK");
    serde_json::from_str(&body(&judgement)).unwrap()
}

#[test]
fn a_registered_key_is_found_updated_and_suspended() {
    let stage = Stage::new("banco-caja-social");
    let register = Sent {
        headers: &[("X-RqUID", "00000000-0000-4000-8000-000000000017")],
        body: REGISTER,
        ..Sent::default()
    };
    let judgement = stage.judge("register_key", register);
    assert_eq!(
        judgement.content.headers[2],
        (
            "X-RqUID".to_owned(),
            "00000000-0000-4000-8000-000000000017".to_owned()
        )
    );
    let registered: serde_json::Value = serde_json::from_str(&body(&judgement)).unwrap();
    let reference = member(&registered, "custStatus.idItem").to_owned();
    assert_eq!(member(&registered, "custStatus.status"), "ACTIVE");
    let path = [("iditem", ENTITY), ("refid", reference.as_str())];
    let get = Sent {
        path: &path,
        ..Sent::default()
    };
    let found = read(&stage, "get_key", get);
    assert_eq!(member(&found, "custStatus.value"), "llave33");
    assert_eq!(member(&found, "depAcctId.acctId"), "24000000033");
    assert_eq!(member(&found, "custRec.personName.lastName"), "Nueva");
    let update = Sent {
        path: &path,
        body: r#"{"custStatus":{"status":"SUSPEND"},"depAcctId":{"acctType":"SAVING_ACCOUNT","acctId":"24000000041","signInfo":{"value":"firmante-41"}}}"#,
        ..Sent::default()
    };
    read(&stage, "update_key", update);
    let found = read(&stage, "get_key", get);
    assert_eq!(member(&found, "custStatus.status"), "SUSPEND");
    assert_eq!(member(&found, "depAcctId.acctId"), "24000000041");
    // What the update left out stays.
    assert_eq!(member(&found, "custStatus.cryptSecret.type"), "XYZ");
    assert_eq!(stage.code("register_key", register), "ER500");
}

#[test]
fn a_key_that_nobody_registered_is_neither_found_nor_updated() {
    let stage = Stage::new("banco-caja-social");
    let path = [("iditem", ENTITY), ("refid", "nothing")];
    let sent = Sent {
        path: &path,
        ..Sent::default()
    };
    let judgement = stage.judge("get_key", sent);
    assert_eq!(stage.code_of("get_key", &judgement), "ER500");
    assert_eq!(judgement.assumed[0].rulings, ["B-16"]);
    let update = Sent {
        path: &path,
        body: r#"{"depAcctId":{"acctType":"SAVING_ACCOUNT","acctId":"1","signInfo":{"value":"2"}}}"#,
        ..Sent::default()
    };
    assert_eq!(stage.code("update_key", update), "ER500");
}

#[test]
fn a_payer_is_enrolled_read_and_moved_to_another_account() {
    let stage = Stage::new("banco-caja-social");
    let path = [("mnemonic", "CC1000000025")];
    let consult = Sent {
        path: &path,
        ..Sent::default()
    };
    assert_eq!(stage.code("consult_payer", consult), "ERR");
    let enrol = Sent {
        body: r#"{"govIssueIdent":{"mnemonic":"CC1000000025"},"depAcctId":{"acctType":"SDA","acctId":"24000000025","bankInfo":{"bankId":"0099"}}}"#,
        ..Sent::default()
    };
    assert_eq!(stage.code("create_people", enrol), "OK");
    assert_eq!(stage.code("create_people", enrol), "OK");
    let found = read(&stage, "consult_payer", consult);
    assert_eq!(member(&found, "depAcctId.acctId"), "24000000025");
    let update = Sent {
        path: &path,
        body: r#"{"depAcctId":{"acctType":"DDA","acctId":"21000000025","bankInfo":{"bankId":"0099"}}}"#,
        ..Sent::default()
    };
    assert_eq!(stage.code("update_ordering_customer", update), "OK");
    let found = read(&stage, "consult_payer", consult);
    assert_eq!(member(&found, "depAcctId.acctId"), "21000000025");
    assert_eq!(stage.world.column("ordenantes", "mnemonic").len(), 2);
}

#[test]
fn accounts_are_listed_with_their_number_and_exact_amounts() {
    let stage = Stage::new("banco-caja-social");
    let sent = Sent {
        path: &[("mnemonic", "CC1000000017")],
        ..Sent::default()
    };
    let judgement = stage.judge("customer_accounts", sent);
    let text = body(&judgement);
    assert!(text.contains(r#""totalRecords":2"#), "{text}");
    assert!(text.contains(r#""amt":1500.25"#), "{text}");
    assert!(text.contains(r#""amt":300.00"#), "{text}");
}
