//! Headers that are the same for most calls of a program.

use crate::headers::{header_name, header_value};
use crate::invalid::Invalid;
use crate::writer::{Gathered, Record, Writer};
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};

/// The headers of a client's profile, checked. [`prepare`](crate::prepare()) takes them; a client keeps its own.
#[derive(Clone, Debug, Default)]
pub struct ProfileHeaders(HeaderMap);

impl ProfileHeaders {
    /// Checks the headers of a service's `Profile`. Fails with the first value that breaks the rules of its type or cannot
    /// travel in a header.
    pub fn new(profile: &impl Record) -> Result<Self, Invalid> {
        let gathered = Gathered::of(profile);
        if let Some(invalid) = gathered.invalid {
            return Err(invalid);
        }
        let mut headers = HeaderMap::with_capacity(gathered.headers.len());
        for (name, value) in &gathered.headers {
            let sensitive = gathered.is_sensitive(name);
            headers.insert(header_name(name)?, header_value(name, value, sensitive)?);
        }
        Ok(Self(headers))
    }

    /// The values that are secret or personal.
    pub(crate) fn sensitive(&self) -> impl Iterator<Item = &HeaderValue> {
        self.0.values().filter(|value| value.is_sensitive())
    }

    pub(crate) fn get(&self, name: &HeaderName) -> Option<&HeaderValue> {
        self.0.get(name)
    }
}

/// The profile of a service none of whose operations takes a header of one. It has no value, so a client of such a service
/// cannot be given any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoProfile {}

impl Record for NoProfile {
    fn write(&self, _to: &mut Writer<'_>) {
        match *self {}
    }
}
