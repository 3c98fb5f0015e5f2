//! Bank-wide types.

use ::bank_client_runtime as rt;

/// Four digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodigoBanco(::std::string::String);
rt::text_type!(CodigoBanco {
    min_length: 4,
    max_length: 4,
    pattern: "^[0-9]{4}$",
    sensitive: no
});

/// A phone number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telefono(::std::string::String);
rt::text_type!(Telefono {
    min_length: 11,
    max_length: 11,
    pattern: "[0-9]+",
    sensitive: personal
});

/// Free text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Motivo(::std::string::String);
rt::text_type!(Motivo {
    min_length: none,
    max_length: 35,
    pattern: none,
    sensitive: no
});

/// A password.
#[derive(Clone, PartialEq, Eq)]
pub struct Clave(rt::SecretText);
rt::text_type!(Clave {
    min_length: 4,
    max_length: none,
    pattern: none,
    sensitive: secret
});

/// An amount.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Monto(rt::Decimal);
rt::decimal_type!(Monto {
    scale: 2,
    digits: 17,
    minimum: "0.01",
    maximum: none,
    wire: number,
    sensitive: no
});

/// A balance.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Saldo(rt::Decimal);
rt::decimal_type!(Saldo {
    scale: none,
    digits: none,
    minimum: none,
    maximum: none,
    wire: text,
    sensitive: personal
});

/// A page.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pagina(rt::Integer);
rt::integer_type!(Pagina {
    minimum: 1,
    maximum: 999,
    wire: number,
    sensitive: no
});

/// A channel.
#[non_exhaustive]
pub enum Canal {
    /// "20" Point of sale
    Pos,
    /// "10" Web
    Web,
    /// Any other.
    Other(::std::boxed::Box<str>),
}
impl rt::Listed for Canal {
    const VALUES: &'static [&'static str] = &["20", "10"];
    const OPEN: bool = true;
    fn from_index(index: usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(match index {
            0 => Self::Pos,
            1 => Self::Web,
            _ => return ::core::option::Option::None,
        })
    }
    fn other(text: ::std::boxed::Box<str>) -> Self {
        Self::Other(text)
    }
    fn index(&self) -> ::core::result::Result<usize, &str> {
        ::core::result::Result::Ok(match self {
            Self::Pos => 0,
            Self::Web => 1,
            Self::Other(text) => return ::core::result::Result::Err(text),
        })
    }
}
rt::listed_type!(Canal);

/// A currency.
#[non_exhaustive]
pub enum Moneda {
    /// "VES"
    Ves,
    /// Any other, from the bank.
    Other(::std::boxed::Box<str>),
}
impl rt::Listed for Moneda {
    const VALUES: &'static [&'static str] = &["VES"];
    const OPEN: bool = false;
    fn from_index(index: usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(match index {
            0 => Self::Ves,
            _ => return ::core::option::Option::None,
        })
    }
    fn other(text: ::std::boxed::Box<str>) -> Self {
        Self::Other(text)
    }
    fn index(&self) -> ::core::result::Result<usize, &str> {
        ::core::result::Result::Ok(match self {
            Self::Ves => 0,
            Self::Other(text) => return ::core::result::Result::Err(text),
        })
    }
}
rt::listed_type!(Moneda);
