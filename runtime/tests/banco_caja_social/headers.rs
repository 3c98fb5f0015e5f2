//! The headers of each operation as its table in the document lists them, and a made-up value for each.

/// Wire name and value. No two values are alike, so that none can stand for another.
pub const VALUES: &[(&str, &str)] = &[
    ("X-Invoker-Channel", "017"),
    ("X-Invoker-ATMId", "0000000018"),
    ("X-Invoker-BranchId", "0019"),
    ("X-Invoker-TerminalId", "T0000020"),
    ("X-Invoker-Component", "componente-21"),
    ("X-Invoker-UserIPAddress", "192.0.2.22"),
    ("X-Invoker-ServerIPAddress", "192.0.2.23"),
    ("X-Invoker-UserMACAddress", "00-00-5E-00-53-24"),
    ("X-Invoker-ServerMACAddress", "00-00-5E-00-53-25"),
    ("X-Invoker-ProcessDate", "2026-03-05"),
    ("X-Invoker-TxId", "b000000000000027"),
    ("X-Invoker-SessionKey", "sesion-28"),
    ("X-Invoker-Source", "origen-29"),
    ("X-Invoker-Country", "CO"),
    ("X-Invoker-ProcessBpmId", "bpm-31"),
    ("X-Invoker-ProcessId", "P0000032"),
    ("X-Invoker-Network", "0133"),
    ("X-Invoker-subChannel", "34"),
    ("X-Invoker-User", "usuario-35"),
    ("X-Invoker-Action", "accion-36"),
    ("X-Invoker-Destination", "destino-37"),
    ("X-Invoker-ModifierUser", "modifica-38"),
    ("X-Invoker-ReferencedNumber", "10000039"),
    ("X-Invoker-RequestNumber", "10040"),
    ("X-Invoker-CustId", "cliente-41"),
    ("x-invoker-ally", "aliado-42"),
    ("X-Security-CustLoginId", "ingreso-43"),
    ("X-RqUID", "00000000-0000-4000-8000-000000000044"),
    ("X-SPRefId", "00000000-0000-4000-8000-000000000045"),
    ("X-StartDt", "2026-03-05T14:07:09.250Z"),
    ("X-UpDt", "2026-03-05T14:07:09.300Z"),
    ("X-OpenDt", "referencia-48"),
];

/// The value of a header.
pub fn value(name: &str) -> &'static str {
    let mut values = VALUES.iter();
    values.find(|(known, _)| *known == name).unwrap().1
}

/// Rows 17-40, 484-507 and 689-712.
pub const WITH_DESTINATION: &[&str] = &[
    "X-Invoker-Channel",
    "X-Invoker-ATMId",
    "X-Invoker-BranchId",
    "X-Invoker-TerminalId",
    "X-Invoker-Component",
    "X-Invoker-UserIPAddress",
    "X-Invoker-ServerIPAddress",
    "X-Invoker-UserMACAddress",
    "X-Invoker-ProcessDate",
    "X-Invoker-TxId",
    "X-Invoker-SessionKey",
    "X-Invoker-Source",
    "X-Invoker-Country",
    "X-Invoker-ProcessBpmId",
    "X-Invoker-ProcessId",
    "X-Invoker-Network",
    "X-Invoker-subChannel",
    "X-Invoker-User",
    "X-Invoker-Action",
    "X-Invoker-Destination",
    "X-Invoker-ModifierUser",
    "X-Invoker-ReferencedNumber",
    "X-Invoker-RequestNumber",
    "X-Invoker-CustId",
];

/// Rows 65-89, 145-169, 559-583 and 631-655.
pub const WITH_ALLY: &[&str] = &[
    "X-Invoker-Channel",
    "X-Invoker-ATMId",
    "X-Invoker-BranchId",
    "X-Invoker-TerminalId",
    "X-Invoker-Component",
    "X-Invoker-UserIPAddress",
    "X-Invoker-ServerIPAddress",
    "X-Invoker-UserMACAddress",
    "X-Invoker-ServerMACAddress",
    "X-Invoker-ProcessDate",
    "X-Invoker-TxId",
    "X-Invoker-SessionKey",
    "X-Invoker-Source",
    "X-Invoker-Country",
    "X-Invoker-ProcessBpmId",
    "X-Invoker-ProcessId",
    "X-Invoker-Network",
    "X-Invoker-subChannel",
    "X-Invoker-User",
    "X-Invoker-Action",
    "X-Invoker-ModifierUser",
    "X-Invoker-ReferencedNumber",
    "X-Invoker-RequestNumber",
    "X-Invoker-CustId",
    "x-invoker-ally",
];

/// Rows 750-776 and 817-843; the day of processing is listed twice.
pub const WITH_LOGIN: &[&str] = &[
    "X-Invoker-Channel",
    "X-Invoker-ATMId",
    "X-Invoker-BranchId",
    "X-Invoker-TerminalId",
    "X-Invoker-Component",
    "X-Invoker-UserIPAddress",
    "X-Invoker-ServerIPAddress",
    "X-Invoker-UserMACAddress",
    "X-Invoker-ServerMACAddress",
    "X-Invoker-ProcessDate",
    "X-Invoker-TxId",
    "X-Invoker-SessionKey",
    "X-Invoker-Source",
    "X-Invoker-Country",
    "X-Invoker-ProcessBpmId",
    "X-Invoker-ProcessId",
    "X-Invoker-Network",
    "X-Security-CustLoginId",
    "X-Invoker-subChannel",
    "X-Invoker-User",
    "X-Invoker-Action",
    "X-Invoker-Destination",
    "X-Invoker-ModifierUser",
    "X-Invoker-ReferencedNumber",
    "X-Invoker-RequestNumber",
    "X-Invoker-CustId",
];

/// Rows 232-235.
pub const OF_A_KEY: &[&str] = &["X-RqUID", "X-SPRefId", "X-StartDt", "X-UpDt"];

/// Rows 322-326 and 404-408.
pub const OF_A_KNOWN_KEY: &[&str] = &["X-RqUID", "X-SPRefId", "X-StartDt", "X-UpDt", "X-OpenDt"];

/// An argument with the value of its header.
macro_rules! header {
    (x_invoker_process_date) => {
        $crate::headers::value("X-Invoker-ProcessDate")
            .parse()
            .unwrap()
    };
    (x_invoker_session_key) => {
        $crate::headers::value("X-Invoker-SessionKey").into()
    };
    (x_start_dt) => {
        $crate::headers::value("X-StartDt").parse().unwrap()
    };
    (x_up_dt) => {
        $crate::headers::value("X-UpDt").parse().unwrap()
    };
    (x_invoker_channel) => {
        $crate::headers::value("X-Invoker-Channel").to_owned()
    };
    (x_invoker_atm_id) => {
        $crate::headers::value("X-Invoker-ATMId").to_owned()
    };
    (x_invoker_branch_id) => {
        $crate::headers::value("X-Invoker-BranchId").to_owned()
    };
    (x_invoker_terminal_id) => {
        $crate::headers::value("X-Invoker-TerminalId").to_owned()
    };
    (x_invoker_component) => {
        $crate::headers::value("X-Invoker-Component").to_owned()
    };
    (x_invoker_user_ip_address) => {
        $crate::headers::value("X-Invoker-UserIPAddress").to_owned()
    };
    (x_invoker_server_ip_address) => {
        $crate::headers::value("X-Invoker-ServerIPAddress").to_owned()
    };
    (x_invoker_user_mac_address) => {
        $crate::headers::value("X-Invoker-UserMACAddress").to_owned()
    };
    (x_invoker_server_mac_address) => {
        $crate::headers::value("X-Invoker-ServerMACAddress").to_owned()
    };
    (x_invoker_tx_id) => {
        $crate::headers::value("X-Invoker-TxId").to_owned()
    };
    (x_invoker_source) => {
        $crate::headers::value("X-Invoker-Source").to_owned()
    };
    (x_invoker_country) => {
        $crate::headers::value("X-Invoker-Country").to_owned()
    };
    (x_invoker_process_bpm_id) => {
        $crate::headers::value("X-Invoker-ProcessBpmId").to_owned()
    };
    (x_invoker_process_id) => {
        $crate::headers::value("X-Invoker-ProcessId").to_owned()
    };
    (x_invoker_network) => {
        $crate::headers::value("X-Invoker-Network").to_owned()
    };
    (x_invoker_sub_channel) => {
        $crate::headers::value("X-Invoker-subChannel").to_owned()
    };
    (x_invoker_user) => {
        $crate::headers::value("X-Invoker-User").to_owned()
    };
    (x_invoker_action) => {
        $crate::headers::value("X-Invoker-Action").to_owned()
    };
    (x_invoker_destination) => {
        $crate::headers::value("X-Invoker-Destination").to_owned()
    };
    (x_invoker_modifier_user) => {
        $crate::headers::value("X-Invoker-ModifierUser").to_owned()
    };
    (x_invoker_referenced_number) => {
        $crate::headers::value("X-Invoker-ReferencedNumber").to_owned()
    };
    (x_invoker_request_number) => {
        $crate::headers::value("X-Invoker-RequestNumber").to_owned()
    };
    (x_invoker_cust_id) => {
        $crate::headers::value("X-Invoker-CustId").to_owned()
    };
    (x_invoker_ally) => {
        $crate::headers::value("x-invoker-ally").to_owned()
    };
    (x_security_cust_login_id) => {
        $crate::headers::value("X-Security-CustLoginId").to_owned()
    };
    (x_rq_uid) => {
        $crate::headers::value("X-RqUID").to_owned()
    };
    (x_sp_ref_id) => {
        $crate::headers::value("X-SPRefId").to_owned()
    };
    (x_open_dt) => {
        $crate::headers::value("X-OpenDt").to_owned()
    };
}

/// The optional arguments of an operation, all given: the twenty headers that most operations have in common, those named
/// here, and what stands after the semicolon. What is forgotten does not compile.
macro_rules! invoker {
    ($type:ident: $($field:ident)*; $($more:tt)*) => {
        banco_caja_social::customers::$type {
            x_invoker_channel: Some(header!(x_invoker_channel)),
            x_invoker_atm_id: Some(header!(x_invoker_atm_id)),
            x_invoker_branch_id: Some(header!(x_invoker_branch_id)),
            x_invoker_terminal_id: Some(header!(x_invoker_terminal_id)),
            x_invoker_component: Some(header!(x_invoker_component)),
            x_invoker_server_ip_address: Some(header!(x_invoker_server_ip_address)),
            x_invoker_process_date: Some(header!(x_invoker_process_date)),
            x_invoker_tx_id: Some(header!(x_invoker_tx_id)),
            x_invoker_session_key: Some(header!(x_invoker_session_key)),
            x_invoker_source: Some(header!(x_invoker_source)),
            x_invoker_country: Some(header!(x_invoker_country)),
            x_invoker_process_bpm_id: Some(header!(x_invoker_process_bpm_id)),
            x_invoker_process_id: Some(header!(x_invoker_process_id)),
            x_invoker_network: Some(header!(x_invoker_network)),
            x_invoker_sub_channel: Some(header!(x_invoker_sub_channel)),
            x_invoker_user: Some(header!(x_invoker_user)),
            x_invoker_action: Some(header!(x_invoker_action)),
            x_invoker_modifier_user: Some(header!(x_invoker_modifier_user)),
            x_invoker_request_number: Some(header!(x_invoker_request_number)),
            x_invoker_cust_id: Some(header!(x_invoker_cust_id)),
            $($field: Some(header!($field)),)*
            $($more)*
        }
    };
}

/// As [`invoker`], for the operations about keys.
macro_rules! key {
    ($type:ident: $($field:ident)*; $($more:tt)*) => {
        banco_caja_social::customers::$type {
            x_rq_uid: Some(header!(x_rq_uid)),
            x_sp_ref_id: Some(header!(x_sp_ref_id)),
            x_up_dt: Some(header!(x_up_dt)),
            $($field: Some(header!($field)),)*
            $($more)*
        }
    };
}
