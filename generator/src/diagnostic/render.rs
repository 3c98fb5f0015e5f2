//! Diagnostics for people (in the manner of rustc) and for machines.

use super::visible::{is_hidden, push_visible};
use super::{Diagnostic, Label, visible};
use crate::source::{Document, FileId, Sources, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar as _;

/// Columns of a source line that are shown; of a longer one, the part around the underline.
const SHOWN_COLUMNS: usize = 110;
/// Columns before an underline that are kept when a line is cut.
const COLUMNS_BEFORE: usize = 40;

/// A diagnostic with its places as lines and columns: the machine-readable form.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Located {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub primary: LocatedLabel,
    /// The other places.
    pub secondary: Vec<LocatedLabel>,
    /// What to do; may be empty.
    pub help: String,
}

/// A place in a file. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct LocatedLabel {
    /// Path of the file.
    pub file: String,
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
    /// A few words; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// The diagnostic with lines and columns.
    #[must_use]
    pub fn locate(&self, sources: &Sources) -> Located {
        Located {
            code: self.code,
            message: visible(&self.message).into_owned(),
            primary: locate(&self.primary, sources),
            secondary: self
                .secondary
                .iter()
                .map(|label| locate(label, sources))
                .collect(),
            help: visible(&self.help).into_owned(),
        }
    }

    /// The diagnostic as text of several lines, each ended by a line feed; with terminal colours if `colour`.
    #[must_use]
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        let paint = Paint { colour };
        let mut out = String::new();
        out.push_str(&paint.error(&format!("error[{}]", self.code)));
        out.push_str(&paint.bold(&format!(": {}", visible(&self.message))));
        out.push('\n');
        let files = group(self, sources);
        let gutter = files
            .iter()
            .flat_map(|(_, lines)| lines.keys())
            .max()
            .map_or(1, |line| line.to_string().len());
        for (position, (file, lines)) in files.iter().enumerate() {
            let arrow = if position == 0 { "-->" } else { ":::" };
            let place = lines.values().flatten().min_by_key(|mark| !mark.primary);
            let (line, column) = place.map_or((1, 1), |mark| (mark.line, mark.column));
            let path = sources.shown_path(*file);
            let arrow = paint.frame(&format!("{:gutter$}{arrow}", ""));
            let _ = writeln!(out, "{arrow} {}:{line}:{column}", visible(&path));
            write_snippet(&mut out, paint, gutter, lines);
        }
        if !self.help.is_empty() {
            let margin = paint.frame(&format!("{:gutter$} |\n{:gutter$} =", "", ""));
            let _ = writeln!(
                out,
                "{margin} {} {}",
                paint.bold("help:"),
                visible(&self.help)
            );
        }
        out
    }
}

/// One label on its line. Line and columns count from 1.
struct Mark<'d> {
    line: usize,
    column: usize,
    /// Bytes of the line that are underlined.
    bytes: std::ops::Range<usize>,
    source: &'d str,
    text: &'d str,
    primary: bool,
}

type Lines<'d> = BTreeMap<usize, Vec<Mark<'d>>>;

/// The labels by file and line; the file of the primary label is first.
fn group<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Vec<(FileId, Lines<'d>)> {
    let mut files: Vec<(FileId, Lines)> = Vec::new();
    let secondary = diagnostic.secondary.iter().map(|label| (label, false));
    for (label, primary) in std::iter::once((&diagnostic.primary, true)).chain(secondary) {
        let Some(document) = sources.get(label.span.file) else {
            continue;
        };
        let position = position(document, label.span.start);
        let end = floor(&document.text, label.span.end).max(position.offset);
        let length = end - position.line_start;
        let mark = Mark {
            line: position.line,
            column: position.column,
            bytes: position.offset - position.line_start..length.min(position.source.len()),
            source: position.source,
            text: &label.text,
            primary,
        };
        let known = files.iter().position(|(file, _)| *file == label.span.file);
        let index = known.unwrap_or(files.len());
        if known.is_none() {
            files.push((label.span.file, Lines::new()));
        }
        files[index].1.entry(mark.line).or_default().push(mark);
    }
    files
}

fn write_snippet(out: &mut String, paint: Paint, gutter: usize, lines: &Lines) {
    let margin = paint.frame(&format!("{:gutter$} |", ""));
    // Of a file without text there is nothing to show.
    if lines.values().flatten().all(|mark| mark.source.is_empty()) {
        return;
    }
    let _ = writeln!(out, "{margin}");
    let mut last = None;
    for (&line, marks) in lines {
        if last.is_some_and(|last| last + 1 < line) {
            let _ = writeln!(out, "{}", paint.frame("..."));
        }
        last = Some(line);
        let Some(first) = marks.first() else { continue };
        let cells = Cells::new(first.source, marks);
        let number = paint.frame(&format!("{line:gutter$} |"));
        let _ = writeln!(out, "{}", format!("{number} {}", cells.text).trim_end());
        for mark in marks {
            let (start, end) = cells.columns(&mark.bytes);
            let carets = if mark.primary { "^" } else { "-" }.repeat((end - start).max(1));
            let note = format!("{carets} {}", visible(mark.text));
            let note = paint.mark(note.trim_end(), mark.primary);
            let _ = writeln!(out, "{margin} {:start$}{note}", "");
        }
    }
}

/// A source line as shown, and where each of its bytes stands.
struct Cells {
    text: String,
    /// Byte of the source line and the column of its character, ascending; the last entry is the end.
    columns: Vec<(usize, usize)>,
}

impl Cells {
    fn new(source: &str, marks: &[Mark]) -> Self {
        let whole = source.chars().map(shown_width).sum::<usize>();
        let keep = marks.iter().map(|mark| mark.bytes.start).min().unwrap_or(0);
        let before: usize = source[..floor_at(source, keep)]
            .chars()
            .map(shown_width)
            .sum();
        let skip = if whole > SHOWN_COLUMNS {
            before.saturating_sub(COLUMNS_BEFORE)
        } else {
            0
        };
        let mut cells = Self {
            text: String::new(),
            columns: Vec::new(),
        };
        let (mut passed, mut column) = (0, 0);
        if skip > 0 {
            cells.text.push('…');
            column = 1;
        }
        for (byte, character) in source.char_indices() {
            cells.columns.push((byte, column));
            let width = shown_width(character);
            passed += width;
            if passed <= skip {
                continue;
            }
            if column + width > SHOWN_COLUMNS {
                cells.text.push('…');
                break;
            }
            if character == '\t' {
                cells.text.push_str("    ");
            } else {
                push_visible(&mut cells.text, character);
            }
            column += width;
        }
        cells.columns.push((source.len(), column));
        cells
    }

    /// First and one past the last column of some bytes.
    fn columns(&self, bytes: &std::ops::Range<usize>) -> (usize, usize) {
        let at = |byte| {
            let index = self.columns.partition_point(|&(start, _)| start < byte);
            self.columns
                .get(index)
                .or(self.columns.last())
                .map_or(0, |&(_, column)| column)
        };
        let start = at(bytes.start);
        (start, at(bytes.end).max(start))
    }
}

/// Columns that a character takes in a snippet.
fn shown_width(character: char) -> usize {
    if character == '\t' {
        return 4;
    }
    if is_hidden(character) {
        let mut shown = String::new();
        push_visible(&mut shown, character);
        return shown.len();
    }
    character.width().unwrap_or(1)
}

/// A byte of a document as line and column.
struct Position<'d> {
    offset: usize,
    line: usize,
    column: usize,
    line_start: usize,
    source: &'d str,
}

fn position(document: &Document, byte: u32) -> Position<'_> {
    let text = document.text.as_str();
    let offset = floor(text, byte);
    let line_start = text[..offset].rfind('\n').map_or(0, |feed| feed + 1);
    let rest = &text[line_start..];
    let source = rest.split('\n').next().unwrap_or(rest);
    // A byte order mark is no part of the line that a person sees.
    let bom = if line_start == 0 && source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let line_start = line_start + bom;
    let offset = offset.max(line_start);
    Position {
        offset,
        line: text[..line_start].matches('\n').count() + 1,
        column: text[line_start..offset].chars().count() + 1,
        line_start,
        source: source[bom..].trim_end_matches('\r'),
    }
}

/// The byte offset, moved to the start of its character and into the text.
fn floor(text: &str, byte: u32) -> usize {
    floor_at(text, usize::try_from(byte).unwrap_or(usize::MAX))
}

fn floor_at(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn locate(label: &Label, sources: &Sources) -> LocatedLabel {
    let Span { file, start, end } = label.span;
    let (start, end) = match sources.get(file) {
        Some(document) => {
            let start = position(document, start);
            let end = position(document, end.max(label.span.start));
            ((start.line, start.column), (end.line, end.column))
        }
        None => ((1, 1), (1, 1)),
    };
    LocatedLabel {
        file: visible(&sources.shown_path(file)).into_owned(),
        line: start.0,
        column: start.1,
        end_line: end.0,
        end_column: end.1,
        text: visible(&label.text).into_owned(),
    }
}

/// Terminal colours, or none.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn error(self, text: &str) -> String {
        self.with("1;31", text)
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn frame(self, text: &str) -> String {
        self.with("1;34", text)
    }

    fn mark(self, text: &str, primary: bool) -> String {
        self.with(if primary { "1;31" } else { "1;34" }, text)
    }
}
