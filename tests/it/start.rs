//! Starting takes no more than it needs.

/// `build.rs`: the unwinder is part of the program, where the C compiler has it as an archive, and no second
/// library is looked for at each start.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn the_unwinder_is_in_the_program() {
    let compiler = std::process::Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    let archive = String::from_utf8(compiler.expect("`cc` links this test").stdout).expect("a path");
    let program = std::fs::read(env!("CARGO_BIN_EXE_goals")).expect("the program");
    let asks = program.windows(9).any(|bytes| bytes == b"libgcc_s.");
    assert_eq!(asks, !archive.starts_with('/'), "{archive}");
}
