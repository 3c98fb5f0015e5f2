//! The worked example of `spec/README.md`, as it stands and with mistakes in it.

use generator::diagnostic::Diagnostic;
use generator::parse::parse;
use generator::source::Sources;

pub(crate) const README: &str = include_str!("../../../spec/README.md");

pub(crate) const BANK: &str = "banco-ejemplo/bank.yaml";
pub(crate) const RULINGS: &str = "banco-ejemplo/rulings.yaml";
pub(crate) const SERVICE: &str = "banco-ejemplo/pagos/service.yaml";
pub(crate) const PAY: &str = "banco-ejemplo/pagos/operations/crear_pago.yaml";
pub(crate) const READ: &str = "banco-ejemplo/pagos/operations/consultar_cuenta.yaml";

/// Path and text of each file.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// The example as it stands.
pub(crate) fn example() -> Files {
    README
        .split("```yaml\n# spec/")
        .skip(1)
        .map(|block| {
            let (path, _) = block.split_once('\n').unwrap();
            let (text, _) = block.split_once("```").unwrap();
            (path.to_owned(), format!("# spec/{text}").into_bytes())
        })
        .collect()
}

/// The example with one text of one file replaced.
pub(crate) fn edited(path: &str, from: &str, to: &str) -> Files {
    let mut files = example();
    edit(&mut files, path, from, to);
    files
}

/// Replaces one text of one file.
pub(crate) fn edit(files: &mut Files, path: &str, from: &str, to: &str) {
    let (_, text) = files.iter_mut().find(|(file, _)| file == path).unwrap();
    let before = String::from_utf8(text.clone()).unwrap();
    assert!(before.contains(from), "{path} has no {from}");
    *text = before.replacen(from, to, 1).into_bytes();
}

/// The example with another text for one file, or with one more file.
pub(crate) fn with(path: &str, text: impl Into<Vec<u8>>) -> Files {
    let mut files = without(path);
    files.push((path.to_owned(), text.into()));
    files
}

/// The example without one file.
pub(crate) fn without(path: &str) -> Files {
    let mut files = example();
    files.retain(|(file, _)| file != path);
    files
}

/// The same files as a Windows editor saves them: with a byte order mark and CRLF.
pub(crate) fn from_windows(files: &Files) -> Files {
    let convert = |text: &[u8]| {
        let text = String::from_utf8(text.to_vec())
            .unwrap()
            .replace('\n', "\r\n");
        format!("\u{feff}{text}").into_bytes()
    };
    files
        .iter()
        .map(|(path, text)| (path.clone(), convert(text)))
        .collect()
}

/// What is wrong with the files.
pub(crate) fn problems(files: Files) -> (Sources, Vec<Diagnostic>) {
    let sources = Sources::from_memory(files);
    let problems = parse(&sources).err().unwrap_or_default();
    (sources, problems)
}

/// What is wrong with the files, as text.
pub(crate) fn rendered(files: Files) -> String {
    let (sources, problems) = problems(files);
    let texts: Vec<_> = problems.iter().map(|p| p.render(&sources, false)).collect();
    texts.join("\n")
}
