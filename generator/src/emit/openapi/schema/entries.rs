//! Schemas as entries of a map.

use super::pattern::anchored;
use super::{Form, Meaning, Notes, Property, Schema};
use crate::emit::openapi::draft::Origin;
use crate::emit::openapi::write::{Layout, Node, Number, Sink};
use crate::model::{
    DecimalRules, Generate, IntegerRules, Listed, Sensitive, Supply, WireForm, Words, ZeroPadded,
};

impl Node for Meaning<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Text(text) => text.write(to),
            Self::Ours { en, es } => {
                let words = to.language().pick(en, es);
                to.text(words);
            }
        }
    }
}

impl Node for Schema<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(self.layout());
        self.form.write_entries(to);
        self.notes.write_entries(to);
        to.close();
    }
}

impl Schema<'_> {
    /// A schema that only names its type goes on one line.
    fn layout(&self) -> Layout {
        let plain = match self.form {
            Form::Reference(_)
            | Form::Text { .. }
            | Form::Decimal { .. }
            | Form::Integer { .. }
            | Form::Boolean { .. } => true,
            Form::Enum { .. } | Form::Object(_) | Form::List(_) => false,
        };
        if plain && self.notes.description.is_none() {
            Layout::Line
        } else {
            Layout::Block
        }
    }
}

impl Form<'_> {
    /// The entries of a schema without notes.
    pub(in crate::emit::openapi) fn write_entries<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Reference(name) => to.reference("schemas", name),
            Self::Text {
                rules,
                format,
                date_format,
            } => {
                to.entry("type", "string");
                to.entry_if("format", format.as_ref());
                to.entry_if("x-date-format", date_format.as_ref());
                if let Some(rules) = rules {
                    to.entry_if("minLength", rules.min_length.as_ref());
                    to.entry_if("maxLength", rules.max_length.as_ref());
                    to.entry_if("pattern", rules.pattern.as_deref().map(anchored).as_ref());
                    to.entry_if("x-zero-padded", rules.zero_padded.as_ref());
                }
            }
            Self::Decimal { rules, wire } => write_decimal(*rules, *wire, to),
            Self::Integer { rules, wire } => write_integer(*rules, *wire, to),
            Self::Boolean {
                wire,
                lenient,
                words,
            } => write_boolean(*wire, *lenient, *words, to),
            Self::Enum { open, values } => write_listed(*open, values, to),
            Self::Object(properties) => write_object(properties, to),
            Self::List(item) => {
                to.entry("type", "array");
                to.entry("items", &**item);
            }
        }
    }
}

fn write_decimal<S: Sink>(rules: Option<&DecimalRules>, wire: WireForm, to: &mut S) {
    match wire {
        WireForm::Number | WireForm::Boolean => to.entry("type", "number"),
        WireForm::Text => to.entry("type", "string"),
    }
    let Some(rules) = rules else { return };
    to.entry_if("x-decimal-scale", rules.scale.as_ref());
    to.entry_if("x-decimal-digits", rules.digits.as_ref());
    let (minimum, maximum) = match wire {
        WireForm::Number | WireForm::Boolean => ("minimum", "maximum"),
        WireForm::Text => ("x-decimal-minimum", "x-decimal-maximum"),
    };
    to.entry_if(minimum, rules.minimum.as_deref().map(Number).as_ref());
    to.entry_if(maximum, rules.maximum.as_deref().map(Number).as_ref());
}

fn write_integer<S: Sink>(rules: Option<&IntegerRules>, wire: WireForm, to: &mut S) {
    match wire {
        WireForm::Number | WireForm::Boolean => to.entry("type", "integer"),
        WireForm::Text => to.entry("type", "string"),
    }
    to.entry("format", "int64");
    let Some(rules) = rules else { return };
    let (minimum, maximum) = match wire {
        WireForm::Number | WireForm::Boolean => ("minimum", "maximum"),
        WireForm::Text => ("x-integer-minimum", "x-integer-maximum"),
    };
    to.entry_if(minimum, rules.minimum.as_ref());
    to.entry_if(maximum, rules.maximum.as_ref());
}

fn write_boolean<S: Sink>(wire: WireForm, lenient: bool, words: Option<&Words>, to: &mut S) {
    let name = match wire {
        WireForm::Boolean => "boolean",
        WireForm::Number => "integer",
        WireForm::Text => "string",
    };
    if lenient && wire != WireForm::Text {
        to.name("type");
        to.list_of(Layout::Line, &[name, "string"]);
    } else {
        to.entry("type", name);
    }
    match words {
        Some(words) => {
            to.name(if lenient { "examples" } else { "enum" });
            to.list_of(Layout::Line, &[words.yes.as_str(), words.no.as_str()]);
            // A list: `yes` and `no` as keys are truth values to readers of YAML 1.1.
            to.name("x-boolean");
            to.list_of(Layout::Line, &[words.yes.as_str(), words.no.as_str()]);
        }
        None if wire == WireForm::Number && !lenient => {
            to.name("enum");
            to.list_of(Layout::Line, &[1_u32, 0]);
        }
        None => {}
    }
    if lenient {
        to.entry("x-lenient", &true);
    }
}

fn write_listed<S: Sink>(open: bool, values: &[(&Listed, Origin<'_>)], to: &mut S) {
    to.entry("type", "string");
    to.name(if open { "examples" } else { "enum" });
    to.open_list(Layout::Line);
    for (listed, _) in values {
        to.item();
        to.text(&listed.value);
    }
    to.close();
    to.name("x-listed-values");
    to.open_list(Layout::Block);
    for (listed, origin) in values {
        to.item();
        to.open_map(Layout::Line);
        to.entry("value", &listed.value);
        to.entry_if("description", listed.doc.as_ref());
        origin.write_entries(to);
        to.close();
    }
    to.close();
    if !open && values.iter().any(|(listed, _)| listed.doc.is_some()) {
        to.name("x-enumDescriptions");
        to.open_map(Layout::Block);
        for (listed, _) in values {
            if let Some(doc) = &listed.doc {
                to.key(&listed.value);
                doc.write(to);
            }
        }
        to.close();
    }
}

fn write_object<S: Sink>(properties: &[Property<'_>], to: &mut S) {
    to.entry("type", "object");
    let required: Vec<&str> = properties
        .iter()
        .filter(|property| property.required)
        .map(|property| property.name)
        .collect();
    to.entry_list("required", Layout::Line, &required);
    to.name("properties");
    to.open_map(Layout::Block);
    for property in properties {
        to.key(property.name);
        property.schema.write(to);
    }
    to.close();
}

impl Notes<'_> {
    /// The entries of a schema.
    pub(in crate::emit::openapi) fn write_entries<S: Sink>(&self, to: &mut S) {
        to.entry_if("description", self.description.as_ref());
        to.entry_if("default", self.default.as_ref());
        to.entry_if("const", self.constant.as_ref());
        if let Some(example) = &self.example {
            to.name("examples");
            to.open_list(Layout::Line);
            to.item();
            example.write(to);
            to.close();
        }
        if self.alias_of.is_some() {
            to.entry("readOnly", &true);
        }
        self.write_extensions(to);
    }

    /// The entries that are extensions, in schemas, parameters and headers alike.
    pub(in crate::emit::openapi) fn write_extensions<S: Sink>(&self, to: &mut S) {
        to.entry_if("x-sensitive", self.sensitive.as_ref());
        match self.supply {
            Supply::Argument => {}
            Supply::Profile => to.entry("x-profile", &true),
            Supply::Generated(generate) => to.entry("x-generated", generated(generate)),
        }
        if !self.aliases.is_empty() {
            let part = |part: &String| part.replace('.', "\\.");
            let path = |path: &Vec<String>| path.iter().map(part).collect::<Vec<_>>().join(".");
            let aliases: Vec<String> = self.aliases.iter().map(path).collect();
            to.entry_list("x-aliases", Layout::Line, &aliases);
        }
        to.entry_if("x-alias-of", self.alias_of.as_ref());
        if self.required_undocumented {
            write_undocumented(&["required"], to);
        }
        if let Some(origin) = &self.origin {
            origin.write_entries(to);
        }
    }
}

/// `x-undocumented`: what the document does not tell about the object.
pub(in crate::emit::openapi) fn write_undocumented<S: Sink>(matters: &[&str], to: &mut S) {
    to.entry_list("x-undocumented", Layout::Line, matters);
}

impl Node for ZeroPadded {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        to.entry("length", &self.length);
        to.entry("after", &self.after);
        to.close();
    }
}

/// The word of the specification.
const fn generated(generate: Generate) -> &'static str {
    match generate {
        Generate::Uuid => "uuid",
        Generate::Hex16 => "hex-16",
        Generate::Hex32 => "hex-32",
        Generate::Now => "now",
    }
}

impl Node for Sensitive {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(match self {
            Self::Secret => "secret",
            Self::Personal => "personal",
        });
    }
}
