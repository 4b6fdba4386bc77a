//! The schema of a command's documents, in JSON Schema draft 2020-12. It names all fields there are and forbids no
//! others, as fields are added: what was valid stays so.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::{RestrictFormats, Transform as _};
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value};

use crate::commands::shared::summary::Summary;

/// The fields of a document.
pub(super) type Fields = fn(&mut SchemaGenerator) -> Schema;

/// A command, and what its documents hold: the fields of one of these, by what was asked.
pub(super) struct Documents {
    pub(super) command: &'static str,
    pub(super) one_of: &'static [Fields],
    pub(super) others: Others,
}

/// Whether documents of other stores may stand within one's own, which is the first there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    None,
    /// In `stores`.
    Within,
    /// In `stores`, and that may be all there is.
    WithinOrAlone,
}

/// What a summary gives as data.
pub(super) fn of<S: Summary>(maker: &mut SchemaGenerator) -> Schema {
    fn given<'s, S: 's, D: JsonSchema>(_: fn(&'s S) -> D, maker: &mut SchemaGenerator) -> Schema {
        D::json_schema(maker)
    }
    given(S::data, maker)
}

pub(super) fn schema(documents: &Documents) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut maker = settings.with(|it| it.inline_subschemas = true).into_generator();
    let mut shapes: Vec<Schema> = documents.one_of.iter().map(|fields| fields(&mut maker)).collect();
    for shape in &mut shapes {
        add(shape, "schema", json_schema!({ "const": 1 }), Presence::Always);
    }
    let mut definitions = maker.take_definitions(false);
    if let (Some(own), true) = (shapes.first_mut(), documents.others != Others::None) {
        definitions.insert(OTHER_STORE.to_owned(), of_folder(own.clone()).to_value());
        add(own, "stores", stores(), Presence::Sometimes);
    }
    if documents.others == Others::WithinOrAlone {
        shapes.push(alone());
    }
    let mut whole = any_of(shapes);
    whole.insert("$schema".to_owned(), DIALECT.into());
    whole.insert("title".to_owned(), format!("goals {} --json", documents.command).into());
    whole.insert("description".to_owned(), OF_ALL.into());
    if !definitions.is_empty() {
        whole.insert("$defs".to_owned(), definitions.into());
    }
    // Of numbers the widths, which only Rust knows.
    RestrictFormats::default().transform(&mut whole);
    whole
}

/// What is true of every document.
const OF_ALL: &str = "What is absent is null. Later versions may add fields. Numbers in parentheses, as (8.6), are those of \
                      rules in docs/semantics.md.";

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The document of another store, among the definitions.
const OTHER_STORE: &str = "OtherStore";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Always,
    Sometimes,
}

/// Adds a field to what an object holds.
fn add(shape: &mut Schema, field: &str, schema: Schema, presence: Presence) {
    let object = shape.ensure_object();
    object.insert("type".to_owned(), "object".into());
    if let Value::Object(properties) = object.entry("properties").or_insert_with(|| Map::new().into()) {
        properties.insert(field.to_owned(), schema.to_value());
    }
    if presence == Presence::Sometimes {
        return;
    }
    if let Value::Array(required) = object.entry("required").or_insert_with(|| Vec::<Value>::new().into()) {
        required.insert(0, field.into());
    }
}

fn any_of(mut schemas: Vec<Schema>) -> Schema {
    match schemas.as_mut_slice() {
        [only] => std::mem::take(only),
        _ => json_schema!({ "anyOf": schemas }),
    }
}

/// The document of another store, which says where that is.
fn of_folder(mut document: Schema) -> Schema {
    add(&mut document, "folder", json_schema!({ "type": "string" }), Presence::Always);
    document
}

fn stores() -> Schema {
    json_schema!({
        "description": "The documents of other stores on this machine, each with its folder",
        "type": "array",
        "items": { "$ref": format!("#/$defs/{OTHER_STORE}") }
    })
}

/// A document with those of other stores, and nothing of one's own.
fn alone() -> Schema {
    let mut document = json_schema!({});
    add(&mut document, "stores", stores(), Presence::Always);
    add(&mut document, "schema", json_schema!({ "const": 1 }), Presence::Always);
    document
}
