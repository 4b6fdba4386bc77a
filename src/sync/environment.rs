//! Which variables git is given: those of the process, but of git's own only what says how to get there; and whether
//! it may ask.

use std::ffi::{OsStr, OsString};

/// Whether somebody is there whom git, or ssh, can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompts {
    Asked,
    /// Nobody: no question is asked, and each process ends after this many seconds.
    Nobody {
        seconds: u64,
    },
}

/// Of `GIT_*` these pass; `GIT_DIR` and its like, from a hook, would make it write into that repository.
const PASS: [&str; 7] = [
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_ASKPASS",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
];

/// And those that begin so.
const PASS_BEGINNING: [&str; 3] = ["GIT_SSL_", "GIT_PROXY_SSL_", "GIT_TRACE"];

fn passes(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    // Windows tells no names apart by their capitals.
    let name = if cfg!(windows) { name.to_ascii_uppercase() } else { name.into_owned() };
    let is_other = !name.starts_with("GIT_") && !name.starts_with("LC_") && name != "LANGUAGE";
    is_other || PASS.contains(&name.as_str()) || PASS_BEGINNING.iter().any(|start| name.starts_with(start))
}

/// The whole environment of git: no identity is needed, and no e-mail address is published.
pub(super) fn environment(
    variables: &[(OsString, OsString)],
    prompts: Prompts,
    author: &str,
) -> Vec<(OsString, OsString)> {
    let passed = variables.iter().filter(|(name, _)| passes(name)).cloned();
    let quiet = (prompts != Prompts::Asked).then_some(("GIT_TERMINAL_PROMPT", "0"));
    let own = [
        ("LC_ALL", "C"),
        ("GIT_ALLOW_PROTOCOL", "https:ssh:file"),
        ("GIT_AUTHOR_NAME", "goals"),
        ("GIT_AUTHOR_EMAIL", author),
        ("GIT_COMMITTER_NAME", "goals"),
        ("GIT_COMMITTER_EMAIL", author),
    ];
    passed.chain(own.into_iter().chain(quiet).map(|(name, value)| (name.into(), value.into()))).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use crate::sync::environment::{Prompts, environment};

    #[test]
    fn of_git_s_own_variables_only_those_pass_that_say_how_to_get_there() {
        let given = [
            "PATH",
            "HOME",
            "SSH_AUTH_SOCK",
            "https_proxy",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_SSH_VARIANT",
            "GIT_ASKPASS",
            "GIT_SSL_CAINFO",
            "GIT_PROXY_SSL_CERT",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_TRACE",
            "GIT_TRACE_CURL",
        ];
        let kept_out = [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_CONFIG_COUNT",
            "GIT_CONFIG_KEY_0",
            "GIT_CONFIG_PARAMETERS",
            "GIT_ALLOW_PROTOCOL",
            "GIT_AUTHOR_EMAIL",
            "GIT_EXEC_PATH",
            "GIT_NAMESPACE",
            "GIT_TEMPLATE_DIR",
            "GIT_PROTOCOL_FROM_USER",
            "GIT_EXTERNAL_DIFF",
            "LC_ALL",
            "LANGUAGE",
        ];
        let variables: Vec<(OsString, OsString)> =
            given.iter().chain(&kept_out).map(|name| (name.into(), "theirs".into())).collect();
        let made = environment(&variables, Prompts::Nobody { seconds: 1 }, "a@goals.invalid");
        let theirs: Vec<&str> = made
            .iter()
            .filter(|(_, value)| value == "theirs")
            .filter_map(|(name, _)| name.to_str())
            .collect();
        assert_eq!(theirs, given);
        let has = |name: &str, value: &str| made.contains(&(name.into(), value.into()));
        assert!(has("GIT_TERMINAL_PROMPT", "0") && has("LC_ALL", "C"));
        assert!(has("GIT_ALLOW_PROTOCOL", "https:ssh:file") && has("GIT_AUTHOR_EMAIL", "a@goals.invalid"));
        let asked = environment(&[], Prompts::Asked, "a@goals.invalid");
        assert!(!asked.iter().any(|(name, _)| name == "GIT_TERMINAL_PROMPT"));
    }
}
