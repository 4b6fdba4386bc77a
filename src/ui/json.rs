//! One JSON document per command: `{"schema": 1, …}`.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::clean::is_unsafe;

#[derive(Serialize)]
struct Document<'a, T> {
    schema: u32,
    #[serde(flatten)]
    data: &'a T,
}

/// Writes plain JSON, with characters that a terminal would obey as `\uXXXX`.
struct Inert(CompactFormatter);

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_unsafe) {
            let (plain, from) = rest.split_at(at);
            self.0.write_string_fragment(to, plain)?;
            let mut chars = from.chars();
            for c in chars.by_ref().take(1) {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    write!(to, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        self.0.write_string_fragment(to, rest)
    }
}

/// Data as its JSON document, on one line.
pub(crate) fn document<T: Serialize>(data: &T) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::new();
    Document { schema: 1, data }
        .serialize(&mut Serializer::with_formatter(&mut bytes, Inert(CompactFormatter)))?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A document with those of other stores in it, each with the folder it is of.
pub(crate) fn with_stores(document: &str, others: &[(String, &str)]) -> String {
    let Some(own) = document.trim_end().strip_suffix('}') else { return document.to_owned() };
    let inner = |(folder, text): &(String, &str)| {
        let fields = text.trim_end().strip_prefix('{').unwrap_or(text);
        let folder = document_text(folder);
        format!("{{\"folder\":{folder},{fields}")
    };
    let others: Vec<String> = others.iter().map(inner).collect();
    format!("{own},\"stores\":[{}]}}\n", others.join(","))
}

/// A text as it stands in a document.
fn document_text(text: &str) -> String {
    let mut bytes = Vec::new();
    let written = text.serialize(&mut Serializer::with_formatter(&mut bytes, Inert(CompactFormatter)));
    written.map_or_else(|_| "null".to_owned(), |()| String::from_utf8_lossy(&bytes).into_owned())
}
