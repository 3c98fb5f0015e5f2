//! JSON: an entry per line, tables a row per line.

use super::quote::{Escapes, quote};
use super::{Language, Layout, Sink};

/// Writes JSON.
pub(in crate::emit::openapi) struct JsonSink {
    language: Language,
    out: String,
    levels: Vec<Level>,
}

struct Level {
    close: char,
    layout: Layout,
    empty: bool,
}

impl JsonSink {
    /// An empty file.
    pub(in crate::emit::openapi) fn new(language: Language, capacity: usize) -> Self {
        Self {
            language,
            out: String::with_capacity(capacity),
            levels: Vec::new(),
        }
    }

    /// The file.
    pub(in crate::emit::openapi) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn open(&mut self, open: char, close: char, layout: Layout) {
        let inside_line = self
            .levels
            .last()
            .is_some_and(|level| level.layout == Layout::Line);
        let layout = if inside_line { Layout::Line } else { layout };
        self.out.push(open);
        self.levels.push(Level {
            close,
            layout,
            empty: true,
        });
    }

    fn next_entry(&mut self) {
        let depth = self.levels.len();
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        let first = std::mem::replace(&mut level.empty, false);
        match level.layout {
            Layout::Block => {
                self.out.push_str(if first { "\n" } else { ",\n" });
                self.out.extend(std::iter::repeat_n("  ", depth));
            }
            Layout::Line if first => {}
            Layout::Line => self.out.push_str(", "),
        }
    }
}

impl Sink for JsonSink {
    fn language(&self) -> Language {
        self.language
    }

    fn open_map(&mut self, layout: Layout) {
        self.open('{', '}', layout);
    }

    fn open_list(&mut self, layout: Layout) {
        self.open('[', ']', layout);
    }

    fn close(&mut self) {
        let Some(level) = self.levels.pop() else {
            return;
        };
        if level.layout == Layout::Block && !level.empty {
            self.out.push('\n');
            self.out
                .extend(std::iter::repeat_n("  ", self.levels.len()));
        }
        self.out.push(level.close);
    }

    fn key(&mut self, key: &str) {
        self.next_entry();
        quote(&mut self.out, key, Escapes::Json);
        self.out.push_str(": ");
    }

    fn name(&mut self, name: &'static str) {
        self.next_entry();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\": ");
    }

    fn item(&mut self) {
        self.next_entry();
    }

    fn text(&mut self, text: &str) {
        quote(&mut self.out, text, Escapes::Json);
    }

    fn literal(&mut self, literal: &str) {
        self.out.push_str(literal);
    }

    fn reference(&mut self, section: &'static str, component: &str) {
        self.name("$ref");
        self.out.push_str("\"#/components/");
        self.out.push_str(section);
        self.out.push('/');
        self.out.push_str(component);
        self.out.push('"');
    }
}
