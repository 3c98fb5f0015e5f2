//! Facts of operations and of code tables.

use super::fields::rows;
use super::{Marks, Types};
use crate::verify::facts::{Claim, Facts, Key, decidable, words};
use crate::verify::passage::Case;
use generator::spec::{CodeRow, Codes, Operation, Response, StatusText};

pub(super) fn operation_facts<'a>(
    facts: &mut Facts<'a>,
    types: Types<'a>,
    operation: &'a Operation,
) {
    facts.add(
        "chapter",
        operation.source.as_ref(),
        &operation.ruling,
        Vec::new(),
    );
    let method = &operation.method;
    facts.add_row(
        "method",
        method.source.as_ref(),
        &method.ruling,
        vec![words("method", &method.value, Case::Exact)],
        vec![Key::Method(method.value.value.clone())],
    );
    let path = &operation.path;
    if let Some(value) = &path.value {
        let claims = vec![words("path", value, Case::Exact)];
        facts.add_row(
            "path",
            path.source.as_ref(),
            &path.ruling,
            claims,
            vec![Key::Path(value.value.clone())],
        );
    }
    facts.add(
        "auth",
        operation.auth.source.as_ref(),
        &operation.auth.ruling,
        Vec::new(),
    );
    if let Some(base) = &operation.signing_base {
        let claims = vec![decidable("signing base", &base.value)];
        facts.add("signing_base", base.source.as_ref(), &base.ruling, claims);
    }
    if let Some(permission) = &operation.permission {
        let claims = vec![words("permission", &permission.value, Case::Exact)];
        let keys = vec![Key::Permission(permission.value.value.clone())];
        facts.add_row(
            "permission",
            permission.source.as_ref(),
            &permission.ruling,
            claims,
            keys,
        );
    }
    facts.add(
        "effect",
        operation.effect.source.as_ref(),
        &operation.effect.ruling,
        Vec::new(),
    );
    if let Some(finality) = &operation.finality {
        facts.add(
            "finality",
            finality.source.as_ref(),
            &finality.ruling,
            Vec::new(),
        );
    }
    if let Some(idempotency) = &operation.idempotency {
        let claims = vec![Claim::Name(vec![idempotency.field.value.clone()])];
        facts.add(
            "idempotency",
            idempotency.source.as_ref(),
            &idempotency.ruling,
            claims,
        );
    }
    rows(facts, types, "request ", &operation.request, Marks::Checked);
    for response in &operation.responses {
        response_facts(facts, types, response);
    }
    codes(facts, &operation.codes);
}

fn response_facts<'a>(facts: &mut Facts<'a>, types: Types<'a>, response: &'a Response) {
    let (what, claims, keys) = match response.status.value {
        StatusText::Status(status) => (
            format!("response {status}"),
            vec![words("status", &status.to_string(), Case::Exact)],
            vec![Key::Status(status)],
        ),
        StatusText::Undocumented => ("response".to_owned(), Vec::new(), Vec::new()),
    };
    facts.add_row(
        &what,
        response.source.as_ref(),
        &response.ruling,
        claims,
        keys,
    );
    rows(
        facts,
        types,
        &format!("{what} "),
        &response.fields,
        Marks::Unchecked,
    );
}

pub(super) fn codes<'a>(facts: &mut Facts<'a>, codes: &'a Codes) {
    facts.add("codes", codes.source.as_ref(), &codes.ruling, Vec::new());
    for row in &codes.rows {
        let what = format!("code {}", row.code.value);
        let keys = vec![Key::Code(row.code.value.clone())];
        facts.add_row(
            &what,
            row.source.as_ref(),
            &row.ruling,
            code_claims(row),
            keys,
        );
    }
}

/// A row that changes one of another table shows what it changes; any other row shows itself whole.
fn code_claims(row: &CodeRow) -> Vec<Claim> {
    let status = match row.status.as_ref().map(|status| status.value) {
        Some(StatusText::Status(status)) => Some(status.to_string()),
        Some(StatusText::Undocumented) | None => None,
    };
    let mut texts = vec![("code", row.code.value.clone())];
    texts.extend(
        row.description
            .iter()
            .map(|text| ("description", text.value.clone())),
    );
    texts.extend(row.kind.iter().map(|text| ("kind", text.value.clone())));
    texts.extend(status.map(|status| ("HTTP status", status)));
    texts.extend(
        row.extra
            .values()
            .map(|text| ("extra column", text.value.clone())),
    );
    if row.description.is_some() && row.kind.is_some() {
        return vec![Claim::Whole(texts)];
    }
    texts
        .into_iter()
        .map(|(what, text)| words(what, &text, Case::Exact))
        .collect()
}
