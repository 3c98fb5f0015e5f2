use super::*;
use generator::lower::lower;
use generator::parse::parse;
use generator::source::{Document, Sources};

fn sources(made: &Synthetic) -> Sources {
    let files = made.spec.iter();
    Sources {
        documents: files
            .map(|(path, text)| Document::from_bytes(path.clone(), text.clone().into_bytes()))
            .collect(),
        ..Sources::default()
    }
}

#[test]
fn a_bank_of_several_services_is_a_sound_specification() {
    let made = synth(Options {
        operations: 120,
        codes: 20,
    });
    let sources = sources(&made);
    let rendered = |problems: Vec<generator::diagnostic::Diagnostic>| -> String {
        problems
            .iter()
            .take(5)
            .map(|problem| problem.render(&sources, false))
            .collect()
    };
    let spec = parse(&sources)
        .and_then(|spec| lower(&spec).map(|_| spec))
        .map_err(rendered)
        .expect("it keeps every rule of the format");
    let operations: usize = spec.banks[0]
        .services
        .iter()
        .map(|service| service.operations.len())
        .sum();
    assert_eq!((spec.banks[0].services.len(), operations), (2, 120));
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let options = Options {
        operations: 3,
        codes: 200,
    };
    let (one, two) = (synth(options), synth(options));
    assert_eq!((one.spec, one.documents), (two.spec, two.documents));
}
