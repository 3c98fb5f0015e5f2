//! Looking for words on lines, across line breaks.

/// Whether capitals and small letters differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// They do.
    Exact,
    /// They do not.
    Ignored,
}

/// Some lines of a document as one text: blank lines left out, a line break between the others.
#[derive(Clone)]
pub(crate) struct Passage {
    text: Vec<char>,
}

impl Passage {
    /// The passage that consists of these lines.
    pub(crate) fn new<'a>(lines: impl IntoIterator<Item = &'a String>) -> Self {
        let mut text = Vec::new();
        for line in lines {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.extend(line.chars());
        }
        Self { text }
    }

    /// Whether the words stand in the passage, as whole words. White space may be of any length and form, and a line break
    /// may stand inside a word: tables print long names over two lines.
    pub(crate) fn shows(&self, words: &str, case: Case) -> bool {
        let words: Vec<char> = words.trim().chars().collect();
        (0..self.text.len()).any(|start| self.ends_at(start, &words, case).is_some())
    }

    /// Takes every occurrence of the words out; `false` if there is none.
    pub(crate) fn take(&mut self, words: &str) -> bool {
        let words: Vec<char> = words.trim().chars().collect();
        let mut found = false;
        let mut start = 0;
        while start < self.text.len() {
            if let Some(end) = self.ends_at(start, &words, Case::Exact) {
                self.text.splice(start..end, ['\n']);
                found = true;
            }
            start += 1;
        }
        found
    }

    /// What is left, in one line; separators of tables do not count.
    pub(crate) fn rest(&self) -> String {
        let text: String = self.text.iter().collect();
        text.split(|c: char| c.is_whitespace() || c == '|')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether the letters and digits of `wanted` follow each other somewhere, whatever stands between them.
    pub(crate) fn shows_squashed(&self, wanted: &str) -> bool {
        let squash = |chars: &mut dyn Iterator<Item = char>| -> String {
            chars
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        squash(&mut self.text.iter().copied()).contains(&squash(&mut wanted.chars()))
    }

    /// Whether a host, perhaps with scheme and port, stands right before `start`: a path after it is whole.
    fn host_before(&self, start: usize) -> bool {
        let before: String = self.text[..start]
            .rsplit(|c| c.is_whitespace())
            .next()
            .unwrap_or_default()
            .iter()
            .collect();
        let host = before
            .split_once("://")
            .map_or(before.as_str(), |(_, host)| host);
        host.contains('.') && !host.contains(['/', '{'])
    }

    /// Where the words end if they begin at `start`.
    fn ends_at(&self, start: usize, words: &[char], case: Case) -> Option<usize> {
        let first = *words.first()?;
        let path = first == '/';
        let continues = start > 0 && joins(first, path) && joins(self.text[start - 1], path);
        if continues && !(path && self.host_before(start)) {
            return None;
        }
        let mut at = start;
        let mut previous_was_space = true;
        for &word in words {
            if word.is_whitespace() {
                if !previous_was_space && !self.text.get(at)?.is_whitespace() {
                    return None;
                }
                previous_was_space = true;
                while self.text.get(at).is_some_and(|c| c.is_whitespace()) {
                    at += 1;
                }
                continue;
            }
            if at > start && self.text.get(at) == Some(&'\n') {
                at += 1;
            }
            if !same(*self.text.get(at)?, word, case) {
                return None;
            }
            previous_was_space = false;
            at += 1;
        }
        let last = *words.last()?;
        let cut = joins(last, path) && self.text.get(at).is_some_and(|&c| joins(c, path));
        (!cut).then_some(at)
    }
}

/// Whether a character continues a word.
fn joins(c: char, path: bool) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || (path && (c == '/' || c == '{'))
}

fn same(left: char, right: char, case: Case) -> bool {
    match case {
        Case::Exact => left == right,
        Case::Ignored => left.to_lowercase().eq(right.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        Passage::new(&lines)
    }

    #[test]
    fn a_name_broken_over_two_lines_is_found() {
        let row = passage(" idBenefi\ncio \n\nString Beneficio.");
        assert!(row.shows("idBeneficio", Case::Exact));
        assert!(row.shows("IDBENEFICIO", Case::Ignored));
        assert!(!row.shows("IDBENEFICIO", Case::Exact));
        assert!(!row.shows("Beneficios", Case::Ignored));
    }

    #[test]
    fn part_of_a_word_is_not_the_word() {
        let row = passage("id-externo String, 2000, /v1/pagos/{rif}");
        assert!(!row.shows("id", Case::Exact));
        assert!(!row.shows("externo", Case::Exact));
        assert!(!row.shows("200", Case::Exact));
        assert!(!row.shows("/v1/pagos", Case::Exact));
        assert!(row.shows("/v1/pagos/{rif}", Case::Exact));
    }

    #[test]
    fn a_path_after_a_host_is_whole() {
        let row = passage("https://api.bank.example:8443/v1/pagos api.bank.example/v2");
        assert!(row.shows("/v1/pagos", Case::Exact));
        assert!(row.shows("/v2", Case::Exact));
        assert!(!row.shows("/v1", Case::Exact));
        assert!(!row.shows("/pagos", Case::Exact));
        assert!(!passage("api/v1/pagos").shows("/v1/pagos", Case::Exact));
    }

    #[test]
    fn words_may_be_broken_over_lines_but_not_left_out() {
        let row = passage("E014 EXCEDE MONTO  TOTAL DE\nPAGOS \n\nError 500");
        assert!(row.shows("EXCEDE MONTO TOTAL DE PAGOS", Case::Exact));
        assert!(!row.shows("EXCEDE TOTAL DE PAGOS", Case::Exact));
        assert!(!row.shows("EXCEDEMONTO", Case::Exact));
    }

    #[test]
    fn what_is_not_taken_is_left() {
        let mut row = passage("E014 EXCEDE MONTO DE\nPAGOS DIARIOS\nError 500");
        assert!(row.take("E014"));
        assert!(row.take("EXCEDE MONTO DE PAGOS"));
        assert!(row.take("Error"));
        assert!(row.take("500"));
        assert!(!row.take("600"));
        assert_eq!(row.rest(), "DIARIOS");
    }

    #[test]
    fn names_of_algorithms_are_found_in_any_spelling() {
        let text = passage("una función HMAC.SHA-384 (48 bytes)");
        assert!(text.shows_squashed("hmac-sha384"));
        assert!(!text.shows_squashed("hmac-sha256"));
    }
}
