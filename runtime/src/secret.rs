//! Text that must never be shown.

use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A secret text. `Debug` shows `***`, there is no `Display`, and the memory is overwritten when the last copy goes.
///
/// ```
/// let secret = bank_client_runtime::SecretText::new("made-up");
/// assert_eq!(format!("{secret:?}"), "***");
/// assert_eq!(secret.expose(), "made-up");
/// ```
#[derive(Clone)]
pub struct SecretText(Arc<Zeroizing<String>>);

impl SecretText {
    /// Wraps the text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// The plain text. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Compares every byte whatever the first difference, so that the time taken tells only the length.
impl PartialEq for SecretText {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.expose().as_bytes(), other.expose().as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
    }
}

impl Eq for SecretText {}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
