//! What an import is given: a file, or several that belong together.

/// A file; or those of a folder or of an archive, in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(Member),
    Several(Vec<Member>),
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name; within a folder or an archive the path from there, with `/` on every system. It is told to people and
    /// compared, never opened.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Source {
    /// The files there are.
    pub fn members(&self) -> &[Member] {
        match self {
            Self::File(member) => std::slice::from_ref(member),
            Self::Several(members) => members,
        }
    }

    /// The file, where it is one alone.
    pub fn single(&self) -> Option<&Member> {
        match self.members() {
            [member] => Some(member),
            _ => None,
        }
    }

    /// Those whose path ends in this name, in any folder.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Member> {
        self.members().iter().filter(move |member| member.base_name().eq_ignore_ascii_case(name))
    }
}

impl Member {
    /// The last part of its path.
    pub fn base_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// Its text, where it is UTF-8, with or without a byte order mark. Tables of spreadsheets have other encodings
    /// too: `table.rs`.
    pub fn utf8(&self) -> Option<&str> {
        let bytes = self.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.bytes);
        std::str::from_utf8(bytes).ok()
    }
}
