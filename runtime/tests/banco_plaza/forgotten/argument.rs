//! A payment without its amount.
use banco_plaza::pagos::{CrearPagoP2p, CrearPagoP2pOptional};

fn payment() -> Result<CrearPagoP2p, Box<dyn std::error::Error>> {
    Ok(CrearPagoP2p {
        banco: "0138".parse()?,
        id_beneficiario: "V12345678".parse()?,
        telefono: "4140000001".parse()?,
        motivo: "Prueba".parse()?,
        canal: "20".parse()?,
        id_externo: "pedido-0001".parse()?,
        optional: CrearPagoP2pOptional::default(),
    })
}

fn main() {
    let _ = payment();
}
