//! Chunked bodies, decoded as they arrive.

use super::Limits;
use super::refusal::Refusal;

/// Longest line that states a chunk's size, with its extensions.
const SIZE_LINE: usize = 256;
/// Most digits of a size.
const SIZE_DIGITS: usize = 16;

/// A decoder of one body.
#[derive(Default)]
pub(super) struct Chunks {
    state: State,
    /// The contents so far.
    pub(super) body: Vec<u8>,
    /// Bytes of the current line, or of the trailer.
    line: usize,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// The first digit of a size.
    #[default]
    FirstDigit,
    /// Further digits of a size, which is this much so far.
    Size(usize),
    /// The rest of the line of a size.
    Extension(usize),
    /// The line feed behind a size.
    SizeEnd(usize),
    /// Contents, of which this much is left.
    Content(usize),
    /// The line break behind the contents of a chunk.
    ContentReturn,
    ContentFeed,
    /// The first byte of a trailer's line.
    TrailerStart,
    /// A trailer's line.
    Trailer,
    /// The line feed behind a trailer's line.
    TrailerFeed,
    /// The last line feed.
    LastFeed,
    /// All is there.
    Done,
}

impl Chunks {
    /// Takes what it can of `bytes`. Returns how much it took; all of it unless the body is whole.
    pub(super) fn push(&mut self, bytes: &[u8], limits: &Limits) -> Result<usize, Refusal> {
        let mut taken = 0;
        while let Some(byte) = bytes.get(taken) {
            match self.state {
                State::Done => break,
                State::Content(left) => {
                    let count = left.min(bytes.len() - taken);
                    self.body.extend_from_slice(&bytes[taken..taken + count]);
                    taken += count;
                    self.state = match left - count {
                        0 => State::ContentReturn,
                        left => State::Content(left),
                    };
                }
                State::FirstDigit
                | State::Size(_)
                | State::Extension(_)
                | State::SizeEnd(_)
                | State::ContentReturn
                | State::ContentFeed
                | State::TrailerStart
                | State::Trailer
                | State::TrailerFeed
                | State::LastFeed => {
                    self.state = self.line_byte(*byte, limits)?;
                    taken += 1;
                }
            }
        }
        Ok(taken)
    }

    /// Whether the body is whole.
    pub(super) fn is_whole(&self) -> bool {
        self.state == State::Done
    }

    /// What follows a byte that is not part of a chunk's contents.
    fn line_byte(&mut self, byte: u8, limits: &Limits) -> Result<State, Refusal> {
        self.line += 1;
        Ok(match (self.state, byte) {
            (State::FirstDigit, digit) => {
                self.line = 1;
                State::Size(hexadecimal(digit).ok_or_else(bad_size)?)
            }
            (State::Size(size) | State::Extension(size), b'\r') => State::SizeEnd(size),
            (State::Size(size), b';' | b' ' | b'\t') => State::Extension(size),
            (State::Size(_), _) if self.line > SIZE_DIGITS => return Err(bad_size()),
            (State::Size(size), digit) => State::Size(
                size.saturating_mul(16)
                    .saturating_add(hexadecimal(digit).ok_or_else(bad_size)?),
            ),
            (State::Extension(_), b'\n') => return Err(bad_size()),
            (State::Extension(size), _) if self.line < SIZE_LINE => State::Extension(size),
            (State::Extension(_), _) => {
                return Err(Refusal::too_large(431, "the extension of a chunk"));
            }
            (State::SizeEnd(0), b'\n') => {
                self.line = 0;
                State::TrailerStart
            }
            (State::SizeEnd(size), b'\n') => {
                if size > limits.body.saturating_sub(self.body.len()) {
                    return Err(Refusal::too_large(413, "the body"));
                }
                State::Content(size)
            }
            (State::ContentReturn, b'\r') => State::ContentFeed,
            (State::ContentFeed, b'\n') => State::FirstDigit,
            (State::TrailerStart, b'\r') => State::LastFeed,
            (State::Trailer, b'\r') => State::TrailerFeed,
            (State::TrailerFeed, b'\n') => State::TrailerStart,
            (State::TrailerStart | State::Trailer, _) if self.line > limits.head => {
                return Err(Refusal::too_large(431, "the trailer"));
            }
            (State::TrailerStart | State::Trailer, b'\n') => return Err(bad_break()),
            (State::TrailerStart | State::Trailer, _) => State::Trailer,
            (State::LastFeed, b'\n') => State::Done,
            (State::Content(_) | State::Done, _) => self.state,
            (
                State::SizeEnd(_)
                | State::ContentReturn
                | State::ContentFeed
                | State::TrailerFeed
                | State::LastFeed,
                _,
            ) => return Err(bad_break()),
        })
    }
}

fn hexadecimal(digit: u8) -> Option<usize> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| usize::try_from(value).ok())
}

fn bad_size() -> Refusal {
    Refusal::malformed("the size of a chunk is no hexadecimal number")
}

fn bad_break() -> Refusal {
    Refusal::malformed("a chunk does not end where its size says")
}

#[cfg(test)]
mod tests {
    use super::Chunks;
    use crate::wire::Limits;

    /// However a body is cut into chunks and its bytes into pieces, it comes out whole, and the next request is left alone.
    #[test]
    fn a_body_is_the_same_however_it_is_cut() {
        let next = b"GET / HTTP/1.1\r\n";
        for length in [0, 1, 2, 15, 16, 17, 255, 256, 1000] {
            let body: Vec<u8> = (0..length).map(|at: u32| at.to_le_bytes()[0]).collect();
            for size in [1, 2, 7, 16, 300, 5000] {
                let mut sent = Vec::new();
                for chunk in body.chunks(size) {
                    sent.extend_from_slice(format!("{:X};name=\"a\"\r\n", chunk.len()).as_bytes());
                    sent.extend_from_slice(chunk);
                    sent.extend_from_slice(b"\r\n");
                }
                sent.extend_from_slice(b"000\r\nTrailer: x\r\nOther: y\r\n\r\n");
                let whole = sent.len();
                sent.extend_from_slice(next);
                for piece in [1, 2, 3, 64, sent.len()] {
                    let mut chunks = Chunks::default();
                    let mut taken = 0;
                    for bytes in sent.chunks(piece) {
                        assert!(taken >= whole || !chunks.is_whole());
                        taken += chunks.push(bytes, &Limits::default()).unwrap();
                    }
                    assert!(chunks.is_whole());
                    assert_eq!(taken, whole, "{length} in {size} by {piece}");
                    assert_eq!(chunks.body, body, "{length} in {size} by {piece}");
                }
            }
        }
    }

    /// Each byte of a chunked body matters: none can be dropped without an error or an unfinished body.
    #[test]
    fn no_byte_of_the_framing_can_be_missing() {
        let sent = b"2\r\nab\r\n0\r\n\r\n";
        for missing in 0..sent.len() {
            let mut spoilt = sent.to_vec();
            spoilt.remove(missing);
            let mut chunks = Chunks::default();
            let outcome = chunks.push(&spoilt, &Limits::default());
            assert!(outcome.is_err() || !chunks.is_whole(), "{missing}");
        }
    }
}
