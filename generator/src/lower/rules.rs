//! Rules of a type: which of them fit its kind, and whether a value can keep them.

use super::boolean::boolean;
use super::decimal::{Decimal, GREATEST_DIGITS};
use super::problem::{FORMAT, IMPOSSIBLE, PATTERN, RULE};
use super::{Lowering, format, pattern};
use crate::diagnostic::listed;
use crate::model::{DateFormat, DecimalRules, IntegerRules, TextRules, TypeRef};
use crate::source::{Span, Spanned};
use crate::spec::{self, Kind, WireForm, Words, ZeroPadded};

/// The rules of a type or a row as written.
#[derive(Clone, Copy, Default)]
pub(super) struct Rules<'a> {
    pub(super) length: Option<&'a Spanned<u32>>,
    pub(super) min_length: Option<&'a Spanned<u32>>,
    pub(super) max_length: Option<&'a Spanned<u32>>,
    pub(super) pattern: Option<&'a Spanned<String>>,
    pub(super) zero_padded: Option<&'a Spanned<ZeroPadded>>,
    pub(super) minimum: Option<&'a Spanned<String>>,
    pub(super) maximum: Option<&'a Spanned<String>>,
    pub(super) scale: Option<&'a Spanned<u32>>,
    pub(super) digits: Option<&'a Spanned<u32>>,
    pub(super) wire: Option<&'a Spanned<WireForm>>,
    pub(super) format: Option<&'a Spanned<String>>,
    pub(super) lenient: Option<&'a Spanned<bool>>,
    pub(super) words: Option<&'a Spanned<Words>>,
}

impl<'a> Rules<'a> {
    /// The rules of a named type.
    pub(super) fn of_type(ty: &'a spec::TypeDef) -> Self {
        Self {
            length: ty.length.as_ref(),
            min_length: ty.min_length.as_ref(),
            max_length: ty.max_length.as_ref(),
            pattern: ty.pattern.as_ref(),
            zero_padded: ty.zero_padded.as_ref(),
            minimum: ty.minimum.as_ref(),
            maximum: ty.maximum.as_ref(),
            scale: ty.scale.as_ref(),
            digits: ty.digits.as_ref(),
            wire: ty.wire.as_ref(),
            format: ty.format.as_ref(),
            lenient: ty.lenient.as_ref(),
            words: ty.words.as_ref(),
        }
    }

    /// The rules of a row; those that it does not give are the catalogue's.
    pub(super) fn of_row(row: &'a spec::Field, catalogue: Option<&'a spec::Field>) -> Self {
        let own = Self::of_field(row);
        let shared = catalogue.map(Self::of_field).unwrap_or_default();
        Self {
            length: own.length.or(shared.length),
            min_length: own.min_length.or(shared.min_length),
            max_length: own.max_length.or(shared.max_length),
            pattern: own.pattern.or(shared.pattern),
            zero_padded: None,
            minimum: own.minimum.or(shared.minimum),
            maximum: own.maximum.or(shared.maximum),
            scale: own.scale.or(shared.scale),
            digits: own.digits.or(shared.digits),
            wire: own.wire.or(shared.wire),
            format: own.format.or(shared.format),
            lenient: own.lenient.or(shared.lenient),
            words: own.words.or(shared.words),
        }
    }

    fn of_field(row: &'a spec::Field) -> Self {
        Self {
            length: row.length.as_ref(),
            min_length: row.min_length.as_ref(),
            max_length: row.max_length.as_ref(),
            pattern: row.pattern.as_ref(),
            zero_padded: None,
            minimum: row.minimum.as_ref(),
            maximum: row.maximum.as_ref(),
            scale: row.scale.as_ref(),
            digits: row.digits.as_ref(),
            wire: row.wire.as_ref(),
            format: row.format.as_ref(),
            lenient: row.lenient.as_ref(),
            words: row.words.as_ref(),
        }
    }

    /// Each rule that is given: its key, its place, the kinds it belongs to.
    fn given(&self) -> impl Iterator<Item = (&'static str, Span, &'static [Kind])> {
        const TEXT: &[Kind] = &[Kind::Text];
        const NUMBER: &[Kind] = &[Kind::Decimal, Kind::Integer];
        const DECIMAL: &[Kind] = &[Kind::Decimal];
        const WIRE: &[Kind] = &[Kind::Decimal, Kind::Integer, Kind::Boolean];
        const TIME: &[Kind] = &[Kind::Date, Kind::Time, Kind::Datetime];
        const BOOLEAN: &[Kind] = &[Kind::Boolean];
        [
            ("length", self.length.map(|rule| rule.span), TEXT),
            ("min_length", self.min_length.map(|rule| rule.span), TEXT),
            ("max_length", self.max_length.map(|rule| rule.span), TEXT),
            ("pattern", self.pattern.map(|rule| rule.span), TEXT),
            ("zero_padded", self.zero_padded.map(|rule| rule.span), TEXT),
            ("minimum", self.minimum.map(|rule| rule.span), NUMBER),
            ("maximum", self.maximum.map(|rule| rule.span), NUMBER),
            ("scale", self.scale.map(|rule| rule.span), DECIMAL),
            ("digits", self.digits.map(|rule| rule.span), DECIMAL),
            ("wire", self.wire.map(|rule| rule.span), WIRE),
            ("format", self.format.map(|rule| rule.span), TIME),
            ("lenient", self.lenient.map(|rule| rule.span), BOOLEAN),
            ("words", self.words.map(|rule| rule.span), BOOLEAN),
        ]
        .into_iter()
        .filter_map(|(key, span, kinds)| span.map(|span| (key, span, kinds)))
    }

    /// Whether any rule is given.
    pub(super) fn any(&self) -> bool {
        self.given().next().is_some()
    }

    /// Whether a rule is given that only a type of its own can keep.
    pub(super) fn need_a_type(&self, kind: Kind) -> bool {
        self.given().any(|(key, _, kinds)| {
            kinds.contains(&kind) && !matches!(key, "wire" | "format" | "lenient" | "words")
        })
    }
}

/// The word for a kind in the YAML.
pub(super) const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Decimal => "decimal",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Datetime => "datetime",
        Kind::Enum => "enum",
        Kind::Object => "object",
    }
}

impl Lowering<'_> {
    /// Reports rules that do not belong to the kind, or any rule where there can be none. `what` says what cannot have them.
    pub(super) fn check_rules_fit(
        &mut self,
        rules: &Rules<'_>,
        kind: Option<Kind>,
        what: impl Fn() -> String,
    ) {
        for (key, span, kinds) in rules.given() {
            if kind.is_some_and(|kind| kinds.contains(&kind)) {
                continue;
            }
            let kinds = listed(kinds.iter().map(|kind| kind_word(*kind)));
            self.problems.at(
                RULE,
                span,
                format!("`{key}` does not fit {}", what()),
                format!(
                    "`{key}` is a rule of {kinds}; remove it, or define a named type and use that"
                ),
            );
        }
    }

    /// Reports a number that no sensible value keeps.
    pub(super) fn impossible(&mut self, span: Span, message: &str, help: &str) {
        self.problems.at(IMPOSSIBLE, span, message, help);
    }

    /// Rules of a text.
    pub(super) fn text_rules(&mut self, rules: &Rules<'_>) -> TextRules {
        if let Some(length) = rules.length {
            for other in [rules.min_length, rules.max_length].into_iter().flatten() {
                self.problems.between(
                    IMPOSSIBLE,
                    other.span,
                    (length.span, "the exact length stands here"),
                    "a text has an exact length or bounds, not both",
                    "keep `length`, or `min_length` and `max_length`",
                );
            }
        }
        let mut minimum = rules.length.or(rules.min_length);
        let mut maximum = rules.length.or(rules.max_length);
        if let Some(maximum) = maximum.filter(|maximum| maximum.value == 0) {
            self.problems.at(
                IMPOSSIBLE,
                maximum.span,
                "a text of no characters says nothing",
                "correct the length",
            );
        }
        if let (Some(least), Some(greatest)) = (minimum, maximum)
            && least.value > greatest.value
        {
            self.problems.between(
                IMPOSSIBLE,
                least.span,
                (greatest.span, "the greatest length stands here"),
                "the least length is greater than the greatest",
                "correct one of the two",
            );
            // Values are not blamed for it.
            (minimum, maximum) = (None, None);
        }
        if let Some(pattern) = rules.pattern {
            self.check_pattern(pattern);
        }
        if let Some(padded) = rules.zero_padded {
            self.check_padding(padded, minimum);
        }
        TextRules {
            min_length: minimum.map(|length| length.value),
            max_length: maximum.map(|length| length.value),
            pattern: rules.pattern.map(|pattern| pattern.value.clone()),
            zero_padded: rules.zero_padded.map(|padded| padded.value),
        }
    }

    fn check_pattern(&mut self, written: &Spanned<String>) {
        let read = self.patterns.compile(&written.value);
        if let Err(error) = read.and_then(|()| pattern::check(&written.value)) {
            self.problems.at(
                PATTERN,
                written.span,
                format!("this regular expression cannot be read: {error}"),
                "write one that the `regex-lite` crate and ECMAScript both know",
            );
        }
    }

    fn check_padding(&mut self, padded: &Spanned<ZeroPadded>, minimum: Option<&Spanned<u32>>) {
        let least = minimum.map_or(0, |minimum| minimum.value);
        if padded.value.length == 0
            || padded.value.after >= padded.value.length
            || padded.value.length < least
        {
            self.problems.at(
                IMPOSSIBLE,
                padded.span,
                "no text can be filled with zeros like this",
                "`length` is the length of the filled text, `after` the number of characters before the zeros: `{length: 12, after: 1}`",
            );
        }
    }

    /// Rules of a decimal.
    pub(super) fn decimal_rules(&mut self, rules: &Rules<'_>) -> DecimalRules {
        let mut rules = *rules;
        if let (Some(scale), Some(digits)) = (rules.scale, rules.digits)
            && scale.value > digits.value
        {
            rules.digits = None;
            self.problems.between(
                IMPOSSIBLE,
                scale.span,
                (digits.span, "the digits in all stand here"),
                "more digits after the point than digits in all",
                "correct one of the two",
            );
        }
        self.check_digits(&rules);
        for bound in [rules.minimum, rules.maximum].into_iter().flatten() {
            let number = Decimal::parse(&bound.value);
            if number.as_ref().is_some_and(Decimal::is_too_long) {
                self.impossible(
                    bound.span,
                    "a decimal has at most 28 digits",
                    "correct the number, or use a text",
                );
            } else if number.is_none() {
                self.problems.at(
                    IMPOSSIBLE,
                    bound.span,
                    format!("`{}` is no decimal number", bound.value.escape_debug()),
                    "write plain digits: `-12.50`",
                );
            }
        }
        let crossed = self.check_bounds(&rules, |minimum, maximum| {
            match (Decimal::parse(minimum), Decimal::parse(maximum)) {
                (Some(minimum), Some(maximum)) => minimum > maximum,
                _ => false,
            }
        });
        DecimalRules {
            scale: rules.scale.map(|scale| scale.value),
            digits: rules.digits.map(|digits| digits.value),
            minimum: rules
                .minimum
                .filter(|_| !crossed)
                .map(|bound| bound.value.clone()),
            maximum: rules
                .maximum
                .filter(|_| !crossed)
                .map(|bound| bound.value.clone()),
            wire: self.number_form(&rules),
        }
    }

    fn check_digits(&mut self, rules: &Rules<'_>) {
        for rule in [rules.scale, rules.digits].into_iter().flatten() {
            if usize::try_from(rule.value).is_ok_and(|digits| digits > GREATEST_DIGITS) {
                self.impossible(
                    rule.span,
                    "a decimal has at most 28 digits",
                    "correct the number, or use a text",
                );
            }
        }
        if let Some(digits) = rules.digits.filter(|digits| digits.value == 0) {
            self.impossible(
                digits.span,
                "a number without digits says nothing",
                "correct the number",
            );
        }
    }

    /// Rules of a whole number.
    pub(super) fn integer_rules(&mut self, rules: &Rules<'_>) -> IntegerRules {
        let mut bound = |written: Option<&Spanned<String>>| {
            let written = written?;
            let number = written.value.parse::<i64>().ok();
            if number.is_none() {
                self.problems.at(
                    IMPOSSIBLE,
                    written.span,
                    format!(
                        "`{}` is no whole number of 64 bits",
                        written.value.escape_debug()
                    ),
                    "write plain digits: `-12`",
                );
            }
            number
        };
        let (minimum, maximum) = (bound(rules.minimum), bound(rules.maximum));
        let crossed = self.check_bounds(rules, |_, _| match (minimum, maximum) {
            (Some(minimum), Some(maximum)) => minimum > maximum,
            _ => false,
        });
        IntegerRules {
            minimum: minimum.filter(|_| !crossed),
            maximum: maximum.filter(|_| !crossed),
            wire: self.number_form(rules),
        }
    }

    /// Reports bounds that cross each other.
    fn check_bounds(&mut self, rules: &Rules<'_>, crossed: impl Fn(&str, &str) -> bool) -> bool {
        let (Some(minimum), Some(maximum)) = (rules.minimum, rules.maximum) else {
            return false;
        };
        let crossed = crossed(&minimum.value, &maximum.value);
        if crossed {
            self.problems.between(
                IMPOSSIBLE,
                minimum.span,
                (maximum.span, "the greatest value stands here"),
                "the least value is greater than the greatest",
                "correct one of the two",
            );
        }
        crossed
    }

    fn number_form(&mut self, rules: &Rules<'_>) -> WireForm {
        match rules.wire {
            None => WireForm::Number,
            Some(wire) => match wire.value {
                WireForm::Number | WireForm::Text => wire.value,
                WireForm::Boolean => {
                    self.problems.at(
                        RULE,
                        wire.span,
                        "a number cannot travel as a JSON boolean",
                        "write `number` or `text`",
                    );
                    WireForm::Number
                }
            },
        }
    }

    /// A reference to a kind that needs no type of its own.
    pub(super) fn plain_type(&mut self, kind: Kind, rules: &Rules<'_>) -> Option<TypeRef> {
        Some(match kind {
            Kind::Text => TypeRef::Text,
            Kind::Decimal => TypeRef::Decimal(self.number_form(rules)),
            Kind::Integer => TypeRef::Integer(self.number_form(rules)),
            Kind::Boolean => {
                self.check_words(rules);
                boolean(rules)
            }
            Kind::Date => TypeRef::Date(self.date_format(kind, rules)),
            Kind::Time => TypeRef::Time(self.date_format(kind, rules)),
            Kind::Datetime => TypeRef::DateTime(self.date_format(kind, rules)),
            Kind::Enum | Kind::Object => return None,
        })
    }

    fn date_format(&mut self, kind: Kind, rules: &Rules<'_>) -> DateFormat {
        let default = format::default_format(kind).unwrap_or_default();
        let Some(written) = rules.format else {
            return DateFormat(default.to_owned());
        };
        self.check_format(kind, written);
        DateFormat(written.value.clone())
    }

    /// Reports a format that cannot be read.
    pub(super) fn check_format(&mut self, kind: Kind, written: &Spanned<String>) {
        if let Err(wrong) = format::check(kind, &written.value) {
            let default = format::default_format(kind).unwrap_or_default();
            self.problems.at(
                FORMAT,
                written.span,
                format!("this is no format of a {}: {wrong}", kind_word(kind)),
                format!("use the letters `YYYY MM DD hh mm ss SSS Z`, for example `{default}`"),
            );
        }
    }
}
