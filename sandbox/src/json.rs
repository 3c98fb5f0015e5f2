//! JSON with numbers kept as their digits, so that no amount passes through a binary fraction.

use generator::model::Json;
use std::fmt::Write as _;

/// Lists and objects in one another.
const DEPTH: usize = 64;

/// Reads one JSON value. An error says what is wrong and where, and quotes nothing.
pub fn parse(bytes: &[u8]) -> Result<Json, String> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("byte {} is no UTF-8", error.valid_up_to()))?;
    let mut reader = Reader { text, at: 0 };
    reader.blank();
    let value = reader.value(0)?;
    reader.blank();
    if reader.at < text.len() {
        return Err(reader.wrong("something follows the value"));
    }
    Ok(value)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn wrong(&self, what: &str) -> String {
        format!("{what} at byte {}", self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes this byte if it is next.
    fn takes(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        if depth > DEPTH {
            return Err(self.wrong("more than 64 lists and objects in one another"));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => Err(self.wrong("the value is missing")),
        }
    }

    fn word(&mut self) -> Result<Json, String> {
        let words = [
            ("true", Json::Boolean(true)),
            ("false", Json::Boolean(false)),
            ("null", Json::Null),
        ];
        for (word, value) in words {
            if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("no value begins like this"))
    }

    fn object(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut members = Vec::new();
        self.blank();
        if self.takes(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.blank();
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a name in quotation marks is missing"));
            }
            let name = self.string()?;
            self.blank();
            if !self.takes(b':') {
                return Err(self.wrong("a colon is missing"));
            }
            self.blank();
            members.push((name, self.value(depth + 1)?));
            self.blank();
            if self.takes(b'}') {
                if names_twice(&members) {
                    return Err(self.wrong("an object has two members of one name"));
                }
                return Ok(Json::Object(members));
            }
            if !self.takes(b',') {
                return Err(self.wrong("a comma or the end of the object is missing"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut items = Vec::new();
        self.blank();
        if self.takes(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            self.blank();
            items.push(self.value(depth + 1)?);
            self.blank();
            if self.takes(b']') {
                return Ok(Json::Array(items));
            }
            if !self.takes(b',') {
                return Err(self.wrong("a comma or the end of the list is missing"));
            }
        }
    }

    fn digits(&mut self) -> Result<(), String> {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == from {
            return Err(self.wrong("a digit is missing"));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Json, String> {
        let from = self.at;
        self.takes(b'-');
        if !self.takes(b'0') {
            self.digits()?;
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            if !self.takes(b'+') {
                self.takes(b'-');
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text[from..self.at].to_owned()))
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut value = String::new();
        loop {
            let from = self.at;
            while let Some(byte) = self.peek() {
                if matches!(byte, b'"' | b'\\') || byte < 0x20 {
                    break;
                }
                self.at += 1;
            }
            // The ends are ASCII or the end of the text, and so boundaries of characters.
            value.push_str(&self.text[from..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => value.push(self.escape()?),
                Some(_) => return Err(self.wrong("a control character stands in a text")),
                None => return Err(self.wrong("the end of a text is missing")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        self.at += 1;
        let Some(letter) = self.peek() else {
            return Err(self.wrong("the end of a text is missing"));
        };
        self.at += 1;
        match letter {
            b'"' | b'\\' | b'/' => Ok(char::from(letter)),
            b'b' => Ok('\u{8}'),
            b'f' => Ok('\u{c}'),
            b'n' => Ok('\n'),
            b'r' => Ok('\r'),
            b't' => Ok('\t'),
            b'u' => self.unicode(),
            _ => Err(self.wrong("there is no such escape")),
        }
    }

    fn unicode(&mut self) -> Result<char, String> {
        let first = self.unit()?;
        let code = if (0xD800..0xDC00).contains(&first) {
            if !(self.takes(b'\\') && self.takes(b'u')) {
                return Err(self.wrong("half of a surrogate pair is missing"));
            }
            let second = self.unit()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(self.wrong("half of a surrogate pair is missing"));
            }
            0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| self.wrong("half of a surrogate pair is missing"))
    }

    fn unit(&mut self) -> Result<u32, String> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let code = digits.and_then(|digits| {
            digits.iter().try_fold(0, |code, digit| {
                Some(code * 16 + char::from(*digit).to_digit(16)?)
            })
        });
        let code = code.ok_or_else(|| self.wrong("four hexadecimal digits are missing"))?;
        self.at += 4;
        Ok(code)
    }
}

/// Of two members of one name some readers take the first and some the last: with two amounts, nobody knows which one was signed for.
fn names_twice(members: &[(String, Json)]) -> bool {
    let mut names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// Writes a value without white space.
#[must_use]
pub fn write(value: &Json) -> String {
    let mut text = String::new();
    write_value(value, &mut text);
    text
}

fn write_value(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Boolean(true) => out.push_str("true"),
        Json::Boolean(false) => out.push_str("false"),
        Json::Number(digits) => out.push_str(digits),
        Json::Text(text) => write_text(text, out),
        Json::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (position, (name, value)) in members.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write_value(value, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_of_an_amount_is_lost() {
        let text = r#"{"monto":12345678901234567890.10,"lista":[0,-1.5e+3,true,null],"é":"\u00e9\ud83d\ude00\n"}"#;
        let value = parse(text.as_bytes()).unwrap();
        assert_eq!(
            write(&value),
            r#"{"monto":12345678901234567890.10,"lista":[0,-1.5e+3,true,null],"é":"é😀\n"}"#
        );
    }

    #[test]
    fn what_is_no_json_is_refused_and_never_panics() {
        let deep = "[".repeat(100_000);
        let bad: [&[u8]; 24] = [
            b"",
            b" ",
            b"{",
            b"[",
            b"{}x",
            b"01",
            b"1.",
            b"1e",
            b"-",
            b"+1",
            b".5",
            b"\"",
            b"\"\\",
            b"\"\\u12\"",
            b"\"\\ud800\"",
            b"\"\\udc00x\"",
            b"\"\n\"",
            b"{\"a\"}",
            b"{a:1}",
            b"{\"a\":1,\"b\":2,\"a\":1}",
            b"[{\"a\":1,\"\\u0061\":2}]",
            b"[1,]",
            b"tru",
            b"\xff",
        ];
        for text in bad {
            assert!(parse(text).is_err(), "{}", text.escape_ascii());
        }
        assert!(parse(deep.as_bytes()).is_err());
        assert!(parse("\"\\u12é\"".as_bytes()).is_err());
    }
}
