//! The commands as a person runs them: what they print, their exit codes, what they leave on disk.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use xtask::{Console, run};

/// What a command printed and its exit code.
struct Ran {
    code: u8,
    out: String,
    err: String,
}

fn xtask(arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console {
        out: &mut out,
        err: &mut err,
        colour: false,
    };
    let code = run(arguments.iter().map(OsString::from), &mut console);
    Ran {
        code,
        out: String::from_utf8(out).expect("output is UTF-8"),
        err: String::from_utf8(err).expect("messages are UTF-8"),
    }
}

/// A folder of the test's own with a made-up bank in it.
struct Bank {
    root: PathBuf,
}

impl Bank {
    fn new(test: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        if root.exists() {
            fs::remove_dir_all(&root).expect("the folder of an earlier run can be removed");
        }
        let bank = Self { root };
        let (spec, documents) = (bank.path("spec"), bank.path("documents"));
        let made = xtask(&[
            "synth",
            "--operations",
            "2",
            "--codes",
            "3",
            "--out",
            &spec,
            "--documents",
            &documents,
        ]);
        assert_eq!(made.code, 0, "{}", made.err);
        bank
    }

    fn path(&self, below: &str) -> String {
        self.root.join(below).to_string_lossy().into_owned()
    }

    fn verify(&self, more: &[&str]) -> Ran {
        let (spec, documents) = (self.path("spec"), self.path("documents"));
        xtask(
            &[
                &["verify", "--spec", &spec, "--documents", &documents],
                more,
            ]
            .concat(),
        )
    }

    fn codegen(&self, more: &[&str]) -> Ran {
        let (spec, out) = (self.path("spec"), self.path("out"));
        xtask(&[&["codegen", "--spec", &spec, "--out", &out], more].concat())
    }

    /// Replaces text of a file; what is replaced must be there.
    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(self.root.join(file), text.replacen(from, to, 1))
            .expect("the file can be written");
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.root.join(file)).expect("the file can be read")
    }

    fn exists(&self, below: &str) -> bool {
        self.root.join(below).exists()
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("machine output is one JSON value")
}

const OPERATION: &str = "spec/banco-sintetico/pagos/operations/crear_pagos_0000.yaml";
const LIBRARY: &str = "out/banco-sintetico/src/lib.rs";

#[test]
fn wrong_usage_is_told_from_a_failed_check() {
    for arguments in [
        &["codegne"][..],
        &["verify"],
        &["codegen", "--out"],
        &["synth", "--operations", "many", "--out", "x"],
    ] {
        let ran = xtask(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(
            ran.err.starts_with("error: ") && ran.err.contains("Exit codes:"),
            "{arguments:?}: {}",
            ran.err
        );
    }
    assert_eq!(xtask(&["help"]).code, 0);
}

#[test]
fn a_folder_or_document_that_is_not_there_is_named() {
    let ran = xtask(&["codegen", "--spec", "no/such/folder"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no/such/folder"), "{}", ran.err);
    let bank = Bank::new("missing_document");
    fs::remove_file(bank.root.join("documents/pagos.txt")).expect("the document can be removed");
    let ran = bank.verify(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("pagos.txt"), "{}", ran.err);
}

#[test]
fn verify_passes_on_what_holds_and_fails_on_what_does_not() {
    let bank = Bank::new("verify");
    let ran = bank.verify(&[]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains(" 0 fail"), "{}", ran.out);
    bank.edit(OPERATION, "name: monto,", "name: montos,");
    let ran = bank.verify(&[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("crear_pagos_0000.yaml:")
            && ran.out.contains("`montos` is not on these lines"),
        "{}",
        ran.out
    );
    let ran = bank.verify(&["--format", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(json(&ran.out)["documents"][0]["missing"], 1);
}

#[test]
fn generating_twice_changes_nothing() {
    let bank = Bank::new("twice");
    let first = bank.codegen(&[]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first
            .out
            .contains("banco-sintetico: 1 service, 2 operations, 6 codes, 1 ruling,"),
        "{}",
        first.out
    );
    assert!(first.out.contains(" files written"), "{}", first.out);
    let second = bank.codegen(&["--format", "json"]);
    let second = json(&second.out);
    assert_eq!(
        (&second["written"], &second["removed"]),
        (&json("[]"), &json("[]"))
    );
    assert_eq!(bank.codegen(&["--check"]).code, 0);
}

#[test]
fn a_crate_outside_the_workspace_stands_alone() {
    let bank = Bank::new("standalone");
    assert_eq!(bank.codegen(&[]).code, 0);
    let manifest = bank.read("out/banco-sintetico/Cargo.toml");
    assert!(manifest.contains("[workspace]"), "{manifest}");
    let runtime = manifest
        .lines()
        .find(|line| line.starts_with("bank-client-runtime"))
        .expect("it depends on the runtime");
    let path = runtime.split('"').nth(1).expect("by path");
    assert!(
        Path::new(path).is_absolute() && Path::new(path).join("Cargo.toml").is_file(),
        "{runtime}"
    );
    assert!(
        !bank.exists("spec/schema.json"),
        "the schema belongs to the workspace's specification"
    );
}

#[test]
fn check_shows_each_kind_of_drift_and_writes_nothing() {
    let bank = Bank::new("drift");
    assert_eq!(bank.codegen(&[]).code, 0);
    bank.edit(LIBRARY, "//!", "//! edited by hand\n//!");
    let edited = bank.read(LIBRARY);
    fs::remove_file(bank.root.join("out/banco-sintetico/Cargo.toml"))
        .expect("the manifest can be removed");
    fs::write(bank.root.join("out/banco-sintetico/src/stray.rs"), "").expect("a file can be added");
    let ran = bank.codegen(&["--check"]);
    assert_eq!(ran.code, 1);
    for expected in [
        "changed: banco-sintetico/src/lib.rs",
        "-//! edited by hand",
        "missing: banco-sintetico/Cargo.toml",
        "orphan: banco-sintetico/src/stray.rs",
        "3 files differ: run `cargo xtask codegen`",
    ] {
        assert!(ran.out.contains(expected), "{expected}: {}", ran.out);
    }
    assert_eq!(bank.read(LIBRARY), edited);
    assert!(!bank.exists("out/banco-sintetico/Cargo.toml"));
    let drift = json(&bank.codegen(&["--check", "--format", "json"]).out);
    assert_eq!(drift["drift"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_specification_with_problems_writes_nothing_and_tells_them_all() {
    let bank = Bank::new("diagnostics");
    bank.edit(OPERATION, "effect:", "efect:");
    bank.edit(OPERATION, "permission:", "permision:");
    let ran = bank.codegen(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("efect") && ran.err.contains("permision"),
        "{}",
        ran.err
    );
    assert!(!bank.exists("out"));
    let ran = bank.codegen(&["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        json(&ran.out)["diagnostics"]
            .as_array()
            .is_some_and(|list| list.len() >= 2),
        "{}",
        ran.out
    );
}

#[test]
fn a_reference_to_nothing_is_found_after_parsing() {
    let bank = Bank::new("lowering");
    bank.edit(OPERATION, "type: Identificacion", "type: Identificasion");
    let ran = bank.codegen(&["--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Identificasion"), "{}", ran.err);
}

#[test]
fn the_model_is_printed_and_nothing_written() {
    let bank = Bank::new("dump");
    let ran = bank.codegen(&["--dump", "model"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let model = json(&ran.out);
    assert_eq!(
        model["banks"][0]["services"][0]["operations"]
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    assert!(!bank.exists("out"));
}

#[test]
fn the_checked_in_files_are_what_the_specification_generates() {
    let ran = xtask(&["codegen", "--check"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}
