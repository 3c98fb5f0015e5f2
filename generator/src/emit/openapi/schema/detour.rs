//! Aliases that lead into another object.

use super::{Form, Property, Schema, properties};
use crate::emit::EmitError;
use crate::emit::openapi::draft::Draft;
use crate::emit::openapi::envelope::states;
use crate::model::{Field, Shape};

/// Adds the places in further objects where an answer may have a member instead: an alias of several parts, `curAmt.rate` for
/// `curAmtRate`. An object that has rows of its own is written out, since its component is shared.
pub(in crate::emit::openapi) fn add_detours<'a>(
    draft: &mut Draft<'a>,
    members: &mut Vec<Property<'a>>,
    fields: impl IntoIterator<Item = &'a Field>,
) -> Result<(), EmitError> {
    for field in fields {
        for alias in field.aliases.iter().filter(|alias| alias.len() > 1) {
            open(draft, members, alias)?;
        }
        let leads_elsewhere = |alias: &&'a Vec<String>| alias.len() > 1 && is_free(members, alias);
        let aliases: Vec<_> = field.aliases.iter().filter(leads_elsewhere).collect();
        for alias in aliases {
            // What its row leaves open is counted at its own place.
            let gaps = draft.gaps;
            let mut schema = Schema::of_field(draft, field)?;
            draft.gaps = gaps;
            schema.notes.aliases = &[];
            add_detour(members, alias, schema, &field.wire_name);
        }
    }
    Ok(())
}

/// Writes out the components on a way that their rows do not have.
fn open<'a>(
    draft: &mut Draft<'a>,
    members: &mut [Property<'a>],
    way: &[String],
) -> Result<(), EmitError> {
    let Some((first, rest)) = way.split_first() else {
        return Ok(());
    };
    let Some(member) = members.iter_mut().find(|member| member.name == first) else {
        return Ok(());
    };
    if let Form::Reference(component) = &member.schema.form
        && let Some(Shape::Object(fields)) = draft.referenced(component).map(|ty| &ty.shape)
        && !rest.is_empty()
        && !states(draft.bank, fields, rest)
    {
        let component = component.clone();
        member.schema.form = Form::Object(properties(draft, fields)?);
        draft.write_out(&component);
    }
    if let Form::Object(inner) = &mut member.schema.form {
        open(draft, inner, rest)?;
    }
    Ok(())
}

/// Whether nothing stands on the way but objects that are written out.
fn is_free(members: &[Property<'_>], way: &[String]) -> bool {
    let Some((first, rest)) = way.split_first() else {
        return false;
    };
    let known = members.iter().find(|member| member.name == first);
    match known.map(|member| &member.schema.form) {
        Some(Form::Object(inner)) => is_free(inner, rest),
        Some(_) => false,
        None => true,
    }
}

fn add_detour<'a>(
    members: &mut Vec<Property<'a>>,
    way: &'a [String],
    mut schema: Schema<'a>,
    name: &'a str,
) {
    let Some((first, rest)) = way.split_first() else {
        return;
    };
    let known = members.iter_mut().find(|member| member.name == first);
    match known.map(|member| &mut member.schema.form) {
        Some(Form::Object(inner)) if !rest.is_empty() => add_detour(inner, rest, schema, name),
        Some(_) => {}
        None => {
            schema.notes.alias_of = Some(name);
            if !rest.is_empty() {
                let mut inner = Vec::new();
                let origin = schema.notes.origin.clone();
                add_detour(&mut inner, rest, schema, name);
                schema = Schema::object(inner);
                schema.notes.alias_of = Some(name);
                schema.notes.origin = origin;
            }
            members.push(Property {
                name: first,
                required: false,
                schema,
            });
        }
    }
}
