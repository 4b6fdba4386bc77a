//! A line of Taskwarrior's `pending.data` and `completed.data`: `[name:"value" name:"value"]`.

use super::task::{Annotation, Moment, OneOrMany, Task};
use crate::interop::reader::unreadable::Unreadable;

/// Its first line is one, whole or cut off.
pub(super) fn is_it(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    first.is_some_and(|line| {
        line.starts_with('[') && line.contains("description:\"") && line.contains("status:\"")
    })
}

pub(super) fn tasks(text: &str) -> Result<Vec<Task>, Unreadable> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(at, line)| {
        task(line).ok_or_else(|| {
            let hint = "type `task export > tasks.json`, and `goals import tasks.json`";
            Unreadable::damaged("a line is not `[name:\"value\" …]`", hint).at(at + 1, None)
        })
    });
    read.collect()
}

fn task(line: &str) -> Option<Task> {
    let mut rest = line.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut task = Task::default();
    let (mut tags, mut depends) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let (name, behind) = rest.split_once(":\"")?;
        let (value, behind) = value(behind)?;
        rest = behind.trim_start();
        let moment = || Some(Moment::from(value.clone()));
        match name.trim() {
            "uuid" => task.uuid = value,
            "description" => task.description = value,
            "status" => task.status = value,
            "project" => task.project = value,
            "recur" => task.recur = value,
            "parent" => task.parent = Some(value),
            "end" => task.end = moment(),
            "due" => task.due = moment(),
            "until" => task.until = moment(),
            "wait" => task.wait = moment(),
            "scheduled" => task.scheduled = moment(),
            "start" => task.start = Some(serde::de::IgnoredAny),
            "priority" => task.priority = Some(serde::de::IgnoredAny),
            "tags" => listed(&mut tags, value.split(',')),
            "depends" => listed(&mut depends, value.split(',')),
            name => {
                if let Some(tag) = name.strip_prefix("tags_") {
                    listed(&mut tags, std::iter::once(tag));
                } else if let Some(uuid) = name.strip_prefix("dep_") {
                    listed(&mut depends, std::iter::once(uuid));
                } else if name.starts_with("annotation_") {
                    task.annotations.push(Annotation { description: value });
                } else {
                    task.others.0.insert(name.to_owned());
                }
            }
        }
    }
    task.tags = OneOrMany::Many(tags);
    task.depends = OneOrMany::Many(depends);
    Some(task)
}

/// Newer versions write a tag and a dependency twice, in two ways.
fn listed<'a>(all: &mut Vec<String>, names: impl Iterator<Item = &'a str>) {
    for name in names.filter(|name| !name.is_empty()) {
        if !all.iter().any(|known| known == name) {
            all.push(name.to_owned());
        }
    }
}

/// What stands for letters that would end a value.
const ENTITIES: [(&str, &str); 7] = [
    ("&open;", "["),
    ("&close;", "]"),
    ("&dquot;", "\""),
    ("&quot;", "\""),
    ("&squot;", "'"),
    ("&comma;", ","),
    ("&colon;", ":"),
];

/// The value up to its closing quotation mark, and what stands behind.
fn value(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => match characters.next()? {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
                'b' | 'f' => {}
                'u' => {
                    let digits: String = characters.by_ref().take(4).collect();
                    let letter = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    value.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    if value.contains('&') {
        for (entity, letter) in ENTITIES {
            value = value.replace(entity, letter);
        }
    }
    Some((value, characters.as_str()))
}
