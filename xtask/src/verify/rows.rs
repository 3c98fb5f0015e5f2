//! Finding the rows of a document's tables by their shape.
//!
//! A document is text that lost its lines and columns: rows are cells between bars or tabs, or words that begin in a way only rows do.
//! Each shape is one small function over the line's words or cells; what the shapes know of languages stands in `words`.

use super::facts::{Category, Key};
use words::{HEADINGS, LIST, MARKS, METHODS, PRINTED_TYPES, SECTIONS, STANDS_FOR, TYPES};

mod words;

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its first line.
    pub(crate) line: u32,
    /// What it is about; each must be transcribed.
    pub(crate) keys: Vec<Key>,
    /// Types that its type column admits.
    pub(crate) types: Option<&'static [Category]>,
    /// Its mark as required or optional.
    pub(crate) required: Option<bool>,
}

/// What the cells of a row say: what it is about, the types that it admits, its mark as required or optional.
type Columns = (Vec<Key>, Option<&'static [Category]>, Option<bool>);

/// Every row of the document.
pub(crate) fn find(lines: &[String]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut section = None;
    for (index, line) in lines.iter().enumerate() {
        let cells = cells(line);
        let words: Vec<&str> = line
            .split_whitespace()
            .filter(|word| *word != "|")
            .collect();
        if words.is_empty() {
            continue;
        }
        if is_heading(&words) {
            section = None;
        }
        if let Some(required) = section_of(&cells) {
            section = Some(required);
        }
        let mut add = |from: usize, keys: Vec<Key>, types, required| {
            if !keys.is_empty()
                && let Ok(line) = u32::try_from(from + 1)
            {
                rows.push(Row {
                    line,
                    keys,
                    types,
                    required,
                });
            }
        };
        if is_heading(&words) {
            continue;
        }
        if line.matches('|').count() >= 2 {
            let (keys, types, required) = piped(&cells);
            add(index, keys, types, required);
            continue;
        }
        if let Some((keys, types, required)) = aligned(line) {
            add(index, keys, types, required);
            continue;
        }
        if let Some((first, name, types)) = typed(lines, index, &cells, &words) {
            add(first, vec![row_name(&name)], Some(types), section);
            continue;
        }
        add(index, code(&words), None, None);
        for status in statuses(&words) {
            add(index, vec![status], None, None);
        }
        add(index, environment(&words), None, None);
        add(index, summary(&words, before(lines, index)), None, None);
        add(index, label(lines, index, &words), None, None);
        add(index, listed(&words), None, None);
        add(index, query(&words), None, None);
    }
    rows
}

/// The cells of a line, without empty ones: between bars, else between tabs, else the whole line.
fn cells(line: &str) -> Vec<&str> {
    let bar = if line.contains('|') { '|' } else { '\t' };
    line.split(bar)
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect()
}

fn is_heading(words: &[&str]) -> bool {
    words.len() > 1
        && words
            .iter()
            .all(|word| HEADINGS.contains(&word.to_lowercase().as_str()))
}

fn section_of(cells: &[&str]) -> Option<bool> {
    let mut words = cells.first()?.split_whitespace();
    let last = words.next_back()?.to_lowercase();
    if words.count() > 1 {
        return None;
    }
    SECTIONS
        .iter()
        .find(|(word, _)| *word == last)
        .map(|(_, required)| *required)
}

/// What a word of a type column admits. Columns print types with a capital; in small letters the words are prose.
fn type_of(word: &str) -> Option<&'static [Category]> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let word = word.to_lowercase();
    if word.starts_with("list<") {
        return Some(LIST);
    }
    TYPES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, types)| *types)
}

/// Whether a text can be the name of a parameter or field.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']'))
}

/// `| name | … | String | YES |`
fn piped(cells: &[&str]) -> Columns {
    let numbered = cells
        .first()
        .is_some_and(|cell| cell.chars().all(|c| c.is_ascii_digit()));
    let cells = &cells[usize::from(numbered)..];
    let Some((name, columns)) = cells.split_first() else {
        return (Vec::new(), None, None);
    };
    if !is_name(name) {
        return (Vec::new(), None, None);
    }
    let mut types: Vec<_> = columns
        .iter()
        .filter_map(|cell| type_of(cell.split([' ', '-', '(']).next().unwrap_or(cell)))
        .collect();
    types.dedup();
    let required = columns.iter().find_map(|cell| {
        let cell = cell.to_lowercase();
        MARKS
            .iter()
            .find(|(mark, _)| *mark == cell)
            .map(|(_, required)| *required)
    });
    // Columns that contradict each other are a matter for a ruling, not for this check.
    let types = match types.as_slice() {
        [types] => Some(*types),
        [] | [_, ..] => None,
    };
    (vec![row_name(name)], types, required)
}

/// `name    Texto    20    Si    …` and `0101    400    Some description`, columns apart by two spaces or more.
fn aligned(line: &str) -> Option<Columns> {
    if line.contains(['|', '\t']) {
        return None;
    }
    let cells: Vec<&str> = line
        .trim()
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    let [name, second, third, ..] = cells.as_slice() else {
        return None;
    };
    let is_status = second.len() == 3 && second.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_status {
        let keys = code(&[name, third]);
        return (!keys.is_empty()).then_some((keys, None, None));
    }
    let printed = second.to_lowercase();
    let types = PRINTED_TYPES
        .iter()
        .find(|(word, _)| *word == printed)
        .map(|(_, types)| *types)
        .or_else(|| type_of(second))?;
    let (keys, _, required) = piped(&cells);
    (!keys.is_empty()).then_some((keys, Some(types), required))
}

/// The name that a row is about. Facts name a list's items without its mark.
fn row_name(printed: &str) -> Key {
    Key::Name(printed.replace("[]", "").to_lowercase())
}

/// `name String Words…`, the name perhaps broken over the lines before its type. Yields the row's first line too.
fn typed(
    lines: &[String],
    index: usize,
    cells: &[&str],
    words: &[&str],
) -> Option<(usize, String, &'static [Category])> {
    for pair in cells.windows(2) {
        if let (true, Some(types)) = (is_name(pair[0]), type_of(pair[1])) {
            return Some((index, pair[0].to_owned(), types));
        }
    }
    let (first, rest) = words.split_first()?;
    let (second, rest) = rest.split_first()?;
    if let (true, Some(types), false) = (is_name(first), type_of(second), rest.is_empty()) {
        return Some((index, (*first).to_owned(), types));
    }
    let types = type_of(first)?;
    let mut name = String::new();
    let mut start = index;
    while let Some(previous) = start.checked_sub(1).and_then(|at| lines.get(at)) {
        let fragment = previous.trim();
        let skip = fragment.is_empty() && name.is_empty();
        if !skip && !(is_name(fragment)) {
            break;
        }
        name.insert_str(0, fragment);
        start -= 1;
    }
    (!name.is_empty()).then_some((start, name, types))
}

/// `E014 SOME DESCRIPTION …`
fn code(words: &[&str]) -> Vec<Key> {
    let [first, second, ..] = words else {
        return Vec::new();
    };
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let is_code = (4..=5).contains(&first.len())
        && digits >= 2
        && first
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && second.starts_with(|c: char| c.is_uppercase() || c == '[');
    if is_code {
        vec![Key::Code((*first).to_owned())]
    } else {
        Vec::new()
    }
}

/// `201 Created`, or `HTTP Status Code 201 Created 400 Bad Request`.
fn statuses(words: &[&str]) -> Vec<Key> {
    let listed = match words {
        ["HTTP", "Status", "Code", rest @ ..] => rest,
        [_, _] | [_, _, _] | [_, _, _, _] => &words[..2],
        [] | [_] | [_, _, _, _, _, ..] => return Vec::new(),
    };
    listed
        .windows(2)
        .filter(|pair| pair[0].len() == 3 && pair[1].starts_with(char::is_uppercase))
        .filter_map(|pair| pair[0].parse().ok())
        .filter(|status| (100..600).contains(status))
        .map(Key::Status)
        .collect()
}

/// `Production HTTPS api.bank.example 8282`, or `URI Live: [https://api.bank.example/base]`.
fn environment(words: &[&str]) -> Vec<Key> {
    let address = match words {
        [first, .., address] if first.starts_with("URI") => address
            .trim_matches(['[', ']', '<', '>'])
            .strip_prefix("https://"),
        [_, protocol, address, ..] if matches!(*protocol, "HTTP" | "HTTPS") && words.len() <= 5 => {
            Some(*address)
        }
        _ => None,
    };
    match address.and_then(|address| address.split(['/', ':']).next()) {
        Some(host) if host.contains('.') => vec![Key::Host(host.to_lowercase())],
        Some(_) | None => Vec::new(),
    }
}

/// `Yes /v1/payments POST WRITE`, or `POST: /v1/payments` outside examples.
fn summary(words: &[&str], before: Option<&str>) -> Vec<Key> {
    for (at, pair) in words.windows(2).enumerate() {
        if pair[0].starts_with('/') && METHODS.contains(&pair[1]) {
            let mut keys = vec![
                Key::Path(pair[0].to_owned()),
                Key::Method(pair[1].to_owned()),
            ];
            if let Some(permission) = words.get(at + 2) {
                keys.push(Key::Permission((*permission).to_owned()));
            }
            return keys;
        }
    }
    let example = before.is_some_and(|line| line.contains("Example") || line.contains("jemplo"));
    match words {
        [method, path] if path.starts_with('/') && !example => match method.strip_suffix(':') {
            Some(method) if METHODS.contains(&method) => {
                vec![
                    Key::Method(method.to_owned()),
                    Key::Path(path.trim_end_matches(':').to_owned()),
                ]
            }
            Some(_) | None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The last line before this one that is not blank.
fn before(lines: &[String], index: usize) -> Option<&str> {
    lines[..index]
        .iter()
        .rev()
        .map(String::as_str)
        .find(|line| !line.trim().is_empty())
}

/// `Permisos READ`; `Método HTTP GET`, perhaps over several lines.
fn label(lines: &[String], index: usize, words: &[&str]) -> Vec<Key> {
    match words {
        ["Permisos" | "Permissions", permission]
            if permission.chars().all(|c| c.is_ascii_uppercase()) =>
        {
            vec![Key::Permission((*permission).to_owned())]
        }
        ["Método", ..] => {
            let mut following = lines[index..]
                .iter()
                .flat_map(|line| line.split_whitespace());
            match (following.next(), following.next(), following.next()) {
                (Some(_), Some("HTTP"), Some(method)) if METHODS.contains(&method) => {
                    vec![Key::Method(method.to_owned())]
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// `● "20" para POS`
fn listed(words: &[&str]) -> Vec<Key> {
    let words = match words {
        ["●" | "•" | "-" | "*", rest @ ..] => rest,
        _ => words,
    };
    let [value, stands_for, _, ..] = words else {
        return Vec::new();
    };
    let value = value.trim_matches('"');
    let is_value = (1..=4).contains(&value.len())
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    if is_value && STANDS_FOR.contains(stands_for) {
        vec![Key::Value(value.to_owned())]
    } else {
        Vec::new()
    }
}

/// `?codigo=[valor] …`
fn query(words: &[&str]) -> Vec<Key> {
    let name = words
        .first()
        .and_then(|word| word.strip_prefix('?'))
        .and_then(|rest| rest.split_once('='));
    match name {
        Some((name, _)) if is_name(name) => vec![Key::Name(name.to_lowercase())],
        Some(_) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
