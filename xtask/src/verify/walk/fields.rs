//! Facts of types and tables of fields.

use super::{Marks, Types};
use crate::verify::facts::{Claim, Facts, Key, decidable, words};
use crate::verify::passage::Case;
use generator::source::Spanned;
use generator::spec::{Envelope, Field, Place, TypeDef, Words};

pub(super) fn types_of<'a>(facts: &mut Facts<'a>, types: Types<'a>, definitions: &'a [TypeDef]) {
    for definition in definitions {
        let what = format!("type {}", definition.name.value);
        let lengths = [
            &definition.length,
            &definition.min_length,
            &definition.max_length,
            &definition.digits,
        ];
        let mut claims =
            length_claims(lengths.map(|length| length.as_ref().map(|length| length.value)));
        claims.extend(
            definition
                .format
                .iter()
                .map(|format| decidable("format", format)),
        );
        claims.extend(word_claims(definition.words.as_ref()));
        facts.add(
            &what,
            definition.source.as_ref(),
            &definition.ruling,
            claims,
        );
        for value in &definition.values {
            let claims = vec![words("value", &value.value, Case::Exact)];
            let keys = vec![Key::Value(value.value.value.clone())];
            facts.add_row(
                &format!("{what} value {}", value.value.value),
                value.source.as_ref(),
                &value.ruling,
                claims,
                keys,
            );
        }
        rows(
            facts,
            types,
            &format!("{what} field "),
            &definition.fields,
            Marks::Unchecked,
        );
    }
}

fn length_claims(lengths: [Option<u32>; 4]) -> Vec<Claim> {
    lengths.into_iter().flatten().map(Claim::Length).collect()
}

/// The texts for yes and no, which a ruling can supply.
fn word_claims(words: Option<&Spanned<Words>>) -> Vec<Claim> {
    let words = words
        .into_iter()
        .flat_map(|words| [&words.value.yes, &words.value.no]);
    words
        .map(|word| Claim::Words {
            what: "word",
            text: word.clone(),
            case: Case::Exact,
            decidable: true,
        })
        .collect()
}

/// The header catalogue covers no rows: each operation's own table is transcribed by that operation.
pub(super) fn catalogue<'a>(facts: &mut Facts<'a>, types: Types<'a>, headers: &'a [Field]) {
    for header in headers {
        let Some(name) = &header.name else { continue };
        let claims = field_claims(types, header, Marks::Unchecked);
        facts.add(
            &format!("header {}", name.value),
            header.source.as_ref(),
            &header.ruling,
            claims,
        );
    }
}

pub(super) fn envelopes<'a>(facts: &mut Facts<'a>, envelopes: &'a [Envelope]) {
    for envelope in envelopes {
        let roles = [
            &envelope.code,
            &envelope.client_description,
            &envelope.system_description,
            &envelope.timestamp,
            &envelope.detail_code,
            &envelope.detail_type,
        ];
        let names = roles.iter().filter_map(|role| {
            let names: Vec<String> = role.iter().map(|place| place.name.value.clone()).collect();
            (!names.is_empty()).then_some(Claim::Name(names))
        });
        let what = format!("envelope {}", envelope.envelope.value);
        facts.add(
            &what,
            envelope.source.as_ref(),
            &envelope.ruling,
            names.collect(),
        );
        for text in &envelope.doubt {
            facts.add(
                &format!("{what} doubt {}", text.value.value),
                text.source.as_ref(),
                &text.ruling,
                vec![Claim::Part {
                    what: "doubt",
                    text: text.value.value.clone(),
                }],
            );
        }
    }
}

/// Rows of an argument or field table. A row that takes in another table cites the sentence that says so.
pub(super) fn rows<'a>(
    facts: &mut Facts<'a>,
    types: Types<'a>,
    what: &str,
    fields: &'a [Field],
    marks: Marks,
) {
    for field in fields {
        let Some(name) = field.name.as_ref().or(field.header.as_ref()) else {
            if let Some(other) = &field.same_as {
                let what = format!("{what}same_as {}", other.value);
                facts.add(&what, field.source.as_ref(), &field.ruling, Vec::new());
            }
            continue;
        };
        let keys = names_of(field)
            .iter()
            .map(|name| Key::Name(name.to_lowercase()))
            .collect::<Vec<_>>();
        let claims = field_claims(types, field, marks);
        let what = format!("{what}{}", name.value);
        // A row has one name; the others only help to recognise it.
        facts.add_row(&what, field.source.as_ref(), &field.ruling, claims, keys);
    }
}

/// The wire name and the aliases, without marks for lists and escapes.
fn names_of(field: &Field) -> Vec<String> {
    let own = field.name.iter().chain(&field.header);
    own.chain(&field.aliases)
        .map(|name| name.value.replace("[]", "").replace('\\', ""))
        .collect()
}

fn field_claims(types: Types<'_>, field: &Field, marks: Marks) -> Vec<Claim> {
    let mut claims = vec![Claim::Name(names_of(field))];
    let lengths = [
        &field.length,
        &field.min_length,
        &field.max_length,
        &field.digits,
    ];
    claims.extend(length_claims(
        lengths.map(|length| length.as_ref().map(|length| length.value)),
    ));
    claims.extend(
        field
            .format
            .iter()
            .map(|format| decidable("format", format)),
    );
    claims.extend(word_claims(field.words.as_ref()));
    claims.extend(
        field
            .default
            .iter()
            .map(|default| words("default", default, Case::Exact)),
    );
    claims.extend(
        field
            .fixed
            .iter()
            .map(|fixed| decidable("fixed value", fixed)),
    );
    let catalogued = || types.header(&field.header.as_ref()?.value)?.ty.as_ref();
    if let Some(category) = field
        .ty
        .as_ref()
        .or_else(catalogued)
        .and_then(|ty| types.category(ty))
    {
        claims.push(Claim::Type(category));
    }
    let in_body_of_answer = marks == Marks::Unchecked;
    if let (false, Some(required)) = (in_body_of_answer, &field.required) {
        claims.push(Claim::Required(required.value));
    }
    // A path parameter is always required, whatever a table marks.
    if field
        .place
        .as_ref()
        .is_some_and(|place| place.value == Place::Path)
    {
        claims.retain(|claim| !matches!(claim, Claim::Required(_)));
    }
    claims
}
