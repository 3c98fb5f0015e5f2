//! What a bank repeats of a call: secrets and personal values that its free texts must not carry into a log.

use crate::credentials::{CredentialSet, SchemeCredentials, Supplied};
use crate::facts::{AuthScheme, Operation};
use crate::secret::SecretText;
use crate::url::encode;
use crate::writer::{Record, sensitive_values};
use http::HeaderValue;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Shortest value that is blanked wherever it stands; one character less has to stand as a word of its own. Anything
/// shorter, such as the kind of a document, is in every other sentence.
const SHORTEST: usize = 4;

/// What stands for a blanked value.
const BLANK: &str = "***";

/// The secret and personal values of one call, longer than a few characters.
#[derive(Clone, Default)]
pub(crate) struct Echoes(Arc<[SecretText]>);

impl Echoes {
    /// Those of a request, of the sensitive headers sent with it or kept by the client, and of the credentials behind them.
    /// Costs a walk through the request, so it is for answers whose texts may be shown.
    pub(crate) fn of_call<'h>(
        request: &dyn Record,
        headers: impl IntoIterator<Item = &'h HeaderValue>,
        operation: &Operation,
        credentials: &CredentialSet,
    ) -> Self {
        let mut texts = Vec::new();
        for value in sensitive_values(request) {
            let text = value.expose();
            if text.contains(char::is_whitespace) {
                texts.extend(text.split_whitespace().map(SecretText::from));
            }
            texts.push(value);
        }
        for value in headers {
            let text = Zeroizing::new(crate::windows1252::text(value.as_bytes()).into_owned());
            // The word before a token is no secret.
            texts.extend(text.split_whitespace().next_back().map(SecretText::from));
        }
        let scheme = operation.auth.map(AuthScheme::name);
        match scheme.and_then(|name| credentials.get(name)) {
            None => {}
            Some(SchemeCredentials::Signing(key)) => {
                texts.extend([key.key(), key.secret()].map(SecretText::from));
            }
            Some(SchemeCredentials::Client(client)) => {
                texts.extend([client.id(), client.secret()].map(SecretText::from));
            }
            Some(SchemeCredentials::Supplied(supplied)) => {
                texts.extend(supplied.iter().filter_map(|(_, text)| match text {
                    Supplied::Text(text) => Some(text.clone()),
                    Supplied::Bearer(token) => token.fixed_text().cloned(),
                }));
            }
        }
        Self::of(texts)
    }

    /// Those of texts, also as a URL has them.
    pub(crate) fn of(texts: impl IntoIterator<Item = SecretText>) -> Self {
        let mut kept = Vec::<SecretText>::new();
        for text in texts {
            let mut encoded = String::new();
            encode(text.expose(), &mut encoded);
            for value in [text, SecretText::new(encoded)] {
                let long = value.expose().trim().chars().count() + 1 >= SHORTEST;
                if long && !kept.contains(&value) {
                    kept.push(value);
                }
            }
        }
        Self(kept.into())
    }

    /// A text without these values, capital and small letters alike.
    pub(crate) fn blanked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.0.is_empty() || text.is_empty() {
            return Cow::Borrowed(text);
        }
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(text.chars().map(small).collect());
        let mut covered = vec![false; letters.len()];
        for value in self.0.iter() {
            let value = value.expose().trim();
            let value: Zeroizing<Vec<char>> = Zeroizing::new(value.chars().map(small).collect());
            cover(&letters, &value, &mut covered);
        }
        if !covered.contains(&true) {
            return Cow::Borrowed(text);
        }
        let mut blanked = String::with_capacity(text.len());
        let mut before = false;
        for (letter, covered) in text.chars().zip(covered) {
            match (covered, before) {
                (true, false) => blanked.push_str(BLANK),
                (true, true) => {}
                (false, _) => blanked.push(letter),
            }
            before = covered;
        }
        Cow::Owned(blanked)
    }

    /// A value for `Debug`, without these values.
    pub(crate) fn debug(&self, value: &dyn fmt::Debug) -> Shown {
        Shown(self.blanked(&format!("{value:?}")).into_owned())
    }
}

/// Text that is `Debug` output already.
pub(crate) struct Shown(String);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Marks every place where a value stands.
fn cover(letters: &[char], value: &[char], covered: &mut [bool]) {
    let length = value.len();
    if length == 0 {
        return;
    }
    for (start, window) in letters.windows(length).enumerate() {
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| letters.get(at))
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        let whole = || !is_letter(start.checked_sub(1)) && !is_letter(Some(start + length));
        if window == value
            && (length >= SHORTEST || whole())
            && let Some(places) = covered.get_mut(start..start + length)
        {
            places.fill(true);
        }
    }
}

/// The small letter, as far as it is one.
fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::Echoes;
    use crate::secret::SecretText;

    #[test]
    fn what_is_repeated_is_blanked_however_it_is_spelt() {
        let echoes = Echoes::of(["Ana", "a@b.co", "Token17", "ken17x", "CC"].map(SecretText::from));
        for (text, blanked) in [
            ("", ""),
            ("nada", "nada"),
            ("CC: mañana, semana", "CC: mañana, semana"),
            ("hola ANA!", "hola ***!"),
            ("A@B.CO y a%40b.co", "*** y ***"),
            ("xTOKEN17x", "x***"),
            ("token17token17 é", "*** é"),
        ] {
            assert_eq!(echoes.blanked(text), blanked);
        }
        assert_eq!(Echoes::default().blanked("Token17"), "Token17");
    }
}
