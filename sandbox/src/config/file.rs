//! `spec/<bank>/sandbox.yaml`, and files of the same shape given with `--config`.

use crate::fault::Rule;
use crate::world::WorldFile;
use serde::{Deserialize, Deserializer};
use serde_yaml::{Location, Spanned};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a sandbox knows of its bank that no document says. Everything in it is made up.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SandboxFile {
    /// Who may call.
    #[serde(default)]
    pub credentials: Vec<Credential>,
    /// Which response code stands for which failed check: the first entry that fits, and has a code that the operation's table lists.
    #[serde(default)]
    pub checks: Vec<CheckRule>,
    /// Behaviour that the documents leave open.
    #[serde(default)]
    pub settings: Settings,
    /// Paths of operations that have none by their documents.
    #[serde(default)]
    pub paths: Vec<PathRule>,
    /// Accounts, customers and keys, and what operations do with them.
    #[serde(default)]
    pub world: WorldFile,
    /// Which calls go wrong unasked.
    #[serde(default)]
    pub faults: Vec<Rule>,
}

/// Where an operation is served that has no path by its document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathRule {
    /// The operation.
    pub operation: Spanned<String>,
    /// Its path, with exactly the operation's parameters in braces.
    pub path: Spanned<String>,
}

/// Somebody who may call, or could until now.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Name of the auth scheme.
    pub scheme: Spanned<String>,
    /// Services it is for; all that have the scheme where empty.
    #[serde(default)]
    pub services: Vec<Spanned<String>>,
    /// Public key of a signature scheme.
    pub api_key: Option<String>,
    /// Secret of a signature scheme.
    pub api_secret: Option<String>,
    /// Id of a client of OAuth 2.0.
    pub client_id: Option<String>,
    /// Secret of a client of OAuth 2.0.
    pub client_secret: Option<String>,
    /// Credentials that are sent as they are, by wire name: `Authorization` without the word `Bearer`.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Whether they have been withdrawn.
    #[serde(default)]
    pub revoked: bool,
    /// Operations they may not call.
    #[serde(default)]
    pub denied: Vec<Spanned<String>>,
}

impl Credential {
    /// Credentials of a scheme that hold nothing yet.
    pub(crate) fn empty(scheme: &str) -> Self {
        Self {
            scheme: Spanned::new(scheme.to_owned(), Location::UNKNOWN, Location::UNKNOWN),
            services: Vec::new(),
            api_key: None,
            api_secret: None,
            client_id: None,
            client_secret: None,
            values: BTreeMap::new(),
            revoked: false,
            denied: Vec::new(),
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme.value)
            .finish_non_exhaustive()
    }
}

/// What stands for a failed check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRule {
    /// The check.
    pub check: Check,
    /// Operations it is for; all where empty.
    #[serde(default)]
    pub operations: Vec<Spanned<String>>,
    /// Arguments it is for, by wire name with dots; all where empty.
    #[serde(default)]
    pub fields: Vec<Spanned<String>>,
    /// Codes that stand for it; the first one that the operation's table lists.
    #[serde(default)]
    pub codes: Vec<Spanned<String>>,
    /// A code for operations whose table lists none of `codes`.
    pub unlisted: Option<Spanned<String>>,
    /// Status of the code where the document gives none, or of an answer without a code.
    pub status: Option<Spanned<u16>>,
    /// Ruling behind it.
    pub ruling: Option<Spanned<String>>,
}

/// Something that is checked about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// A required argument is missing.
    ArgumentMissing,
    /// An argument is not as its type says.
    ArgumentInvalid,
    /// The body is no JSON.
    BodyUnreadable,
    /// No key was sent.
    KeyMissing,
    /// A key of the wrong length or form.
    KeyMalformed,
    /// A key that nobody has.
    KeyUnknown,
    /// A key that was withdrawn.
    KeyRevoked,
    /// No signature was sent.
    SignatureMissing,
    /// The signature is not that of the request.
    SignatureWrong,
    /// No nonce was sent.
    NonceMissing,
    /// The nonce is no number.
    NonceMalformed,
    /// The nonce is not greater than the one before.
    NonceUsed,
    /// Whoever calls may not call this operation.
    Denied,
    /// Credentials that are sent as they are: one is missing.
    CredentialMissing,
    /// Credentials that are sent as they are: one is wrong.
    CredentialWrong,
}

/// Behaviour that the documents leave open. Absent keys leave it as it comes.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Status of accepted calls where the document gives none; 200.
    #[serde(default, deserialize_with = "bounded::<_, _, 200, 599>")]
    pub accepted_status: Option<u16>,
    /// Status of rejected calls where the document gives none; 400.
    #[serde(default, deserialize_with = "bounded::<_, _, 200, 599>")]
    pub rejected_status: Option<u16>,
    /// Status of calls of unknown outcome where the document gives none; 500.
    #[serde(default, deserialize_with = "bounded::<_, _, 200, 599>")]
    pub unknown_status: Option<u16>,
    /// Seconds that a token lives, at most ten years; 3600.
    #[serde(default, deserialize_with = "bounded::<_, _, 0, 315_360_000>")]
    pub token_seconds: Option<u64>,
    /// What becomes of a client's token when it asks for another one; `revoked`.
    pub former_token: Option<FormerToken>,
    /// How a gateway refuses a token; `accept`.
    pub gateway_fault: Option<GatewayFault>,
    /// Encoding of accents in header values; `utf-8`.
    pub header_text: Option<HeaderText>,
    /// Milliseconds that each answer takes, at most a day; 0.
    #[serde(default, deserialize_with = "bounded::<_, _, 0, 86_400_000>")]
    pub latency_millis: Option<u64>,
    /// Requests that the journal keeps, at most a million; 1000.
    #[serde(default, deserialize_with = "bounded::<_, _, 0, 1_000_000>")]
    pub journal: Option<usize>,
}

/// A number within bounds, so that no time overflows and no memory is promised without end.
fn bounded<'de, D: Deserializer<'de>, T: TryFrom<u64>, const LEAST: u64, const MOST: u64>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let Some(number) = Option::<u64>::deserialize(deserializer)? else {
        return Ok(None);
    };
    if (LEAST..=MOST).contains(&number)
        && let Ok(number) = T::try_from(number)
    {
        return Ok(Some(number));
    }
    let what = format!("a number from {LEAST} to {MOST} is expected here");
    Err(serde::de::Error::custom(what))
}

/// What becomes of a client's token when it asks for another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormerToken {
    /// It is worth nothing any more.
    #[default]
    Revoked,
    /// It lives on until it expires.
    Kept,
}

/// How a gateway refuses a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GatewayFault {
    /// In XML where the caller accepts XML and no JSON, else in JSON.
    #[default]
    Accept,
    /// In JSON.
    Json,
    /// In XML.
    Xml,
}

/// Encoding of accents in header values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum HeaderText {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Latin-1.
    #[serde(rename = "latin-1")]
    Latin1,
}

impl SandboxFile {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let text =
            fs::read_to_string(path).map_err(|error| FileError::Io(path.to_owned(), error))?;
        let mut file = Self::parse(&text).map_err(|error| match error {
            FileError::Format(_, line, what) => FileError::Format(path.to_owned(), line, what),
            FileError::Io(..) => error,
        })?;
        file.world.comes_from(path);
        Ok(file)
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Self, FileError> {
        // YAML 1.2, as everywhere in `spec/`: `N` is a letter.
        let options = serde_yaml::options! { strict_booleans: true };
        serde_yaml::from_str_with_options(text, options).map_err(|error| {
            let line = error.location().map_or(0, |location| location.line());
            FileError::Format(PathBuf::new(), line, error.without_snippet().to_string())
        })
    }

    /// Puts another file's entries before these: its settings and paths win, its checks are asked first, and its credentials and faults, if
    /// it has any, are the only ones; of its world, tables and rules replace those of the same name and operation.
    #[must_use]
    pub fn overridden(mut self, other: Self) -> Self {
        if !other.credentials.is_empty() {
            self.credentials = other.credentials;
        }
        let mut checks = other.checks;
        checks.append(&mut self.checks);
        self.checks = checks;
        self.settings = self.settings.overridden(other.settings);
        let mut paths = other.paths;
        paths.append(&mut self.paths);
        self.paths = paths;
        self.world = self.world.overridden(other.world);
        if !other.faults.is_empty() {
            self.faults = other.faults;
        }
        self
    }
}

impl Settings {
    fn overridden(self, other: Self) -> Self {
        Self {
            accepted_status: other.accepted_status.or(self.accepted_status),
            rejected_status: other.rejected_status.or(self.rejected_status),
            unknown_status: other.unknown_status.or(self.unknown_status),
            token_seconds: other.token_seconds.or(self.token_seconds),
            former_token: other.former_token.or(self.former_token),
            gateway_fault: other.gateway_fault.or(self.gateway_fault),
            header_text: other.header_text.or(self.header_text),
            latency_millis: other.latency_millis.or(self.latency_millis),
            journal: other.journal.or(self.journal),
        }
    }
}

/// Why a file cannot be used.
#[derive(Debug)]
pub enum FileError {
    /// It cannot be read.
    Io(PathBuf, io::Error),
    /// It is not as it should be: the file, the line (0 where it is the whole file), what is wrong.
    Format(PathBuf, u64, String),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, _) => write!(f, "`{}` cannot be read", path.display()),
            Self::Format(path, 0, what) => write!(f, "{}: {what}", path.display()),
            Self::Format(path, line, what) => write!(f, "{}:{line}: {what}", path.display()),
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::Format(..) => None,
        }
    }
}
