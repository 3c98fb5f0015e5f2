//! Whether the lines that a fact cites show what it says.

use super::Opened;
use super::facts::{Claim, Fact, Key};
use super::passage::{Case, Passage};
use super::rows::Row;
use generator::source::Span;
use generator::spec::Required;

/// Stems of words that announce a length.
const LENGTHS: [&str; 5] = ["caracteres", "characters", "dígitos", "digits", "length"];

/// A problem: where the specification says it, and what is wrong.
type Found = (Option<Span>, String);

/// Everything that is wrong with one fact.
pub(super) fn fact(fact: &Fact<'_>, documents: &[Opened<'_>]) -> Vec<Found> {
    let mut problems = Vec::new();
    let mut passages = Vec::new();
    let span = fact.cited.first().map(|cited| cited.span);
    for cited in &fact.cited {
        let Some(document) = documents
            .iter()
            .find(|document| document.listed.id.value == cited.document)
        else {
            problems.push((
                Some(cited.span),
                format!(
                    "{}: names no document of bank.yaml: `{}`",
                    fact.what, cited.document
                ),
            ));
            continue;
        };
        let mut lines = Vec::new();
        for &(first, last) in cited.lines {
            match document.text.stretch((first, last)) {
                None => problems.push((
                    Some(cited.span),
                    format!(
                        "{}: line {last} is beyond the end of {}",
                        fact.what, cited.document
                    ),
                )),
                Some(stretch) if ends_blank(stretch) => problems.push((
                    Some(cited.span),
                    format!(
                        "{}: lines {first}-{last} of {} begin or end with a blank line",
                        fact.what, cited.document
                    ),
                )),
                Some(stretch) => lines.extend(stretch),
            }
        }
        passages.push((cited, document, Passage::new(lines)));
    }
    if !problems.is_empty() {
        return problems;
    }
    let rows: Vec<&Row> = passages
        .iter()
        .flat_map(|(cited, document, _)| {
            let within = |line: u32| {
                cited
                    .lines
                    .iter()
                    .any(|&(first, last)| (first..=last).contains(&line))
            };
            document.rows.iter().filter(move |row| within(row.line))
        })
        .filter(|row| row.keys.iter().any(|key| fact.keys.contains(key)))
        .collect();
    let passages: Vec<Passage> = passages
        .into_iter()
        .map(|(_, _, passage)| passage)
        .collect();
    for claim in &fact.claims {
        if let Some(message) = refuted(claim, fact.ruled, &passages, &rows) {
            problems.push((span, format!("{}: {message}", fact.what)));
        }
    }
    problems.extend(outside(fact).map(|message| (span, format!("{}: {message}", fact.what))));
    problems
}

/// Whether the first or the last line is blank: then the lines are not the ones that were meant.
fn ends_blank(stretch: &[String]) -> bool {
    let blank = |line: Option<&String>| line.is_none_or(|line| line.trim().is_empty());
    blank(stretch.first()) || blank(stretch.last())
}

/// Why the lines do not show it; `None` if they do.
fn refuted(claim: &Claim, ruled: bool, passages: &[Passage], rows: &[&Row]) -> Option<String> {
    match claim {
        Claim::Name(names) => (!passages
            .iter()
            .all(|passage| names.iter().any(|name| shows_name(passage, name))))
        .then(|| format!("`{}` is not on these lines", names.join("`, `"))),
        Claim::Words {
            what,
            text,
            case,
            decidable,
        } => {
            let shown =
                passages.iter().any(|passage| passage.shows(text, *case)) || (*decidable && ruled);
            (!shown).then(|| format!("the {what} `{text}` is not on these lines"))
        }
        Claim::Squashed { what, texts } => {
            let shown = |text: &&str| passages.iter().any(|passage| passage.shows_squashed(text));
            (!texts.iter().any(shown)).then(|| {
                format!(
                    "nothing on these lines says `{}`, as its {what} does",
                    texts.join("` or `")
                )
            })
        }
        Claim::Part { what, text } => {
            (!passages.iter().any(|passage| passage.shows_squashed(text)))
                .then(|| format!("the {what} `{text}` is not on these lines"))
        }
        Claim::Length(length) => {
            let speaking: Vec<&Passage> = passages
                .iter()
                .filter(|passage| {
                    LENGTHS
                        .iter()
                        .any(|word| passage.shows(word, Case::Ignored))
                })
                .collect();
            let number = length.to_string();
            let shown = speaking.is_empty()
                || ruled
                || speaking
                    .iter()
                    .any(|passage| passage.shows(&number, Case::Exact));
            (!shown).then(|| format!("these lines speak of a length, but not of {length}"))
        }
        Claim::Whole(texts) => passages.iter().find_map(|passage| whole(passage, texts)),
        Claim::Type(category) => {
            let other = rows
                .iter()
                .find(|row| row.types.is_some_and(|types| !types.contains(category)));
            other
                .filter(|_| !ruled)
                .map(|row| format!("line {} prints another type", row.line))
        }
        Claim::Required(required) => {
            let expected = match required {
                Required::Yes => Some(true),
                Required::No => Some(false),
                Required::Undocumented => None,
            };
            // An argument may stand in a second table too, one that has no marks.
            let marked: Vec<_> = rows.iter().filter(|row| row.required.is_some()).collect();
            let rows = if marked.is_empty() {
                rows.iter().collect()
            } else {
                marked
            };
            // Where the column prints neither (`Cond.`), a ruling may decide.
            let other = rows
                .into_iter()
                .find(|row| row.required != expected && !(ruled && row.required.is_none()));
            other.map(|row| match row.required {
                Some(true) => format!("line {} marks it as required", row.line),
                Some(false) => format!("line {} marks it as optional", row.line),
                None => format!("line {} has no mark for required or optional", row.line),
            })
        }
    }
}

/// A dotted name is shown if it is printed whole, or if each of its parts is, as in an example of nested objects.
fn shows_name(passage: &Passage, name: &str) -> bool {
    passage.shows(name, Case::Ignored)
        || (name.contains('.')
            && name
                .split('.')
                .all(|part| passage.shows(part, Case::Ignored)))
}

/// Checks that the lines consist of these texts.
fn whole(passage: &Passage, texts: &[(&'static str, String)]) -> Option<String> {
    // The longest first, so that no text is taken out of another one.
    let mut texts: Vec<_> = texts.iter().collect();
    texts.sort_by_key(|(_, text)| std::cmp::Reverse(text.chars().count()));
    let mut rest = passage.clone();
    for (what, text) in texts {
        if !rest.take(text) {
            return Some(format!("the {what} `{text}` is not on these lines"));
        }
    }
    let rest = rest.rest();
    (!rest.is_empty()).then(|| format!("`{rest}` stands on these lines too"))
}

/// A fact about a row of an operation's tables stands in the operation's chapter, at least once.
fn outside(fact: &Fact<'_>) -> Option<String> {
    let chapter = fact.chapter?;
    let inside = fact
        .cited
        .iter()
        .filter(|cited| cited.document == chapter.document)
        .any(|cited| {
            cited.lines.iter().any(|&(first, last)| {
                chapter
                    .lines
                    .iter()
                    .any(|&(from, to)| from <= first && last <= to)
            })
        });
    let is_row = fact.keys.iter().any(|key| !matches!(key, Key::Host(_)));
    (is_row && !inside && !fact.ruled)
        .then(|| "these lines are outside the operation's chapter".to_owned())
}
