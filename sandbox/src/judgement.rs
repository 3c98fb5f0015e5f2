//! What was decided about one call, before it becomes an answer.

use generator::model::Json;
use serde::Serialize;

/// The decision about one call.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Who decided.
    pub rule: Rule,
    /// What is answered.
    pub verdict: Verdict,
    /// Status of a code whose document gives none; what the settings say where there is none here either.
    pub status: Option<u16>,
    /// What the answer says besides.
    pub content: Content,
    /// What the call changed, in a few words; `None` where nothing was changed.
    pub effect: Option<String>,
    /// What no document says and was assumed on the way.
    pub assumed: Vec<Assumed>,
    /// What the caller should know about the decision. Holds no secret and nothing about a person.
    pub notes: Vec<String>,
}

impl Judgement {
    /// A decision without content, effect and assumptions.
    #[must_use]
    pub fn new(rule: Rule, verdict: Verdict) -> Self {
        Self {
            rule,
            verdict,
            status: None,
            content: Content::default(),
            effect: None,
            assumed: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The same with a note.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same with an assumption.
    #[must_use]
    pub fn assuming(mut self, assumed: Assumed) -> Self {
        self.assumed.push(assumed);
        self
    }
}

/// The stage that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The request did not arrive whole.
    Wire,
    /// No operation has this method and path.
    Route,
    /// The token endpoint.
    Token,
    /// A fault that keeps the request from the bank.
    Fault,
    /// Credentials, signature, nonce or token.
    Authentication,
    /// The scenario that the caller asked for.
    Scenario,
    /// An argument.
    Check,
    /// A natural trigger: a value that stands for an outcome.
    Trigger,
    /// The accounts, customers and keys of the sandbox.
    World,
    /// Nothing stood against it.
    Accepted,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The response code at this position of the operation's table.
    Code(usize),
    /// A code that the operation's table does not list, with this status.
    Unlisted(String, u16),
    /// A status without a response code.
    Status(u16),
    /// An answer that does not come from the bank's application, as it is sent.
    Page(Page),
}

/// An answer as it is sent, but for what the server adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: String,
}

/// What an answer says besides its code; what is not given comes from the operation's examples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Headers by name.
    pub headers: Vec<(String, String)>,
    /// The body, without the envelope's values.
    pub body: Option<Json>,
    /// The argument that the code's description speaks of, where it has a blank for one.
    pub argument: Option<String>,
}

/// Something that no document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumed {
    /// What was assumed, in a few words.
    pub what: String,
    /// The rulings behind it.
    pub rulings: Vec<String>,
    /// The key of the sandbox's file that changes it, where there is one.
    pub setting: Option<String>,
}
