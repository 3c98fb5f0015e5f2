//! Reads a specification and prints what is wrong with it: `cargo run -p generator --example check -- DIR`.

use generator::{load, lower, parse};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(dir) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: check DIR");
        return ExitCode::from(2);
    };
    let sources = match load::load(&dir) {
        Ok(sources) => sources,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    match parse::parse(&sources).and_then(|spec| lower::lower(&spec)) {
        Ok(_) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", problem.render(&sources, false));
            }
            eprintln!("{} problems", problems.len());
            ExitCode::FAILURE
        }
    }
}
