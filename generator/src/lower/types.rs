//! Named types, type expressions, and types made for rows.

use super::problem::{NOTHING, ROW, RULE, SECRET, TOO_DEEP, TYPE_EXPRESSION, UNKNOWN_TYPE, VALUE};
use super::rules::{Rules, kind_word};
use super::{GREATEST_DEPTH, Lowering};
use crate::diagnostic::{closest, listed};
use crate::model::{
    Listed, Provenance, Scope, Sensitive, Shape, Text, Type, TypeId, TypeIdent, TypeRef,
    VariantIdent,
};
use crate::names::{self};
use crate::source::{Span, Spanned};
use crate::spec::{self, Kind};

/// A type that has a name in the YAML.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// Its definition.
    pub(super) def: &'a spec::TypeDef,
    /// Its place in the list of types; `None` for kinds that stand for themselves wherever they are used.
    pub(super) id: Option<TypeId>,
}

/// What a type expression stands for, with what the type says about each use.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// The type.
    pub(super) ty: TypeRef,
    /// Whether its values may be shown.
    pub(super) sensitive: Option<Sensitive>,
    /// Its meaning.
    pub(super) doc: Option<Text>,
    /// Its example.
    pub(super) example: Option<String>,
}

impl Resolved {
    /// Stands in for a type that was reported, until all problems are found. Every value keeps its rules.
    pub(super) fn unknown() -> Self {
        Self {
            ty: TypeRef::Named(TypeId(u32::MAX)),
            sensitive: None,
            doc: Some(Text::default()),
            example: None,
        }
    }
}

/// What a type expression is made of.
#[derive(Clone, Copy)]
pub(super) enum Base<'a> {
    /// `text`, `decimal` and so on.
    Kind(Kind),
    /// A named type.
    Named(Named<'a>),
}

/// A type expression: how many lists around what.
#[derive(Clone, Copy)]
pub(super) struct Expression<'a> {
    pub(super) lists: usize,
    pub(super) base: Base<'a>,
}

/// Whether a kind stands for itself wherever it is used.
const fn is_inlined(kind: Kind) -> bool {
    match kind {
        Kind::Boolean | Kind::Date | Kind::Time | Kind::Datetime => true,
        Kind::Text | Kind::Decimal | Kind::Integer | Kind::Enum | Kind::Object => false,
    }
}

/// The kinds that a row can have without a named type.
const KINDS: [Kind; 7] = [
    Kind::Text,
    Kind::Decimal,
    Kind::Integer,
    Kind::Boolean,
    Kind::Date,
    Kind::Time,
    Kind::Datetime,
];

/// The kind that a word of the YAML stands for.
fn kind_of_word(word: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| kind_word(*kind) == word)
}

impl<'a> Lowering<'a> {
    /// Makes named types known and lowers them. Each may use every other one.
    pub(super) fn lower_types(&mut self, types: &'a [spec::TypeDef], scope: &Scope) {
        let mut own = Vec::with_capacity(types.len());
        for def in types {
            if let Some(first) = self.tables.types.get(def.name.as_str()) {
                let first = first.def.name.span;
                self.twice("type", &def.name, first);
                continue;
            }
            let ident = self.ident(TypeIdent::explicit(&def.name.value), def.name.span, "type");
            let id = (!is_inlined(def.kind.value)).then(|| self.reserve_type(def, ident, scope));
            let named = Named { def, id };
            self.tables.types.insert(def.name.as_str(), named);
            own.push(named);
        }
        for named in own {
            self.lower_type(named);
        }
    }

    fn reserve_type(
        &mut self,
        def: &'a spec::TypeDef,
        ident: Option<TypeIdent>,
        scope: &Scope,
    ) -> TypeId {
        self.take_type_name(ident.as_ref(), def.name.span, "type");
        let id = next_id(&self.types);
        self.types.push(Type {
            ident: ident.unwrap_or_else(TypeIdent::stand_in),
            scope: scope.clone(),
            shape: Shape::Object(Vec::new()),
            doc: Text::default(),
            sensitive: None,
            example: None,
            provenance: Provenance::default(),
        });
        self.type_spans.push(def.name.span);
        id
    }

    fn lower_type(&mut self, named: Named<'a>) {
        let def = named.def;
        let kind = def.kind.value;
        let rules = Rules::of_type(def);
        self.check_rules_fit(&rules, Some(kind), || {
            format!("the kind `{}`", kind_word(kind))
        });
        self.check_parts_fit(def);
        let provenance = self.provenance(def, def.name.span);
        let doc = self.text(&def.doc);
        let sensitive = self.type_sensitive(def);
        let Some(id) = named.id else {
            // The rules are checked here once; each use builds its own reference.
            self.plain_type(kind, &rules);
            self.check_type_example(def, |lowering, example| {
                let ty = lowering.plain_type(kind, &rules)?;
                lowering.value_problem(&ty, example)
            });
            return;
        };
        let shape = self.shape(def, &rules, id);
        if let Some(ty) = self.types.get_mut(id.0 as usize) {
            ty.shape = shape;
            ty.doc = doc;
            ty.sensitive = sensitive;
            ty.example = def.example.as_ref().map(|example| example.value.clone());
            ty.provenance = provenance;
        }
        self.check_type_example(def, |lowering, example| {
            lowering.value_problem(&TypeRef::Named(id), example)
        });
    }

    fn check_type_example(
        &mut self,
        def: &spec::TypeDef,
        problem: impl FnOnce(&mut Self, &str) -> Option<String>,
    ) {
        if let Some(example) = &def.example
            && let Some(wrong) = problem(self, &example.value)
        {
            self.problems.between(
                VALUE,
                example.span,
                (def.name.span, "the type stands here"),
                format!(
                    "the example breaks the rules of `{}`: {wrong}",
                    def.name.value
                ),
                "make up a value that keeps the rules, or correct the rules",
            );
        }
    }

    fn shape(&mut self, def: &'a spec::TypeDef, rules: &Rules<'_>, id: TypeId) -> Shape {
        match def.kind.value {
            Kind::Text => Shape::Text(self.text_rules(rules)),
            Kind::Decimal => Shape::Decimal(self.decimal_rules(rules)),
            Kind::Integer => Shape::Integer(self.integer_rules(rules)),
            Kind::Enum => Shape::Enum {
                open: def.open.as_ref().is_some_and(|open| open.value),
                values: self.listed_values(def),
            },
            Kind::Object => Shape::Object(self.object_fields(def, id)),
            // Inlined kinds have no type of their own.
            Kind::Boolean | Kind::Date | Kind::Time | Kind::Datetime => Shape::Object(Vec::new()),
        }
    }

    /// Reports `values`, `open` and `fields` outside the kinds they belong to, and where they are missing.
    fn check_parts_fit(&mut self, def: &spec::TypeDef) {
        let kind = def.kind.value;
        if kind != Kind::Enum {
            let misplaced = def.open.as_ref().map(|open| ("open", open.span));
            let values = def.values.first().map(|value| ("values", value.value.span));
            for (key, span) in misplaced.into_iter().chain(values) {
                self.problems.at(
                    RULE,
                    span,
                    format!("`{key}` does not fit the kind `{}`", kind_word(kind)),
                    format!("`{key}` belongs to the kind `enum`"),
                );
            }
        } else if def.values.is_empty() {
            self.problems.at(
                NOTHING,
                def.kind.span,
                format!("the enum `{}` lists no value", def.name.value),
                "list its values under `values`, or make it a text",
            );
        }
        if kind != Kind::Object {
            if let Some(field) = def.fields.first() {
                let span = field.name.as_ref().map_or(def.kind.span, |name| name.span);
                self.problems.at(
                    RULE,
                    span,
                    format!("`fields` does not fit the kind `{}`", kind_word(kind)),
                    "`fields` belongs to the kind `object`",
                );
            }
        } else if def.fields.is_empty() {
            self.problems.at(
                NOTHING,
                def.kind.span,
                format!("the object `{}` has no fields", def.name.value),
                "list its fields under `fields`",
            );
        }
    }

    fn type_sensitive(&mut self, def: &spec::TypeDef) -> Option<Sensitive> {
        let sensitive = def.sensitive.as_ref()?;
        if sensitive.value == Sensitive::Secret && def.kind.value != Kind::Text {
            self.report_secret(sensitive.span);
            return Some(Sensitive::Personal);
        }
        Some(sensitive.value)
    }

    /// Reports a secret that is not a text.
    pub(super) fn report_secret(&mut self, span: Span) {
        self.problems.at(
            SECRET,
            span,
            "only a text can be a secret, because only a text is wiped from memory",
            "write `sensitive: personal`, or make it a text whose own type is `sensitive: secret`",
        );
    }

    fn listed_values(&mut self, def: &spec::TypeDef) -> Vec<Listed> {
        self.unique("value", def.values.iter().map(|value| &value.value));
        let mut scope = names::Scope::with_generated(&[(
            "Other",
            "the variant for a value that is not listed",
        )]);
        let mut values = Vec::with_capacity(def.values.len());
        for listed in &def.values {
            let (ident, span) = match &listed.name {
                Some(name) => (VariantIdent::explicit(&name.value), name.span),
                None => (VariantIdent::derive(&listed.value.value), listed.value.span),
            };
            let provenance = self.stated(listed);
            let doc = listed.doc.as_ref().map(|doc| self.text(doc));
            let Some(ident) = self.ident(ident, span, "name") else {
                continue;
            };
            self.take(&mut scope, ident.as_str(), span, "name");
            let provenance = match (provenance.source.is_empty(), &provenance.assumed) {
                (true, None) => {
                    // A value without lines of its own stands on those of its type.
                    let mut own = self.stated(def);
                    super::facts::join_rulings(&mut own, &provenance);
                    own
                }
                _ => provenance,
            };
            values.push(Listed {
                value: listed.value.value.clone(),
                ident,
                doc,
                provenance,
            });
        }
        values
    }

    /// Reads `Named`, `text`, `list<list<Named>>`.
    pub(super) fn expression(&mut self, written: &Spanned<String>) -> Option<Expression<'a>> {
        let mut name = written.value.trim();
        let mut lists = 0;
        while let Some(inner) = name
            .strip_prefix("list<")
            .and_then(|rest| rest.strip_suffix('>'))
        {
            name = inner.trim();
            lists += 1;
        }
        if lists > GREATEST_DEPTH {
            self.problems.at(
                TOO_DEEP,
                written.span,
                format!("these are {lists} lists in one another"),
                format!("lists stand in one another at most {GREATEST_DEPTH} deep"),
            );
            return None;
        }
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            self.problems.at(
                TYPE_EXPRESSION,
                written.span,
                format!("`{}` is no type", written.value.escape_debug()),
                "write a named type, `text`, `decimal`, `integer`, `boolean`, `date`, `time`, `datetime`, or `list<…>` of one of them",
            );
            return None;
        }
        let base = match (kind_of_word(name), self.tables.types.get(name)) {
            (Some(kind), _) => Base::Kind(kind),
            (None, Some(named)) => Base::Named(*named),
            (None, None) => {
                self.report_unknown_type(name, written.span);
                return None;
            }
        };
        Some(Expression { lists, base })
    }

    fn report_unknown_type(&mut self, name: &str, span: Span) {
        let mut known: Vec<&str> = KINDS.into_iter().map(kind_word).collect();
        known.extend(self.tables.types.keys().copied());
        let help = match closest(name, known) {
            Some(known) => {
                format!(
                    "did you mean `{known}`? Else define it under `types` of bank.yaml or service.yaml"
                )
            }
            None => format!(
                "define it under `types` of bank.yaml or service.yaml, or write one of {}",
                listed(KINDS.into_iter().map(kind_word))
            ),
        };
        self.problems.at(
            UNKNOWN_TYPE,
            span,
            format!("there is no type `{name}`"),
            help,
        );
    }

    /// Reports a value that its type does not allow; `None` if it does.
    pub(super) fn value_problem(&mut self, ty: &TypeRef, text: &str) -> Option<String> {
        super::values::check_text(&self.types, &mut self.patterns, ty, text).err()
    }

    /// Reports rows of an object type that only tables of operations can have, and lowers the rest.
    fn object_fields(&mut self, def: &'a spec::TypeDef, id: TypeId) -> Vec<crate::model::Field> {
        let scope = match self.types.get(id.0 as usize) {
            Some(ty) => ty.scope.clone(),
            None => Scope::Bank,
        };
        self.lower_object(&def.fields, &scope, &def.name.value)
    }

    /// Reports an impossible name or value of a row type.
    pub(super) fn misplaced(&mut self, key: &str, span: Span, what: &str) {
        self.problems.at(
            ROW,
            span,
            format!("`{key}` does not go with {what}"),
            format!("remove `{key}`"),
        );
    }
}

pub(super) fn next_id(types: &[Type]) -> TypeId {
    TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX))
}
