//! `x-source`, `x-assumed`, `x-rulings`.

use super::draft::{Lines, Origin};
use super::write::{Layout, Node, Sink};

impl Node for Lines<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        to.entry("document", self.document);
        to.entry("lines", &self.lines.text());
        to.close();
    }
}

impl Origin<'_> {
    /// The entries of the object that states the fact.
    pub(super) fn write_entries<S: Sink>(&self, to: &mut S) {
        self.write_origin(to);
        to.entry_list("x-rulings", Layout::Line, &self.rulings);
    }

    /// The same without the rulings, for objects that name more of them.
    pub(super) fn write_origin<S: Sink>(&self, to: &mut S) {
        to.entry_if("x-source", self.source.as_ref());
        to.entry_list("x-further-sources", Layout::Line, &self.further);
        to.entry_if("x-assumed", self.assumed.as_ref());
    }

    /// The entries of a row of a table that is no OpenAPI object: `source`, `assumed`, `rulings`.
    pub(super) fn write_row_entries<S: Sink>(&self, to: &mut S) {
        to.entry_if("source", self.source.as_ref());
        to.entry_list("furtherSources", Layout::Line, &self.further);
        to.entry_if("assumed", self.assumed.as_ref());
        to.entry_list("rulings", Layout::Line, &self.rulings);
    }
}

impl Node for Origin<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        self.write_entries(to);
        to.close();
    }
}
