//! Headers that a call need not give: what generated code says about them.

use super::ast;
use super::markdown::{code, link};
use crate::model::{Bank, Field, Generate, Operation, Required, Supply, TypeRef};
use syn::Expr;

/// `SuppliedHeader`s of an operation, in document order.
pub(super) fn headers(bank: &Bank, operation: &Operation) -> Expr {
    let headers = operation.request.iter().filter_map(|field| {
        let by = match field.supply {
            Supply::Argument => return None,
            Supply::Profile => ast::value("rt::Supply::Profile"),
            Supply::Generated(generate) => generated(bank, field, generate),
        };
        Some(ast::record(
            "rt::SuppliedHeader",
            [
                ("name", ast::string(&field.wire_name)),
                ("required", ast::boolean(field.required == Required::Yes)),
                ("by", by),
            ],
        ))
    });
    ast::slice(headers)
}

fn generated(bank: &Bank, field: &Field, generate: Generate) -> Expr {
    match generate {
        Generate::Uuid => ast::value("rt::Supply::Uuid"),
        Generate::Hex16 => ast::call("rt::Supply::Hex", [ast::number(16)]),
        Generate::Hex32 => ast::call("rt::Supply::Hex", [ast::number(32)]),
        Generate::Now => {
            let format = format(&field.ty);
            let zone = bank.zone.as_ref().map_or(0, |zone| zone.value);
            let minutes_east = if format.contains('Z') { 0 } else { zone };
            ast::record(
                "rt::Supply::Now",
                [
                    ("format", ast::string(format)),
                    ("minutes_east", ast::number(minutes_east)),
                ],
            )
        }
    }
}

/// The format that the moment of sending is written in; `lower` lets no other type tell it.
fn format(ty: &TypeRef) -> &str {
    match ty {
        TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => &format.0,
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::List(_) => "",
    }
}

/// Whether the client makes an id of the call for a field.
pub(super) fn is_id(field: &Field) -> bool {
    match field.supply {
        Supply::Argument | Supply::Profile | Supply::Generated(Generate::Now) => false,
        Supply::Generated(Generate::Uuid | Generate::Hex16 | Generate::Hex32) => true,
    }
}

/// What is said at the argument; `None` where only the call gives it.
pub(super) fn at_field(field: &Field) -> Option<String> {
    match field.supply {
        Supply::Argument => None,
        Supply::Profile => Some(format!(
            "Taken from the client's {} unless given here",
            link("struct", "super::client::Profile")
        )),
        Supply::Generated(generate) => {
            let what = made(generate);
            Some(match generate {
                Generate::Uuid | Generate::Hex16 | Generate::Hex32 => {
                    format!("Made for each call ({what}) unless given here")
                }
                Generate::Now => format!("Tells {what} unless given here"),
            })
        }
    }
}

/// What is said at the operation, an item of the list each.
pub(super) fn at_operation(operation: &Operation) -> Vec<String> {
    let of = |wanted: &dyn Fn(Supply) -> bool| {
        let fields = operation.request.iter();
        let fields = fields.filter(|field| wanted(field.supply));
        fields.map(header).collect::<Vec<_>>().join(", ")
    };
    let kept = of(&|supply| supply == Supply::Profile);
    let made = of(&|supply| matches!(supply, Supply::Generated(_)));
    let mut items = Vec::new();
    if !kept.is_empty() {
        let profile = link("struct", "super::client::Profile");
        items.push(format!(
            "From the client's {profile} unless given here: {kept}"
        ));
    }
    if !made.is_empty() {
        items.push(format!("Made for each call unless given here: {made}"));
    }
    items
}

/// The name, what is made for it, and whether it must be there.
fn header(field: &Field) -> String {
    let made = match field.supply {
        Supply::Argument | Supply::Profile => None,
        Supply::Generated(generate) => Some(made(generate)),
    };
    let required = (field.required == Required::Yes).then_some("required");
    let notes: Vec<&str> = made.into_iter().chain(required).collect();
    let name = code(&field.wire_name);
    if notes.is_empty() {
        return name;
    }
    format!("{name} ({})", notes.join(", "))
}

const fn made(generate: Generate) -> &'static str {
    match generate {
        Generate::Uuid => "a random UUID",
        Generate::Hex16 => "16 random hexadecimal digits",
        Generate::Hex32 => "32 random hexadecimal digits",
        Generate::Now => "the moment of sending",
    }
}
