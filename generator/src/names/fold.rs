//! Text of a document to words in ASCII.

/// Spellings whose capitals do not begin words, with the spelling that splits as people read it.
const ACRONYMS: [(&str, &str); 14] = [
    ("OAuth2", "Oauth2"),
    ("OAuth", "Oauth"),
    ("OpenAPI", "Openapi"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("WiFi", "Wifi"),
    ("IDs", "Ids"),
    ("URLs", "Urls"),
    ("URIs", "Uris"),
    ("APIs", "Apis"),
    ("PINs", "Pins"),
    ("iOS", "Ios"),
    ("macOS", "Macos"),
    ("eMail", "Email"),
];

/// Letters that are written with others in ASCII. An accented letter stands here with its plain one.
const LETTERS: [(&str, &str); 51] = [
    ("áàâäãåāăą", "a"),
    ("ÁÀÂÄÃÅĀĂĄ", "A"),
    ("çćĉċč", "c"),
    ("ÇĆĈĊČ", "C"),
    ("ďđ", "d"),
    ("ĎĐ", "D"),
    ("éèêëēĕėęě", "e"),
    ("ÉÈÊËĒĔĖĘĚ", "E"),
    ("ĝğġģ", "g"),
    ("ĜĞĠĢ", "G"),
    ("ĥħ", "h"),
    ("ĤĦ", "H"),
    ("íìîïĩīĭįı", "i"),
    ("ÍÌÎÏĨĪĬĮİ", "I"),
    ("ĵ", "j"),
    ("Ĵ", "J"),
    ("ķ", "k"),
    ("Ķ", "K"),
    ("ĺļľł", "l"),
    ("ĹĻĽŁ", "L"),
    ("ñńņň", "n"),
    ("ÑŃŅŇ", "N"),
    ("óòôöõøōŏő", "o"),
    ("ÓÒÔÖÕØŌŎŐ", "O"),
    ("ŕŗř", "r"),
    ("ŔŖŘ", "R"),
    ("śŝşšș", "s"),
    ("ŚŜŞŠȘ", "S"),
    ("ţťŧț", "t"),
    ("ŢŤŦȚ", "T"),
    ("úùûüũūŭůűų", "u"),
    ("ÚÙÛÜŨŪŬŮŰŲ", "U"),
    ("ŵ", "w"),
    ("Ŵ", "W"),
    ("ýÿŷ", "y"),
    ("ÝŸŶ", "Y"),
    ("źżž", "z"),
    ("ŹŻŽ", "Z"),
    ("æ", "ae"),
    ("Æ", "Ae"),
    ("œ", "oe"),
    ("Œ", "Oe"),
    ("ß", "ss"),
    ("ð", "d"),
    ("Ð", "D"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("ŋ", "n"),
    ("Ŋ", "N"),
    ("ª", "a"),
    ("º", "o"),
];

/// `text` with letters, digits and spaces only, all ASCII; `Err` holds the first letter that has no ASCII spelling.
pub(super) fn fold(text: &str) -> Result<String, char> {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'A'..='Z' | 'a'..='z' | '0'..='9' => folded.push(letter),
            // A combining mark belongs to the letter before it, an apostrophe joins: `d'Or`.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if letter.is_ascii() => folded.push(' '),
            _ => match LETTERS.iter().find(|(letters, _)| letters.contains(letter)) {
                Some((_, plain)) => folded.push_str(plain),
                None if letter.is_alphanumeric() => return Err(letter),
                None => folded.push(' '),
            },
        }
    }
    Ok(join_acronyms(folded))
}

/// Writes each acronym that stands as a word of its own as one word. The text is ASCII.
fn join_acronyms(mut text: String) -> String {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let found = ACRONYMS
            .iter()
            .find(|(acronym, _)| rest.starts_with(acronym) && stands_alone(&text, at, acronym));
        if let Some((acronym, joined)) = found {
            let end = at + acronym.len();
            text.replace_range(at..end, joined);
            at = end;
        } else if rest.is_empty() {
            break;
        } else {
            at += 1;
        }
    }
    text
}

/// Whether the acronym at this place neither ends nor begins inside another word.
fn stands_alone(text: &str, at: usize, acronym: &str) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let after = bytes.get(at + acronym.len());
    let begins = before.is_none_or(|before| {
        if acronym.starts_with(|first: char| first.is_ascii_lowercase()) {
            !before.is_ascii_alphanumeric()
        } else {
            !before.is_ascii_uppercase()
        }
    });
    // `IDs` in `IDsum` is no plural.
    begins && after.is_none_or(|after| !after.is_ascii_lowercase())
}

/// `text` without what stands in square brackets: a placeholder that the bank replaces.
pub(super) fn without_placeholders(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, inside)) = rest.split_once('[') {
        let Some((_, after)) = inside.split_once(']') else {
            break;
        };
        kept.push_str(before);
        kept.push(' ');
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use heck::{ToSnakeCase, ToUpperCamelCase};

    fn snake(text: &str) -> String {
        fold(text).unwrap().to_snake_case()
    }

    #[test]
    fn accents_are_folded_before_words_are_split() {
        assert_eq!(snake("códigoBeneficiário"), "codigo_beneficiario");
        assert_eq!(snake("AÑO"), "ano");
        assert_eq!(snake("cafe\u{301}"), "cafe");
        assert_eq!(snake("Straße"), "strasse");
        assert_eq!(snake("nº 7"), "no_7");
    }

    #[test]
    fn acronyms_are_one_word() {
        assert_eq!(snake("OAuth2Token"), "oauth2_token");
        assert_eq!(snake("myOAuthKey"), "my_oauth_key");
        assert_eq!(snake("clientIPv4"), "client_ipv4");
        assert_eq!(snake("X-RqUID"), "x_rq_uid");
        assert_eq!(snake("accountIDs"), "account_ids");
        assert_eq!(snake("eMailAddr"), "email_addr");
        assert_eq!(snake("IDsum"), "i_dsum");
    }

    #[test]
    fn symbols_and_hostile_marks_only_separate() {
        assert_eq!(snake("a\u{202e}b"), "a_b");
        assert_eq!(snake("\"#*/{{x}}\n"), "x");
        assert_eq!(fold("TIME-OUT").unwrap().to_upper_camel_case(), "TimeOut");
    }

    #[test]
    fn a_letter_without_ascii_spelling_is_named() {
        assert_eq!(fold("名前"), Err('名'));
        assert_eq!(fold("счёт"), Err('с'));
    }

    #[test]
    fn placeholders_are_dropped_and_an_open_bracket_is_not() {
        assert_eq!(
            without_placeholders("PARÁMETRO [parámetro] OBLIGATORIO"),
            "PARÁMETRO   OBLIGATORIO"
        );
        assert_eq!(without_placeholders("a [b"), "a [b");
    }
}
