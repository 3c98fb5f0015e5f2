//! Keys: registration, reading, change.

use crate::cases::{Case, seen};
use crate::headers::{OF_A_KEY, OF_A_KNOWN_KEY};
use banco_caja_social::customers::register_key::{
    RegisterKeyCryptSecret, RegisterKeyDepAcctId, RegisterKeyDepAcctIdSignInfo, RegisterKeyEntpr,
    RegisterKeyPersonInfo, RegisterKeyPersonInfoGovIssueIdent, RegisterKeyPersonInfoPersonName,
    RegisterKeyTransaction,
};
use banco_caja_social::customers::update_key::{
    UpdateKeyCustStatus, UpdateKeyCustStatusCryptSecret, UpdateKeyDepAcctId,
    UpdateKeyDepAcctIdSignInfo,
};
use banco_caja_social::customers::{GetKey, KeyAccountType, KeyStatus, RegisterKey, UpdateKey};

const ENTITY: &str = "00000000-0000-4000-8000-000000000051";
const KEY: &str = "00000000-0000-4000-8000-000000000052";

pub fn register_key() -> RegisterKey {
    let text = |text: &str| Some(text.to_owned());
    RegisterKey {
        x_start_dt: header!(x_start_dt),
        optional: key!(RegisterKeyOptional: ;
            transaction: Some(RegisterKeyTransaction { id_item: text(ENTITY) }),
            person_info: Some(RegisterKeyPersonInfo {
                person_name: Some(RegisterKeyPersonInfoPersonName {
                    first_name: text("PERSONA"),
                    middle_name: text("SEGUNDA"),
                    last_name: text("DE"),
                    second_last_name: text("PRUEBA"),
                }),
                gov_issue_ident: Some(RegisterKeyPersonInfoGovIssueIdent {
                    ident_serial_num: text("1000000017"),
                    gov_issue_ident_type: text("CC"),
                }),
                person_type: text("PN"),
            }),
            entpr: Some(RegisterKeyEntpr { entpr_desc: text("Ñandú & Cía") }),
            dep_acct_id: Some(RegisterKeyDepAcctId {
                acct_id: text("24000000017"),
                bank_id: text("0132"),
                sign_info: Some(RegisterKeyDepAcctIdSignInfo { value: text("firmante-17") }),
            }),
            crypt_secret: Some(RegisterKeyCryptSecret {
                content_type: text("ID"),
                r#type: text("XYZ"),
                value: text("llave-17"),
            }),),
    }
}

pub fn get_key() -> GetKey {
    GetKey {
        iditem: ENTITY.parse().unwrap(),
        refid: KEY.parse().unwrap(),
        optional: key!(GetKeyOptional: x_start_dt x_open_dt;),
    }
}

pub fn update_key() -> UpdateKey {
    UpdateKey {
        iditem: ENTITY.parse().unwrap(),
        refid: KEY.parse().unwrap(),
        dep_acct_id: UpdateKeyDepAcctId {
            acct_type: KeyAccountType::InclusiveLowAmount,
            acct_id: "24000000017".parse().unwrap(),
            sign_info: UpdateKeyDepAcctIdSignInfo {
                value: "firmante-17".parse().unwrap(),
            },
        },
        optional: key!(UpdateKeyOptional: x_start_dt x_open_dt;
            cust_status: Some(UpdateKeyCustStatus {
                status: Some(KeyStatus::Suspend),
                crypt_secret: Some(UpdateKeyCustStatusCryptSecret { r#type: Some("XYZ".parse().unwrap()) }),
            }),),
    }
}

pub fn cases() -> [Case; 3] {
    [
        Case {
            operation: "register_key",
            line: "POST /made-up/keys",
            headers: OF_A_KEY,
            sent: r#"{"transaction":{"idItem":"00000000-0000-4000-8000-000000000051"},"personInfo":{"personName":{"firstName":"PERSONA","middleName":"SEGUNDA","lastName":"DE","secondLastName":"PRUEBA"},"govIssueIdent":{"identSerialNum":"1000000017","govIssueIdentType":"CC"},"personType":"PN"},"entpr":{"entprDesc":"Ñandú & Cía"},"depAcctId":{"acctId":"24000000017","bankId":"0132","signInfo":{"value":"firmante-17"}},"cryptSecret":{"contentType":"ID","type":"XYZ","value":"llave-17"}}"#,
            changes: true,
            refusals: &[],
            success: r#"{"transaction":{"trnRqUid":"mensaje-17"},"custStatus":{"status":"ACTIVE"}}"#,
            shown_without_type: true,
            call: |client| Box::pin(async { seen(client.register_key(&register_key())).await }),
        },
        Case {
            operation: "get_key",
            line: "GET /made-up/keys/00000000-0000-4000-8000-000000000051/00000000-0000-4000-8000-000000000052",
            headers: OF_A_KNOWN_KEY,
            sent: "",
            changes: false,
            refusals: &[],
            success: r#"{"transaction":{"trnRqUid":"mensaje-17"},"custStatus":{"status":"ACTIVE"}}"#,
            shown_without_type: true,
            call: |client| Box::pin(async { seen(client.get_key(&get_key())).await }),
        },
        Case {
            operation: "update_key",
            line: "PUT /made-up/entities/00000000-0000-4000-8000-000000000051/keys/00000000-0000-4000-8000-000000000052",
            headers: OF_A_KNOWN_KEY,
            sent: r#"{"custStatus":{"status":"SUSPEND","cryptSecret":{"type":"XYZ"}},"depAcctId":{"acctType":"INCLUSIVE_LOW_AMOUNT","acctId":"24000000017","signInfo":{"value":"firmante-17"}}}"#,
            changes: true,
            refusals: &[],
            success: r#"{"transaction":{"trnRqUid":"mensaje-17"},"custStatus":{"status":"SUSPEND"}}"#,
            shown_without_type: false,
            call: |client| Box::pin(async { seen(client.update_key(&update_key())).await }),
        },
    ]
}
