//! Names of generated items: taken once each, or reported.

use super::Lowering;
use super::problem::{CLASH, NO_IDENT};
use crate::model::{FieldIdent, TypeIdent, VariantIdent};
use crate::names::{self, NoIdent, Origin};
use crate::source::Span;
use std::collections::HashMap;

/// Names derived from texts, since the texts of one operation return in the next.
#[derive(Default)]
pub(super) struct Derived {
    fields: HashMap<String, FieldIdent>,
    codes: HashMap<String, VariantIdent>,
}

impl Derived {
    /// The field of a wire name.
    pub(super) fn field(&mut self, wire_name: &str) -> Result<FieldIdent, NoIdent> {
        if let Some(ident) = self.fields.get(wire_name) {
            return Ok(ident.clone());
        }
        let ident = FieldIdent::derive(wire_name)?;
        self.fields.insert(wire_name.to_owned(), ident.clone());
        Ok(ident)
    }

    /// The variant of a code's description.
    pub(super) fn code(&mut self, description: &str) -> Result<VariantIdent, NoIdent> {
        if let Some(ident) = self.codes.get(description) {
            return Ok(ident.clone());
        }
        let ident = VariantIdent::of_description(description)?;
        self.codes.insert(description.to_owned(), ident.clone());
        Ok(ident)
    }
}

impl Lowering<'_> {
    /// An identifier, or `None` after a report. `key` is the key that gives a name by hand, or that holds the name itself.
    pub(super) fn ident<T>(
        &mut self,
        ident: Result<T, NoIdent>,
        span: Span,
        key: &str,
    ) -> Option<T> {
        match ident {
            Ok(ident) => Some(ident),
            Err(reason) => {
                let help = match &reason {
                    NoIdent::Form(example) => format!("write it like `{example}`"),
                    NoIdent::Empty
                    | NoIdent::LeadingDigit
                    | NoIdent::Letter(_)
                    | NoIdent::Keyword(_) => {
                        format!("give it {}", another_name(key))
                    }
                };
                self.problems.at(
                    NO_IDENT,
                    span,
                    format!("this cannot be a Rust name: {reason}"),
                    help,
                );
                None
            }
        }
    }

    /// Takes a name in a scope, and reports a clash.
    pub(super) fn take(&mut self, scope: &mut names::Scope, name: &str, span: Span, key: &str) {
        if let Err(clash) = scope.insert(name, Origin::Written(span)) {
            self.report_clash(&clash, span, key);
        }
    }

    fn report_clash(&mut self, clash: &names::Clash, span: Span, key: &str) {
        match clash.first {
            Origin::Written(first) => self.problems.between(
                CLASH,
                span,
                (first, "this has the name first"),
                format!("two things would be called `{}` in Rust", clash.name),
                match key {
                    // One of the two may be a type.
                    "operation" => "give one of them another name".to_owned(),
                    key => format!("give one of them {}", another_name(key)),
                },
            ),
            Origin::Generated(what) => self.problems.at(
                CLASH,
                span,
                format!(
                    "in the generated code `{}` is {what}",
                    clash.name.trim_start_matches("r#")
                ),
                format!("give it {}", another_name(key)),
            ),
        }
    }

    /// Takes the name of a type in the modules and the OpenAPI file at hand.
    pub(super) fn take_type_name(&mut self, ident: Option<&TypeIdent>, span: Span, key: &str) {
        if let Some(ident) = ident
            && let Err(clash) = self
                .type_names
                .insert(ident.as_str(), Origin::Written(span))
        {
            self.report_clash(&clash, span, key);
        }
    }
}

/// What to do about a name that will not do.
pub(super) fn another_name(key: &str) -> String {
    match key {
        "name" | "rust_name" | "rust_type" => format!("another name, by `{key}`"),
        "operation" => "another id, which also names its file".to_owned(),
        "service" => "another id, which also names its folder".to_owned(),
        _ => "another name".to_owned(),
    }
}
