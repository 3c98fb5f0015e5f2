use super::*;

/// An empty folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("generator-output-{}-{name}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, path: &str, contents: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (path, contents) in files {
        output
            .insert((*path).to_owned(), (*contents).to_owned())
            .unwrap();
    }
    output
}

#[test]
fn a_path_generated_twice_is_refused() {
    let mut output = output(&[("bank/a.rs", "1")]);
    let error = output
        .insert("bank/a.rs".to_owned(), "2".to_owned())
        .unwrap_err();
    assert!(matches!(error, OutputError::Duplicate { path } if path == "bank/a.rs"));
    assert_eq!(output.get("bank/a.rs"), Some("1"));
}

#[test]
fn a_path_that_leaves_the_folder_is_refused() {
    for path in [
        "",
        "/etc/x",
        "../x",
        "a/../../x",
        "a//b",
        "a/./b",
        "a\\b",
        "C:/x",
    ] {
        let error = Output::default()
            .insert(path.to_owned(), String::new())
            .unwrap_err();
        assert!(matches!(error, OutputError::Path { .. }), "{path}");
    }
}

#[test]
fn writing_touches_only_what_differs_and_removes_only_marked_files() {
    let folder = Folder::new("write");
    folder.put("bank/same.rs", "same");
    folder.put(
        "bank/old/stale.rs",
        &format!("// {MARK} from spec/x.yaml.\n"),
    );
    folder.put("bank/notes.md", "mine");
    folder.put("other/stale.rs", &format!("// {MARK} from spec/y.yaml.\n"));
    let output = output(&[("bank/same.rs", "same"), ("bank/src/new.rs", "new")]);
    let written = output.write(&folder.0).unwrap();
    assert_eq!(written.changed, ["bank/src/new.rs"]);
    assert_eq!(written.removed, ["bank/old/stale.rs"]);
    assert_eq!(written.unchanged, 1);
    assert!(!folder.0.join("bank/old").exists());
    assert!(folder.0.join("bank/notes.md").exists());
    assert!(folder.0.join("other/stale.rs").exists());
    assert_eq!(output.write(&folder.0).unwrap().changed, [""; 0]);
}

#[test]
fn many_files_are_written_and_compared_in_full() {
    let folder = Folder::new("many");
    let mut output = Output::default();
    for number in 0..500 {
        output
            .insert(format!("bank/src/{number}.rs"), number.to_string())
            .unwrap();
    }
    assert_eq!(output.write(&folder.0).unwrap().changed.len(), 500);
    assert_eq!(output.check(&folder.0).unwrap(), []);
    folder.put("bank/src/77.rs", "78");
    let drift = output.check(&folder.0).unwrap();
    assert_eq!(
        drift.iter().map(Drift::path).collect::<Vec<_>>(),
        ["bank/src/77.rs"]
    );
}

#[test]
fn every_kind_of_drift_is_found() {
    let folder = Folder::new("check");
    folder.put("bank/changed.rs", "one\ntwo\nthree\nfour\n");
    folder.put("bank/stray.txt", "");
    folder.put("bank/Cargo.lock", "");
    folder.put("bank/target/debug/x", "");
    folder.put("stray.txt", "");
    let output = output(&[
        ("bank/changed.rs", "one\n2\nthree\nfour\n"),
        ("bank/missing.rs", ""),
    ]);
    let drift = output.check(&folder.0).unwrap();
    let expected = [
        Drift::Changed {
            path: "bank/changed.rs".into(),
            diff: "@@ line 2 @@\n one\n-two\n+2\n".into(),
        },
        Drift::Missing {
            path: "bank/missing.rs".into(),
        },
        Drift::Orphan {
            path: "bank/stray.txt".into(),
        },
        Drift::Orphan {
            path: "stray.txt".into(),
        },
    ];
    assert_eq!(drift, expected);
}

#[test]
fn a_folder_that_does_not_exist_lacks_everything() {
    let folder = Folder::new("absent");
    let drift = output(&[("bank/a.rs", "")])
        .check(&folder.0.join("nothing"))
        .unwrap();
    assert_eq!(
        drift,
        [Drift::Missing {
            path: "bank/a.rs".into()
        }]
    );
}

#[test]
fn a_long_difference_is_cut_short() {
    let old = "old\n".repeat(100);
    let diff = short_diff(&old, "new\n");
    assert_eq!(diff.lines().count(), 1 + 6 + 1 + 1);
    assert!(diff.contains("-… 94 more\n"));
}
