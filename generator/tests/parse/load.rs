//! Folders as they stand on a disk.

use crate::example::example;
use generator::load::{LoadError, load};
use generator::lower::lower;
use generator::parse::parse;
use generator::source::Sources;
use std::fs;
use std::path::Path;

/// Writes the worked example into a folder.
fn write(root: &Path) {
    for (path, text) in example() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[test]
fn a_folder_of_banks_and_a_bank_give_the_same_files() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    fs::write(dir.path().join("README.md"), "# no YAML").unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    fs::write(dir.path().join(".git/config.yaml"), "a: 1").unwrap();
    let all = load(dir.path()).unwrap();
    let one = load(&dir.path().join("banco-ejemplo")).unwrap();
    assert_eq!(all.documents, one.documents);
    assert_eq!(all.root, one.root);
    let paths: Vec<_> = all
        .documents
        .iter()
        .map(|document| document.path.as_str())
        .collect();
    assert!(paths.is_sorted());
    assert_eq!(paths.len(), 5);
    assert!(parse(&all).is_ok());
}

#[test]
fn the_world_of_a_sandbox_is_no_part_of_the_specification() {
    let with = |path: &str, text: &str| {
        let mut files = example();
        files.push((path.to_owned(), text.as_bytes().to_vec()));
        Sources::from_memory(files)
    };
    let lowered = |sources: &Sources| lower(&parse(sources).unwrap()).unwrap();
    let plain = lowered(&Sources::from_memory(example()));
    let anything = with("banco-ejemplo/sandbox.yaml", "not: [read");
    assert_eq!(lowered(&anything), plain);
    for elsewhere in [
        "sandbox.yaml",
        "banco-ejemplo/pagos/sandbox.yaml",
        "banco-ejemplo/sandbox.yml",
    ] {
        let sources = with(elsewhere, "a: 1");
        let problems = parse(&sources).unwrap_err();
        assert_eq!(problems[0].locate(&sources).code, "S040", "{elsewhere}");
    }
}

#[test]
fn many_files_are_read_in_order() {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..300 {
        fs::write(
            dir.path().join(format!("{number:03}.yaml")),
            format!("a: {number}"),
        )
        .unwrap();
    }
    let sources = load(dir.path()).unwrap();
    for (number, document) in sources.documents.iter().enumerate() {
        assert_eq!(document.path, format!("{number:03}.yaml"));
        assert_eq!(document.text, format!("a: {number}"));
    }
}

#[test]
fn a_folder_that_is_not_there_or_holds_nothing_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let absent = dir.path().join("absent");
    assert!(matches!(load(&absent), Err(LoadError::NoFolder(path)) if path == absent));
    assert!(matches!(load(dir.path()), Err(LoadError::Empty(path)) if path == dir.path()));
    let file = dir.path().join("a.yaml");
    fs::write(&file, "a: 1").unwrap();
    assert!(matches!(load(&file), Err(LoadError::NoFolder(_))));
}

#[test]
fn a_file_that_is_not_utf8_is_a_problem_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    let broken = dir.path().join("banco-ejemplo/rulings.yaml");
    fs::write(broken, b"rulings: [] # decisi\xf3n\n").unwrap();
    let problems = parse(&load(dir.path()).unwrap()).unwrap_err();
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["S001"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    symlink(dir.path(), dir.path().join("banco-ejemplo/again")).unwrap();
    assert!(matches!(load(dir.path()), Err(LoadError::Loop(_))));
    fs::remove_file(dir.path().join("banco-ejemplo/again")).unwrap();
    symlink("self.yaml", dir.path().join("self.yaml")).unwrap();
    assert!(matches!(load(dir.path()), Err(LoadError::Io(..))));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_an_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let dir = tempfile::tempdir().unwrap();
    write(dir.path());
    fs::write(
        dir.path().join(OsStr::from_bytes(b"b\xf3veda.yaml")),
        "a: 1",
    )
    .unwrap();
    assert!(matches!(load(dir.path()), Err(LoadError::Name(_))));
}
