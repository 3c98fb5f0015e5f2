//! The JSON Schema of the format, compiled once into what a check needs.

use crate::spec::schema::{self, LINE_NUMBERS, QUOTED};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Position of a shape in [`Shapes::all`].
pub(super) type ShapeId = usize;

/// What may stand at a place.
#[derive(Debug)]
pub(super) enum Shape {
    /// Any JSON value.
    Json,
    /// Text; a code only between quotes.
    Text { quoted: bool },
    /// Line numbers of a document.
    Lines,
    /// A whole number.
    Integer { least: u64, most: u64 },
    /// `true` or `false`.
    Boolean,
    /// One of a few words.
    Words(Vec<String>),
    /// A list.
    List { item: ShapeId, least: usize },
    /// A map with certain keys.
    Map(MapShape),
    /// A map with any keys.
    Table(ShapeId),
    /// One of these.
    Either(Vec<ShapeId>),
}

/// A map with certain keys.
#[derive(Debug)]
pub(super) struct MapShape {
    /// What the map is, with its article: `an operation`.
    pub(super) what: String,
    pub(super) keys: Vec<KeyShape>,
}

/// A key of a map.
#[derive(Debug)]
pub(super) struct KeyShape {
    pub(super) name: String,
    pub(super) shape: ShapeId,
    pub(super) required: bool,
    /// What it is for, one line.
    pub(super) doc: String,
}

/// Every shape of the format.
#[derive(Debug)]
pub(super) struct Shapes {
    all: Vec<Shape>,
    pub(super) bank: ShapeId,
    pub(super) rulings: ShapeId,
    pub(super) service: ShapeId,
    pub(super) operation: ShapeId,
}

/// The shapes of the format.
pub(super) static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let schema = schema::schema();
    let empty = Map::new();
    let definitions = schema
        .get("$defs")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut compiler = Compiler {
        definitions,
        all: Vec::new(),
        named: HashMap::new(),
    };
    let (bank, rulings) = (compiler.named("Bank"), compiler.named("Rulings"));
    let (service, operation) = (compiler.named("Service"), compiler.named("Operation"));
    Shapes {
        all: compiler.all,
        bank,
        rulings,
        service,
        operation,
    }
});

impl Shapes {
    /// A shape by its position.
    pub(super) fn get(&self, shape: ShapeId) -> &Shape {
        self.all.get(shape).unwrap_or(&Shape::Json)
    }
}

struct Compiler<'s> {
    definitions: &'s Map<String, Value>,
    all: Vec<Shape>,
    named: HashMap<String, ShapeId>,
}

impl Compiler<'_> {
    fn push(&mut self, shape: Shape) -> ShapeId {
        self.all.push(shape);
        self.all.len() - 1
    }

    /// The shape of a definition. A definition may refer to itself.
    fn named(&mut self, name: &str) -> ShapeId {
        if let Some(&shape) = self.named.get(name) {
            return shape;
        }
        let id = self.push(Shape::Json);
        self.named.insert(name.to_owned(), id);
        if let Some(schema) = self.definitions.get(name) {
            self.all[id] = self.shape(schema, name);
        }
        id
    }

    fn id(&mut self, schema: &Value) -> ShapeId {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        let shape = self.shape(schema, "");
        self.push(shape)
    }

    fn shape(&mut self, schema: &Value, name: &str) -> Shape {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        if text("format") == Some(LINE_NUMBERS) {
            return Shape::Lines;
        }
        if let Some(words) = words(schema) {
            return Shape::Words(words);
        }
        if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
            let shapes = alternatives.iter().map(|schema| self.id(schema)).collect();
            return Shape::Either(shapes);
        }
        match text("type") {
            Some("string") => Shape::Text {
                quoted: text("format") == Some(QUOTED),
            },
            Some("integer") => {
                let bound = |key, otherwise| {
                    let number = schema.get(key).and_then(Value::as_u64);
                    number.unwrap_or(otherwise)
                };
                let widest = match text("format") {
                    Some("uint16") => u64::from(u16::MAX),
                    Some("uint32") => u64::from(u32::MAX),
                    _ => u64::MAX,
                };
                Shape::Integer {
                    least: bound("minimum", 0),
                    most: bound("maximum", widest),
                }
            }
            Some("boolean") => Shape::Boolean,
            Some("array") => Shape::List {
                item: self.id(schema.get("items").unwrap_or(&Value::Null)),
                least: usize::from(schema.get("minItems").is_some()),
            },
            Some("object") => {
                if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
                    let keys = self.keys(schema, properties);
                    let what = with_article(name);
                    return Shape::Map(MapShape { what, keys });
                }
                let values = schema.get("additionalProperties");
                Shape::Table(self.id(values.unwrap_or(&Value::Null)))
            }
            _ => Shape::Json,
        }
    }

    fn keys(&mut self, schema: &Value, properties: &Map<String, Value>) -> Vec<KeyShape> {
        let required = schema.get("required").and_then(Value::as_array);
        let mut keys = Vec::with_capacity(properties.len());
        for (name, schema) in properties {
            let doc = schema.get("description").and_then(Value::as_str);
            keys.push(KeyShape {
                name: name.clone(),
                shape: self.id(schema),
                required: required.is_some_and(|required| required.iter().any(|r| r == name)),
                doc: doc.unwrap_or_default().replace('\n', " "),
            });
        }
        keys
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// The words of a schema that allows nothing else.
fn words(schema: &Value) -> Option<Vec<String>> {
    let word = |value: &Value| value.as_str().map(str::to_owned);
    if let Some(constant) = schema.get("const") {
        return Some(vec![word(constant)?]);
    }
    if let Some(words) = schema.get("enum") {
        return words.as_array()?.iter().map(word).collect();
    }
    let mut all = Vec::new();
    for schema in schema.get("oneOf")?.as_array()? {
        all.extend(words(schema)?);
    }
    Some(all)
}

/// What a map is, from the name of its type: `CodeRow` is a code row.
fn with_article(name: &str) -> String {
    let words = match name {
        "" => return "this map".to_owned(),
        "BankDocument" => "document".to_owned(),
        "Codes" => "code table".to_owned(),
        "Field" => "row".to_owned(),
        "Localized" => "text in two languages".to_owned(),
        "PathFact" => "path".to_owned(),
        "Rulings" => "list of rulings".to_owned(),
        "SignatureHeader" => "part of a signature".to_owned(),
        "TypeDef" => "type".to_owned(),
        _ if name.starts_with("Fact_") => "value with its source".to_owned(),
        _ => in_words(name),
    };
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}

/// `AuthScheme` as `auth scheme`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{SHAPES, Shape};

    /// A place that takes anything would let mistakes through without a word.
    #[test]
    fn only_the_bodies_of_examples_take_any_value() {
        let mut free = Vec::new();
        for shape in &SHAPES.all {
            let Shape::Map(map) = shape else { continue };
            for key in &map.keys {
                if matches!(SHAPES.get(key.shape), Shape::Json) {
                    free.push(format!("{}: {}", map.what, key.name));
                }
            }
        }
        assert_eq!(free, ["an example message: body"]);
    }
}
