//! Faults as text, for scenarios and configurations.

use super::{EarlyFault, Ending, Fault, GatewayForm, KINDS, Kind, Malformation};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Longest time that a text can say.
const LONGEST: Duration = Duration::from_hours(24);

/// Why a text is no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultError {
    /// No kind of fault has this name.
    UnknownName(String),
    /// The name is right and what follows is not.
    BadArgument(&'static Kind),
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownName(name) => {
                let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
                let name: String = name
                    .chars()
                    .take(40)
                    .flat_map(char::escape_default)
                    .collect();
                write!(
                    f,
                    "there is no fault `{name}`; there are {}",
                    known.join(", ")
                )
            }
            Self::BadArgument(kind) => write!(
                f,
                "the fault `{name}` is written `{name}{}`, for example `{}`",
                kind.argument,
                kind.example,
                name = kind.name,
            ),
        }
    }
}

impl std::error::Error for FaultError {}

impl TryFrom<String> for Fault {
    type Error = FaultError;

    fn try_from(text: String) -> Result<Self, FaultError> {
        text.parse()
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads `cut-answer=120` and the like; see [`KINDS`].
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (name, argument) = match text.trim().split_once('=') {
            Some((name, argument)) => (name.trim(), Some(argument.trim())),
            None => (text.trim(), None),
        };
        let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else {
            return Err(FaultError::UnknownName(name.to_owned()));
        };
        let fault = match argument {
            None => without_argument(name),
            Some(argument) => with_argument(name, argument),
        };
        fault.ok_or(FaultError::BadArgument(kind))
    }
}

fn without_argument(name: &str) -> Option<Fault> {
    Some(match name {
        "refuse" => Fault::Early(EarlyFault::Refuse(Duration::from_secs(1))),
        "reset-before" => Fault::ResetBefore,
        "reset-after" => Fault::ResetAfter,
        "endless-body" => Fault::EndlessBody {
            bytes: 64,
            every: Duration::from_millis(100),
        },
        "drip" => Fault::Drip {
            bytes: 1,
            every: Duration::from_secs(1),
        },
        "malformed-header" => Fault::MalformedHeader(Malformation::NoColon),
        "truncated-json" => Fault::TruncatedJson(None),
        "html" => Fault::Html(None),
        "missing-code" => Fault::MissingCode,
        "repeated-code" => Fault::RepeatedCode,
        "contradictory-code" => Fault::ContradictoryCode,
        "unlisted-code" => Fault::UnlistedCode(None),
        "status-at-odds" => Fault::StatusAtOdds(None),
        "latin1" => Fault::Latin1,
        "utf8" => Fault::Utf8,
        "redirect" => Fault::Redirect {
            status: 307,
            to: None,
        },
        "429" => Fault::TooManyRequests(1),
        "503" => Fault::Unavailable(1),
        "gateway-json" => gateway(GatewayForm::Json, "503")?,
        "gateway-xml" => gateway(GatewayForm::Xml, "503")?,
        _ => return None,
    })
}

fn with_argument(name: &str, argument: &str) -> Option<Fault> {
    Some(match name {
        "refuse" => Fault::Early(EarlyFault::Refuse(time(argument)?)),
        "cut-request" => Fault::Early(EarlyFault::CutRequest(digits(argument)?)),
        "cut-answer" => {
            let (at, ending) = cut(argument)?;
            Fault::CutAnswer { at, ending }
        }
        "cut-body" => {
            let (at, ending) = cut(argument)?;
            Fault::CutBody { at, ending }
        }
        "delay" => Fault::Delay(time(argument)?),
        "endless-body" => {
            let (bytes, every) = pace(argument)?;
            Fault::EndlessBody { bytes, every }
        }
        "drip" => {
            let (bytes, every) = pace(argument)?;
            Fault::Drip { bytes, every }
        }
        "wrong-length" => {
            let (sign, bytes) = signed(argument)?;
            Fault::WrongLength(sign * digits::<i64>(bytes).filter(|bytes| *bytes > 0)?)
        }
        "malformed-header" => Fault::MalformedHeader(malformation(argument)?),
        "truncated-json" => Fault::TruncatedJson(Some(digits(argument)?)),
        "html" => Fault::Html(Some(status(argument)?)),
        "unlisted-code" => Fault::UnlistedCode(Some(word(argument)?)),
        "status-at-odds" => Fault::StatusAtOdds(Some(status(argument)?)),
        "redirect" => redirect(argument)?,
        "429" => Fault::TooManyRequests(digits(argument)?),
        "503" => Fault::Unavailable(digits(argument)?),
        "skew" => {
            let (sign, by) = signed(argument)?;
            Fault::Skew(sign * i64::try_from(time(by)?.as_secs()).ok()?)
        }
        "gateway-json" => gateway(GatewayForm::Json, argument)?,
        "gateway-xml" => gateway(GatewayForm::Xml, argument)?,
        _ => return None,
    })
}

/// A number in digits alone: no sign, no white space.
fn digits<N: FromStr>(text: &str) -> Option<N> {
    let only = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    only.then(|| text.parse().ok()).flatten()
}

fn status(text: &str) -> Option<u16> {
    digits(text).filter(|status| (200..=599).contains(status))
}

/// `+` or `-`, and what follows.
fn signed(text: &str) -> Option<(i64, &str)> {
    if let Some(rest) = text.strip_prefix('+') {
        return Some((1, rest));
    }
    text.strip_prefix('-').map(|rest| (-1, rest))
}

/// `200ms`, `5s`, `10m`, `1h`; at most a day.
fn time(text: &str) -> Option<Duration> {
    let end = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let number: u64 = digits(number)?;
    let time = match unit {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        "m" => Duration::from_secs(number.checked_mul(60)?),
        "h" => Duration::from_secs(number.checked_mul(3600)?),
        _ => return None,
    };
    (time <= LONGEST).then_some(time)
}

fn cut(text: &str) -> Option<(u64, Ending)> {
    let (at, ending) = match text.split_once('/') {
        None => (text, Ending::Close),
        Some((at, "close")) => (at, Ending::Close),
        Some((at, "reset")) => (at, Ending::Reset),
        Some((at, "silence")) => (at, Ending::Silence),
        Some(_) => return None,
    };
    Some((digits(at)?, ending))
}

fn pace(text: &str) -> Option<(u32, Duration)> {
    let (bytes, every) = text.split_once('/')?;
    let bytes = digits(bytes).filter(|bytes| *bytes > 0)?;
    Some((bytes, time(every)?))
}

fn malformation(text: &str) -> Option<Malformation> {
    Some(match text {
        "no-colon" => Malformation::NoColon,
        "no-name" => Malformation::NoName,
        "nul" => Malformation::Nul,
        "status" => Malformation::Status,
        _ => return None,
    })
}

/// A code as it may stand in a header.
fn word(text: &str) -> Option<String> {
    let harmless = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    harmless.then(|| text.to_owned())
}

fn redirect(text: &str) -> Option<Fault> {
    let (status, to) = match text.split_once('/') {
        None => (text, None),
        Some((status, to)) => (status, Some(word(to)?)),
    };
    let status = digits(status).filter(|status| matches!(status, 301 | 302 | 303 | 307 | 308))?;
    Some(Fault::Redirect { status, to })
}

fn gateway(form: GatewayForm, text: &str) -> Option<Fault> {
    let (status_text, error) = match text.split_once('/') {
        None => (text, 303_001),
        Some((status, error)) => (status, digits(error)?),
    };
    let status = status(status_text)?;
    Some(Fault::Gateway {
        form,
        status,
        error,
    })
}

impl fmt::Display for Fault {
    /// The text that is read as this fault.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Early(EarlyFault::CutRequest(at)) => write!(f, "cut-request={at}"),
            Self::Early(EarlyFault::Refuse(time)) => write!(f, "refuse={}", Spelled(*time)),
            Self::ResetBefore => f.write_str("reset-before"),
            Self::ResetAfter => f.write_str("reset-after"),
            Self::CutAnswer { at, ending } => write!(f, "cut-answer={at}{}", suffix(*ending)),
            Self::CutBody { at, ending } => write!(f, "cut-body={at}{}", suffix(*ending)),
            Self::Delay(time) => write!(f, "delay={}", Spelled(*time)),
            Self::EndlessBody { bytes, every } => {
                write!(f, "endless-body={bytes}/{}", Spelled(*every))
            }
            Self::Drip { bytes, every } => write!(f, "drip={bytes}/{}", Spelled(*every)),
            Self::WrongLength(by) => write!(f, "wrong-length={by:+}"),
            Self::MalformedHeader(how) => write!(f, "malformed-header={}", how.name()),
            Self::TruncatedJson(at) => optional(f, "truncated-json", at.as_ref()),
            Self::Html(status) => optional(f, "html", status.as_ref()),
            Self::MissingCode => f.write_str("missing-code"),
            Self::RepeatedCode => f.write_str("repeated-code"),
            Self::ContradictoryCode => f.write_str("contradictory-code"),
            Self::UnlistedCode(code) => optional(f, "unlisted-code", code.as_ref()),
            Self::StatusAtOdds(status) => optional(f, "status-at-odds", status.as_ref()),
            Self::Latin1 => f.write_str("latin1"),
            Self::Utf8 => f.write_str("utf8"),
            Self::Redirect { status, to: None } => write!(f, "redirect={status}"),
            Self::Redirect {
                status,
                to: Some(to),
            } => write!(f, "redirect={status}/{to}"),
            Self::TooManyRequests(seconds) => write!(f, "429={seconds}"),
            Self::Unavailable(seconds) => write!(f, "503={seconds}"),
            Self::Skew(by) => write!(f, "skew={by:+}s"),
            Self::Gateway {
                form,
                status,
                error,
            } => write!(f, "gateway-{}={status}/{error}", form.name()),
        }
    }
}

fn optional(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    argument: Option<&impl fmt::Display>,
) -> fmt::Result {
    match argument {
        Some(argument) => write!(f, "{name}={argument}"),
        None => f.write_str(name),
    }
}

fn suffix(ending: Ending) -> &'static str {
    match ending {
        Ending::Close => "",
        Ending::Reset => "/reset",
        Ending::Silence => "/silence",
    }
}

impl Malformation {
    fn name(self) -> &'static str {
        match self {
            Self::NoColon => "no-colon",
            Self::NoName => "no-name",
            Self::Nul => "nul",
            Self::Status => "status",
        }
    }
}

impl GatewayForm {
    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// A time as [`time`] reads it.
struct Spelled(Duration);

impl fmt::Display for Spelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.subsec_millis() == 0 {
            write!(f, "{}s", self.0.as_secs())
        } else {
            write!(f, "{}ms", self.0.as_millis())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultError, KINDS};

    /// A kind that the table describes and the reader does not know, or the other way round, would be found by users only.
    #[test]
    fn every_kind_is_read_in_its_forms_and_written_as_it_is_read() {
        for kind in KINDS {
            let fault: Fault = kind.example.parse().unwrap();
            assert_eq!(fault.to_string().parse(), Ok(fault.clone()), "{kind:?}");
            assert!(fault.to_string().starts_with(kind.name), "{kind:?}");
            let bare = kind.name.parse::<Fault>();
            let may_be_bare = kind.argument.is_empty() || kind.argument.starts_with('[');
            assert_eq!(bare.is_ok(), may_be_bare, "{kind:?}");
            if let Ok(bare) = bare {
                assert_eq!(bare.to_string().parse(), Ok(bare));
            }
            for wrong in ["=", "=x!", "=-1", "=1/2/3", "=99999999999999999999"] {
                let text = format!("{}{wrong}", kind.name);
                let is_code = kind.name == "unlisted-code" && wrong != "=";
                let is_length = kind.name == "wrong-length" && wrong == "=-1";
                let refused = text.parse::<Fault>() == Err(FaultError::BadArgument(kind));
                assert_eq!(refused, !is_code && !is_length, "{text}");
            }
        }
    }

    #[test]
    fn a_time_without_a_unit_is_refused_and_not_guessed() {
        for text in [
            "delay=5",
            "delay=25h",
            "delay=1 s",
            "drip=0/1s",
            "drip=1",
            "skew=10m",
        ] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_those_there_are() {
        let error = "cut\u{1b}[31m".parse::<Fault>().unwrap_err().to_string();
        assert!(error.contains("cut-answer"), "{error}");
        assert!(!error.contains('\u{1b}'), "{error}");
    }
}
