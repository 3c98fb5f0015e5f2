//! Diagnostics as text and as JSON.

use crate::example::{RULINGS, SERVICE, edited, example, problems, rendered, with};
use generator::diagnostic::Diagnostic;
use generator::source::{FileId, Sources, Span};

#[test]
fn wide_characters_and_tabs_keep_the_underline_in_place() {
    let text = "rulings: [{título: \"日本\",\tolvido:\t12}]\n";
    assert_shown!("render_wide_characters", rendered(with(RULINGS, text)));
}

#[test]
fn two_places_of_one_line_and_of_two_files_are_shown() {
    let sources = Sources::from_memory(example());
    let problem = Diagnostic::new("S048", span(0, 10, 14), "given twice", "here")
        .and(span(1, 30, 40), "there")
        .and(span(0, 2, 6), "and here")
        .and(span(0, 100, 104), "and there");
    assert_shown!("render_two_files", problem.render(&sources, false));
}

#[test]
fn colours_are_codes_of_the_terminal() {
    let (sources, problems) = problems(edited(SERVICE, "  - crear_pago\n", ""));
    assert_shown!(
        "render_colours",
        problems[0].render(&sources, true).escape_debug()
    );
}

#[test]
fn machines_get_lines_and_columns() {
    let (sources, problems) = problems(edited(SERVICE, "  - crear_pago\n", ""));
    assert_shown!(
        "render_json",
        serde_json::to_string_pretty(&problems[0].locate(&sources)).unwrap()
    );
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let escaped = "rulings: []\n\"a\\e[31m\\u202e\": 1\n";
    let written = "rulings: []\nb\u{1b}]0;x\u{7}\u{202e}: 2\n";
    for text in [escaped, written] {
        let shown = rendered(with(RULINGS, text));
        assert!(shown.contains("\\u{1b}"), "{shown}");
        assert!(shown.contains("\\u{202e}"), "{shown}");
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']),
            "{shown:?}"
        );
    }
}

#[test]
fn places_outside_of_any_file_do_no_harm() {
    let sources = Sources::from_memory(example());
    for (file, start, end) in [(0, u32::MAX, 0), (0, 7, 3), (9, 1, 2), (1, 0, u32::MAX)] {
        let problem = Diagnostic::new("S001", span(file, start, end), "m", "l").help("h");
        assert!(problem.render(&sources, true).contains("S001"));
        assert_eq!(problem.locate(&sources).code, "S001");
    }
}

fn span(file: u32, start: u32, end: u32) -> Span {
    let file = FileId(file);
    Span { file, start, end }
}
