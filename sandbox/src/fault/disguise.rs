//! Faults in what an answer says, worked into the answer.

use super::member::{self, Member};
use super::page;
use super::{CodePlace, Fault, Places};
use crate::wire::Reply;

/// Letters that no client for Spanish text can do without.
const ACCENTS: &str = " \u{e1}\u{e9}\u{ed}\u{f3}\u{fa}\u{fc}\u{f1}\u{bf}\u{a1}";

/// Works the faults of a reply that change what it says into it, in their order, and leaves the others, which are about how it travels.
/// Returns those that found nothing to change: no response code in an answer without one, no JSON to cut.
pub fn disguise(reply: &mut Reply, places: &Places) -> Vec<Fault> {
    let faults = std::mem::take(&mut reply.faults);
    let mut idle = Vec::new();
    for fault in faults {
        match work_in(reply, places, &fault) {
            Effect::Done => {}
            Effect::Nothing => idle.push(fault),
            Effect::OnTheWay => reply.faults.push(fault),
        }
    }
    idle
}

/// What became of a fault.
enum Effect {
    /// It is in the answer.
    Done,
    /// There was nothing to change.
    Nothing,
    /// It is about how the answer travels.
    OnTheWay,
}

impl Effect {
    fn of(changed: bool) -> Self {
        if changed { Self::Done } else { Self::Nothing }
    }
}

fn work_in(reply: &mut Reply, places: &Places, fault: &Fault) -> Effect {
    match fault {
        Fault::TruncatedJson(at) => return Effect::of(truncate(reply, *at)),
        Fault::Html(status) => page::html(reply, status.unwrap_or(reply.status)),
        Fault::MissingCode => return Effect::of(remove(reply, places)),
        Fault::RepeatedCode => return Effect::of(repeat(reply, places)),
        Fault::ContradictoryCode => return Effect::of(contradict(reply, places)),
        Fault::UnlistedCode(code) => return Effect::of(unlist(reply, places, code.as_deref())),
        Fault::StatusAtOdds(status) => return Effect::of(odds(reply, places, *status)),
        Fault::Latin1 => return Effect::of(accent(reply, places, latin1)),
        Fault::Utf8 => return Effect::of(accent(reply, places, utf8)),
        Fault::Redirect { status, to } => page::redirect(reply, *status, to.as_deref()),
        Fault::TooManyRequests(seconds) => page::wait(reply, 429, *seconds),
        Fault::Unavailable(seconds) => page::wait(reply, 503, *seconds),
        Fault::Gateway {
            form,
            status,
            error,
        } => page::gateway(reply, *form, *status, *error),
        Fault::Early(_)
        | Fault::ResetBefore
        | Fault::ResetAfter
        | Fault::CutAnswer { .. }
        | Fault::CutBody { .. }
        | Fault::Delay(_)
        | Fault::EndlessBody { .. }
        | Fault::Drip { .. }
        | Fault::WrongLength(_)
        | Fault::MalformedHeader(_)
        | Fault::Skew(_) => return Effect::OnTheWay,
    }
    Effect::Done
}

/// Cuts the body, unless nothing would be left of it or missing from it.
fn truncate(reply: &mut Reply, at: Option<u64>) -> bool {
    let half = reply.body.len() / 2;
    let at = at.map_or(half, |at| usize::try_from(at).unwrap_or(usize::MAX));
    let shorter = at < reply.body.len();
    reply.body.truncate(at);
    shorter
}

/// Where an answer says its code: the position of the header line, or the member of the body.
enum Said {
    Header(usize),
    Body(Member),
}

/// The places where the answer says a code, in the order of the envelope.
fn said(reply: &Reply, places: &Places) -> Vec<Said> {
    let found = places.code.iter().filter_map(|place| find(reply, place));
    found.collect()
}

fn find(reply: &Reply, place: &CodePlace) -> Option<Said> {
    match place {
        CodePlace::Header(name) => header(reply, name).map(Said::Header),
        CodePlace::Body(path) => member::find(&reply.body, path).map(Said::Body),
    }
}

fn header(reply: &Reply, name: &str) -> Option<usize> {
    let is = |(stated, _): &(String, Vec<u8>)| stated.eq_ignore_ascii_case(name);
    reply.headers.iter().position(is)
}

/// The code itself, without the quotes of JSON.
fn code(reply: &Reply, said: &Said) -> String {
    let text = match said {
        Said::Header(at) => reply.headers.get(*at).map(|(_, value)| value.as_slice()),
        Said::Body(member) => reply.body.get(member.value.clone()),
    };
    let text = String::from_utf8_lossy(text.unwrap_or_default());
    text.trim_matches('"').to_owned()
}

fn remove(reply: &mut Reply, places: &Places) -> bool {
    let mut found = false;
    // One at a time: what is removed moves what stands behind it.
    while let Some(first) = said(reply, places).into_iter().next() {
        found = true;
        match first {
            Said::Header(at) => {
                reply.headers.remove(at);
            }
            Said::Body(member) => reply.body = member::without(&reply.body, &member),
        }
    }
    found
}

fn repeat(reply: &mut Reply, places: &Places) -> bool {
    let Some(first) = said(reply, places).into_iter().next() else {
        return false;
    };
    let same = code(reply, &first);
    second(reply, &first, &same);
    true
}

fn contradict(reply: &mut Reply, places: &Places) -> bool {
    let all = said(reply, places);
    let Some(first) = all.first() else {
        return false;
    };
    let other = opposite(places, &code(reply, first));
    let in_header = matches!(first, Said::Header(_));
    match all.last() {
        Some(last @ Said::Body(_)) if in_header => rewrite(reply, last, &other),
        Some(_) | None => second(reply, first, &other),
    }
    true
}

fn unlist(reply: &mut Reply, places: &Places, wanted: Option<&str>) -> bool {
    let Some(first) = said(reply, places).into_iter().next() else {
        return false;
    };
    let code = wanted.map_or_else(|| unlisted(places, &code(reply, &first)), str::to_owned);
    for place in &places.code {
        // Looked for one at a time: what is rewritten moves what stands behind it.
        if let Some(found) = find(reply, place) {
            rewrite(reply, &found, &code);
        }
    }
    true
}

fn odds(reply: &mut Reply, places: &Places, status: Option<u16>) -> bool {
    let status = status.or_else(|| {
        let first = said(reply, places).into_iter().next()?;
        let accepted = places.is_accepted(&code(reply, &first));
        let accepted = accepted.unwrap_or((200..300).contains(&reply.status));
        Some(if accepted { 500 } else { 200 })
    });
    match status {
        Some(status) if status != reply.status => {
            reply.status = status;
            true
        }
        Some(_) | None => false,
    }
}

/// Says a code in a place instead of the one that is there.
fn rewrite(reply: &mut Reply, place: &Said, code: &str) {
    match place {
        Said::Header(at) => {
            if let Some((_, value)) = reply.headers.get_mut(*at) {
                *value = code.as_bytes().to_vec();
            }
        }
        Said::Body(member) => {
            let value = spelled(reply, member, code);
            reply.body = member::with_value(&reply.body, member, &value);
        }
    }
}

/// Says a code a second time behind the first.
fn second(reply: &mut Reply, place: &Said, code: &str) {
    match place {
        Said::Header(at) => {
            let name = reply.headers.get(*at).map(|(name, _)| name.clone());
            let line = (name.unwrap_or_default(), code.as_bytes().to_vec());
            reply.headers.insert(at + 1, line);
        }
        Said::Body(member) => {
            let value = spelled(reply, member, code);
            reply.body = member::with_second(&reply.body, member, &value);
        }
    }
}

/// A code as JSON: a number where one stood before and the code can be one, else a text.
fn spelled(reply: &Reply, member: &Member, code: &str) -> Vec<u8> {
    let was_text = reply.body.get(member.value.start) == Some(&b'"');
    let number = !code.is_empty()
        && code.bytes().all(|byte| byte.is_ascii_digit())
        && (code == "0" || !code.starts_with('0'));
    if number && !was_text {
        return code.as_bytes().to_vec();
    }
    let mut text = String::from("\"");
    for character in code.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            character if character.is_control() => text.push(' '),
            character => text.push(character),
        }
    }
    text.push('"');
    text.into_bytes()
}

/// A listed code that says the opposite, or else any other one.
fn opposite(places: &Places, code: &str) -> String {
    let accepted = places.is_accepted(code).unwrap_or(false);
    let others = || places.listed.iter().filter(|row| row.code != code);
    let other = others()
        .find(|row| row.accepted != accepted)
        .or_else(|| others().next());
    other.map_or_else(|| unlisted(places, code), |row| row.code.clone())
}

/// A code of the same shape that the table does not list: the last of its kind in which only digits differ, or else one letter longer.
fn unlisted(places: &Places, code: &str) -> String {
    let free = |candidate: &String| {
        candidate != code && !places.listed.iter().any(|row| row.code == *candidate)
    };
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let largest = 10_u64
        .checked_pow(u32::try_from(digits).unwrap_or(u32::MAX))
        .unwrap_or(u64::MAX)
        - 1;
    // More candidates than listed codes: one of them is free, unless there are not so many numbers.
    let tries = u64::try_from(places.listed.len())
        .unwrap_or(u64::MAX)
        .saturating_add(2);
    let numbers = (0..=largest)
        .rev()
        .take(usize::try_from(tries).unwrap_or(usize::MAX));
    numbers
        .map(|number| with_digits(code, &format!("{number:0digits$}")))
        .find(free)
        .unwrap_or_else(|| format!("{code}X"))
}

/// A code with other digits.
fn with_digits(code: &str, digits: &str) -> String {
    let mut digits = digits.chars();
    let replaced = code.chars().map(|character| {
        if character.is_ascii_digit() {
            digits.next().unwrap_or(character)
        } else {
            character
        }
    });
    replaced.collect()
}

fn accent(reply: &mut Reply, places: &Places, encode: fn(&str) -> Vec<u8>) -> bool {
    let mut found = false;
    for place in &places.texts {
        let CodePlace::Header(name) = place else {
            continue;
        };
        let lines = reply.headers.iter_mut();
        for (_, value) in lines.filter(|(stated, _)| stated.eq_ignore_ascii_case(name)) {
            let mut text = decoded(value);
            if text.is_ascii() {
                text.push_str(ACCENTS);
            }
            *value = encode(&text);
            found = true;
        }
    }
    found
}

/// UTF-8 if it is that, else Latin-1.
fn decoded(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(
        |_| bytes.iter().copied().map(char::from).collect(),
        str::to_owned,
    )
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// Letters that Latin-1 does not have become question marks.
fn latin1(text: &str) -> Vec<u8> {
    let bytes = text
        .chars()
        .map(|character| u8::try_from(character).unwrap_or(b'?'));
    bytes.collect()
}

#[cfg(test)]
#[path = "disguise_tests.rs"]
mod tests;
