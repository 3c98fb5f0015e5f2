//! What can be referred to by name, first by the bank, then by a service as well.

use super::Lowering;
use super::problem::{DUPLICATE, FORM};
use super::types::{Named, Resolved};
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::HashMap;
use std::rc::Rc;

/// Definitions by name.
#[derive(Clone, Default)]
pub(super) struct Tables<'a> {
    /// Named types.
    pub(super) types: HashMap<&'a str, Named<'a>>,
    /// Header catalogues, by name in lower case.
    pub(super) headers: HashMap<String, Rc<Header<'a>>>,
    /// Field groups.
    pub(super) groups: HashMap<&'a str, &'a spec::Group>,
    /// Envelopes.
    pub(super) envelopes: HashMap<&'a str, &'a spec::Envelope>,
    /// Code tables.
    pub(super) codes: HashMap<&'a str, &'a spec::CodeTable>,
    /// Operations of the service at hand.
    pub(super) operations: HashMap<&'a str, &'a spec::Operation>,
}

/// A header of a catalogue with its type.
pub(super) struct Header<'a> {
    /// The row.
    pub(super) field: &'a spec::Field,
    /// Its type; `None` where it has none or a wrong one, which is reported already.
    pub(super) ty: Option<Resolved>,
}

impl<'a> Lowering<'a> {
    /// Reports names that are listed twice.
    pub(super) fn unique<'s>(
        &mut self,
        what: &str,
        names: impl IntoIterator<Item = &'s Spanned<String>>,
    ) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for name in names {
            match seen.get(name.as_str()) {
                Some(first) => self.twice(what, name, *first),
                None => {
                    seen.insert(name.as_str(), name.span);
                }
            }
        }
    }

    /// Reports a name that is listed twice.
    pub(super) fn twice(&mut self, what: &str, name: &Spanned<String>, first: Span) {
        self.problems.between(
            DUPLICATE,
            name.span,
            (first, "it stands here first"),
            format!("the {what} `{}` is listed twice", name.value),
            "remove one of the two, or give it another name",
        );
    }

    /// Makes groups known.
    pub(super) fn add_groups(&mut self, groups: &'a [spec::Group]) {
        for group in groups {
            self.check_snake(&group.group);
            match self.tables.groups.get(group.group.as_str()) {
                Some(first) => self.twice("group", &group.group, first.group.span),
                None => {
                    self.tables.groups.insert(group.group.as_str(), group);
                }
            }
        }
    }

    /// Makes envelopes known.
    pub(super) fn add_envelopes(&mut self, envelopes: &'a [spec::Envelope]) {
        for envelope in envelopes {
            self.check_snake(&envelope.envelope);
            match self.tables.envelopes.get(envelope.envelope.as_str()) {
                Some(first) => self.twice("envelope", &envelope.envelope, first.envelope.span),
                None => {
                    self.tables
                        .envelopes
                        .insert(envelope.envelope.as_str(), envelope);
                }
            }
        }
    }

    /// Makes code tables and operations known. They share one name space, since `same_as` of codes names either; so do groups
    /// and operations for rows.
    pub(super) fn add_operations(
        &mut self,
        tables: &'a [spec::CodeTable],
        operations: &'a [Spanned<spec::Operation>],
    ) {
        for table in tables {
            self.check_snake(&table.table);
            match self.tables.codes.get(table.table.as_str()) {
                Some(first) => self.twice("code table", &table.table, first.table.span),
                None => {
                    self.tables.codes.insert(table.table.as_str(), table);
                }
            }
        }
        for operation in operations {
            let id = &operation.value.operation;
            if let Some(first) = self.tables.operations.get(id.as_str()) {
                self.twice("operation", id, first.operation.span);
                continue;
            }
            if let Some(table) = self.tables.codes.get(id.as_str()) {
                self.report_two_meanings(id, table.table.span, "code table");
            }
            if let Some(group) = self.tables.groups.get(id.as_str()) {
                self.report_two_meanings(id, group.group.span, "field group");
            }
            self.tables.operations.insert(id.as_str(), &operation.value);
        }
    }

    fn report_two_meanings(&mut self, id: &Spanned<String>, first: Span, what: &str) {
        self.problems.between(
            DUPLICATE,
            id.span,
            (first, what),
            format!("`{}` is the name of a {what} and of an operation", id.value),
            "`same_as` could mean either: give one of the two another name",
        );
    }

    /// Reports a name that is not in its form.
    pub(super) fn form(&mut self, fits: bool, written: &Spanned<String>, wrong: &str, help: &str) {
        if !fits {
            self.problems.at(
                FORM,
                written.span,
                format!("`{}` {wrong}", written.value.escape_debug()),
                help,
            );
        }
    }

    fn check_snake(&mut self, name: &Spanned<String>) {
        let fits = is_words(&name.value, '_');
        self.form(
            fits,
            name,
            "is no name of this kind",
            "write lower-case ASCII words with `_` between them",
        );
    }
}

/// Whether `name` is lower-case ASCII words with `between` between them, the first of which begins with a letter.
pub(super) fn is_words(name: &str, between: char) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.split(between).all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}
