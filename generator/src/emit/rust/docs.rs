//! Documentation of types, fields and codes.

use super::markdown::{code, codes, plain, sentence};
use super::supply;
use crate::model::{
    Bank, Code, DecimalRules, Field, IntegerRules, Listed, Place, Provenance, Required, Sensitive,
    Shape, Text, TextRules, Type, TypeRef, WireForm,
};

/// Lines of documentation: paragraphs with an empty line between them, and lists.
#[derive(Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
    in_list: bool,
}

impl Docs {
    /// Begins with a paragraph.
    pub(super) fn new(paragraph: String) -> Self {
        let mut docs = Self::default();
        docs.paragraph(paragraph);
        docs
    }

    /// Adds a paragraph; an empty one is left out.
    pub(super) fn paragraph(&mut self, text: String) {
        if !text.is_empty() {
            self.gap();
            self.lines.push(text);
        }
    }

    /// Adds an item to the list at the end, or begins one.
    pub(super) fn item(&mut self, text: &str) {
        if !self.in_list {
            self.gap();
            self.in_list = true;
        }
        self.lines.push(format!("- {text}"));
    }

    /// Adds lines that belong together: a table, a piece of code.
    pub(super) fn block(&mut self, lines: impl IntoIterator<Item = String>) {
        self.gap();
        self.lines.extend(lines);
    }

    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.in_list = false;
    }

    /// The lines.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

/// The word of a place: `in the body`.
pub(super) const fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "in the path",
        Place::Query => "in the query",
        Place::Header => "in a header",
        Place::Body => "in the body",
    }
}

/// Where a fact stands, and the rulings behind it with their decisions.
pub(super) fn provenance(docs: &mut Docs, bank: &Bank, of: &Provenance) {
    if !of.source.is_empty() {
        docs.item(&format!("Source: {}", source(bank, of)));
    }
    if let Some(ruling) = &of.assumed {
        docs.item(&format!(
            "No document states this; ruling {} supplies it",
            plain(ruling)
        ));
    }
    for id in of.all_rulings() {
        let decision = bank.ruling(id).map_or("", |ruling| &ruling.decision.en);
        docs.item(&format!("Ruling {}: {}", plain(id), sentence(decision)));
    }
}

/// `001.txt`, lines 12-14; `002.txt`, line 3
pub(super) fn source(bank: &Bank, of: &Provenance) -> String {
    let mut text = String::new();
    for lines in &of.source {
        if !text.is_empty() {
            text.push_str("; ");
        }
        let file = bank
            .documents
            .get(lines.document)
            .map_or("", |document| &document.file);
        let one = matches!(lines.lines.as_slice(), [(first, last)] if first == last);
        let word = if one { "line" } else { "lines" };
        text.extend([&code(file), ", ", word, " ", &lines.text()]);
    }
    text
}

/// The lines alone, as code tables have them; of another document with its file name.
pub(super) fn lines(bank: &Bank, document: usize, of: &Provenance) -> String {
    let places = of.source.iter().map(|lines| {
        let file = bank
            .documents
            .get(lines.document)
            .map_or("", |document| &document.file);
        if lines.document == document {
            lines.text()
        } else {
            format!("{file}: {}", lines.text())
        }
    });
    places.collect::<Vec<_>>().join("; ")
}

/// A field of a request, an answer or an object.
pub(super) fn field(bank: &Bank, field: &Field) -> Vec<String> {
    described(bank, field, &[Some(wire(field)), supply::at_field(field)])
}

/// A header of the profile. `taken` says by which operations.
pub(super) fn kept(bank: &Bank, field: &Field, taken: String) -> Vec<String> {
    let on_wire = format!("On the wire: {} in a header", code(&field.wire_name));
    described(bank, field, &[Some(on_wire), Some(taken)])
}

/// Meaning and rules of a field, with the items that its place in a struct adds.
fn described(bank: &Bank, field: &Field, first: &[Option<String>]) -> Vec<String> {
    let meaning = if field.doc.en.is_empty() {
        named_doc(bank, &field.ty)
    } else {
        &field.doc
    };
    let mut docs = Docs::new(meaning_of(meaning));
    for item in first.iter().flatten() {
        docs.item(item);
    }
    if let Some(rules) = reference_rules(bank, &field.ty) {
        docs.item(&rules);
    }
    if let Some(default) = &field.default {
        docs.item(&format!("Left out, the bank assumes {}", code(default)));
    }
    sensitive(&mut docs, field.sensitive);
    match &field.example {
        Some(example) if field.sensitive != Some(Sensitive::Secret) => {
            docs.item(&format!("Example: {}", code(example)));
        }
        Some(_) | None => {}
    }
    provenance(&mut docs, bank, &field.provenance);
    docs.into_lines()
}

fn named_doc<'m>(bank: &'m Bank, ty: &TypeRef) -> &'m Text {
    const NONE: &Text = &Text {
        en: String::new(),
        es: String::new(),
    };
    match ty {
        TypeRef::Named(id) => &bank.ty(*id).doc,
        TypeRef::List(item) => named_doc(bank, item),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => NONE,
    }
}

/// A meaning in prose: the words of a specification show exactly as they are, the name in the generator's own words as code.
fn meaning_of(doc: &Text) -> String {
    match doc.object() {
        Some(name) => format!("The fields of {}.", code(name)),
        None => sentence(&doc.en),
    }
}

/// Name, place and mark of a field.
fn wire(field: &Field) -> String {
    let mut text = if field.wire_name.is_empty() {
        "The body itself, a JSON array".to_owned()
    } else {
        format!(
            "On the wire: {} {}",
            code(&field.wire_name),
            place(field.place)
        )
    };
    if let Some(other) = field.also_in {
        text.push_str(", or else ");
        text.push_str(place(other));
    }
    text.push_str(match field.required {
        Required::Yes => ", required",
        Required::No => ", optional",
        Required::Undocumented => "; no document tells whether it is required",
    });
    if !field.aliases.is_empty() {
        let names: Vec<String> = field.aliases.iter().map(|path| path.join(".")).collect();
        text.push_str("; also read as ");
        text.push_str(&codes(names.iter().map(String::as_str)));
    }
    text
}

fn sensitive(docs: &mut Docs, mark: Option<Sensitive>) {
    match mark {
        Some(Sensitive::Personal) => docs.item("Personal: `Debug` and errors do not show it"),
        Some(Sensitive::Secret) => docs.item("Secret: never shown, wiped from memory after use"),
        None => {}
    }
}

/// The rules that the type of a field sets.
fn reference_rules(bank: &Bank, ty: &TypeRef) -> Option<String> {
    let wire = |form: WireForm| match form {
        WireForm::Number => None,
        WireForm::Text => Some("Written as JSON text".to_owned()),
        WireForm::Boolean => Some("Written as a JSON boolean".to_owned()),
    };
    match ty {
        TypeRef::Named(id) => rules(&bank.ty(*id).shape),
        TypeRef::Text | TypeRef::SecretText => None,
        TypeRef::Decimal(form) | TypeRef::Integer(form) => wire(*form),
        TypeRef::Boolean {
            wire: form,
            lenient,
            words,
        } => {
            let written = match (words, form) {
                (Some(words), _) => {
                    format!(
                        "Yes or no, written as {} or {}",
                        code(&words.yes),
                        code(&words.no)
                    )
                }
                (None, WireForm::Boolean) => "Yes or no".to_owned(),
                (None, WireForm::Text) => "Yes or no, written as JSON text".to_owned(),
                (None, WireForm::Number) => "Yes or no, written as 1 or 0".to_owned(),
            };
            let read = if *lenient {
                "; also reads \"true\", \"false\", \"S\", \"N\", \"1\" and \"0\", and keeps any other text"
            } else {
                ""
            };
            Some(format!("{written}{read}"))
        }
        TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => {
            Some(format!("Format: {}", code(&format.0)))
        }
        TypeRef::List(item) => {
            let rules = reference_rules(bank, item)?;
            Some(format!(
                "Items: {}",
                rules.strip_prefix("Rules: ").unwrap_or(&rules)
            ))
        }
    }
}

/// The rules of a named type in one line.
fn rules(shape: &Shape) -> Option<String> {
    match shape {
        Shape::Text(rules) => text_rules(rules),
        Shape::Decimal(rules) => Some(decimal_rules(rules)),
        Shape::Integer(rules) => Some(integer_rules(rules)),
        Shape::Enum { open, values } => Some(listed_rules(*open, values)),
        Shape::Object(_) => None,
    }
}

fn text_rules(rules: &TextRules) -> Option<String> {
    let mut parts = Vec::new();
    match (rules.min_length, rules.max_length) {
        (Some(1), Some(1)) => parts.push("exactly 1 character".to_owned()),
        (Some(min), Some(max)) if min == max => parts.push(format!("exactly {min} characters")),
        (Some(min), Some(max)) => parts.push(format!("{min} to {max} characters")),
        (Some(min), None) => parts.push(format!("at least {min} characters")),
        (None, Some(max)) => parts.push(format!("at most {max} characters")),
        (None, None) => {}
    }
    if let Some(pattern) = &rules.pattern {
        parts.push(format!("matching {}", code(pattern)));
    }
    (!parts.is_empty()).then(|| format!("Rules: {}", parts.join(", ")))
}

fn decimal_rules(rules: &DecimalRules) -> String {
    let mut parts = vec!["an exact decimal".to_owned()];
    match rules.scale {
        Some(1) => parts.push("written with 1 digit after the point".to_owned()),
        Some(scale) => parts.push(format!("written with {scale} digits after the point")),
        None => {}
    }
    if let Some(digits) = rules.digits {
        parts.push(format!("at most {digits} digits"));
    }
    bounds(
        &mut parts,
        rules.minimum.as_deref(),
        rules.maximum.as_deref(),
    );
    if rules.wire == WireForm::Text {
        parts.push("as JSON text".to_owned());
    }
    format!("Rules: {}", parts.join(", "))
}

fn integer_rules(rules: &IntegerRules) -> String {
    let mut parts = vec!["a whole number".to_owned()];
    let (least, greatest) = (
        rules.minimum.map(|n| n.to_string()),
        rules.maximum.map(|n| n.to_string()),
    );
    bounds(&mut parts, least.as_deref(), greatest.as_deref());
    if rules.wire == WireForm::Text {
        parts.push("as JSON text".to_owned());
    }
    format!("Rules: {}", parts.join(", "))
}

fn bounds(parts: &mut Vec<String>, minimum: Option<&str>, maximum: Option<&str>) {
    if let Some(minimum) = minimum {
        parts.push(format!("at least {}", code(minimum)));
    }
    if let Some(maximum) = maximum {
        parts.push(format!("at most {}", code(maximum)));
    }
}

fn listed_rules(open: bool, values: &[Listed]) -> String {
    let listed = codes(values.iter().map(|listed| listed.value.as_str()));
    let others = if open {
        "; the bank may know others"
    } else {
        ""
    };
    format!("Values: {listed}{others}")
}

/// A named type.
pub(super) fn named(bank: &Bank, ty: &Type) -> Vec<String> {
    let mut docs = Docs::new(meaning_of(&ty.doc));
    if let Some(rules) = rules(&ty.shape) {
        docs.item(&rules);
    }
    sensitive(&mut docs, ty.sensitive);
    match &ty.example {
        Some(example) if ty.sensitive != Some(Sensitive::Secret) => {
            docs.item(&format!("Example: {}", code(example)));
        }
        Some(_) | None => {}
    }
    provenance(&mut docs, bank, &ty.provenance);
    docs.into_lines()
}

/// A listed value.
pub(super) fn listed(bank: &Bank, value: &Listed) -> Vec<String> {
    let meaning = value
        .doc
        .as_ref()
        .map(|doc| sentence(&doc.en))
        .unwrap_or_default();
    let mut docs = Docs::new(
        format!("{} {meaning}", code(&value.value))
            .trim_end()
            .to_owned(),
    );
    provenance(&mut docs, bank, &value.provenance);
    docs.into_lines()
}

/// A response code.
pub(super) fn response_code(bank: &Bank, document: usize, row: &Code) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(description) = &row.description {
        parts.push(plain(description));
    }
    if let Some(kind) = &row.kind {
        parts.push(plain(kind));
    }
    if let Some(status) = row.status {
        parts.push(status.to_string());
    }
    parts.push(outcome(row.outcome).to_owned());
    let lines = lines(bank, document, &row.provenance);
    if !lines.is_empty() {
        let word = if lines.bytes().all(|byte| byte.is_ascii_digit()) {
            "line"
        } else {
            "lines"
        };
        parts.push(format!("{word} {}", plain(&lines)));
    }
    let mut line = format!("{} {}", code(&row.code), parts.join(" · "));
    let rulings = row.provenance.all_rulings();
    if !rulings.is_empty() {
        line.push_str(" · ");
        line.push_str(&plain(&rulings.join(", ")));
    }
    vec![line]
}

/// The word of an outcome.
pub(super) const fn outcome(outcome: crate::model::Outcome) -> &'static str {
    match outcome {
        crate::model::Outcome::Accepted => "accepted",
        crate::model::Outcome::Rejected => "rejected",
        crate::model::Outcome::Unknown => "unknown",
    }
}
