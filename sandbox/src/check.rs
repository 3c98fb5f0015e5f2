//! Arguments against the model: what is required, and what types say.

use crate::call::{Call, CallBody};
use crate::catalogue::Catalogue;
use crate::config::Check;
use crate::value::{Breach, Rules, Violation};
use generator::model::{Field, Json, Operation, Place, Required};

/// What is wrong with a call's arguments, in document order. `None` stands for the whole body.
#[must_use]
pub fn check(catalogue: &Catalogue, rules: &Rules, call: &Call) -> Vec<(Check, Violation)> {
    let operation = catalogue.operation(call.id);
    let mut broken = Vec::new();
    if let Some(what) = unreadable(operation, &call.body) {
        return vec![(
            Check::BodyUnreadable,
            Violation {
                field: "the body".to_owned(),
                kind: Breach::Invalid(what),
            },
        )];
    }
    for field in &operation.request {
        match field.place {
            Place::Body => {
                let value = call.member(&[&field.wire_name]);
                rules.check_field(
                    catalogue.bank(),
                    field,
                    value,
                    &field.wire_name,
                    &mut broken,
                );
            }
            Place::Path | Place::Query | Place::Header => {
                broken.extend(text(catalogue, rules, call, field));
            }
        }
    }
    let named = broken.into_iter().map(|violation| {
        let check = match violation.kind {
            Breach::Missing => Check::ArgumentMissing,
            Breach::Invalid(_) => Check::ArgumentInvalid,
        };
        (check, violation)
    });
    named.collect()
}

/// Why a body cannot be looked into.
fn unreadable(operation: &Operation, body: &CallBody) -> Option<String> {
    let takes_one = operation
        .request
        .iter()
        .any(|field| field.place == Place::Body);
    match body {
        CallBody::Broken(what) if takes_one => Some(format!("it is no JSON: {what}")),
        CallBody::Json(Json::Object(_)) | CallBody::None | CallBody::Broken(_) => None,
        CallBody::Json(_) if takes_one => Some("it is no JSON object".to_owned()),
        CallBody::Json(_) => None,
    }
}

fn text(catalogue: &Catalogue, rules: &Rules, call: &Call, field: &Field) -> Option<Violation> {
    let violation = |kind| {
        Some(Violation {
            field: field.wire_name.clone(),
            kind,
        })
    };
    match call.text(field) {
        None if field.required == Required::Yes => violation(Breach::Missing),
        None => None,
        // What is always the same is no argument; a client that sends something else is not refused for it.
        Some(_) if field.fixed.is_some() => None,
        Some(Err(())) => violation(Breach::Invalid("it is no UTF-8 text".to_owned())),
        Some(Ok(text)) => match rules.check_text(catalogue.bank(), &field.ty, text) {
            Ok(()) => None,
            Err(what) => violation(Breach::Invalid(what)),
        },
    }
}
