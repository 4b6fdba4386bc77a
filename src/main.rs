//! The real world in, an exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    goals::run::run(&goals::env::Env::real())
}
