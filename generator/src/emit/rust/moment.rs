//! Days and times as the runtime reads them without being told their format.

/// `text`, which is written in `format` (letters `YYYY MM DD hh mm ss SSS Z`), as ISO 8601 writes it. `None`: it is not written so.
pub(super) fn iso(format: &str, text: &str) -> Option<String> {
    const LETTERS: [&str; 8] = ["YYYY", "SSS", "MM", "DD", "hh", "mm", "ss", "Z"];
    let mut found = [""; LETTERS.len()];
    let (mut format, mut rest) = (format, text);
    while let Some(letter) = format.chars().next() {
        let known = LETTERS.iter().zip(&mut found);
        let mut known = known.filter(|(letters, _)| format.starts_with(**letters));
        if let Some((letters, part)) = known.next() {
            format = format.strip_prefix(letters)?;
            let width = if *letters == "Z" {
                // An offset has no width of its own: it ends where the format's next character begins.
                format
                    .chars()
                    .next()
                    .and_then(|next| rest.find(next))
                    .unwrap_or(rest.len())
            } else {
                letters.len()
            };
            (*part, rest) = rest.split_at_checked(width)?;
            if *letters != "Z" && !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
        } else {
            format = format.strip_prefix(letter)?;
            rest = rest.strip_prefix(letter)?;
        }
    }
    let [year, millis, month, day, hour, minute, second, offset] = found;
    let mut iso = String::new();
    if !year.is_empty() {
        iso.extend([year, "-", month, "-", day]);
    }
    if !hour.is_empty() {
        let second = if second.is_empty() { "00" } else { second };
        let joint = match (year, offset) {
            ("", _) => "",
            (_, "") => " ",
            (_, _) => "T",
        };
        iso.extend([joint, hour, ":", minute, ":", second]);
        if !millis.is_empty() {
            iso.extend([".", millis]);
        }
        iso.push_str(offset);
    }
    rest.is_empty().then_some(iso)
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn every_order_of_the_parts_becomes_that_of_iso_8601() {
        for (format, text, expected) in [
            ("YYYY-MM-DD", "2025-12-31", "2025-12-31"),
            ("DD/MM/YYYY", "31/12/2025", "2025-12-31"),
            ("YYYYMMDD", "20251231", "2025-12-31"),
            ("hhmm", "2359", "23:59:00"),
            ("hh:mm:ss.SSS", "23:59:58.123", "23:59:58.123"),
            (
                "DD/MM/YYYY hh:mm:ss",
                "31/12/2025 23:59:58",
                "2025-12-31 23:59:58",
            ),
            (
                "YYYYMMDDhhmmssZ",
                "20251231235958-0500",
                "2025-12-31T23:59:58-0500",
            ),
            (
                "hh:mm Z, DD.MM.YYYY",
                "23:59 +01:00, 31.12.2025",
                "2025-12-31T23:59:00+01:00",
            ),
        ] {
            assert_eq!(iso(format, text).as_deref(), Some(expected), "{format}");
        }
    }

    #[test]
    fn a_text_of_another_format_is_none() {
        for (format, text) in [
            ("DD/MM/YYYY", "2025-12-31"),
            ("YYYYMMDD", "2025"),
            ("hhmm", "23591"),
            ("hh:mm", "é:á"),
        ] {
            assert_eq!(iso(format, text), None, "{format} {text}");
        }
    }
}
