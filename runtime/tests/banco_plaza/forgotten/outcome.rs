//! A payment whose outcome nobody looks at, and one that is never sent.
#![deny(unused_must_use)]
use banco_plaza::pagos::{Client, CrearPagoP2p};

async fn pay(client: &Client, request: &CrearPagoP2p) {
    client.crear_pago_p2p(request).await;
    client.crear_pago_p2p(request);
}

fn main() {
    let _ = pay;
}
