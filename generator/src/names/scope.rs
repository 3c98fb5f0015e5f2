//! Places where a name may stand once.

use crate::source::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Where a name of a scope comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Written, or derived from what is written, in the specification.
    Written(Span),
    /// The generator's own; holds what it is (`the client`).
    Generated(&'static str),
}

/// Two things of one scope that would have one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The name.
    pub name: String,
    /// What had it first.
    pub first: Origin,
}

/// The names of one Rust namespace: the fields of a struct, the variants of an enum, the types of a module.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: HashMap<String, Origin>,
}

impl Scope {
    /// A scope without names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope without names that has room for as many.
    #[must_use]
    pub fn with_room(names: usize) -> Self {
        Self {
            taken: HashMap::with_capacity(names),
        }
    }

    /// A scope that the generator has already put names into: name, and what it is.
    #[must_use]
    pub fn with_generated(names: &[(&str, &'static str)]) -> Self {
        let mut scope = Self::default();
        for (name, what) in names {
            scope
                .taken
                .insert((*name).to_owned(), Origin::Generated(what));
        }
        scope
    }

    /// Takes a name. A name that is taken stays with its first owner.
    ///
    /// # Errors
    /// If something else has the name.
    pub fn insert(&mut self, name: &str, origin: Origin) -> Result<(), Clash> {
        match self.taken.entry(name.to_owned()) {
            Entry::Occupied(taken) => Err(Clash {
                name: name.to_owned(),
                first: *taken.get(),
            }),
            Entry::Vacant(free) => {
                free.insert(origin);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn a_clash_tells_who_was_first() {
        let mut scope = Scope::with_generated(&[("Client", "the client")]);
        let place = Origin::Written(Span {
            file: FileId(1),
            start: 4,
            end: 9,
        });
        assert_eq!(scope.insert("Cuenta", place), Ok(()));
        assert_eq!(
            scope
                .insert("Cuenta", Origin::Generated("x"))
                .unwrap_err()
                .first,
            place
        );
        assert_eq!(
            scope.insert("Client", place).unwrap_err().first,
            Origin::Generated("the client")
        );
    }
}
