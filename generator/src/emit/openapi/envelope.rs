//! Members of answers that only the envelope states.

use super::draft::Draft;
use super::header::Role;
use super::schema::{Form, Notes, Property, Schema, properties};
use crate::emit::EmitError;
use crate::model::{Bank, Body, Envelope, EnvelopePlace, Field, Json, Place, Shape};

/// A place of an envelope, what is there, and whether it is looked for there first.
type EnvelopeRow<'a> = (&'a Envelope, &'a EnvelopePlace, Role, bool);

/// The schema of an answer's body with the members that the envelope reads: those where it looks first, and those that an example
/// has. A fallback that nothing shows stays out.
pub(super) fn with_envelope<'a>(
    draft: &mut Draft<'a>,
    body: Option<Schema<'a>>,
    rows: &[EnvelopeRow<'a>],
    examples: &[&Json],
) -> Result<Option<Schema<'a>>, EmitError> {
    let shown = |path: &[String]| examples.iter().any(|example| has(example, path));
    let rows: Vec<_> = rows
        .iter()
        .filter(|(_, place, _, first)| place.place == Place::Body && (*first || shown(&place.path)))
        .collect();
    if rows.is_empty() {
        return Ok(body);
    }
    let mut body = body.unwrap_or_else(|| Schema::object(Vec::new()));
    for (envelope, place, role, _) in rows {
        add(draft, &mut body, &place.path, &|draft, schema, is_value| {
            if is_value {
                schema.form = Form::Text {
                    rules: None,
                    format: None,
                    date_format: place.format.as_deref(),
                };
            }
            schema.notes = Notes {
                description: is_value.then(|| role.meaning()),
                required_undocumented: true,
                origin: Some(draft.origin(&envelope.provenance)),
                ..Notes::default()
            };
        })?;
    }
    Ok(Some(body))
}

fn has(json: &Json, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    match json {
        Json::Object(members) => members
            .iter()
            .any(|(name, value)| name == first && has(value, rest)),
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => false,
    }
}

impl Role {
    /// Whether the table of an answer's body has what the envelope looks for. Then no other answer of the status needs a place for
    /// it that its own table does not have.
    pub(super) fn is_stated(self, bank: &Bank, envelope: &Envelope, body: &Body) -> bool {
        let mut places = self.places(envelope).iter();
        match body {
            Body::Object(fields) => {
                places.any(|place| place.place == Place::Body && states(bank, fields, &place.path))
            }
            Body::None | Body::List(_) => false,
        }
    }
}

/// Whether the rows of an object lead to this member.
pub(super) fn states(bank: &Bank, fields: &[Field], path: &[String]) -> bool {
    let Some((name, rest)) = path.split_first() else {
        return true;
    };
    let Some(field) = fields.iter().find(|field| field.wire_name == *name) else {
        return false;
    };
    bank.members(&field.ty)
        .is_none_or(|fields| states(bank, fields, rest))
}

/// Adds a member and the objects that lead to it, unless it is there. `fill` makes a new one what it is; it is told whether it is the
/// value itself or an object on the way.
fn add<'a>(
    draft: &mut Draft<'a>,
    object: &mut Schema<'a>,
    path: &'a [String],
    fill: &dyn Fn(&mut Draft<'a>, &mut Schema<'a>, bool),
) -> Result<(), EmitError> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(());
    };
    if let Form::Reference(component) = &object.form
        && let Some(Shape::Object(fields)) = draft.referenced(component).map(|ty| &ty.shape)
    {
        if states(draft.bank, fields, path) {
            return Ok(());
        }
        // The component is shared with answers that may have no envelope.
        let component = component.clone();
        object.form = Form::Object(properties(draft, fields)?);
        draft.write_out(&component);
    }
    let Form::Object(members) = &mut object.form else {
        return Ok(());
    };
    let position = members.iter().position(|member| member.name == name);
    let member = match position.and_then(|position| members.get_mut(position)) {
        Some(_) if rest.is_empty() => return Ok(()),
        Some(member) => member,
        None => {
            let mut schema = Schema::object(Vec::new());
            fill(draft, &mut schema, rest.is_empty());
            members.push(Property {
                name,
                required: false,
                schema,
            });
            match members.last_mut() {
                Some(member) => member,
                None => return Ok(()),
            }
        }
    };
    add(draft, &mut member.schema, rest, fill)
}
