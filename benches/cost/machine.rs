//! What the figures were measured on.

use std::process::Command;

use crate::programs::compiler;

/// One line: processor, kernel, libc, file system, compiler.
pub(crate) fn described(folder: &std::path::Path) -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let of = if processors == 1 { "processor" } else { "processors" };
    [
        format!("{processors} {of} ({})", processor()),
        format!("Linux {}", read("/proc/sys/kernel/osrelease").trim()),
        libc(),
        file_system(folder),
        compiler(),
    ]
    .join(", ")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn processor() -> String {
    let text = read("/proc/cpuinfo");
    let model = text.lines().find_map(|line| line.strip_prefix("model name"));
    model.map_or("of an unknown kind", |model| model.trim_start_matches([' ', '\t', ':'])).to_owned()
}

fn libc() -> String {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let glibc = said.ok().filter(|said| said.status.success());
    glibc
        .map_or_else(|| "no glibc".to_owned(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// The kind of file system on which the stores lie.
fn file_system(folder: &std::path::Path) -> String {
    let mounts = read("/proc/self/mounts");
    let mounted = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.next()?))
    });
    let above = mounted.filter(|(place, _)| folder.starts_with(place));
    above.max_by_key(|(place, _)| place.len()).map_or("an unknown file system", |(_, kind)| kind).to_owned()
}
