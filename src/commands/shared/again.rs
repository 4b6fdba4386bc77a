//! The line to type again, where a word of it could be either of two days.

use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::Day;
use crate::env::Env;
use crate::error::Error;

/// The same refusal, with the line for each of the two days.
pub(crate) fn with_lines(env: &Env, error: Error) -> Error {
    match error {
        Error::Refused(Refusal::EitherDay { text, days }) => {
            let refusal = Refusal::EitherDay { text: text.clone(), days };
            let [behind, ahead] = days.map(|day| line(env, &text, day));
            let hint = format!("type `{behind}` or `{ahead}`");
            Error::Refused(Refusal::Conflict { what: refusal.to_string(), hint })
        }
        other => other,
    }
}

/// What was typed, with the day in place of the word that ends an argument.
fn line(env: &Env, word: &str, day: Day) -> String {
    let mut line = "goals".to_owned();
    for arg in env.args.iter().skip(1).map(|arg| arg.to_string_lossy()) {
        let arg = match arg.strip_suffix(word) {
            Some(before) if before.is_empty() || before.ends_with([' ', '=']) => format!("{before}{day}"),
            _ => arg.into_owned(),
        };
        let is_plain =
            !arg.is_empty() && !arg.contains(|c: char| !c.is_alphanumeric() && !"-_+=:,./".contains(c));
        let is_quotable = !arg.contains(['"', '$', '`', '\\', '!']);
        line.push(' ');
        match shlex::try_quote(&arg) {
            _ if is_plain => line.push_str(&arg),
            _ if is_quotable => line.extend(["\"", &arg, "\""]),
            Ok(quoted) => line.push_str(&quoted),
            Err(_) => line.push_str(&arg),
        }
    }
    line
}
