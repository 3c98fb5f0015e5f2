//! The response codes of an operation.

use super::{ast, docs, types};
use crate::model::{Bank, Code, Operation, Outcome};
use syn::{Item, parse_quote};

/// The enum of an operation's codes, with its table.
pub(super) fn items(bank: &Bank, document: usize, operation: &Operation) -> Vec<Item> {
    let name = operation.code_ident.as_str();
    let name_ident = ast::ident(name);
    let doc = format!(
        "Response codes of `{}`. A code that the bank's table does not list is [`Other`](Self::Other).",
        operation.id
    );
    let mut attrs = ast::docs(&[doc]);
    attrs.push(parse_quote!(#[non_exhaustive]));
    let variants = operation.codes.iter();
    let variants = variants.map(|row| {
        ast::variant(
            &docs::response_code(bank, document, row),
            row.ident.as_str(),
            None,
        )
    });
    let other = ast::generic("::std::boxed::Box", ast::ty("str"));
    let other = ast::variant(
        &["A code that the table does not list, as sent.".to_owned()],
        "Other",
        Some(other),
    );
    let names: Vec<&str> = operation
        .codes
        .iter()
        .map(|row| row.ident.as_str())
        .collect();
    let rows = operation.codes.iter().map(|code| row(bank, document, code));
    let rows = ast::constant(
        "ROWS",
        parse_quote!(&'static [rt::CodeRow]),
        ast::slice(rows),
    );
    let items = [vec![rows], types::by_position(&names, "from_row", "row")].concat();
    vec![
        ast::enumeration(attrs, name, variants.chain([other])),
        ast::implementation("rt::Code", name, items),
        parse_quote!(rt::code_type!(#name_ident);),
    ]
}

fn row(bank: &Bank, document: usize, code: &Code) -> syn::Expr {
    ast::call(
        "rt::CodeRow",
        [
            ast::string(&code.code),
            ast::string(code.description.as_deref().unwrap_or_default()),
            ast::string(code.kind.as_deref().unwrap_or_default()),
            ast::number(code.status.unwrap_or(0)),
            outcome(code.outcome),
            ast::string(&docs::lines(bank, document, &code.provenance)),
        ],
    )
}

/// The runtime's word for an outcome.
pub(super) fn outcome(outcome: Outcome) -> syn::Expr {
    ast::value(match outcome {
        Outcome::Accepted => "rt::Outcome::Accepted",
        Outcome::Rejected => "rt::Outcome::Rejected",
        Outcome::Unknown => "rt::Outcome::Unknown",
    })
}
