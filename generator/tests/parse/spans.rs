//! Places are exact to the byte.

use crate::example::{PAY, RULINGS, edited, example, from_windows, rendered, with};
use generator::parse::parse;
use generator::source::{Sources, Span, Spanned};
use generator::spec::Spec;

#[test]
fn operations_stand_in_the_order_of_the_list() {
    let spec = parse(&Sources::from_memory(example())).unwrap();
    let operations = &spec.banks[0].services[0].operations;
    let ids: Vec<_> = operations
        .iter()
        .map(|o| o.operation.value.as_str())
        .collect();
    assert_eq!(ids, ["crear_pago", "consultar_cuenta"]);
}

#[test]
fn numbers_of_examples_keep_their_digits() {
    let spec = parse(&Sources::from_memory(example())).unwrap();
    let example = &spec.banks[0].services[0].operations[0].examples[0];
    let body = serde_json::to_string(&example.request.body.as_ref().unwrap().value).unwrap();
    assert!(body.contains(r#"["monto",{"Number":"10.50"}]"#), "{body}");
}

/// Some texts with the bytes they were read from.
fn texts(spec: &Spec) -> Vec<(&str, Span)> {
    let mut texts: Vec<&Spanned<String>> = Vec::new();
    for operation in &spec.banks[0].services[0].operations {
        texts.push(&operation.description.es);
        texts.push(&operation.method.value);
        for field in &operation.request {
            texts.extend(&field.name);
            texts.extend(field.doc.as_ref().map(|doc| &doc.es));
        }
        for row in &operation.codes.rows {
            texts.extend(&row.description);
        }
    }
    texts
        .into_iter()
        .map(|text| (text.value.as_str(), text.span))
        .collect()
}

#[test]
fn accents_line_ends_and_a_byte_order_mark_shift_no_span() {
    for files in [example(), from_windows(&example())] {
        let sources = Sources::from_memory(files);
        let spec = parse(&sources).unwrap();
        let texts = texts(&spec);
        assert!(texts.iter().any(|(text, _)| !text.is_ascii()));
        for (text, span) in texts {
            let document = sources.get(span.file).unwrap();
            assert_eq!(&document.text[span.start as usize..span.end as usize], text);
        }
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_change_no_message() {
    let files = edited(PAY, "es: Cuenta que recibe", "es: Cuentá, que recibé");
    let windows = from_windows(&files);
    let expected = rendered(files);
    assert!(
        expected.contains("unknown key `que recibé el pago`"),
        "{expected}"
    );
    assert_eq!(rendered(windows), expected);
    // On the very first line, where the mark itself stands.
    let first = rendered(with(RULINGS, "\u{feff}rulings: 1\r\n"));
    assert!(first.contains("rulings.yaml:1:10\n"), "{first}");
}
