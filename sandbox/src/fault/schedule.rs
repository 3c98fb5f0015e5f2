//! Which calls go wrong, decided by a seed.

use super::Fault;
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// Calls in a million, the unit of [`Share`].
const MILLION: u32 = 1_000_000;

/// A share of all calls, in millionths. In a configuration it is written in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Share(u32);

impl Share {
    /// So many calls in a million; `None` above a million.
    #[must_use]
    pub fn of_a_million(calls: u32) -> Option<Self> {
        (calls <= MILLION).then_some(Self(calls))
    }
}

impl TryFrom<String> for Share {
    type Error = ScheduleError;

    fn try_from(text: String) -> Result<Self, ScheduleError> {
        text.parse()
    }
}

impl FromStr for Share {
    type Err = ScheduleError;

    /// Reads percent with up to four decimals: `5%`, `0.25%`.
    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        read(text).ok_or(ScheduleError::BadShare)
    }
}

fn read(text: &str) -> Option<Share> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(whole) && digits(decimals) && (1..=4).contains(&decimals.len())) {
        return None;
    }
    let percent: u32 = whole.parse().ok()?;
    let rest: u32 = format!("{decimals:0<4}").parse().ok()?;
    Share::of_a_million(percent.checked_mul(10_000)?.checked_add(rest)?)
}

/// A share of calls, and what goes wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// How many.
    pub share: Share,
    /// All of this, at once.
    pub faults: Vec<Fault>,
    /// Only calls of these operations, by id; all if empty.
    #[serde(default)]
    pub operations: Vec<String>,
}

/// Rules, of which at most one applies to a call. The same seed, number and operation always give the same faults, whatever other calls
/// go on beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    seed: u64,
    rules: Vec<Rule>,
}

/// Why rules are no schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// A share is not written as percent from 0 to 100.
    BadShare,
    /// The shares of the rules for one operation are more than all calls.
    MoreThanAll,
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadShare => {
                "a share is written in percent with up to four decimals, for example `2.5%`"
            }
            Self::MoreThanAll => {
                "the shares of the rules that apply to one operation are more than 100 %"
            }
        })
    }
}

impl std::error::Error for ScheduleError {}

impl Schedule {
    /// Checks that no operation's calls are shared out more than once.
    pub fn new(seed: u64, rules: Vec<Rule>) -> Result<Self, ScheduleError> {
        let named = rules.iter().flat_map(|rule| &rule.operations);
        // The empty name stands for operations that no rule names.
        for operation in named.map(String::as_str).chain([""]) {
            let shares = applying(&rules, operation).map(|rule| u64::from(rule.share.0));
            if shares.sum::<u64>() > u64::from(MILLION) {
                return Err(ScheduleError::MoreThanAll);
            }
        }
        Ok(Self { seed, rules })
    }

    /// What goes wrong with a call. `number` is [`crate::wire::Head::number`].
    #[must_use]
    pub fn draw(&self, number: u64, operation: &str) -> &[Fault] {
        let drawn = mixed(self.seed ^ mixed(number)) % u64::from(MILLION);
        let mut upto = 0;
        for rule in applying(&self.rules, operation) {
            upto += u64::from(rule.share.0);
            if drawn < upto {
                return &rule.faults;
            }
        }
        &[]
    }
}

fn applying<'r, 'o>(
    rules: &'r [Rule],
    operation: &'o str,
) -> impl Iterator<Item = &'r Rule> + use<'r, 'o> {
    let applies = move |rule: &&Rule| {
        rule.operations.is_empty() || rule.operations.iter().any(|named| named == operation)
    };
    rules.iter().filter(applies)
}

/// `SplitMix64`: neighbouring numbers become numbers that have nothing to do with one another.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Rule, Schedule, ScheduleError, Share, mixed};

    fn rule(share: &str, fault: Fault, operations: &[&str]) -> Rule {
        Rule {
            share: share.parse().unwrap(),
            faults: vec![fault],
            operations: operations.iter().map(|&id| id.to_owned()).collect(),
        }
    }

    /// The first numbers of the published generator with seed 1234567.
    #[test]
    fn numbers_are_those_of_the_published_generator() {
        let step = 0x9e37_79b9_7f4a_7c15_u64;
        let numbers =
            (0..3).map(|index| mixed(1_234_567_u64.wrapping_add(step.wrapping_mul(index))));
        assert_eq!(
            numbers.collect::<Vec<_>>(),
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn shares_come_out_as_asked_and_the_same_for_the_same_seed() {
        let rules = vec![
            rule("5%", Fault::ResetAfter, &[]),
            rule("0.5%", Fault::MissingCode, &["pago"]),
            rule("0%", Fault::Latin1, &[]),
        ];
        let schedule = Schedule::new(7, rules.clone()).unwrap();
        let count = |operation: &str, fault: &Fault| {
            let calls =
                (0..100_000).filter(|call| schedule.draw(*call, operation) == [fault.clone()]);
            calls.count()
        };
        assert!((4_800..5_200).contains(&count("pago", &Fault::ResetAfter)));
        assert!((430..570).contains(&count("pago", &Fault::MissingCode)));
        assert_eq!(count("saldo", &Fault::MissingCode), 0);
        assert_eq!(count("saldo", &Fault::Latin1), 0);
        let again = Schedule::new(7, rules.clone()).unwrap();
        let other = Schedule::new(8, rules).unwrap();
        let draws = |schedule: &Schedule| {
            (0..1_000)
                .map(|call| schedule.draw(call, "pago").to_vec())
                .collect::<Vec<_>>()
        };
        assert_eq!(draws(&schedule), draws(&again));
        assert_ne!(draws(&schedule), draws(&other));
    }

    #[test]
    fn more_than_all_calls_of_one_operation_is_refused() {
        let half = || rule("50%", Fault::Utf8, &["pago"]);
        assert!(Schedule::new(0, vec![half(), half()]).is_ok());
        assert_eq!(
            Schedule::new(0, vec![half(), half(), rule("0.0001%", Fault::Utf8, &[])]),
            Err(ScheduleError::MoreThanAll)
        );
    }

    #[test]
    fn rules_are_read_from_a_configuration_and_mistakes_told() {
        let text = "- {share: 2.5%, faults: [reset-after, delay=5s]}\n- {share: 1%, faults: [html], operations: [pago]}";
        let rules: Vec<Rule> = serde_yaml::from_str(text).unwrap();
        assert_eq!(
            rules[0].faults,
            ["reset-after".parse().unwrap(), "delay=5s".parse().unwrap()]
        );
        assert_eq!(rules[1], rule("1%", Fault::Html(None), &["pago"]));
        for (wrong, told) in [("delay=5s", "delay"), ("2.5%", "2.5"), ("faults", "flaws")] {
            let error = serde_yaml::from_str::<Vec<Rule>>(&text.replace(wrong, told)).unwrap_err();
            assert!(error.to_string().contains("1:"), "{error}");
        }
    }

    #[test]
    fn shares_are_percent_and_nothing_else() {
        assert_eq!("2.5%".parse(), Ok(Share(25_000)));
        assert_eq!("100 %".parse(), Ok(Share(1_000_000)));
        for text in [
            "", "%", "5", "0.05", "-1%", "101%", "1.%", "1.23456%", "+1%", "1e1%",
        ] {
            assert_eq!(
                text.parse::<Share>(),
                Err(ScheduleError::BadShare),
                "{text}"
            );
        }
    }
}
