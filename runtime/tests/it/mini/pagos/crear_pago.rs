//! A payment.

use ::bank_client_runtime as rt;

pub struct CrearPago {
    pub banco: crate::mini::types::CodigoBanco,
    pub telefono: crate::mini::types::Telefono,
    pub monto: crate::mini::types::Monto,
    pub id_externo: ::std::string::String,
    pub optional: CrearPagoOptional,
}
#[derive(Default)]
pub struct CrearPagoOptional {
    pub motivo: ::core::option::Option<crate::mini::types::Motivo>,
    pub canal: ::core::option::Option<crate::mini::types::Canal>,
    pub moneda: ::core::option::Option<crate::mini::types::Moneda>,
    pub fecha: ::core::option::Option<rt::Date>,
    pub cuenta: ::core::option::Option<Cuenta>,
    pub etiquetas: ::std::vec::Vec<::std::string::String>,
    pub ip_cliente: ::core::option::Option<::std::string::String>,
}

impl rt::Record for CrearPago {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.mask(&["ipCliente"]);
        to.headers(&[
            ("ipCliente", &self.optional.ip_cliente),
            ("Content-Type", &"application/json"),
        ]);
        to.body(&[
            ("banco", &self.banco),
            ("telefono", &self.telefono),
            ("monto", &self.monto),
            ("id-externo", &self.id_externo),
            ("motivo", &self.optional.motivo),
            ("canal", &self.optional.canal),
            ("moneda", &self.optional.moneda),
            ("fecha", &rt::Formatted(&self.optional.fecha, "YYYYMMDD")),
            ("cuenta", &self.optional.cuenta),
            ("etiquetas", &rt::OmitEmpty(&self.optional.etiquetas)),
        ]);
    }
}
rt::debug_record!(CrearPago);
impl rt::Request for CrearPago {
    const OPERATION: &'static rt::Operation = &OPERATION;
    type Response = CrearPagoResponse;
    type Code = CrearPagoCode;
}

pub struct Cuenta {
    pub numero: ::std::string::String,
    pub saldo: ::core::option::Option<rt::Decimal>,
}
impl rt::Record for Cuenta {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.mask(&["numero"]);
        to.body(&[
            ("numero", &self.numero),
            ("saldo", &rt::AsText(&self.saldo)),
        ]);
    }
}
rt::record_value!(Cuenta);
impl rt::Read for Cuenta {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self {
            numero: from.body(&["numero"]),
            saldo: from.body(&["saldo", "balance.amount"]),
        }
    }
}

pub struct CrearPagoResponse {
    pub numero_referencia: ::core::option::Option<::std::string::String>,
}
impl rt::Read for CrearPagoResponse {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self {
            numero_referencia: from.body(&["numeroReferencia"]),
        }
    }
}
impl rt::Record for CrearPagoResponse {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.body(&[("numeroReferencia", &self.numero_referencia)]);
    }
}
rt::debug_record!(CrearPagoResponse);

#[non_exhaustive]
pub enum CrearPagoCode {
    TransaccionExitosa,
    CuentaInvalida,
    LimiteExcedido,
    TimeOut,
    Other(::std::boxed::Box<str>),
}
impl rt::Code for CrearPagoCode {
    const TABLE: rt::CodeTable = rt::CodeTable::new(
        "0000\t201\taccepted\t1\tExitosa\tTRANSACCIÓN EXITOSA\nE001\t409\trejected\t2\tNegocio\tCUENTA INVÁLIDA\nE010\t500\trejected\t3\tNegocio\tLÍMITE EXCEDIDO\n0084\t500\tunknown\t4\tSistema\tTIME-OUT",
    );
    fn from_row(row: usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(match row {
            0 => Self::TransaccionExitosa,
            1 => Self::CuentaInvalida,
            2 => Self::LimiteExcedido,
            3 => Self::TimeOut,
            _ => return ::core::option::Option::None,
        })
    }
    fn other(code: ::std::boxed::Box<str>) -> Self {
        Self::Other(code)
    }
    fn row(&self) -> ::core::result::Result<usize, &str> {
        ::core::result::Result::Ok(match self {
            Self::TransaccionExitosa => 0,
            Self::CuentaInvalida => 1,
            Self::LimiteExcedido => 2,
            Self::TimeOut => 3,
            Self::Other(code) => return ::core::result::Result::Err(code),
        })
    }
}
rt::code_type!(CrearPagoCode);

pub(crate) static OPERATION: rt::Operation = rt::Operation {
    bank: "banco-prueba",
    service: "pagos",
    id: "crear_pago",
    method: rt::Method::Post,
    path: rt::Path::Template("/v1/pagos/p2p"),
    signing_base: "/v1/pagos/p2p",
    auth: ::core::option::Option::Some(&super::client::FIRMA),
    effect: rt::Effect::MovesMoney,
    finality: rt::Finality::Final,
    supplied: &[],
    idempotency: ::core::option::Option::Some("id-externo"),
    envelope: ::core::option::Option::Some(&super::client::CABECERA),
    success: &[201],
    codes: <CrearPagoCode as rt::Code>::TABLE,
};

impl super::client::Client {
    pub fn crear_pago<'a>(&'a self, request: &'a CrearPago) -> rt::Call<'a, CrearPago> {
        self.call(request)
    }
}
