//! Response codes and envelopes.

use super::{ConstIdent, Fact, Place, Provenance, Text, VariantIdent};
use serde::Serialize;

pub use crate::spec::Outcome;

/// One response code of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Code {
    /// The code on the wire.
    pub code: String,
    /// Rust variant, unique in the operation.
    pub ident: VariantIdent,
    /// The bank's description, to the letter.
    pub description: Option<String>,
    /// Kind of result as printed.
    pub kind: Option<String>,
    /// HTTP status as printed; `None` where undocumented.
    pub status: Option<u16>,
    /// What it says about the request.
    pub outcome: Outcome,
    /// Further columns: title and text.
    pub extra: Vec<(String, String)>,
    /// Where it comes from: all its rows. The table's rulings are included.
    pub provenance: Provenance,
    /// The rows that list it, in document order; more than one where the document lists it twice to the letter.
    pub rows: Vec<CodeRow>,
}

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CodeRow {
    /// Place among the rows of the operation, ascending in document order.
    pub position: usize,
    /// Where this row comes from; the table's rulings are included.
    pub provenance: Provenance,
}

/// Where answers carry their response code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Envelope {
    /// Name.
    pub name: String,
    /// Static of the generated `client` module. Unique among the schemes and envelopes of the service.
    pub constant: ConstIdent,
    /// Meaning.
    pub doc: Text,
    /// Places of the response code, best first; never empty.
    pub code: Vec<EnvelopePlace>,
    /// Places of the text for customers.
    pub client_description: Vec<EnvelopePlace>,
    /// Places of the text for integrators.
    pub system_description: Vec<EnvelopePlace>,
    /// Places of the time stamp.
    pub timestamp: Vec<EnvelopePlace>,
    /// Places of a second, finer code.
    pub detail_code: Vec<EnvelopePlace>,
    /// Places of the kind of failure.
    pub detail_type: Vec<EnvelopePlace>,
    /// Outcome of a code that the table does not list.
    pub unlisted: Outcome,
    /// Outcome of a 2xx answer without a code.
    pub absent: Outcome,
    /// Texts of failures inside the bank, which make the outcome of a change uncertain.
    pub doubt: Vec<Fact<String>>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One place of an envelope value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnvelopePlace {
    /// [`Place::Header`] or [`Place::Body`].
    pub place: Place,
    /// Header name as one item, or the members that lead to the value in the body.
    pub path: Vec<String>,
    /// Format of a time stamp.
    pub format: Option<String>,
}
