//! Starting takes no more than it needs.

/// `build.rs`: the unwinder is part of the program, where the C compiler has it as an archive, and no second
/// library is looked for at each start.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn the_unwinder_is_in_the_program() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_goals")).expect("the program");
    let asks = program.windows(9).any(|bytes| bytes == b"libgcc_s.");
    assert_eq!(asks, env!("GOALS_UNWINDER") == "shared");
    assert!(!asks || std::env::var_os("CI").is_none(), "it is not, where the checks run");
}
