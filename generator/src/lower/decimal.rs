//! Decimal numbers as text, compared exactly.

use std::cmp::Ordering;

/// Digits that the decimals of generated code hold.
pub(super) const GREATEST_DIGITS: usize = 28;

/// A decimal number: sign, digits before and after the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
    /// Digits after the point as written, trailing zeros included.
    pub(super) scale: usize,
}

impl<'t> Decimal<'t> {
    /// Reads `-12.50`. No exponent, no plus sign, no separators.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let (whole, significant) = (
            whole.trim_start_matches('0'),
            fraction.trim_end_matches('0'),
        );
        Some(Self {
            negative: negative && !(whole.is_empty() && significant.is_empty()),
            whole,
            fraction: significant,
            scale: fraction.len(),
        })
    }

    /// Digits of the number in all, without leading zeros, with `scale` digits after the point.
    pub(super) fn digits(&self, scale: usize) -> usize {
        self.whole.len() + scale.max(self.fraction.len())
    }

    /// Whether it has more digits, as written, than generated code holds.
    pub(super) fn is_too_long(&self) -> bool {
        self.digits(self.scale) > GREATEST_DIGITS
    }

    /// Digits after the point without trailing zeros.
    pub(super) fn significant_scale(&self) -> usize {
        self.fraction.len()
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        (self.whole.len(), self.whole, self.fraction).cmp(&(
            other.whole.len(),
            other.whole,
            other.fraction,
        ))
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal<'_> {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn order_is_exact() {
        let sorted = [
            "-10",
            "-2.5",
            "-2.05",
            "0",
            "0.001",
            "0.1",
            "1",
            "1.05",
            "1.5",
            "10",
            "999999999999999999999.01",
        ];
        for pair in sorted.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
        assert_eq!(
            decimal("-0.00").partial_cmp(&decimal("0")),
            Some(Ordering::Equal)
        );
        assert_eq!(
            decimal("007.10").partial_cmp(&decimal("7.1")),
            Some(Ordering::Equal)
        );
    }

    #[test]
    fn only_plain_digits_are_numbers() {
        for wrong in [
            "", "-", ".5", "5.", "1e5", "+1", "1,000", "0x1", "NaN", "1.2.3", "١",
        ] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn digits_count_without_leading_zeros() {
        assert_eq!(decimal("0012.30").digits(2), 4);
        assert_eq!(decimal("0.05").digits(2), 2);
        assert_eq!(decimal("1.50").significant_scale(), 1);
        assert_eq!(decimal("1.50").scale, 2);
        assert!(!decimal("9999999999999999999999999999").is_too_long());
        assert!(decimal("10000000000000000000000000000").is_too_long());
        assert!(decimal("0.00000000000000000000000000000").is_too_long());
    }
}
