//! Records: types that name their fields once, for the request and for `Debug`.

use crate::invalid::Invalid;
use crate::json::{self, Json};
use crate::secret::SecretText;
use crate::value::{Target, Value, Wire};
use std::fmt;

/// A type with fields. `write` names each of them with its wire name and value.
pub trait Record {
    /// Names the fields.
    fn write(&self, to: &mut Writer<'_>);
}

/// The fields of one place: wire name and value.
pub type Fields<'f> = [(&'static str, &'f dyn Value)];

/// Receives the fields of a [`Record`].
pub struct Writer<'w> {
    sink: Sink<'w>,
    masked: &'static [&'static str],
}

enum Sink<'w> {
    Request(&'w mut Gathered),
    Object {
        out: &'w mut Vec<u8>,
        empty: bool,
        invalid: &'w mut Option<Invalid>,
    },
    Debug {
        out: &'w mut String,
        empty: bool,
    },
    /// The secret and personal values alone; `all` where the object around them is sensitive as a whole.
    Sensitive {
        out: &'w mut Vec<SecretText>,
        all: bool,
    },
}

/// A pair of wire name and text.
pub(crate) type Pair = (&'static str, String);

/// What a request consists of, before it becomes an HTTP request.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) path: Vec<Pair>,
    pub(crate) query: Vec<Pair>,
    pub(crate) headers: Vec<Pair>,
    pub(crate) body: Option<Vec<u8>>,
    masked: &'static [&'static str],
    /// Names of the fields that are secret or personal by their type.
    sensitive: Vec<&'static str>,
    pub(crate) invalid: Option<Invalid>,
}

impl Gathered {
    /// Gathers a request; `invalid` holds the first value that was refused.
    pub(crate) fn of(record: &dyn Record) -> Self {
        let mut gathered = Self::default();
        record.write(&mut Writer {
            sink: Sink::Request(&mut gathered),
            masked: &[],
        });
        gathered
    }

    fn texts(&mut self, place: fn(&mut Self) -> &mut Vec<Pair>, fields: &Fields<'_>) {
        for (name, value) in fields {
            if !value.is_absent() {
                let mut text = String::new();
                let mut wire = Wire::new(Target::Text(&mut text), name, &mut self.invalid);
                value.wire(&mut wire);
                if wire.is_sensitive() {
                    self.sensitive.push(name);
                }
                place(self).push((name, text));
            }
        }
    }

    /// Whether an argument is secret or personal.
    pub(crate) fn is_sensitive(&self, name: &str) -> bool {
        self.masked.contains(&name) || self.sensitive.contains(&name)
    }

    /// The text of one argument, wherever it travels.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let mut pairs = self.path.iter().chain(&self.query).chain(&self.headers);
        if let Some((_, value)) = pairs.find(|(given, _)| *given == name) {
            return Some(value.clone());
        }
        let body = std::str::from_utf8(self.body.as_deref()?).ok()?;
        match json::parse(body)?.at(name)? {
            Json::Text(text) => Some(text.clone().into_owned()),
            Json::Number(digits) => Some((*digits).to_owned()),
            Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
        }
    }
}

impl Writer<'_> {
    /// Names fields that `Debug` masks. To be called before the fields are given.
    pub fn mask(&mut self, names: &'static [&'static str]) {
        self.masked = names;
        if let Sink::Request(gathered) = &mut self.sink {
            gathered.masked = names;
        }
    }

    /// Gives the path parameters.
    pub fn path(&mut self, fields: &Fields<'_>) {
        match &mut self.sink {
            Sink::Request(gathered) => gathered.texts(|gathered| &mut gathered.path, fields),
            Sink::Object { .. } => {}
            Sink::Debug { out, empty } => show(out, empty, self.masked, fields),
            Sink::Sensitive { out, all } => keep(out, *all, self.masked, fields),
        }
    }

    /// Gives the query parameters.
    pub fn query(&mut self, fields: &Fields<'_>) {
        match &mut self.sink {
            Sink::Request(gathered) => gathered.texts(|gathered| &mut gathered.query, fields),
            Sink::Object { .. } => {}
            Sink::Debug { out, empty } => show(out, empty, self.masked, fields),
            Sink::Sensitive { out, all } => keep(out, *all, self.masked, fields),
        }
    }

    /// Gives the headers.
    pub fn headers(&mut self, fields: &Fields<'_>) {
        match &mut self.sink {
            Sink::Request(gathered) => gathered.texts(|gathered| &mut gathered.headers, fields),
            Sink::Object { .. } => {}
            Sink::Debug { out, empty } => show(out, empty, self.masked, fields),
            Sink::Sensitive { out, all } => keep(out, *all, self.masked, fields),
        }
    }

    /// Gives the members of the JSON body, or of the object that this record is.
    pub fn body(&mut self, fields: &Fields<'_>) {
        match &mut self.sink {
            Sink::Request(gathered) => {
                let mut out = Vec::with_capacity(256);
                let mut empty = true;
                out.push(b'{');
                let sensitive = members(&mut out, &mut empty, fields, &mut gathered.invalid);
                gathered.sensitive.extend(sensitive);
                out.push(b'}');
                gathered.body = Some(out);
            }
            Sink::Object {
                out,
                empty,
                invalid,
            } => {
                members(out, empty, fields, invalid);
            }
            Sink::Debug { out, empty } => show(out, empty, self.masked, fields),
            Sink::Sensitive { out, all } => keep(out, *all, self.masked, fields),
        }
    }
}

/// Writes members; gives the names of those that are secret or personal by their type.
fn members(
    out: &mut Vec<u8>,
    empty: &mut bool,
    fields: &Fields<'_>,
    invalid: &mut Option<Invalid>,
) -> Vec<&'static str> {
    let mut sensitive = Vec::new();
    for (name, value) in fields {
        if !value.is_absent() {
            if !*empty {
                out.push(b',');
            }
            *empty = false;
            json::write_text(out, name);
            out.push(b':');
            let mut wire = Wire::new(Target::Json(out), name, invalid);
            value.wire(&mut wire);
            if wire.is_sensitive() {
                sensitive.push(*name);
            }
        }
    }
    sensitive
}

fn show(out: &mut String, empty: &mut bool, masked: &'static [&'static str], fields: &Fields<'_>) {
    for (name, value) in fields {
        if !value.is_absent() {
            let separator = if *empty { " " } else { ", " };
            *empty = false;
            out.extend([separator, name, ": "]);
            let target = Target::Debug(out, masked.contains(name));
            value.wire(&mut Wire::new(target, name, &mut None));
        }
    }
}

fn keep(
    out: &mut Vec<SecretText>,
    all: bool,
    masked: &'static [&'static str],
    fields: &Fields<'_>,
) {
    for (name, value) in fields {
        let target = Target::Sensitive(out, all || masked.contains(name));
        value.wire(&mut Wire::new(target, name, &mut None));
    }
}

/// The secret and personal values of a record, however deep.
pub(crate) fn sensitive_values(record: &dyn Record) -> Vec<SecretText> {
    let mut out = Vec::new();
    keep_sensitive(record, &mut out, false);
    out
}

/// Adds the secret and personal values of a record, or `all` of its values.
pub(crate) fn keep_sensitive(record: &dyn Record, out: &mut Vec<SecretText>, all: bool) {
    record.write(&mut Writer {
        sink: Sink::Sensitive { out, all },
        masked: &[],
    });
}

/// Writes a record as a JSON object.
pub(crate) fn write_object(record: &dyn Record, out: &mut Vec<u8>, invalid: &mut Option<Invalid>) {
    out.push(b'{');
    record.write(&mut Writer {
        sink: Sink::Object {
            out,
            empty: true,
            invalid,
        },
        masked: &[],
    });
    out.push(b'}');
}

/// Writes a record for `Debug`: present fields by wire name, sensitive ones masked.
pub(crate) fn write_debug(record: &dyn Record, name: &str, out: &mut String) {
    out.extend([name, " {"]);
    record.write(&mut Writer {
        sink: Sink::Debug { out, empty: true },
        masked: &[],
    });
    out.push_str(" }");
}

/// The body of `Debug` for a record. Called by [`debug_record!`](crate::debug_record).
#[doc(hidden)]
pub fn debug_record(record: &dyn Record, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = String::new();
    write_debug(record, name, &mut text);
    f.write_str(&text)
}

/// Implements `Debug` for a [`Record`]: its present fields by wire name, the masked ones as `***`.
#[macro_export]
macro_rules! debug_record {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_record(self, ::core::stringify!($name), f)
            }
        }
    };
}

/// Lets a [`Record`] stand as a field of another one, and implements `Debug` for it.
#[macro_export]
macro_rules! record_value {
    ($name:ident) => {
        $crate::debug_record!($name);
        impl $crate::Value for $name {
            fn wire(&self, to: &mut $crate::Wire<'_>) {
                to.record(self, ::core::stringify!($name));
            }
        }
    };
}
