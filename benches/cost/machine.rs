//! On what it is measured.

use std::path::Path;
use std::process::Command;

/// Its processors, kernel, libc, file system and compiler.
pub(crate) fn machine(folder: &Path) -> String {
    let script = "nproc; sed -n 's/^model name.*: //p;T;q' /proc/cpuinfo; uname -sr; getconf GNU_LIBC_VERSION; \
                  stat -fc %T .; rustc --version";
    let output = Command::new("sh").args(["-c", script]).current_dir(folder).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stdout).trim().replace('\n', ", ");
    said.replacen(", ", " × ", 1)
}
