//! A document that is being made up.

/// Lines so far.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The text; each line ends with a line feed.
    pub(super) text: String,
    /// Number of lines.
    pub(super) lines: u32,
}

impl Page {
    /// Adds a line and yields its number.
    pub(super) fn line(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines += 1;
        self.lines
    }
}
