//! Every documented field of every answer, in each spelling and at each place that the document gives it.

use crate::cases::client;
use crate::server::{Answer, Bank};
use crate::{customers, keys, merchants, payers};
use banco_caja_social::customers::{
    AccountType, ConsultCommerceResponse, CustomerAccountsResponse, TradeFormResponse,
    ValidateCustomerResponse,
};
use bank_client_runtime as rt;

/// What an accepted call of this kind answers if the bank sends this.
macro_rules! answer {
    ($call:ident, $request:expr, $body:expr) => {{
        let bank = Bank::start(vec![Answer::bare(200, $body)]);
        let accepted = client(&bank).$call(&$request).await.unwrap();
        assert_eq!(accepted.notes, [], "{}", $body);
        accepted.body
    }};
}

/// Checks texts: the way to each through optional objects, and the text.
macro_rules! texts {
    ($root:expr; $($($step:ident).+ => $text:expr),* $(,)?) => {
        $(assert_eq!($root$(.$step.as_ref().unwrap())+.as_str(), $text, stringify!($($step).+));)*
    };
}

#[tokio::test]
async fn flags_are_read_from_booleans_words_and_digits_and_kept_otherwise() {
    let flag = |answer: &ValidateCustomerResponse| {
        let account = answer.dep_acct_id.as_ref().unwrap();
        account.flag_exist.clone()
    };
    for (sent, read) in [
        ("true", Some(rt::Flag::True)),
        ("false", Some(rt::Flag::False)),
        (r#""true""#, Some(rt::Flag::True)),
        (r#""False""#, Some(rt::Flag::False)),
        (r#""S""#, Some(rt::Flag::True)),
        (r#""NO""#, Some(rt::Flag::False)),
        ("1", Some(rt::Flag::True)),
        (r#""0""#, Some(rt::Flag::False)),
        (r#""quizá""#, Some(rt::Flag::Other("quizá".into()))),
        ("2", Some(rt::Flag::Other("2".into()))),
        ("null", None),
        (r#""""#, None),
    ] {
        let body = format!(
            r#"{{"responseType":{{"value":"OK"}},"depAcctId":{{"flagExist":{sent}}},"cardAcctId":{{"flagExist":true}}}}"#
        );
        let answer = answer!(validate_customer, customers::validate_customer(), &body);
        assert_eq!(flag(&answer), read, "{sent}");
        let card = answer.card_acct_id.unwrap().flag_exist;
        assert_eq!(card, Some(rt::Flag::True), "{sent}");
    }
}

#[tokio::test]
async fn an_authentication_answers_who_the_customer_is() {
    let body = r#"{"responseType":{"value":"OK"},"personInfo":{"fullName":"PERSONA DE PRUEBA","govIssueIdent":{"govIssueIdentType":"CC","identSerialNum":1000000017},"lastTrnDt":"ayer"}}"#;
    let person = answer!(authentication, customers::authentication(), body).person_info;
    assert_eq!(person.full_name, "PERSONA DE PRUEBA");
    assert_eq!(person.gov_issue_ident.gov_issue_ident_type, "CC");
    assert_eq!(person.gov_issue_ident.ident_serial_num, "1000000017");
    assert_eq!(person.last_trn_dt, "ayer");
}

fn check_form(form: &TradeFormResponse) {
    texts!(form;
        person_info.contact_info.cellphone => "3000000017",
        person_info.gov_issue_ident.gov_issue_ident_type => "CC",
        person_info.gov_issue_ident.ident_serial_num => "1000000017",
        business_info.gov_issue_ident.gov_issue_ident_type => "NIT",
        person_info.contact_info.phone => "6010000017",
        person_info.post_addr.country => "CO",
        business_info.person_name.full_name => "Comercio de Prueba",
        person_info.last_name => "DE PRUEBA",
        person_info.post_addr.city_id => "11001",
        business_info.gov_issue_ident.ident_serial_num => "900000017",
        person_info.post_addr.state_prov => "11",
        person_info.names => "PERSONA",
        business_info.post_addr.addr1 => "Calle 0 17-25",
        person_info.contact_info.email_addr => "alguien@example.com",
    );
}

#[tokio::test]
async fn a_form_is_read_in_the_spelling_of_the_example_and_in_that_of_the_table() {
    let example = r#"{"responseType":{"value":"OK"},"personInfo":{"govIssueIdent":{"govIssueIdentType":"CC","identSerialNum":"1000000017"},"contactInfo":{"cellphone":"3000000017","phone":"6010000017","emailAddr":"alguien@example.com"},"postAddr":{"country":"CO","cityId":"11001","stateProv":"11"},"names":"PERSONA","lastName":"DE PRUEBA"},"businessInfo":{"govIssueIdent":{"govIssueIdentType":"NIT","identSerialNum":"900000017"},"personName":{"fullName":"Comercio de Prueba"},"postAddr":{"Addr1":"Calle 0 17-25"}}}"#;
    let table = r#"{"responseType":{"value":"OK"},"personInfo":{"GovIssueIdent":{"GovIssueIdentType":"CC","IdentSerialNum":"1000000017"},"ContactInfo":{"cellphone":"3000000017","Phone":"6010000017","EmailAddr":"alguien@example.com"},"postAddr":{"country":"CO","cityId":11001,"stateProv":11},"Names":"PERSONA","LastName":"DE PRUEBA"},"BusinessInfo":{"GovIssueIdent":{"GovIssueIdentType":"NIT","IdentSerialNum":900000017},"personName":{"fullName":"Comercio de Prueba"},"postAddr":{"Addr1":"Calle 0 17-25"}}}"#;
    let lower = table.replace("Addr1", "addr1");
    // A member that is null in one spelling is looked for in the other one.
    let both = example.replace(r#""names":"PERSONA""#, r#""names":null,"Names":"PERSONA""#);
    for body in [example, table, &lower, &both] {
        check_form(&answer!(trade_form, customers::trade_form(), body));
    }
}

const KEY: &str = r#""transaction":{"trnRqUid":"mensaje-17","origDt":"2026-03-05T14:07:09.000Z","rquId":"solicitud-17"},"custStatus":{"idItem":"entidad-17","type":"MERCHANTID","value":"100017","cryptSecret":{"type":"XYZ"},"status":"SUSPEND","startDt":"2026-03-05T14:07:10.000Z","upDt":"2026-03-05T14:07:11.000Z"},"custRec":{"personName":{"firstName":"PERSONA","middleName":"SEGUNDA","lastName":"DE","secondLastName":"PRUEBA"},"govIssueIdent":{"govIssueIdentType":"NUIP","identSerialNum":1000000017},"personInfo":{"personType":"PJ"}},"entpr":{"entprDesc":"Comercio de Prueba"},"depAcctId":{"trnRqUid":"cuenta-17","acctType":"SAVING_ACCOUNT","acctId":"24000000017","signInfo":{"value":"firmante-17"},"bankId":"0132","bankName":"Banco de Prueba"}"#;

/// The 23 fields that the three operations about keys share.
macro_rules! check_key {
    ($key:expr) => {
        texts!($key;
            transaction.trn_rq_uid => "mensaje-17",
            transaction.orig_dt => "2026-03-05T14:07:09.000Z",
            transaction.rqu_id => "solicitud-17",
            cust_status.id_item => "entidad-17",
            cust_status.r#type => "MERCHANTID",
            cust_status.value => "100017",
            cust_status.crypt_secret.r#type => "XYZ",
            cust_status.status => "SUSPEND",
            cust_status.start_dt => "2026-03-05T14:07:10.000Z",
            cust_status.up_dt => "2026-03-05T14:07:11.000Z",
            cust_rec.person_name.first_name => "PERSONA",
            cust_rec.person_name.middle_name => "SEGUNDA",
            cust_rec.person_name.last_name => "DE",
            cust_rec.person_name.second_last_name => "PRUEBA",
            cust_rec.gov_issue_ident.gov_issue_ident_type => "NUIP",
            cust_rec.gov_issue_ident.ident_serial_num => "1000000017",
            cust_rec.person_info.person_type => "PJ",
            entpr.entpr_desc => "Comercio de Prueba",
            dep_acct_id.trn_rq_uid => "cuenta-17",
            dep_acct_id.acct_id => "24000000017",
            dep_acct_id.sign_info.value => "firmante-17",
            dep_acct_id.bank_id => "0132",
            dep_acct_id.bank_name => "Banco de Prueba",
        );
        // The response headers of lines 297-302, 363-368 and 475-480.
        texts!($key; x_rq_uid => "eco-1", x_sp_ref_id => "eco-2");
        for (moment, written) in [
            (&$key.x_start_dt, "2026-03-05T14:07:09.250Z"),
            (&$key.x_up_dt, "2026-03-05T14:07:09.300Z"),
            (&$key.x_created_dt, "2026-03-05T14:07:09.400Z"),
            (&$key.x_end_dt, "2026-03-05T14:07:09.900Z"),
        ] {
            assert_eq!(*moment, Some(written.parse().unwrap()), "{written}");
        }
    };
}

fn key_answer(body: &str) -> Answer {
    let mut answer = Answer::bare(200, body);
    for (name, value) in [
        ("X-RqUID", "eco-1"),
        ("X-SPRefId", "eco-2"),
        ("X-StartDt", "2026-03-05T14:07:09.250Z"),
        ("X-UpDt", "2026-03-05T14:07:09.300Z"),
        ("X-CreatedDt", "2026-03-05T14:07:09.400Z"),
        ("X-EndDt", "2026-03-05T14:07:09.900Z"),
    ] {
        let value = value.as_bytes().to_vec();
        answer.headers.push((name.to_owned(), value));
    }
    answer
}

#[tokio::test]
async fn a_key_is_read_with_its_holder_its_account_and_the_headers() {
    let bare = format!("{{{KEY}}}");
    let typed = format!(r#"{{"responseType":{{"value":"OK"}},{KEY}}}"#);
    for body in [&bare, &typed] {
        let bank = Bank::start(vec![key_answer(body)]);
        let client = client(&bank);
        check_key!(
            client
                .register_key(&keys::register_key())
                .await
                .unwrap()
                .body
        );
        check_key!(client.get_key(&keys::get_key()).await.unwrap().body);
    }
    let bank = Bank::start(vec![key_answer(&typed)]);
    let key = client(&bank)
        .update_key(&keys::update_key())
        .await
        .unwrap()
        .body;
    check_key!(key);
    texts!(key; dep_acct_id.acct_type => "SAVING_ACCOUNT");
}

#[tokio::test]
async fn a_changed_key_without_responsetype_is_unknown() {
    let bank = Bank::start(vec![key_answer(&format!("{{{KEY}}}"))]);
    let error = client(&bank)
        .update_key(&keys::update_key())
        .await
        .unwrap_err();
    match error {
        rt::Error::Unknown(unknown) => {
            assert!(
                matches!(unknown.reason, rt::UnknownReason::NoCode),
                "{unknown}"
            );
        }
        rt::Error::NotSent(_) | rt::Error::Rejected(_) => panic!("{error}"),
    }
}

#[tokio::test]
async fn balances_keep_every_digit_from_text_and_number() {
    let accounts = |list: &str| {
        format!(
            r#"{{"responseType":{{"value":"OK"}},"resultsPagesGeneric":{{"totalRecords":"8"}},"listAccounts":{list}}}"#
        )
    };
    let read = |answer: &CustomerAccountsResponse| {
        let account = &answer.list_accounts[0];
        let exact = |amount: Option<&rt::Decimal>| amount.unwrap().exact().unwrap().to_string();
        [
            exact(account.cur_amt.as_ref().unwrap().amt.as_ref()),
            exact(account.acct_bal.as_ref().unwrap().amt.as_ref()),
            exact(account.amt.as_ref()),
        ]
    };
    for amounts in [
        ["90071992547409.93", "150000.00", "0.10"],
        ["-0.01", "573389428", "0"],
        ["1", "99999999999999999999.99", "5733894.28"],
    ] {
        for quote in ["", "\""] {
            let [usable, whole, beside] = amounts.map(|amount| format!("{quote}{amount}{quote}"));
            let list = format!(
                r#"[{{"depAcctId":{{"acctType":"Ahorro","acctId":24000000017}},"product":{{"productType":"CUENTA17"}},"curAmt":{{"amt":{usable}}},"acctBal":{{"amt":{whole}}},"amt":{beside}}}]"#
            );
            let answer = answer!(
                customer_accounts,
                customers::customer_accounts(),
                &accounts(&list)
            );
            assert_eq!(read(&answer), amounts, "{list}");
            let account = &answer.list_accounts[0];
            texts!(account;
                dep_acct_id.acct_id => "24000000017",
                product.product_type => "CUENTA17",
            );
            let total = answer.results_pages_generic.unwrap().total_records.unwrap();
            assert_eq!(total.exact(), Some(8));
        }
    }
}

#[tokio::test]
async fn a_list_of_accounts_is_read_whatever_its_length_and_words() {
    let read = |list: &str| {
        let body = format!(r#"{{"responseType":{{"value":"OK"}},"listAccounts":{list}}}"#);
        async move { answer!(customer_accounts, customers::customer_accounts(), &body) }
    };
    for (list, length) in [("[]", 0), ("null", 0), ("[{},{}]", 2), (r#"{"amt":1}"#, 1)] {
        assert_eq!(read(list).await.list_accounts.len(), length, "{list}");
    }
    let types = r#"[{"depAcctId":{"acctType":"Corriente"}},{"depAcctId":{"acctType":"AHORROS"}}]"#;
    let answer = read(types).await;
    let kinds: Vec<_> = answer
        .list_accounts
        .into_iter()
        .map(|account| account.dep_acct_id.unwrap().acct_type.unwrap())
        .collect();
    assert_eq!(
        kinds,
        [AccountType::Corriente, AccountType::Other("AHORROS".into())]
    );
    assert_eq!(answer.results_pages_generic.map(|_| ()), None);
}

#[tokio::test]
async fn the_account_of_a_payer_is_one_wherever_it_stands() {
    let person = r#""mnemonic":"CC1000000017","fullName":"PERSONA DE PRUEBA","cellphone":"3000000017","emailAddr":"alguien@example.com""#;
    for body in [
        // The table: inside, under the table's own names.
        format!(
            r#"{{"responseType":{{"value":"OK"}},"personInfo":{{{person},"depAcctId":{{"bankInfo":"0132","acctTyoe":"10","acctId":"030000017"}}}}}}"#
        ),
        format!(
            r#"{{"personInfo":{{{person},"depAcctId":{{"bankId":"0132","acctType":10,"acctId":"030000017"}}}}}}"#
        ),
        // The example: beside.
        format!(
            r#"{{"personInfo":{{{person}}},"depAcctId":{{"bankId":"0132","acctType":"10","acctId":"030000017"}}}}"#
        ),
        format!(
            r#"{{"personInfo":{{{person},"depAcctId":{{"bankInfo":"0132","acctType":"10","acctId":"030000017"}}}},"depAcctId":null}}"#
        ),
    ] {
        let payer = answer!(consult_payer, payers::consult_payer(), &body);
        texts!(payer;
            person_info.mnemonic => "CC1000000017",
            person_info.full_name => "PERSONA DE PRUEBA",
            person_info.cellphone => "3000000017",
            person_info.email_addr => "alguien@example.com",
            dep_acct_id.bank_id => "0132",
            dep_acct_id.acct_type => "10",
            dep_acct_id.acct_id => "030000017",
        );
    }
}

fn check_merchant(merchant: &ConsultCommerceResponse) {
    texts!(merchant;
        business_info.gov_issue_ident.gov_issue_ident_type => "CC",
        business_info.gov_issue_ident.ident_serial_num => "900000017",
        business_info.name => "Comercio de Prueba",
        business_info.org_id_num => "100017",
        business_info.cur_amt_rate => "1.5",
        business_info.flag_present => "1",
        business_info.flag_not_present => "0",
        business_info.status.status_code => "01",
        business_info.status.status_desc => "Activo",
        business_info.channel => "017",
        business_info.legal_person.gov_issue_ident.gov_issue_ident_type => "CE",
        business_info.legal_person.gov_issue_ident.ident_serial_num => "1000000025",
        business_info.legal_person.full_name => "PERSONA DE PRUEBA",
        business_info.contact_info.person_info.country => "170",
        business_info.contact_info.post_addr.state_prov => "11",
        business_info.contact_info.post_addr.neighborhood => "11001",
        business_info.contact_info.post_addr.addr1 => "Calle 0 17-25",
        business_info.contact_info.post_addr.cellphone => "3000000017",
        business_info.contact_info.post_addr.phone_num => "6010000017",
        business_info.contact_info.post_addr.email_addr => "alguien@example.com",
        business_info.result_info.code => "CB00017",
        business_info.result_info.desc => "Consultado",
    );
}

#[tokio::test]
async fn a_merchant_is_read_in_the_spelling_of_the_example_and_in_that_of_the_table() {
    let example = r#"{"responseType":{"value":"OK"},"businessInfo":{"govIssueIdent":{"govIssueIdentType":"CC","identSerialNum":"900000017"},"name":"Comercio de Prueba","orgIdNum":"100017","curAmt":{"rate":"1.5"},"flagPresent":"1","flagNotPresent":"0","status":{"statusCode":"01","statusDesc":"Activo"},"channel":"017","legalPerson":{"govIssueIdent":{"govIssueIdentType":"CE","identSerialNum":"1000000025"},"fullName":"PERSONA DE PRUEBA"},"contactInfo":{"personInfo":{"country":"170"},"postAddr":{"stateProv":"11","neighborhood":"11001","addr1":"Calle 0 17-25","cellphone":"3000000017","phoneNum":"6010000017","emailAddr":"alguien@example.com"}},"resultInfo":{"code":"CB00017","desc":"Consultado"}}}"#;
    let table = r#"{"responseType":{"value":"OK"},"BusinessInfo":{"GovIssueIdent":{"GovIssueIdentType":"CC","IdentSerialNum":900000017},"name":"Comercio de Prueba","orgIdNum":100017,"curAmtRate":1.5,"flagPresent":1,"flagNoPresent":"0","status":{"statusCode":"01","statusDesc":"Activo"},"channel":"017","LegalPerson":{"GovIssueIdent":{"GovIssueIdentType":"CE","IdentSerialNum":1000000025},"fullName":"PERSONA DE PRUEBA"},"ContactInfo":{"personInfo":{"country":170},"postAddr":{"stateProv":11,"neighborhood":11001,"addr1":"Calle 0 17-25","Cellphone":3000000017,"phoneNum":6010000017,"emailAddr":"alguien@example.com"}},"resultInfo":{"code":"CB00017","desc":"Consultado"}}}"#;
    for body in [example, table] {
        check_merchant(&answer!(
            consult_commerce,
            merchants::consult_commerce(),
            body
        ));
    }
}

#[tokio::test]
async fn what_is_null_or_longer_than_documented_fails_no_answer() {
    let nulls = r#"{"responseType":{"value":"OK"},"businessInfo":{"name":"Un nombre que es más largo de lo que la tabla del documento permite","flagPresent":null,"flagNotPresent":null,"status":{"statusCode":null,"statusDesc":null},"channel":null,"legalPerson":null}}"#;
    let answer = answer!(consult_commerce, merchants::consult_commerce(), nulls);
    let merchant = answer.business_info.unwrap();
    assert!(merchant.flag_present.is_none() && merchant.flag_not_present.is_none());
    assert!(merchant.channel.is_none() && merchant.legal_person.is_none());
    assert!(merchant.status.unwrap().status_code.is_none());
    assert!(merchant.name.unwrap().as_str().ends_with("permite"));
}

#[tokio::test]
async fn what_has_only_a_kind_is_accepted_by_it() {
    let bank = Bank::start(vec![Answer::bare(
        200,
        r#"{"responseType":{"value":"OK"}}"#,
    )]);
    let client = client(&bank);
    client
        .create_people(&payers::create_people())
        .await
        .unwrap();
    client
        .update_device(&customers::update_device())
        .await
        .unwrap();
    let payer = payers::update_ordering_customer();
    let accepted = client.update_ordering_customer(&payer).await.unwrap();
    assert_eq!(accepted.meta.code.as_deref(), Some("OK"));
    assert_eq!(accepted.meta.status, 200);
}
