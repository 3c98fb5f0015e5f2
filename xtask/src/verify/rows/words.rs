//! What the shapes of rows know of languages.

use super::super::facts::Category;

/// Words that head columns: a line of nothing else is no row, and ends the marks of the table before.
pub(super) const HEADINGS: &[&str] = &[
    "#",
    "(campo)",
    "/",
    "ambiente",
    "argumento",
    "bcs",
    "cabecera",
    "campo",
    "code",
    "codigo",
    "comments",
    "código",
    "de",
    "descripcion",
    "description",
    "description(descripcion)",
    "descripción",
    "dominio",
    "ejemplo",
    "endpoint",
    "esperado",
    "example",
    "field",
    "http",
    "long.",
    "mapper",
    "mapping",
    "min-max",
    "método",
    "name",
    "oblig.",
    "pattern",
    "permisos",
    "protocolo",
    "puerto",
    "querystring",
    "required",
    "requiere",
    "respuesta",
    "resultado",
    "sistema",
    "status",
    "tipo",
    "tipo-tamaño",
    "type",
    "ubicación",
    "value",
];

/// Headings of the rows that follow.
pub(super) const SECTIONS: &[(&str, bool)] = &[("requeridos", true), ("opcionales", false)];

/// Marks in a column of their own.
pub(super) const MARKS: &[(&str, bool)] = &[
    ("si", true),
    ("sí", true),
    ("yes", true),
    ("true", true),
    ("requerido si", true),
    ("no", false),
    ("false", false),
    ("requerido no", false),
];

/// Words of a type column and what they admit.
pub(super) const TYPES: &[(&str, &[Category])] = &[
    ("string", &[Category::Text]),
    ("double", &[Category::Decimal]),
    ("decimal", &[Category::Decimal]),
    ("float", &[Category::Decimal]),
    ("number", &[Category::Decimal, Category::Integer]),
    ("integer", &[Category::Integer]),
    ("int", &[Category::Integer]),
    ("long", &[Category::Integer]),
    ("boolean", &[Category::Boolean]),
    ("date", &[Category::Date]),
    ("time", &[Category::Time]),
    ("datetime", &[Category::Datetime]),
    ("timestamp", &[Category::Datetime]),
    ("object", &[Category::Object]),
];

/// Words of the type column of an aligned table. In prose they are ordinary words, so no other shape goes by them.
pub(super) const PRINTED_TYPES: &[(&str, &[Category])] = &[
    ("alfabetico", TEXT_OR_FLAG),
    ("alfabético", TEXT_OR_FLAG),
    ("alfanumerico", &[Category::Text]),
    ("alfanumérico", &[Category::Text]),
    ("texto", &[Category::Text]),
    ("numerico", NUMBER_OR_DIGITS),
    ("numérico", NUMBER_OR_DIGITS),
    ("entero", &[Category::Integer]),
    ("booleano", &[Category::Boolean]),
    ("fecha", &[Category::Date]),
    ("hora", &[Category::Time]),
    ("fecha/hora", &[Category::Datetime]),
    ("lista", LIST),
    ("objeto", &[Category::Object]),
];

/// Letters, of which one may stand for yes or no.
const TEXT_OR_FLAG: &[Category] = &[Category::Text, Category::Boolean];

/// Digits: a number, or a text of digits such as an account.
const NUMBER_OR_DIGITS: &[Category] = &[Category::Text, Category::Integer, Category::Decimal];

pub(super) const LIST: &[Category] = &[Category::List];

pub(super) const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// Words before the values of a list: `"20" para POS`.
pub(super) const STANDS_FOR: &[&str] = &["para", "for"];
