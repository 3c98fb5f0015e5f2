//! A bank on this machine: `cargo run -p sandbox -- help`.

use sandbox::run::{Console, run};
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    // Not locked: what happens is told on the same streams by the tasks that answer.
    let (mut out, mut err) = (io::stdout(), io::stderr());
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = writeln!(err, "error: the runtime cannot be started: {error}");
            return ExitCode::from(2);
        }
    };
    // Listened for before anything is printed: whoever reads that it listens may interrupt it at once.
    let interrupted = {
        let _on_runtime = runtime.enter();
        interrupt()
    };
    let mut interrupted = match interrupted {
        Ok(interrupted) => interrupted,
        Err(error) => {
            let _ = writeln!(err, "error: Ctrl-C cannot be listened for: {error}");
            return ExitCode::from(2);
        }
    };
    let stop = async {
        interrupted.recv().await;
    };
    let mut console = Console {
        out: &mut out,
        err: &mut err,
    };
    ExitCode::from(runtime.block_on(run(std::env::args_os().skip(1), stop, &mut console)))
}

#[cfg(unix)]
fn interrupt() -> io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(windows)]
fn interrupt() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}
