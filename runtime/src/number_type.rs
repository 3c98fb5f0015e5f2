//! Newtypes of exact numbers with rules, and the macros that make them.

use crate::invalid::{Invalid, Rule};
use crate::number::{Decimal, Integer, kept};
use crate::value::Wire;

/// The rules of a decimal type.
#[derive(Debug)]
pub struct DecimalRules {
    /// Name of the type.
    pub name: &'static str,
    /// Digits after the point: always written, more are refused.
    pub scale: Option<u32>,
    /// Digits in all, those after the point included.
    pub digits: Option<u32>,
    /// Least value.
    pub minimum: Option<&'static str>,
    /// Greatest value.
    pub maximum: Option<&'static str>,
    /// Whether JSON carries it as text.
    pub as_text: bool,
    /// Whether `Debug` masks it.
    pub masked: bool,
}

impl DecimalRules {
    /// Whether the value follows the rules; if not, the first rule that it breaks.
    pub fn check(&self, value: &Decimal) -> Result<(), Invalid> {
        match self.broken(value) {
            Some(rule) => Err(Invalid::new(self.name, rule)),
            None => Ok(()),
        }
    }

    /// The first rule that the value breaks.
    #[must_use]
    pub fn broken(&self, value: &Decimal) -> Option<Rule> {
        let Some(exact) = value.exact() else {
            return Some(Rule::Decimal);
        };
        let limit = |text: &str| text.parse::<Decimal>().ok()?.exact();
        let shortest = exact.normalize();
        if let Some(scale) = self.scale.filter(|scale| shortest.scale() > *scale) {
            Some(Rule::Scale(scale))
        } else if let Some(digits) = self.digits.filter(|digits| self.width(shortest) > *digits) {
            Some(Rule::Digits(digits))
        } else if let Some(minimum) = self
            .minimum
            .filter(|min| limit(min).is_some_and(|min| exact < min))
        {
            Some(Rule::Minimum(minimum))
        } else {
            self.maximum
                .filter(|max| limit(max).is_some_and(|max| exact > max))
                .map(Rule::Maximum)
        }
    }

    /// Digits that are written: those of the whole part and the scale.
    fn width(&self, shortest: rust_decimal::Decimal) -> u32 {
        let whole = shortest.trunc().mantissa().unsigned_abs();
        let whole = whole.checked_ilog10().map_or(0, |log| log + 1);
        whole + self.scale.unwrap_or(shortest.scale())
    }

    /// Writes the value: exactly `scale` digits after the point, no exponent. Called by
    /// [`decimal_type!`](crate::decimal_type).
    #[doc(hidden)]
    pub fn write(&self, value: &Decimal, to: &mut Wire<'_>) {
        if self.masked {
            to.mask();
        }
        if let Some(text) = value.text() {
            kept(text, Rule::Decimal, to);
        } else if let Some(exact) = value.exact() {
            if !to.is_debug()
                && let Some(rule) = self.broken(value)
            {
                to.refuse(rule);
            }
            let digits = match self.scale {
                Some(scale) => padded(exact, scale),
                None => exact.to_string(),
            };
            number(&digits, self.as_text, to);
        }
    }
}

/// The digits of a value with exactly `scale` of them after the point. A value with more keeps them: it is refused anyway.
fn padded(exact: rust_decimal::Decimal, scale: u32) -> String {
    let mut digits = exact.normalize().to_string();
    let present = digits
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let missing = usize::try_from(scale).unwrap_or(0).saturating_sub(present);
    if present == 0 && missing > 0 {
        digits.push('.');
    }
    digits.extend(std::iter::repeat_n('0', missing));
    digits
}

fn number(digits: &str, as_text: bool, to: &mut Wire<'_>) {
    if as_text {
        to.text(digits);
    } else {
        to.number(digits);
    }
}

/// The rules of a whole-number type.
#[derive(Debug)]
pub struct IntegerRules {
    /// Name of the type.
    pub name: &'static str,
    /// Least value.
    pub minimum: Option<i64>,
    /// Greatest value.
    pub maximum: Option<i64>,
    /// The limits as text, for messages.
    pub limits: (&'static str, &'static str),
    /// Whether JSON carries it as text.
    pub as_text: bool,
    /// Whether `Debug` masks it.
    pub masked: bool,
}

impl IntegerRules {
    /// Whether the value follows the rules; if not, the first rule that it breaks.
    pub fn check(&self, value: &Integer) -> Result<(), Invalid> {
        match self.broken(value) {
            Some(rule) => Err(Invalid::new(self.name, rule)),
            None => Ok(()),
        }
    }

    /// The first rule that the value breaks.
    #[must_use]
    pub fn broken(&self, value: &Integer) -> Option<Rule> {
        let Some(exact) = value.exact() else {
            return Some(Rule::Integer);
        };
        if self.minimum.is_some_and(|minimum| exact < minimum) {
            Some(Rule::Minimum(self.limits.0))
        } else if self.maximum.is_some_and(|maximum| exact > maximum) {
            Some(Rule::Maximum(self.limits.1))
        } else {
            None
        }
    }

    /// Writes the value. Called by [`integer_type!`](crate::integer_type).
    #[doc(hidden)]
    pub fn write(&self, value: &Integer, to: &mut Wire<'_>) {
        if self.masked {
            to.mask();
        }
        if let Some(text) = value.text() {
            kept(text, Rule::Integer, to);
        } else if let Some(exact) = value.exact() {
            if !to.is_debug()
                && let Some(rule) = self.broken(value)
            {
                to.refuse(rule);
            }
            number(&exact.to_string(), self.as_text, to);
        }
    }
}

/// Makes a decimal with rules of a newtype of [`Decimal`](crate::Decimal).
///
/// Every key stands in this order; `none` where there is no rule. Limits are texts; `wire` is the JSON form, `number` or
/// `text`; `sensitive` is `no` or `personal`.
///
/// ```
/// use bank_client_runtime as rt;
///
/// /// An amount.
/// #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct Monto(rt::Decimal);
/// rt::decimal_type!(Monto { scale: 2, digits: none, minimum: "0.01", maximum: none, wire: number, sensitive: no });
///
/// assert_eq!("10.5".parse::<Monto>()?.to_string(), "10.5");
/// assert!("10.505".parse::<Monto>().is_err());
/// # Ok::<(), rt::Invalid>(())
/// ```
#[macro_export]
macro_rules! decimal_type {
    ($name:ident { scale: $scale:tt, digits: $digits:tt, minimum: $min:tt, maximum: $max:tt, wire: $wire:ident, sensitive: $sensitive:ident $(,)? }) => {
        impl $name {
            const RULES: &'static $crate::DecimalRules = &$crate::DecimalRules {
                name: ::core::stringify!($name),
                scale: $crate::text_type!(@rule $scale),
                digits: $crate::text_type!(@rule $digits),
                minimum: $crate::text_type!(@rule $min),
                maximum: $crate::text_type!(@rule $max),
                as_text: $crate::integer_type!(@as_text $wire),
                masked: $crate::integer_type!(@masked $sensitive),
            };
        }
        $crate::integer_type!(@number $name, $crate::Decimal, $crate::rust_decimal::Decimal);
        $crate::integer_type!(@display $name, $sensitive);
    };
}

/// Makes a whole number with rules of a newtype of [`Integer`](crate::Integer).
///
/// Every key stands in this order; `none` where there is no rule; a negative limit stands in parentheses.
///
/// ```
/// use bank_client_runtime as rt;
///
/// /// A page number.
/// #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct Pagina(rt::Integer);
/// rt::integer_type!(Pagina { minimum: 1, maximum: none, wire: number, sensitive: no });
///
/// assert!(Pagina::new(0).is_err());
/// assert_eq!(Pagina::new(3)?.exact(), Some(3));
/// # Ok::<(), rt::Invalid>(())
/// ```
#[macro_export]
macro_rules! integer_type {
    ($name:ident { minimum: $min:tt, maximum: $max:tt, wire: $wire:ident, sensitive: $sensitive:ident $(,)? }) => {
        impl $name {
            #[allow(unused_parens)]
            const RULES: &'static $crate::IntegerRules = &$crate::IntegerRules {
                name: ::core::stringify!($name),
                minimum: $crate::text_type!(@rule $min),
                maximum: $crate::text_type!(@rule $max),
                limits: (::core::stringify!($min), ::core::stringify!($max)),
                as_text: $crate::integer_type!(@as_text $wire),
                masked: $crate::integer_type!(@masked $sensitive),
            };
        }
        $crate::integer_type!(@number $name, $crate::Integer, ::core::primitive::i64);
        $crate::integer_type!(@display $name, $sensitive);
    };
    (@number $name:ident, $inner:ty, $exact:ty) => {
        impl $name {
            /// Checks the rules of the type.
            pub fn new(
                value: impl ::core::convert::Into<$inner>,
            ) -> ::core::result::Result<Self, $crate::Invalid> {
                let value = value.into();
                Self::RULES.check(&value)?;
                ::core::result::Result::Ok(Self(value))
            }

            /// The value; `None` if the bank sent something that cannot be read exactly.
            #[must_use]
            pub fn exact(&self) -> ::core::option::Option<$exact> {
                self.0.exact()
            }

            /// The text as sent, if it cannot be read exactly.
            #[must_use]
            pub fn text(&self) -> ::core::option::Option<&str> {
                self.0.text()
            }

            /// Whether the value follows the rules of the type. False is possible only for what the bank sent.
            #[must_use]
            pub fn is_conforming(&self) -> bool {
                Self::RULES.check(&self.0).is_ok()
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Invalid;
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                match <$inner as ::core::str::FromStr>::from_str(text) {
                    ::core::result::Result::Ok(value) => Self::new(value),
                    ::core::result::Result::Err(invalid) => ::core::result::Result::Err(
                        $crate::Invalid::new(::core::stringify!($name), invalid.rule().clone()),
                    ),
                }
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::Invalid;
            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Invalid> {
                ::core::str::FromStr::from_str(text)
            }
        }

        impl ::core::convert::TryFrom<$exact> for $name {
            type Error = $crate::Invalid;
            fn try_from(value: $exact) -> ::core::result::Result<Self, $crate::Invalid> {
                Self::new(value)
            }
        }

        impl $crate::Value for $name {
            fn wire(&self, to: &mut $crate::Wire<'_>) {
                Self::RULES.write(&self.0, to);
            }
        }

        impl $crate::Read for $name {
            const EMPTY_IS_ABSENT: bool = true;
            fn read(from: &mut $crate::Reader<'_>) -> Self {
                Self($crate::Read::read(from))
            }
        }
    };
    (@display $name:ident, no) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }
    };
    (@display $name:ident, personal) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str("***")
            }
        }
    };
    (@as_text number) => { false };
    (@as_text text) => { true };
    (@masked no) => { false };
    (@masked personal) => { true };
}
