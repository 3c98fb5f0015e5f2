//! What is checked in under `generated/` is what the specification in `spec/` says.

use generator::{emit, load, lower, parse};
use std::path::Path;

#[test]
fn generated_files_are_those_of_the_specification() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let sources = load::load(&root.join("spec")).unwrap();
    let shown = |problems: Vec<generator::diagnostic::Diagnostic>| {
        let texts = problems.iter().map(|one| one.render(&sources, false));
        texts.collect::<Vec<_>>().join("\n")
    };
    let spec = parse::parse(&sources).map_err(shown).unwrap();
    let model = lower::lower(&spec).map_err(shown).unwrap();
    let output = emit::emit(&model, &emit::Options::default()).unwrap();
    let drift = output.check(&root.join("generated")).unwrap();
    assert!(drift.is_empty(), "run `cargo xtask codegen`: {drift:#?}");
}
