//! A bank on this machine: serves any bank of a specification over HTTP, from its model, with no code per bank.
//!
//! `wire` moves bytes and knows nothing of banks; `fault` is what can go wrong on the way, as data. In between a request goes through
//! stages: `route` finds its operation, `judgement` is what was decided about it.
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
pub mod value;
pub mod wire;
pub mod world;
