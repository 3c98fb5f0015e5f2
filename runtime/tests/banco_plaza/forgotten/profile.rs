//! A profile for a service whose requests take no header of one.
use banco_plaza::pagos::{Client, Environment};

fn main() {
    let _ = Client::builder(Environment::Prueba).profile(Default::default());
}
