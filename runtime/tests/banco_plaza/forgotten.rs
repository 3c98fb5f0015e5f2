//! What must not compile.

#[test]
fn a_required_argument_cannot_be_forgotten_nor_an_outcome_ignored() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/banco_plaza/forgotten/*.rs");
}
