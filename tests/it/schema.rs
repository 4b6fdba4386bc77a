//! `goals schema`: that there is one for each command, that documents are as they say, and that
//! docs/commands.md says the same. What all other tests see printed is compared by `documents::compare`.

use std::collections::{BTreeMap, BTreeSet};

use goals::cli;
use serde_json::{Value, json};

use crate::documents::{MODULE, command, faults, schemas};
use crate::export_readers::needs_python_with;
use crate::harness::{Store, words};

/// Commands that come to print every field there is. `at` is the moment from then on, `folder` and `file` make
/// one, its lines parted by `|`.
const LINES: &str = include_str!("every_document.txt");

/// What a store has to be damaged for, or git and timers are needed for: `doctor.rs`, `tests/sync/` and `remind.rs`
/// have it.
const ELSEWHERE: [&str; 4] = ["doctor", "sync", "remind|1", "remind|2"];

/// What each of the lines prints, behind its command.
fn printed() -> Vec<(String, Value)> {
    let mut store = Store::new();
    let mut printed = Vec::new();
    for line in LINES.lines() {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("at", moment) => {
                store.at(moment);
            }
            ("folder", name) => std::fs::create_dir(store.home().join(name)).expect("a folder"),
            ("file", file) => {
                let (name, text) = file.split_once(' ').expect("a name and a text");
                std::fs::write(store.home().join(name), text.replace('|', "\n") + "\n")
                    .expect("it is written");
            }
            _ => printed.push(document(&store, line)),
        }
    }
    printed
}

fn document(store: &Store, line: &str) -> (String, Value) {
    let mut args = words(line);
    if !args.contains(&"--json") {
        args.push("--json");
    }
    let output = store.command(&args).current_dir(store.home()).output().expect("the program starts");
    let document =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("goals {line}: {output:?}"));
    (command(&args).expect("a command").to_owned(), document)
}

/// The variants of a schema that are objects, where it has several.
fn variants(schema: &Value) -> impl Iterator<Item = (usize, &Value)> {
    let all = schema["anyOf"].as_array().into_iter().flatten().enumerate();
    all.filter(|(_, variant)| variant["type"] == "object")
}

/// Whether an object has what a variant asks for, and nothing else.
fn is_like(variant: &Value, value: &Value) -> bool {
    let required = variant["required"].as_array().into_iter().flatten();
    let mut names = value.as_object().into_iter().flat_map(|object| object.keys());
    value.is_object()
        && required.filter_map(Value::as_str).all(|name| value.get(name).is_some())
        && names.all(|name| variant["properties"].get(name).is_some())
}

/// Where a field stands. What several commands have alike is one thing: what one of them prints of it counts for all.
fn place(at: &str, field: &str) -> String {
    let is_at_the_top = !at.contains('.');
    match field {
        "changed" | "hints" if is_at_the_top => format!("#{field}"),
        "rewards" if is_at_the_top && at != "report|0" => format!("#{field}"),
        _ => format!("{at}.{field}"),
    }
}

/// The parts of a schema, or those of them that a value has: fields that are not null, items, variants.
fn parts(schema: &Value, at: &str, value: Option<&Value>, found: &mut BTreeSet<String>) {
    for (number, variant) in variants(schema) {
        if value.is_none_or(|value| is_like(variant, value)) {
            let at = format!("{at}|{number}");
            parts(variant, &at, value, found);
            found.insert(at);
        }
    }
    for (field, inner) in schema["properties"].as_object().into_iter().flatten() {
        let held = value.map(|value| &value[field]);
        if held.is_none_or(|held| !held.is_null()) {
            let at = place(at, field);
            parts(inner, &at, held, found);
            found.insert(at);
        }
    }
    if schema["items"].is_object() {
        let at = format!("{at}[]");
        for item in value
            .map_or_else(|| vec![None], |value| value.as_array().into_iter().flatten().map(Some).collect())
        {
            parts(&schema["items"], &at, item, found);
            found.insert(at.clone());
        }
    }
}

#[test]
fn every_command_has_a_schema_however_it_is_asked_for() {
    let store = Store::new();
    let mut program = cli::command();
    program.build();
    let commands: BTreeSet<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    let schemas = schemas();
    assert_eq!(
        schemas.as_object().expect("schemas").keys().map(String::as_str).collect::<BTreeSet<_>>(),
        commands
    );
    assert_eq!(store.ok(&["schema"]).lines().collect::<BTreeSet<_>>(), commands);
    store.ok(&["schema", "--into", store.home().to_str().expect("a path")]);
    for command in commands {
        let text = store.ok(&["schema", command]);
        let schema: Value = serde_json::from_str(&text).expect("a document");
        assert_eq!(schema, schemas[command]);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["title"], format!("goals {command} --json"));
        assert_eq!(store.json(&["schema", command])["documents"], json!({ command: schema }));
        let file = store.home().join(format!("goals-{command}.schema.json"));
        assert_eq!(std::fs::read_to_string(file).expect("a file"), text);
    }
    store.refused(2, &["schema", "tody"], "tody");
}

#[test]
fn what_is_said_of_a_field_is_for_people() {
    fn descriptions(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Array(list) => list.iter().for_each(|inner| descriptions(inner, found)),
            Value::Object(object) => {
                found.extend(object.get("description").and_then(Value::as_str).map(ToOwned::to_owned));
                object.values().for_each(|inner| descriptions(inner, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    descriptions(&schemas(), &mut found);
    assert!(found.len() > 500, "{}", found.len());
    for text in found {
        assert!(!["[`", "::", "]("].iter().any(|code| text.contains(code)), "{text}");
    }
}

/// So that what is compared is all there is.
#[test]
fn every_part_of_every_schema_is_printed_by_some_command() {
    let schemas = schemas();
    let (mut all, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for (command, schema) in schemas.as_object().expect("schemas") {
        parts(schema, command, None, &mut all);
    }
    all.retain(|part| !ELSEWHERE.iter().any(|elsewhere| part.starts_with(elsewhere)));
    assert!(all.len() > 900, "{}", all.len());
    for (command, document) in printed() {
        parts(&schemas[&command], &command, Some(&document), &mut seen);
    }
    let never: Vec<_> = all.difference(&seen).collect();
    assert!(never.is_empty(), "never printed: {never:#?}");
}

/// The control: what a document lacks, has beside, or has as something else is found.
#[test]
fn documents_are_as_their_schemas_say_and_others_are_not() {
    let Some(_) = needs_python_with(MODULE, "python3-jsonschema") else { return };
    let is_faulty = |command: &str, document: &Value| {
        !faults(command, &document.to_string()).expect("Python is there").is_empty()
    };
    let mut told = BTreeSet::new();
    for (command, document) in printed() {
        assert_eq!(faults(&command, &document.to_string()), Some(Vec::new()), "{command}: {document}");
        if !told.insert(command.clone()) {
            continue;
        }
        let mut more = document.clone();
        more["mood"] = json!("fine");
        assert!(is_faulty(&command, &more), "{more}");
        for (field, value) in document.as_object().expect("an object") {
            if field == "hints" || field == "stores" {
                continue;
            }
            let mut less = document.clone();
            less.as_object_mut().expect("an object").remove(field);
            assert!(is_faulty(&command, &less), "{command} without {field}");
            let mut other = document.clone();
            other[field] = if value.is_string() { json!(7) } else { json!("seven") };
            assert!(value.is_null() || is_faulty(&command, &other), "{command} with another {field}");
            for (at, _) in
                value.as_array().into_iter().flatten().enumerate().filter(|(_, item)| item.is_object())
            {
                let mut other = document.clone();
                other[field][at]["mood"] = json!("fine");
                assert!(is_faulty(&command, &other), "{command} with more in {field}");
            }
        }
    }
    assert!(told.len() > 30, "{told:?}");
}

/// A field as docs/commands.md writes it: its name, and what stands in braces behind it.
#[derive(Clone, Debug)]
struct Documented {
    name: String,
    fields: Vec<Documented>,
}

/// The fields that a text names: words in backquotes, but for those in parentheses, which tell of values.
fn documented(text: &str) -> Vec<Documented> {
    let mut levels: Vec<Vec<Documented>> = vec![Vec::new()];
    // How many fields of a level a brace would belong to: `a` and `b` {…}.
    let mut joined = vec![1];
    let (mut depth, mut between) = (0, "");
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 0 {
            between = piece;
            for sign in piece.chars() {
                match sign {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    '{' if depth == 0 => {
                        levels.push(Vec::new());
                        joined.push(1);
                    }
                    '}' if depth == 0 => {
                        let fields = levels.pop().expect("a level");
                        joined.pop();
                        let above = levels.last_mut().expect("an open brace");
                        let from = above.len() - joined.last().expect("a level");
                        above[from..].iter_mut().for_each(|field| field.fields.clone_from(&fields));
                    }
                    _ => {}
                }
            }
            continue;
        }
        let name = piece.trim_end_matches("[]");
        if depth == 0 && name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_') {
            let count = joined.last_mut().expect("a level");
            *count = if between == " and " { *count + 1 } else { 1 };
            levels
                .last_mut()
                .expect("a level")
                .push(Documented { name: name.to_owned(), fields: Vec::new() });
        }
    }
    levels.pop().expect("the text")
}

/// What an object, or each of a list's, may hold.
fn properties(schema: &Value) -> BTreeMap<&str, &Value> {
    let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
    let schema = variants(schema).next().map_or(schema, |(_, variant)| variant);
    schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, inner)| (name.as_str(), inner))
        .collect()
}

fn compare(at: &str, fields: &[Documented], known: &BTreeMap<&str, &Value>) {
    let named: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let known_names: BTreeSet<&str> = known.keys().copied().collect();
    assert_eq!(named, known_names, "docs/commands.md and the schema of {at}");
    for field in fields.iter().filter(|field| !field.fields.is_empty()) {
        compare(&format!("{at}.{}", field.name), &field.fields, &properties(known[field.name.as_str()]));
    }
}

/// The cells of each row below a heading.
fn rows(heading: &str) -> Vec<(String, String)> {
    let text = include_str!("../../docs/commands.md");
    let part = text.split_once(&format!("\n### {heading}\n")).expect("the heading").1;
    let part = part.split("\n#").next().expect("a part");
    let cells = part.lines().filter_map(|row| row.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    cells.skip(1).map(|(left, right)| (left.to_owned(), right.to_owned())).collect()
}

/// The first sentence: behind it stands what is true of single fields.
fn first_sentence(text: &str) -> &str {
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_uppercase() || c == '`');
    let mut ends = text.match_indices(". ").map(|(at, _)| text.split_at(at));
    ends.find(|(_, rest)| rest.strip_prefix(". ").is_some_and(begins)).map_or(text, |(first, _)| first)
}

/// The shapes of a command's documents, without the version that all begin with.
fn shapes(schema: &Value) -> Vec<BTreeMap<&str, &Value>> {
    let all = variants(schema).map(|(_, shape)| shape).chain([schema]);
    let fields =
        all.map(|shape| properties(shape).into_iter().filter(|(name, _)| *name != "schema").collect());
    fields.collect()
}

#[test]
fn docs_name_the_fields_that_the_schemas_name() {
    let schemas = schemas();
    let mut compared = 0;
    for (commands, text) in rows("Others") {
        // Of several at once, or of what stands in a file, words tell.
        if commands.contains(',') || commands.contains("FILE") || commands.contains("another form") {
            continue;
        }
        let fields = documented(first_sentence(&text));
        let names: BTreeSet<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let command = commands.trim_start_matches('`').split([' ', '`']).next().expect("a command");
        let shapes = shapes(&schemas[command]);
        let shape = shapes.iter().find(|shape| shape.keys().copied().collect::<BTreeSet<_>>() == names);
        let shape = shape.unwrap_or_else(|| {
            let known: Vec<Vec<&&str>> = shapes.iter().map(|shape| shape.keys().collect()).collect();
            panic!("{commands}: docs/commands.md has {names:?}, schemas {known:?}")
        });
        compare(command, &fields, shape);
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
}

#[test]
fn docs_name_the_fields_of_today() {
    let mut fields = documented("`day`");
    for (left, right) in rows("`today`") {
        let mut field = documented(&left).pop().expect("a field");
        if field.name != "stores" {
            field.fields = documented(&right);
        }
        fields.push(field);
    }
    let schemas = schemas();
    compare("today", &fields, &shapes(&schemas["today"])[0]);
}

#[test]
fn docs_name_the_fields_of_what_is_changed() {
    let rows = rows("Commands that change goals");
    let fields: Vec<Documented> = rows.iter().flat_map(|(left, _)| documented(left)).collect();
    let schemas = schemas();
    for command in [
        "add", "split", "edit", "move", "finish", "archive", "plan", "pause", "resume", "check", "skip",
        "win", "undo", "redo",
    ] {
        compare(command, &fields, &properties(shapes(&schemas[command])[0]["changed"]));
    }
}
