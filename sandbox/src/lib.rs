//! A bank on this machine: serves any bank of a specification over HTTP, from its model, with no code per bank.
//!
//! `wire` moves bytes and knows nothing of banks; `fault` is what can go wrong on the way, as data.
#![forbid(unsafe_code)]

pub mod fault;
pub mod wire;
