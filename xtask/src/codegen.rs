//! `cargo xtask codegen`: from a specification to crates and OpenAPI files.

use crate::cli::{Format, Mode};
use crate::run::{Console, Failure, json, open, workspace};
use generator::model::Bank;
use generator::output::{Drift, Output, Written};
use generator::{emit, lower, spec};
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What was asked for.
pub(crate) struct Request {
    pub(crate) spec: Option<PathBuf>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) mode: Mode,
    pub(crate) format: Format,
}

/// The schema of the specification's files, beside them.
const SCHEMA: &str = "schema.json";

pub(crate) fn run(request: &Request, console: &mut Console<'_>) -> Result<(), Failure> {
    let start = Instant::now();
    let own_spec = workspace().join("spec");
    let own_out = workspace().join("generated");
    let spec_dir = request.spec.as_deref().unwrap_or(&own_spec);
    let out_dir = request.out.as_deref().unwrap_or(&own_out);
    let (sources, spec) = open(spec_dir)?;
    let model = match lower::lower(&spec) {
        Ok(model) => model,
        Err(problems) => return Err(Failure::Diagnostics(sources, problems)),
    };
    if request.mode == Mode::Dump {
        return Ok(json(&model, console)?);
    }
    let output = emit::emit(&model, &options(out_dir, &own_out)?)?;
    // The schema describes the format, not the banks: it lies beside the specification of this workspace only.
    let mut schema = Output::default();
    if same(spec_dir, &own_spec) {
        schema.insert(SCHEMA.to_owned(), spec::schema_json())?;
    }
    let banks = model
        .banks
        .iter()
        .map(|bank| Summary::new(bank, &output))
        .collect();
    if request.mode == Mode::Check {
        let mut drift = output.check(out_dir)?;
        // The other files beside the schema are the specification itself.
        drift.extend(
            schema
                .check(spec_dir)?
                .into_iter()
                .filter(|drift| drift.path() == SCHEMA && schema.get(SCHEMA).is_some()),
        );
        return checked(banks, &drift, start, request.format, console);
    }
    let mut written = output.write(out_dir)?;
    let beside = schema.write(spec_dir)?;
    written.changed.extend(beside.changed);
    written.unchanged += beside.unchanged;
    wrote(banks, written, start, request.format, console)
}

/// Crates inside the workspace share it; crates elsewhere stand alone and name the runtime's absolute path.
fn options(out: &Path, own_out: &Path) -> io::Result<emit::Options> {
    if same(out, own_out) {
        return Ok(emit::Options::default());
    }
    let runtime = fs::canonicalize(workspace().join("runtime"))?;
    Ok(emit::Options {
        runtime: runtime.to_string_lossy().replace('\\', "/"),
        standalone: true,
    })
}

/// Whether two paths lead to the same folder.
fn same(left: &Path, right: &Path) -> bool {
    match (fs::canonicalize(left), fs::canonicalize(right)) {
        (Ok(left), Ok(right)) => left == right,
        (Ok(_) | Err(_), Err(_)) | (Err(_), Ok(_)) => left == right,
    }
}

/// What a bank consists of.
#[derive(Serialize)]
struct Summary {
    bank: String,
    services: usize,
    operations: usize,
    codes: usize,
    rulings: usize,
    files: usize,
}

impl Summary {
    fn new(bank: &Bank, output: &Output) -> Self {
        let operations = || bank.services.iter().flat_map(|service| &service.operations);
        let prefix = format!("{}/", bank.id);
        Self {
            bank: bank.id.clone(),
            services: bank.services.len(),
            operations: operations().count(),
            codes: operations().map(|operation| operation.codes.len()).sum(),
            rulings: bank.rulings.len(),
            files: output
                .files()
                .filter(|(path, _)| path.starts_with(&prefix))
                .count(),
        }
    }
}

/// Prints a line per bank.
fn print_banks(banks: &[Summary], console: &mut Console<'_>) -> io::Result<()> {
    for bank in banks {
        let parts = [
            counted(bank.services, "service"),
            counted(bank.operations, "operation"),
            counted(bank.codes, "code"),
            counted(bank.rulings, "ruling"),
            counted(bank.files, "file"),
        ];
        writeln!(console.out, "{}: {}", bank.bank, parts.join(", "))?;
    }
    Ok(())
}

/// `1 file`, `2 files`.
fn counted(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}

fn wrote(
    banks: Vec<Summary>,
    written: Written,
    start: Instant,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if format == Format::Json {
        #[derive(Serialize)]
        struct Result {
            banks: Vec<Summary>,
            written: Vec<String>,
            removed: Vec<String>,
            unchanged: usize,
            milliseconds: u128,
        }
        let result = Result {
            banks,
            written: written.changed,
            removed: written.removed,
            unchanged: written.unchanged,
            milliseconds: start.elapsed().as_millis(),
        };
        return Ok(json(&result, console)?);
    }
    print_banks(&banks, console)?;
    let ms = start.elapsed().as_millis();
    match (written.changed.len(), written.removed.len()) {
        (0, 0) => writeln!(console.out, "unchanged ({ms} ms)")?,
        (changed, 0) => writeln!(
            console.out,
            "{} written ({ms} ms)",
            counted(changed, "file")
        )?,
        (changed, removed) => writeln!(
            console.out,
            "{} written, {removed} removed ({ms} ms)",
            counted(changed, "file")
        )?,
    }
    Ok(())
}

fn checked(
    banks: Vec<Summary>,
    drift: &[Drift],
    start: Instant,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if format == Format::Json {
        #[derive(Serialize)]
        struct Drifted<'a> {
            kind: &'static str,
            path: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            diff: Option<&'a str>,
        }
        #[derive(Serialize)]
        struct Result<'a> {
            banks: Vec<Summary>,
            drift: Vec<Drifted<'a>>,
        }
        let drifted = drift.iter().map(|drift| {
            let (kind, diff) = match drift {
                Drift::Missing { .. } => ("missing", None),
                Drift::Changed { diff, .. } => ("changed", Some(diff.as_str())),
                Drift::Orphan { .. } => ("orphan", None),
            };
            Drifted {
                kind,
                path: drift.path(),
                diff,
            }
        });
        json(
            &Result {
                banks,
                drift: drifted.collect(),
            },
            console,
        )?;
    } else {
        print_banks(&banks, console)?;
        for drift in drift {
            writeln!(console.out, "{}", drift.to_string().trim_end())?;
        }
        let ms = start.elapsed().as_millis();
        match drift.len() {
            0 => writeln!(console.out, "up to date ({ms} ms)")?,
            files => writeln!(
                console.out,
                "{}: run `cargo xtask codegen` ({ms} ms)",
                if files == 1 {
                    "1 file differs".to_owned()
                } else {
                    format!("{files} files differ")
                }
            )?,
        }
    }
    if drift.is_empty() {
        Ok(())
    } else {
        Err(Failure::Refuted)
    }
}
