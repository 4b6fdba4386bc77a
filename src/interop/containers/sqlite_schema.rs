//! The columns that a `CREATE TABLE` names, in their order.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// Whether it is another name of the row's id, which is kept beside the values.
    pub(crate) is_row_id: bool,
}

/// Nothing where there is no list in brackets, or the rows are not kept by their ids.
pub(crate) fn columns(sql: &str) -> Option<Vec<Column>> {
    let (_, list) = sql.split_once('(')?;
    let (list, behind) = list.rsplit_once(')')?;
    if behind.to_ascii_lowercase().contains("without rowid") {
        return None;
    }
    let columns: Vec<Column> = parts(list).iter().filter_map(|part| column(part.trim())).collect();
    (!columns.is_empty()).then_some(columns)
}

/// What stands between the commas that are neither in brackets nor in a text.
fn parts(list: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quote) = (vec![String::new()], 0_usize, None);
    for letter in list.chars() {
        match (quote, letter) {
            (Some(end), letter) if letter == end => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(letter),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            (Some(_) | None, _) => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

/// A column, and no rule for the whole table.
fn column(part: &str) -> Option<Column> {
    const RULES: [&str; 5] = ["primary", "unique", "check", "foreign", "constraint"];
    let (name, kind) = match part.chars().next()? {
        quote @ ('"' | '`' | '\'') => part.get(1..)?.split_once(quote)?,
        '[' => part.get(1..)?.split_once(']')?,
        _ => part.split_once(|letter: char| letter.is_whitespace() || letter == '(').unwrap_or((part, "")),
    };
    if part.starts_with(name) && RULES.iter().any(|rule| name.eq_ignore_ascii_case(rule)) {
        return None;
    }
    let kind = kind.to_ascii_lowercase();
    let words: Vec<&str> = kind.split_whitespace().collect();
    let is_row_id =
        words.first() == Some(&"integer") && words.windows(2).any(|pair| pair == ["primary", "key"]);
    Some(Column { name: name.to_owned(), is_row_id })
}
