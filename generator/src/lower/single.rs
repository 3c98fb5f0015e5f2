//! What travels as one text: in the path, the query or a header.

use super::Lowering;
use super::problem::{HEADER_NAME, PATH, PLACE};
use super::rows::{Row, anchor};
use crate::model::{Field, Place, TypeRef};
use crate::source::Spanned;

impl Lowering<'_> {
    /// Reports an argument that could never be sent at its place.
    pub(super) fn check_sent(&mut self, row: &Row<'_>, field: &Field) {
        self.check_single(row, field);
        if field.place == Place::Path {
            self.check_segment_format(row, field);
        }
        let values = [
            row.key(|field| field.fixed.as_ref()),
            row.key(|field| field.default.as_ref()),
            row.key(|field| field.example.as_ref()),
        ];
        for value in values.into_iter().flatten() {
            match field.place {
                Place::Header => self.check_header_text(value),
                Place::Path => self.check_segment(value),
                Place::Query | Place::Body => {}
            }
        }
    }

    /// Reports days and times in a path whose format has what no segment can hold.
    fn check_segment_format(&mut self, row: &Row<'_>, field: &Field) {
        let format = match &field.ty {
            TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => format,
            TypeRef::Named(_)
            | TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::List(_) => return,
        };
        if !is_segment(&format.0) {
            self.problems.at(
                PATH,
                anchor(row.field, row.name.span),
                format!("a value written as `{}` cannot be sent in a path", format.0.escape_debug()),
                "a value in a path is ASCII without `/`, `\\`, `%`, `?` and `#`; correct `format` or `in`",
            );
        }
    }

    /// Reports a list or an object where only one text has room.
    pub(super) fn check_single(&mut self, row: &Row<'_>, field: &Field) {
        let place = match field.place {
            Place::Path => "a path",
            Place::Query => "a query",
            Place::Header => "a header",
            Place::Body => return,
        };
        if field.also_in.is_none() && self.is_compound(&field.ty) {
            let written = row.field.ty.as_ref();
            let span = written.map_or_else(|| anchor(row.field, row.name.span), |ty| ty.span);
            self.problems.at(
                PLACE,
                span,
                format!("{place} has room for one value, not for a list or an object"),
                "make it a text in the form that the document shows, or correct `in`",
            );
        }
    }

    /// Reports a text that no header can hold.
    fn check_header_text(&mut self, value: &Spanned<String>) {
        if !is_header_text(value) || value.trim() != value.value || value.is_empty() {
            self.problems.at(
                HEADER_NAME,
                value.span,
                format!(
                    "`{}` cannot be sent in a header",
                    value.value.escape_debug()
                ),
                "write visible ASCII characters, with spaces only between them",
            );
        }
    }

    /// Reports a prefix that no header can hold. It may end with a space.
    pub(super) fn check_header_prefix(&mut self, prefix: &Spanned<String>) {
        if !is_header_text(prefix) || prefix.starts_with(' ') {
            self.problems.at(
                HEADER_NAME,
                prefix.span,
                format!("no header can begin with `{}`", prefix.value.escape_debug()),
                "write visible ASCII characters; a space may stand at the end",
            );
        }
    }

    /// Reports a text that cannot be a segment of a path.
    fn check_segment(&mut self, value: &Spanned<String>) {
        if !is_segment(value) {
            self.problems.at(
                PATH,
                value.span,
                format!("`{}` cannot be sent in a path", value.value.escape_debug()),
                "a value in a path is ASCII without `/`, `\\`, `%`, `?` and `#`",
            );
        }
    }
}

/// Whether a text can be a segment of a path that no server reads as anything else.
fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && is_header_text(text)
        && !text.contains(['/', '\\', '%', '?', '#'])
}

/// Whether a text has nothing but visible ASCII and spaces.
fn is_header_text(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() || byte == b' ')
}
