//! What is said beside a summary: what could be better, or was meant, and the command that does it.

use schemars::JsonSchema;
use serde::Serialize;

/// One line, in which the command stands, where there is one.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub(crate) struct Advice {
    pub(crate) text: String,
    /// What does what is offered.
    pub(crate) command: Option<String>,
}

impl Advice {
    /// Words, and a command behind them.
    pub(crate) fn with_command(text: &str, command: String) -> Self {
        Self { text: format!("{text} `{command}`"), command: Some(command) }
    }

    pub(crate) fn of_words(text: impl Into<String>) -> Self {
        Self { text: text.into(), command: None }
    }
}

/// A value as a shell takes it for one word.
pub(crate) fn quoted(value: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || "+-_.,:%/=@".contains(c);
    if !value.is_empty() && value.chars().all(is_word) {
        value.to_owned()
    } else if value.contains(['$', '`', '\\', '!', '"']) {
        format!("'{}'", value.replace('\'', "'\\''"))
    } else {
        format!("\"{value}\"")
    }
}
