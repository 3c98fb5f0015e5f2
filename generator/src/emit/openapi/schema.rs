//! Schemas: what a value looks like.

use super::draft::{Draft, Origin};
use super::write::{Layout, Node, Number, Sink};
use crate::emit::EmitError;
use crate::model::{
    DateFormat, DecimalRules, Field, IntegerRules, Listed, Required, Sensitive, Shape, Text,
    TextRules, Type, TypeId, TypeRef, WireForm, ZeroPadded,
};
use std::borrow::Cow;

/// A schema.
pub(super) struct Schema<'a> {
    /// What values look like.
    pub(super) form: Form<'a>,
    /// What else is known about the value.
    pub(super) notes: Notes<'a>,
}

/// What values look like.
pub(super) enum Form<'a> {
    /// A component.
    Reference(Cow<'a, str>),
    /// Text.
    Text {
        /// Its rules.
        rules: Option<&'a TextRules>,
        /// A format that JSON Schema knows.
        format: Option<&'static str>,
        /// The letters of a date's format.
        date_format: Option<&'a str>,
    },
    /// Exact decimal number.
    Decimal {
        /// Its rules.
        rules: Option<&'a DecimalRules>,
        /// JSON form.
        wire: WireForm,
    },
    /// Whole number.
    Integer {
        /// Its rules.
        rules: Option<&'a IntegerRules>,
        /// JSON form.
        wire: WireForm,
    },
    /// Yes or no.
    Boolean {
        /// JSON form.
        wire: WireForm,
        /// Texts are read as well.
        lenient: bool,
    },
    /// Listed values.
    Enum {
        /// Whether other values may come.
        open: bool,
        /// The values.
        values: Vec<(&'a Listed, Origin<'a>)>,
    },
    /// Named members.
    Object(Vec<Property<'a>>),
    /// A list.
    List(Box<Schema<'a>>),
}

/// What is known about a value beside its form.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Meaning.
    pub(super) description: Option<Meaning<'a>>,
    /// Made-up value.
    pub(super) example: Option<Scalar<'a>>,
    /// What the bank assumes when the value is left out.
    pub(super) default: Option<Scalar<'a>>,
    /// The only value that is sent.
    pub(super) constant: Option<Scalar<'a>>,
    /// Other names accepted when reading.
    pub(super) aliases: &'a [Vec<String>],
    /// Secret or personal.
    pub(super) sensitive: Option<Sensitive>,
    /// The document does not tell whether it must be given.
    pub(super) required_undocumented: bool,
    /// Where it comes from.
    pub(super) origin: Option<Origin<'a>>,
}

/// What something means, in both languages.
pub(super) enum Meaning<'a> {
    /// In the words of the specification.
    Text(&'a Text),
    /// In words of our own.
    Ours {
        /// English.
        en: &'static str,
        /// Spanish.
        es: &'static str,
    },
}

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

/// A member of an object.
pub(super) struct Property<'a> {
    /// Name on the wire.
    pub(super) name: &'a str,
    /// Whether it must be given.
    pub(super) required: bool,
    /// Its values.
    pub(super) schema: Schema<'a>,
}

/// A single value that is spelt as text in the model.
pub(super) enum Scalar<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A number by its digits, or a boolean.
    Literal(Cow<'a, str>),
    /// `true` or `false`.
    Boolean(bool),
}

impl Node for Scalar<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Text(text) => to.text(text),
            Self::Literal(digits) => Number(digits).write(to),
            Self::Boolean(value) => value.write(to),
        }
    }
}

impl<'a> Schema<'a> {
    /// The schema of a value of this type.
    pub(super) fn of(draft: &mut Draft<'a>, ty: &'a TypeRef) -> Result<Self, EmitError> {
        let text = |format, date_format| Form::Text {
            rules: None,
            format,
            date_format,
        };
        let form = match ty {
            TypeRef::Named(id) => return Self::named(draft, *id),
            TypeRef::Text => text(None, None),
            TypeRef::SecretText => text(Some("password"), None),
            TypeRef::Decimal(wire) => Form::Decimal {
                rules: None,
                wire: *wire,
            },
            TypeRef::Integer(wire) => Form::Integer {
                rules: None,
                wire: *wire,
            },
            TypeRef::Boolean { wire, lenient } => Form::Boolean {
                wire: *wire,
                lenient: *lenient,
            },
            TypeRef::Date(DateFormat(format)) => text(
                (format == "YYYY-MM-DD").then_some("date"),
                Some(format.as_str()),
            ),
            TypeRef::Time(DateFormat(format)) => text(None, Some(format.as_str())),
            TypeRef::DateTime(DateFormat(format)) => text(
                (format == "YYYY-MM-DDThh:mm:ssZ").then_some("date-time"),
                Some(format.as_str()),
            ),
            TypeRef::List(item) => Form::List(Box::new(Self::of(draft, item)?)),
        };
        Ok(Self {
            form,
            notes: Notes::default(),
        })
    }

    fn named(draft: &mut Draft<'a>, id: TypeId) -> Result<Self, EmitError> {
        if let Some(name) = draft.component(id)? {
            return Ok(Self {
                form: Form::Reference(name),
                notes: Notes::default(),
            });
        }
        let ty = draft.ty(id)?;
        Self::definition(draft, ty)
    }

    /// The schema that defines a type.
    pub(super) fn definition(draft: &mut Draft<'a>, ty: &'a Type) -> Result<Self, EmitError> {
        let form = match &ty.shape {
            Shape::Text(rules) => Form::Text {
                rules: Some(rules),
                format: match ty.sensitive {
                    Some(Sensitive::Secret) => Some("password"),
                    Some(Sensitive::Personal) | None => None,
                },
                date_format: None,
            },
            Shape::Decimal(rules) => Form::Decimal {
                rules: Some(rules),
                wire: rules.wire,
            },
            Shape::Integer(rules) => Form::Integer {
                rules: Some(rules),
                wire: rules.wire,
            },
            Shape::Enum { open, values } => Form::Enum {
                open: *open,
                values: values
                    .iter()
                    .map(|value| (value, draft.origin(&value.provenance)))
                    .collect(),
            },
            Shape::Object(fields) => Form::Object(properties(draft, fields)?),
        };
        // The values of an open list are its examples.
        let listed = matches!(form, Form::Enum { open: true, .. });
        let example = ty.example.as_deref().filter(|_| !listed);
        let example = example.map(|text| form.scalar(text));
        Ok(Self {
            form,
            notes: Notes {
                description: Some(Meaning::Text(&ty.doc)),
                example,
                sensitive: ty.sensitive,
                origin: Some(draft.origin(&ty.provenance)),
                ..Notes::default()
            },
        })
    }

    /// The schema of a member, with everything its row says.
    pub(super) fn of_field(draft: &mut Draft<'a>, field: &'a Field) -> Result<Self, EmitError> {
        let mut schema = Self::of(draft, &field.ty)?;
        schema.notes = Notes {
            description: Some(Meaning::Text(&field.doc)),
            example: own_example(draft, field),
            aliases: &field.aliases,
            sensitive: field.sensitive,
            required_undocumented: required_undocumented(draft, field),
            origin: Some(draft.origin(&field.provenance)),
            ..Notes::default()
        };
        schema.add_values(draft, field);
        Ok(schema)
    }

    /// An object of these members.
    pub(super) fn object(members: Vec<Property<'a>>) -> Self {
        Self {
            form: Form::Object(members),
            notes: Notes::default(),
        }
    }

    /// Adds the default and the fixed value of a row.
    pub(super) fn add_values(&mut self, draft: &Draft<'a>, field: &'a Field) {
        let value = |text: &'a String| scalar(draft.bank, &field.ty, text);
        self.notes.default = field.default.as_ref().map(value);
        self.notes.constant = field.fixed.as_ref().map(value);
    }

    /// Whether values are JSON objects or lists of anything but plain values.
    pub(super) fn is_structured(draft: &Draft<'a>, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => draft
                .ty(*id)
                .is_ok_and(|ty| matches!(ty.shape, Shape::Object(_))),
            TypeRef::List(item) => Self::is_structured(draft, item),
            TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::Date(_)
            | TypeRef::Time(_)
            | TypeRef::DateTime(_) => false,
        }
    }
}

/// The made-up value of a row, unless its type is published with the same one, or the row always has one value.
pub(super) fn own_example<'a>(draft: &Draft<'a>, field: &'a Field) -> Option<Scalar<'a>> {
    let example = field.example.as_deref()?;
    let of_type = match &field.ty {
        TypeRef::Named(id) => draft.ty(*id).ok().and_then(|ty| ty.example.as_deref()),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => None,
    };
    (of_type != Some(example) && field.fixed.is_none())
        .then(|| scalar(draft.bank, &field.ty, example))
}

/// Whether the document leaves open if a row must be given; such rows are counted.
pub(super) fn required_undocumented(draft: &mut Draft<'_>, field: &Field) -> bool {
    match field.required {
        Required::Yes | Required::No => false,
        Required::Undocumented => {
            draft.gaps.required += 1;
            true
        }
    }
}

/// The members of an object.
pub(super) fn properties<'a>(
    draft: &mut Draft<'a>,
    fields: &'a [Field],
) -> Result<Vec<Property<'a>>, EmitError> {
    fields.iter().map(|field| property(draft, field)).collect()
}

/// One member of an object.
pub(super) fn property<'a>(
    draft: &mut Draft<'a>,
    field: &'a Field,
) -> Result<Property<'a>, EmitError> {
    Ok(Property {
        name: &field.wire_name,
        required: field.required == Required::Yes,
        schema: Schema::of_field(draft, field)?,
    })
}

impl Form<'_> {
    fn scalar<'a>(&self, text: &'a str) -> Scalar<'a> {
        match self {
            Form::Decimal { wire, .. } | Form::Integer { wire, .. } => number(*wire, text),
            Form::Boolean { wire, .. } => boolean(*wire, text),
            Form::Reference(_)
            | Form::Text { .. }
            | Form::Enum { .. }
            | Form::Object(_)
            | Form::List(_) => Scalar::Text(Cow::Borrowed(text)),
        }
    }
}

/// A value of this type that the model spells as text, as JSON.
pub(super) fn scalar<'a>(bank: &crate::model::Bank, ty: &TypeRef, text: &'a str) -> Scalar<'a> {
    match ty {
        TypeRef::Named(id) => match bank.types.get(id.0 as usize).map(|ty| &ty.shape) {
            Some(Shape::Decimal(rules)) => number(rules.wire, text),
            Some(Shape::Integer(rules)) => number(rules.wire, text),
            Some(Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_)) | None => {
                Scalar::Text(Cow::Borrowed(text))
            }
        },
        TypeRef::Decimal(wire) | TypeRef::Integer(wire) => number(*wire, text),
        TypeRef::Boolean { wire, .. } => boolean(*wire, text),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => Scalar::Text(Cow::Borrowed(text)),
    }
}

fn number(wire: WireForm, text: &str) -> Scalar<'_> {
    match wire {
        WireForm::Number | WireForm::Boolean => Scalar::Literal(Cow::Borrowed(text)),
        WireForm::Text => Scalar::Text(Cow::Borrowed(text)),
    }
}

fn boolean(wire: WireForm, text: &str) -> Scalar<'_> {
    match (wire, text) {
        (WireForm::Boolean | WireForm::Number, "true") => Scalar::Boolean(true),
        (WireForm::Boolean | WireForm::Number, "false") => Scalar::Boolean(false),
        (WireForm::Boolean | WireForm::Number | WireForm::Text, _) => {
            Scalar::Text(Cow::Borrowed(text))
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
    pub(super) fn write_entries<S: Sink>(&self, to: &mut S) {
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
            Self::Boolean { wire, lenient } => write_boolean(*wire, *lenient, to),
            Self::Enum { open, values } => write_listed(*open, values, to),
            Self::Object(properties) => write_object(properties, to),
            Self::List(item) => {
                to.entry("type", "array");
                to.entry("items", &**item);
            }
        }
    }
}

/// A pattern that the whole value has to match: JSON Schema looks for it anywhere in the value unless it is anchored.
fn anchored(pattern: &str) -> Cow<'_, str> {
    if is_anchored(pattern) {
        Cow::Borrowed(pattern)
    } else {
        Cow::Owned(["^(?:", pattern, ")$"].concat())
    }
}

/// Whether both anchors of a pattern hold for all of it: they stand at its ends, and no alternative outside of groups divides it.
fn is_anchored(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    let mut last = None;
    for character in pattern.chars() {
        last = Some((character, escaped));
        if escaped {
            escaped = false;
            continue;
        }
        match character {
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.saturating_sub(1),
            '|' if !in_class && depth == 0 => return false,
            _ => {}
        }
    }
    pattern.starts_with('^') && last == Some(('$', false)) && !in_class
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

fn write_boolean<S: Sink>(wire: WireForm, lenient: bool, to: &mut S) {
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
    pub(super) fn write_entries<S: Sink>(&self, to: &mut S) {
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
        self.write_extensions(to);
    }

    /// The entries that are extensions, in schemas, parameters and headers alike.
    pub(super) fn write_extensions<S: Sink>(&self, to: &mut S) {
        to.entry_if("x-sensitive", self.sensitive.as_ref());
        if !self.aliases.is_empty() {
            let aliases: Vec<String> = self.aliases.iter().map(|path| path.join(".")).collect();
            to.entry_list("x-aliases", Layout::Line, &aliases);
        }
        if self.required_undocumented {
            write_undocumented(&["required"], to);
        }
        if let Some(origin) = &self.origin {
            origin.write_entries(to);
        }
    }
}

/// `x-undocumented`: what the document does not tell about the object.
pub(super) fn write_undocumented<S: Sink>(matters: &[&str], to: &mut S) {
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

impl Node for Sensitive {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(match self {
            Self::Secret => "secret",
            Self::Personal => "personal",
        });
    }
}
