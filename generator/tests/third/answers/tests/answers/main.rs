//! The third bank's generated client over a socket, each operation with a success, a refusal and what tells nothing.
#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub)] // allowed in tests; what they share stands outside of test functions

mod changes;
mod charges;
mod queries;
mod reports;
mod server;

use banco_espejo::cobros::client::{Claves, Profile};
use banco_espejo::cobros::{self, types::Canal};
use banco_espejo::runtime::{Answered, Clock, Error, Random, Request, SigningKey, UnknownReason};
use server::{Bank, SECRET, SHORT_SECRET};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// 2026-03-07 14:07:09 UTC, for good.
pub(crate) const NOON: u64 = 1_772_892_429;

struct Standing;

impl Clock for Standing {
    fn now(&self) -> Duration {
        Duration::from_millis(NOON * 1000 + 987)
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(1)
    }
}

/// Bytes 0, 1, 2 and so on, over all calls of a client.
struct Counting(AtomicU8);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        for byte in bytes {
            *byte = self.0.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// A client of the charges, below the base path of the test environment. Each test has a key of its own, for nonces go by key.
pub(crate) fn charges(bank: &Bank, key: &str) -> cobros::Client {
    cobros::Client::builder(cobros::Environment::Ensayo)
        .base_url(&format!("{}/ensayo/nucleo", bank.url))
        .clock(Standing)
        .random(Counting(AtomicU8::new(0)))
        .profile(Profile {
            x_canal: Some(Canal::TiendaVirtual),
            x_sucursal: Some("0007".parse().unwrap()),
        })
        .path("fijar_limite", "/limites/{limite}/de/{comercio}")
        .credentials(cobros::Credentials {
            sello: Some(SigningKey::new(key, SECRET).unwrap()),
            sello_corto: Some(SigningKey::new("socio-01", SHORT_SECRET).unwrap()),
            claves: Some(Claves {
                comercio: "comercio & cía".into(),
                clave_firma: "firma-reservada".into(),
            }),
        })
        .build()
        .unwrap()
}

/// What a call ended in, in a few words; panics where it was accepted.
pub(crate) fn failure<R: Request>(answer: Answered<R>) -> String {
    match answer {
        Ok(_) => panic!("accepted"),
        Err(Error::NotSent(why)) => format!("not sent: {}", why.cause()),
        Err(Error::Rejected(rejected)) => {
            let code = rejected.meta.code.as_deref().unwrap_or("none");
            format!("rejected: {code}")
        }
        Err(Error::Unknown(unknown)) => match unknown.reason {
            UnknownReason::Gateway(_) => "unknown: gateway".to_owned(),
            reason => format!("unknown: {reason}"),
        },
    }
}
