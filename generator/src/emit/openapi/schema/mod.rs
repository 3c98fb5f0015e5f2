//! Schemas: what a value looks like.

mod detour;
mod entries;
mod pattern;
mod value;

pub(super) use detour::add_detours;
pub(super) use entries::write_undocumented;
pub(super) use value::{Scalar, scalar};

use super::draft::{Draft, Origin};
use crate::emit::EmitError;
use crate::model::{
    DateFormat, DecimalRules, Field, IntegerRules, Listed, Required, Scope, Sensitive, Shape,
    Supply, Text, TextRules, Type, TypeId, TypeRef, WireForm, Words,
};
use std::borrow::Cow;

/// A schema.
pub(in crate::emit::openapi) struct Schema<'a> {
    /// What values look like.
    pub(in crate::emit::openapi) form: Form<'a>,
    /// What else is known about the value.
    pub(in crate::emit::openapi) notes: Notes<'a>,
}

/// What values look like.
pub(in crate::emit::openapi) enum Form<'a> {
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
        /// The texts for yes and no.
        words: Option<&'a Words>,
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
pub(in crate::emit::openapi) struct Notes<'a> {
    /// Meaning.
    pub(in crate::emit::openapi) description: Option<Meaning<'a>>,
    /// Made-up value.
    pub(in crate::emit::openapi) example: Option<Scalar<'a>>,
    /// What the bank assumes when the value is left out.
    pub(in crate::emit::openapi) default: Option<Scalar<'a>>,
    /// The only value that is sent.
    pub(in crate::emit::openapi) constant: Option<Scalar<'a>>,
    /// Other names accepted when reading.
    pub(in crate::emit::openapi) aliases: &'a [Vec<String>],
    /// The member that an answer may have here instead of at its own place.
    pub(in crate::emit::openapi) alias_of: Option<&'a str>,
    /// Secret or personal.
    pub(in crate::emit::openapi) sensitive: Option<Sensitive>,
    /// Who gives it, beside the caller.
    pub(in crate::emit::openapi) supply: Supply,
    /// The document does not tell whether it must be given.
    pub(in crate::emit::openapi) required_undocumented: bool,
    /// Where it comes from.
    pub(in crate::emit::openapi) origin: Option<Origin<'a>>,
}

/// What something means, in both languages.
pub(in crate::emit::openapi) enum Meaning<'a> {
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

/// A member of an object.
pub(in crate::emit::openapi) struct Property<'a> {
    /// Name on the wire.
    pub(in crate::emit::openapi) name: &'a str,
    /// Whether it must be given.
    pub(in crate::emit::openapi) required: bool,
    /// Its values.
    pub(in crate::emit::openapi) schema: Schema<'a>,
}

impl<'a> Schema<'a> {
    /// The schema of a value of this type.
    pub(in crate::emit::openapi) fn of(
        draft: &mut Draft<'a>,
        ty: &'a TypeRef,
    ) -> Result<Self, EmitError> {
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
            TypeRef::Boolean {
                wire,
                lenient,
                words,
            } => Form::Boolean {
                wire: *wire,
                lenient: *lenient,
                words: words.as_ref(),
            },
            TypeRef::Date(DateFormat(format)) => text(
                (format == "YYYY-MM-DD").then_some("date"),
                Some(format.as_str()),
            ),
            TypeRef::Time(DateFormat(format)) => text(None, Some(format.as_str())),
            TypeRef::DateTime(DateFormat(format)) => text(
                matches!(
                    format.as_str(),
                    "YYYY-MM-DDThh:mm:ssZ" | "YYYY-MM-DDThh:mm:ss.SSSZ"
                )
                .then_some("date-time"),
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
    pub(in crate::emit::openapi) fn definition(
        draft: &mut Draft<'a>,
        ty: &'a Type,
    ) -> Result<Self, EmitError> {
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
    pub(in crate::emit::openapi) fn of_field(
        draft: &mut Draft<'a>,
        field: &'a Field,
    ) -> Result<Self, EmitError> {
        let mut schema = Self::of(draft, &field.ty)?;
        schema.hide_secrets(field);
        // The values of an open list are its examples.
        let example = match schema.form {
            Form::Enum { open: true, .. } => None,
            Form::Reference(_)
            | Form::Text { .. }
            | Form::Decimal { .. }
            | Form::Integer { .. }
            | Form::Boolean { .. }
            | Form::Enum { open: false, .. }
            | Form::Object(_)
            | Form::List(_) => own_example(draft, field),
        };
        schema.notes = Notes {
            description: Some(Meaning::Text(&field.doc)),
            example,
            aliases: &field.aliases,
            sensitive: field.sensitive,
            required_undocumented: required_undocumented(draft, field),
            origin: Some(draft.origin(&field.provenance)),
            ..Notes::default()
        };
        schema.add_values(draft, field);
        Ok(schema)
    }

    /// The schema of a parameter or header, which says everything else itself.
    pub(in crate::emit::openapi) fn of_value(
        draft: &mut Draft<'a>,
        field: &'a Field,
    ) -> Result<Self, EmitError> {
        let mut schema = Self::of(draft, &field.ty)?;
        schema.hide_secrets(field);
        schema.notes = Notes::default();
        schema.add_values(draft, field);
        Ok(schema)
    }

    fn hide_secrets(&mut self, field: &Field) {
        if let (Form::Text { format, .. }, Some(Sensitive::Secret)) =
            (&mut self.form, field.sensitive)
        {
            *format = Some("password");
        }
    }

    /// An object of these members.
    pub(in crate::emit::openapi) fn object(members: Vec<Property<'a>>) -> Self {
        Self {
            form: Form::Object(members),
            notes: Notes::default(),
        }
    }

    fn add_values(&mut self, draft: &Draft<'a>, field: &'a Field) {
        let value = |text: &'a String| scalar(draft.bank, &field.ty, text);
        self.notes.default = field.default.as_ref().map(value);
        self.notes.constant = field.fixed.as_ref().map(value);
    }

    /// Whether values are JSON objects or lists of anything but plain values.
    pub(in crate::emit::openapi) fn is_structured(draft: &Draft<'a>, ty: &TypeRef) -> bool {
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
pub(in crate::emit::openapi) fn own_example<'a>(
    draft: &Draft<'a>,
    field: &'a Field,
) -> Option<Scalar<'a>> {
    let example = field.example.as_deref()?;
    let of_type = match &field.ty {
        TypeRef::Named(id) => {
            let ty = draft.ty(*id).ok();
            let ty = ty.filter(|ty| !matches!(ty.scope, Scope::Operation { .. }));
            ty.and_then(|ty| ty.example.as_deref())
        }
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
pub(in crate::emit::openapi) fn required_undocumented(
    draft: &mut Draft<'_>,
    field: &Field,
) -> bool {
    match field.required {
        Required::Yes | Required::No => false,
        Required::Undocumented => {
            draft.gaps.required += 1;
            true
        }
    }
}

/// The members of an object.
pub(in crate::emit::openapi) fn properties<'a>(
    draft: &mut Draft<'a>,
    fields: &'a [Field],
) -> Result<Vec<Property<'a>>, EmitError> {
    let members: Result<Vec<_>, _> = fields.iter().map(|field| property(draft, field)).collect();
    let mut members = members?;
    add_detours(draft, &mut members, fields)?;
    Ok(members)
}

/// One member of an object.
pub(in crate::emit::openapi) fn property<'a>(
    draft: &mut Draft<'a>,
    field: &'a Field,
) -> Result<Property<'a>, EmitError> {
    Ok(Property {
        name: &field.wire_name,
        required: field.required == Required::Yes,
        schema: Schema::of_field(draft, field)?,
    })
}
