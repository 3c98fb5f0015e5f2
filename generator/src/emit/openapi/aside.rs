//! Arguments that OpenAPI has no parameter for: `x-fixed-parameters` and `x-ignored-header-parameters`.

use super::draft::Draft;
use super::parameter::{notes, place};
use super::schema::{Notes, Scalar, scalar};
use super::write::{Layout, Node, Sink};
use crate::model::{Field, Operation, Place, Required};

/// Headers that OpenAPI has its own words for; a parameter of one of these names "shall be ignored".
const IGNORED: [&str; 3] = ["Accept", "Content-Type", "Authorization"];

/// An argument beside the parameters.
pub(super) struct Aside<'a> {
    name: &'a str,
    place: &'static str,
    required: bool,
    /// The value that is always sent.
    value: Option<Scalar<'a>>,
    notes: Notes<'a>,
}

impl<'a> Aside<'a> {
    /// What is always sent with one value, so that nobody is asked for it; in document order.
    pub(super) fn fixed(draft: &mut Draft<'a>, operation: &'a Operation) -> Vec<Self> {
        let rows = operation.request.iter();
        let rows = rows.filter(|field| field.fixed.is_some());
        rows.filter_map(|field| Self::of(draft, field)).collect()
    }

    /// Header arguments that tools would ignore as parameters, in document order.
    pub(super) fn ignored(draft: &mut Draft<'a>, operation: &'a Operation) -> Vec<Self> {
        let rows = operation.request.iter();
        let rows = rows.filter(|field| field.fixed.is_none() && is_ignored(field));
        rows.filter_map(|field| Self::of(draft, field)).collect()
    }

    fn of(draft: &mut Draft<'a>, field: &'a Field) -> Option<Self> {
        let fixed = field.fixed.as_ref();
        Some(Self {
            name: &field.wire_name,
            place: place(field.place)?,
            required: field.required == Required::Yes,
            value: fixed.map(|value| scalar(draft.bank, &field.ty, value)),
            notes: notes(draft, field),
        })
    }
}

/// Whether a row is a parameter of OpenAPI.
pub(super) fn is_parameter(field: &Field) -> bool {
    field.fixed.is_none() && !is_ignored(field)
}

fn is_ignored(field: &Field) -> bool {
    let named = |name: &&str| name.eq_ignore_ascii_case(&field.wire_name);
    field.place == Place::Header && IGNORED.iter().any(named)
}

impl Node for Aside<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("name", self.name);
        to.entry("in", self.place);
        if self.required {
            to.entry("required", &true);
        }
        to.entry_if("value", self.value.as_ref());
        to.entry_if("description", self.notes.description.as_ref());
        to.entry_if("example", self.notes.example.as_ref());
        self.notes.write_extensions(to);
        to.close();
    }
}
