//! Checked text: the rules of a type and the macro that makes a newtype of them.

use crate::invalid::{Invalid, Rule};
use regex_lite::Regex;
use std::sync::OnceLock;

/// A regular expression that a whole text must match, compiled at first use.
#[derive(Debug)]
pub struct Pattern {
    #[doc(hidden)]
    pub text: &'static str,
    #[doc(hidden)]
    pub compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The expression matched against whole texts.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the whole text matches. An expression that cannot be read matches nothing.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(&format!("^(?:{})$", self.text)).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

/// The rules of a text type. Lengths count characters, not bytes.
#[derive(Debug)]
pub struct TextRules {
    /// Name of the type.
    pub name: &'static str,
    /// Least length.
    pub min_length: Option<u32>,
    /// Greatest length.
    pub max_length: Option<u32>,
    /// What the whole text must match.
    pub pattern: Option<Pattern>,
}

impl TextRules {
    /// Whether the text follows the rules; if not, the first rule that it breaks.
    pub fn check(&self, text: &str) -> Result<(), Invalid> {
        match self.broken(text) {
            Some(rule) => Err(Invalid::new(self.name, rule)),
            None => Ok(()),
        }
    }

    /// The first rule that the text breaks.
    #[must_use]
    pub fn broken(&self, text: &str) -> Option<Rule> {
        let length = text.chars().count();
        let too_short = |min: &u32| length < usize::try_from(*min).unwrap_or(usize::MAX);
        let too_long = |max: &u32| length > usize::try_from(*max).unwrap_or(usize::MAX);
        if let Some(min) = self.min_length.filter(too_short) {
            Some(Rule::MinLength(min))
        } else if let Some(max) = self.max_length.filter(too_long) {
            Some(Rule::MaxLength(max))
        } else {
            let pattern = self.pattern.as_ref()?;
            (!pattern.matches(text)).then_some(Rule::Pattern(pattern.text))
        }
    }
}

/// `text` with zeros inserted after its first `keep` characters until it has `length` characters. A text that is
/// already as long comes back as it is.
///
/// ```
/// assert_eq!(bank_client_runtime::zero_padded("V1234567", 1, 12), "V00001234567");
/// ```
#[must_use]
pub fn zero_padded(text: &str, keep: usize, length: usize) -> String {
    let missing = length.saturating_sub(text.chars().count());
    let start = text
        .char_indices()
        .nth(keep)
        .map_or(text.len(), |(at, _)| at);
    let (kept, rest) = text.split_at(start);
    let mut padded = String::with_capacity(text.len() + missing);
    padded.push_str(kept);
    padded.extend(std::iter::repeat_n('0', missing));
    padded.push_str(rest);
    padded
}

/// Makes a checked text of a newtype of `String`, or of [`SecretText`](crate::SecretText) with `sensitive: secret`.
///
/// Every key stands in this order; `none` where there is no rule.
///
/// ```
/// use bank_client_runtime as rt;
///
/// /// A bank code.
/// #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct CodigoBanco(String);
/// rt::text_type!(CodigoBanco { min_length: 4, max_length: 4, pattern: "^[0-9]{4}$", sensitive: no });
///
/// assert_eq!(CodigoBanco::new("0138")?.as_str(), "0138");
/// let refused = "138".parse::<CodigoBanco>().unwrap_err();
/// assert_eq!(refused.to_string(), "CodigoBanco must have at least 4 characters");
/// # Ok::<(), rt::Invalid>(())
/// ```
///
/// A text that the bank sent is kept as it is (`is_conforming` tells); it is refused when written.
#[macro_export]
macro_rules! text_type {
    ($name:ident { min_length: $min:tt, max_length: $max:tt, pattern: $pattern:tt, sensitive: secret $(,)? }) => {
        impl $name {
            const RULES: &'static $crate::TextRules =
                $crate::text_type!(@rules $name, $min, $max, $pattern);

            /// Checks the rules of the type.
            pub fn new(
                text: impl ::core::convert::Into<$crate::SecretText>,
            ) -> ::core::result::Result<Self, $crate::Invalid> {
                let text = text.into();
                Self::RULES.check(text.expose())?;
                ::core::result::Result::Ok(Self(text))
            }

            /// The plain text. Whoever calls this answers for where it goes.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("***")
            }
        }

        impl $crate::Value for $name {
            fn wire(&self, to: &mut $crate::Wire<'_>) {
                $crate::write_text(self.0.expose(), Self::RULES, true, to);
            }
        }

        impl $crate::Read for $name {
            fn read(from: &mut $crate::Reader<'_>) -> Self {
                Self($crate::Read::read(from))
            }
        }
    };
    ($name:ident { min_length: $min:tt, max_length: $max:tt, pattern: $pattern:tt, sensitive: no $(,)? }) => {
        $crate::text_type!(@plain $name, $min, $max, $pattern, false);

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
    ($name:ident { min_length: $min:tt, max_length: $max:tt, pattern: $pattern:tt, sensitive: personal $(,)? }) => {
        $crate::text_type!(@plain $name, $min, $max, $pattern, true);

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("***")
            }
        }
    };
    (@plain $name:ident, $min:tt, $max:tt, $pattern:tt, $masked:literal) => {
        impl $name {
            const RULES: &'static $crate::TextRules =
                $crate::text_type!(@rules $name, $min, $max, $pattern);

            /// Checks the rules of the type.
            pub fn new(
                text: impl ::core::convert::Into<::std::string::String>,
            ) -> ::core::result::Result<Self, $crate::Invalid> {
                let text = text.into();
                Self::RULES.check(&text)?;
                ::core::result::Result::Ok(Self(text))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text.
            #[must_use]
            pub fn into_string(self) -> ::std::string::String {
                self.0
            }

            /// Whether the text follows the rules of the type. False is possible only for what the bank sent.
            #[must_use]
            pub fn is_conforming(&self) -> bool {
                Self::RULES.check(&self.0).is_ok()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Invalid;
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                Self::new(text)
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::Invalid;
            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                Self::new(text)
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::Invalid;
            fn try_from(
                text: ::std::string::String,
            ) -> ::core::result::Result<Self, $crate::Invalid> {
                Self::new(text)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $crate::Value for $name {
            fn wire(&self, to: &mut $crate::Wire<'_>) {
                $crate::write_text(&self.0, Self::RULES, $masked, to);
            }
        }

        impl $crate::Read for $name {
            fn read(from: &mut $crate::Reader<'_>) -> Self {
                Self($crate::Read::read(from))
            }
        }
    };
    (@rules $name:ident, $min:tt, $max:tt, $pattern:tt) => {{
        static RULES: $crate::TextRules = $crate::TextRules {
            name: ::core::stringify!($name),
            min_length: $crate::text_type!(@rule $min),
            max_length: $crate::text_type!(@rule $max),
            pattern: $crate::text_type!(@pattern $pattern),
        };
        &RULES
    }};
    (@rule none) => { ::core::option::Option::None };
    (@rule $rule:tt) => { ::core::option::Option::Some($rule) };
    (@pattern none) => { ::core::option::Option::None };
    (@pattern $pattern:tt) => { ::core::option::Option::Some($crate::Pattern::new($pattern)) };
}

/// Writes a text under its rules. Called by [`text_type!`](crate::text_type).
#[doc(hidden)]
pub fn write_text(text: &str, rules: &TextRules, masked: bool, to: &mut crate::Wire<'_>) {
    if !to.is_debug()
        && let Some(rule) = rules.broken(text)
    {
        to.refuse(rule);
    }
    if masked {
        to.mask();
    }
    to.text(text);
}
