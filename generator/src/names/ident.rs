//! The identifiers.

use serde::Serialize;
use std::fmt;

macro_rules! ident {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// The identifier as it stands in Rust code (`r#type` where it is a keyword).
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
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
    TypeIdent
);
ident!(
    /// A struct field.
    FieldIdent
);
ident!(
    /// A method.
    MethodIdent
);
ident!(
    /// A module or a library.
    ModuleIdent
);
ident!(
    /// A variant of an enum.
    VariantIdent
);
