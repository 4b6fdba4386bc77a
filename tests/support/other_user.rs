//! The program run by somebody to whom the store does not belong.

use std::fs::Permissions;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::harness::Store;

/// Who owns nothing.
pub(crate) const NOBODY: u32 = 65534;

/// Whether this is root, whom no mode keeps out.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The program with these arguments, run by nobody where this is root, and else as it is.
pub(crate) fn by_another(store: &Store, args: &[&str]) -> Command {
    by_user(NOBODY, store, args)
}

/// The program with these arguments, run by the user of this number where this is root, and else as it is.
pub(crate) fn by_user(number: u32, store: &Store, args: &[&str]) -> Command {
    // Nobody may not come to where it was built, so that it is opened here.
    static PROGRAM: OnceLock<std::fs::File> = OnceLock::new();
    let mut command = store.command(args);
    if is_root() {
        std::fs::set_permissions(store.home(), Permissions::from_mode(0o755)).expect("modes");
        let program =
            PROGRAM.get_or_init(|| std::fs::File::open(env!("CARGO_BIN_EXE_goals")).expect("the program"));
        command = Command::new(format!("/proc/self/fd/{}", program.as_raw_fd()));
        command.args(args).env_clear().envs(store.environment()).stdin(Stdio::null());
        command.uid(number).gid(number);
    }
    command
}
