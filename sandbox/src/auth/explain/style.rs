//! How programs write JSON: what else a body could have been before it was written anew.

use crate::json;
use generator::model::Json;
use std::fmt::Write as _;

/// The ways in which programs write one value.
pub(super) fn spellings(value: &Json) -> Vec<(&'static str, String)> {
    let style = |separators: (&'static str, &'static str), ascii, sorted, short, indent| Style {
        comma: separators.0,
        colon: separators.1,
        ascii,
        sorted,
        short,
        indent,
    };
    let tight = (",", ":");
    let wide = (", ", ": ");
    let lines = (",", ": ");
    [
        ("without white space", style(tight, false, false, false, 0)),
        (
            "with a space after commas and colons",
            style(wide, false, false, false, 0),
        ),
        (
            "with a space after commas and colons, accents escaped",
            style(wide, true, false, false, 0),
        ),
        (
            "without white space, accents escaped",
            style(tight, true, false, false, 0),
        ),
        (
            "with lines indented by two spaces",
            style(lines, false, false, false, 2),
        ),
        (
            "with lines indented by four spaces",
            style(lines, false, false, false, 4),
        ),
        (
            "without white space, members sorted",
            style(tight, false, true, false, 0),
        ),
        (
            "with spaces, members sorted",
            style(wide, false, true, false, 0),
        ),
        (
            "without white space, zeros behind the point left out",
            style(tight, false, false, true, 0),
        ),
        (
            "with spaces, zeros behind the point left out",
            style(wide, false, false, true, 0),
        ),
    ]
    .into_iter()
    .map(|(name, style)| {
        let mut text = String::new();
        style.write(value, 0, &mut text);
        (name, text)
    })
    .collect()
}

/// How a program writes JSON.
struct Style {
    comma: &'static str,
    colon: &'static str,
    /// Letters beyond ASCII as `\u00e9`.
    ascii: bool,
    sorted: bool,
    /// `150.00` as `150`.
    short: bool,
    /// Spaces by which each level is indented; 0 for one line.
    indent: usize,
}

impl Style {
    fn write(&self, value: &Json, depth: usize, out: &mut String) {
        match value {
            Json::Null | Json::Boolean(_) => out.push_str(&json::write(value)),
            Json::Number(digits) if self.short && digits.contains('.') => {
                out.push_str(digits.trim_end_matches('0').trim_end_matches('.'));
            }
            Json::Number(digits) => out.push_str(digits),
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
                    out.push_str(self.colon);
                    self.write(value, depth + 1, out);
                }
                self.end(members.is_empty(), depth, out);
                out.push('}');
            }
        }
    }

    fn before(&self, position: usize, depth: usize, out: &mut String) {
        if position > 0 {
            out.push_str(self.comma);
        }
        self.line(depth, out);
    }

    fn end(&self, empty: bool, depth: usize, out: &mut String) {
        if !empty {
            self.line(depth, out);
        }
    }

    fn line(&self, depth: usize, out: &mut String) {
        if self.indent > 0 {
            out.push('\n');
            out.push_str(&" ".repeat(self.indent * depth));
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
