//! Headers that a call need not give: the client has them in its profile, or makes them.

use crate::date_format;
use crate::error::NotSentCause;
use crate::facts::Operation;
use crate::headers::{argument_name, header_value};
use crate::invalid::{Invalid, Rule};
use crate::profile::ProfileHeaders;
use crate::random::Random;
use crate::writer::Pair;
use http::HeaderMap;
use std::fmt;
use std::io;
use std::time::Duration;

/// A header that the client sends even if the call does not give it. What the call gives wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SuppliedHeader {
    /// Name on the wire.
    pub name: &'static str,
    /// Whether the bank requires it.
    pub required: bool,
    /// Where its value comes from.
    pub by: Supply,
}

/// Where the value of a [`SuppliedHeader`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// The client's profile.
    Profile,
    /// A random UUID of version 4, in lower case, made once for each call.
    Uuid,
    /// So many random hexadecimal digits, in lower case, made once for each call.
    Hex(u8),
    /// The moment of sending.
    Now {
        /// Letters `YYYY MM DD hh mm ss SSS Z`; anything else stands for itself.
        format: &'static str,
        /// Minutes east of UTC of the clock that is shown; 0 for a format with `Z`.
        minutes_east: i32,
    },
}

impl Supply {
    /// Whether the value tells the call from all others.
    #[must_use]
    pub const fn is_id(self) -> bool {
        match self {
            Self::Uuid | Self::Hex(_) => true,
            Self::Profile | Self::Now { .. } => false,
        }
    }

    /// What gives the header where the call does not.
    pub(crate) const fn giver(self) -> &'static str {
        match self {
            Self::Profile => "the client's profile",
            Self::Uuid | Self::Hex(_) => "a source of random bytes",
            Self::Now { .. } => "the moment of sending",
        }
    }

    /// A new id; `None` for what is no id.
    pub(crate) fn id(self, random: &dyn Random) -> io::Result<Option<String>> {
        Ok(match self {
            Self::Uuid => Some(uuid(random)?),
            Self::Hex(digits) => {
                let mut bytes = [0; 128];
                let (bytes, _) = bytes.split_at_mut(usize::from(digits.div_ceil(2)));
                random.fill(bytes)?;
                let mut text = hex(bytes);
                text.truncate(usize::from(digits));
                Some(text)
            }
            Self::Profile | Self::Now { .. } => None,
        })
    }
}

/// RFC 9562, section 5.4.
fn uuid(random: &dyn Random) -> io::Result<String> {
    let mut bytes = [0; 16];
    random.fill(&mut bytes)?;
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text = hex(&bytes);
    for at in [8, 13, 18, 23] {
        text.insert(at, '-');
    }
    Ok(text)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16);
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]);
    halves.filter_map(digit).collect()
}

/// A moment in a format; `None` beyond the years that four digits can tell.
pub(crate) fn moment(at: Duration, format: &str, minutes_east: i32) -> Option<String> {
    let parts = date_format::parts_at(at, minutes_east)?;
    Some(date_format::write(&parts, format))
}

/// Where a plan finds what the request itself does not have.
pub(crate) struct Supplier<'a> {
    /// The path template of an operation whose document gives none.
    pub(crate) path: Option<&'a str>,
    /// Headers that are the same for most calls.
    pub(crate) profile: Option<&'a ProfileHeaders>,
    /// What ids are made of.
    pub(crate) random: Option<&'a dyn Random>,
}

/// Adds what the profile has and what is made once per call; gives the ids of the call. Whatever is required and missing
/// is named at once.
pub(crate) fn fill(
    operation: &Operation,
    headers: &mut HeaderMap,
    supplier: &Supplier<'_>,
) -> Result<Vec<Pair>, NotSentCause> {
    let mut ids = Vec::new();
    let mut missing = Vec::new();
    for header in operation.supplied {
        let name = argument_name(operation, header.name)?;
        let value = match (headers.get(&name), header.by, supplier.random) {
            (_, Supply::Now { .. }, _) => continue,
            (Some(given), _, _) => Some(given.clone()),
            (None, Supply::Profile, _) => supplier
                .profile
                .and_then(|profile| profile.get(&name).cloned()),
            (None, Supply::Uuid | Supply::Hex(_), None) => None,
            (None, Supply::Uuid | Supply::Hex(_), Some(random)) => {
                let made = header.by.id(random).map_err(NotSentCause::Random)?;
                made.map(|id| header_value(header.name, &id, false))
                    .transpose()?
            }
        };
        match value {
            Some(value) => {
                if header.by.is_id() {
                    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                    ids.push((header.name, text));
                }
                headers.insert(name, value);
            }
            None => missing.extend(header.required.then_some(header)),
        }
    }
    none_missing(missing)?;
    Ok(ids)
}

/// Adds the headers that tell the moment of sending.
pub(crate) fn tell_moment(
    operation: &Operation,
    headers: &mut HeaderMap,
    at: Option<Duration>,
) -> Result<(), NotSentCause> {
    let mut missing = Vec::new();
    for header in operation.supplied {
        let Supply::Now {
            format,
            minutes_east,
        } = header.by
        else {
            continue;
        };
        let name = argument_name(operation, header.name)?;
        if headers.contains_key(&name) {
            continue;
        }
        match at {
            Some(at) => {
                let text = moment(at, format, minutes_east)
                    .ok_or(Invalid::new(header.name, Rule::DateTime))?;
                let value = header_value(header.name, &text, false)?;
                headers.insert(name, value);
            }
            None => missing.extend(header.required.then_some(header)),
        }
    }
    none_missing(missing)
}

fn none_missing(missing: Vec<&'static SuppliedHeader>) -> Result<(), NotSentCause> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(NotSentCause::MissingHeaders(missing))
}

/// Every header with the ways to give it.
pub(crate) fn write_missing(
    headers: &[&SuppliedHeader],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut separator = "";
    for header in headers {
        let (name, giver) = (header.name, header.by.giver());
        write!(
            f,
            "{separator}{name} is required: give it in the call or by {giver}"
        )?;
        separator = "; ";
    }
    Ok(())
}
