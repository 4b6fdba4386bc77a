//! Every document that a test sees is compared with its schema, by Python's `jsonschema`, which knows nothing of this
//! program. Where it is missing, `tests/it/schema.rs` says so.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::harness::Ran;

/// What Python is to have: the draft came with version 4.
pub(crate) const MODULE: &str = "jsonschema; jsonschema.Draft202012Validator";

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/documents.py");

/// One for all tests of a run, who ask it one after the other.
static VALIDATOR: LazyLock<Option<Mutex<Validator>>> =
    LazyLock::new(|| Some(Mutex::new(Validator::start(&python_with(MODULE)?))));

struct Validator {
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    _program: Child,
}

/// A Python that has a module beside its own.
pub(crate) fn python_with(modules: &str) -> Option<PathBuf> {
    let has = |program: &PathBuf| {
        let ran = Command::new(program).args(["-c", &format!("import {modules}")]).output();
        ran.is_ok_and(|output| output.status.success())
    };
    ["python3", "/usr/bin/python3"].map(PathBuf::from).into_iter().find(has)
}

/// What `goals schema --json` prints of each command.
pub(crate) fn schemas() -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_goals")).args(["schema", "--json"]).output();
    let mut printed: Value =
        serde_json::from_slice(&output.expect("the program starts").stdout).expect("a document");
    printed["documents"].take()
}

/// The same schema, by which a field that it does not name is wrong.
pub(crate) fn closed(schema: &Value) -> Value {
    match schema {
        Value::Array(list) => list.iter().map(closed).collect(),
        Value::Object(object) => {
            let mut inner: serde_json::Map<String, Value> =
                object.iter().map(|(key, value)| (key.clone(), closed(value))).collect();
            if object.get("properties").is_some_and(|it| it.get("type").is_none_or(Value::is_object)) {
                inner.entry("additionalProperties").or_insert(false.into());
            }
            inner.into()
        }
        other => other.clone(),
    }
}

impl Validator {
    fn start(python: &Path) -> Self {
        let mut command = Command::new(python);
        command.arg(SCRIPT).env("PYTHONUTF8", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn().expect("Python starts");
        let questions = program.stdin.take().expect("a pipe");
        let answers = BufReader::new(program.stdout.take().expect("a pipe"));
        let mut validator = Self { questions, answers, _program: program };
        assert_eq!(validator.ask(&json!({ "schemas": closed(&schemas()) })), Vec::<String>::new());
        validator
    }

    fn ask(&mut self, question: &Value) -> Vec<String> {
        writeln!(self.questions, "{question}").expect("it reads");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        serde_json::from_str(&answer).unwrap_or_else(|_| panic!("it ended at {question}"))
    }
}

/// What is wrong with a document of a command; `None` where nobody is there to tell.
pub(crate) fn faults(command: &str, document: &str) -> Option<Vec<String>> {
    let validator = VALIDATOR.as_ref()?;
    // Who failed while asking left no half question.
    let mut validator = validator.lock().unwrap_or_else(PoisonError::into_inner);
    Some(validator.ask(&json!({ "command": command, "document": document })))
}

/// Compares what was printed with the schema of the command, where it is a document.
pub(crate) fn compare(args: &[&str], ran: &Ran) {
    if !args.contains(&"--json") || !ran.out.starts_with('{') {
        return;
    }
    let Some(command) = command(args) else { return };
    let faults = faults(command, &ran.out).unwrap_or_default();
    assert!(
        faults.is_empty(),
        "goals {args:?} prints what its schema does not tell: {faults:?}\n{}",
        ran.out
    );
}

/// The command that prints the document; none for a program of somebody else.
pub(crate) fn command<'a>(args: &[&'a str]) -> Option<&'a str> {
    let mut words = args.iter().copied();
    while let Some(word) = words.next() {
        return Some(match word {
            "--dir" => {
                words.next();
                continue;
            }
            "done" | "did" | "do" => "check",
            "new" => "add",
            "ls" => "list",
            "status" | "tomorrow" | "yesterday" => "today",
            "week" | "month" => "review",
            "streak" => "streaks",
            "rm" | "delete" | "remove" => "archive",
            option if option.starts_with('-') => continue,
            command => return NAMES.iter().any(|name| name == command).then_some(command),
        });
    }
    Some("today")
}

/// The commands that print documents.
static NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| schemas().as_object().expect("schemas").keys().cloned().collect());
