//! Types and fields.

use super::{FieldIdent, Provenance, Text, TypeIdent, VariantIdent};
use serde::Serialize;

pub use crate::spec::{Generate, Place, Required, Sensitive, WireForm, Words, ZeroPadded};

/// Position of a type in [`super::Bank::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeId(pub u32);

/// Where a type is defined, and so where its Rust definition goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Scope {
    /// `bank.yaml`: `src/types.rs`.
    Bank,
    /// `service.yaml`: `src/<service>/types.rs`. Position in [`super::Bank::services`].
    Service(usize),
    /// Made for one operation (a nested object, inline rules): beside it in `src/<service>/<operation>.rs`.
    Operation {
        /// Position in [`super::Bank::services`].
        service: usize,
        /// Position in [`super::Service::operations`].
        operation: usize,
    },
}

/// A named type: one Rust type, one schema of the OpenAPI files.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Type {
    /// Rust name, and name of the OpenAPI schema.
    pub ident: TypeIdent,
    /// Where it is defined.
    pub scope: Scope,
    /// What it is made of.
    pub shape: Shape,
    /// Meaning.
    pub doc: Text,
    /// Whether values may be shown.
    pub sensitive: Option<Sensitive>,
    /// A made-up value.
    pub example: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Shape {
    /// Checked text.
    Text(TextRules),
    /// Checked decimal.
    Decimal(DecimalRules),
    /// Checked whole number.
    Integer(IntegerRules),
    /// Listed values.
    Enum {
        /// Whether the document leaves the list open.
        open: bool,
        /// The values.
        values: Vec<Listed>,
    },
    /// Fields; each has place [`Place::Body`].
    Object(Vec<Field>),
}

/// Rules of a text, lengths in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TextRules {
    /// Least length.
    pub min_length: Option<u32>,
    /// Greatest length.
    pub max_length: Option<u32>,
    /// Regular expression the whole value matches.
    pub pattern: Option<String>,
    /// A longer form that a caller can ask for; nothing is padded unasked.
    pub zero_padded: Option<ZeroPadded>,
}

/// Rules of a decimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecimalRules {
    /// Digits after the point: always written, more are refused.
    pub scale: Option<u32>,
    /// Digits in all.
    pub digits: Option<u32>,
    /// Least value.
    pub minimum: Option<String>,
    /// Greatest value.
    pub maximum: Option<String>,
    /// JSON form.
    pub wire: WireForm,
}

/// Rules of a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IntegerRules {
    /// Least value.
    pub minimum: Option<i64>,
    /// Greatest value.
    pub maximum: Option<i64>,
    /// JSON form.
    pub wire: WireForm,
}

/// A listed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// Text on the wire.
    pub value: String,
    /// Rust variant.
    pub ident: VariantIdent,
    /// Meaning.
    pub doc: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A format of dates and times: letters `YYYY MM DD hh mm ss SSS Z`, checked by `lower`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateFormat(pub String);

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum TypeRef {
    /// A named type.
    Named(TypeId),
    /// Any text.
    Text,
    /// Any text, secret.
    SecretText,
    /// Any decimal.
    Decimal(WireForm),
    /// Any whole number of 64 bits.
    Integer(WireForm),
    /// Yes or no.
    Boolean {
        /// JSON form.
        wire: WireForm,
        /// Also reads texts, and keeps what it cannot read.
        lenient: bool,
        /// The texts for yes and no where they are not the words of JSON; the JSON form is then text.
        words: Option<Words>,
    },
    /// A day.
    Date(DateFormat),
    /// A time of day.
    Time(DateFormat),
    /// Day and time; without a zone unless the format has `Z`.
    DateTime(DateFormat),
    /// A list.
    List(Box<TypeRef>),
}

/// Who gives the value of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Supply {
    /// The caller, with each call; the bank, in an answer.
    #[default]
    Argument,
    /// The profile of the client, unless the call does.
    Profile,
    /// The client makes it for each call, unless the call gives one.
    Generated(Generate),
}

impl TypeRef {
    /// The texts that stand for yes and no of a boolean, as its body has them; `None` for any other type.
    #[must_use]
    pub fn yes_and_no(&self) -> Option<(&str, &str)> {
        match self {
            Self::Boolean {
                words: Some(words), ..
            } => Some((&words.yes, &words.no)),
            Self::Boolean {
                wire: WireForm::Number,
                ..
            } => Some(("1", "0")),
            Self::Boolean { .. } => Some(("true", "false")),
            Self::Named(_)
            | Self::Text
            | Self::SecretText
            | Self::Decimal(_)
            | Self::Integer(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::DateTime(_)
            | Self::List(_) => None,
        }
    }
}

/// A parameter, header or body field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Name on the wire: one path, query or header parameter, or one JSON member (never dotted; nested objects are types).
    pub wire_name: String,
    /// Where it travels.
    pub place: Place,
    /// Second place to look when reading.
    pub also_in: Option<Place>,
    /// Rust field. Unique among the fields of its struct.
    pub ident: FieldIdent,
    /// Type.
    pub ty: TypeRef,
    /// Whether the bank requires it.
    pub required: Required,
    /// Who gives it. Only headers of requests have another supply than [`Supply::Argument`].
    pub supply: Supply,
    /// Other member paths accepted when reading, relative to the same object: `["banco"]`, `["curAmt", "rate"]`.
    pub aliases: Vec<Vec<String>>,
    /// What the bank assumes when it is left out.
    pub default: Option<String>,
    /// A value that is always sent; the field is then no argument.
    pub fixed: Option<String>,
    /// Whether values may be shown; the type's own mark is included.
    pub sensitive: Option<Sensitive>,
    /// Meaning.
    pub doc: Text,
    /// A made-up value.
    pub example: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Field {
    /// Whether a struct with this field always has its value. In Rust it is then a `T`, else an `Option<T>`; a list is a
    /// `Vec<T>` in any case.
    #[must_use]
    pub fn is_always_given(&self) -> bool {
        self.required == Required::Yes && self.supply == Supply::Argument
    }
}
