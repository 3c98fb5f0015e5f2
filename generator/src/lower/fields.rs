//! One row becomes one field.

use super::Lowering;
use super::boolean::boolean;
use super::made::NewType;
use super::problem::{FIXED, NO_DOC, NO_REQUIRED, NO_TYPE, RULE, VALUE};
use super::rows::{Row, anchor};
use super::rules::{Rules, kind_word};
use super::types::{Base, Named, Resolved};
use crate::model::{
    DateFormat, Field, FieldIdent, Place, Provenance, Required, Scope, Sensitive, Shape, Supply,
    Text, TypeIdent, TypeRef,
};
use crate::names::{self, NoIdent};
use crate::source::Span;
use crate::spec::Kind;

/// Whom types made for rows belong to.
#[derive(Clone, Copy)]
pub(super) struct Owner<'s> {
    /// Where their Rust definition goes.
    pub(super) scope: &'s Scope,
    /// What their derived names begin with.
    pub(super) prefix: &'s str,
}

/// What a type made for a row is called after, and where it comes from.
#[derive(Clone, Copy)]
struct MadeFor<'s> {
    wire_name: &'s str,
    owner: Owner<'s>,
    provenance: &'s Provenance,
}

/// A row at its place in a struct.
pub(super) struct Placed<'r, 'a> {
    /// The row.
    pub(super) row: &'r Row<'a>,
    /// Name in its struct: the last part of a dotted name.
    pub(super) wire_name: &'r str,
    /// Where it travels.
    pub(super) place: Place,
    /// Second place to look.
    pub(super) also_in: Option<Place>,
    /// Whether the name says that it is a list (`phones[]`).
    pub(super) list: bool,
    /// Other member paths, relative to the struct.
    pub(super) aliases: Vec<Vec<String>>,
}

impl<'r, 'a> Placed<'r, 'a> {
    /// A row of a head: a parameter or a header, by its whole name.
    pub(super) fn whole(row: &'r Row<'a>, place: Place, also_in: Option<Place>) -> Self {
        Self {
            row,
            wire_name: &row.name.value,
            place,
            also_in,
            list: false,
            aliases: row
                .field
                .aliases
                .iter()
                .map(|alias| vec![alias.value.clone()])
                .collect(),
        }
    }
}

impl<'a> Lowering<'a> {
    /// One field. `names` are those of its struct.
    pub(super) fn lower_field(
        &mut self,
        placed: Placed<'_, 'a>,
        owner: Owner<'_>,
        names: &mut names::Scope,
    ) -> Field {
        let row = placed.row;
        let provenance = self.row_provenance(row);
        let ident = self.field_ident(row, placed.wire_name);
        if let Some(ident) = &ident {
            let span = row
                .field
                .rust_name
                .as_ref()
                .map_or(row.name.span, |name| name.span);
            self.take(names, ident.as_str(), self_or(span, row), "rust_name");
        }
        let required = self.required(row);
        let resolved = self
            .row_type(row, placed.wire_name, owner, &provenance)
            .unwrap_or_else(Resolved::unknown);
        let ty = if placed.list {
            TypeRef::List(Box::new(resolved.ty))
        } else {
            resolved.ty
        };
        self.check_row_values(row, &ty);
        let doc = self.row_doc(row, resolved.doc.as_ref());
        Field {
            wire_name: placed.wire_name.to_owned(),
            place: placed.place,
            also_in: placed.also_in,
            ident: ident.unwrap_or_else(FieldIdent::stand_in),
            ty,
            required,
            supply: Supply::Argument,
            aliases: placed.aliases,
            default: row
                .key(|field| field.default.as_ref())
                .map(|value| value.value.clone()),
            fixed: row
                .key(|field| field.fixed.as_ref())
                .map(|value| value.value.clone()),
            sensitive: resolved.sensitive,
            doc,
            example: row
                .key(|field| field.example.as_ref())
                .map(|value| value.value.clone())
                .or(resolved.example),
            provenance,
        }
    }

    /// The Rust name of a row.
    pub(super) fn field_ident(&mut self, row: &Row<'_>, wire_name: &str) -> Option<FieldIdent> {
        let (ident, span) = match row.key(|field| field.rust_name.as_ref()) {
            Some(name) => (FieldIdent::explicit(&name.value), name.span),
            None => (
                self.derived.field(wire_name),
                anchor(row.field, row.name.span),
            ),
        };
        self.ident(ident, span, "rust_name")
    }

    fn required(&mut self, row: &Row<'_>) -> Required {
        if let Some(required) = row.key(|field| field.required.as_ref()) {
            return required.value;
        }
        if row.key(|field| field.fixed.as_ref()).is_none() {
            self.problems.at(
                NO_REQUIRED,
                anchor(row.field, row.name.span),
                "this row does not tell whether its value must be given",
                "add `required: true` or `required: false`, or `required: undocumented` where the document does not tell",
            );
        }
        Required::Undocumented
    }

    fn row_doc(&mut self, row: &Row<'_>, of_type: Option<&Text>) -> Text {
        match (row.key(|field| field.doc.as_ref()), of_type) {
            (Some(doc), _) => self.text(doc),
            (None, Some(doc)) => doc.clone(),
            (None, None) => {
                self.problems.at(
                    NO_DOC,
                    anchor(row.field, row.name.span),
                    "this row does not tell what its value means",
                    "add `doc: {en: …, es: …}`; only a row of a named type can go without",
                );
                Text::default()
            }
        }
    }

    /// The type of a row. A row that adds nothing to its catalogue entry has the entry's type.
    pub(super) fn row_type(
        &mut self,
        row: &Row<'a>,
        wire_name: &str,
        owner: Owner<'_>,
        provenance: &Provenance,
    ) -> Option<Resolved> {
        let own_rules = Rules::of_row(row.field, None);
        if let Some(header) = &row.header
            && row.field.ty.is_none()
            && row.field.sensitive.is_none()
            && row.field.rust_type.is_none()
            && !own_rules.any()
        {
            return header.ty.clone();
        }
        let Some(written) = row.key(|field| field.ty.as_ref()) else {
            self.problems.at(
                NO_TYPE,
                anchor(row.field, row.name.span),
                "this row has no type",
                "add `type: text`, another kind, or a named type",
            );
            return None;
        };
        let expression = self.expression(written)?;
        let rules = Rules::of_row(row.field, row.header.as_ref().map(|header| header.field));
        let mut resolved = match expression.base {
            Base::Named(named) => self.named_use(row, named, &rules),
            Base::Kind(kind) => {
                let made = MadeFor {
                    wire_name,
                    owner,
                    provenance,
                };
                self.kind_use(row, kind, expression.lists, &rules, made)
            }
        }?;
        for _ in 0..expression.lists {
            resolved.ty = TypeRef::List(Box::new(resolved.ty));
        }
        Some(resolved)
    }

    /// A row of a named type: the type's own rules hold and cannot be changed here.
    fn named_use(
        &mut self,
        row: &Row<'a>,
        named: Named<'a>,
        rules: &Rules<'_>,
    ) -> Option<Resolved> {
        let def = named.def;
        self.check_rules_fit(rules, None, || {
            format!("a row of the named type `{}`", def.name.value)
        });
        self.check_no_made_type(row, "a row of a named type");
        let ty = named_type(named)?;
        let of_type = def.sensitive.as_ref().map(|sensitive| sensitive.value);
        let own = row.key(|field| field.sensitive.as_ref());
        if let Some(own) = own
            && own.value == Sensitive::Secret
            && of_type != Some(Sensitive::Secret)
        {
            self.report_secret(own.span);
        }
        let sensitive = match (of_type, own.map(|own| own.value)) {
            (Some(Sensitive::Secret), _) => Some(Sensitive::Secret),
            (Some(Sensitive::Personal), _) | (None, Some(_)) => Some(Sensitive::Personal),
            (None, None) => None,
        };
        Some(Resolved {
            ty,
            sensitive,
            doc: Some(Text {
                en: def.doc.en.value.clone(),
                es: def.doc.es.value.clone(),
            }),
            example: def.example.as_ref().map(|example| example.value.clone()),
        })
    }

    /// A row of a kind: with rules that a value must keep it gets a type of its own.
    fn kind_use(
        &mut self,
        row: &Row<'a>,
        kind: Kind,
        lists: usize,
        rules: &Rules<'_>,
        made: MadeFor<'_>,
    ) -> Option<Resolved> {
        if lists > 0 {
            self.check_rules_fit(rules, None, || "a list".to_owned());
        } else {
            self.check_rules_fit(rules, Some(kind), || {
                format!("the kind `{}`", kind_word(kind))
            });
        }
        let sensitive = self.row_sensitive(row, kind);
        if lists == 0 && rules.need_a_type(kind) {
            return self.made_use(row, kind, rules, sensitive, made);
        }
        self.check_no_made_type(row, "a row without rules");
        let ty = if kind == Kind::Text && sensitive == Some(Sensitive::Secret) {
            TypeRef::SecretText
        } else {
            self.plain_type(kind, rules)?
        };
        Some(Resolved {
            ty,
            sensitive,
            doc: None,
            example: None,
        })
    }

    fn made_use(
        &mut self,
        row: &Row<'a>,
        kind: Kind,
        rules: &Rules<'_>,
        sensitive: Option<Sensitive>,
        made: MadeFor<'_>,
    ) -> Option<Resolved> {
        let shape = match kind {
            Kind::Text => Shape::Text(self.text_rules(rules)),
            Kind::Decimal => Shape::Decimal(self.decimal_rules(rules)),
            Kind::Integer => Shape::Integer(self.integer_rules(rules)),
            Kind::Boolean
            | Kind::Date
            | Kind::Time
            | Kind::Datetime
            | Kind::Enum
            | Kind::Object => return None,
        };
        let (ident, span) = made_name(row, made.wire_name, made.owner);
        let doc = row.key(|field| field.doc.as_ref()).map(|doc| Text {
            en: doc.en.value.clone(),
            es: doc.es.value.clone(),
        });
        let example = row
            .key(|field| field.example.as_ref())
            .map(|example| example.value.clone());
        let id = self.make_type(NewType {
            ident,
            span,
            scope: made.owner.scope,
            shape,
            doc: doc.clone().unwrap_or_default(),
            sensitive,
            example: example.clone(),
            provenance: made.provenance.clone(),
        })?;
        Some(Resolved {
            ty: TypeRef::Named(id),
            sensitive,
            doc,
            example,
        })
    }

    fn row_sensitive(&mut self, row: &Row<'_>, kind: Kind) -> Option<Sensitive> {
        let sensitive = row.key(|field| field.sensitive.as_ref())?;
        match (sensitive.value, kind) {
            (Sensitive::Secret, Kind::Text) => Some(Sensitive::Secret),
            (
                Sensitive::Secret,
                Kind::Decimal
                | Kind::Integer
                | Kind::Boolean
                | Kind::Date
                | Kind::Time
                | Kind::Datetime
                | Kind::Enum
                | Kind::Object,
            ) => {
                self.report_secret(sensitive.span);
                Some(Sensitive::Personal)
            }
            (Sensitive::Personal, _) => Some(Sensitive::Personal),
        }
    }

    /// Reports a `rust_type` on a row for which no type is made.
    fn check_no_made_type(&mut self, row: &Row<'_>, what: &str) {
        if let Some(name) = &row.field.rust_type {
            self.problems.at(
                RULE,
                name.span,
                format!("no type is made for {what}, so there is nothing to call `{}`", name.value),
                "remove `rust_type`; it names a nested object, or a type made for the rules of a row",
            );
        }
    }

    /// Reports an example, default or fixed value that breaks the row's type.
    pub(super) fn check_row_values(&mut self, row: &Row<'_>, ty: &TypeRef) {
        let field = row.field;
        for (key, value) in [
            ("example", &field.example),
            ("default", &field.default),
            ("fixed value", &field.fixed),
        ] {
            if let Some(value) = value
                && let Some(wrong) = self.value_problem(ty, &value.value)
            {
                self.problems.at(
                    VALUE,
                    value.span,
                    format!("the {key} breaks the rules of its type: {wrong}"),
                    "make up a value that keeps the rules, or correct the rules",
                );
            }
        }
        if let (Some(fixed), Some(default)) = (&field.fixed, &field.default) {
            self.problems.between(
                FIXED,
                default.span,
                (fixed.span, "the value that is always sent"),
                "a value that is always sent has no default",
                "keep `fixed` or `default`",
            );
        }
    }
}

/// The name of a type made for a row.
fn made_name(
    row: &Row<'_>,
    wire_name: &str,
    owner: Owner<'_>,
) -> (Result<TypeIdent, NoIdent>, Span) {
    match row.key(|field| field.rust_type.as_ref()) {
        Some(name) => (TypeIdent::explicit(&name.value), name.span),
        None => (
            TypeIdent::derive_within(owner.prefix, wire_name),
            row.name.span,
        ),
    }
}

/// The place of a row's own words.
fn self_or(span: Span, row: &Row<'_>) -> Span {
    match &row.header {
        // The catalogue's name is not where the operation lists it.
        Some(_) if row.field.rust_name.is_none() => anchor(row.field, span),
        Some(_) | None => span,
    }
}

/// The reference to a named type. One of a kind without a type of its own stands for itself; its rules are reported where
/// it is defined.
pub(super) fn named_type(named: Named<'_>) -> Option<TypeRef> {
    if let Some(id) = named.id {
        return Some(TypeRef::Named(id));
    }
    let rules = Rules::of_type(named.def);
    let format = |kind| {
        let default = super::format::default_format(kind).unwrap_or_default();
        DateFormat(
            rules
                .format
                .map_or(default, |format| format.value.as_str())
                .to_owned(),
        )
    };
    match named.def.kind.value {
        Kind::Boolean => Some(boolean(&rules)),
        Kind::Date => Some(TypeRef::Date(format(Kind::Date))),
        Kind::Time => Some(TypeRef::Time(format(Kind::Time))),
        Kind::Datetime => Some(TypeRef::DateTime(format(Kind::Datetime))),
        Kind::Text | Kind::Decimal | Kind::Integer | Kind::Enum | Kind::Object => None,
    }
}
