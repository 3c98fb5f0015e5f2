//! The codes of diagnostics. A code keeps its meaning for good: what is no longer reported leaves a gap.

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// `S001`
    pub code: &'static str,
    /// A few words.
    pub title: &'static str,
    /// Why it is refused and what to do.
    pub explanation: &'static str,
}

/// The meaning of a code.
#[must_use]
pub fn meaning(code: &str) -> Option<&'static Meaning> {
    CODES.iter().find(|meaning| meaning.code == code)
}

/// Declares each code as a constant and lists all of them.
macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal, $explanation:literal;)*) => {
        $(#[doc = $title] pub(crate) const $name: &str = $code;)*

        /// Every code, ascending.
        pub const CODES: &[Meaning] = &[
            $(Meaning { code: $code, title: $title, explanation: $explanation },)*
        ];
    };
}

codes! {
    NOT_UTF8 = "S001", "the file is not UTF-8",
        "Files are UTF-8. The place shown is the first byte that is not; save the file again as UTF-8.";
    TOO_LARGE = "S002", "the file is too large",
        "A file has at most 4 MiB. One file holds one operation; a larger one is no transcription.";
    HIDDEN = "S003", "an invisible character",
        "Control characters, direction marks and zero-width characters make a text differ from what a reader sees. Remove them; in a double-quoted text, `\\n`, `\\t` and `\\r` can be written as escapes.";
    SYNTAX = "S004", "the file is not YAML",
        "Reading stops here, so that later problems of the file show only after this one is corrected.";
    DEPTH = "S005", "nested too deeply",
        "Lists and maps stand in one another at most 64 deep.";
    EMPTY = "S006", "the file is empty",
        "A file of the specification holds one map.";
    DOCUMENTS = "S007", "more than one YAML document",
        "A file holds one document. Remove the second `---` and what follows it, or move it to a file of its own.";
    ALIAS = "S008", "an anchor, an alias or a merge key",
        "Rows are shared by `same_as`, types by name. An alias would hide where a fact comes from, so each value is written out.";
    TAG = "S009", "a YAML tag",
        "Values have the type that their key asks for. Remove the tag; quote the value if it is meant as text.";
    KEY = "S010", "a key that is not text",
        "Keys are words, such as `source`.";
    DUPLICATE_KEY = "S011", "a key given twice",
        "One of the two values would be lost. Keep the right one. Rows of a table stand in a list, where nothing is lost.";
    UNKNOWN_KEY = "S020", "an unknown key",
        "The key is not part of the format, or does not belong at this place. `spec/README.md` lists every key.";
    MISSING_KEY = "S021", "a required key is missing",
        "The map needs this key.";
    WRONG_TYPE = "S022", "a value of the wrong type",
        "The key asks for another type of value.";
    NOT_TEXT = "S023", "a text that YAML reads as something else",
        "Without quotes `0000` is a number, `true` a truth value and `NO` a truth value for older tools. Quote what is meant as text.";
    UNKNOWN_WORD = "S024", "an unknown word",
        "The key takes one of a few words.";
    BAD_VALUE = "S025", "a value that is not allowed",
        "The value has the right type, but is out of range or malformed.";
    UNQUOTED = "S026", "a code without quotes",
        "Codes and listed values are always quoted, so that no row of a table depends on how its neighbour reads.";
    NO_VALUE = "S027", "a key without a value",
        "Give the value, or leave the key out.";
    EMPTY_LIST = "S028", "an empty list",
        "The list needs at least one item.";
    BAD_NUMBER = "S029", "a number that JSON does not have",
        "JSON has no leading zeros, plus signs, hexadecimal digits or infinities. Write a JSON number, or quote a text.";
    MORE = "S030", "more problems than are shown",
        "Of one file the first hundred problems are shown.";
    UNREADABLE = "S039", "a value that cannot be read",
        "The value does not fit the key.";
    UNEXPECTED_FILE = "S040", "a file in an unexpected place",
        "YAML files stand at `<bank>/bank.yaml`, `<bank>/rulings.yaml`, `<bank>/<service>/service.yaml` and `<bank>/<service>/operations/<operation>.yaml`.";
    NO_BANK = "S041", "a folder without `bank.yaml`",
        "Each folder below the root is a bank and has a `bank.yaml`.";
    NO_SERVICE = "S042", "a folder without `service.yaml`",
        "Each folder below a bank's is a service and has a `service.yaml`.";
    BANK_NAME = "S043", "the bank's id differs from its folder",
        "`bank` is the name of the folder that `bank.yaml` stands in.";
    SERVICE_NAME = "S044", "the service's id differs from its folder",
        "`service` is the name of the folder that `service.yaml` stands in.";
    OPERATION_NAME = "S045", "the operation's id differs from its file",
        "`operation` is the name of the file without `.yaml`.";
    NO_OPERATION_FILE = "S046", "a listed operation without a file",
        "Each operation that `service.yaml` lists has a file in `operations/`.";
    UNLISTED_OPERATION = "S047", "an operation that is not listed",
        "`operations` in `service.yaml` lists every file of `operations/`, in the order of the document.";
    LISTED_TWICE = "S048", "an operation listed twice",
        "Each operation stands once in the list.";
    NO_SOURCE = "S100", "a fact without a source",
        "A fact says where it comes from: `source` names the lines that state it, `assumed` the ruling that supplies what no document states.";
    TWO_SOURCES = "S101", "a fact that is both stated and assumed",
        "A document states it or none does. A ruling that only chose between readings stands under `ruling`.";
    LINE_BEYOND_END = "S102", "a line beyond the end of the document",
        "The document has fewer lines. Correct the line, or `lines` of the document in `bank.yaml`.";
    UNKNOWN_DOCUMENT = "S103", "a source without a document",
        "The id is none of `documents` in `bank.yaml`, or lines in `bank.yaml` and `rulings.yaml` do not name a document.";
    UNKNOWN_RULING = "S104", "an unknown ruling",
        "Each ruling that is referred to is recorded in `rulings.yaml`.";
    EMPTY_TEXT = "S105", "an empty text",
        "A text for readers has a sentence in English and one in Spanish.";
    FORM = "S111", "a value in the wrong form",
        "Ids, versions, countries, checksums, offsets, file names and texts to look for each have one form; the message shows it.";
    DUPLICATE = "S112", "something listed twice",
        "One of the two would be lost. A row that a document lists twice to the letter, on other lines, is one row with all its lines.";
    ENVIRONMENT = "S113", "an address that makes no URL",
        "Scheme, host, port and base path are given apart. Plain HTTP is for this machine only.";
    TOKEN_URL = "S114", "a token endpoint that is missing, not wanted or no URL",
        "Each environment of a service whose scheme asks for tokens has a `token_url`, and no other has one.";
    NOTHING = "S115", "nothing where something is needed",
        "The list needs at least one item.";
    NO_IDENT = "S120", "a name that cannot become a Rust name",
        "Rust names have ASCII letters, digits and `_`, and do not begin with a digit. The message says which key gives the name by hand.";
    CLASH = "S121", "two things of one name",
        "Two things of one Rust namespace would have one name, or one has the name of something generated. Names are never changed silently: give one by hand.";
    UNKNOWN_TYPE = "S130", "an unknown type",
        "Named types are defined under `types` of `bank.yaml`, for all services, or of `service.yaml`.";
    TYPE_EXPRESSION = "S131", "a type that cannot be read",
        "A type is a named type, one of the kinds, or `list<…>` of a type.";
    RULE = "S132", "a rule that does not fit",
        "Each rule belongs to certain kinds of types. A named type has its own rules, which a row cannot change.";
    IMPOSSIBLE = "S133", "rules that nothing can keep",
        "No value, or no sensible one, keeps these rules.";
    PATTERN = "S134", "a regular expression that cannot be read",
        "Patterns are in the common language of ECMAScript and the `regex-lite` crate, without look-around, back-references, flags, named groups and classes in classes.";
    FORMAT = "S135", "a format that cannot be read",
        "Formats of dates and times use the letters `YYYY MM DD hh mm ss SSS Z`; anything else but a letter, and `T`, stands for itself.";
    TYPE_CYCLE = "S136", "an object that contains itself",
        "Its Rust type would have no end. An object can contain a list of itself.";
    VALUE = "S138", "a value that breaks the rules of its type",
        "Examples, defaults and fixed values keep the rules of the type they stand for.";
    SECRET = "S139", "a secret that is no text",
        "Only texts can be wiped from memory. Mark the text type as `secret`, or the value as `personal`.";
    ROW = "S140", "keys that do not go together",
        "A key is given that has no meaning beside the others, or of several keys not exactly one is given.";
    NO_REQUIRED = "S141", "a row that does not say whether it is required",
        "Each row says `required: true`, `false` or `undocumented`, unless the catalogue says it or the value is fixed.";
    NO_TYPE = "S142", "a row without a type",
        "Each row has a type, unless the catalogue gives it.";
    NO_DOC = "S143", "a row without a meaning",
        "Each row has a `doc`, unless the catalogue or its named type gives one.";
    PLACE = "S144", "a row at no place, or at one its table does not have",
        "Arguments travel in the path, the query, a header or the body; fields of answers in a header or the body. Lists and objects travel in the body only.";
    ALSO_IN = "S145", "a second place where there can be none",
        "`also_in` is for a whole field of an answer that is a header in one reading and a member of the body in another.";
    FIXED = "S146", "a fixed value where there can be none",
        "A header, a query parameter or a member of the request's body itself can be fixed.";
    UNKNOWN_HEADER = "S147", "an unknown header",
        "`header` refers to the catalogue in `bank.yaml` or `service.yaml`.";
    UNKNOWN_SAME_AS = "S148", "an unknown table",
        "`same_as` of a row names a field group, or an operation of the same service that has the same table.";
    SAME_AS_CYCLE = "S149", "tables that refer to each other in a circle",
        "One of the tables lists its rows itself.";
    UNKNOWN_EXCEPT = "S150", "a row to leave out that is not there",
        "`except` names rows of the table by their wire names.";
    HEADER_NAME = "S151", "a header that cannot be sent",
        "The name or the value is not allowed by HTTP, or the client sends the header already.";
    NESTING = "S152", "dotted names that do not fit together",
        "A member is a value or an object, and a list in every row or in none.";
    ALIAS_PATH = "S153", "an alias that cannot be placed",
        "An alias is a dotted path from the root: as long as the name, or below the object that holds the value, or to a further place of one of the objects on the way, with as many names after it. No other row and no other alias has it.";
    TOO_DEEP = "S154", "objects or lists nested too deeply",
        "Objects and lists stand in one another at most 32 deep, and tables are taken in over at most 32 others.";
    SUPPLY = "S155", "a header that the client cannot supply",
        "`profile` and `generate` stand in a header catalogue, one of the two, and hold for every operation that takes the header. A fixed value, and the one by which a repeated request is recognised, come from elsewhere.";
    PROFILE_SENSITIVE = "S156", "a secret or personal header that the client would keep",
        "A value that belongs to one customer would travel with the calls of another. It is given with each call.";
    GENERATE = "S157", "a value that cannot be made",
        "`uuid`, `hex-16` and `hex-32` are texts whose rules allow every such value; `now` is a date, time or datetime whose format has `Z`, or in the zone of the bank.";
    NO_REASON = "S158", "a value that is made without a reason",
        "No document asks for it, so a ruling says why the client makes it.";
    NOT_TAKEN = "S159", "a header that the client supplies to no request",
        "`profile` and `generate` are for headers that a request takes.";
    METHOD = "S160", "an unknown method",
        "The methods are `GET`, `HEAD`, `POST`, `PUT`, `PATCH` and `DELETE`.";
    PATH = "S161", "a path that is no template",
        "A path has segments that begin with a slash; a parameter is a whole segment in braces.";
    PATH_PARAMETER = "S162", "path and rows differ",
        "Each parameter of the path has a row with `in: path`, and each such row its parameter.";
    OPTIONAL_PATH_PARAMETER = "S163", "an optional path parameter",
        "A path without the parameter is the path of another operation.";
    BODY = "S164", "a body where HTTP allows none",
        "GET and HEAD requests, answers to HEAD and answers of status 204 have no body.";
    SAME_SHAPE = "S165", "two operations of one method and path",
        "The paths differ in the names of parameters only. A ruling says how they are told apart, and both paths refer to it.";
    SIGNING_BASE = "S166", "a signing base that does not fit",
        "An operation whose scheme signs `signing-base` gives it: the first segments of its path. No other operation has one.";
    UNKNOWN_AUTH = "S167", "an unknown auth scheme",
        "`auth` names a scheme of `service.yaml`, or `none`.";
    IDEMPOTENCY = "S168", "an idempotency field that is no argument",
        "`field` is the wire name of an argument.";
    RESPONSE = "S169", "answers that cannot be told apart",
        "An answer without a status says `when`; successes with different bodies have statuses.";
    UNKNOWN_ENVELOPE = "S170", "an unknown envelope",
        "Envelopes are defined in `bank.yaml`, for all services, or in `service.yaml`.";
    ENVELOPE = "S171", "an envelope place that cannot be read",
        "A place is a header, or a dotted path in the body, and is named once.";
    NO_FINALITY = "S172", "an operation about money that does not say whether it is final",
        "Nothing is guessed about money: an operation that moves money says `finality`, with its lines or the ruling that decides.";
    UNKNOWN_CODE_TABLE = "S180", "an unknown code table",
        "`same_as` of codes names a table of `service.yaml`, or an operation of the same service.";
    NO_OUTCOME = "S181", "a code about money without an outcome",
        "Nothing is guessed about money: each code of an operation that moves money says `outcome`.";
    NO_STATUS = "S182", "a code without a status",
        "Each code has the `status` of its row, or `undocumented`.";
    AUTH_MISSING = "S190", "a key that the auth scheme needs",
        "Which keys a scheme needs follows from its kind.";
    AUTH_UNEXPECTED = "S191", "a key that the auth scheme does not have",
        "Which keys a scheme has follows from its kind.";
    AUTH_VALUE = "S192", "a word that the auth scheme does not know",
        "The help lists the words.";
    VECTOR = "S193", "a known answer that is not right",
        "Message and signature of each vector are computed again. An independent tool decides which side is wrong.";
    EXAMPLE_UNKNOWN = "S200", "an example with a value that no row lists",
        "Examples show what the rows describe, and nothing else.";
    EXAMPLE_MISSING = "S201", "an example without a required value",
        "An example gives every value that its rows require.";
    EXAMPLE_VALUE = "S202", "an example value that breaks the rules of its type",
        "Values of examples keep the rules of their types, in the JSON form that the document gives.";
    EXAMPLE_STATUS = "S203", "an example with another status or code",
        "The status of an example is one of the operation's answers, and its code is one of the table with that status.";
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_ascend_so_that_none_is_given_twice() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
