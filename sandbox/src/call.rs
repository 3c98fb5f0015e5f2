//! One request as its operation sees it.

use crate::catalogue::OperationId;
use crate::json;
use crate::route;
use crate::wire::Received;
use generator::model::{Field, Json, Place};
use std::borrow::Cow;

/// A request of a known operation, its arguments taken apart. Nothing of it has been checked yet.
pub struct Call {
    /// The operation.
    pub id: OperationId,
    /// The request as received.
    pub received: Received,
    /// Path parameters by name, percent-decoded.
    pub path: Vec<(String, String)>,
    /// Query parameters in the order sent, percent-decoded.
    pub query: Vec<(String, String)>,
    /// The body.
    pub body: CallBody,
    /// Who calls: the public key or client id, once authentication has succeeded.
    pub client: Option<String>,
}

/// The body of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallBody {
    /// No bytes.
    None,
    /// JSON.
    Json(Json),
    /// No JSON; what is wrong with it, without a quotation.
    Broken(String),
}

impl Call {
    /// Takes a request apart. `path` holds the values of the path parameters.
    #[must_use]
    pub fn read(id: OperationId, path: Vec<(String, String)>, received: Received) -> Self {
        let query = route::query_of(&received.target).map_or_else(Vec::new, route::pairs);
        let body = if received.body.is_empty() {
            CallBody::None
        } else {
            json::parse(&received.body).map_or_else(CallBody::Broken, CallBody::Json)
        };
        Self {
            id,
            received,
            path,
            query,
            body,
            client: None,
        }
    }

    /// The text given for a path, query or header parameter; an error where it is no UTF-8.
    #[must_use]
    pub fn text(&self, field: &Field) -> Option<Result<&str, ()>> {
        match field.place {
            Place::Path => find(&self.path, &field.wire_name).map(Ok),
            Place::Query => find(&self.query, &field.wire_name).map(Ok),
            Place::Header => {
                let value = self.received.header(&field.wire_name)?;
                Some(std::str::from_utf8(value).map_err(|_| ()))
            }
            Place::Body => None,
        }
    }

    /// The value given for a field of the operation's request; `None` where there is none. A text for parameters and headers.
    #[must_use]
    pub fn argument(&self, field: &Field) -> Option<Cow<'_, Json>> {
        let text = |text: &str| Some(Cow::Owned(Json::Text(text.to_owned())));
        match field.place {
            Place::Path => find(&self.path, &field.wire_name).and_then(text),
            Place::Query => find(&self.query, &field.wire_name).and_then(text),
            Place::Header => {
                let value = self.received.header(&field.wire_name)?;
                text(&String::from_utf8_lossy(value))
            }
            Place::Body => self.member(&[&field.wire_name]).map(Cow::Borrowed),
        }
    }

    /// The value of the body at the end of these members.
    #[must_use]
    pub fn member(&self, path: &[&str]) -> Option<&Json> {
        let CallBody::Json(body) = &self.body else {
            return None;
        };
        path.iter().try_fold(body, |value, name| match value {
            Json::Object(members) => members
                .iter()
                .find(|(member, _)| member == name)
                .map(|(_, value)| value),
            Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => {
                None
            }
        })
    }
}

fn find<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs
        .iter()
        .find(|(sent, _)| sent == name)
        .map(|(_, value)| value.as_str())
}
