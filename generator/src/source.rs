//! The files of a specification as read, and positions in them.

use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// One file of the specification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path below the specification's root, with `/` between folders on every machine.
    pub path: String,
    /// The whole text, line ends as they stand in the file. Where a byte is no UTF-8 the text has U+FFFD.
    pub text: String,
    /// Why the file cannot be read as it stands; [`parse`](crate::parse::parse) reports it.
    pub defect: Option<Defect>,
}

/// Why the bytes of a file are no text to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The byte at this offset starts no UTF-8 character. The text before it is as in the file.
    NotUtf8 {
        /// Byte offset, in the file and in [`Document::text`].
        at: u32,
    },
    /// The file has more than [`MAX_BYTES`] bytes; its text is left out.
    TooLarge,
}

/// Most bytes a file may have. A page of tables is some ten thousand; a file beyond this is no transcription.
pub const MAX_BYTES: u32 = 4 * 1024 * 1024;

impl Document {
    /// A file from its bytes.
    #[must_use]
    pub fn from_bytes(path: String, bytes: Vec<u8>) -> Self {
        if u32::try_from(bytes.len()).map_or(true, |length| length > MAX_BYTES) {
            return Self {
                path,
                text: String::new(),
                defect: Some(Defect::TooLarge),
            };
        }
        let (text, defect) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                // Lossless: the length was compared with `MAX_BYTES`.
                let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(MAX_BYTES);
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (text, Some(Defect::NotUtf8 { at }))
            }
        };
        Self { path, text, defect }
    }
}

/// Every file of one specification, sorted by path. A [`FileId`] is the position in this list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// The folder that the paths are below, as the user typed it, for messages; empty for files that stand in memory only.
    pub root: String,
    /// The files, in the order of their paths.
    pub documents: Vec<Document>,
}

impl Sources {
    /// Files that stand in memory: path and bytes, in any order.
    pub fn from_memory<P: Into<String>, B: Into<Vec<u8>>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        let mut documents: Vec<_> = files
            .into_iter()
            .map(|(path, bytes)| Document::from_bytes(path.into(), bytes.into()))
            .collect();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            root: String::new(),
            documents,
        }
    }

    /// The file, if there is one with this id.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&Document> {
        self.documents.get(usize::try_from(file.0).ok()?)
    }

    /// Path of a file as a user would type it.
    #[must_use]
    pub fn shown_path(&self, file: FileId) -> String {
        let path = self.get(file).map_or("?", |document| &document.path);
        match self.root.trim_end_matches('/') {
            "" if self.root.is_empty() => path.to_owned(),
            root => format!("{root}/{path}"),
        }
    }
}

/// Position of a file in [`Sources::documents`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of bytes in one file: `start` inclusive, `end` exclusive, both byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and the place it was written at. Comparison and hashing look at the value alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
