//! A bank on this machine: `cargo run -p sandbox -- help`.

use sandbox::run::{Console, run};
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = writeln!(err, "error: the runtime cannot be started: {error}");
            return ExitCode::from(2);
        }
    };
    let mut console = Console {
        out: &mut out,
        err: &mut err,
    };
    let stop = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without signals it serves until it is killed.
            std::future::pending::<()>().await;
        }
    };
    ExitCode::from(runtime.block_on(run(std::env::args_os().skip(1), stop, &mut console)))
}
