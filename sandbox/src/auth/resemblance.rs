//! Headers that were meant to be others.

use crate::wire::Received;

/// Says that a header of almost this name was sent, for a caller who misspelt it; nothing where there is none.
pub(super) fn hint(received: &Received, name: &str) -> String {
    let wanted = letters(name);
    let mut sent = received.headers.iter().map(|(sent, _)| sent);
    let found = sent.find(|sent| !sent.eq_ignore_ascii_case(name) && letters(sent) == wanted);
    found.map_or_else(String::new, |found| {
        format!(", but one called `{}`", found.to_ascii_lowercase())
    })
}

/// A name without what tells spellings apart: marks, capitals, an `X` in front.
fn letters(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.strip_prefix("x-").unwrap_or(&name);
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}
