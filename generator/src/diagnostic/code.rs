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
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_ascend_so_that_none_is_given_twice() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }
}
