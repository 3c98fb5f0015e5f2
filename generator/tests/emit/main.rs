//! The obstacle course of `tests/course` as Rust: every file is a snapshot. That it compiles is checked by `.ci/run`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use generator::emit::{Options, emit};
use generator::load::load;
use generator::lower::lower;
use generator::output::Output;
use generator::parse::parse;
use std::path::Path;

fn course() -> Output {
    let sources = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/course")).unwrap();
    let spec = parse(&sources).unwrap();
    emit(&lower(&spec).unwrap(), &Options::default()).unwrap()
}

/// The course's files that are Rust or belong to the crate; the OpenAPI files have tests of their own.
fn crate_files(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    output
        .files()
        .filter(|(path, _)| !path.contains("/openapi/"))
}

#[test]
fn every_file_of_the_course_is_as_reviewed() {
    for (path, contents) in crate_files(&course()) {
        let name = path
            .trim_start_matches("banco-obstaculos/")
            .replace('/', ".");
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name, contents);
        });
    }
}

#[test]
fn nothing_hostile_leaves_its_place() {
    let output = course();
    for (path, contents) in output.files() {
        for forbidden in [
            '\0', '\r', '\u{1b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{feff}',
        ] {
            assert!(!contents.contains(forbidden), "{forbidden:?} in {path}");
        }
    }
    let is_rust = |path: &str| Path::new(path).extension().is_some_and(|end| end == "rs");
    for (path, contents) in crate_files(&output).filter(|(path, _)| is_rust(path)) {
        let parsed = syn::parse_file(contents);
        assert!(parsed.is_ok(), "{path}: {:?}", parsed.err());
    }
}

#[test]
fn the_same_course_gives_the_same_bytes() {
    assert_eq!(course(), course());
}
