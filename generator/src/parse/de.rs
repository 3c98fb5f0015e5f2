//! A serde deserialiser over a tree.
//!
//! Two names are an agreement with [`crate::spec`]: a newtype `$spanned` receives `(file, start, end, value)`, a newtype `$json`
//! a value whose plain numbers arrive as newtypes around their text.

use super::node::{Entry, Node, Value};
use super::plain::{Plain, plain};
use crate::diagnostic::{Diagnostic, code};
use crate::source::{FileId, Span};
use crate::spec::{JSON, SPANNED};
use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer as _, MapAccess, SeqAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use std::fmt;

/// Reads a value, or says why it cannot be read and where.
pub(super) fn read<'de, T: Deserialize<'de>>(node: &'de Node, file: FileId) -> Result<T, Error> {
    T::deserialize(Reader {
        node,
        file,
        json: false,
    })
    .map_err(|error| error.at(node.start, node.end))
}

/// An error and the bytes of the innermost value it is about.
#[derive(Debug)]
pub(super) struct Error {
    message: String,
    bytes: Option<(u32, u32)>,
}

impl Error {
    /// The same for the author of the file.
    pub(super) fn explain(self, file: FileId) -> Diagnostic {
        let (start, end) = self.bytes.unwrap_or_default();
        Diagnostic::new(
            code::UNREADABLE,
            Span { file, start, end },
            self.message,
            "",
        )
    }

    fn at(mut self, start: u32, end: u32) -> Self {
        self.bytes.get_or_insert((start, end));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            bytes: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Reader<'de, 't> {
    node: &'de Node<'t>,
    file: FileId,
    /// Inside `$json`.
    json: bool,
}

impl<'de> Reader<'de, '_> {
    fn plain<V: Visitor<'de>>(self, text: &str, visitor: V) -> Result<V::Value, Error> {
        match plain(text) {
            Plain::Null => visitor.visit_unit(),
            Plain::Boolean(value) => visitor.visit_bool(value),
            Plain::Integer | Plain::Float if self.json => {
                visitor.visit_newtype_struct(StrDeserializer::new(text))
            }
            Plain::Integer => match (text.parse::<u64>(), text.parse::<i64>()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (Err(_), Ok(number)) => visitor.visit_i64(number),
                (Err(_), Err(_)) => Err(Error::custom(format!("`{text}` is out of range"))),
            },
            Plain::Float => Err(Error::custom(format!(
                "`{text}` is read as a number; quote it"
            ))),
            Plain::Ambiguous | Plain::Text => visitor.visit_str(text),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de, '_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Node { start, end, value } = self.node;
        match value {
            Value::Quoted(text) => visitor.visit_str(text),
            Value::Plain(text) => self.plain(text, visitor),
            Value::List(items) => visitor.visit_seq(Items {
                items: items.iter(),
                reader: self,
            }),
            Value::Map(entries) => visitor.visit_map(Entries {
                rest: entries.iter(),
                value: None,
                reader: self,
            }),
            Value::Refused => Err(Error::custom("this cannot be read")),
        }
        .map_err(|error| error.at(*start, *end))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Plain(text) if plain(text) == Plain::Null => visitor.visit_none(),
            Value::Quoted(_)
            | Value::Plain(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Refused => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            SPANNED => visitor.visit_seq(Parts {
                reader: self,
                next: 0,
            }),
            JSON => Self { json: true, ..self }.deserialize_any(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Quoted(text) | Value::Plain(text) => {
                visitor.visit_enum(text.as_ref().into_deserializer())
            }
            Value::List(_) | Value::Map(_) | Value::Refused => {
                Err(Error::custom("expected a word"))
            }
        }
        .map_err(|error: Error| error.at(self.node.start, self.node.end))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The four parts of `$spanned`.
struct Parts<'de, 't> {
    reader: Reader<'de, 't>,
    next: u8,
}

impl<'de> SeqAccess<'de> for Parts<'de, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Reader { node, file, .. } = self.reader;
        let number = U32Deserializer::new;
        self.next += 1;
        match self.next {
            1 => seed.deserialize(number(file.0)).map(Some),
            2 => seed.deserialize(number(node.start)).map(Some),
            3 => seed.deserialize(number(node.end)).map(Some),
            4 => seed.deserialize(self.reader).map(Some),
            _ => Ok(None),
        }
    }
}

struct Items<'de, 't> {
    items: std::slice::Iter<'de, Node<'t>>,
    reader: Reader<'de, 't>,
}

impl<'de> SeqAccess<'de> for Items<'de, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(node) = self.items.next() else {
            return Ok(None);
        };
        let reader = Reader {
            node,
            ..self.reader
        };
        seed.deserialize(reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'de, 't> {
    rest: std::slice::Iter<'de, Entry<'t>>,
    value: Option<&'de Node<'t>>,
    reader: Reader<'de, 't>,
}

impl<'de> MapAccess<'de> for Entries<'de, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(entry) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(&entry.value);
        seed.deserialize(StrDeserializer::new(&entry.key))
            .map(Some)
            .map_err(|error: Error| error.at(entry.start, entry.end))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let node = self
            .value
            .take()
            .ok_or_else(|| Error::custom("a value was asked for before its key"))?;
        seed.deserialize(Reader {
            node,
            ..self.reader
        })
        .map_err(|error| error.at(node.start, node.end))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::Diagnostic;
    use crate::parse::problems::Problems;
    use crate::parse::tree;
    use crate::source::FileId;
    use crate::spec::{Json, Spanned};
    use serde::de::DeserializeOwned;
    use std::collections::BTreeMap;

    fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, Box<Diagnostic>> {
        let mut problems = Problems::default();
        let node = tree::read(text, FileId(3), &mut problems).unwrap();
        assert!(problems.is_empty());
        read(&node, FileId(3)).map_err(|error| Box::new(error.explain(FileId(3))))
    }

    /// What the check of the format lets through by mistake is still refused, where it stands.
    #[test]
    fn an_error_points_at_the_innermost_value() {
        type Table = BTreeMap<String, Vec<u16>>;
        let problem = parsed::<Table>("a: [1, 2]\nb: [3, ñ, 5]\n").unwrap_err();
        assert_eq!(problem.code, "S039");
        assert_eq!(
            (problem.primary.span.start, problem.primary.span.end),
            (17, 19)
        );
        for text in [
            "a: [1.5]",
            "a: [99999]",
            "a: [99999999999999999999]",
            "a: [-1]",
            "a: 1",
        ] {
            assert_eq!(parsed::<Table>(text).unwrap_err().code, "S039", "{text}");
        }
    }

    #[test]
    fn values_carry_their_bytes() {
        let list: Spanned<Vec<Spanned<Option<String>>>> = parsed("[añ, 'b', ~]").unwrap();
        assert_eq!((list.span.start, list.span.end), (0, 13));
        let items: Vec<_> = list
            .value
            .iter()
            .map(|item| (item.span.start, item.span.end))
            .collect();
        assert_eq!(items, [(1, 4), (6, 9), (11, 12)]);
        assert_eq!(list.value[2].value, None);
    }

    #[test]
    fn numbers_of_json_keep_their_digits() {
        let json: Json = parsed("{a: 1.50, b: '1.50', c: [1e9, true, null]}").unwrap();
        let number = |digits: &str| Json::Number(digits.to_owned());
        let list = Json::Array(vec![number("1e9"), Json::Boolean(true), Json::Null]);
        let expected = Json::Object(vec![
            ("a".to_owned(), number("1.50")),
            ("b".to_owned(), Json::Text("1.50".to_owned())),
            ("c".to_owned(), list),
        ]);
        assert_eq!(json, expected);
    }
}
