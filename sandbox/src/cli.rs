//! Arguments to a command.

use crate::config::{Config, LISTEN};
use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// How to use it.
pub const USAGE: &str = "\
A bank on this machine: every documented outcome, and every fault of a network.

sandbox --bank BANK [--listen ADDRESS] [--service NAME]... [--format json] [--spec DIR]
        [--seed N] [--config FILE] [--state FILE] [--allow-remote]
    Serves all services of a bank on one port until Ctrl-C.
    --bank BANK       the bank, by the name of its folder: banco-plaza
    --listen ADDRESS  default: 127.0.0.1:8585; port 0 takes a free one
    --service NAME    only this service; may be given several times
    --spec DIR        the specification, or one bank of it; default: spec/ of this workspace
    --seed N          what chance is drawn from; default: 0
    --config FILE     credentials, settings, faults, accounts and customers: the shape of spec/BANK/sandbox.yaml
    --state FILE      keeps accounts, customers, keys and used nonces between runs
    --allow-remote    allows an address that other machines reach
sandbox triggers --bank BANK [--spec DIR] [--format json]
    Lists what makes the sandbox answer with each row of each code table.
sandbox faults [--format json]
    Lists what can go wrong on purpose.
sandbox help

Exit codes: 0 fine; 1 the specification or a file does not hold; 2 wrong usage or an I/O error.
--format json prints one JSON value for machines instead of text: when serving, one line once it listens.
    {\"bank\", \"services\": {NAME: {\"base_url\", \"token_url\"?, \"paths\"?, \"credentials\"?}}, \"credentials\": {\"api_key\", \"api_secret\", ...}}
";

/// A command and its options.
#[derive(Debug)]
pub enum Command {
    /// Serves a bank.
    Serve(Box<Config>, Format),
    /// `triggers`
    Triggers {
        /// `--bank`
        bank: String,
        /// `--spec`
        spec: PathBuf,
        /// `--format`
        format: Format,
    },
    /// `faults`
    Faults(Format),
    /// `help`
    Help,
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
    bank: Option<String>,
    spec: Option<PathBuf>,
    listen: Option<SocketAddr>,
    services: Vec<String>,
    seed: u64,
    config: Option<PathBuf>,
    state: Option<PathBuf>,
    allow_remote: bool,
    format: Format,
}

/// Reads the arguments, without the program's name. `spec` is the folder to use where none is given.
pub fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    spec: PathBuf,
) -> Result<Command, lexopt::Error> {
    let mut parser = Parser::from_args(arguments);
    let mut command: Option<String> = None;
    let mut options = Options::default();
    let mut given = Vec::new();
    while let Some(argument) = parser.next()? {
        let name = match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(name) if command.is_none() && given.is_empty() => {
                command = Some(name.string()?);
                continue;
            }
            Arg::Long(name) => name.to_owned(),
            other => return Err(other.unexpected()),
        };
        options.read(&name, &mut parser)?;
        given.push(name);
    }
    let allowed: &[&str] = match command.as_deref() {
        None if given.is_empty() => return Ok(Command::Help),
        None => &[
            "bank",
            "spec",
            "listen",
            "service",
            "seed",
            "config",
            "state",
            "allow-remote",
            "format",
        ],
        Some("triggers") => &["bank", "spec", "format"],
        Some("faults") => &["format"],
        Some("help") => return Ok(Command::Help),
        Some(other) => {
            return Err(format!("there is no command `{other}`; `sandbox help` lists them").into());
        }
    };
    if let Some(wrong) = given.iter().find(|name| !allowed.contains(&name.as_str())) {
        return Err(format!("--{wrong} is no option of this command").into());
    }
    if command.as_deref() == Some("faults") {
        return Ok(Command::Faults(options.format));
    }
    let bank = options.bank.ok_or("--bank is missing")?;
    let spec = options.spec.unwrap_or(spec);
    if command.is_some() {
        return Ok(Command::Triggers {
            bank,
            spec,
            format: options.format,
        });
    }
    let config = Config {
        listen: options.listen.unwrap_or(LISTEN),
        services: options.services,
        seed: options.seed,
        file: options.config,
        state: options.state,
        allow_remote: options.allow_remote,
        ..Config::new(spec, bank)
    };
    Ok(Command::Serve(Box::new(config), options.format))
}

impl Options {
    fn read(&mut self, name: &str, parser: &mut Parser) -> Result<(), lexopt::Error> {
        match name {
            "bank" => self.bank = Some(parser.value()?.string()?),
            "spec" => self.spec = Some(parser.value()?.into()),
            "listen" => {
                let address = parser.value()?.string()?;
                let address = match address.strip_prefix("localhost:") {
                    Some(port) => format!("{}:{port}", Ipv4Addr::LOCALHOST),
                    None => address,
                };
                let listen = address.parse();
                self.listen = Some(listen.map_err(|_| {
                    format!(
                        "--listen takes an address and a port, such as {LISTEN}, not `{address}`"
                    )
                })?);
            }
            "service" => self.services.push(parser.value()?.string()?),
            "seed" => self.seed = parser.value()?.parse()?,
            "config" => self.config = Some(parser.value()?.into()),
            "state" => self.state = Some(parser.value()?.into()),
            "allow-remote" => self.allow_remote = true,
            "format" => {
                self.format = match parser.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    other => {
                        return Err(
                            format!("--format takes `text` or `json`, not `{other}`").into()
                        );
                    }
                }
            }
            other => return Err(format!("there is no option --{other}").into()),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        let words = line.split_whitespace().map(OsString::from);
        parse(words, PathBuf::from("spec")).map_err(|error| error.to_string())
    }

    #[test]
    fn nobody_listens_to_the_world_by_accident() {
        let Ok(Command::Serve(config, Format::Text)) = read("--bank banco-plaza") else {
            panic!("this serves a bank");
        };
        assert!(config.listen.ip().is_loopback() && !config.allow_remote);
        assert_eq!(config.listen.port(), 8585);
        let Ok(Command::Serve(config, _)) = read("--bank b --listen localhost:99") else {
            panic!("this serves a bank");
        };
        assert_eq!(config.listen.to_string(), "127.0.0.1:99");
        assert!(read("--bank b --listen localhost:x").is_err());
    }

    #[test]
    fn an_option_of_another_command_is_refused() {
        for line in [
            "faults --bank b",
            "triggers --bank b --listen 127.0.0.1:1",
            "triggers",
            "--listen 127.0.0.1:1",
            "--bank b --format yaml",
            "--bank b extra",
            "serve --bank b",
            "--bank b --allow-remot",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn help_may_stand_anywhere() {
        for line in ["", "help", "--bank b -h", "triggers --help"] {
            assert!(matches!(read(line), Ok(Command::Help)), "{line}");
        }
    }
}
