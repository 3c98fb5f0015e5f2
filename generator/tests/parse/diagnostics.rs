//! Each problem as it is shown; the texts stand in `tests/diagnostics/parse`.

use crate::example::{
    BANK, PAY, READ, RULINGS, SERVICE, edit, edited, problems, rendered, with, without,
};
use generator::diagnostic::CODES;

macro_rules! cases {
    ($($name:ident: $files:expr;)*) => {
        $(#[test]
        fn $name() {
            assert_shown!(stringify!($name), rendered($files));
        })*
    };
}

cases! {
    s001_not_utf8: with(RULINGS, b"rulings:\n  - title: {en: x, es: Decisi\xf3n}\n");
    s001_utf16: with(RULINGS, b"\xff\xfer\0u\0l\0");
    s002_too_large: with(RULINGS, vec![b'#'; 4 * 1024 * 1024 + 1]);
    s003_control_and_direction_characters: edited(PAY, "A-1", "A\u{202e}-\u{1b}1");
    s003_direction_character_as_an_escape: edited(PAY, "en: Pay an account", "en: \"Pay \\u202e account\"");
    s004_unclosed_bracket: edited(PAY, "es: Paga a una cuenta}", "es: Paga a una cuenta");
    s004_colon_in_text: edited(PAY, "{en: Pay an account, es: Paga a una cuenta}", "Pay: now: or never");
    s004_tab_as_indentation: edited(BANK, "  - document: pagos", "\t- document: pagos");
    s004_unclosed_quote: edited(BANK, "\"Referencia de pagos, sin fecha\"", "\"Referencia de pagos, sin fecha");
    s005_nested_too_deeply: with(RULINGS, format!("rulings: {}", "[".repeat(100)));
    s006_empty_file: with(RULINGS, "");
    s006_only_a_comment: with(RULINGS, "# later\n");
    s007_two_documents: edited(READ, "effect:", "---\neffect:");
    s008_anchor_alias_merge: with(RULINGS, "rulings: &all []\nmore: *all\nothers: *none\n<<: {a: 1}\n");
    s009_tag: edited(BANK, "length: 20", "length: !!int \"20\"");
    s010_key_is_no_word: with(RULINGS, "? [a, b]\n: 1\n{c: d}: 2\n: 3\nrulings: []\n");
    s011_key_given_twice: edited(PAY, "auth: {value: firma, source: 53}", "auth: {value: firma, source: 53}\neffect: {value: read, source: 9}");
    s020_mistyped_key: edited(PAY, "outcome: accepted, source: 81", "outcome: accepted, sorce: 81");
    s020_unknown_key: edited(PAY, "outcome: accepted, source: 81", "outcome: accepted, line: 81");
    s021_missing_key: edited(PAY, "effect: {value: moves-money, source: 50}\n", "");
    s021_missing_key_of_a_row: edited(PAY, "code: \"0013\", ", "");
    s022_map_wanted: edited(PAY, "{en: Pay an account, es: Paga a una cuenta}", "Pay an account");
    s022_list_wanted: edited(READ, "request:\n", "request: {}\nexamples:\n");
    s022_number_in_quotes: edited(BANK, "length: 20", "length: \"20\"");
    s022_truth_value_in_quotes: edited(PAY, "required: true", "required: \"true\"");
    s022_lines_are_a_truth_value: edited(PAY, "source: 81", "source: true");
    s023_code_without_quotes: edited(PAY, "\"0000\"", "0000");
    s023_word_of_older_yaml: edited(BANK, "country: VE", "country: NO");
    s024_unknown_word: edited(PAY, "outcome: unknown", "outcome: unknow");
    s024_unknown_word_beside_a_truth_value: edited(PAY, "required: true", "required: undocumentd");
    s025_lines_end_before_they_begin: edited(PAY, "source: 50-95", "source: 95-50");
    s025_line_zero: edited(PAY, "source: 50-95", "source: 0");
    s025_status_of_no_answer: edited(PAY, "status: 201", "status: 100");
    s025_status_out_of_range: edited(PAY, "status: 201", "status: 2010");
    s025_number_with_a_leading_zero: edited(BANK, "length: 20", "length: 020");
    s025_negative_number: edited(BANK, "length: 20", "length: -20");
    s026_code_without_quotes: edited(PAY, "\"0013\"", "E013");
    s027_no_value: edited(PAY, "envelope: cabecera", "envelope:");
    s027_no_item: edited(SERVICE, "  - crear_pago\n", "  - crear_pago\n  -\n");
    s028_empty_list: edited(PAY, "source: 81", "source: []");
    s029_number_with_a_leading_zero: edited(PAY, "{numero: \"000123\"}", "{numero: 000123}");
    s029_infinity: edited(PAY, "{numero: \"000123\"}", "{numero: [.inf, 0x1F, +5, {a: NO}]}");
    s040_other_ending: with("banco-ejemplo/pagos/service.yml", "service: pagos\n");
    s040_unknown_place: with("banco-ejemplo/pagos/notas.yaml", "a: 1\n");
    s041_no_bank: without(BANK);
    s042_no_service: without(SERVICE);
    s043_other_name_of_the_bank: edited(BANK, "bank: banco-ejemplo", "bank: banco-otro");
    s044_other_name_of_the_service: edited(SERVICE, "service: pagos", "service: cobros");
    s045_other_name_of_the_operation: edited(PAY, "operation: crear_pago", "operation: crear_pagos");
    s046_operation_without_a_file: edited(SERVICE, "  - crear_pago\n", "  - crear_pago\n  - anular_cobro\n");
    s046_operation_with_a_mistyped_name: edited(SERVICE, "  - crear_pago\n", "  - crear_pagp\n");
    s047_operation_that_is_not_listed: edited(SERVICE, "  - crear_pago\n", "");
    s048_operation_listed_twice: edited(SERVICE, "  - crear_pago\n", "  - crear_pago\n  - crear_pago\n");
}

#[test]
fn every_problem_of_every_file_is_reported_at_once() {
    let mut files = edited(PAY, "required: true", "required: maybe");
    edit(&mut files, PAY, "outcome: accepted", "outcome: fine");
    edit(&mut files, PAY, "status: 400", "state: 400");
    edit(&mut files, PAY, "effect:", "consequence:");
    edit(&mut files, BANK, "country: VE", "country: 58");
    edit(&mut files, RULINGS, "kind: gap", "kind: hole");
    edit(&mut files, SERVICE, "  - crear_pago\n", "");
    let (sources, problems) = problems(files);
    assert!(problems.is_sorted());
    let found: Vec<_> = problems
        .iter()
        .map(|problem| {
            let place = problem.locate(&sources).primary;
            format!(
                "{} {}:{}",
                problem.code,
                place.file.rsplit('/').next().unwrap(),
                place.line
            )
        })
        .collect();
    assert_shown!("many_problems", found.join("\n"));
}

#[test]
fn s030_more_problems_than_are_shown() {
    let shown = rendered(with(
        RULINGS,
        format!("rulings:\n{}", "  - 1\n".repeat(103)),
    ));
    assert_eq!(shown.matches("error[").count(), 101);
    let last = shown.rsplit("\n\n").next().unwrap();
    assert_shown!("s030_more_problems_than_are_shown", last);
}

#[test]
fn every_code_has_a_rendered_example() {
    let mut shown = String::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/parse");
    for file in std::fs::read_dir(folder).unwrap() {
        shown += &std::fs::read_to_string(file.unwrap().path()).unwrap();
    }
    // S039 is what remains if the check of the format and its types ever disagree.
    let missing: Vec<_> = CODES
        .iter()
        .map(|meaning| meaning.code)
        .filter(|&code| code < "S100" && code != "S039")
        .filter(|code| !shown.contains(&format!("error[{code}]")))
        .collect();
    assert_eq!(missing, [""; 0]);
}
