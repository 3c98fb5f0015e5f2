//! Members of a JSON object found in its text, so that the text can be changed in one place and stay to the byte as it was elsewhere.

use std::ops::Range;

/// Nesting that is followed. Deeper texts are left as they are.
const DEPTH: usize = 128;

/// Where a member stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// The name, with its quotes.
    pub(super) name: Range<usize>,
    /// The value.
    pub(super) value: Range<usize>,
}

/// The member that a path of names leads to, the first of each name. `None` if there is none, or the text is no JSON up to there.
pub(super) fn find(text: &[u8], path: &[String]) -> Option<Member> {
    let (last, parents) = path.split_last()?;
    let mut scan = Scan { text, position: 0 };
    scan.blank();
    for parent in parents {
        let member = scan.member(parent)?;
        scan.position = member.value.start;
    }
    scan.member(last)
}

/// The text without a member, and without the comma that is one too many then.
pub(super) fn without(text: &[u8], member: &Member) -> Vec<u8> {
    let before = text.get(..member.name.start).unwrap_or_default();
    let after = text.get(member.value.end..).unwrap_or_default();
    let kept = before.trim_ascii_end();
    let mut changed = Vec::with_capacity(text.len());
    if let Some(shorter) = kept.strip_suffix(b",") {
        changed.extend_from_slice(shorter);
        changed.extend_from_slice(after);
    } else {
        let rest = after.trim_ascii_start();
        changed.extend_from_slice(before);
        changed.extend_from_slice(rest.strip_prefix(b",").unwrap_or(after).trim_ascii_start());
    }
    changed
}

/// The text with another value.
pub(super) fn with_value(text: &[u8], member: &Member, value: &[u8]) -> Vec<u8> {
    let mut changed = text.get(..member.value.start).unwrap_or_default().to_vec();
    changed.extend_from_slice(value);
    changed.extend_from_slice(text.get(member.value.end..).unwrap_or_default());
    changed
}

/// The text with a second member of the same name behind the first.
pub(super) fn with_second(text: &[u8], member: &Member, value: &[u8]) -> Vec<u8> {
    let mut changed = text.get(..member.value.end).unwrap_or_default().to_vec();
    changed.push(b',');
    changed.extend_from_slice(text.get(member.name.clone()).unwrap_or_default());
    changed.push(b':');
    changed.extend_from_slice(value);
    changed.extend_from_slice(text.get(member.value.end..).unwrap_or_default());
    changed
}

struct Scan<'t> {
    text: &'t [u8],
    position: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.position).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.position += 1;
        }
    }

    /// The member of the object that begins here.
    fn member(&mut self, wanted: &str) -> Option<Member> {
        self.eat(b'{')?;
        loop {
            self.blank();
            let name = self.string()?;
            self.blank();
            self.eat(b':')?;
            self.blank();
            let start = self.position;
            self.value()?;
            let value = start..self.position;
            if self.text.get(name.start + 1..name.end - 1) == Some(wanted.as_bytes()) {
                return Some(Member { name, value });
            }
            self.blank();
            self.eat(b',')?;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.position += 1)
    }

    /// A text with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.position;
        self.eat(b'"')?;
        loop {
            match self.peek()? {
                b'"' => {
                    self.position += 1;
                    return Some(start..self.position);
                }
                b'\\' => self.position += 2,
                _ => self.position += 1,
            }
        }
    }

    /// Goes past a value of any kind. Brackets are counted, not matched: the text is the sandbox's own.
    fn value(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' if open < DEPTH => {
                    open += 1;
                    self.position += 1;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.position += 1;
                }
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' if open > 0 => {
                    self.position += 1;
                    continue;
                }
                b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => return None,
                _ => self.word(),
            }
            if open == 0 {
                return Some(());
            }
        }
    }

    /// A number, or one of the three words.
    fn word(&mut self) {
        while self.peek().is_some_and(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.') || !byte.is_ascii()
        }) {
            self.position += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{find, with_second, with_value, without};

    const TEXT: &str =
        r#"{"a": {"x":[1,{"codigo":"no"}], "codigo" : "1\"0" , "y":-1.5e3}, "codigo":9, "z":null}"#;

    fn path(dotted: &str) -> Vec<String> {
        dotted.split('.').map(str::to_owned).collect()
    }

    fn value(text: &str, dotted: &str) -> Option<String> {
        let member = find(text.as_bytes(), &path(dotted))?;
        Some(text[member.value].to_owned())
    }

    #[test]
    fn a_path_leads_to_its_own_member_and_to_no_namesake() {
        assert_eq!(value(TEXT, "codigo").as_deref(), Some("9"));
        assert_eq!(value(TEXT, "a.codigo").as_deref(), Some(r#""1\"0""#));
        assert_eq!(value(TEXT, "a.y").as_deref(), Some("-1.5e3"));
        assert_eq!(value(TEXT, "z").as_deref(), Some("null"));
        assert_eq!(value(TEXT, "x"), None);
        assert_eq!(value(TEXT, "codigo.codigo"), None);
        assert_eq!(value(TEXT, ""), None);
    }

    #[test]
    fn changed_texts_are_json_with_just_that_change() {
        let changed = |change: &dyn Fn(&super::Member) -> Vec<u8>, dotted: &str| {
            let member = find(TEXT.as_bytes(), &path(dotted)).unwrap();
            String::from_utf8(change(&member)).unwrap()
        };
        let drop = |member: &super::Member| without(TEXT.as_bytes(), member);
        assert_eq!(
            changed(&drop, "a"),
            r#"{"codigo":9, "z":null}"#,
            "the first member"
        );
        assert_eq!(
            changed(&drop, "z"),
            TEXT.replace(r#", "z":null"#, ""),
            "the last member"
        );
        assert_eq!(
            changed(&drop, "a.codigo"),
            TEXT.replace(r#", "codigo" : "1\"0" "#, " "),
            "a member in the middle"
        );
        let replace = |member: &super::Member| with_value(TEXT.as_bytes(), member, b"8");
        assert_eq!(changed(&replace, "codigo"), TEXT.replace(":9", ":8"));
        let repeat = |member: &super::Member| with_second(TEXT.as_bytes(), member, b"8");
        assert_eq!(
            changed(&repeat, "codigo"),
            TEXT.replace(":9", r#":9,"codigo":8"#)
        );
    }

    /// The text is the sandbox's own, but faults may be combined, and a text may have been cut before.
    #[test]
    fn no_prefix_of_a_text_is_too_short_to_look_at() {
        for end in 0..TEXT.len() {
            for dotted in ["codigo", "a.codigo", "z", "a.x"] {
                if let Some(member) = find(&TEXT.as_bytes()[..end], &path(dotted)) {
                    assert!(member.value.end <= end);
                }
            }
        }
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert_eq!(value(&deep, "a"), None);
    }
}
