//! The part `world` of `spec/<bank>/sandbox.yaml`: made-up tables, and what operations do with them.

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Names and values of columns, arguments or fields.
pub type Values = BTreeMap<String, Spanned<ValueEntry>>;

/// What a sandbox remembers. Everything in it is made up.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldFile {
    /// What becomes of a request that was executed before, where a rule has a step `once`; `refuse`.
    #[serde(default)]
    pub repeated: Option<Repeated>,
    /// What there is.
    #[serde(default)]
    pub tables: Vec<TableEntry>,
    /// What operations do with it.
    #[serde(default)]
    pub rules: Vec<RuleEntry>,
}

/// What becomes of a request that was executed before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeated {
    /// It is refused with the step's code.
    #[default]
    Refuse,
    /// It is answered as the first time, and nothing is changed.
    AnswerAgain,
    /// It is executed again.
    ExecuteAgain,
}

/// A table. All its values are texts; amounts are decimals with a point.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    /// Name.
    pub table: Spanned<String>,
    /// Names of its columns.
    pub columns: Vec<Spanned<String>>,
    /// Rows that calls have added and that are kept, the newest ones; 100,000.
    #[serde(default)]
    pub keep: Option<usize>,
    /// What stands in it at the beginning. A column that is left out is empty.
    #[serde(default)]
    pub rows: Vec<Spanned<BTreeMap<String, String>>>,
    /// The file that it stands in.
    #[serde(skip)]
    pub origin: Option<Arc<Path>>,
}

/// What some operations do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// The operations, as `operation` or `service/operation`.
    pub operations: Vec<Spanned<String>>,
    /// What is done, one after another, until a step refuses.
    #[serde(default)]
    pub steps: Vec<Spanned<StepEntry>>,
    /// What is answered if no step has refused.
    #[serde(default)]
    pub answer: AnswerEntry,
    /// The file that it stands in.
    #[serde(skip)]
    pub origin: Option<Arc<Path>>,
}

/// One step: exactly one of `find`, `list`, `absent`, `once`, `require`, `insert` and `change`, and what belongs to it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntry {
    /// Finds a row of this table, the first that fits `where`.
    pub find: Option<Spanned<String>>,
    /// Finds all rows of this table that fit `where`.
    pub list: Option<Spanned<String>>,
    /// Refuses if a row of this table fits `where`.
    pub absent: Option<Spanned<String>>,
    /// As `absent`, but what becomes of a repeated request is a setting.
    pub once: Option<Spanned<String>>,
    /// Refuses unless this value is as `equals`, `one_of`, `at_least` or `at_most` says.
    pub require: Option<Spanned<ValueEntry>>,
    /// Adds a row to this table.
    pub insert: Option<Spanned<String>>,
    /// Changes the row of this name.
    pub change: Option<Spanned<String>>,
    /// What later steps and the answer call what is found or added.
    #[serde(rename = "as")]
    pub name: Option<Spanned<String>>,
    /// Values that the columns have.
    #[serde(rename = "where", default)]
    pub fits: Values,
    /// Whether nothing to be found is no reason to refuse.
    #[serde(default)]
    pub optional: bool,
    /// Values of the new row.
    #[serde(default)]
    pub row: Values,
    /// Values that columns get.
    #[serde(default)]
    pub set: Values,
    /// Amounts that columns grow by.
    #[serde(default)]
    pub add: Values,
    /// Amounts that columns shrink by.
    #[serde(default)]
    pub subtract: Values,
    /// Amount that is added to what `require` compares.
    pub plus: Option<Spanned<ValueEntry>>,
    /// The same text.
    pub equals: Option<Spanned<ValueEntry>>,
    /// One of these texts.
    pub one_of: Option<Spanned<Vec<String>>>,
    /// At least this amount.
    pub at_least: Option<Spanned<ValueEntry>>,
    /// At most this amount.
    pub at_most: Option<Spanned<ValueEntry>>,
    /// The step is taken only if there is this value.
    pub when: Option<Spanned<ValueEntry>>,
    /// The step is taken only if there is no such value.
    pub unless: Option<Spanned<ValueEntry>>,
    /// Codes that stand for a refusal; the first that the operation's table lists.
    #[serde(rename = "else", default)]
    pub refusal: Vec<Spanned<String>>,
    /// Ruling about what no document says and this step assumes.
    pub assumed: Option<Spanned<String>>,
}

/// What is answered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerEntry {
    /// Code; the first accepted one of the operation's table.
    pub code: Option<Spanned<String>>,
    /// Headers, by wire name.
    #[serde(default)]
    pub headers: Values,
    /// Fields of the body by wire name, with dots into objects.
    #[serde(default)]
    pub body: Values,
    /// Lists of the body by wire name, with dots into objects.
    #[serde(default)]
    pub lists: BTreeMap<String, Spanned<ListEntry>>,
}

/// A list of the body: an item for each row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    /// Name of the rows, given by a step `list`.
    pub each: Spanned<String>,
    /// Fields of an item by wire name, with dots into objects.
    pub item: Values,
}

/// A value: a text, or the first that there is of several.
///
/// `$argument.monto` is an argument of the call, `$row.cuenta.saldo` a column of a row that a step has named, `$count.cuentas` the number of rows
/// that a step has listed, `$caller` the public key or client id, `$now` the moment in UTC, `$now.YYYY-MM-DD` the bank's wall clock in this format,
/// `$number.9` a running number of nine digits, `$id` a running number in the form of a UUID. Any other text stands for itself; `$$` begins one with a
/// dollar sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueEntry {
    /// One text.
    One(String),
    /// The first that has a value.
    First(Vec<String>),
}

impl<'de> Deserialize<'de> for ValueEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = ValueEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text (numbers in quotes) or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ValueEntry, E> {
                Ok(ValueEntry::One(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ValueEntry, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = seq.next_element()? {
                    texts.push(text);
                }
                Ok(ValueEntry::First(texts))
            }
        }

        deserializer.deserialize_any(ValueVisitor)
    }
}

impl WorldFile {
    /// Notes the file that all of this stands in, so that problems can name it.
    pub fn comes_from(&mut self, path: &Path) {
        let path: Arc<Path> = Arc::from(path);
        for table in &mut self.tables {
            table.origin = Some(Arc::clone(&path));
        }
        for rule in &mut self.rules {
            rule.origin = Some(Arc::clone(&path));
        }
    }

    /// Puts another file's entries before these: its tables and its rules replace those of the same name and operation.
    #[must_use]
    pub fn overridden(mut self, mut other: Self) -> Self {
        self.repeated = other.repeated.or(self.repeated);
        self.tables.retain(|table| {
            !other
                .tables
                .iter()
                .any(|own| own.table.value == table.table.value)
        });
        for rule in &mut self.rules {
            rule.operations.retain(|operation| {
                let mut replaced = other.rules.iter().flat_map(|own| &own.operations);
                !replaced.any(|own| own.value == operation.value)
            });
        }
        self.rules.retain(|rule| !rule.operations.is_empty());
        self.tables.append(&mut other.tables);
        self.rules.append(&mut other.rules);
        self
    }
}
