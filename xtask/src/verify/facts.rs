//! What a specification says about documents: facts, the lines they cite and what those lines must show.

use super::passage::Case;
use generator::source::Span;
use generator::spec::{OneOrMany, Required, Source};

/// One fact that cites lines.
pub(crate) struct Fact<'a> {
    /// What it is: `pagos/crear_pago_p2p request banco`.
    pub(crate) what: String,
    /// The cited lines; never empty.
    pub(crate) cited: Vec<Cited<'a>>,
    /// What the lines must show.
    pub(crate) claims: Vec<Claim>,
    /// Whether a ruling chose between readings: the value need not be the printed one then.
    pub(crate) ruled: bool,
    /// What a table row must name for this fact to be the one that transcribes it.
    pub(crate) keys: Vec<Key>,
    /// The chapter that at least one of the lines belongs to.
    pub(crate) chapter: Option<Chapter<'a>>,
}

/// Lines of one document.
pub(crate) struct Cited<'a> {
    /// Id of the document; empty if the specification names none.
    pub(crate) document: &'a str,
    /// First and last line of each stretch.
    pub(crate) lines: &'a [(u32, u32)],
    /// Where the specification says so.
    pub(crate) span: Span,
}

/// The chapter of an operation.
#[derive(Clone, Copy)]
pub(crate) struct Chapter<'a> {
    /// Id of the document.
    pub(crate) document: &'a str,
    /// Its lines.
    pub(crate) lines: &'a [(u32, u32)],
}

/// What identifies a row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A parameter or field, in small letters.
    Name(String),
    /// A response code.
    Code(String),
    /// An HTTP status.
    Status(u16),
    /// A host.
    Host(String),
    /// A path.
    Path(String),
    /// An HTTP method.
    Method(String),
    /// A permission.
    Permission(String),
    /// A listed value.
    Value(String),
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(text) => write!(f, "`{text}`"),
            Self::Code(text) => write!(f, "code `{text}`"),
            Self::Status(status) => write!(f, "status {status}"),
            Self::Host(text) => write!(f, "host `{text}`"),
            Self::Path(text) => write!(f, "path `{text}`"),
            Self::Method(text) => write!(f, "method {text}"),
            Self::Permission(text) => write!(f, "permission {text}"),
            Self::Value(text) => write!(f, "value `{text}`"),
        }
    }
}

/// Something that the cited lines must show.
pub(crate) enum Claim {
    /// One of these wire names. A dotted name counts as shown too if each of its parts is.
    Name(Vec<String>),
    /// These words.
    Words {
        /// What they are: `method`.
        what: &'static str,
        /// The words.
        text: String,
        /// Whether capitals matter.
        case: Case,
        /// Whether a ruling may have chosen other words than the printed ones.
        decidable: bool,
    },
    /// The letters and digits of one of these words, whatever stands between them.
    Squashed {
        /// What they are: `algorithm`.
        what: &'static str,
        /// The words.
        texts: &'static [&'static str],
    },
    /// This text, be it a part of a word, whatever stands between its letters and digits.
    Part {
        /// What it is: `doubt`.
        what: &'static str,
        /// The text.
        text: String,
    },
    /// This number, if the lines speak of a length at all.
    Length(u32),
    /// These texts, and nothing but them.
    Whole(Vec<(&'static str, String)>),
    /// A row of an argument or field table with this type.
    Type(Category),
    /// A row of an argument table with this mark.
    Required(Required),
}

/// Sorts of types that documents tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    /// Text, also of listed values.
    Text,
    /// Number with decimals.
    Decimal,
    /// Whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// Day.
    Date,
    /// Time of day.
    Time,
    /// Day and time.
    Datetime,
    /// Object.
    Object,
    /// List.
    List,
}

/// Gathers facts while the specification is walked.
pub(crate) struct Facts<'a> {
    /// The facts found.
    pub(crate) list: Vec<Fact<'a>>,
    /// Facts that a ruling alone supplies.
    pub(crate) assumed: usize,
    /// Document of lines without one.
    pub(crate) document: &'a str,
    /// Begin of every [`Fact::what`].
    pub(crate) prefix: String,
    /// Chapter of the operation that is walked.
    pub(crate) chapter: Option<Chapter<'a>>,
}

impl<'a> Facts<'a> {
    /// No facts yet; lines without a document belong to `document`.
    pub(crate) fn new(document: &'a str) -> Self {
        Self {
            list: Vec::new(),
            assumed: 0,
            document,
            prefix: String::new(),
            chapter: None,
        }
    }

    /// Adds a fact if it cites lines.
    pub(crate) fn add(
        &mut self,
        what: &str,
        source: Option<&'a Source>,
        ruling: &OneOrMany,
        claims: Vec<Claim>,
    ) {
        self.push(what, source, ruling, claims, Vec::new(), None);
    }

    /// Adds a fact that transcribes a row of a table, and stands in the chapter of its operation.
    pub(crate) fn add_row(
        &mut self,
        what: &str,
        source: Option<&'a Source>,
        ruling: &OneOrMany,
        claims: Vec<Claim>,
        keys: Vec<Key>,
    ) {
        self.push(what, source, ruling, claims, keys, self.chapter);
    }

    fn push(
        &mut self,
        what: &str,
        source: Option<&'a Source>,
        ruling: &OneOrMany,
        claims: Vec<Claim>,
        keys: Vec<Key>,
        chapter: Option<Chapter<'a>>,
    ) {
        let Some(source) = source else {
            self.assumed += 1;
            return;
        };
        let cited = source.0.iter().map(|lines| Cited {
            document: match &lines.doc {
                Some(document) => document.value.as_str(),
                None => self.document,
            },
            lines: &lines.lines.value.0,
            span: lines.lines.span,
        });
        self.list.push(Fact {
            what: format!("{}{what}", self.prefix),
            cited: cited.collect(),
            claims,
            ruled: !ruling.0.is_empty(),
            keys,
            chapter,
        });
    }
}

/// Words that must stand on the lines whatever a ruling says.
pub(crate) fn words(what: &'static str, text: &str, case: Case) -> Claim {
    Claim::Words {
        what,
        text: text.to_owned(),
        case,
        decidable: false,
    }
}

/// Words that stand on the lines unless a ruling chose others.
pub(crate) fn decidable(what: &'static str, text: &str) -> Claim {
    Claim::Words {
        what,
        text: text.to_owned(),
        case: Case::Ignored,
        decidable: true,
    }
}
