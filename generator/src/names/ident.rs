//! The identifiers.

use super::fold::{fold, without_placeholders};
use super::keywords::{Word, word};
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use serde::Serialize;
use std::fmt;

/// Why a text cannot become an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoIdent {
    /// No letter or digit is left.
    Empty,
    /// It would begin with a digit.
    LeadingDigit,
    /// A letter that has no ASCII spelling.
    Letter(char),
    /// A word that Rust allows nowhere (`self`, `crate`).
    Keyword(String),
    /// A name written by hand that is not in the expected form; holds an example of the form.
    Form(&'static str),
}

impl fmt::Display for NoIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no letter or digit is left"),
            Self::LeadingDigit => f.write_str("it would begin with a digit"),
            Self::Letter(letter) => write!(f, "`{letter}` has no ASCII spelling"),
            Self::Keyword(keyword) => write!(f, "Rust keeps `{keyword}` for itself"),
            Self::Form(example) => write!(f, "it is not written like `{example}`"),
        }
    }
}

/// The two ways of writing names.
#[derive(Clone, Copy)]
enum Case {
    Snake,
    Camel,
    Shouty,
}

impl Case {
    const fn example(self) -> &'static str {
        match self {
            Self::Snake => "codigo_banco",
            Self::Camel => "CodigoBanco",
            Self::Shouty => "CODIGO_BANCO",
        }
    }

    fn derive(self, text: &str) -> Result<String, NoIdent> {
        let words = fold(text).map_err(NoIdent::Letter)?;
        let name = match self {
            Self::Snake => words.to_snake_case(),
            Self::Camel => words.to_upper_camel_case(),
            Self::Shouty => words.to_shouty_snake_case(),
        };
        match name.chars().next() {
            None => return Err(NoIdent::Empty),
            Some('0'..='9') => return Err(NoIdent::LeadingDigit),
            Some(_) => {}
        }
        Ok(match word(&name) {
            Word::Free => name,
            Word::Raw => format!("r#{name}"),
            Word::Never => format!("{name}_"),
        })
    }

    fn explicit(self, name: &str) -> Result<String, NoIdent> {
        let letter = |letter: char| match self {
            Self::Snake => letter.is_ascii_lowercase(),
            Self::Camel | Self::Shouty => letter.is_ascii_uppercase(),
        };
        let rest = |letter: char| match self {
            Self::Snake => letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_',
            Self::Camel => letter.is_ascii_alphanumeric(),
            Self::Shouty => letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_',
        };
        match name.chars().next() {
            None => return Err(NoIdent::Empty),
            Some('0'..='9') => return Err(NoIdent::LeadingDigit),
            Some(_) => {}
        }
        let shaped = name.starts_with(letter) && name.chars().all(rest) && !name.contains("__");
        match word(name) {
            Word::Never => Err(NoIdent::Keyword(name.to_owned())),
            Word::Free | Word::Raw if !shaped => Err(NoIdent::Form(self.example())),
            Word::Free => Ok(name.to_owned()),
            Word::Raw => Ok(format!("r#{name}")),
        }
    }
}

macro_rules! ident {
    ($(#[$meta:meta])* $name:ident, $case:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// The name that follows from a text of the documents: accents folded, words split, keywords escaped.
            ///
            /// # Errors
            /// If nothing is left, if it would begin with a digit, or if a letter has no ASCII spelling.
            pub fn derive(text: &str) -> Result<Self, NoIdent> {
                $case.derive(text).map(Self)
            }

            /// A name written by hand. It is taken to the letter; only a keyword gets its `r#`.
            ///
            /// # Errors
            /// If it is no identifier or not written in this role's case.
            pub fn explicit(name: &str) -> Result<Self, NoIdent> {
                $case.explicit(name).map(Self)
            }

            /// The identifier as it stands in Rust code (`r#type` where it is a keyword).
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The identifier without `r#`: the name of a file or a published schema.
            #[must_use]
            pub fn plain(&self) -> &str {
                self.0.strip_prefix("r#").unwrap_or(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

ident!(
    /// A struct, an enum or an OpenAPI schema.
    TypeIdent,
    Case::Camel
);
ident!(
    /// A struct field.
    FieldIdent,
    Case::Snake
);
ident!(
    /// A method.
    MethodIdent,
    Case::Snake
);
ident!(
    /// A module or a library.
    ModuleIdent,
    Case::Snake
);
ident!(
    /// A variant of an enum.
    VariantIdent,
    Case::Camel
);
ident!(
    /// A constant or a static.
    ConstIdent,
    Case::Shouty
);

impl TypeIdent {
    /// The name of a type made inside another one: `prefix`, which is a name already, and the words of `text`.
    ///
    /// # Errors
    /// As [`TypeIdent::derive`]; a leading digit is no error behind a prefix.
    pub fn derive_within(prefix: &str, text: &str) -> Result<Self, NoIdent> {
        if prefix.is_empty() {
            return Self::derive(text);
        }
        let words = fold(text).map_err(NoIdent::Letter)?.to_upper_camel_case();
        if words.is_empty() {
            return Err(NoIdent::Empty);
        }
        Ok(Self(format!("{prefix}{words}")))
    }

    /// The name of what belongs to this type: `CrearPagoResponse` of `CrearPago`. `suffix` is in UpperCamelCase.
    #[must_use]
    pub fn with_suffix(&self, suffix: &'static str) -> Self {
        Self(format!("{}{suffix}", self.0))
    }
}

impl TypeIdent {
    /// Stands in for a name that was reported, until all problems are found.
    pub(crate) fn stand_in() -> Self {
        Self("Unnamed".to_owned())
    }
}

impl FieldIdent {
    /// Stands in for a name that was reported, until all problems are found.
    pub(crate) fn stand_in() -> Self {
        Self("unnamed".to_owned())
    }
}

impl ConstIdent {
    /// Stands in for a name that was reported, until all problems are found.
    pub(crate) fn stand_in() -> Self {
        Self("UNNAMED".to_owned())
    }
}

impl ModuleIdent {
    /// Stands in for a name that was reported, until all problems are found.
    pub(crate) fn stand_in() -> Self {
        Self("unnamed".to_owned())
    }
}

impl VariantIdent {
    /// The variant of a response code: what its description has in square brackets is dropped.
    ///
    /// # Errors
    /// As [`VariantIdent::derive`].
    pub fn of_description(description: &str) -> Result<Self, NoIdent> {
        Self::derive(&without_placeholders(description))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_escaped_in_every_role() {
        assert_eq!(FieldIdent::derive("type").unwrap().as_str(), "r#type");
        assert_eq!(FieldIdent::derive("gen").unwrap().as_str(), "r#gen");
        assert_eq!(MethodIdent::derive("async").unwrap().as_str(), "r#async");
        assert_eq!(ModuleIdent::derive("mod").unwrap().plain(), "mod");
        assert_eq!(FieldIdent::explicit("try").unwrap().as_str(), "r#try");
    }

    #[test]
    fn words_that_cannot_be_raw_get_an_underscore() {
        assert_eq!(FieldIdent::derive("self").unwrap().as_str(), "self_");
        assert_eq!(FieldIdent::derive("Crate").unwrap().as_str(), "crate_");
        assert_eq!(TypeIdent::derive("self").unwrap().as_str(), "Self_");
        assert_eq!(VariantIdent::derive("SELF").unwrap().as_str(), "Self_");
    }

    #[test]
    fn a_written_name_is_never_bent() {
        assert_eq!(
            FieldIdent::explicit("self"),
            Err(NoIdent::Keyword("self".into()))
        );
        assert_eq!(
            TypeIdent::explicit("Self"),
            Err(NoIdent::Keyword("Self".into()))
        );
        assert_eq!(FieldIdent::explicit("_"), Err(NoIdent::Keyword("_".into())));
        assert_eq!(
            FieldIdent::explicit("idExterno"),
            Err(NoIdent::Form("codigo_banco"))
        );
        assert_eq!(
            FieldIdent::explicit("a__b"),
            Err(NoIdent::Form("codigo_banco"))
        );
        assert_eq!(
            TypeIdent::explicit("codigoBanco"),
            Err(NoIdent::Form("CodigoBanco"))
        );
        assert_eq!(
            TypeIdent::explicit("Código"),
            Err(NoIdent::Form("CodigoBanco"))
        );
        assert_eq!(TypeIdent::explicit(""), Err(NoIdent::Empty));
        assert_eq!(TypeIdent::explicit("3ds"), Err(NoIdent::LeadingDigit));
    }

    #[test]
    fn texts_that_are_no_names_are_errors_and_not_panics() {
        assert_eq!(FieldIdent::derive(""), Err(NoIdent::Empty));
        assert_eq!(FieldIdent::derive("_"), Err(NoIdent::Empty));
        assert_eq!(FieldIdent::derive("\"#"), Err(NoIdent::Empty));
        assert_eq!(FieldIdent::derive("3ds"), Err(NoIdent::LeadingDigit));
        assert_eq!(VariantIdent::derive("100% OK"), Err(NoIdent::LeadingDigit));
        assert_eq!(FieldIdent::derive("名前"), Err(NoIdent::Letter('名')));
    }

    #[test]
    fn prelude_names_are_names_like_any_other() {
        for name in [
            "Option", "String", "Vec", "Result", "Box", "Some", "None", "Ok", "Err", "Default",
            "Iterator",
        ] {
            assert_eq!(TypeIdent::explicit(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn a_code_is_named_without_its_placeholder() {
        assert_eq!(
            VariantIdent::of_description("PARÁMETRO [parámetro] OBLIGATORIO")
                .unwrap()
                .as_str(),
            "ParametroObligatorio"
        );
        assert_eq!(
            VariantIdent::of_description("API-KEY INVÁLIDA O REVOCADA")
                .unwrap()
                .as_str(),
            "ApiKeyInvalidaORevocada"
        );
    }

    #[test]
    fn every_derived_name_parses_as_an_identifier_of_its_case() {
        for text in [
            "Ab c",
            "ABC",
            "x9",
            "self",
            "type",
            "OAuth2 token",
            "ñandú",
            "a-b.c",
            "Self",
        ] {
            let snake = FieldIdent::derive(text).unwrap();
            assert!(
                snake
                    .plain()
                    .trim_end_matches('_')
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            );
            let camel = TypeIdent::derive(text).unwrap();
            assert!(
                camel
                    .plain()
                    .trim_end_matches('_')
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric())
            );
            let shouty = ConstIdent::derive(text).unwrap();
            assert!(
                shouty
                    .plain()
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            );
        }
    }
}
