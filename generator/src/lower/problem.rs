//! What can be wrong with a specification that parses, and the list that problems are collected in.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;

macro_rules! problems {
    ($($name:ident $code:literal $meaning:literal)*) => {
        $(#[doc = $meaning] pub const $name: &str = $code;)*

        /// Every code of this stage with what it stands for, in the order of the codes.
        pub const ALL: &[(&str, &str)] = &[$(($code, $meaning)),*];
    };
}

problems! {
    NO_SOURCE "S100" "A fact has neither `source` nor `assumed`."
    TWO_SOURCES "S101" "A fact has both `source` and `assumed`."
    LINE_BEYOND_END "S102" "A source line lies beyond the end of its document."
    UNKNOWN_DOCUMENT "S103" "A source names no document of `bank.yaml`, or none where there is no document of the service."
    UNKNOWN_RULING "S104" "A ruling that `rulings.yaml` does not have."
    EMPTY_TEXT "S105" "A text for readers that is empty."
    FOLDER "S110" "An id differs from the name of its folder or file."
    FORM "S111" "An id, version, country, checksum, offset or file name in a form that is not allowed."
    DUPLICATE "S112" "Something is listed twice."
    ENVIRONMENT "S113" "A scheme, host, port or base path that cannot be part of a URL."
    TOKEN_URL "S114" "A token endpoint that is missing, not wanted or no URL."
    NOTHING "S115" "A list that must not be empty is."
    FILES "S116" "The list of operations and the files of `operations/` differ."
    NO_IDENT "S120" "A name that cannot become a Rust identifier."
    CLASH "S121" "Two things that would have one Rust name."
    UNKNOWN_TYPE "S130" "A type that is not defined."
    TYPE_EXPRESSION "S131" "A type expression that cannot be read."
    RULE "S132" "A rule that does not fit the kind of the type."
    IMPOSSIBLE "S133" "Rules that no value or no sensible value can keep."
    PATTERN "S134" "A regular expression that cannot be read."
    FORMAT "S135" "A format of dates and times that cannot be read or does not fit the kind."
    TYPE_CYCLE "S136" "An object that contains itself other than through a list."
    VALUE "S138" "An example, default or fixed value that breaks the rules of its type."
    SECRET "S139" "A secret that is not a text."
    ROW "S140" "A row of a table whose keys do not go together."
    NO_REQUIRED "S141" "A row that does not tell whether its value must be given."
    NO_TYPE "S142" "A row without a type."
    NO_DOC "S143" "A row without a meaning."
    PLACE "S144" "A row without a place, or with one its table does not allow."
    ALSO_IN "S145" "A second place where there can be none."
    FIXED "S146" "A fixed value where there can be none."
    UNKNOWN_HEADER "S147" "A header that no catalogue has."
    UNKNOWN_SAME_AS "S148" "A table, group or operation that `same_as` names and nothing defines."
    SAME_AS_CYCLE "S149" "Tables that refer to each other in a circle."
    UNKNOWN_EXCEPT "S150" "`except` names a row that the table does not have."
    HEADER_NAME "S151" "A header name that HTTP does not allow or that the client sets by itself."
    NESTING "S152" "Dotted names that do not fit together."
    ALIAS "S153" "An alias that cannot be placed."
    METHOD "S160" "A method that is none of `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`."
    PATH "S161" "A path that is no template."
    PATH_PARAMETER "S162" "A path parameter without a row, or a row without its parameter."
    OPTIONAL_PATH_PARAMETER "S163" "A path parameter that may be left out."
    BODY "S164" "A body where HTTP allows none."
    SAME_SHAPE "S165" "Two operations with one method and one shape of path that no common ruling covers."
    SIGNING_BASE "S166" "A signing base that is missing, not wanted, or no beginning of the path."
    UNKNOWN_AUTH "S167" "An auth scheme that the service does not have."
    IDEMPOTENCY "S168" "An idempotency field that is no argument."
    RESPONSE "S169" "An answer whose status and kind do not go together, or answers that cannot be told apart."
    UNKNOWN_ENVELOPE "S170" "An envelope that is not defined."
    ENVELOPE "S171" "An envelope place that cannot be read."
    UNKNOWN_CODE_TABLE "S180" "A code table that is not defined."
    NO_OUTCOME "S181" "A code of an operation that moves money, without its outcome."
    NO_STATUS "S182" "A code without its status."
    AUTH_MISSING "S190" "An auth scheme without a key that its kind needs."
    AUTH_UNEXPECTED "S191" "An auth scheme with a key that its kind does not have."
    AUTH_VALUE "S192" "A word or a place that an auth scheme does not know."
    VECTOR "S193" "A known answer that is not the right one."
    EXAMPLE_UNKNOWN "S200" "An example gives something that no row lists."
    EXAMPLE_MISSING "S201" "An example lacks something that must be given."
    EXAMPLE_VALUE "S202" "A value of an example breaks the rules of its type."
    EXAMPLE_STATUS "S203" "The status or the code of an example's answer is none that the operation has."
}

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Diagnostic>,
}

impl Problems {
    /// A problem of one place.
    pub(super) fn at(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.list.push(Diagnostic {
            code,
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            secondary: Vec::new(),
            help: help.into(),
        });
    }

    /// A problem between two places: `span` is wrong because of `other`, where `text` holds.
    pub(super) fn between(
        &mut self,
        code: &'static str,
        span: Span,
        other: (Span, &str),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.at(code, span, message, help);
        if let Some(problem) = self.list.last_mut() {
            problem.secondary.push(Label {
                span: other.0,
                text: other.1.to_owned(),
            });
        }
    }

    /// The problems in the order of their places. A row that several operations take in is reported once.
    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        list.sort_by(|a, b| {
            (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message))
        });
        list.dedup();
        list
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.is_sorted_by(|a, b| a.0 < b.0));
    }
}
