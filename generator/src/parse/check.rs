//! Compares a tree with the format and reports every difference at once.

use super::node::{Entry, Node, Value};
use super::plain::{Plain, is_json_number, plain};
use super::problems::Problems;
use super::shape::{KeyShape, MapShape, SHAPES, Shape, ShapeId};
use crate::diagnostic::{Diagnostic, closest, code, listed};
use crate::source::FileId;
use crate::spec::Lines;

/// Foreign keys of one map that are shown beside the first.
const SHOWN_OTHERS: usize = 8;

/// Reports what does not fit `shape`.
pub(super) fn check(node: &Node, shape: ShapeId, file: FileId, problems: &mut Problems) {
    Check { file, problems }.node(node, shape, None);
}

struct Check<'p> {
    file: FileId,
    problems: &'p mut Problems,
}

impl Check<'_> {
    /// `entry` is the key that the node is the value of.
    fn node(&mut self, node: &Node, shape: ShapeId, entry: Option<&Entry>) {
        let shape = SHAPES.get(shape);
        if let Value::Plain(text) = &node.value
            && plain(text) == Plain::Null
            && !matches!(shape, Shape::Json)
        {
            self.no_value(node, shape, entry);
            return;
        }
        match (shape, &node.value) {
            (_, Value::Refused) => {}
            (Shape::Json, _) => self.json(node),
            (Shape::Map(map), Value::Map(entries)) => self.map(node, map, entries),
            (Shape::Table(values), Value::Map(entries)) => {
                for entry in entries {
                    self.node(&entry.value, *values, Some(entry));
                }
            }
            (Shape::List { item, least }, Value::List(items)) => {
                if items.len() < *least {
                    self.report(
                        code::EMPTY_LIST,
                        node,
                        "the list is empty",
                        "give at least one item",
                    );
                }
                for node in items {
                    self.node(node, *item, None);
                }
            }
            (Shape::Either(shapes), _) => self.either(node, shapes, entry),
            (
                Shape::Text { .. }
                | Shape::Lines
                | Shape::Integer { .. }
                | Shape::Boolean
                | Shape::Words(_),
                Value::Quoted(_) | Value::Plain(_),
            ) => self.scalar(node, shape),
            (
                Shape::Text { .. }
                | Shape::Lines
                | Shape::Integer { .. }
                | Shape::Boolean
                | Shape::Words(_)
                | Shape::List { .. }
                | Shape::Map(_)
                | Shape::Table(_),
                Value::Quoted(_) | Value::Plain(_) | Value::List(_) | Value::Map(_),
            ) => self.wrong_type(node, &expected(shape), &written(shape)),
        }
    }

    /// Chooses the alternative that has the form of the node.
    fn either(&mut self, node: &Node, shapes: &[ShapeId], entry: Option<&Entry>) {
        let fits = |&&id: &&ShapeId| match (SHAPES.get(id), &node.value) {
            (Shape::Map(_) | Shape::Table(_), Value::Map(_))
            | (Shape::List { .. }, Value::List(_))
            | (Shape::Lines, Value::Quoted(_) | Value::Plain(_))
            | (Shape::Text { .. }, Value::Quoted(_)) => true,
            (Shape::Words(words), Value::Quoted(text) | Value::Plain(text)) => {
                words.iter().any(|word| word == text.as_ref())
            }
            (Shape::Text { .. }, Value::Plain(text)) => plain(text) == Plain::Text,
            (Shape::Integer { .. }, Value::Plain(text)) => plain(text) == Plain::Integer,
            (Shape::Boolean, Value::Plain(text)) => matches!(plain(text), Plain::Boolean(_)),
            _ => false,
        };
        if let Some(&shape) = shapes.iter().find(fits) {
            return self.node(node, shape, entry);
        }
        let text = shapes
            .iter()
            .find(|&&id| matches!(SHAPES.get(id), Shape::Text { .. }));
        if let (Some(&text), Value::Plain(_)) = (text, &node.value) {
            // A number or a truth value where text is one of the choices: the help is to quote it.
            return self.node(node, text, entry);
        }
        let expected = either(shapes);
        let words = shapes.iter().filter_map(|&id| match SHAPES.get(id) {
            Shape::Words(words) => Some(words.iter().map(String::as_str)),
            _ => None,
        });
        match &node.value {
            Value::Plain(text) if plain(text) == Plain::Text => {
                self.unknown_word(node, text, &expected, words.flatten());
            }
            Value::Plain(_)
            | Value::Quoted(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Refused => self.wrong_type(node, &expected, ""),
        }
    }

    fn map(&mut self, node: &Node, map: &MapShape, entries: &[Entry]) {
        let mut unknown = Vec::new();
        for entry in entries {
            match map.keys.iter().find(|key| key.name == entry.key) {
                Some(key) => self.node(&entry.value, key.shape, Some(entry)),
                None => unknown.push(entry),
            }
        }
        let given = |key: &KeyShape| entries.iter().any(|entry| entry.key == key.name);
        if unknown.is_empty() {
            let missing = map.keys.iter().filter(|key| key.required && !given(key));
            self.missing(node, map, &missing.collect::<Vec<_>>());
            return;
        }
        let mut absent: Vec<&KeyShape> = map.keys.iter().filter(|key| !given(key)).collect();
        let mut foreign = Vec::new();
        for entry in unknown {
            let Some(meant) = closest(&entry.key, absent.iter().map(|key| key.name.as_str()))
            else {
                foreign.push(entry);
                continue;
            };
            let (message, label) = unknown_key(entry, map);
            let problem = Diagnostic::new(code::UNKNOWN_KEY, entry.span(self.file), message, label);
            self.problems
                .push(problem.help(format!("did you mean `{meant}`?")));
            // A mistyped key is one mistake, not also a missing one.
            absent.retain(|key| key.name != meant);
        }
        self.foreign(map, &foreign);
        absent.retain(|key| key.required);
        self.missing(node, map, &absent);
    }

    /// Keys that are like none of the map's own: one problem, whatever their number.
    fn foreign(&mut self, map: &MapShape, entries: &[&Entry]) {
        let Some((first, others)) = entries.split_first() else {
            return;
        };
        let (message, label) = unknown_key(first, map);
        let mut problem = Diagnostic::new(code::UNKNOWN_KEY, first.span(self.file), message, label);
        for other in others.iter().take(SHOWN_OTHERS) {
            problem = problem.and(other.span(self.file), "nor is this");
        }
        let keys = all_of(map.keys.iter());
        self.problems
            .push(problem.help(format!("the keys of {} are {keys}", map.what)));
    }

    fn missing(&mut self, node: &Node, map: &MapShape, keys: &[&KeyShape]) {
        let (message, help) = match keys {
            [] => return,
            [key] => {
                let KeyShape { name, doc, .. } = key;
                let message = format!("{} needs the key `{name}`", map.what);
                (message, format!("add `{name}: …`: {doc}"))
            }
            _ => {
                let all = all_of(keys.iter().copied());
                let message = format!("{} needs the keys {all}", map.what);
                (message, "add them".to_owned())
            }
        };
        let help = help.trim_end_matches([':', ' ']);
        self.report(code::MISSING_KEY, node, &message, help);
    }

    fn scalar(&mut self, node: &Node, shape: &Shape) {
        let (text, meaning) = match &node.value {
            Value::Quoted(text) => (text, None),
            Value::Plain(text) => (text, Some(plain(text))),
            Value::List(_) | Value::Map(_) | Value::Refused => return,
        };
        match shape {
            Shape::Text { quoted } => match meaning {
                Some(Plain::Text) if *quoted => self.report(
                    code::UNQUOTED,
                    node,
                    "a code or listed value stands without quotes",
                    &format!("quote it: \"{text}\""),
                ),
                None | Some(Plain::Text) => {}
                Some(_) => self.not_text(node, text),
            },
            Shape::Lines => match meaning {
                None | Some(Plain::Text | Plain::Integer) => {
                    if let Err(problem) = Lines::parse(text) {
                        let help = "write lines as 136, 24-106 or \"31, 61-63\"";
                        self.report(code::BAD_VALUE, node, &problem, help);
                    }
                }
                Some(_) => self.wrong_type(node, &expected(shape), ""),
            },
            Shape::Integer { least, most } => match meaning {
                Some(Plain::Integer) => {
                    let fits = |number: u64| (*least..=*most).contains(&number);
                    // One spelling per number: no sign, no leading zero, no other base.
                    let decimal = text.bytes().all(|byte| byte.is_ascii_digit());
                    let spelled = decimal && (text.len() == 1 || !text.starts_with('0'));
                    if !spelled || !text.parse().is_ok_and(fits) {
                        let message = format!("`{text}` is not {}", expected(shape));
                        let help = "write plain digits, without sign or leading zeros";
                        let help = if spelled { "" } else { help };
                        self.report(code::BAD_VALUE, node, &message, help);
                    }
                }
                Some(_) | None => self.wrong_type(node, &expected(shape), ""),
            },
            Shape::Boolean => match meaning {
                Some(Plain::Boolean(_)) => {}
                Some(_) | None => self.wrong_type(node, &expected(shape), ""),
            },
            Shape::Words(words) => {
                if !words.iter().any(|word| word == text.as_ref()) {
                    let words = words.iter().map(String::as_str);
                    self.unknown_word(node, text, &expected(shape), words);
                }
            }
            Shape::Json
            | Shape::List { .. }
            | Shape::Map(_)
            | Shape::Table(_)
            | Shape::Either(_) => {}
        }
    }

    /// Numbers keep their digits on the way to a JSON file, so they are numbers there too.
    fn json(&mut self, node: &Node) {
        match &node.value {
            Value::Plain(text) => match plain(text) {
                Plain::Integer | Plain::Float if !is_json_number(text) => self.report(
                    code::BAD_NUMBER,
                    node,
                    &format!("`{text}` is not a number in JSON"),
                    &format!("write \"{text}\" if it is text"),
                ),
                Plain::Ambiguous => self.not_text(node, text),
                Plain::Null | Plain::Boolean(_) | Plain::Integer | Plain::Float | Plain::Text => {}
            },
            Value::List(items) => items.iter().for_each(|item| self.json(item)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.json(&entry.value)),
            Value::Quoted(_) | Value::Refused => {}
        }
    }

    fn no_value(&mut self, node: &Node, shape: &Shape, entry: Option<&Entry>) {
        let (span, message) = match entry {
            Some(entry) => (
                entry.span(self.file),
                format!("`{}` has no value", entry.key),
            ),
            None => (node.span(self.file), "a list item has no value".to_owned()),
        };
        let label = format!("expected {}", expected(shape));
        let help = "give the value, or leave it out";
        self.problems
            .push(Diagnostic::new(code::NO_VALUE, span, message, label).help(help));
    }

    fn not_text(&mut self, node: &Node, text: &str) {
        let found = match plain(text) {
            Plain::Ambiguous => format!("`{text}`, which some YAML tools read as a truth value"),
            Plain::Null | Plain::Boolean(_) | Plain::Integer | Plain::Float | Plain::Text => {
                node.found()
            }
        };
        let message = format!("expected text, found {found}");
        self.report(
            code::NOT_TEXT,
            node,
            &message,
            &format!("quote it: \"{text}\""),
        );
    }

    fn unknown_word<'w>(
        &mut self,
        node: &Node,
        text: &str,
        expected: &str,
        words: impl Iterator<Item = &'w str>,
    ) {
        let help = closest(text, words).map(|word| format!("did you mean `{word}`?"));
        let message = format!("expected {expected}, found `{text}`");
        self.report(
            code::UNKNOWN_WORD,
            node,
            &message,
            &help.unwrap_or_default(),
        );
    }

    fn wrong_type(&mut self, node: &Node, expected: &str, help: &str) {
        let help = match &node.value {
            Value::Quoted(text) if plain(text) != Plain::Text => "remove the quotes",
            Value::Quoted(_)
            | Value::Plain(_)
            | Value::List(_)
            | Value::Map(_)
            | Value::Refused => help,
        };
        let message = format!("expected {expected}, found {}", node.found());
        self.report(code::WRONG_TYPE, node, &message, help);
    }

    fn report(&mut self, code: &'static str, node: &Node, message: &str, help: &str) {
        let span = node.span(self.file);
        self.problems
            .push(Diagnostic::new(code, span, message, "").help(help));
    }
}

fn unknown_key(entry: &Entry, map: &MapShape) -> (String, String) {
    let message = format!("unknown key `{}`", entry.key);
    (message, format!("not a key of {}", map.what))
}

/// `` `a`, `b` and `c` ``
fn all_of<'k>(keys: impl Iterator<Item = &'k KeyShape>) -> String {
    listed(keys.map(|key| key.name.as_str())).replace("` or `", "` and `")
}

/// How to write a value of this shape, for a message.
fn written(shape: &Shape) -> String {
    match shape {
        Shape::Map(map) => {
            let shown = |key: &&KeyShape| key.required || key.name == "source";
            let keys = map.keys.iter().filter(shown);
            let keys: Vec<_> = keys.map(|key| format!("{}: …", key.name)).collect();
            format!("write {{{}}}", keys.join(", "))
        }
        Shape::Table(_) => "write {name: …}".to_owned(),
        Shape::List { .. } => "write […], or each item on a line of its own after `- `".to_owned(),
        Shape::Json
        | Shape::Text { .. }
        | Shape::Lines
        | Shape::Integer { .. }
        | Shape::Boolean
        | Shape::Words(_)
        | Shape::Either(_) => String::new(),
    }
}

/// What a place takes, for a message.
fn expected(shape: &Shape) -> String {
    match shape {
        Shape::Json => "a JSON value".to_owned(),
        Shape::Text { .. } => "text".to_owned(),
        Shape::Lines => "line numbers".to_owned(),
        Shape::Integer { least: 0, most } if *most >= u64::from(u32::MAX) => {
            "a whole number".to_owned()
        }
        Shape::Integer { least, most } => format!("a whole number from {least} to {most}"),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Words(words) => listed(words.iter().map(String::as_str)),
        Shape::List { .. } => "a list".to_owned(),
        Shape::Map(map) => map.what.replacen("this map", "a map", 1),
        Shape::Table(_) => "a map".to_owned(),
        Shape::Either(shapes) => either(shapes),
    }
}

/// `` `true`, `false` or `undocumented` ``, `text or a list`
fn either(shapes: &[ShapeId]) -> String {
    let mut words = Vec::new();
    let mut others = Vec::new();
    for &id in shapes {
        match SHAPES.get(id) {
            Shape::Boolean => words.extend(["true", "false"]),
            Shape::Words(more) => words.extend(more.iter().map(String::as_str)),
            other => others.push(expected(other)),
        }
    }
    if !words.is_empty() {
        others.push(listed(words));
    }
    others.join(" or ")
}
