//! A row whose fields are all optional.

use ::bank_client_runtime as rt;

#[derive(Debug, PartialEq)]
pub struct Movimiento {
    pub monto: ::core::option::Option<rt::Decimal>,
    pub concepto: ::core::option::Option<::std::string::String>,
}
impl rt::Read for Movimiento {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self {
            monto: from.body(&["monto"]),
            concepto: from.body(&["concepto"]),
        }
    }
}
