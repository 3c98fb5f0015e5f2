//! Merchants of instant payments.

use crate::cases::{Case, seen};
use crate::headers::WITH_LOGIN;
use banco_caja_social::customers::ConsultCommerce;

pub fn consult_commerce() -> ConsultCommerce {
    ConsultCommerce {
        x_invoker_user_ip_address: header!(x_invoker_user_ip_address),
        x_invoker_user_mac_address: header!(x_invoker_user_mac_address),
        x_invoker_referenced_number: header!(x_invoker_referenced_number),
        org_id_num: "100017".parse().unwrap(),
        optional: invoker!(ConsultCommerceOptional:
            x_invoker_server_mac_address x_invoker_destination x_security_cust_login_id;),
    }
}

pub fn case() -> Case {
    Case {
        operation: "consult_commerce",
        line: "GET /customers-management/v1/businessinfo/100017",
        headers: WITH_LOGIN,
        sent: "",
        changes: false,
        refusals: &[],
        success: r#"{"businessInfo":{"name":"Comercio de Prueba"}}"#,
        shown_without_type: false,
        call: |client| Box::pin(async { seen(client.consult_commerce(&consult_commerce())).await }),
    }
}
