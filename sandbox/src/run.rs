//! Running a command: what it prints, and its exit code.

use crate::catalogue::{Catalogue, CatalogueError};
use crate::cli::{self, Command, Format};
use crate::config::{Config, FileError, Watcher};
use crate::fault::KINDS;
use crate::greeting;
use crate::journal::Entry;
use crate::judgement::Rule;
use crate::sandbox::{Sandbox, StartError};
use crate::world::WorldError;
use generator::trigger::{OperationTriggers, SCENARIO_HEADER, Triggers};
use serde_json::json;
use std::error::Error;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::future::Future;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Refusals that wait to be said.
const WAITING: usize = 256;
/// How long the last of them may take.
const SAY: Duration = Duration::from_secs(1);

/// Where a command prints.
pub struct Console<'a> {
    /// Results.
    pub out: &'a mut dyn Write,
    /// Messages about what went wrong.
    pub err: &'a mut dyn Write,
}

impl std::fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Console")
    }
}

/// Runs the command that the arguments (without the program's name) ask for, and yields the exit code. Serving ends when `stop` does.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    stop: impl Future<Output = ()>,
    console: &mut Console<'_>,
) -> u8 {
    let command = match cli::parse(arguments, workspace().join("spec")) {
        Ok(command) => command,
        Err(error) => {
            // Nothing can be said if the terminal is gone.
            let _ = writeln!(console.err, "error: {error}\n\n{}", cli::USAGE.trim_end());
            return 2;
        }
    };
    let done = match command {
        Command::Help => console
            .out
            .write_all(cli::USAGE.as_bytes())
            .map_err(Failure::Io),
        Command::Faults(format) => faults(format, console).map_err(Failure::Io),
        Command::Triggers { bank, spec, format } => triggers(&spec, &bank, format, console),
        Command::Serve(config, format) => serve(*config, format, stop, console).await,
    };
    match done {
        Ok(()) => 0,
        // A reader that has gone away is no failure of the command.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(failure) => failure.say(console),
    }
}

/// Why a command did not end well.
enum Failure {
    Start(StartError),
    Io(io::Error),
}

impl Failure {
    fn say(&self, console: &mut Console<'_>) -> u8 {
        let (error, code): (&dyn Error, u8) = match self {
            Self::Io(error) => (error, 2),
            Self::Start(error) => (error, code(error)),
        };
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            message = format!("{message}: {error}");
            cause = error.source();
        }
        let _ = writeln!(console.err, "error: {message}");
        code
    }
}

/// 1 where what was read does not hold, 2 where it could not be read or the command is wrong.
fn code(error: &StartError) -> u8 {
    match error {
        StartError::Catalogue(CatalogueError::Diagnostics(..))
        | StartError::File(FileError::Format(..))
        | StartError::Problems(..)
        | StartError::World(WorldError::Problems(_))
        | StartError::Faults(_) => 1,
        StartError::Catalogue(
            CatalogueError::Load(_) | CatalogueError::NoBank(..) | CatalogueError::NoService(..),
        )
        | StartError::File(FileError::Io(..))
        | StartError::World(WorldError::State(_))
        | StartError::Remote(_)
        | StartError::Listen(..) => 2,
    }
}

/// Says refusals on a thread of its own: a pipe that nobody reads holds up neither the bank nor its end. What the thread cannot say in time
/// stands in the journal. The receiver tells when all is said.
fn refusals_said() -> io::Result<(Watcher, mpsc::Receiver<()>)> {
    let (texts, waiting) = mpsc::sync_channel::<String>(WAITING);
    let (end, ended) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let _end: mpsc::Sender<()> = end;
        for text in waiting {
            if io::stderr().lock().write_all(text.as_bytes()).is_err() {
                return;
            }
        }
    })?;
    let watcher = Watcher::new(move |entry| {
        if let Some(text) = refusal(entry) {
            let _ = texts.try_send(text);
        }
    });
    Ok((watcher, ended))
}

async fn serve(
    config: Config,
    format: Format,
    stop: impl Future<Output = ()>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let mut config = config;
    let mut said = None;
    if format == Format::Text {
        // Whoever reads the greeting wants to know why a call did not get through.
        let (watcher, end) = refusals_said().map_err(Failure::Io)?;
        config.watcher = watcher;
        said = Some(end);
    }
    let sandbox = Sandbox::start(config).await.map_err(Failure::Start)?;
    let greeting = match format {
        Format::Text => greeting::text(&sandbox),
        Format::Json => greeting::line(&sandbox) + "\n",
    };
    console
        .out
        .write_all(greeting.as_bytes())
        .and_then(|()| console.out.flush())
        .map_err(Failure::Io)?;
    stop.await;
    let cut = sandbox.shutdown().await;
    if let Some(said) = said {
        // Ended or not: a terminal that takes nothing holds nobody up.
        let _ = said.recv_timeout(SAY);
    }
    if cut > 0 {
        let _ = writeln!(console.err, "{cut} connections were cut off");
    }
    Ok(())
}

/// Why a call did not get to the bank's accounts; `None` for one that did.
fn refusal(entry: &Entry) -> Option<String> {
    match entry.rule {
        Rule::Wire | Rule::Route | Rule::Authentication | Rule::Check => {}
        Rule::Token
        | Rule::Fault
        | Rule::Scenario
        | Rule::Trigger
        | Rule::World
        | Rule::Accepted => {
            return None;
        }
    }
    let (method, target) = (&entry.request.method, &entry.request.target);
    let code = entry.code.as_deref().unwrap_or("no code");
    let mut text = format!(
        "#{} {method} {target}: {}, {code}\n",
        entry.number, entry.status
    );
    let verification = entry.verification.as_ref();
    let step = verification.and_then(|verification| verification.steps.last());
    let mut say = |words: &str| text.extend(["    ", words, "\n"]);
    if entry.rule == Rule::Authentication
        && let Some(step) = step
    {
        say(step);
    }
    for note in &entry.notes {
        say(note);
    }
    if let Some(expected) = verification.and_then(|verification| verification.expected.as_ref()) {
        say(&format!(
            "expected to be signed: {}",
            expected.text.escape_debug()
        ));
        for mistake in &expected.explanation.mistakes {
            say(mistake);
        }
    }
    Some(text)
}

fn triggers(
    spec: &Path,
    bank: &str,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let catalogue = Catalogue::open(spec, bank, &[])
        .map_err(|error| Failure::Start(StartError::Catalogue(error)))?;
    let triggers = Triggers::of(catalogue.bank());
    let routes = crate::sandbox::routes(&catalogue, spec, bank).map_err(Failure::Start)?;
    let mut text = String::new();
    let mut list = Vec::new();
    for (id, service, operation) in catalogue.operations() {
        let none = OperationTriggers::default();
        let own = triggers.get(id.service, id.operation).unwrap_or(&none);
        let argument = own
            .argument
            .as_ref()
            .map(generator::trigger::Argument::name);
        let path = routes.template(&catalogue, id);
        let method = operation.method.value.as_str();
        let rows = operation.codes.iter().zip(&own.rows);
        let mut shown = Vec::new();
        // Writing to a String does not fail.
        let _ = writeln!(text, "{}/{}: {method} {path}", service.id, operation.id);
        for (code, row) in rows {
            let natural = argument.as_ref().zip(row.value.as_ref());
            let natural_text =
                natural.map_or_else(String::new, |(name, value)| format!("{name}={value}"));
            let status = code
                .status
                .map_or_else(|| "-".to_owned(), |status| status.to_string());
            let description = code.description.as_deref().unwrap_or("");
            let _ = writeln!(
                text,
                "  {status:<4} {:<24} {natural_text:<40} {description}",
                row.scenario
            );
            shown.push(json!({
                "code": code.code, "status": code.status, "outcome": code.outcome,
                "scenario": row.scenario, "value": row.value,
            }));
        }
        for status in &own.statuses {
            let scenario = format!("status={status}");
            let _ = writeln!(text, "  {status:<4} {scenario:<24} {:<40} (no code)", "");
        }
        text.push('\n');
        list.push(json!({
            "service": service.id, "operation": operation.id, "method": method, "path": path,
            "undocumented_path": routes.undocumented(id).is_some(),
            "argument": own.argument, "rows": shown, "statuses": own.statuses,
        }));
    }
    let written = match format {
        Format::Text => writeln!(
            console.out,
            "Status, value of the header {SCENARIO_HEADER}, natural value, description.\n"
        )
        .and_then(|()| console.out.write_all(text.as_bytes())),
        Format::Json => {
            let whole = json!({"bank": bank, "header": SCENARIO_HEADER, "operations": list});
            writeln!(console.out, "{whole}")
        }
    };
    written.map_err(Failure::Io)
}

fn faults(format: Format, console: &mut Console<'_>) -> io::Result<()> {
    match format {
        Format::Text => {
            writeln!(
                console.out,
                "As a scenario: {SCENARIO_HEADER}: fault:NAME\n"
            )?;
            for kind in KINDS {
                writeln!(
                    console.out,
                    "{}{}\n    {}",
                    kind.name, kind.argument, kind.en
                )?;
            }
            Ok(())
        }
        Format::Json => {
            let all: Vec<_> = KINDS
                .iter()
                .map(|kind| {
                    json!({
                        "name": kind.name, "argument": kind.argument, "example": kind.example,
                        "en": kind.en, "es": kind.es,
                    })
                })
                .collect();
            writeln!(console.out, "{}", json!({ "faults": all }))
        }
    }
}

/// The folder of this workspace.
fn workspace() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}
