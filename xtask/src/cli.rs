//! What was asked for.

use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;
use std::path::PathBuf;

/// How to use it.
pub const USAGE: &str = "\
The commands of this workspace.

cargo xtask codegen [--spec DIR] [--out DIR] [--check] [--dump model] [--format json]
    Generates a crate and OpenAPI files for each bank of the specification.
    --spec DIR      the specification, or one bank of it; default: spec/ of this workspace
    --out DIR       where to write; default: generated/ of this workspace
    --check         write nothing; list every file that differs, with the first difference
    --dump model    write nothing; print the model that files are generated from, as JSON
cargo xtask verify --documents DIR [--spec DIR] [--format json]
    Proves the transcription against its documents: every cited line shows what the fact says,
    and every row of every table is in a fact or is left out with a reason.
cargo xtask synth --operations N --out DIR [--codes N] [--documents DIR]
    Writes a made-up bank of any size to measure with; --documents writes the documents it cites too.
cargo xtask help

Exit codes: 0 fine; 1 what was checked does not hold (drift, failed facts, diagnostics); 2 wrong usage or an I/O error.
--format json prints one JSON value for machines instead of text.
";

/// A command and its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// `codegen`
    Codegen {
        /// `--spec`
        spec: Option<PathBuf>,
        /// `--out`
        out: Option<PathBuf>,
        /// What to do with the output.
        mode: Mode,
        /// `--format`
        format: Format,
    },
    /// `verify`
    Verify {
        /// `--spec`
        spec: Option<PathBuf>,
        /// `--documents`
        documents: PathBuf,
        /// `--format`
        format: Format,
    },
    /// `synth`
    Synth {
        /// `--operations`
        operations: u32,
        /// `--codes`
        codes: u32,
        /// `--out`
        out: PathBuf,
        /// `--documents`
        documents: Option<PathBuf>,
    },
    /// `help`, or no command
    Help,
}

impl Command {
    /// For whom its output is.
    #[must_use]
    pub fn format(&self) -> Format {
        match self {
            Self::Codegen { format, .. } | Self::Verify { format, .. } => *format,
            Self::Synth { .. } | Self::Help => Format::Text,
        }
    }
}

/// What `codegen` does with its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write,
    /// `--check`: compare it.
    Check,
    /// `--dump model`: print the model.
    Dump,
}

/// For whom output is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// People.
    #[default]
    Text,
    /// Machines.
    Json,
}

/// Options as given, of whatever command.
#[derive(Default)]
struct Options {
    spec: Option<PathBuf>,
    out: Option<PathBuf>,
    documents: Option<PathBuf>,
    operations: Option<u32>,
    codes: Option<u32>,
    check: bool,
    dump: bool,
    format: Format,
}

/// Reads the arguments, without the program's name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = Parser::from_args(arguments);
    let name = match parser.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => return Ok(Command::Help),
        Some(Arg::Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    let allowed: &[&str] = match name.as_str() {
        "codegen" => &["spec", "out", "check", "dump", "format"],
        "verify" => &["spec", "documents", "format"],
        "synth" => &["operations", "codes", "out", "documents"],
        "help" => return Ok(Command::Help),
        _ => {
            return Err(
                format!("there is no command `{name}`; `cargo xtask help` lists them").into(),
            );
        }
    };
    let Some(options) = options(&mut parser, allowed)? else {
        return Ok(Command::Help);
    };
    command(&name, options)
}

/// Reads options; `None` if help was asked for.
fn options(parser: &mut Parser, allowed: &[&str]) -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        let name = match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long(name) if allowed.contains(&name) => name.to_owned(),
            other => return Err(other.unexpected()),
        };
        match name.as_str() {
            "spec" => options.spec = Some(parser.value()?.into()),
            "out" => options.out = Some(parser.value()?.into()),
            "documents" => options.documents = Some(parser.value()?.into()),
            "operations" => options.operations = Some(parser.value()?.parse()?),
            "codes" => options.codes = Some(parser.value()?.parse()?),
            "check" => options.check = true,
            "dump" => {
                options.dump = true;
                word(parser, "dump", &["model"])?;
            }
            _ => {
                let format = word(parser, "format", &["text", "json"])?;
                options.format = if format == "json" {
                    Format::Json
                } else {
                    Format::Text
                };
            }
        }
    }
    Ok(Some(options))
}

/// The value of an option, if it is one of these.
fn word(parser: &mut Parser, option: &str, words: &[&str]) -> Result<String, lexopt::Error> {
    let word = parser.value()?.string()?;
    if words.contains(&word.as_str()) {
        Ok(word)
    } else {
        Err(format!("--{option} takes `{}`, not `{word}`", words.join("` or `")).into())
    }
}

fn command(name: &str, options: Options) -> Result<Command, lexopt::Error> {
    let missing = |option: &str| lexopt::Error::from(format!("`{name}` needs --{option}"));
    Ok(match name {
        "codegen" => Command::Codegen {
            spec: options.spec,
            out: options.out,
            mode: match (options.check, options.dump) {
                (false, false) => Mode::Write,
                (true, false) => Mode::Check,
                (false, true) => Mode::Dump,
                (true, true) => return Err("--check and --dump exclude each other".into()),
            },
            format: options.format,
        },
        "verify" => Command::Verify {
            spec: options.spec,
            documents: options.documents.ok_or_else(|| missing("documents"))?,
            format: options.format,
        },
        _ => Command::Synth {
            operations: options.operations.ok_or_else(|| missing("operations"))?,
            codes: options.codes.unwrap_or(20),
            out: options.out.ok_or_else(|| missing("out"))?,
            documents: options.documents,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn check_is_never_mistaken_for_write() {
        let Ok(Command::Codegen { mode, .. }) = read("codegen --check") else {
            panic!("`codegen --check` is no codegen command");
        };
        assert_eq!(mode, Mode::Check);
        assert!(read("codegen --check --dump model").is_err());
        assert!(read("codegen --chekc").is_err());
        assert!(read("codegen extra").is_err());
    }

    #[test]
    fn an_option_of_another_command_is_refused() {
        assert!(read("verify --documents d --check").is_err());
        assert!(read("synth --operations 3 --out o --format json").is_err());
        assert!(read("verify").unwrap_err().contains("--documents"));
        assert!(read("codegen --format yaml").unwrap_err().contains("json"));
        assert!(read("generate").unwrap_err().contains("help"));
    }

    #[test]
    fn help_may_stand_anywhere() {
        for line in ["", "help", "--help", "codegen -h", "verify --help"] {
            assert_eq!(read(line), Ok(Command::Help), "{line}");
        }
    }
}
