//! A small bank that lowers, and the same with mistakes in it.

use generator::diagnostic::Diagnostic;
use generator::load::load;
use generator::lower::lower;
use generator::model::Model;
use generator::parse::parse;
use generator::source::Sources;
use std::path::Path;
use std::sync::LazyLock;

pub(crate) const BANK: &str = "bank.yaml";
pub(crate) const RULINGS: &str = "rulings.yaml";
pub(crate) const SERVICE: &str = "service.yaml";
pub(crate) const PAY: &str = "pagar.yaml";
pub(crate) const READ: &str = "leer.yaml";
pub(crate) const CARD: &str = "tarjeta.yaml";

/// File, text in it, and what stands there instead.
pub(crate) type Edit<'e> = (&'e str, &'e str, &'e str);

static BASE: LazyLock<Sources> = LazyLock::new(|| {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lower/base")).unwrap()
});

/// The bank with its edits.
pub(crate) fn edited(edits: &[Edit<'_>]) -> Sources {
    let mut sources = BASE.clone();
    "spec".clone_into(&mut sources.root);
    for (file, from, to) in edits {
        let document = sources
            .documents
            .iter_mut()
            .find(|document| document.path.ends_with(&format!("/{file}")))
            .unwrap();
        assert!(document.text.contains(from), "{file} has no {from}");
        document.text = document.text.replacen(from, to, 1);
    }
    sources
}

/// What lowering makes of sources that parse.
pub(crate) fn lowered(sources: &Sources) -> Result<Model, Vec<Diagnostic>> {
    let spec = parse(sources)
        .map_err(|problems| shown(sources, &problems))
        .unwrap();
    lower(&spec)
}

/// The model of the bank with edits that are no mistakes.
pub(crate) fn model(edits: &[Edit<'_>]) -> Model {
    let sources = edited(edits);
    lowered(&sources)
        .map_err(|problems| shown(&sources, &problems))
        .unwrap()
}

/// The problems of the bank with its edits, as shown.
pub(crate) fn problems(edits: &[Edit<'_>]) -> String {
    let sources = edited(edits);
    match lowered(&sources) {
        Ok(_) => "no problem".to_owned(),
        Err(problems) => shown(&sources, &problems),
    }
}

/// Problems as shown, one after the other.
pub(crate) fn shown(sources: &Sources, problems: &[Diagnostic]) -> String {
    let shown: Vec<_> = problems
        .iter()
        .map(|problem| problem.render(sources, false))
        .collect();
    shown.join("\n")
}
