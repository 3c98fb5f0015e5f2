//! Payers of instant payments: enrolment, change, reading.

use crate::cases::{Case, seen};
use crate::headers::{WITH_DESTINATION, WITH_LOGIN};
use banco_caja_social::customers::create_people::{
    CreatePeopleDepAcctId, CreatePeopleDepAcctIdBankInfo, CreatePeopleGovIssueIdent,
};
use banco_caja_social::customers::update_ordering_customer::{
    UpdateOrderingCustomerDepAcctId, UpdateOrderingCustomerDepAcctIdBankInfo,
};
use banco_caja_social::customers::{
    ConsultPayer, CreatePeople, PayerAccountType, UpdateOrderingCustomer,
};

pub fn create_people() -> CreatePeople {
    CreatePeople {
        gov_issue_ident: CreatePeopleGovIssueIdent {
            mnemonic: "CC1000000017".parse().unwrap(),
        },
        dep_acct_id: CreatePeopleDepAcctId {
            bank_info: CreatePeopleDepAcctIdBankInfo {
                bank_id: "0132".parse().unwrap(),
            },
            acct_type: PayerAccountType::Sda,
            acct_id: "030000017".to_owned(),
        },
        optional: invoker!(CreatePeopleOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_referenced_number x_invoker_destination;),
    }
}

pub fn update_ordering_customer() -> UpdateOrderingCustomer {
    UpdateOrderingCustomer {
        mnemonic: "CC1000000017".parse().unwrap(),
        dep_acct_id: UpdateOrderingCustomerDepAcctId {
            acct_type: PayerAccountType::Dda,
            acct_id: "030000017".parse().unwrap(),
            bank_info: UpdateOrderingCustomerDepAcctIdBankInfo {
                bank_id: "0132".parse().unwrap(),
            },
        },
        optional: invoker!(UpdateOrderingCustomerOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_referenced_number x_invoker_destination;),
    }
}

pub fn consult_payer() -> ConsultPayer {
    ConsultPayer {
        x_invoker_user_ip_address: header!(x_invoker_user_ip_address),
        x_invoker_user_mac_address: header!(x_invoker_user_mac_address),
        x_invoker_referenced_number: header!(x_invoker_referenced_number),
        mnemonic: "CC1000000017".parse().unwrap(),
        optional: invoker!(ConsultPayerOptional:
            x_invoker_server_mac_address x_invoker_destination x_security_cust_login_id;),
    }
}

pub fn cases() -> [Case; 3] {
    [
        Case {
            operation: "create_people",
            line: "POST /made-up/people",
            headers: WITH_DESTINATION,
            sent: r#"{"govIssueIdent":{"mnemonic":"CC1000000017"},"depAcctId":{"bankInfo":{"bankId":"0132"},"acctType":"SDA","acctId":"030000017"}}"#,
            changes: true,
            refusals: &["ERR"],
            success: "{}",
            shown_without_type: false,
            call: |client| Box::pin(async { seen(client.create_people(&create_people())).await }),
        },
        Case {
            operation: "update_ordering_customer",
            line: "PUT /accounts-management/v1/customer/CC1000000017",
            headers: WITH_DESTINATION,
            sent: r#"{"depAcctId":{"acctType":"DDA","acctId":"030000017","bankInfo":{"bankId":"0132"}}}"#,
            changes: true,
            refusals: &["ERR"],
            success: "{}",
            shown_without_type: false,
            call: |client| {
                Box::pin(async {
                    seen(client.update_ordering_customer(&update_ordering_customer())).await
                })
            },
        },
        Case {
            operation: "consult_payer",
            line: "GET /accounts-management/v1/customer/CC1000000017",
            headers: WITH_LOGIN,
            sent: "",
            changes: false,
            refusals: &["ERR"],
            success: r#"{"personInfo":{"mnemonic":"CC1000000017"},"depAcctId":{"bankId":"0132"}}"#,
            shown_without_type: true,
            call: |client| Box::pin(async { seen(client.consult_payer(&consult_payer())).await }),
        },
    ]
}
