use super::{JsonSink, Language, Layout, Node, Number, Sink, TwinSink, YamlSink};
use serde_json::Value;

/// Texts that some reader of YAML takes for something else, or that would break out of where they stand.
const ODD: &[&str] = &[
    "",
    " ",
    "  x",
    "x ",
    "\n",
    "\n\n",
    "a\n",
    "a\n\n",
    "a\nb",
    "a\n b\n",
    " a\nb",
    "a\n \nb",
    "a \nb",
    "\ta",
    "a\tb",
    "a\n\tb",
    "a\r\nb",
    "y",
    "N",
    "no",
    "NO",
    "Off",
    "on",
    "true",
    "False",
    "null",
    "NULL",
    "~",
    ".nan",
    ".inf",
    "-.inf",
    "0",
    "0000",
    "007",
    "0o7",
    "0x1F",
    "0b1",
    "1_000",
    "1e3",
    "1.5e3",
    "1.",
    ".5",
    "+1",
    "-1",
    "12:30:45",
    "190:20:30",
    "2019-11-28",
    "2019-11-28 10:00:00",
    "2019-11-28T10:00:00Z",
    "=",
    "<<",
    "-",
    "--- a",
    "...",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "a, b",
    "[a]",
    "{a}",
    "a]",
    "a}",
    "*a",
    "&a",
    "!a",
    "!!str a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    "a\"b",
    "a\\b",
    "it's",
    "\u{feff}a",
    "a\u{feff}",
    "a\u{202e}b",
    "a\u{2028}b\nc",
    "a\u{85}b",
    "a\u{a0}b",
    "\0",
    "\u{7f}",
    "\u{1b}[31m",
    "é",
    "ñandú y caña",
    "Ángel: sí",
    "日本",
    "🙂",
    "a🙂\nb",
    "\u{e0041}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "</script>",
    "e3",
    "E001",
    "a9100c01",
    "/v0/{id}#id",
    "x=1",
    "a - b",
    "a ? b",
    "a ! b",
    "null ",
];

struct Odd<'a>(&'a [String]);

impl Node for Odd<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        for (name, layout) in [("block", Layout::Block), ("line", Layout::Line)] {
            to.name(name);
            to.open_map(layout);
            for (position, text) in self.0.iter().enumerate() {
                to.key(&format!("{position} {text}"));
                to.text(text);
                to.key(text);
                to.open_list(layout);
                to.item();
                to.text(text);
                to.item();
                to.open_map(layout);
                to.key(text);
                to.text(text);
                to.close();
                to.item();
                to.open_list(layout);
                to.close();
                to.close();
            }
            to.close();
        }
        to.close();
    }
}

fn files(node: &impl Node) -> [String; 2] {
    let mut sink = TwinSink {
        yaml: YamlSink::new(Language::Spanish, 0, "# header\n"),
        json: JsonSink::new(Language::Spanish, 0),
    };
    node.write(&mut sink);
    [sink.yaml.finish(), sink.json.finish()]
}

fn assert_read_back(texts: &[String]) {
    let [yaml, json] = files(&Odd(texts));
    let json: Value = serde_json::from_str(&json).unwrap();
    for layout in ["block", "line"] {
        for (position, text) in texts.iter().enumerate() {
            assert_eq!(json[layout][format!("{position} {text}")], **text);
            assert_eq!(json[layout][text][1][text], **text);
        }
    }
    let yaml: Value = serde_yaml::from_str(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    assert_eq!(yaml, json);
}

#[test]
fn odd_texts_are_read_back_as_they_were() {
    let texts: Vec<String> = ODD.iter().map(|text| (*text).to_owned()).collect();
    assert_read_back(&texts);
}

#[test]
fn texts_put_together_from_odd_pieces_are_read_back_as_they_were() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(limit).unwrap()).unwrap()
    };
    for _ in 0..50 {
        let mut texts: Vec<String> = (0..40)
            .map(|_| (0..=random(4)).map(|_| ODD[random(ODD.len())]).collect())
            .collect();
        texts.sort();
        texts.dedup();
        assert_read_back(&texts);
    }
}

#[test]
fn a_key_longer_than_readers_look_ahead_is_an_explicit_one() {
    let long = "clave muy larga ".repeat(100);
    let [yaml, _] = files(&Odd(std::slice::from_ref(&long)));
    assert!(yaml.contains("? \""), "{yaml}");
    assert_read_back(&[long]);
}

#[test]
fn nothing_hidden_is_written_raw() {
    let texts: Vec<String> = ODD.iter().map(|text| (*text).to_owned()).collect();
    for file in files(&Odd(&texts)) {
        let hidden = |character: char| character != '\n' && super::quote::is_hidden(character);
        assert_eq!(file.find(hidden), None);
    }
}

#[test]
fn numbers_keep_their_digits_where_every_reader_takes_them_for_numbers() {
    let written = |digits: &str| {
        files(&Number(digits)).map(|file| file.replace("# header", "").trim().to_owned())
    };
    for (digits, literal) in [
        ("1234.50", "1234.50"),
        ("0", "0"),
        ("-0.10", "-0.10"),
        ("90071992547409.93", "90071992547409.93"),
        ("1e3", "1.0e+3"),
        ("-1.5E-3", "-1.5e-3"),
    ] {
        assert_eq!(written(digits), [literal, literal]);
    }
    for text in [
        "", "007", "1.", ".5", "0x1F", "1e", "+1", "1_000", "NaN", "1.5.2", "--1",
    ] {
        let quoted = format!("\"{text}\"");
        assert_eq!(written(text), [quoted.clone(), quoted]);
    }
}
