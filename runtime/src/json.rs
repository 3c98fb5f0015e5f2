//! JSON as the banks' messages need it: texts written to exact bytes, numbers read as their digits.
//!
//! Reading keeps the raw text of every number, so that no decimal ever passes through floating point. It refuses
//! documents deeper than [`MAX_DEPTH`]; of members with one name all are kept, and the first is the one that is read.

use std::borrow::Cow;

/// Deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;

/// Writes a JSON string: UTF-8, only what must be escaped is.
pub(crate) fn write_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0..0x20 => {
                let digit = |half: u8| b"0123456789abcdef"[usize::from(half & 15)];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&[digit(byte >> 4), digit(byte)]);
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

/// A JSON value that borrows from the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'d> {
    Null,
    Boolean(bool),
    /// The digits as they stand in the document.
    Number(&'d str),
    Text(Cow<'d, str>),
    List(Vec<Json<'d>>),
    /// All members in document order, repeated names included.
    Object(Vec<(Cow<'d, str>, Json<'d>)>),
}

impl<'d> Json<'d> {
    /// Every member of this name, in document order. Of anything but an object: none.
    pub(crate) fn members<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Json<'d>> {
        let members = match self {
            Self::Object(members) => members.as_slice(),
            Self::Null | Self::Boolean(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        };
        members
            .iter()
            .filter(move |(member, _)| member == name)
            .map(|(_, value)| value)
    }

    /// The first member of this name, or the one that a dotted path leads to.
    pub(crate) fn at(&self, path: &str) -> Option<&Json<'d>> {
        if let Some(member) = self.members(path).next() {
            return Some(member);
        }
        let (first, rest) = path.split_once('.')?;
        self.members(first).next()?.at(rest)
    }

    /// Every value that a dotted path leads to, through each member of a name given twice.
    pub(crate) fn every(&self, path: &str) -> Vec<&Json<'d>> {
        let mut found: Vec<_> = self.members(path).collect();
        if let Some((first, rest)) = path.split_once('.') {
            found.extend(self.members(first).flat_map(|member| member.every(rest)));
        }
        found
    }
}

/// Reads a document.
pub(crate) fn parse(text: &str) -> Option<Json<'_>> {
    let mut parser = Parser {
        text: text.strip_prefix('\u{feff}').unwrap_or(text),
        at: 0,
    };
    let value = parser.value(0)?;
    parser.space();
    (parser.at == parser.text.len()).then_some(value)
}

struct Parser<'d> {
    text: &'d str,
    at: usize,
}

impl<'d> Parser<'d> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json<'d>> {
        self.space();
        match self.peek()? {
            b'{' if depth < MAX_DEPTH => self.object(depth),
            b'[' if depth < MAX_DEPTH => self.list(depth),
            b'"' => self.string().map(Json::Text),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Json::Boolean(true)),
            b'f' => self.word("false", Json::Boolean(false)),
            b'n' => self.word("null", Json::Null),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, value: Json<'d>) -> Option<Json<'d>> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn object(&mut self, depth: usize) -> Option<Json<'d>> {
        self.take(b'{')?;
        let mut members = Vec::new();
        self.space();
        if self.take(b'}').is_some() {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            self.take(b':')?;
            members.push((name, self.value(depth + 1)?));
            self.space();
            if self.take(b',').is_none() {
                self.take(b'}')?;
                return Some(Json::Object(members));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json<'d>> {
        self.take(b'[')?;
        let mut items = Vec::new();
        self.space();
        if self.take(b']').is_some() {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b',').is_none() {
                self.take(b']')?;
                return Some(Json::List(items));
            }
        }
    }

    /// Digits as JSON writes them; leading zeros are accepted, for banks print codes as numbers.
    fn number(&mut self) -> Option<Json<'d>> {
        let start = self.at;
        let _sign = self.take(b'-');
        self.digits()?;
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(start..self.at).map(Json::Number)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self) -> Option<Cow<'d, str>> {
        self.take(b'"')?;
        let start = self.at;
        loop {
            match self.peek()? {
                b'"' => {
                    let text = self.text.get(start..self.at)?;
                    self.at += 1;
                    return Some(Cow::Borrowed(text));
                }
                b'\\' => return self.escaped(start).map(Cow::Owned),
                // Raw control characters are not JSON, but harmless, and some banks send them.
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self, start: usize) -> Option<String> {
        let mut text = self.text.get(start..self.at)?.to_owned();
        loop {
            let plain = self.at;
            while !matches!(self.peek()?, b'"' | b'\\') {
                self.at += 1;
            }
            text.push_str(self.text.get(plain..self.at)?);
            if self.take(b'"').is_some() {
                return Some(text);
            }
            self.take(b'\\')?;
            let escape = self.peek()?;
            self.at += 1;
            text.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    /// The character of `\uXXXX`; half a surrogate pair becomes the replacement character.
    fn unicode(&mut self) -> Option<char> {
        let high = self.hex()?;
        if (0xd800..0xdc00).contains(&high) && self.text.get(self.at..)?.starts_with("\\u") {
            let back = self.at;
            self.at += 2;
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
            }
            self.at = back;
        }
        Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())
            .flatten()
    }
}
