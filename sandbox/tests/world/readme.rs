//! `spec/README.md` tells of every key of `sandbox.yaml`.

use std::fs;
use std::path::Path;

/// The names of the fields of a struct, or of the variants of an enum in kebab-case, as its source spells them.
fn names(source: &str, item: &str) -> Vec<String> {
    let (_, rest) = source.split_once(&format!("{item} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let mut renamed = None;
    let mut names = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some((_, name)) = line.split_once("rename = \"") {
            renamed = name.split('"').next().map(str::to_owned);
        } else if line.contains("serde(skip)") {
            renamed = Some(String::new());
        } else if let Some(field) = line.strip_prefix("pub ") {
            let plain = field.split(':').next().unwrap().to_owned();
            names.push(renamed.take().unwrap_or(plain));
        } else if line.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            let plain: String = line
                .trim_end_matches(',')
                .chars()
                .fold(String::new(), kebab);
            names.push(renamed.take().unwrap_or(plain));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn kebab(mut name: String, letter: char) -> String {
    if letter.is_ascii_uppercase() && !name.is_empty() {
        name.push('-');
    }
    name.push(letter.to_ascii_lowercase());
    name
}

#[test]
fn every_key_and_word_of_the_file_is_described() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("../spec/README.md")).unwrap();
    let (_, readme) = readme.split_once("\n## `sandbox.yaml`\n").unwrap();
    let (readme, _) = readme.split_once("\n## ").unwrap();
    let source = |path: &str| fs::read_to_string(root.join("src").join(path)).unwrap();
    let (file, world) = (source("config/file.rs"), source("world/file.rs"));
    let schedule = source("fault/schedule.rs");
    let items = [
        (&file, "pub struct SandboxFile", 6),
        (&file, "pub struct Credential", 9),
        (&file, "pub struct CheckRule", 6),
        (&file, "pub enum Check", 15),
        (&file, "pub struct Settings", 9),
        (&file, "pub struct PathRule", 2),
        (&file, "pub enum FormerToken", 2),
        (&file, "pub enum GatewayFault", 3),
        (&file, "pub enum HeaderText", 2),
        (&schedule, "pub struct Rule", 3),
        (&world, "pub struct WorldFile", 3),
        (&world, "pub enum Repeated", 3),
        (&world, "pub struct TableEntry", 4),
        (&world, "pub struct RuleEntry", 3),
        (&world, "pub struct StepEntry", 22),
        (&world, "pub struct AnswerEntry", 4),
        (&world, "pub struct ListEntry", 2),
    ];
    for (source, item, least) in items {
        let names = names(source, item);
        assert!(names.len() >= least, "{item}: only {names:?} were found");
        for name in names {
            let shown = [format!("`{name}`"), format!("{name}:")];
            assert!(
                shown.iter().any(|text| readme.contains(text)),
                "{item}: spec/README.md does not describe `{name}`"
            );
        }
    }
}
