//! Text whose only rule is its length.

use crate::invalid::Invalid;
use crate::reader::{Read, Reader};
use crate::text::{TextRules, write_text};
use crate::value::{Value, Wire};
use std::fmt;
use std::str::FromStr;

/// A text of `MIN` to `MAX` characters; with `PERSONAL`, one that `Debug` masks.
///
/// Fields whose document gives lengths and nothing else have this type: one type for all of them costs far less compile
/// time than a newtype each. A text that the bank sent is kept as it is; it is refused when written.
///
/// ```
/// use bank_client_runtime::Text;
///
/// let reference: Text<1, 35> = "pedido-1".parse()?;
/// assert_eq!(reference.as_str(), "pedido-1");
/// assert!("".parse::<Text<1, 35>>().is_err());
/// # Ok::<(), bank_client_runtime::Invalid>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text<const MIN: u32, const MAX: u32, const PERSONAL: bool = false>(String);

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> Text<MIN, MAX, PERSONAL> {
    /// Checks the length.
    pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
        let text = text.into();
        Self::rules().check(&text)?;
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether the text is as long as it should be. False is possible only for what the bank sent.
    #[must_use]
    pub fn is_conforming(&self) -> bool {
        Self::rules().check(&self.0).is_ok()
    }

    const fn rules() -> TextRules {
        TextRules {
            name: "the text",
            min_length: Some(MIN),
            max_length: Some(MAX),
            pattern: None,
        }
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> FromStr for Text<MIN, MAX, PERSONAL> {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::new(text)
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> TryFrom<&str>
    for Text<MIN, MAX, PERSONAL>
{
    type Error = Invalid;

    fn try_from(text: &str) -> Result<Self, Invalid> {
        Self::new(text)
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> TryFrom<String>
    for Text<MIN, MAX, PERSONAL>
{
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::new(text)
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> AsRef<str> for Text<MIN, MAX, PERSONAL> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Shows nothing of a personal text.
impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> fmt::Debug for Text<MIN, MAX, PERSONAL> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if PERSONAL {
            f.write_str("***")
        } else {
            fmt::Debug::fmt(&self.0, f)
        }
    }
}

/// Only for texts that are not personal.
impl<const MIN: u32, const MAX: u32> fmt::Display for Text<MIN, MAX, false> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> Value for Text<MIN, MAX, PERSONAL> {
    fn wire(&self, to: &mut Wire<'_>) {
        write_text(&self.0, &Self::rules(), PERSONAL, to);
    }
}

impl<const MIN: u32, const MAX: u32, const PERSONAL: bool> Read for Text<MIN, MAX, PERSONAL> {
    fn read(from: &mut Reader<'_>) -> Self {
        Self(String::read(from))
    }
}
