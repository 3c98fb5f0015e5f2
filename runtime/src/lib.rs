//! What every generated bank client shares.
#![forbid(unsafe_code)]
