//! Running a command: what it prints, and its exit code.

use crate::cli::{self, Command, Format};
use crate::{codegen, synth, verify};
use generator::diagnostic::{Diagnostic, Located};
use generator::source::Sources;
use generator::spec::Spec;
use generator::{load, parse};
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where a command prints.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Messages about what went wrong.
    pub err: &'a mut dyn Write,
    /// Whether [`Console::err`] understands colours.
    pub colour: bool,
}

impl fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console")
            .field("colour", &self.colour)
            .finish_non_exhaustive()
    }
}

/// Why a command did not end well.
pub(crate) enum Failure {
    /// What was checked does not hold; it has been said.
    Refuted,
    /// The specification has problems.
    Diagnostics(Sources, Vec<Diagnostic>),
    /// Something else went wrong.
    Broken(Box<dyn Error>),
}

impl<E: Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Broken(Box::new(error))
    }
}

/// Runs the command that the arguments (without the program's name) ask for, and yields the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> u8 {
    let command = match cli::parse(arguments) {
        Ok(command) => command,
        Err(error) => {
            // Nothing can be said if the terminal is gone.
            let _ = writeln!(console.err, "error: {error}\n\n{}", cli::USAGE.trim_end());
            return 2;
        }
    };
    let format = command.format();
    match execute(command, console) {
        Ok(()) => 0,
        Err(Failure::Refuted) => 1,
        Err(Failure::Diagnostics(sources, problems)) => {
            let _ = print(&sources, &problems, format, console);
            1
        }
        Err(Failure::Broken(error)) => {
            let mut message = error.to_string();
            let mut cause = error.source();
            while let Some(error) = cause {
                message = format!("{message}: {error}");
                cause = error.source();
            }
            let _ = writeln!(console.err, "error: {message}");
            2
        }
    }
}

fn execute(command: Command, console: &mut Console<'_>) -> Result<(), Failure> {
    match command {
        Command::Codegen {
            spec,
            out,
            mode,
            format,
        } => codegen::run(
            &codegen::Request {
                spec,
                out,
                mode,
                format,
            },
            console,
        ),
        Command::Verify {
            spec,
            documents,
            format,
        } => {
            let (sources, spec) = open(&spec.unwrap_or_else(|| workspace().join("spec")))?;
            let read = |file: &str| fs::read(documents.join(file));
            let report = verify::verify(&spec, &sources, &read)?;
            match format {
                Format::Text => console.out.write_all(report.text().as_bytes())?,
                Format::Json => json(&report, console)?,
            }
            if report.holds() {
                Ok(())
            } else {
                Err(Failure::Refuted)
            }
        }
        Command::Synth {
            operations,
            codes,
            out,
            documents,
        } => {
            let made = synth::synth(synth::Options { operations, codes });
            write_all(&out, &made.spec)?;
            if let Some(documents) = documents {
                write_all(&documents, &made.documents)?;
            }
            let (bank, files) = (synth::BANK, made.spec.len());
            writeln!(
                console.out,
                "{bank}: {operations} operations in {files} files"
            )?;
            Ok(())
        }
        Command::Help => Ok(console.out.write_all(cli::USAGE.as_bytes())?),
    }
}

/// The folder of this workspace.
pub(crate) fn workspace() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// Reads a specification.
pub(crate) fn open(dir: &Path) -> Result<(Sources, Spec), Failure> {
    let sources = load::load(dir)?;
    match parse::parse(&sources) {
        Ok(spec) => Ok((sources, spec)),
        Err(problems) => Err(Failure::Diagnostics(sources, problems)),
    }
}

/// Prints a value for machines.
pub(crate) fn json(value: &impl serde::Serialize, console: &mut Console<'_>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut console.out, value)?;
    console.out.write_all(b"\n")
}

fn print(
    sources: &Sources,
    problems: &[Diagnostic],
    format: Format,
    console: &mut Console<'_>,
) -> io::Result<()> {
    match format {
        Format::Text => {
            for problem in problems {
                writeln!(console.err, "{}", problem.render(sources, console.colour))?;
            }
            let s = if problems.len() == 1 { "" } else { "s" };
            writeln!(
                console.err,
                "{} problem{s}; nothing was written",
                problems.len()
            )
        }
        Format::Json => {
            #[derive(serde::Serialize)]
            struct Diagnostics {
                diagnostics: Vec<Located>,
            }
            let diagnostics = problems
                .iter()
                .map(|problem| problem.locate(sources))
                .collect();
            json(&Diagnostics { diagnostics }, console)
        }
    }
}

fn write_all(root: &Path, files: &[(String, String)]) -> io::Result<()> {
    for (path, text) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
