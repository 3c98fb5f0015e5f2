//! How the scalar forms of the YAML are read: spans, line lists, one-or-many, words beside numbers.
//!
//! Two names are an agreement with the deserialiser of [`crate::parse`]: `$spanned` asks for `(file, start, end, value)`, and `$json` for a value whose
//! plain numbers arrive as newtypes around their text.

use super::fact::{Json, Lines, Localized, OneOrMany, Reading, Source, SourceLines, StatusText};
use super::{MessagePart, Required};
use crate::source::{FileId, Span, Spanned};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Name that asks the deserialiser for a span.
pub(crate) const SPANNED: &str = "$spanned";
/// Name that asks the deserialiser for numbers as text.
pub(crate) const JSON: &str = "$json";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpannedVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                d: D,
            ) -> Result<Self::Value, D::Error> {
                T::deserialize(d).map(|value| Spanned::new(value, Span::default()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let absent = || A::Error::custom("the deserialiser gave no span");
                let file = seq.next_element()?.ok_or_else(absent)?;
                let start = seq.next_element()?.ok_or_else(absent)?;
                let end = seq.next_element()?.ok_or_else(absent)?;
                let value = seq.next_element()?.ok_or_else(absent)?;
                Ok(Spanned::new(
                    value,
                    Span {
                        file: FileId(file),
                        start,
                        end,
                    },
                ))
            }
        }

        deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(PhantomData))
    }
}

impl Lines {
    /// Reads `136`, `24-106` or `31, 61-63`; says what is wrong otherwise.
    ///
    /// # Errors
    /// If a part is no line number, is zero, or ends before it begins.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |part: &str| match part.trim().parse::<u32>() {
            Ok(0) | Err(_) => Err(format!(
                "`{}` is not a line number; lines count from 1",
                part.trim()
            )),
            Ok(line) => Ok(line),
        };
        let mut lines = Vec::new();
        for part in text.split(',') {
            let (first, last) = match part.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None => (number(part)?, number(part)?),
            };
            if last < first {
                return Err(format!("lines `{}` end before they begin", part.trim()));
            }
            lines.push((first, last));
        }
        Ok(Self(lines))
    }
}

/// Builds a visitor for a value that may be written as a number or as a word.
macro_rules! scalar {
    ($name:ident, $expecting:literal, number: $number:expr, text: $text:expr, boolean: $boolean:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ScalarVisitor;

                impl Visitor<'_> for ScalarVisitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_u64<E: Error>(self, number: u64) -> Result<$name, E> {
                        let read: fn(u64) -> Result<$name, String> = $number;
                        read(number).map_err(E::custom)
                    }

                    fn visit_i64<E: Error>(self, number: i64) -> Result<$name, E> {
                        match u64::try_from(number) {
                            Ok(number) => self.visit_u64(number),
                            Err(_) => Err(E::custom(format!("expected {}", $expecting))),
                        }
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<$name, E> {
                        let read: fn(&str) -> Result<$name, String> = $text;
                        read(text).map_err(E::custom)
                    }

                    fn visit_bool<E: Error>(self, boolean: bool) -> Result<$name, E> {
                        let read: fn(bool) -> Result<$name, String> = $boolean;
                        read(boolean).map_err(E::custom)
                    }
                }

                deserializer.deserialize_any(ScalarVisitor)
            }
        }
    };
}

fn expected<T>(what: &str) -> Result<T, String> {
    Err(format!("expected {what}"))
}

scalar!(Lines, "line numbers such as 136, 24-106 or \"31, 61-63\"",
    number: |line| Lines::parse(&line.to_string()),
    text: Lines::parse,
    boolean: |_| expected("line numbers such as 136, 24-106 or \"31, 61-63\""));

scalar!(StatusText, "an HTTP status from 200 to 599, or `undocumented`",
    number: |status| match u16::try_from(status) {
        Ok(status @ 200..=599) => Ok(StatusText::Status(status)),
        Ok(_) | Err(_) => expected("an HTTP status from 200 to 599, or `undocumented`"),
    },
    text: |text| match text {
        "undocumented" => Ok(StatusText::Undocumented),
        _ => expected("an HTTP status from 200 to 599, or `undocumented`"),
    },
    boolean: |_| expected("an HTTP status from 200 to 599, or `undocumented`"));

scalar!(Required, "`true`, `false` or `undocumented`",
    number: |_| expected("`true`, `false` or `undocumented`"),
    text: |text| match text {
        "undocumented" => Ok(Required::Undocumented),
        _ => expected("`true`, `false` or `undocumented`"),
    },
    boolean: |required| Ok(if required { Required::Yes } else { Required::No }));

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceMap {
    doc: Spanned<String>,
    lines: Spanned<Lines>,
}

enum RawSource {
    Lines(Lines),
    Map(SourceMap),
    List(Vec<Source>),
}

impl<'de> Deserialize<'de> for RawSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawVisitor;

        impl<'de> Visitor<'de> for RawVisitor {
            type Value = RawSource;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("lines (136, 24-106), {doc: …, lines: …}, or a list of these")
            }

            fn visit_u64<E: Error>(self, line: u64) -> Result<RawSource, E> {
                self.visit_str(&line.to_string())
            }

            fn visit_i64<E: Error>(self, line: i64) -> Result<RawSource, E> {
                self.visit_str(&line.to_string())
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<RawSource, E> {
                Lines::parse(text).map(RawSource::Lines).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawSource, A::Error> {
                let mut list = Vec::new();
                while let Some(source) = seq.next_element()? {
                    list.push(source);
                }
                Ok(RawSource::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawSource, A::Error> {
                SourceMap::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(RawSource::Map)
            }
        }

        deserializer.deserialize_any(RawVisitor)
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Spanned::<RawSource>::deserialize(deserializer)?;
        let span = raw.span;
        Ok(Self(match raw.value {
            RawSource::Lines(lines) => vec![SourceLines {
                doc: None,
                lines: Spanned::new(lines, span),
            }],
            RawSource::Map(map) => vec![SourceLines {
                doc: Some(map.doc),
                lines: map.lines,
            }],
            RawSource::List(list) => list.into_iter().flat_map(|source| source.0).collect(),
        }))
    }
}

enum RawNames {
    One(String),
    Many(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for RawNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = RawNames;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a list of names")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<RawNames, E> {
                Ok(RawNames::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawNames, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element()? {
                    names.push(name);
                }
                Ok(RawNames::Many(names))
            }
        }

        deserializer.deserialize_any(NamesVisitor)
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Spanned::<RawNames>::deserialize(deserializer)?;
        Ok(Self(match raw.value {
            RawNames::One(name) => vec![Spanned::new(name, raw.span)],
            RawNames::Many(names) => names,
        }))
    }
}

impl<'de> Deserialize<'de> for Reading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReadingVisitor;

        impl<'de> Visitor<'de> for ReadingVisitor {
            type Value = Reading;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or {en: …, es: …}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Reading, E> {
                Ok(Reading::Verbatim(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Reading, A::Error> {
                Localized::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(Reading::Own)
            }
        }

        deserializer.deserialize_any(ReadingVisitor)
    }
}

impl<'de> Deserialize<'de> for MessagePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "`signing-base`, `path`, `query`, `target`, `method`, `nonce`, `key`, `body` or {text: …}";

        struct PartVisitor;

        impl<'de> Visitor<'de> for PartVisitor {
            type Value = MessagePart;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<MessagePart, E> {
                Ok(match text {
                    "signing-base" => MessagePart::SigningBase,
                    "path" => MessagePart::Path,
                    "query" => MessagePart::Query,
                    "target" => MessagePart::Target,
                    "method" => MessagePart::Method,
                    "nonce" => MessagePart::Nonce,
                    "key" => MessagePart::Key,
                    "body" => MessagePart::Body,
                    _ => return Err(E::custom(format!("expected {EXPECTED}"))),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MessagePart, A::Error> {
                #[derive(serde::Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Constant {
                    text: String,
                }
                let constant =
                    Constant::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(MessagePart::Text(constant.text))
            }
        }

        deserializer.deserialize_any(PartVisitor)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JsonVisitor;

        impl<'de> Visitor<'de> for JsonVisitor {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }

            fn visit_unit<E: Error>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E: Error>(self, boolean: bool) -> Result<Json, E> {
                Ok(Json::Boolean(boolean))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                number: D,
            ) -> Result<Json, D::Error> {
                String::deserialize(number).map(Json::Number)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Json::Array(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Json::Object(members))
            }
        }

        deserializer.deserialize_newtype_struct(JSON, JsonVisitor)
    }
}
