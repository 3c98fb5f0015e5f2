//! Whatever is typed, the answer is a list of problems.

use crate::example::{example, problems};
use generator::source::Span;

const PIECES: [&[u8]; 24] = [
    b"\xff",
    b"\xc3",
    b"\0",
    b"\t",
    b"\r",
    b"\n",
    b" ",
    b"-",
    b"- ",
    b": ",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"'",
    b"|\n",
    b"&a ",
    b"*a",
    b"!t ",
    b"<<: ",
    b"---\n",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
];

#[test]
fn mutated_files_never_panic() {
    let files = example();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..600 {
        let (path, text) = &files[round % files.len()];
        let mut text = text.clone();
        for _ in 0..=random.below(3) {
            mutate(&mut text, &mut random);
        }
        let (sources, problems) = problems(vec![(path.clone(), text)]);
        for problem in problems {
            let Span { file, start, end } = problem.primary.span;
            let length = sources.get(file).unwrap().text.len();
            assert!(start <= end && end as usize <= length + 3, "{problem:?}");
            let shown = problem.render(&sources, false);
            assert!(!shown.contains(['\0', '\u{1b}', '\u{202e}']), "{shown:?}");
            assert!(problem.locate(&sources).primary.column > 0);
        }
    }
}

fn mutate(text: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(text.len());
    match random.below(8) {
        0..2 => {
            text.remove(at);
        }
        2..4 => text[at] = u8::try_from(random.below(256)).unwrap(),
        4..7 => {
            let piece = PIECES[random.below(PIECES.len())];
            text.splice(at..at, piece.iter().copied());
        }
        _ => text.truncate(at.max(1)),
    }
}

/// Marsaglia's xorshift: the same files in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }
}
