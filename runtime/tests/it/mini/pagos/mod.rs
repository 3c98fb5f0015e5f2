//! A service.

pub mod client;
pub mod crear_pago;
pub mod movimiento;

/// Operations that differ in auth, method, path and answer share one code table here, which generated code never does.
macro_rules! lectura {
    ($(#[$doc:meta])* $module:ident, $method:ident $effect:ident, $request:ident { $($field:ident: $type:ty),* }, $response:ident,
     path: $path:expr, auth: $auth:expr, envelope: $envelope:expr, success: $success:expr,
     write: |$this:ident, $to:ident| $write:block, read: |$from:ident| $read:block { $($out:ident: $out_type:ty),* }) => {
        $(#[$doc])*
        pub mod $module {
            use ::bank_client_runtime as rt;

            pub struct $request { $(pub $field: $type),* }
            impl rt::Record for $request {
                fn write(&self, $to: &mut rt::Writer<'_>) { let $this = self; $write }
            }
            rt::debug_record!($request);
            impl rt::Request for $request {
                const OPERATION: &'static rt::Operation = &OPERATION;
                type Response = $response;
                type Code = LecturaCode;
            }
            #[derive(Debug, PartialEq)]
            pub struct $response { $(pub $out: $out_type),* }
            impl rt::Read for $response {
                fn read($from: &mut rt::Reader<'_>) -> Self { $read }
            }
            #[non_exhaustive]
            pub enum LecturaCode { Exitosa, NoExiste, Ok, Er, Other(::std::boxed::Box<str>) }
            impl rt::Code for LecturaCode {
                const TABLE: rt::CodeTable = rt::CodeTable::new("0000\t200\taccepted\t1\t\tEXITOSA\nC001\t404\trejected\t2\t\tNO EXISTE\nOK\t-\taccepted\t3\t\t\nER\t-\trejected\t4\t\t");
                fn from_row(row: usize) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(match row {
                        0 => Self::Exitosa,
                        1 => Self::NoExiste,
                        2 => Self::Ok,
                        3 => Self::Er,
                        _ => return ::core::option::Option::None,
                    })
                }
                fn other(code: ::std::boxed::Box<str>) -> Self { Self::Other(code) }
                fn row(&self) -> ::core::result::Result<usize, &str> {
                    ::core::result::Result::Ok(match self {
                        Self::Exitosa => 0,
                        Self::NoExiste => 1,
                        Self::Ok => 2,
                        Self::Er => 3,
                        Self::Other(code) => return ::core::result::Result::Err(code),
                    })
                }
            }
            rt::code_type!(LecturaCode);
            pub(crate) static OPERATION: rt::Operation = rt::Operation {
                bank: "banco-prueba",
                service: "pagos",
                id: stringify!($module),
                method: rt::Method::$method,
                path: $path,
                signing_base: "/v1/pagos/p2p",
                auth: $auth,
                effect: rt::Effect::$effect,
                finality: rt::Finality::Final,
                supplied: &[],
                idempotency: ::core::option::Option::None,
                envelope: $envelope,
                success: $success,
                codes: <LecturaCode as rt::Code>::TABLE,
            };
            impl super::client::Client {
                pub fn $module<'a>(&'a self, request: &'a $request) -> rt::Call<'a, $request> { self.call(request) }
            }
        }
    };
}

lectura!(consultar_pago, Get Read, ConsultarPago { id: ::std::string::String, texto: ::core::option::Option<::std::string::String> }, ConsultarPagoResponse,
    path: rt::Path::Template("/v1/pagos/p2p/{id}"), auth: Some(&super::client::FIRMA), envelope: Some(&super::client::CABECERA), success: &[200, 204],
    write: |this, to| { to.path(&[("id", &this.id)]); to.query(&[("texto", &this.texto)]); },
    read: |from| { Self { monto: from.body(&["monto", "amt.value"]), fecha: from.body_formatted(&["fecha"], "DD/MM/YYYY"), cantidad: from.body(&["cantidad"]) } }
    { monto: rt::Decimal, fecha: ::core::option::Option<rt::Date>, cantidad: ::core::option::Option<i64> });

lectura!(listar_bancos, Get Read, ListarBancos { }, ListarBancosResponse,
    path: rt::Path::Template("/v1/pagos/bancos"), auth: None, envelope: Some(&super::client::CABECERA), success: &[200],
    write: |_this, _to| { },
    read: |from| { Self { bancos: from.header_or_body(&["bancos"]), cantidad: from.header_or_body(&["cantidadBancos"]) } }
    { bancos: ::std::vec::Vec<::std::string::String>, cantidad: ::core::option::Option<rt::Integer> });

lectura!(consultar_cliente, Get Read, ConsultarCliente { id: ::std::string::String }, ConsultarClienteResponse,
    path: rt::Path::Template("/clientes/{id}"), auth: Some(&super::client::OAUTH2), envelope: None, success: &[200],
    write: |this, to| { to.path(&[("id", &this.id)]); },
    read: |from| { Self { nombre: from.body(&["nombre"]), activo: from.body(&["activo"]) } }
    { nombre: ::std::string::String, activo: ::core::option::Option<rt::Flag> });

lectura!(validar_cliente, Get Read, ValidarCliente { mnemonic: ::std::string::String }, ValidarClienteResponse,
    path: rt::Path::Undocumented { parameters: &["mnemonic"], ruling: "B-01" }, auth: Some(&super::client::CREDENCIALES), envelope: Some(&super::client::RESULTADO), success: &[],
    write: |this, to| { to.path(&[("mnemonic", &this.mnemonic)]); to.headers(&[("X-RqUID", &"1")]); },
    read: |from| { Self { items: from.items(), rquid: from.header(&["X-RqUID"]) } }
    { items: ::std::vec::Vec<::std::string::String>, rquid: ::core::option::Option<::std::string::String> });

lectura!(listar_movimientos, Get Read, ListarMovimientos { }, ListarMovimientosResponse,
    path: rt::Path::Template("/v1/pagos/movimientos"), auth: None, envelope: Some(&super::client::CABECERA), success: &[200],
    write: |_this, _to| { },
    read: |from| { Self { movimientos: from.body(&["movimientos", "movs.lista"]), total: from.body(&["total"]), ultimo: from.body(&["ultimo"]) } }
    { movimientos: ::std::vec::Vec<super::movimiento::Movimiento>, total: ::core::option::Option<i64>, ultimo: ::core::option::Option<super::movimiento::Movimiento> });

lectura!(validar_lote, Post Read, ValidarLote { }, ValidarLoteResponse,
    path: rt::Path::Template("/v1/pagos/lote/validar"), auth: None, envelope: Some(&super::client::CABECERA), success: &[200],
    write: |_this, _to| { },
    read: |from| { Self { items: from.items() } }
    { items: ::std::vec::Vec<super::movimiento::Movimiento> });

lectura!(
    /// No read: its answer counts by its code alone.
    pagar_lote, Post MovesMoney, PagarLote { }, PagarLoteResponse,
    path: rt::Path::Template("/v1/pagos/lote"), auth: None, envelope: Some(&super::client::CABECERA), success: &[200],
    write: |_this, _to| { },
    read: |from| { Self { movimientos: from.body(&["movimientos"]), total: from.body(&["total"]) } }
    { movimientos: ::std::vec::Vec<super::movimiento::Movimiento>, total: ::core::option::Option<i64> });

lectura!(
    /// No read: a success is shown without a code.
    registrar_llave, Post Write, RegistrarLlave { }, RegistrarLlaveResponse,
    path: rt::Path::Template("/v1/llaves"), auth: None, envelope: Some(&super::client::LLAVE), success: &[],
    write: |_this, _to| { },
    read: |from| { Self { llave: from.body(&["llave", "Llave"]), fecha: from.body(&["fecha"]), cuentas: from.body(&["cuentas"]), rquid: from.header(&["X-RqUID"]) } }
    { llave: ::core::option::Option<super::movimiento::Movimiento>, fecha: ::core::option::Option<::std::string::String>, cuentas: ::std::vec::Vec<::std::string::String>, rquid: ::core::option::Option<::std::vec::Vec<::std::string::String>> });

lectura!(consultar_llave, Get Read, ConsultarLlave { }, ConsultarLlaveResponse,
    path: rt::Path::Template("/v1/llaves"), auth: None, envelope: Some(&super::client::LLAVE), success: &[],
    write: |_this, _to| { },
    read: |from| { Self { llave: from.body(&["llave"]), cuentas: from.body(&["cuentas"]) } }
    { llave: ::core::option::Option<super::movimiento::Movimiento>, cuentas: ::std::vec::Vec<::std::string::String> });
