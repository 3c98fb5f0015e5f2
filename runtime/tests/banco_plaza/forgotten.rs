//! What must not compile.

use std::env;
use std::process::Command;

/// The compiler whose messages are checked in. Others word them otherwise.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn a_required_argument_cannot_be_forgotten_nor_an_outcome_ignored() {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    if !version.starts_with(COMPILER) {
        eprintln!("SKIPPED: the expected messages are those of {COMPILER}*, not of {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/banco_plaza/forgotten/*.rs");
}
