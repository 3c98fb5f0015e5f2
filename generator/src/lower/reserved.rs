//! Names that generated code has already: each with what it is.

/// Types that every service has.
pub(super) const SERVICE_TYPES: [(&str, &str); 3] = [
    ("Client", "the client of the service"),
    ("Environment", "the list of environments"),
    ("Credentials", "the credentials of the service"),
];

/// The type that services have beside these where a catalogue keeps headers.
pub(super) const PROFILE: (&str, &str) = ("Profile", "the headers that the client keeps");

/// Modules beside the operations', files, and methods of the client that an operation's would hide or be hidden by.
pub(super) const OPERATIONS: [(&str, &str); 23] = [
    ("client", "the module of the client"),
    ("types", "the module of the service's types"),
    ("r#mod", "the file of the service's module"),
    ("builder", "a method of the client"),
    ("call", "a method of the client"),
    ("runtime", "a method of the client"),
    ("from_runtime", "a function of the client"),
    ("new", "what a constructor is called"),
    ("clone", "a method of the client, of `Clone`"),
    ("clone_into", "a method of the client, of `ToOwned`"),
    ("to_owned", "a method of the client, of `ToOwned`"),
    ("into", "a method of the client, of `Into`"),
    ("try_into", "a method of the client, of `TryInto`"),
    ("borrow", "a method of the client, of `Borrow`"),
    ("borrow_mut", "a method of the client, of `BorrowMut`"),
    ("type_id", "a method of the client, of `Any`"),
    ("fmt", "a method of the client, of `Debug`"),
    ("cmp", "a method of `Ord`"),
    ("iter", "what a method is called that returns an iterator"),
    ("aux", "no file name on Windows"),
    ("con", "no file name on Windows"),
    ("nul", "no file name on Windows"),
    ("prn", "no file name on Windows"),
];

/// Modules, files, features and examples of the crate, and the crates that its code names.
pub(super) const SERVICES: [(&str, &str); 21] = [
    ("types", "the module of the bank's types"),
    ("runtime", "the runtime that the crate re-exports"),
    ("lib", "the file of the crate's root"),
    ("main", "the file of a program"),
    ("client", "a module of every service"),
    ("default", "a cargo feature of every crate"),
    ("reqwest", "a cargo feature of every crate"),
    ("serde", "a crate that others know by this name"),
    ("tokio", "a crate that the example names"),
    ("bank_client_runtime", "a crate that the code names"),
    ("std", "a crate that the code names"),
    ("core", "a crate that the code names"),
    ("alloc", "a crate of the standard library"),
    ("proc_macro", "a crate of the standard library"),
    ("test", "a crate of the standard library"),
    ("clippy", "a tool that attributes name"),
    ("rustfmt", "a tool that attributes name"),
    ("aux", "no file name on Windows"),
    ("con", "no file name on Windows"),
    ("nul", "no file name on Windows"),
    ("prn", "no file name on Windows"),
];

/// Names of libraries that a bank's cannot have.
pub(super) const LIBRARIES: [&str; 8] = [
    "alloc",
    "bank_client_runtime",
    "core",
    "proc_macro",
    "serde",
    "std",
    "test",
    "tokio",
];
