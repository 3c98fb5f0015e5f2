//! From YAML text to a tree: what YAML allows and a specification does not is refused here.

use super::node::{Entry, Node, Value};
use super::problems::Problems;
use super::{hidden, syntax};
use crate::diagnostic::{Diagnostic, code};
use crate::source::{FileId, Span};
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;

/// Lists and maps that stand in one another.
const DEPTH: usize = 64;
/// Keys up to which a map is searched from its start for a repeated one.
const FEW_KEYS: usize = 24;

/// Reads a file; nothing if it holds no value. What is wrong goes to `problems`.
pub(super) fn read<'t>(text: &'t str, file: FileId, problems: &mut Problems) -> Option<Node<'t>> {
    let mut tree = Tree {
        file,
        problems,
        open: Vec::new(),
        root: None,
        documents: 0,
    };
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                if !tree.take(event, &span) {
                    return None;
                }
            }
            Err(error) => {
                let whole = tree.span((0, u32::MAX));
                // What a control character does to YAML is no second problem.
                if !tree.problems.has(code::HIDDEN, whole) {
                    tree.problems.push(syntax::explain(&error, text, file));
                }
                return None;
            }
        }
    }
    tree.root
}

/// A list or map that is not yet closed.
struct Open<'t> {
    start: u32,
    flow: bool,
    content: Content<'t>,
    refused: bool,
}

enum Content<'t> {
    List(Vec<Node<'t>>),
    Map {
        entries: Vec<Entry<'t>>,
        /// The key whose value comes next. A key that is no text is `Err`.
        key: Option<Result<Key<'t>, ()>>,
        /// Position of each key, once there are many.
        known: HashMap<Cow<'t, str>, usize>,
    },
}

struct Key<'t> {
    text: Cow<'t, str>,
    start: u32,
    end: u32,
}

struct Tree<'t, 'p> {
    file: FileId,
    problems: &'p mut Problems,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
}

impl<'t> Tree<'t, '_> {
    /// Takes one event; `false` if there is nothing more to read.
    fn take(&mut self, event: Event<'t>, span: &granit_parser::Span) -> bool {
        let (start, end) = bytes(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(
                        code::DOCUMENTS,
                        (start, end.max(start + 1)),
                        "a file holds one YAML document, this one has more",
                        "a second document begins here",
                        "remove this line, or move what follows to a file of its own",
                    );
                    return false;
                }
            }
            Event::Scalar(text, style, _, tag) => {
                let refused = self.refuse_tag(tag.as_deref(), span);
                if let (Cow::Owned(text), ScalarStyle::DoubleQuoted) = (&text, style) {
                    hidden::refuse_escaped(text, self.span((start, end)), self.problems);
                }
                let value = match style {
                    _ if refused => Value::Refused,
                    ScalarStyle::Plain => Value::Plain(text),
                    ScalarStyle::SingleQuoted
                    | ScalarStyle::DoubleQuoted
                    | ScalarStyle::Literal
                    | ScalarStyle::Folded => Value::Quoted(text),
                };
                self.add(Node { start, end, value });
            }
            Event::SequenceStart(style, _, tag) => {
                let refused = self.refuse_tag(tag.as_deref(), span);
                self.begin(start, style, Content::List(Vec::new()), refused);
            }
            Event::MappingStart(style, _, tag) => {
                let refused = self.refuse_tag(tag.as_deref(), span);
                let map = Content::Map {
                    entries: Vec::new(),
                    key: None,
                    known: HashMap::new(),
                };
                self.begin(start, style, map, refused);
            }
            Event::SequenceEnd | Event::MappingEnd => self.finish(end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(
                    code::ALIAS,
                    (start, end),
                    "aliases are not part of the format",
                    "",
                    "write the value out; rows are shared by `same_as`, types by name",
                );
                let value = Value::Refused;
                self.add(Node { start, end, value });
            }
            Event::Anchor(..) => self.refuse(
                code::ALIAS,
                (start, end),
                "anchors are not part of the format",
                "",
                "remove the anchor; rows are shared by `same_as`, types by name",
            ),
            // Presentation, ends, and whatever a later release of the parser adds beside values.
            _ => {}
        }
        true
    }

    fn span(&self, (start, end): (u32, u32)) -> Span {
        let file = self.file;
        Span { file, start, end }
    }

    fn refuse(&mut self, code: &'static str, at: (u32, u32), what: &str, label: &str, help: &str) {
        let problem = Diagnostic::new(code, self.span(at), what, label).help(help);
        self.problems.push(problem);
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, span: &granit_parser::Span) -> bool {
        if tag.is_none() {
            return false;
        }
        let at = span
            .tag_span()
            .map_or_else(|| bytes(span), |tag| bytes(&tag));
        self.refuse(
            code::TAG,
            at,
            "tags are not part of the format",
            "",
            "remove the tag; quote the value if it is meant as text",
        );
        true
    }

    fn begin(&mut self, start: u32, style: StructureStyle, content: Content<'t>, refused: bool) {
        self.open.push(Open {
            start,
            flow: style == StructureStyle::Flow,
            content,
            refused,
        });
    }

    fn finish(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let (last, value) = match open.content {
            Content::List(items) => (items.last().map(|item| item.end), Value::List(items)),
            Content::Map { entries, .. } => {
                let last = entries.last().map(|entry| entry.value.end.max(entry.end));
                (last, Value::Map(entries))
            }
        };
        // The end of a block is where the next thing begins; its last item is a better end.
        let end = if open.flow {
            end
        } else {
            last.unwrap_or(open.start)
        };
        let value = if open.refused { Value::Refused } else { value };
        let start = open.start;
        self.add(Node { start, end, value });
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node<'t>) {
        let file = self.file;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map {
                entries,
                key,
                known,
            } => match key.take() {
                None => *key = Some(as_key(node, file, self.problems)),
                Some(Err(())) => {}
                Some(Ok(key)) => {
                    if let Some(first) = earlier(entries, known, &key.text) {
                        let Key { text, start, end } = key;
                        self.problems.push(
                            Diagnostic::new(
                                code::DUPLICATE_KEY,
                                Span { file, start, end },
                                format!("the key `{text}` is given twice"),
                                "given again here",
                            )
                            .and(entries[first].span(file), "first given here")
                            .help("keep one of the two"),
                        );
                        return;
                    }
                    entries.push(Entry {
                        start: key.start,
                        end: key.end,
                        key: key.text,
                        value: node,
                    });
                }
            },
        }
    }
}

/// Position of the entry that already has this key.
fn earlier<'t>(
    entries: &[Entry<'t>],
    known: &mut HashMap<Cow<'t, str>, usize>,
    key: &str,
) -> Option<usize> {
    if entries.len() <= FEW_KEYS {
        return entries.iter().position(|entry| entry.key == key);
    }
    for (position, entry) in entries.iter().enumerate().skip(known.len()) {
        known.insert(entry.key.clone(), position);
    }
    known.get(key).copied()
}

fn as_key<'t>(node: Node<'t>, file: FileId, problems: &mut Problems) -> Result<Key<'t>, ()> {
    let span = node.span(file);
    let (code, what, help) = match node.value {
        Value::Plain(text) if text == "<<" => (
            code::ALIAS,
            "merge keys are not part of the format",
            "write the keys out; rows are shared by `same_as`",
        ),
        // A key that is not there arrives as `~` without a place.
        Value::Plain(text) | Value::Quoted(text) if !text.is_empty() && span.start < span.end => {
            let (start, end) = (node.start, node.end);
            return Ok(Key { text, start, end });
        }
        Value::Plain(_) | Value::Quoted(_) => (
            code::KEY,
            "a key is empty",
            "write the key before the colon",
        ),
        Value::List(_) | Value::Map(_) => (
            code::KEY,
            "a key is a list or a map",
            "keys are words; quote a text that begins with `[` or `{`",
        ),
        Value::Refused => return Err(()),
    };
    problems.push(Diagnostic::new(code, span, what, "").help(help));
    Err(())
}

fn bytes(span: &granit_parser::Span) -> (u32, u32) {
    // A file has at most `MAX_BYTES`; the parser gives byte offsets for texts that it reads from memory.
    let at = |mark: &granit_parser::Marker| {
        u32::try_from(mark.byte_offset().unwrap_or_default()).unwrap_or(u32::MAX)
    };
    let start = at(&span.start);
    (start, at(&span.end).max(start))
}
