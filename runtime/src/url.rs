//! Base URLs, path templates and percent-encoding.

use crate::invalid::{Invalid, Rule};
use crate::shown::line;
use crate::writer::Pair;
use std::fmt;
use std::net::IpAddr;

/// A base URL: https, or http on the loopback interface; no user, query or fragment; no `.` or `..` segment.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

/// Why a base URL is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// It is no absolute URL.
    Malformed,
    /// It is not https, and not http on the loopback interface.
    Insecure,
    /// It has a user, a query, a fragment or a path that is not made of plain segments.
    Extra,
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it is no absolute URL",
            Self::Insecure => "only https is allowed, or http on the loopback interface",
            Self::Extra => "it must consist of scheme, host, port and plain path segments",
        })
    }
}

impl std::error::Error for UrlError {}

impl BaseUrl {
    /// Checks a URL.
    pub fn new(url: &str) -> Result<Self, UrlError> {
        if url.contains(['#', '?', '@', '\\']) {
            return Err(UrlError::Extra);
        }
        let uri: http::Uri = url.parse().map_err(|_| UrlError::Malformed)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(UrlError::Malformed);
        };
        if !is_allowed(&uri) {
            return Err(UrlError::Insecure);
        }
        let secure = scheme.eq_ignore_ascii_case("https");
        let port_of = authority.as_str().strip_prefix(authority.host());
        if authority.host().is_empty() || (port_of != Some("") && authority.port_u16().is_none()) {
            return Err(UrlError::Malformed);
        }
        let path = uri.path().trim_end_matches('/');
        if !path.is_empty() && !is_plain(path) {
            return Err(UrlError::Extra);
        }
        let scheme = if secure { "https" } else { "http" };
        Ok(Self {
            origin: format!("{scheme}://{authority}"),
            path: path.to_owned(),
        })
    }

    /// Path of the base, without a slash at its end.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whether a request may go there: by https, or by http to this machine.
pub(crate) fn is_allowed(uri: &http::Uri) -> bool {
    let scheme = |name: &str| {
        uri.scheme_str()
            .is_some_and(|given| given.eq_ignore_ascii_case(name))
    };
    scheme("https") || (scheme("http") && uri.host().is_some_and(is_loopback))
}

/// Whether a host is this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Whether a path starts with a slash and has only segments that mean themselves.
fn is_plain(path: &str) -> bool {
    path.strip_prefix('/')
        .is_some_and(|path| path.split('/').all(is_plain_segment))
}

fn is_plain_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain_byte)
}

/// Characters of a path segment that need no encoding (RFC 3986, `pchar` without `%`).
fn is_plain_byte(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@".contains(&byte)
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Why a path template is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateError {
    /// It does not begin with a slash.
    NoSlash,
    /// This segment is empty, `.`, `..`, or has characters that do not mean themselves in a path, such as `?`, `#` or `%`.
    Segment(Box<str>),
    /// This parameter of the operation is not there.
    Missing(&'static str),
    /// The operation has no parameter of this name.
    Unknown(Box<str>),
    /// This parameter is there more than once.
    Repeated(&'static str),
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSlash => f.write_str("it must begin with a slash"),
            Self::Segment(segment) => {
                write!(f, "`{}` is no plain path segment", line(segment))
            }
            Self::Missing(name) => write!(f, "`{{{name}}}` is missing"),
            Self::Unknown(name) => write!(f, "`{{{}}}` is no parameter of it", line(name)),
            Self::Repeated(name) => write!(f, "`{{{name}}}` is there more than once"),
        }
    }
}

impl std::error::Error for TemplateError {}

/// Checks that a template has plain segments, and exactly these parameters, which fill a segment each.
pub(crate) fn check_template(
    template: &str,
    parameters: &'static [&'static str],
) -> Result<(), TemplateError> {
    let segments = template.strip_prefix('/').ok_or(TemplateError::NoSlash)?;
    let mut found = Vec::with_capacity(parameters.len());
    for segment in segments.split('/') {
        match parameter(segment) {
            Some(name) => {
                let known = parameters.iter().find(|known| **known == name);
                let known = known.ok_or_else(|| TemplateError::Unknown(name.into()))?;
                if found.contains(known) {
                    return Err(TemplateError::Repeated(known));
                }
                found.push(*known);
            }
            None if is_plain_segment(segment) => {}
            None => return Err(TemplateError::Segment(segment.into())),
        }
    }
    let missing = parameters.iter().find(|name| !found.contains(name));
    missing.map_or(Ok(()), |name| Err(TemplateError::Missing(name)))
}

/// The parameters of an operation in words: `the parameters {iditem} and {refid}`.
pub(crate) struct Parameters(pub(crate) &'static [&'static str]);

impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("no parameters"),
            [name] => write!(f, "the parameter {{{name}}}"),
            [first, between @ .., last] => {
                write!(f, "the parameters {{{first}}}")?;
                for name in between {
                    write!(f, ", {{{name}}}")?;
                }
                write!(f, " and {{{last}}}")
            }
        }
    }
}

fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Fills a template: every parameter becomes exactly one segment.
pub(crate) fn fill(template: &str, values: &[Pair]) -> Result<String, Invalid> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.split('/').skip(1) {
        path.push('/');
        let Some(name) = parameter(segment) else {
            path.push_str(segment);
            continue;
        };
        match values.iter().find(|(given, _)| *given == name) {
            Some((_, value)) if is_segment(value) => encode(value, &mut path),
            Some((given, _)) => return Err(Invalid::new(given, Rule::PathSegment)),
            None => return Err(Invalid::new("path parameter", Rule::MinLength(1))),
        }
    }
    Ok(path)
}

/// Whether a value can be a segment that no server reads as anything else.
fn is_segment(value: &str) -> bool {
    let harmless = |byte: u8| {
        (byte.is_ascii_graphic() || byte == b' ')
            && !matches!(byte, b'/' | b'\\' | b'%' | b'?' | b'#')
    };
    !matches!(value, "" | "." | "..") && value.bytes().all(harmless)
}

/// Encodes pairs as a query; empty if there are none.
pub(crate) fn query(pairs: &[Pair]) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        encode(name, &mut query);
        query.push('=');
        encode(value, &mut query);
    }
    query
}

/// Percent-encodes everything but unreserved characters.
pub(crate) fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if is_unreserved(byte) {
            out.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half & 15)]);
            out.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
}
