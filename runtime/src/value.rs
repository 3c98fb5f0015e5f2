//! How a value shows itself: on the wire or in `Debug`.

use crate::invalid::{Invalid, Rule};
use crate::json;
use crate::secret::SecretText;
use crate::writer::Record;

/// A value that can travel in a path, query, header or JSON body.
///
/// Generated newtypes implement it through [`text_type!`](crate::text_type) and its siblings.
pub trait Value {
    /// Shows the value.
    fn wire(&self, to: &mut Wire<'_>);

    /// Whether there is nothing to send; the member, pair or header is then left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The place a [`Value`] shows itself in.
///
/// Exactly one method is to be called once per value.
pub struct Wire<'w> {
    target: Target<'w>,
    name: &'static str,
    format: Option<&'static str>,
    as_text: bool,
    as_number: bool,
    sensitive: bool,
    invalid: &'w mut Option<Invalid>,
}

pub(crate) enum Target<'w> {
    /// A JSON value.
    Json(&'w mut Vec<u8>),
    /// The bare text of a path segment, query value or header value.
    Text(&'w mut String),
    /// `Debug`; masked values show as `***`.
    Debug(&'w mut String, bool),
    /// The values that `Debug` masks, and no others.
    Sensitive(&'w mut Vec<SecretText>, bool),
}

impl<'w> Wire<'w> {
    pub(crate) fn new(
        target: Target<'w>,
        name: &'static str,
        invalid: &'w mut Option<Invalid>,
    ) -> Self {
        Self {
            target,
            name,
            format: None,
            as_text: false,
            as_number: false,
            sensitive: false,
            invalid,
        }
    }

    /// The format asked for by [`Formatted`].
    #[must_use]
    pub fn format(&self) -> Option<&'static str> {
        self.format
    }

    /// Whether the value is not being sent, only shown by `Debug` or looked at: rules are then not checked.
    #[must_use]
    pub fn is_debug(&self) -> bool {
        match self.target {
            Target::Json(_) | Target::Text(_) => false,
            Target::Debug(..) | Target::Sensitive(..) => true,
        }
    }

    /// States that the value must not be sent. The first refusal of a request counts.
    pub fn refuse(&mut self, rule: Rule) {
        refuse(self.invalid, self.name, rule);
    }

    /// Shows a text.
    pub fn text(&mut self, text: &str) {
        match &mut self.target {
            Target::Json(out) => json::write_text(out, text),
            Target::Text(out) => out.push_str(text),
            Target::Debug(out, masked) => show(out, *masked, &format!("{text:?}")),
            Target::Sensitive(out, masked) => keep(out, *masked, text),
        }
    }

    /// Makes `Debug` show `***` instead of what follows, because it is secret or personal.
    pub fn mask(&mut self) {
        self.sensitive = true;
        match &mut self.target {
            Target::Debug(_, masked) | Target::Sensitive(_, masked) => *masked = true,
            Target::Json(_) | Target::Text(_) => {}
        }
    }

    /// Whether the value shown is secret or personal by its type.
    pub(crate) const fn is_sensitive(&self) -> bool {
        self.sensitive
    }

    /// Shows a number given by its digits, which must form a JSON number.
    pub fn number(&mut self, digits: &str) {
        match &mut self.target {
            Target::Json(out) if self.as_text => json::write_text(out, digits),
            Target::Json(out) => out.extend_from_slice(digits.as_bytes()),
            Target::Text(out) => out.push_str(digits),
            Target::Debug(out, masked) => show(out, *masked, digits),
            Target::Sensitive(out, masked) => keep(out, *masked, digits),
        }
    }

    /// Shows yes or no.
    pub fn boolean(&mut self, yes: bool) {
        if let Some((word, no)) = self.format.and_then(|format| format.split_once('|')) {
            self.text(if yes { word } else { no });
            return;
        }
        self.number(match (self.as_number, yes) {
            (false, true) => "true",
            (false, false) => "false",
            (true, true) => "1",
            (true, false) => "0",
        });
    }

    /// Shows a list. In a path, query or header a list is refused.
    pub fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Value>) {
        match &mut self.target {
            Target::Json(out) => {
                out.push(b'[');
                let mut first = true;
                for item in items {
                    if !first {
                        out.push(b',');
                    }
                    first = false;
                    item.wire(&mut Wire {
                        target: Target::Json(out),
                        name: self.name,
                        format: self.format,
                        as_text: self.as_text,
                        as_number: self.as_number,
                        sensitive: self.sensitive,
                        invalid: self.invalid,
                    });
                }
                out.push(b']');
            }
            Target::Text(_) => refuse(self.invalid, self.name, Rule::SingleValue),
            Target::Debug(out, masked) => {
                out.push('[');
                let mut first = true;
                for item in items {
                    if !first {
                        out.push_str(", ");
                    }
                    first = false;
                    item.wire(&mut Wire {
                        target: Target::Debug(out, *masked),
                        name: self.name,
                        format: self.format,
                        as_text: self.as_text,
                        as_number: self.as_number,
                        sensitive: self.sensitive,
                        invalid: self.invalid,
                    });
                }
                out.push(']');
            }
            Target::Sensitive(out, masked) => {
                for item in items {
                    item.wire(&mut Wire {
                        target: Target::Sensitive(out, *masked),
                        name: self.name,
                        format: self.format,
                        as_text: self.as_text,
                        as_number: self.as_number,
                        sensitive: self.sensitive,
                        invalid: self.invalid,
                    });
                }
            }
        }
    }

    /// Shows an object. In a path, query or header an object is refused.
    pub fn record(&mut self, record: &dyn Record, name: &str) {
        match &mut self.target {
            Target::Json(out) => crate::writer::write_object(record, out, self.invalid),
            Target::Text(_) => refuse(self.invalid, self.name, Rule::SingleValue),
            Target::Debug(out, masked) if *masked => out.push_str(MASK),
            Target::Debug(out, _) => crate::writer::write_debug(record, name, out),
            Target::Sensitive(out, all) => crate::writer::keep_sensitive(record, out, *all),
        }
    }
}

/// Of several refusals the first counts.
fn refuse(invalid: &mut Option<Invalid>, name: &'static str, rule: Rule) {
    if invalid.is_none() {
        *invalid = Some(Invalid::new(name, rule));
    }
}

/// What `Debug` shows in place of a secret or personal value.
const MASK: &str = "***";

fn show(out: &mut String, masked: bool, text: &str) {
    out.push_str(if masked { MASK } else { text });
}

fn keep(out: &mut Vec<SecretText>, masked: bool, text: &str) {
    if masked {
        out.push(text.into());
    }
}

/// A value written in another format than its type's default: `Formatted(&self.fecha, "YYYYMMDD")`.
pub struct Formatted<'a>(
    /// The value: a date, time, date-time or boolean, optional or a list of them.
    pub &'a dyn Value,
    /// Of dates and times letters `YYYY MM DD hh mm ss SSS Z`, while anything else stands for itself; of booleans the text
    /// for yes, a bar and the text for no: `S|N`.
    pub &'static str,
);

impl Value for Formatted<'_> {
    fn wire(&self, to: &mut Wire<'_>) {
        to.format = Some(self.1);
        self.0.wire(to);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// A number or boolean written as JSON text.
pub struct AsText<'a>(
    /// The value.
    pub &'a dyn Value,
);

impl Value for AsText<'_> {
    fn wire(&self, to: &mut Wire<'_>) {
        to.as_text = true;
        self.0.wire(to);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// A boolean written as `1` or `0`.
pub struct AsNumber<'a>(
    /// The value.
    pub &'a dyn Value,
);

impl Value for AsNumber<'_> {
    fn wire(&self, to: &mut Wire<'_>) {
        to.as_number = true;
        self.0.wire(to);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

/// A number that is always the same, by its digits, which form a JSON number.
pub struct Digits(
    /// The digits.
    pub &'static str,
);

impl Value for Digits {
    fn wire(&self, to: &mut Wire<'_>) {
        to.number(self.0);
    }
}

/// A list that is left out when it is empty.
pub struct OmitEmpty<'a, T>(
    /// The list.
    pub &'a Vec<T>,
);

impl<T: Value> Value for OmitEmpty<'_, T> {
    fn wire(&self, to: &mut Wire<'_>) {
        self.0.wire(to);
    }

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Value> Value for Option<T> {
    fn wire(&self, to: &mut Wire<'_>) {
        if let Some(value) = self {
            value.wire(to);
        }
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Value::is_absent)
    }
}

impl<T: Value> Value for Box<T> {
    fn wire(&self, to: &mut Wire<'_>) {
        T::wire(self, to);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl<T: Value> Value for Vec<T> {
    fn wire(&self, to: &mut Wire<'_>) {
        to.list(&mut self.iter().map(|item| item as &dyn Value));
    }
}

impl Value for String {
    fn wire(&self, to: &mut Wire<'_>) {
        to.text(self);
    }
}

impl Value for &str {
    fn wire(&self, to: &mut Wire<'_>) {
        to.text(self);
    }
}

impl Value for SecretText {
    fn wire(&self, to: &mut Wire<'_>) {
        to.mask();
        to.text(self.expose());
    }
}

impl Value for i64 {
    fn wire(&self, to: &mut Wire<'_>) {
        to.number(&self.to_string());
    }
}

impl Value for bool {
    fn wire(&self, to: &mut Wire<'_>) {
        to.boolean(*self);
    }
}
