//! Answers that do not come from the bank's application: gateways, proxies, load balancers.

use crate::echo::Echoes;
use crate::json::Json;
use crate::shown::{is_harmless, shown};
use http::HeaderMap;
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use std::fmt;
use std::time::Duration;

/// Longest excerpt, in bytes.
const EXCERPT: usize = 2048;

/// An answer without a response code of the bank.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gateway {
    /// HTTP status.
    pub status: u16,
    /// Content type as sent.
    pub content_type: Option<Box<str>>,
    /// Start of the page, at most 2 KiB, control characters replaced. May hold personal data; `Debug` leaves it out.
    pub excerpt: Box<str>,
    /// Fault code of a WSO2 gateway.
    pub fault: Option<u32>,
    /// Whether the gateway says that the token is not valid.
    pub invalid_token: bool,
    /// How long the gateway asks to wait.
    pub retry_after: Option<Duration>,
}

impl Gateway {
    pub(crate) fn of(
        status: u16,
        headers: &HeaderMap,
        text: &str,
        json: Option<&Json<'_>>,
    ) -> Self {
        let header = |name| {
            let value = headers.get(name)?;
            Some(crate::windows1252::text(value.as_bytes()).into_owned())
        };
        let fault = json.map_or_else(|| xml_fault(text), json_fault);
        let denied = header(WWW_AUTHENTICATE).is_some_and(|text| text.contains("invalid_token"));
        let retry_after = header(RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
        Self {
            status,
            content_type: header(CONTENT_TYPE).map(|text| shown(&text).into()),
            excerpt: excerpt(text).into(),
            fault,
            invalid_token: denied
                || fault.is_some_and(|fault| (900_900..=900_907).contains(&fault)),
            retry_after: retry_after.map(Duration::from_secs),
        }
    }

    /// The same with a content type that repeats nothing of the call.
    pub(crate) fn without_echoes(mut self, headers: &HeaderMap, echoes: &Echoes) -> Self {
        let sent = headers.get(CONTENT_TYPE);
        self.content_type = sent.map(|value| {
            let text = crate::windows1252::text(value.as_bytes());
            shown(&echoes.blanked(&text)).into()
        });
        self
    }

    /// Whether the gateway refused by itself, before it passed anything on: a WSO2 fault with 401, 404, 405 or 429, or
    /// a 401 that calls the token invalid. Any other 4xx or 5xx may stand for an execution whose answer was lost.
    #[must_use]
    pub fn refused_before_the_bank(&self) -> bool {
        match self.status {
            401 => self.invalid_token || self.fault.is_some(),
            404 | 405 | 429 => self.fault.is_some(),
            _ => false,
        }
    }
}

/// `{"fault":{"code":900901,…}}`, or the same as text or without the outer object.
fn json_fault(json: &Json<'_>) -> Option<u32> {
    let number = |path| match json.at(path)? {
        Json::Number(digits) => digits.parse().ok(),
        Json::Text(text) => text.parse().ok(),
        Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
    };
    let fault = number("fault.code").filter(|code| is_wso2(*code));
    // Outside of a fault object, 404 and 405 may be anybody's.
    fault.or_else(|| number("code").filter(|code| *code > 900_000 && is_wso2(*code)))
}

/// `<ams:fault …><ams:code>900901</ams:code>…`. Only elements count: the word is part of "default", and pages write their
/// status into a `<code>`.
fn xml_fault(text: &str) -> Option<u32> {
    let elements = text.split('<').skip(1);
    let mut elements = elements.filter_map(|element| element.split_once('>'));
    elements.find(|(tag, _)| local_name(tag) == "fault")?;
    let (_, digits) = elements.find(|(tag, _)| local_name(tag) == "code")?;
    digits.trim().parse().ok().filter(|code| is_wso2(*code))
}

/// The name of a tag without its prefix and attributes.
fn local_name(tag: &str) -> &str {
    let name = tag.split_ascii_whitespace().next().unwrap_or_default();
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Faults of WSO2 API Manager: 900800 (throttling), 900900 (authentication); 404 and 405 as such; 303001 (back end down)
/// and its like are not among them, for the back end may have been reached.
fn is_wso2(code: u32) -> bool {
    matches!(code, 404 | 405 | 900_800..=900_999)
}

fn excerpt(text: &str) -> String {
    let mut excerpt = String::new();
    for character in text.chars() {
        if excerpt.len() + character.len_utf8() > EXCERPT {
            break;
        }
        excerpt.push(if is_harmless(character) {
            character
        } else {
            ' '
        });
    }
    excerpt
}

impl fmt::Display for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answer of a gateway with status {}", self.status)?;
        if let Some(fault) = self.fault {
            write!(f, ", fault {fault}")?;
        }
        match &self.content_type {
            Some(content_type) => write!(f, ", {content_type}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("status", &self.status)
            .field("content_type", &self.content_type)
            .field("fault", &self.fault)
            .field("invalid_token", &self.invalid_token)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}
