//! The usual mistakes in signing, made for one request.

use super::Attempt;
use crate::auth::signature::bytes_of_hex;
use crate::route;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use generator::model::{MessagePart, Path};

/// One way to differ: what it is called, and what it changes.
pub(super) struct Mistake {
    pub(super) name: String,
    pub(super) change: Change,
}

pub(super) enum Change {
    /// Another text for the signing base or the path.
    Place(Vec<u8>),
    /// Another text for the nonce.
    Nonce(Vec<u8>),
    /// Other bytes for the body.
    Body(Vec<u8>),
    /// A text between the parts.
    Separator(&'static str),
    /// Another order of the parts.
    Order(Vec<usize>),
    /// Another secret.
    Secret(Vec<u8>),
}

impl Change {
    /// Two mistakes of one kind exclude each other.
    pub(super) const fn kind(&self) -> u8 {
        match self {
            Self::Place(_) => 0,
            Self::Nonce(_) => 1,
            Self::Body(_) => 2,
            Self::Separator(_) => 3,
            Self::Order(_) => 4,
            Self::Secret(_) => 5,
        }
    }
}

impl Attempt<'_> {
    /// Every mistake that this request leaves room for.
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut all = Vec::new();
        self.places(&mut all);
        self.nonces(&mut all);
        self.bodies(&mut all);
        for (separator, name) in [
            ("\n", "line breaks"),
            ("|", "bars"),
            (":", "colons"),
            (".", "dots"),
            ("&", "ampersands"),
            (" ", "spaces"),
            (",", "commas"),
        ] {
            all.push(Mistake {
                name: format!("the parts were joined with {name} between them"),
                change: Change::Separator(separator),
            });
        }
        self.orders(&mut all);
        self.secrets(&mut all);
        all
    }

    fn places(&self, all: &mut Vec<Mistake>) {
        let target = &self.parts.received.target;
        let path = route::path_of(target);
        let base = self
            .scheme
            .message
            .value
            .iter()
            .find_map(|part| match part {
                MessagePart::SigningBase | MessagePart::Path | MessagePart::Target => {
                    Some(self.parts.part(part))
                }
                MessagePart::Query
                | MessagePart::Method
                | MessagePart::Nonce
                | MessagePart::Key
                | MessagePart::Body
                | MessagePart::Text(_) => None,
            });
        let Some(base) = base else { return };
        let host = self.parts.received.header("host").unwrap_or_default();
        let host = String::from_utf8_lossy(host);
        let trimmed = base.trim_start_matches('/');
        let own = match &self.parts.operation.path {
            Path::Template { template, .. } => template.as_str(),
            Path::Undocumented { .. } => base,
        };
        let candidates = [
            (
                "the whole path was signed instead of the base",
                path.to_owned(),
            ),
            ("the path was signed with its query", target.clone()),
            ("the query was signed behind the base", {
                let query = route::query_of(target);
                query.map_or_else(|| base.to_owned(), |query| format!("{base}?{query}"))
            }),
            (
                "the path's template was signed, with its braces",
                own.to_owned(),
            ),
            ("a slash was signed behind the base", format!("{base}/")),
            (
                "the base was signed without its first slash",
                trimmed.to_owned(),
            ),
            (
                "the base was signed without its first slash and with one behind it",
                format!("{trimmed}/"),
            ),
            (
                "a slash was signed behind the whole path",
                format!("{path}/"),
            ),
            (
                "the whole path was signed without its first slash",
                path.trim_start_matches('/').to_owned(),
            ),
            ("the base was signed twice-slashed", format!("/{base}")),
            ("the whole URL was signed", format!("http://{host}{target}")),
            (
                "the whole URL was signed, with https",
                format!("https://{host}{target}"),
            ),
            ("the method was signed before the base", {
                format!("{}{base}", self.parts.received.method)
            }),
            ("the base was signed in lower case", base.to_lowercase()),
            ("the base was signed in capitals", base.to_uppercase()),
            ("the base is missing from the signed text", String::new()),
            (
                "the base was signed percent-encoded",
                base.replace('/', "%2F"),
            ),
            (
                "the public key was signed too, before the base",
                format!("{}{base}", self.parts.key),
            ),
            (
                "the public key was signed too, behind the base",
                format!("{base}{}", self.parts.key),
            ),
        ];
        for (name, text) in candidates {
            if text != base {
                all.push(Mistake {
                    name: name.to_owned(),
                    change: Change::Place(text.into_bytes()),
                });
            }
        }
        part_places(base, path, all);
    }

    fn nonces(&self, all: &mut Vec<Mistake>) {
        let nonce = self.parts.nonce;
        if nonce.is_empty() {
            return;
        }
        let mut add = |name: &str, text: String| {
            all.push(Mistake {
                name: name.to_owned(),
                change: Change::Nonce(text.into_bytes()),
            });
        };
        add("the nonce is missing from the signed text", String::new());
        add(
            "the nonce was signed in quotation marks",
            format!("\"{nonce}\""),
        );
        for word in ["undefined", "null", "None"] {
            add(
                &format!("`{word}` was signed as the nonce"),
                word.to_owned(),
            );
        }
        add(
            "the public key was signed too, behind the nonce",
            format!("{nonce}{}", self.parts.key),
        );
        if let Some(seconds) = nonce.len().checked_sub(3).and_then(|end| nonce.get(..end)) {
            add("the nonce was signed in seconds", seconds.to_owned());
        }
        add(
            "the nonce was signed a thousand times as great",
            format!("{nonce}000"),
        );
    }

    fn orders(&self, all: &mut Vec<Mistake>) {
        let parts = &self.scheme.message.value;
        if parts.len() > 4 {
            return;
        }
        let own: Vec<usize> = (0..parts.len()).collect();
        for order in permutations(&own) {
            if order != own {
                let names: Vec<_> = order
                    .iter()
                    .filter_map(|place| parts.get(*place))
                    .map(part_name)
                    .collect();
                all.push(Mistake {
                    name: format!("the parts were signed in the order {}", names.join(", ")),
                    change: Change::Order(order),
                });
            }
        }
    }

    fn secrets(&self, all: &mut Vec<Mistake>) {
        let mut add = |name: &str, secret: Option<Vec<u8>>| {
            if let Some(secret) = secret.filter(|secret| *secret != self.secret.as_bytes()) {
                all.push(Mistake {
                    name: name.to_owned(),
                    change: Change::Secret(secret),
                });
            }
        };
        add(
            "the public key signed instead of the secret",
            Some(self.key.into()),
        );
        let lower = self.secret.to_ascii_lowercase();
        add(
            "the bytes that the secret's hexadecimal digits stand for signed, instead of its letters",
            bytes_of_hex(&lower, false),
        );
        add(
            "the bytes that the secret stands for in base64 signed, instead of its letters",
            STANDARD.decode(self.secret).ok(),
        );
        add(
            "the secret signed in base64",
            Some(STANDARD.encode(self.secret).into()),
        );
        add(
            "the secret signed in capitals",
            Some(self.secret.to_ascii_uppercase().into()),
        );
        add("the secret signed in small letters", Some(lower.into()));
        add(
            "the secret signed with a line break behind it",
            Some(format!("{}\n", self.secret).into()),
        );
        add("an empty secret signed", Some(Vec::new()));
        for mark in ['"', '\''] {
            add(
                "the secret signed in quotation marks",
                Some(format!("{mark}{}{mark}", self.secret).into()),
            );
        }
        for other in &self.others {
            add("the secret of another key signed", Some((*other).into()));
        }
    }
}

/// Adds the places that are parts of the right one, or of the whole path.
fn part_places(base: &str, path: &str, all: &mut Vec<Mistake>) {
    for (name, text, parts) in [
        ("the base", base, Parts::Ends),
        ("the whole path", path, Parts::Ends),
        ("the whole path", path, Parts::Beginnings),
    ] {
        for part in parts.of(text).filter(|part| *part != base) {
            all.push(Mistake {
                name: format!("only {} of {name} was signed", parts.name()),
                change: Change::Place(part.into()),
            });
        }
    }
    if let Some(decoded) = route::decode(path).filter(|decoded| decoded != path) {
        all.push(Mistake {
            name: "the whole path was signed before it was percent-encoded".to_owned(),
            change: Change::Place(decoded.into_bytes()),
        });
    }
}

/// Parts of a path that end or begin at a slash.
#[derive(Clone, Copy)]
enum Parts {
    Beginnings,
    Ends,
}

impl Parts {
    const fn name(self) -> &'static str {
        match self {
            Self::Beginnings => "the beginning",
            Self::Ends => "the end",
        }
    }

    fn of(self, text: &str) -> impl Iterator<Item = &str> {
        let slashes = text
            .match_indices('/')
            .map(|(at, _)| at)
            .filter(|at| *at > 0);
        slashes.filter_map(move |at| match self {
            Self::Beginnings => text.get(..at),
            Self::Ends => text.get(at..),
        })
    }
}

const fn part_name(part: &MessagePart) -> &'static str {
    match part {
        MessagePart::SigningBase => "base",
        MessagePart::Path => "path",
        MessagePart::Query => "query",
        MessagePart::Target => "path with query",
        MessagePart::Method => "method",
        MessagePart::Nonce => "nonce",
        MessagePart::Key => "key",
        MessagePart::Body => "body",
        MessagePart::Text(_) => "constant text",
    }
}

fn permutations(items: &[usize]) -> Vec<Vec<usize>> {
    let Some((first, rest)) = items.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for shorter in permutations(rest) {
        for place in 0..=shorter.len() {
            let mut longer = shorter.clone();
            longer.insert(place, *first);
            all.push(longer);
        }
    }
    all
}
