//! Rust source as text, for what needs no formatting: it is the bulk of every file, and formatting it would cost most of the time.

use super::page::push_docs;
use proc_macro2::Literal;

/// What cannot be derived for everybody, since it costs too much compile time.
pub(super) const EXTRA_TRAITS: &str =
    "#[cfg_attr(feature = \"extra-traits\", derive(Clone, PartialEq))]\n";

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// String literals with commas between them.
pub(super) fn literals<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let literals: Vec<String> = texts.into_iter().map(literal).collect();
    literals.join(", ")
}

/// A public field: documentation, name and type.
pub(super) struct Member<'a> {
    /// Its documentation.
    pub(super) docs: Vec<String>,
    /// Its name.
    pub(super) name: &'a str,
    /// Its type.
    pub(super) ty: String,
}

/// A public struct with named fields. `attributes` are whole lines.
pub(super) fn structure<'a>(
    docs: &[String],
    attributes: &[&str],
    name: &str,
    members: impl IntoIterator<Item = Member<'a>>,
) -> String {
    let mut text = String::with_capacity(1024);
    push_docs(&mut text, "", "///", docs);
    text.extend(attributes.iter().copied());
    text.extend(["pub struct ", name, " {"]);
    let empty = text.len();
    for member in members {
        if text.len() == empty {
            text.push('\n');
        }
        push_docs(&mut text, "    ", "///", &member.docs);
        text.extend(["    pub ", member.name, ": ", &member.ty, ",\n"]);
    }
    text.push_str("}\n");
    text
}
