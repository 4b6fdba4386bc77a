//! The real world in, an exit code out.

use std::process::ExitCode;

/// The static program's, whose C library asks the kernel for nearly every page by itself.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    goals::run::run(&goals::env::Env::real())
}
