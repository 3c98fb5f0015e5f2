//! How programs write JSON: what else a body could have been before it was written anew.

use crate::json;
use generator::model::Json;
use std::fmt::Write as _;

/// The ways in which programs write one value, each with its name.
pub(super) fn spellings(value: &Json) -> Vec<(String, String)> {
    let mut styles = Vec::new();
    for wide in [false, true] {
        for ascii in [false, true] {
            for sorted in [false, true] {
                for number in [Number::AsSent, Number::Whole, Number::Tenth] {
                    styles.push(Style {
                        wide,
                        ascii,
                        sorted,
                        number,
                        indent: "",
                        ending: "",
                    });
                }
            }
        }
    }
    for indent in ["  ", "    ", "\t"] {
        for ending in ["", "\n"] {
            styles.push(Style {
                wide: false,
                ascii: false,
                sorted: false,
                number: Number::AsSent,
                indent,
                ending,
            });
        }
    }
    let written = styles.into_iter().map(|style| {
        let mut text = String::new();
        style.write(value, 0, &mut text);
        text.push_str(style.ending);
        (style.name(), text)
    });
    written.collect()
}

/// How a program writes JSON.
struct Style {
    /// A space behind commas and colons.
    wide: bool,
    /// Letters beyond ASCII as `\u00e9`.
    ascii: bool,
    /// Members in the order of their names.
    sorted: bool,
    number: Number,
    /// What each level is indented by; nothing for one line.
    indent: &'static str,
    /// What stands behind the value.
    ending: &'static str,
}

/// What becomes of an amount such as `150.00`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// `150.00`
    AsSent,
    /// `150`
    Whole,
    /// `150.0`
    Tenth,
}

impl Style {
    fn name(&self) -> String {
        let mut name = match (self.indent, self.wide) {
            ("", false) => "without white space".to_owned(),
            ("", true) => "with a space after commas and colons".to_owned(),
            ("\t", _) => "with lines indented by tabs".to_owned(),
            (indent, _) => format!("with lines indented by {} spaces", indent.len()),
        };
        for (is, words) in [
            (self.ascii, ", accents escaped"),
            (self.sorted, ", members sorted"),
            (
                self.number == Number::Whole,
                ", zeros behind the point left out",
            ),
            (
                self.number == Number::Tenth,
                ", amounts as binary fractions",
            ),
            (!self.ending.is_empty(), ", a line break at the end"),
        ] {
            if is {
                name.push_str(words);
            }
        }
        name
    }

    fn digits(&self, digits: &str, out: &mut String) {
        if self.number == Number::AsSent || !digits.contains('.') {
            out.push_str(digits);
            return;
        }
        let short = digits.trim_end_matches('0');
        match (short.strip_suffix('.'), self.number) {
            (Some(whole), Number::Tenth) => out.extend([whole, ".0"]),
            (Some(whole), Number::AsSent | Number::Whole) => out.push_str(whole),
            (None, _) => out.push_str(short),
        }
    }

    fn write(&self, value: &Json, depth: usize, out: &mut String) {
        match value {
            Json::Null | Json::Boolean(_) => out.push_str(&json::write(value)),
            Json::Number(digits) => self.digits(digits, out),
            Json::Text(_) => self.text(value, out),
            Json::Array(items) => {
                out.push('[');
                for (position, item) in items.iter().enumerate() {
                    self.before(position, depth + 1, out);
                    self.write(item, depth + 1, out);
                }
                self.end(items.is_empty(), depth, out);
                out.push(']');
            }
            Json::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                if self.sorted {
                    members.sort_by(|one, other| one.0.cmp(&other.0));
                }
                out.push('{');
                for (position, (name, value)) in members.iter().enumerate() {
                    self.before(position, depth + 1, out);
                    self.text(&Json::Text(name.clone()), out);
                    out.push_str(if self.wide || !self.indent.is_empty() {
                        ": "
                    } else {
                        ":"
                    });
                    self.write(value, depth + 1, out);
                }
                self.end(members.is_empty(), depth, out);
                out.push('}');
            }
        }
    }

    fn before(&self, position: usize, depth: usize, out: &mut String) {
        if position > 0 {
            out.push_str(if self.wide { ", " } else { "," });
        }
        self.line(depth, out);
    }

    fn end(&self, empty: bool, depth: usize, out: &mut String) {
        if !empty {
            self.line(depth, out);
        }
    }

    fn line(&self, depth: usize, out: &mut String) {
        if !self.indent.is_empty() {
            out.push('\n');
            out.push_str(&self.indent.repeat(depth));
        }
    }

    fn text(&self, value: &Json, out: &mut String) {
        let written = json::write(value);
        if !self.ascii {
            out.push_str(&written);
            return;
        }
        for letter in written.chars() {
            if letter.is_ascii() {
                out.push(letter);
            } else {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    // Writing to a String does not fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
}
