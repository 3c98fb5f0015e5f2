//! Reading answers: names in, values out, problems recorded.

use crate::invalid::Rule;
use crate::json::{self, Json};
use crate::problem::{Problem, ProblemKind};
use crate::secret::SecretText;
use crate::source::Source;
use std::borrow::Cow;
use std::fmt;

/// A type that can be read from a place of an answer.
///
/// `read` always gives a value. What was missing or unreadable is recorded, and the answer as a whole then counts as
/// unreadable; the value given in its place is never handed out.
pub trait Read: Sized {
    /// Whether nothing is a value of the type, as with `Option` and `Vec`.
    const ALLOWS_ABSENT: bool = false;
    /// Whether an empty text means that nothing was sent, as with numbers and dates.
    const EMPTY_IS_ABSENT: bool = false;
    /// Whether the status tells which of several answers it is.
    const BY_STATUS: bool = false;
    /// Whether it is a list, so that an empty list in place of the object around it says the same.
    const IS_LIST: bool = false;

    /// Reads the value.
    fn read(from: &mut Reader<'_>) -> Self;
}

impl Source<'_> {
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            source: self,
            at: self.body.map_or(At::Nothing, At::Json),
            part: Part::Body,
            silent: false,
            misplaced: false,
            format: None,
            trail: Trail {
                name: "",
                parent: None,
            },
        }
    }
}

/// One place of an answer.
pub struct Reader<'r> {
    source: &'r Source<'r>,
    at: At<'r>,
    part: Part,
    silent: bool,
    /// Whether it is recorded already that no object stands here.
    misplaced: bool,
    format: Option<&'static str>,
    trail: Trail<'r>,
}

#[derive(Clone, Copy)]
enum At<'r> {
    Nothing,
    Header(&'r str),
    Json(&'r Json<'r>),
}

/// The part of an answer that a place belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is the whole body.
    Body,
    /// It is somewhere in the body.
    Member,
    /// It is a header, or somewhere in one that holds JSON.
    Header,
}

/// The names that lead to a place, innermost first.
#[derive(Clone, Copy)]
struct Trail<'r> {
    name: &'r str,
    parent: Option<&'r Trail<'r>>,
}

impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent.filter(|parent| !parent.name.is_empty()) {
            write!(f, "{parent}.")?;
        }
        f.write_str(self.name)
    }
}

/// A single value as it was sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'r> {
    /// Nothing, or JSON `null`.
    Absent,
    /// A text.
    Text(&'r str),
    /// The digits of a number.
    Number(&'r str),
    /// A boolean.
    Boolean(bool),
    /// A list or an object: no single value.
    Structure,
}

impl<'r> Reader<'r> {
    /// The HTTP status; where that is none that the document gives to a success, the one it gives to the code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.source.status
    }

    /// The format asked for by the `_formatted` methods.
    #[must_use]
    pub fn format(&self) -> Option<&'static str> {
        self.format
    }

    /// The value at this place.
    #[must_use]
    pub fn scalar(&self) -> Scalar<'_> {
        match self.at {
            At::Nothing | At::Json(Json::Null) => Scalar::Absent,
            At::Header(text) => Scalar::Text(text),
            At::Json(Json::Text(text)) => Scalar::Text(text),
            At::Json(Json::Number(digits)) => Scalar::Number(digits),
            At::Json(Json::Boolean(yes)) => Scalar::Boolean(*yes),
            At::Json(Json::List(_) | Json::Object(_)) => Scalar::Structure,
        }
    }

    /// Records that the value at this place cannot be read as its type.
    pub fn unreadable(&self, rule: Rule) {
        self.record(ProblemKind::Unreadable(rule));
    }

    fn record(&self, kind: ProblemKind) {
        if !self.silent {
            self.source.problems.borrow_mut().push(Problem {
                field: self.place().into(),
                kind,
            });
        }
    }

    fn place(&self) -> String {
        let names = self.trail.to_string();
        if names.is_empty() {
            "body".to_owned()
        } else {
            names
        }
    }

    /// Reads a member of the body, or of the object at this place. The first name is the one of the document; the
    /// others are accepted too, and dots in them lead into nested objects.
    pub fn body<T: Read>(&mut self, names: &[&str]) -> T {
        self.body_field(names, None)
    }

    /// As [`body`](Self::body), with a format for dates and times.
    pub fn body_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        self.body_field(names, Some(format))
    }

    /// Reads a header.
    pub fn header<T: Read>(&mut self, names: &[&str]) -> T {
        self.header_field(names, None)
    }

    /// As [`header`](Self::header), with a format for dates and times.
    pub fn header_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        self.header_field(names, Some(format))
    }

    /// Reads a header, or where there is none a member of the body.
    pub fn header_or_body<T: Read>(&mut self, names: &[&str]) -> T {
        match self.header_text(names) {
            Some(_) => self.header_field(names, None),
            None => self.body(names),
        }
    }

    /// As [`header_or_body`](Self::header_or_body), with a format for dates and times.
    pub fn header_or_body_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        match self.header_text(names) {
            Some(_) => self.header_field(names, Some(format)),
            None => self.body_formatted(names, format),
        }
    }

    /// Reads a member of the body, or where there is none a header.
    pub fn body_or_header<T: Read>(&mut self, names: &[&str]) -> T {
        match (self.member(names), self.header_text(names)) {
            (At::Nothing | At::Json(Json::Null), Some(_)) => self.header_field(names, None),
            (At::Nothing | At::Header(_) | At::Json(_), _) => self.body(names),
        }
    }

    /// As [`body_or_header`](Self::body_or_header), with a format for dates and times.
    pub fn body_or_header_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        match (self.member(names), self.header_text(names)) {
            (At::Nothing | At::Json(Json::Null), Some(_)) => self.header_field(names, Some(format)),
            (At::Nothing | At::Header(_) | At::Json(_), _) => self.body_formatted(names, format),
        }
    }

    /// Reads the body as a list.
    pub fn items<T: Read>(&mut self) -> Vec<T> {
        self.source.tally.items.set(true);
        Read::read(self)
    }

    /// As [`items`](Self::items), with a format for dates, times and booleans.
    pub fn items_formatted<T: Read>(&mut self, format: &'static str) -> Vec<T> {
        let before = self.format.replace(format);
        let items = self.items();
        self.format = before;
        items
    }

    fn body_field<T: Read>(&mut self, names: &[&str], format: Option<&'static str>) -> T {
        let member = self.member(names);
        let tally = &self.source.tally;
        match self.at {
            _ if self.part == Part::Body => {
                tally.member.set(true);
                tally.list.set(tally.list.get() || T::IS_LIST);
                tally
                    .found
                    .set(tally.found.get() || !matches!(member, At::Nothing));
            }
            At::Nothing | At::Json(Json::Null | Json::Object(_)) => {}
            // Said once, however many members the object should have.
            At::Header(_) | At::Json(_) if self.misplaced => {}
            At::Header(_) | At::Json(_) => {
                self.misplaced = true;
                self.record(ProblemKind::NoObject);
            }
        }
        self.field(member, names, format)
    }

    fn member(&self, names: &[&str]) -> At<'r> {
        let At::Json(json) = self.at else {
            return At::Nothing;
        };
        let found = names
            .iter()
            .filter_map(|name| json.at(name).map(|value| (*name, value)));
        found
            .reduce(|best, next| {
                if *best.1 == Json::Null || is_within(next.0, best.0) {
                    next
                } else {
                    best
                }
            })
            .map_or(At::Nothing, |(_, value)| At::Json(value))
    }

    fn header_text(&self, names: &[&str]) -> Option<Cow<'r, str>> {
        let headers = self.source.headers;
        let mut texts = names.iter().filter_map(|name| headers.get(*name));
        texts
            .next()
            .map(|value| crate::windows1252::text(value.as_bytes()))
    }

    fn header_field<T: Read>(&mut self, names: &[&str], format: Option<&'static str>) -> T {
        let text = self.header_text(names);
        let text = text.as_deref().map(str::trim);
        // Lists and objects travel in headers as JSON text.
        let json = text
            .filter(|text| text.starts_with(['[', '{']))
            .and_then(json::parse);
        let at = match (&json, text) {
            (Some(json), _) => At::Json(json),
            (None, Some(text)) => At::Header(text),
            (None, None) => At::Nothing,
        };
        self.inner(at, names, format, Part::Header).read_here()
    }

    /// Reads the value at a place of the body found for the first of `names`.
    fn field<T: Read>(&self, at: At<'_>, names: &[&str], format: Option<&'static str>) -> T {
        let part = match self.part {
            Part::Body | Part::Member => Part::Member,
            Part::Header => Part::Header,
        };
        let mut inner = self.inner(at, names, format, part);
        let before = self.source.recorded();
        let value = inner.read_here();
        if inner.shows(T::IS_LIST) && self.source.recorded() == before {
            self.source.tally.shown.set(true);
        }
        value
    }

    fn inner<'i>(
        &'i self,
        at: At<'i>,
        names: &[&'i str],
        format: Option<&'static str>,
        part: Part,
    ) -> Reader<'i> {
        Reader {
            source: self.source,
            at,
            part,
            silent: self.silent,
            misplaced: false,
            format: format.or(self.format),
            trail: Trail {
                name: names.first().copied().unwrap_or_default(),
                parent: Some(&self.trail),
            },
        }
    }

    /// Whether the bank sent something here that is no part of its envelope.
    fn shows(&self, list: bool) -> bool {
        let At::Json(json) = self.at else {
            return false;
        };
        let sent = match json {
            Json::Null | Json::Object(_) => false,
            Json::Boolean(_) | Json::Number(_) => true,
            Json::Text(text) => !text.trim().is_empty(),
            Json::List(_) => list,
        };
        let aside = &self.source.aside;
        sent && self.part == Part::Member && !aside.iter().any(|other| std::ptr::eq(*other, json))
    }

    fn read_here<T: Read>(&mut self) -> T {
        if !T::ALLOWS_ABSENT && self.is_absent(T::EMPTY_IS_ABSENT) {
            self.record(ProblemKind::Missing);
            self.silent = true;
        }
        T::read(self)
    }

    fn is_absent(&self, empty_too: bool) -> bool {
        match self.scalar() {
            Scalar::Absent => true,
            Scalar::Text(text) => empty_too && text.trim().is_empty(),
            Scalar::Number(_) | Scalar::Boolean(_) | Scalar::Structure => false,
        }
    }
}

/// Whether a dotted name leads into the object of another one: where a bank writes `amount.value` for `amount`, what stands
/// at `amount` is only the object around the value.
fn is_within(name: &str, other: &str) -> bool {
    name.strip_prefix(other)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// Nothing, `null` and, for numbers and dates, an empty text are `None`. So is a value that cannot be read as its type,
/// which is then noted in [`Accepted::notes`](crate::Accepted::notes).
impl<T: Read> Read for Option<T> {
    const ALLOWS_ABSENT: bool = true;
    const IS_LIST: bool = T::IS_LIST;

    fn read(from: &mut Reader<'_>) -> Self {
        if from.is_absent(T::EMPTY_IS_ABSENT) {
            return None;
        }
        let before = from.source.problems.borrow().len();
        let value = T::read(from);
        let mut problems = from.source.problems.borrow_mut();
        let (alone, place) = (problems.len() == before + 1, from.place());
        let whole = problems.get(before).is_some_and(|problem| {
            *problem.field == *place && (alone || problem.kind == ProblemKind::NoObject)
        });
        if whole {
            // Where no object stands, its members are missing too, which says nothing more.
            let first = problems.drain(before..).next();
            from.source.notes.borrow_mut().extend(first);
            return None;
        }
        Some(value)
    }
}

/// Nothing and `null` are the empty list; a lone object where a list is due is a list of one.
impl<T: Read> Read for Vec<T> {
    const ALLOWS_ABSENT: bool = true;
    const IS_LIST: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        let at = |item: &Json<'_>, index: usize| {
            let name = format!("[{index}]");
            from.field(At::Json(item), &[&name], None)
        };
        match from.at {
            At::Nothing | At::Header("") | At::Json(Json::Null) => Self::new(),
            At::Json(Json::List(items)) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| at(item, index)).collect()
            }
            // The members of a lone item are those of the body.
            At::Json(Json::Object(_)) if from.part == Part::Body => vec![from.read_here()],
            At::Json(object @ Json::Object(_)) => vec![at(object, 0)],
            At::Header(_) | At::Json(Json::Text(_) | Json::Number(_) | Json::Boolean(_)) => {
                from.unreadable(Rule::List);
                Self::new()
            }
        }
    }
}

impl<T: Read> Read for Box<T> {
    const ALLOWS_ABSENT: bool = T::ALLOWS_ABSENT;
    const EMPTY_IS_ABSENT: bool = T::EMPTY_IS_ABSENT;
    const IS_LIST: bool = T::IS_LIST;

    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(T::read(from))
    }
}

/// Numbers and booleans are accepted as text, digit by digit.
impl Read for String {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.scalar() {
            Scalar::Text(text) | Scalar::Number(text) => text.to_owned(),
            Scalar::Boolean(yes) => yes.to_string(),
            Scalar::Absent => Self::new(),
            Scalar::Structure => {
                from.unreadable(Rule::Text);
                Self::new()
            }
        }
    }
}

impl Read for SecretText {
    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(String::read(from))
    }
}
