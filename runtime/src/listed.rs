//! Listed values, flags and response codes: enums that keep what no list has.

use crate::code_table::{CodeRow, CodeTable};
use crate::facts::Outcome;
use crate::invalid::{Invalid, Rule};
use crate::reader::{Read, Reader, Scalar};
use crate::value::{Value, Wire};

/// An enum of listed texts whose last variant keeps any other one. Implemented by generated code.
pub trait Listed: Sized {
    /// The listed texts.
    const VALUES: &'static [&'static str];
    /// Whether the document leaves the list open; only then is an unlisted text accepted from the caller.
    const OPEN: bool;
    /// The variant of a listed text, by position.
    fn from_index(index: usize) -> Option<Self>;
    /// The variant that keeps any other text.
    fn other(text: Box<str>) -> Self;
    /// Position of the variant, or the text it keeps.
    fn index(&self) -> Result<usize, &str>;
}

/// What the listed enums share. Called by [`listed_type!`](crate::listed_type).
#[doc(hidden)]
pub mod values {
    use super::{Invalid, Listed, Reader, Rule, Wire};

    pub fn of<T: Listed>(text: &str) -> T {
        let index = T::VALUES.iter().position(|value| *value == text);
        index
            .and_then(T::from_index)
            .unwrap_or_else(|| T::other(text.into()))
    }

    pub fn checked<T: Listed>(text: &str, name: &'static str) -> Result<T, Invalid> {
        let value: T = of(text);
        if T::OPEN || value.index().is_ok() {
            Ok(value)
        } else {
            Err(Invalid::new(name, Rule::Listed))
        }
    }

    pub fn text<T: Listed>(value: &T) -> &str {
        match value.index() {
            Ok(index) => T::VALUES.get(index).copied().unwrap_or_default(),
            Err(text) => text,
        }
    }

    pub fn write<T: Listed>(value: &T, to: &mut Wire<'_>) {
        if !to.is_debug() && !T::OPEN && value.index().is_err() {
            to.refuse(Rule::Listed);
        }
        to.text(text(value));
    }

    pub fn read<T: Listed>(from: &mut Reader<'_>) -> T {
        of(&<String as super::Read>::read(from))
    }
}

/// Implements what a [`Listed`] enum needs: `new`, `as_str`, `FromStr`, `Display`, `Debug`, `Clone`, equality, `Hash`,
/// reading and writing.
#[macro_export]
macro_rules! listed_type {
    ($name:ident) => {
        impl $name {
            /// The variant of this text. An unlisted text is refused unless the document leaves the list open.
            pub fn new(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                $crate::values::checked(text, ::core::stringify!($name))
            }

            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                $crate::values::text(self)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Invalid;
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                $crate::values::checked(text, ::core::stringify!($name))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad($crate::values::text(self))
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt($crate::values::text(self), f)
            }
        }

        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::values::of($crate::values::text(self))
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::values::text(self) == $crate::values::text(other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash($crate::values::text(self), state);
            }
        }

        impl $crate::Value for $name {
            fn wire(&self, to: &mut $crate::Wire<'_>) {
                $crate::values::write(self, to);
            }
        }

        impl $crate::Read for $name {
            fn read(from: &mut $crate::Reader<'_>) -> Self {
                $crate::values::read(from)
            }
        }
    };
}

/// The response codes of one operation: an enum with a variant per row of its table and one that keeps any other code.
/// Implemented by generated code.
pub trait Code: Sized {
    /// The code table, in document order.
    const TABLE: CodeTable;
    /// The variant of a row.
    fn from_row(row: usize) -> Option<Self>;
    /// The variant that keeps a code the table does not list.
    fn other(code: Box<str>) -> Self;
    /// Position of the row, or the unlisted code.
    fn row(&self) -> Result<usize, &str>;

    /// The facts of a listed code.
    fn facts(&self) -> Option<CodeRow> {
        Self::TABLE.get(self.row().ok()?)
    }

    /// The code on the wire.
    fn code(&self) -> &str {
        match self.row() {
            Ok(row) => Self::TABLE.get(row).map_or("", |row| row.code),
            Err(code) => code,
        }
    }

    /// The bank's description from its document; empty for an unlisted code.
    fn description(&self) -> &'static str {
        self.facts().map_or("", |row| row.description)
    }

    /// The HTTP status from the document; `None` where it is undocumented.
    fn status(&self) -> Option<u16> {
        self.facts()?.status
    }

    /// What the code says about the request; `None` for an unlisted code.
    fn outcome(&self) -> Option<Outcome> {
        self.facts().map(|row| row.outcome)
    }

    /// The variant of a code; the first one if the table lists it twice.
    fn of(code: &str) -> Self {
        let row = Self::TABLE.rows().position(|row| row.code == code);
        row.and_then(Self::from_row)
            .unwrap_or_else(|| Self::other(code.into()))
    }
}

/// The same code once more. Called by [`code_type!`](crate::code_type).
#[doc(hidden)]
pub fn cloned_code<C: Code>(code: &C) -> C {
    let row = code.row().ok().and_then(C::from_row);
    row.unwrap_or_else(|| C::other(code.code().into()))
}

/// The body of `Display` for a code. Called by [`code_type!`](crate::code_type).
#[doc(hidden)]
pub fn display_code(
    code: &str,
    description: &str,
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    f.write_str(code)?;
    if description.is_empty() {
        return Ok(());
    }
    write!(f, " {description}")
}

/// Implements what a [`Code`] enum needs: `Clone`, `Debug`, `Display`, equality and `Hash`.
#[macro_export]
macro_rules! code_type {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::cloned_code(self)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt($crate::Code::code(self), f)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::display_code($crate::Code::code(self), $crate::Code::description(self), f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::Code::row(self) == $crate::Code::row(other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&$crate::Code::row(self), state);
            }
        }
    };
}

/// A yes or no that the bank writes in several ways; what is none of them is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flag {
    /// `true`, and the texts `true`, `s`, `si`, `sí`, `y`, `yes`, `1` in any case.
    True,
    /// `false`, and the texts `false`, `n`, `no`, `0` in any case.
    False,
    /// Anything else, as sent.
    Other(Box<str>),
}

impl Flag {
    /// Yes or no; `None` for anything else.
    #[must_use]
    pub fn is_true(&self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Other(_) => None,
        }
    }

    /// Reads a text. The bank's own words, `format`, come first: one bank's yes can be another one's no.
    fn lenient(text: &str, format: Option<&str>) -> Self {
        if let Some((yes, no)) = format.and_then(|format| format.split_once('|')) {
            match text.trim() {
                own if own == yes => return Self::True,
                own if own == no => return Self::False,
                _ => {}
            }
        }
        match text.trim().to_lowercase().as_str() {
            "true" | "s" | "si" | "sí" | "y" | "yes" | "1" => Self::True,
            "false" | "n" | "no" | "0" => Self::False,
            _ => Self::Other(text.into()),
        }
    }
}

impl From<bool> for Flag {
    fn from(yes: bool) -> Self {
        if yes { Self::True } else { Self::False }
    }
}

impl Value for Flag {
    fn wire(&self, to: &mut Wire<'_>) {
        match self {
            Self::True => to.boolean(true),
            Self::False => to.boolean(false),
            Self::Other(text) => crate::number::kept(text, Rule::Boolean, to),
        }
    }
}

impl Read for Flag {
    const EMPTY_IS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        match from.scalar() {
            Scalar::Boolean(yes) => yes.into(),
            Scalar::Text(text) | Scalar::Number(text) => Self::lenient(text, from.format()),
            Scalar::Absent => Self::Other("".into()),
            Scalar::Structure => {
                from.unreadable(Rule::Boolean);
                Self::Other("".into())
            }
        }
    }
}

impl Read for bool {
    const EMPTY_IS_ABSENT: bool = true;

    fn read(from: &mut Reader<'_>) -> Self {
        match Flag::read(from) {
            Flag::True => true,
            Flag::False => false,
            Flag::Other(_) => {
                from.unreadable(Rule::Boolean);
                false
            }
        }
    }
}
