//! A made-up bank of one operation, sound at first; each test breaks one thing and names what must be noticed.

use super::{Report, verify};
use crate::synth::{Options, Synthetic, synth};
use generator::parse::parse;
use generator::source::{Document, Sources};
use std::io;

const OPERATION: &str = "crear_pagos_0000.yaml";

fn made() -> Synthetic {
    synth(Options {
        operations: 1,
        codes: 4,
    })
}

/// Verifies it.
fn check(made: &Synthetic) -> Report {
    let files = made.spec.iter();
    let sources = Sources {
        documents: files
            .map(|(path, text)| Document::from_bytes(path.clone(), text.clone().into_bytes()))
            .collect(),
        ..Sources::default()
    };
    let spec = parse(&sources).expect("the made-up specification is well-formed");
    let read = |file: &str| {
        let document = made.documents.iter().find(|(name, _)| name == file);
        document
            .map(|(_, text)| text.clone().into_bytes())
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    };
    verify(&spec, &sources, &read).expect("the documents are there")
}

/// Replaces text of one file of the specification; what is replaced must be there.
fn edit(made: &mut Synthetic, file: &str, from: &str, to: &str) {
    let text = made
        .spec
        .iter_mut()
        .find(|(path, _)| path.ends_with(file))
        .map(|(_, text)| text);
    let text = text.expect("the file exists");
    assert!(text.contains(from), "{file} has no `{from}`");
    *text = text.replacen(from, to, 1);
}

/// Replaces text of the document, and the checksum with it.
fn edit_document(made: &mut Synthetic, from: &str, to: &str) {
    let text = &mut made.documents[0].1;
    assert!(text.contains(from), "the document has no `{from}`");
    *text = text.replacen(from, to, 1);
    let sha256 = super::DocumentText::new(text.as_bytes(), None).sha256;
    let bank = made
        .spec
        .iter_mut()
        .find(|(path, _)| path.ends_with("bank.yaml"))
        .map(|(_, text)| text);
    let bank = bank.expect("there is a bank.yaml");
    let start = bank.find("sha256: ").expect("it lists a checksum") + "sha256: ".len();
    bank.replace_range(start..start + 64, &sha256);
}

/// The messages, each with its place.
fn problems(report: &Report) -> Vec<String> {
    let problems = report
        .documents
        .iter()
        .flat_map(|document| &document.problems);
    problems
        .map(|problem| {
            format!(
                "{} {}",
                problem.place.as_deref().unwrap_or("-"),
                problem.message
            )
        })
        .collect()
}

/// The line number in `source: N` of the first line of the specification that holds `row`.
fn source_of(made: &Synthetic, row: &str) -> u32 {
    let lines = made.spec.iter().flat_map(|(_, text)| text.lines());
    let line = lines
        .into_iter()
        .find(|line| line.contains(row))
        .expect("the row exists");
    let digits = line.split("source: ").nth(1).expect("it has a source");
    digits
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .expect("a line number")
}

#[test]
fn a_sound_transcription_holds() {
    let report = check(&made());
    assert_eq!(problems(&report), Vec::<String>::new());
    assert!(report.holds());
    let document = &report.documents[0];
    assert!(document.facts > 50 && document.failed == 0);
    assert!(document.rows > 40 && document.rows == document.covered);
}

#[test]
fn a_wrong_line_is_found_at_its_place() {
    let mut made = made();
    let line = source_of(&made, "name: referencia,");
    edit(
        &mut made,
        OPERATION,
        &format!("required: true, source: {line}"),
        &format!("required: true, source: {}", line + 1),
    );
    let found = problems(&check(&made));
    assert!(
        found.iter().any(
            |problem| problem.contains("`referencia` is not on these lines")
                && problem.contains(OPERATION)
        ),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("table row is in no fact: `referencia`")),
        "{found:?}"
    );
}

#[test]
fn a_text_that_makes_a_refusal_uncertain_is_looked_for_as_a_part_of_words() {
    let doubt = |text: &str| {
        let mut made = made();
        let (id, line) = (
            made.documents[0].0.trim_end_matches(".txt").to_owned(),
            source_of(&made, "name: referencia,"),
        );
        let facts = format!(
            "    absent: unknown\n    doubt: [{{value: {text}, source: {{doc: {id}, lines: {line}}}}}]\n"
        );
        edit(&mut made, "bank.yaml", "    absent: unknown\n", &facts);
        problems(&check(&made))
    };
    assert_eq!(doubt("eferenc"), Vec::<String>::new());
    let found = doubt("TIMEOUT");
    assert!(
        found.len() == 1 && found[0].contains("the doubt `TIMEOUT` is not on these lines"),
        "{found:?}"
    );
}

#[test]
fn a_line_beyond_the_document_is_found() {
    let mut made = made();
    let line = source_of(&made, "name: referencia,");
    edit(
        &mut made,
        OPERATION,
        &format!("required: true, source: {line}"),
        "required: true, source: 9999",
    );
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("line 9999 is beyond the end of pagos")),
        "{found:?}"
    );
}

#[test]
fn a_code_row_that_was_left_out_is_found() {
    let mut made = made();
    let line = source_of(&made, "code: \"E002\"");
    let text = &mut made
        .spec
        .iter_mut()
        .find(|(path, _)| path.ends_with(OPERATION))
        .expect("the operation exists")
        .1;
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("code: \"E002\""))
        .collect();
    *text = kept.join("\n") + "\n";
    let report = check(&made);
    assert_eq!(
        problems(&report),
        [format!(
            "- line {line}: this table row is in no fact: code `E002`"
        )]
    );
    assert_eq!(report.documents[0].missing, 1);
    assert!(!report.holds());
}

#[test]
fn a_row_may_be_left_out_with_a_reason() {
    let mut made = made();
    edit_document(&mut made, "E003 MONEDA", "F003 MONEDA");
    let line = source_of(&made, "code: \"E003\"");
    edit(
        &mut made,
        OPERATION,
        "code: \"E003\", description",
        "code: \"F003\", description",
    );
    assert!(check(&made).holds());
    let text = &mut made
        .spec
        .iter_mut()
        .find(|(path, _)| path.ends_with(OPERATION))
        .expect("the operation exists")
        .1;
    *text = text
        .lines()
        .filter(|line| !line.contains("\"F003\""))
        .fold(String::new(), |text, line| text + line + "\n");
    assert!(!check(&made).holds());
    let unused = format!(
        "    lines: {}\n    unused: [{{lines: {line}, reason: withdrawn}}]\n",
        made.documents[0].1.lines().count()
    );
    let lines = unused
        .split_once("    unused")
        .map(|(lines, _)| lines.to_owned())
        .expect("two keys");
    edit(&mut made, "bank.yaml", &lines, &unused);
    let report = check(&made);
    assert_eq!(
        report.documents[0].explained,
        [(line, "withdrawn".to_owned())]
    );
    assert!(report.holds());
}

#[test]
fn a_reason_that_nothing_needs_is_found() {
    let mut made = made();
    let lines = format!("    lines: {}\n", made.documents[0].1.lines().count());
    let unused = format!("{lines}    unused: [{{lines: 1, reason: made up}}]\n");
    edit(&mut made, "bank.yaml", &lines, &unused);
    let found = problems(&check(&made));
    assert!(
        found.len() == 1 && found[0].contains("nothing to give a reason for"),
        "{found:?}"
    );
}

#[test]
fn a_description_that_was_shortened_or_changed_is_found() {
    let mut made = made();
    edit(
        &mut made,
        OPERATION,
        "description: MONTO NO EXISTE",
        "description: MONTO NO",
    );
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("`EXISTE` stands on these lines too")),
        "{found:?}"
    );
    let mut made = self::made();
    edit(
        &mut made,
        OPERATION,
        "TRANSACCIÓN EXITOSA",
        "TRANSACCION EXITOSA",
    );
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem
                .contains("description `TRANSACCION EXITOSA` is not on these lines")),
        "{found:?}"
    );
}

#[test]
fn a_wrong_status_of_a_code_is_found() {
    let mut made = made();
    edit(
        &mut made,
        OPERATION,
        "status: 500, outcome: unknown",
        "status: 504, outcome: unknown",
    );
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("HTTP status `504` is not on these lines")),
        "{found:?}"
    );
}

#[test]
fn another_document_under_the_same_name_is_found() {
    let mut made = made();
    made.documents[0].1.push_str("one more line\n");
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("is not the document that was transcribed")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|problem| problem.contains("the file has")),
        "{found:?}"
    );
}

#[test]
fn a_mark_or_a_type_other_than_the_printed_one_is_found() {
    let mut made = made();
    edit(
        &mut made,
        OPERATION,
        "example: r-1, required: true",
        "example: r-1, required: false",
    );
    edit(
        &mut made,
        OPERATION,
        "name: prioridad, in: body, type: integer",
        "name: prioridad, in: body, type: text",
    );
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("X-Peticion: line") && problem.contains("as required")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("prioridad: line") && problem.contains("another type")),
        "{found:?}"
    );
}

#[test]
fn a_length_other_than_the_printed_one_is_found() {
    let mut made = made();
    edit(&mut made, OPERATION, "max_length: 35", "max_length: 36");
    let found = problems(&check(&made));
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("speak of a length, but not of 36")),
        "{found:?}"
    );
}

#[test]
fn a_row_of_the_neighbouring_operation_is_no_evidence() {
    let mut made = synth(Options {
        operations: 2,
        codes: 2,
    });
    let chapters: Vec<u32> = made.documents[0]
        .1
        .lines()
        .zip(1..)
        .filter(|(line, _)| line.starts_with("referencia "))
        .map(|(_, number)| number)
        .collect();
    let [first, second] = chapters[..] else {
        panic!("two operations, two rows: {chapters:?}")
    };
    edit(
        &mut made,
        OPERATION,
        &format!("required: true, source: {first}"),
        &format!("required: true, source: {second}"),
    );
    let found = problems(&check(&made));
    assert!(
        found.iter().any(|problem| problem
            .contains("referencia: these lines are outside the operation's chapter")),
        "{found:?}"
    );
}

#[test]
fn a_document_that_is_missing_is_an_error_that_names_it() {
    let mut made = made();
    made.documents.clear();
    let files = made.spec.iter();
    let sources = Sources {
        documents: files
            .map(|(path, text)| Document::from_bytes(path.clone(), text.clone().into_bytes()))
            .collect(),
        ..Sources::default()
    };
    let spec = parse(&sources).expect("the made-up specification is well-formed");
    let error = verify(&spec, &sources, &|_| {
        Err(io::Error::from(io::ErrorKind::NotFound))
    })
    .expect_err("there is no document");
    assert!(error.to_string().starts_with("pagos.txt: "), "{error}");
}

#[test]
fn a_ruling_may_decide_where_a_column_prints_neither_mark() {
    let mut made = made();
    edit_document(
        &mut made,
        "X-Peticion String Dato X-Peticion",
        "X-Peticion  String  20  Cond.  Dato X-Peticion",
    );
    let found = problems(&check(&made));
    assert!(
        found.iter().any(|problem| problem.contains("has no mark")),
        "{found:?}"
    );
    edit(
        &mut made,
        OPERATION,
        "example: r-1, required: true",
        "example: r-1, ruling: S-01, required: true",
    );
    assert_eq!(problems(&check(&made)), [""; 0]);
}

#[test]
fn a_row_about_a_header_of_a_scheme_is_in_its_fact() {
    let mut made = made();
    edit_document(
        &mut made,
        "La llave pública viaja en api-key y tiene 32 caracteres.",
        "api-key  Texto  32 caracteres  Si  Llave pública",
    );
    assert_eq!(problems(&check(&made)), [""; 0]);
}
