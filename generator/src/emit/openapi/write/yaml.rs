//! YAML that every reader takes for the same, whether it speaks version 1.1 or 1.2.
//!
//! Plain only where nothing could be meant but the text, a literal block for texts of several lines, double quotes with escapes for
//! everything else.

use super::plain::{ACCENTS, is_plain};
use super::quote::{Escapes, is_hidden, quote};
use super::{Language, Layout, Sink};

/// Readers of YAML 1.1 look no further than this for the colon after a key.
const LONGEST_SIMPLE_KEY: usize = 1000;

const SPACES: &str = "                                                                ";

/// Writes YAML.
pub(in crate::emit::openapi) struct YamlSink {
    language: Language,
    out: String,
    levels: Vec<Level>,
}

struct Level {
    list: bool,
    layout: Layout,
    /// Column of the entries of a block.
    indent: usize,
    empty: bool,
    /// The first entry goes on the line that is already begun (`- name: …`).
    continues_line: bool,
}

impl YamlSink {
    /// A file that starts with these comment lines.
    pub(in crate::emit::openapi) fn new(language: Language, capacity: usize, header: &str) -> Self {
        let mut out = String::with_capacity(capacity);
        out.push_str(header);
        Self {
            language,
            out,
            levels: Vec::new(),
        }
    }

    /// The file.
    pub(in crate::emit::openapi) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn open(&mut self, list: bool, layout: Layout) {
        let level = match self.levels.last() {
            None => Level {
                list,
                layout,
                indent: 0,
                empty: true,
                continues_line: true,
            },
            Some(parent) => Level {
                list,
                layout: if parent.layout == Layout::Line {
                    Layout::Line
                } else {
                    layout
                },
                indent: parent.indent + if list && !parent.list { 0 } else { 2 },
                empty: true,
                continues_line: parent.list,
            },
        };
        if level.layout == Layout::Line {
            self.separate();
            self.out.push(if list { '[' } else { '{' });
        }
        self.levels.push(level);
    }

    /// The space between `key:` or `-` and what follows on the same line.
    fn separate(&mut self) {
        if let Some(level) = self.levels.last()
            && !(level.list && level.layout == Layout::Line)
        {
            self.out.push(' ');
        }
    }

    fn next_entry(&mut self) {
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        let first = std::mem::replace(&mut level.empty, false);
        let (layout, indent, continues_line) = (level.layout, level.indent, level.continues_line);
        match layout {
            Layout::Line if first => {}
            Layout::Line => self.out.push_str(", "),
            Layout::Block if first && continues_line => {
                if self.levels.len() > 1 {
                    self.out.push(' ');
                }
            }
            Layout::Block => self.new_line(indent),
        }
    }

    fn new_line(&mut self, indent: usize) {
        self.out.push('\n');
        let mut left = indent;
        while left > 0 {
            let step = left.min(SPACES.len());
            self.out.push_str(&SPACES[..step]);
            left -= step;
        }
    }

    fn in_line(&self) -> bool {
        self.levels
            .last()
            .is_some_and(|level| level.layout == Layout::Line)
    }

    fn scalar(&mut self, text: &str) {
        if is_plain(text, self.in_line()) {
            self.out.push_str(text);
        } else {
            quote(&mut self.out, text, Escapes::Yaml);
        }
    }

    fn block_text(&mut self, text: &str) {
        let indent = self.levels.last().map_or(2, |level| level.indent + 2);
        let (body, sign) = match text.strip_suffix('\n') {
            Some(body) => (body, "|"),
            None => (text, "|-"),
        };
        self.out.push_str(sign);
        for line in body.split('\n') {
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.new_line(indent);
                self.out.push_str(line);
            }
        }
    }
}

/// Whether a text of several lines can be a literal block: everything in it is visible, its first line fixes the indentation, no line
/// ends with a space and at most one line end closes it.
fn is_block_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'\n') || text.starts_with([' ', '\n']) || text.ends_with("\n\n") {
        return false;
    }
    let mut common = true;
    let mut last = b'\n';
    for &byte in bytes {
        match byte {
            b'\n' if last == b' ' => return false,
            b'\n' | b' '..=b'~' | ACCENTS => {}
            0x80..=0xff => common &= last == ACCENTS,
            0..=0x1f | 0x7f => return false,
        }
        last = byte;
    }
    last != b' '
        && (common
            || !text
                .chars()
                .any(|character| character != '\n' && is_hidden(character)))
}

impl Sink for YamlSink {
    fn language(&self) -> Language {
        self.language
    }

    fn open_map(&mut self, layout: Layout) {
        self.open(false, layout);
    }

    fn open_list(&mut self, layout: Layout) {
        self.open(true, layout);
    }

    fn close(&mut self) {
        let Some(level) = self.levels.pop() else {
            return;
        };
        match level.layout {
            Layout::Line => self.out.push(if level.list { ']' } else { '}' }),
            Layout::Block if level.empty => {
                self.separate();
                self.out.push_str(if level.list { "[]" } else { "{}" });
            }
            Layout::Block => {}
        }
    }

    fn key(&mut self, key: &str) {
        self.next_entry();
        let start = self.out.len();
        self.scalar(key);
        if self.out.len() - start > LONGEST_SIMPLE_KEY {
            self.out.insert_str(start, "? ");
            if self.in_line() {
                self.out.push(' ');
            } else {
                let indent = self.levels.last().map_or(0, |level| level.indent);
                self.new_line(indent);
            }
        }
        self.out.push(':');
    }

    fn name(&mut self, name: &'static str) {
        self.next_entry();
        self.out.push_str(name);
        self.out.push(':');
    }

    fn item(&mut self) {
        self.next_entry();
        if !self.in_line() {
            self.out.push('-');
        }
    }

    fn text(&mut self, text: &str) {
        self.separate();
        if !self.in_line() && is_block_text(text) {
            self.block_text(text);
        } else {
            self.scalar(text);
        }
    }

    fn literal(&mut self, literal: &str) {
        self.separate();
        self.out.push_str(literal);
    }

    fn reference(&mut self, section: &'static str, component: &str) {
        self.name("$ref");
        self.out.push(' ');
        self.out.push_str("\"#/components/");
        self.out.push_str(section);
        self.out.push('/');
        self.out.push_str(component);
        self.out.push('"');
    }
}
