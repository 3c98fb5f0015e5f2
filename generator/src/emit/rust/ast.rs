//! Small constructors of Rust's syntax tree.
//!
//! `quote!` followed by a parse costs several times what printing costs. The bulk of a generated file (documentation, tables, fields) is
//! therefore built as a tree at once; the few fixed signatures come from `parse_quote!`.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Item, Path, Token, Type, parse_quote};

/// An identifier as `lower` wrote it, `r#type` included. What is no identifier becomes one by its letters: a bug in `lower` then shows
/// when the generated crate is compiled, not as a panic here.
pub(super) fn ident(text: &str) -> Ident {
    const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];
    let (raw, text) = match text.strip_prefix("r#") {
        Some(text) => (true, text),
        None => (false, text),
    };
    let fits = !text.is_empty()
        && !text.starts_with(|letter: char| letter.is_ascii_digit())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !fits {
        let letters = text.chars().filter(char::is_ascii_alphanumeric);
        return Ident::new(
            &format!("_{}", letters.collect::<String>()),
            Span::call_site(),
        );
    }
    if raw && !NEVER_RAW.contains(&text) {
        Ident::new_raw(text, Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// A path without generic arguments: `rt::Record`, `::core::option::Option`.
pub(super) fn path(text: &str) -> Path {
    let (leading, text) = match text.strip_prefix("::") {
        Some(text) => (Some(Token![::](Span::call_site())), text),
        None => (None, text),
    };
    let segments = text.split("::");
    Path {
        leading_colon: leading,
        segments: segments
            .map(|segment| syn::PathSegment::from(ident(segment)))
            .collect(),
    }
}

/// A type without generic arguments.
pub(super) fn ty(text: &str) -> Type {
    Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path: path(text),
    })
}

/// A type with one generic argument: `::std::vec::Vec<String>`.
pub(super) fn generic(text: &str, argument: Type) -> Type {
    let mut path = path(text);
    if let Some(last) = path.segments.last_mut() {
        last.arguments = syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <Token![<]>::default(),
            args: Punctuated::from_iter([syn::GenericArgument::Type(argument)]),
            gt_token: <Token![>]>::default(),
        });
    }
    Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

fn literal(lit: syn::Lit) -> Expr {
    Expr::Lit(syn::ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// A string literal, escaped.
pub(super) fn string(text: &str) -> Expr {
    literal(syn::Lit::Str(syn::LitStr::new(text, Span::call_site())))
}

/// An integer literal without suffix.
pub(super) fn number(value: impl Into<i64>) -> Expr {
    let value: i64 = value.into();
    let digits = syn::LitInt::new(&value.unsigned_abs().to_string(), Span::call_site());
    let expr = literal(syn::Lit::Int(digits));
    if value >= 0 {
        return expr;
    }
    Expr::Unary(syn::ExprUnary {
        attrs: Vec::new(),
        op: syn::UnOp::Neg(<Token![-]>::default()),
        expr: Box::new(expr),
    })
}

/// `true` or `false`.
pub(super) fn boolean(value: bool) -> Expr {
    literal(syn::Lit::Bool(syn::LitBool::new(value, Span::call_site())))
}

/// A path as an expression.
pub(super) fn value(text: &str) -> Expr {
    Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: path(text),
    })
}

/// `&expr`
pub(super) fn reference(expr: Expr) -> Expr {
    Expr::Reference(syn::ExprReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        mutability: None,
        expr: Box::new(expr),
    })
}

/// `&[a, b]`
pub(super) fn slice(items: impl IntoIterator<Item = Expr>) -> Expr {
    reference(Expr::Array(syn::ExprArray {
        attrs: Vec::new(),
        bracket_token: syn::token::Bracket::default(),
        elems: items.into_iter().collect(),
    }))
}

/// `&["a", "b"]`
pub(super) fn strings<'a>(texts: impl IntoIterator<Item = &'a str>) -> Expr {
    slice(texts.into_iter().map(string))
}

/// `(a, b)`
pub(super) fn tuple(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(syn::ExprTuple {
        attrs: Vec::new(),
        paren_token: syn::token::Paren::default(),
        elems: items.into_iter().collect(),
    })
}

/// `function(a, b)`; also a tuple struct or variant.
pub(super) fn call(function: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(syn::ExprCall {
        attrs: Vec::new(),
        func: Box::new(value(function)),
        paren_token: syn::token::Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `Path { name: value, … }`
pub(super) fn record<'a>(text: &str, fields: impl IntoIterator<Item = (&'a str, Expr)>) -> Expr {
    let fields = fields.into_iter().map(|(name, expr)| syn::FieldValue {
        attrs: Vec::new(),
        member: syn::Member::Named(ident(name)),
        colon_token: Some(<Token![:]>::default()),
        expr,
    });
    Expr::Struct(syn::ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: path(text),
        brace_token: syn::token::Brace::default(),
        fields: fields.collect(),
        dot2_token: None,
        rest: None,
    })
}

/// `match subject { pattern => body, … }`
pub(super) fn matching(subject: Expr, arms: impl IntoIterator<Item = (syn::Pat, Expr)>) -> Expr {
    let arms = arms.into_iter().map(|(pat, body)| syn::Arm {
        attrs: Vec::new(),
        pat,
        fat_arrow_token: <Token![=>]>::default(),
        body: Box::new(body),
        comma: Some(<Token![,]>::default()),
    });
    Expr::Match(syn::ExprMatch {
        attrs: Vec::new(),
        match_token: <Token![match]>::default(),
        expr: Box::new(subject),
        brace_token: syn::token::Brace::default(),
        arms: arms.collect(),
    })
}

/// A number as a pattern.
pub(super) fn number_pattern(value: impl Into<i64>) -> syn::Pat {
    let value: i64 = value.into();
    syn::Pat::Lit(syn::ExprLit {
        attrs: Vec::new(),
        lit: syn::Lit::Int(syn::LitInt::new(&value.to_string(), Span::call_site())),
    })
}

/// A path as a pattern.
pub(super) fn path_pattern(text: &str) -> syn::Pat {
    syn::Pat::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: path(text),
    })
}

/// The last expression of a function's body.
pub(super) fn returned(expr: Expr) -> syn::Stmt {
    syn::Stmt::Expr(expr, None)
}

/// `#[doc = "…"]`
pub(super) fn doc(text: &str) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style: syn::AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta: syn::Meta::NameValue(syn::MetaNameValue {
            path: path("doc"),
            eq_token: <Token![=]>::default(),
            value: string(text),
        }),
    }
}

/// A public field.
pub(super) fn field(attrs: Vec<Attribute>, name: &str, ty: Type) -> syn::Field {
    syn::Field {
        attrs,
        vis: parse_quote!(pub),
        modifiers: syn::FieldModifiers::default(),
        ident: Some(ident(name)),
        colon_token: Some(<Token![:]>::default()),
        ty,
        default: None,
    }
}

/// A public struct with named fields.
pub(super) fn structure(
    attrs: Vec<Attribute>,
    name: &str,
    fields: impl IntoIterator<Item = syn::Field>,
) -> Item {
    Item::Struct(syn::ItemStruct {
        attrs,
        vis: parse_quote!(pub),
        struct_token: <Token![struct]>::default(),
        ident: ident(name),
        generics: syn::Generics::default(),
        fields: syn::Fields::Named(syn::FieldsNamed {
            brace_token: syn::token::Brace::default(),
            named: fields.into_iter().collect(),
        }),
        semi_token: None,
    })
}

/// A public struct with one private unnamed field.
pub(super) fn newtype(attrs: Vec<Attribute>, name: &str, inner: Type) -> Item {
    Item::Struct(syn::ItemStruct {
        attrs,
        vis: parse_quote!(pub),
        struct_token: <Token![struct]>::default(),
        ident: ident(name),
        generics: syn::Generics::default(),
        fields: syn::Fields::Unnamed(syn::FieldsUnnamed {
            paren_token: syn::token::Paren::default(),
            unnamed: Punctuated::from_iter([syn::Field {
                attrs: Vec::new(),
                vis: syn::Visibility::Inherited,
                modifiers: syn::FieldModifiers::default(),
                ident: None,
                colon_token: None,
                ty: inner,
                default: None,
            }]),
        }),
        semi_token: Some(<Token![;]>::default()),
    })
}

/// A variant that holds nothing or one value.
pub(super) fn variant(attrs: Vec<Attribute>, name: &str, content: Option<Type>) -> syn::Variant {
    let fields = match content {
        None => syn::Fields::Unit,
        Some(ty) => syn::Fields::Unnamed(syn::FieldsUnnamed {
            paren_token: syn::token::Paren::default(),
            unnamed: Punctuated::from_iter([syn::Field {
                attrs: Vec::new(),
                vis: syn::Visibility::Inherited,
                modifiers: syn::FieldModifiers::default(),
                ident: None,
                colon_token: None,
                ty,
                default: None,
            }]),
        }),
    };
    syn::Variant {
        attrs,
        ident: ident(name),
        fields,
        discriminant: None,
    }
}

/// A public enum.
pub(super) fn enumeration(
    attrs: Vec<Attribute>,
    name: &str,
    variants: impl IntoIterator<Item = syn::Variant>,
) -> Item {
    Item::Enum(syn::ItemEnum {
        attrs,
        vis: parse_quote!(pub),
        enum_token: <Token![enum]>::default(),
        ident: ident(name),
        generics: syn::Generics::default(),
        brace_token: syn::token::Brace::default(),
        variants: variants.into_iter().collect(),
    })
}

/// `impl Trait for Type { … }`, or `impl Type { … }` for an empty `of`.
pub(super) fn implementation(of: &str, self_ty: &str, items: Vec<syn::ImplItem>) -> Item {
    Item::Impl(syn::ItemImpl {
        attrs: Vec::new(),
        modifiers: syn::ImplModifiers::default(),
        unsafety: None,
        impl_token: <Token![impl]>::default(),
        generics: syn::Generics::default(),
        trait_: (!of.is_empty()).then(|| (path(of), <Token![for]>::default())),
        self_ty: Box::new(ty(self_ty)),
        brace_token: syn::token::Brace::default(),
        items,
    })
}

/// A function of an `impl`: a signature with an empty body, as `parse_quote!` makes it, and its statements.
pub(super) fn function(mut signature: syn::ImplItemFn, body: Vec<syn::Stmt>) -> syn::ImplItem {
    signature.block.stmts = body;
    syn::ImplItem::Fn(signature)
}

/// `const NAME: Type = expr;` of an `impl`.
pub(super) fn constant(name: &str, ty: Type, expr: Expr) -> syn::ImplItem {
    syn::ImplItem::Const(syn::ImplItemConst {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        modifiers: syn::ConstModifiers::default(),
        const_token: <Token![const]>::default(),
        ident: ident(name),
        generics: syn::Generics::default(),
        colon_token: <Token![:]>::default(),
        ty,
        eq_token: <Token![=]>::default(),
        expr,
        semi_token: <Token![;]>::default(),
    })
}

/// `vis static NAME: Type = expr;`
pub(super) fn statics(
    attrs: Vec<Attribute>,
    vis: syn::Visibility,
    name: &str,
    ty: Type,
    expr: Expr,
) -> Item {
    Item::Static(syn::ItemStatic {
        attrs,
        vis,
        static_token: <Token![static]>::default(),
        mutability: syn::StaticMutability::None,
        ident: ident(name),
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty),
        eq_token: <Token![=]>::default(),
        expr: Box::new(expr),
        semi_token: <Token![;]>::default(),
    })
}
