//! Types and the fields that use them.

use super::{Localized, OneOrMany, Source, Spanned};
use serde::Deserialize;

/// A named type, shared by a bank (`bank.yaml`) or by a service (`service.yaml`).
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeDef {
    /// Name in UpperCamelCase; the Rust type and the OpenAPI schema carry it.
    #[serde(rename = "type")]
    pub name: Spanned<String>,
    /// What it is made of.
    pub kind: Spanned<Kind>,
    /// Meaning, one sentence.
    pub doc: Localized,
    /// `text`: exact number of characters.
    #[serde(default)]
    pub length: Option<Spanned<u32>>,
    /// `text`: least number of characters.
    #[serde(default)]
    pub min_length: Option<Spanned<u32>>,
    /// `text`: greatest number of characters.
    #[serde(default)]
    pub max_length: Option<Spanned<u32>>,
    /// `text`: regular expression the whole value matches.
    #[serde(default)]
    pub pattern: Option<Spanned<String>>,
    /// `text`: a longer form, filled with zeros, that a caller can ask for: `{length: 12, after: 1}`.
    #[serde(default)]
    pub zero_padded: Option<Spanned<ZeroPadded>>,
    /// `decimal`, `integer`: least value, as text.
    #[serde(default)]
    pub minimum: Option<Spanned<String>>,
    /// `decimal`, `integer`: greatest value, as text.
    #[serde(default)]
    pub maximum: Option<Spanned<String>>,
    /// `decimal`: digits after the point.
    #[serde(default)]
    pub scale: Option<Spanned<u32>>,
    /// `decimal`: digits in all.
    #[serde(default)]
    pub digits: Option<Spanned<u32>>,
    /// `decimal`, `integer`, `boolean`: how a JSON body carries it. Default `number` (`boolean`: a JSON boolean).
    #[serde(default)]
    pub wire: Option<Spanned<WireForm>>,
    /// `date`, `time`, `datetime`: letters `YYYY MM DD hh mm ss SSS Z`, anything else stands for itself.
    #[serde(default)]
    pub format: Option<Spanned<String>>,
    /// `boolean`: also reads `"true"`, `"false"`, `"S"`, `"N"`, `"1"`, `"0"`, and keeps any other text.
    #[serde(default)]
    pub lenient: Option<Spanned<bool>>,
    /// `boolean`: the texts that stand for yes and no, wherever it travels: `{affirmative: "S", negative: "N"}`.
    #[serde(default)]
    pub words: Option<Spanned<Words>>,
    /// `enum`: whether the document leaves the list open.
    #[serde(default)]
    pub open: Option<Spanned<bool>>,
    /// `enum`: the listed values.
    #[serde(default)]
    pub values: Vec<ListedValue>,
    /// `object`: its fields (`name` without dots).
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Whether values are secret or personal.
    #[serde(default)]
    pub sensitive: Option<Spanned<Sensitive>>,
    /// A made-up value.
    #[serde(default)]
    pub example: Option<Spanned<String>>,
    /// Lines that define it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// A text filled with zeros: `V12345678` becomes `V00012345678` by `{length: 12, after: 1}`.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ZeroPadded {
    /// Number of characters of the filled text.
    pub length: u32,
    /// Number of characters that stay in front of the zeros.
    pub after: u32,
}

/// The texts that stand for yes and no, always quoted: `{affirmative: "S", negative: "N"}`.
#[derive(serde::Serialize, Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The text for yes.
    #[serde(rename = "affirmative")]
    #[schemars(extend("format" = super::schema::QUOTED))]
    pub yes: String,
    /// The text for no.
    #[serde(rename = "negative")]
    #[schemars(extend("format" = super::schema::QUOTED))]
    pub no: String,
}

/// What a named type is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Characters.
    Text,
    /// Exact decimal number.
    Decimal,
    /// Whole number, 64 bits.
    Integer,
    /// Yes or no.
    Boolean,
    /// Day.
    Date,
    /// Time of day.
    Time,
    /// Day and time, without a zone unless the format has `Z`.
    Datetime,
    /// One of the listed values.
    Enum,
    /// Named fields.
    Object,
}

/// How a JSON body carries a number or a boolean.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WireForm {
    /// As a JSON number.
    Number,
    /// As a JSON string.
    Text,
    /// As a JSON boolean.
    Boolean,
}

/// Whether a value may appear in logs, `Debug` and errors.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitive {
    /// A password or key: wiped after use, never shown.
    Secret,
    /// Tells something about a person: masked.
    Personal,
}

/// One listed value of an `enum` type.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedValue {
    /// The text on the wire, always quoted.
    #[schemars(extend("format" = super::schema::QUOTED))]
    pub value: Spanned<String>,
    /// Rust variant; derived from the value where absent.
    #[serde(default)]
    pub name: Option<Spanned<String>>,
    /// Meaning.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// Lines that list it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// Where a parameter or field travels.
#[derive(
    serde::Serialize,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In a segment of the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In the JSON body.
    Body,
}

/// What the client makes for each call that does not give a value itself.
#[derive(
    serde::Serialize, Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema,
)]
pub enum Generate {
    /// A random UUID of version 4, in lower case.
    #[serde(rename = "uuid")]
    Uuid,
    /// Sixteen random hexadecimal digits, in lower case.
    #[serde(rename = "hex-16")]
    Hex16,
    /// Thirty-two random hexadecimal digits, in lower case.
    #[serde(rename = "hex-32")]
    Hex32,
    /// The moment of sending, in the format of the row.
    #[serde(rename = "now")]
    Now,
}

/// Whether a parameter or field must be given: `true`, `false`, or `undocumented` where the document does not tell.
#[derive(serde::Serialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// `true`
    Yes,
    /// `false`
    No,
    /// `undocumented`
    #[default]
    Undocumented,
}

/// One row of an argument or field table: a parameter of a request, a header or body field of either direction, a field of an
/// object type, or an entry of the header catalogue. Exactly one of `name`, `header` and `same_as` is given.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Wire name. In a body, dots lead into nested objects and `[]` after a name into the items of a list:
    /// `listAccounts[].depAcctId.acctId`. `\.` is a dot that belongs to the name.
    #[serde(default)]
    pub name: Option<Spanned<String>>,
    /// A header of the catalogue, by its wire name: type, description and the rest come from there unless this row gives them.
    #[serde(default)]
    pub header: Option<Spanned<String>>,
    /// All rows of a field group, or of the same table of another operation of the service, stand here.
    #[serde(default)]
    pub same_as: Option<Spanned<String>>,
    /// With `same_as`: wire names of the rows that are left out.
    #[serde(default)]
    pub except: Vec<Spanned<String>>,
    /// Where it travels. Not given in the header catalogue, with `header`, and in object types.
    #[serde(rename = "in", default)]
    pub place: Option<Spanned<Place>>,
    /// Second place to look for it when reading an answer.
    #[serde(default)]
    pub also_in: Option<Spanned<Place>>,
    /// A named type; `text`, `decimal`, `integer`, `boolean`, `date`, `time`, `datetime`; or `list<…>` of one of them.
    #[serde(rename = "type", default)]
    pub ty: Option<Spanned<String>>,
    /// Whether it must be given.
    #[serde(default)]
    pub required: Option<Spanned<Required>>,
    /// Exact number of characters.
    #[serde(default)]
    pub length: Option<Spanned<u32>>,
    /// Least number of characters.
    #[serde(default)]
    pub min_length: Option<Spanned<u32>>,
    /// Greatest number of characters.
    #[serde(default)]
    pub max_length: Option<Spanned<u32>>,
    /// Regular expression the whole value matches.
    #[serde(default)]
    pub pattern: Option<Spanned<String>>,
    /// Least value, as text.
    #[serde(default)]
    pub minimum: Option<Spanned<String>>,
    /// Greatest value, as text.
    #[serde(default)]
    pub maximum: Option<Spanned<String>>,
    /// Digits after the point of a decimal.
    #[serde(default)]
    pub scale: Option<Spanned<u32>>,
    /// Digits of a decimal in all.
    #[serde(default)]
    pub digits: Option<Spanned<u32>>,
    /// How a JSON body carries it.
    #[serde(default)]
    pub wire: Option<Spanned<WireForm>>,
    /// Format of a date, time or datetime.
    #[serde(default)]
    pub format: Option<Spanned<String>>,
    /// Boolean that also reads texts and keeps what it cannot read.
    #[serde(default)]
    pub lenient: Option<Spanned<bool>>,
    /// The texts of a boolean that stand for yes and no.
    #[serde(default)]
    pub words: Option<Spanned<Words>>,
    /// Value the bank assumes when it is left out; documentation only, never sent.
    #[serde(default)]
    pub default: Option<Spanned<String>>,
    /// A value that is always sent and is no argument.
    #[serde(default)]
    pub fixed: Option<Spanned<String>>,
    /// Header catalogue: the value is usually the same for all calls of one program, so that the client keeps it. A call may
    /// give another.
    #[serde(default)]
    pub profile: Option<Spanned<bool>>,
    /// Header catalogue: the client makes a value for each call that does not give one. Needs a ruling that says why.
    #[serde(default)]
    pub generate: Option<Spanned<Generate>>,
    /// Whether values are secret or personal.
    #[serde(default)]
    pub sensitive: Option<Spanned<Sensitive>>,
    /// Other names accepted when reading; in a body a dotted path from the same root, as `name` is.
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    /// Rust name of the field, where the derived one would not do.
    #[serde(default)]
    pub rust_name: Option<Spanned<String>>,
    /// Rust name of the type made for a nested object or for inline rules.
    #[serde(default)]
    pub rust_type: Option<Spanned<String>>,
    /// Meaning; without it, that of the named type or of the catalogue entry.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// A made-up value.
    #[serde(default)]
    pub example: Option<Spanned<String>>,
    /// Lines of its row.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}
