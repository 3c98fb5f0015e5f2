//! Header catalogues, and names of headers.

use super::fields::Owner;
use super::problem::{HEADER_NAME, ROW};
use super::rows::{Row, anchor};
use super::tables::Header;
use super::types::Resolved;
use super::{Lowering, http};
use crate::model::Scope;
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::HashMap;
use std::rc::Rc;

impl<'a> Lowering<'a> {
    /// Makes a header catalogue known. A header of the service stands before one of the bank.
    pub(super) fn add_headers(&mut self, headers: &'a [spec::Field], scope: &Scope, span: Span) {
        let mut seen: HashMap<String, Span> = HashMap::with_capacity(headers.len());
        for field in headers {
            let (Some(name), None, None) = (&field.name, &field.header, &field.same_as) else {
                self.problems.at(
                    ROW,
                    anchor(field, span),
                    "an entry of a header catalogue has a `name`",
                    "give its `name`; `header` and `same_as` refer to a catalogue",
                );
                continue;
            };
            if let Some(place) = &field.place {
                self.misplaced(
                    "in",
                    place.span,
                    "a header catalogue, whose entries always travel in headers",
                );
            }
            if let Some(except) = field.except.first() {
                self.misplaced("except", except.span, "a header catalogue");
            }
            self.check_header_name(name);
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), name.span) {
                self.twice("header", name, first);
                continue;
            }
            let ty = self.catalogue_type(field, name, scope);
            self.check_supply(field, ty.as_ref());
            self.tables
                .headers
                .insert(name.to_ascii_lowercase(), Rc::new(Header { field, ty }));
        }
    }

    fn catalogue_type(
        &mut self,
        field: &'a spec::Field,
        name: &'a Spanned<String>,
        scope: &Scope,
    ) -> Option<Resolved> {
        let row = Row {
            field,
            header: None,
            name,
            through: Vec::new(),
        };
        let provenance = self.row_provenance(&row);
        let owner = Owner { scope, prefix: "" };
        let resolved = self.row_type(&row, &name.value, owner, &provenance)?;
        self.check_row_values(&row, &resolved.ty);
        Some(resolved)
    }

    /// Reports a header name that cannot be sent.
    pub(super) fn check_header_name(&mut self, name: &Spanned<String>) {
        if !http::is_token(&name.value) {
            self.problems.at(
                HEADER_NAME,
                name.span,
                format!("`{}` is no header name", name.value.escape_debug()),
                "a header name has letters, digits and a few marks such as `-`, all ASCII",
            );
        } else if http::is_reserved(&name.value) {
            self.problems.at(
                HEADER_NAME,
                name.span,
                format!(
                    "the client or the connection sets `{}` by itself",
                    name.value
                ),
                "remove it",
            );
        }
    }
}
