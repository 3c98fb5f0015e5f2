//! Exact numbers: decimals and whole numbers that keep what they cannot read.

use crate::invalid::{Invalid, Rule};
use crate::reader::{Read, Reader, Scalar};
use crate::value::{Value, Wire};
use std::fmt;
use std::str::FromStr;

/// An exact decimal of at most 28 digits, never a floating-point number.
///
/// What the bank sent and cannot be read exactly (29 digits, or no number at all) is kept as text instead of being
/// rounded: [`exact`](Self::exact) is then `None`.
///
/// ```
/// use bank_client_runtime::Decimal;
///
/// let price: Decimal = "90071992547409.93".parse()?;
/// assert_eq!(price.to_string(), "90071992547409.93");
/// # Ok::<(), bank_client_runtime::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(Inner);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Inner {
    Exact(rust_decimal::Decimal),
    Kept(Box<str>),
}

impl Decimal {
    /// The value; `None` if the bank sent something that cannot be read exactly.
    #[must_use]
    pub fn exact(&self) -> Option<rust_decimal::Decimal> {
        match &self.0 {
            Inner::Exact(value) => Some(*value),
            Inner::Kept(_) => None,
        }
    }

    /// The text as sent, if it cannot be read exactly.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.0 {
            Inner::Exact(_) => None,
            Inner::Kept(text) => Some(text),
        }
    }

    pub(crate) fn lenient(text: &str) -> Self {
        match parse(text) {
            Some(value) => Self(Inner::Exact(value)),
            None => Self(Inner::Kept(text.into())),
        }
    }
}

/// Reads an exact decimal: sign, digits, point, exponent as JSON has them.
fn parse(text: &str) -> Option<rust_decimal::Decimal> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let digits = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || digits.ends_with('.') || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if exponent == 0 {
        return rust_decimal::Decimal::from_str_exact(
            mantissa.strip_prefix('+').unwrap_or(mantissa),
        )
        .ok();
    }
    // The exponent moves the point in the digits themselves, so that nothing is rounded.
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    if !(-28..=29).contains(&point) {
        return None;
    }
    let mut all: String = [whole, fraction].concat();
    let point = if point <= 0 {
        all.insert_str(0, &"0".repeat(usize::try_from(1 - point).ok()?));
        1
    } else {
        let point = usize::try_from(point).ok()?;
        let missing = point.saturating_sub(all.len());
        all.push_str(&"0".repeat(missing));
        point
    };
    if point < all.len() {
        all.insert(point, '.');
    }
    if mantissa.starts_with('-') {
        all.insert(0, '-');
    }
    rust_decimal::Decimal::from_str_exact(&all).ok()
}

impl FromStr for Decimal {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match parse(text) {
            Some(value) => Ok(Self(Inner::Exact(value))),
            None => Err(Invalid::new("Decimal", Rule::Decimal)),
        }
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(value: rust_decimal::Decimal) -> Self {
        Self(Inner::Exact(value))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(Inner::Exact(value.into()))
    }
}

/// The digits, or the text as sent.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Exact(value) => value.fmt(f),
            Inner::Kept(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Exact(value) => fmt::Display::fmt(value, f),
            Inner::Kept(text) => fmt::Debug::fmt(text, f),
        }
    }
}

impl Value for Decimal {
    fn wire(&self, to: &mut Wire<'_>) {
        match &self.0 {
            Inner::Exact(value) => to.number(&value.to_string()),
            Inner::Kept(text) => kept(text, Rule::Decimal, to),
        }
    }
}

impl Read for Decimal {
    const EMPTY_IS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        Self::lenient(&from.digits(Rule::Decimal))
    }
}

/// Shows a text that stands where a number should: in `Debug` only.
pub(crate) fn kept(text: &str, rule: Rule, to: &mut Wire<'_>) {
    if !to.is_debug() {
        to.refuse(rule);
    }
    to.text(text);
}

/// A whole number of 64 bits, or the text that the bank sent instead.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer(Whole);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Whole {
    Exact(i64),
    Kept(Box<str>),
}

impl Integer {
    /// The value; `None` if the bank sent something else.
    #[must_use]
    pub fn exact(&self) -> Option<i64> {
        match self.0 {
            Whole::Exact(value) => Some(value),
            Whole::Kept(_) => None,
        }
    }

    /// The text as sent, if it is no whole number of 64 bits.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.0 {
            Whole::Exact(_) => None,
            Whole::Kept(text) => Some(text),
        }
    }

    pub(crate) fn lenient(text: &str) -> Self {
        match whole(text) {
            Some(value) => Self(Whole::Exact(value)),
            None => Self(Whole::Kept(text.into())),
        }
    }
}

/// Reads a whole number; `4`, `4.0` and `4e0` are the same one.
fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let value = parse(text)?;
        value
            .is_integer()
            .then(|| i64::try_from(value).ok())
            .flatten()
    })
}

impl FromStr for Integer {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.parse() {
            Ok(value) => Ok(Self(Whole::Exact(value))),
            Err(_) => Err(Invalid::new("Integer", Rule::Integer)),
        }
    }
}

impl From<i64> for Integer {
    fn from(value: i64) -> Self {
        Self(Whole::Exact(value))
    }
}

/// The digits, or the text as sent.
impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Whole::Exact(value) => value.fmt(f),
            Whole::Kept(text) => f.pad(text),
        }
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Whole::Exact(value) => fmt::Display::fmt(value, f),
            Whole::Kept(text) => fmt::Debug::fmt(text, f),
        }
    }
}

impl Value for Integer {
    fn wire(&self, to: &mut Wire<'_>) {
        match &self.0 {
            Whole::Exact(value) => value.wire(to),
            Whole::Kept(text) => kept(text, Rule::Integer, to),
        }
    }
}

impl Read for Integer {
    const EMPTY_IS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        Self::lenient(&from.digits(Rule::Integer))
    }
}

impl Read for i64 {
    const EMPTY_IS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        match Integer::read(from).0 {
            Whole::Exact(value) => value,
            Whole::Kept(_) => {
                from.unreadable(Rule::Integer);
                0
            }
        }
    }
}

impl Reader<'_> {
    /// The text of a number, given as number or text.
    fn digits(&self, rule: Rule) -> Box<str> {
        match self.scalar() {
            Scalar::Number(digits) | Scalar::Text(digits) => digits.into(),
            Scalar::Boolean(yes) => if yes { "true" } else { "false" }.into(),
            Scalar::Absent => "".into(),
            Scalar::Structure => {
                self.unreadable(rule);
                "".into()
            }
        }
    }
}
