//! The beneficiary's phone number where the bank code belongs.
use banco_plaza::pagos::types::{CodigoBanco, Telefono};

fn bank(phone: Telefono) -> CodigoBanco {
    phone
}

fn main() {
    let _ = bank;
}
