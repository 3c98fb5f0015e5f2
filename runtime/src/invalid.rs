//! Why a value was refused.

use std::fmt;

/// A value that breaks a rule of its type or of the place it should travel in. The value itself is not kept: it may
/// be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Wire name of the field, or name of the type where no field is concerned.
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
}

impl Invalid {
    /// States that the value of `name` breaks `rule`.
    #[must_use]
    pub const fn new(name: &'static str, rule: Rule) -> Self {
        Self { name, rule }
    }

    /// Wire name of the field, or name of the type where no field is concerned.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The rule that is broken.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }
}

/// A rule that a value can break.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// At least this many characters.
    MinLength(u32),
    /// At most this many characters.
    MaxLength(u32),
    /// The whole value matches this regular expression.
    Pattern(&'static str),
    /// One of the listed values.
    Listed,
    /// A decimal number.
    Decimal,
    /// A whole number of 64 bits.
    Integer,
    /// At most this many digits after the point.
    Scale(u32),
    /// At most this many digits in all.
    Digits(u32),
    /// Not less than this.
    Minimum(&'static str),
    /// Not more than this.
    Maximum(&'static str),
    /// Yes or no.
    Boolean,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A day and a time.
    DateTime,
    /// A day and a time with an offset from UTC.
    OffsetDateTime,
    /// Exactly this many characters.
    Length(u32),
    /// Not empty, nor only spaces.
    NotEmpty,
    /// A token alone, without the word that travels before it.
    BareToken,
    /// A header value: visible ASCII characters and single spaces between them.
    HeaderValue,
    /// A header that belongs to the authentication or to HTTP itself.
    ReservedHeader,
    /// The name of a header.
    HeaderName,
    /// JSON.
    Json,
    /// A path segment: ASCII; not empty, `.` or `..`; without `/ \ % ? #` and control characters.
    PathSegment,
    /// A text, not a list or object.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
    /// An object with at least one of the members that the document names.
    Members,
    /// A single value: lists and objects do not fit in a path, query or header.
    SingleValue,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinLength(length) => write!(f, "must have at least {length} characters"),
            Self::MaxLength(length) => write!(f, "must have at most {length} characters"),
            Self::Pattern(pattern) => write!(f, "must match {pattern}"),
            Self::Listed => f.write_str("must be one of the listed values"),
            Self::Decimal => f.write_str("must be a decimal number of at most 28 digits"),
            Self::Integer => f.write_str("must be a whole number of 64 bits"),
            Self::Scale(scale) => write!(f, "must have at most {scale} digits after the point"),
            Self::Digits(digits) => write!(f, "must have at most {digits} digits"),
            Self::Minimum(minimum) => write!(f, "must not be less than {minimum}"),
            Self::Maximum(maximum) => write!(f, "must not be more than {maximum}"),
            Self::Boolean => f.write_str("must be yes or no"),
            Self::Date => f.write_str("must be a day of the calendar"),
            Self::Time => f.write_str("must be a time of day"),
            Self::DateTime => f.write_str("must be a day and a time"),
            Self::OffsetDateTime => f.write_str("must be a day and a time with an offset"),
            Self::Length(length) => write!(f, "must have exactly {length} characters"),
            Self::NotEmpty => f.write_str("must not be empty"),
            Self::BareToken => {
                f.write_str("must be the token alone, without the word that is sent before it")
            }
            Self::HeaderValue => f.write_str("must be visible ASCII to travel in a header"),
            Self::ReservedHeader => f.write_str("must not be set by an argument"),
            Self::HeaderName => f.write_str("must be the name of a header"),
            Self::Json => f.write_str("must be JSON"),
            Self::PathSegment => f.write_str("must be ASCII and one path segment"),
            Self::Text => f.write_str("must be a text"),
            Self::List => f.write_str("must be a list"),
            Self::Object => f.write_str("must be an object"),
            Self::Members => f.write_str("must have at least one of the documented members"),
            Self::SingleValue => f.write_str("must be a single value in this place"),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.rule)
    }
}

impl std::error::Error for Invalid {}
