//! Customers: validation, authentication, the data for a form, accounts, devices.

use crate::cases::{Case, seen};
use crate::headers::{WITH_ALLY, WITH_DESTINATION};
use banco_caja_social::customers::authentication::{
    AuthenticationCustPswdInfo, AuthenticationCustPswdInfoPswdInfo,
    AuthenticationCustPswdInfoTransaction, AuthenticationCustPswdInfoTransactionCryptPswd,
    AuthenticationGovIssueIdent,
};
use banco_caja_social::customers::update_device::{UpdateDeviceDevRec, UpdateDeviceGovIssueIdent};
use banco_caja_social::customers::{
    Authentication, CustomerAccounts, PswdInfoType, Role, TradeForm, TrnType, UpdateDevice,
    ValidateCustomer,
};

/// The encrypted texts of an authentication.
pub const PASSWORD: &str = "canary-Xk2-cifrado==";
pub const FACE: &str = "canary-Zq9-rostro==";

pub fn validate_customer() -> ValidateCustomer {
    ValidateCustomer {
        mnemonic: "CC1000000017".parse().unwrap(),
        cellphone: "3000000017".parse().unwrap(),
        optional: invoker!(ValidateCustomerOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_referenced_number x_invoker_destination;),
    }
}

pub fn authentication() -> Authentication {
    Authentication {
        gov_issue_ident: AuthenticationGovIssueIdent {
            mnemonic: "CC1000000017".to_owned(),
        },
        cust_pswd_info: AuthenticationCustPswdInfo {
            crypt_pswd: Some(PASSWORD.into()),
            pswd_info: AuthenticationCustPswdInfoPswdInfo {
                r#type: PswdInfoType::Biometric,
            },
            transaction: AuthenticationCustPswdInfoTransaction {
                trn_type: TrnType::FirstTime,
                crypt_pswd: AuthenticationCustPswdInfoTransactionCryptPswd::new(FACE).unwrap(),
                code: "canal-17".to_owned(),
            },
        },
        optional: invoker!(AuthenticationOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_server_mac_address x_invoker_referenced_number
            x_invoker_ally;),
    }
}

pub fn trade_form() -> TradeForm {
    TradeForm {
        x_invoker_user_ip_address: header!(x_invoker_user_ip_address),
        x_invoker_user_mac_address: header!(x_invoker_user_mac_address),
        x_invoker_referenced_number: header!(x_invoker_referenced_number),
        mnemonic: "CC1000000017".to_owned(),
        optional: invoker!(TradeFormOptional: x_invoker_server_mac_address x_invoker_ally;),
    }
}

pub fn customer_accounts() -> CustomerAccounts {
    CustomerAccounts {
        mnemonic: "CC1000000017".parse().unwrap(),
        role: Role::Ordenante,
        optional: invoker!(CustomerAccountsOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_server_mac_address x_invoker_referenced_number
            x_invoker_ally;
            initial_record: Some("1".parse().unwrap()),
            total_records: Some("25".parse().unwrap()),),
    }
}

pub fn update_device() -> UpdateDevice {
    UpdateDevice {
        gov_issue_ident: UpdateDeviceGovIssueIdent {
            mnemonic: "CC1000000017".to_owned(),
        },
        dev_rec: UpdateDeviceDevRec {
            dev_id: "dispositivo-17".to_owned(),
        },
        optional: invoker!(UpdateDeviceOptional:
            x_invoker_user_ip_address x_invoker_user_mac_address x_invoker_server_mac_address x_invoker_referenced_number
            x_invoker_ally;),
    }
}

pub fn cases() -> [Case; 5] {
    [
        Case {
            operation: "validate_customer",
            line: "GET /made-up/customer/CC1000000017/check?cellphone=3000000017",
            headers: WITH_DESTINATION,
            sent: "",
            changes: false,
            refusals: &["ERR"],
            success: r#"{"depAcctId":{"flagExist":true},"cardAcctId":{"flagExist":false}}"#,
            shown_without_type: false,
            call: |client| {
                Box::pin(async { seen(client.validate_customer(&validate_customer())).await })
            },
        },
        Case {
            operation: "authentication",
            line: "POST /customers-management/v1/customer/authentication",
            headers: WITH_ALLY,
            sent: r#"{"govIssueIdent":{"mnemonic":"CC1000000017"},"custPswdInfo":{"cryptPswd":"canary-Xk2-cifrado==","pswdInfo":{"type":"Biometric"},"transaction":{"trnType":"FirstTime","cryptPswd":"canary-Zq9-rostro==","code":"canal-17"}}}"#,
            changes: true,
            refusals: &["ER"],
            success: r#"{"personInfo":{"fullName":"PERSONA DE PRUEBA","govIssueIdent":{"govIssueIdentType":"CC","identSerialNum":"1000000017"},"lastTrnDt":""}}"#,
            shown_without_type: false,
            call: |client| Box::pin(async { seen(client.authentication(&authentication())).await }),
        },
        Case {
            operation: "trade_form",
            line: "GET /customers-management/v1/trade/CC1000000017/form",
            headers: WITH_ALLY,
            sent: "",
            changes: false,
            refusals: &["ER"],
            success: r#"{"personInfo":{"names":"PERSONA"},"businessInfo":{"postAddr":{"Addr1":"Calle 0"}}}"#,
            shown_without_type: false,
            call: |client| Box::pin(async { seen(client.trade_form(&trade_form())).await }),
        },
        Case {
            operation: "customer_accounts",
            line: "GET /customers-management/v1/accounts/CC1000000017?role=ORDENANTE&initialRecord=1&totalRecords=25",
            headers: WITH_ALLY,
            sent: "",
            changes: false,
            refusals: &["ERR"],
            success: r#"{"resultsPagesGeneric":{"totalRecords":0},"listAccounts":[]}"#,
            shown_without_type: false,
            call: |client| {
                Box::pin(async { seen(client.customer_accounts(&customer_accounts())).await })
            },
        },
        Case {
            operation: "update_device",
            line: "PUT /customers-management/v1/devices",
            headers: WITH_ALLY,
            sent: r#"{"govIssueIdent":{"mnemonic":"CC1000000017"},"devRec":{"devId":"dispositivo-17"}}"#,
            changes: true,
            refusals: &["ERR"],
            success: "{}",
            shown_without_type: false,
            call: |client| Box::pin(async { seen(client.update_device(&update_device())).await }),
        },
    ]
}
