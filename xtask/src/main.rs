//! The commands of this workspace: `cargo xtask help`.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;
use xtask::{Console, run};

fn main() -> ExitCode {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let colour = io::stderr().is_terminal() && !plain;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    let code = run(
        std::env::args_os().skip(1),
        &mut Console {
            out: &mut out,
            err: &mut err,
            colour,
        },
    );
    // A reader that has gone away is no failure of the command.
    let _ = out.flush();
    ExitCode::from(code)
}
