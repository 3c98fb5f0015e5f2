//! Reading answers: names in, values out, problems recorded.

use crate::invalid::Rule;
use crate::json::{self, Json};
use crate::secret::SecretText;
use http::HeaderMap;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
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

    /// Reads the value.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// What is wrong with one field of an answer. The value itself is not kept: it may be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    field: Box<str>,
    kind: ProblemKind,
}

/// The kinds of [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A required field was not sent.
    Missing,
    /// The field cannot be read as its type.
    Unreadable(Rule),
}

impl Problem {
    pub(crate) fn new(field: &str, rule: Rule) -> Self {
        Self {
            field: field.into(),
            kind: ProblemKind::Unreadable(rule),
        }
    }

    /// Where the field stands: its wire name, with those of the objects around it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> &ProblemKind {
        &self.kind
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::Missing => write!(f, "{} is missing", self.field),
            ProblemKind::Unreadable(rule) => write!(f, "{} {rule}", self.field),
        }
    }
}

/// The parts of an answer that every reader of it shares.
pub(crate) struct Source<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) status: u16,
    pub(crate) body: Option<&'a Json<'a>>,
    /// Problems that make the answer unreadable.
    pub(crate) problems: RefCell<Vec<Problem>>,
    /// Optional fields that could not be read and count as absent.
    pub(crate) notes: RefCell<Vec<Problem>>,
    /// Whether something was looked for in the body.
    pub(crate) body_wanted: Cell<bool>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(headers: &'a HeaderMap, status: u16, body: Option<&'a Json<'a>>) -> Self {
        Self {
            headers,
            status,
            body,
            problems: RefCell::default(),
            notes: RefCell::default(),
            body_wanted: Cell::new(false),
        }
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            source: self,
            at: self.body.map_or(At::Nothing, At::Json),
            top: true,
            silent: false,
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
    top: bool,
    silent: bool,
    format: Option<&'static str>,
    trail: Trail<'r>,
}

#[derive(Clone, Copy)]
enum At<'r> {
    Nothing,
    Header(&'r str),
    Json(&'r Json<'r>),
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
    /// The HTTP status.
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
                field: self.trail.to_string().into(),
                kind,
            });
        }
    }

    /// Reads a member of the body, or of the object at this place. The first name is the one of the document; the
    /// others are accepted too, and dots in them lead into nested objects.
    pub fn body<T: Read>(&mut self, names: &[&str]) -> T {
        self.field(self.member(names), names, None)
    }

    /// As [`body`](Self::body), with a format for dates and times.
    pub fn body_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        self.field(self.member(names), names, Some(format))
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
        match self.member(names) {
            At::Nothing | At::Json(Json::Null) => self.header_field(names, None),
            found @ (At::Header(_) | At::Json(_)) => self.field(found, names, None),
        }
    }

    /// As [`body_or_header`](Self::body_or_header), with a format for dates and times.
    pub fn body_or_header_formatted<T: Read>(&mut self, names: &[&str], format: &'static str) -> T {
        match self.member(names) {
            At::Nothing | At::Json(Json::Null) => self.header_field(names, Some(format)),
            found @ (At::Header(_) | At::Json(_)) => self.field(found, names, Some(format)),
        }
    }

    /// Reads the body as a list.
    pub fn items<T: Read>(&mut self) -> Vec<T> {
        self.source.body_wanted.set(true);
        Read::read(self)
    }

    fn member(&self, names: &[&str]) -> At<'r> {
        if self.top {
            self.source.body_wanted.set(true);
        }
        let At::Json(json) = self.at else {
            return At::Nothing;
        };
        let found = names.iter().filter_map(|name| json.at(name));
        found
            .reduce(|best, next| if *best == Json::Null { next } else { best })
            .map_or(At::Nothing, At::Json)
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
        match (&json, text) {
            (Some(json), _) => self.field(At::Json(json), names, format),
            (None, Some(text)) => self.field(At::Header(text), names, format),
            (None, None) => self.field(At::Nothing, names, format),
        }
    }

    /// Reads the value at a place found for the first of `names`.
    fn field<T: Read>(&self, at: At<'_>, names: &[&str], format: Option<&'static str>) -> T {
        let mut inner = Reader {
            source: self.source,
            at,
            top: false,
            silent: self.silent,
            format: format.or(self.format),
            trail: Trail {
                name: names.first().copied().unwrap_or_default(),
                parent: Some(&self.trail),
            },
        };
        inner.read_here()
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

/// Nothing, `null` and, for numbers and dates, an empty text are `None`. So is a value that cannot be read as its type,
/// which is then noted in [`Accepted::notes`](crate::Accepted::notes).
impl<T: Read> Read for Option<T> {
    const ALLOWS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        if from.is_absent(T::EMPTY_IS_ABSENT) {
            return None;
        }
        let before = from.source.problems.borrow().len();
        let value = T::read(from);
        let mut problems = from.source.problems.borrow_mut();
        let own = |problem: &Problem| *problem.field == *from.trail.to_string();
        if problems.len() == before + 1 && problems.last().is_some_and(own) {
            from.source.notes.borrow_mut().extend(problems.pop());
            return None;
        }
        Some(value)
    }
}

/// Nothing and `null` are the empty list; a lone object where a list is due is a list of one.
impl<T: Read> Read for Vec<T> {
    const ALLOWS_ABSENT: bool = true;

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
