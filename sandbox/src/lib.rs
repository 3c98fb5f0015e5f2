//! A bank on this machine: serves any bank of a specification over HTTP, from its model, with no code per bank.
//!
//! [`wire`] moves bytes and knows nothing of banks; [`fault`] is what can go wrong on the way, as data. In between, [`service`] takes a request
//! through its stages: [`route`] finds its operation, [`auth`] says who calls, [`scenario`] what the caller asked for, [`check`] whether the
//! arguments are right, [`world`] what the accounts say. Each may end in a [`judgement`], and [`answer`] makes the reply of it. What happened is in
//! the [`journal`] and in [`coverage`].
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use sandbox::{Config, Sandbox};
//!
//! let sandbox = Sandbox::start(Config::new("spec", "banco-plaza")).await?;
//! let base_url = sandbox.base_url("pagos");
//! sandbox.queue("crear_pago_p2p", "0084; effect=yes", 1)?;
//! // ... calls ...
//! assert!(sandbox.journal().iter().all(|entry| entry.status < 600));
//! assert!(sandbox.coverage().missing().len() < sandbox.coverage().total);
//! sandbox.shutdown().await;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

pub mod answer;
pub mod auth;
pub mod call;
pub mod catalogue;
pub mod check;
pub mod cli;
pub mod config;
pub mod control;
pub mod coverage;
pub mod fault;
pub mod greeting;
pub mod journal;
pub mod json;
pub mod judgement;
pub mod moment;
pub mod refusal;
pub mod route;
pub mod run;
pub mod sandbox;
pub mod scenario;
pub mod service;
pub mod stray;
pub mod value;
pub mod wire;
pub mod world;

pub use crate::config::Config;
pub use crate::sandbox::Sandbox;
