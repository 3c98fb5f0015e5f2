//! A bank on this machine: `cargo run -p sandbox -- help`.

use sandbox::run::{Console, run};
use std::io::{self, Write as _};
use std::process::ExitCode;
#[cfg(unix)]
use std::task::Poll;

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
    let stop = {
        let _on_runtime = runtime.enter();
        stop()
    };
    let stop = match stop {
        Ok(stop) => stop,
        Err(error) => {
            let _ = writeln!(err, "error: signals cannot be listened for: {error}");
            return ExitCode::from(2);
        }
    };
    let mut console = Console {
        out: &mut out,
        err: &mut err,
    };
    ExitCode::from(runtime.block_on(run(std::env::args_os().skip(1), stop, &mut console)))
}

/// Ends with Ctrl-C, or when whoever started the program asks it to end.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(std::future::poll_fn(move |task| {
        let both = [&mut interrupted, &mut terminated];
        let came = both.map(|signal| signal.poll_recv(task).is_ready());
        if came.contains(&true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }))
}

/// Ends with Ctrl-C.
#[cfg(windows)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}
