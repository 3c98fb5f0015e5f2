//! Operations.

use super::{
    Code, Fact, Field, Json, MethodIdent, ModuleIdent, Provenance, Text, TypeIdent, TypeRef,
    VariantIdent,
};
use serde::Serialize;

pub use crate::spec::{Effect, Finality, ResponseKind};

/// One operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// Id in snake_case.
    pub id: String,
    /// Module below the service's, and file name.
    pub module: ModuleIdent,
    /// Method of the client.
    pub ident: MethodIdent,
    /// Request struct.
    pub request_ident: TypeIdent,
    /// Struct of the optional arguments; `None` where there is none.
    pub optional_ident: Option<TypeIdent>,
    /// Code enum.
    pub code_ident: TypeIdent,
    /// A few words.
    pub summary: Text,
    /// One or two sentences.
    pub description: Text,
    /// Where it comes from.
    pub provenance: Provenance,
    /// HTTP method.
    pub method: Fact<Method>,
    /// Path.
    pub path: Path,
    /// Position in [`super::Service::auth`]; `None` where no authentication is needed.
    pub auth: Fact<Option<usize>>,
    /// Part of the path that a signature covers.
    pub signing_base: Option<Fact<String>>,
    /// Permission as the document calls it.
    pub permission: Option<Fact<String>>,
    /// What a call changes.
    pub effect: Fact<Effect>,
    /// Whether an accepted request is final. Always there where money moves; `None` where nothing is said about it.
    pub finality: Option<Fact<Finality>>,
    /// Field by which the bank recognises a repeated request.
    pub idempotency: Option<Idempotency>,
    /// Position in [`super::Service::envelopes`].
    pub envelope: Option<usize>,
    /// Arguments in document order: path, query, header and top-level body fields. Those with `fixed` are no arguments.
    pub request: Vec<Field>,
    /// Every answer to publish: the documented ones in document order, then one per further status of the code table.
    pub responses: Vec<Response>,
    /// What a success is in Rust.
    pub answer: Answer,
    /// Response codes in document order.
    pub codes: Vec<Code>,
    /// Where the code table comes from; `None` where there is none.
    pub codes_provenance: Option<Provenance>,
    /// Made-up calls.
    pub examples: Vec<Example>,
    /// Path of its YAML file below the specification's root.
    pub file: String,
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method in capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The path of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Path {
    /// Documented or assumed.
    Template {
        /// `/v1/pagos/p2p/{id}`
        template: String,
        /// Its segments.
        segments: Vec<Segment>,
        /// Where it comes from.
        provenance: Provenance,
    },
    /// No document gives it; the caller does.
    Undocumented {
        /// Ruling that says so.
        ruling: String,
    },
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Segment {
    /// Constant text.
    Constant(String),
    /// Parameter, by wire name.
    Parameter(String),
}

/// A header that is usually the same for all calls of one program: a field of the generated `Profile`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileHeader {
    /// The header as the catalogue has it.
    pub field: Field,
    /// Positions of the operations that take it, in [`super::Service::operations`]. Never empty.
    pub taken_by: Vec<usize>,
    /// Positions of those that require it.
    pub required_by: Vec<usize>,
}

/// Field by which the bank recognises a repeated request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Idempotency {
    /// Position in [`Operation::request`].
    pub field: usize,
    /// Wire name; of a value inside objects of the body, the names that lead to it with dots between them.
    pub wire_name: String,
    /// Whether the value is secret or personal.
    pub sensitive: bool,
    /// Whether a repeated request is certain not to be executed twice.
    pub trusted: bool,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One published answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// Status; `None` where undocumented.
    pub status: Option<u16>,
    /// Success or error.
    pub kind: ResponseKind,
    /// Headers that the document lists for this answer, in document order. Those of the envelope are among them only if listed.
    pub headers: Vec<Field>,
    /// Body.
    pub body: Body,
    /// Where it comes from: the status list, or the code rows that have this status.
    pub provenance: Provenance,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Body {
    /// None is documented.
    None,
    /// A JSON object of these fields.
    Object(Vec<Field>),
    /// A JSON array of this type.
    List(TypeRef),
}

/// What a success is in Rust.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Answer {
    /// One struct for every success status. A success without a body reads as a struct whose fields are absent.
    Struct(AnswerStruct),
    /// Bodies that differ by status: an enum.
    Enum {
        /// Its name.
        ident: TypeIdent,
        /// A variant for each.
        variants: Vec<AnswerVariant>,
    },
}

/// A response struct.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerStruct {
    /// Its name.
    pub ident: TypeIdent,
    /// Headers that belong to no envelope role, and top-level body fields. Of a body that is an array: one list field `items`, wire name empty.
    pub fields: Vec<Field>,
}

/// One variant of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerVariant {
    /// Its name.
    pub ident: VariantIdent,
    /// Status.
    pub status: u16,
    /// What it holds.
    pub content: AnswerStruct,
}

/// A made-up call and its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// Name in snake_case.
    pub name: String,
    /// A few words.
    pub summary: Text,
    /// The request.
    pub request: ExampleMessage,
    /// The answer.
    pub response: ExampleMessage,
}

/// One message of an example.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExampleMessage {
    /// Status of an answer.
    pub status: Option<u16>,
    /// Path parameters.
    pub path: Vec<(String, String)>,
    /// Query parameters.
    pub query: Vec<(String, String)>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// JSON body.
    pub body: Option<Json>,
}
