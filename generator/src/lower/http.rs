//! What HTTP allows.

/// Headers that the client or the connection sets; a row for one of them would be sent twice.
const RESERVED: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Whether `name` is a token of RFC 9110.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Whether the client or the connection sets this header.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether `host` is a host name or an IPv4 address.
pub(super) fn is_host(host: &str) -> bool {
    host.len() <= 253
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
}

/// Whether `host` is the machine itself.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || (host.starts_with("127.") && host.parse::<std::net::Ipv4Addr>().is_ok())
}

/// Whether `text` is a segment that travels as it is: letters, digits and the marks that need no escape. Dots alone would
/// be taken out on the way, and so would an escape of them.
pub(super) fn is_path_text(text: &str) -> bool {
    !matches!(text, "" | "." | "..") && text.bytes().all(is_plain)
}

/// Whether a byte stands in a path for itself.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// Whether `text` is a segment as it is sent: as [`is_path_text`], or with escapes in it.
pub(super) fn is_sent_segment(text: &str) -> bool {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default();
    let plain = |part: &str| part.bytes().all(is_plain);
    let escaped = |part: &str| {
        let digits = part.as_bytes().first_chunk::<2>();
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            && part.get(2..).is_some_and(plain)
    };
    is_path_text(text) || (first.len() < text.len() && plain(first) && parts.all(escaped))
}

/// Whether `path` is empty, or segments that each begin with a slash.
pub(super) fn is_base_path(path: &str) -> bool {
    match path.strip_prefix('/') {
        Some(rest) => rest.split('/').all(is_path_text),
        None => path.is_empty(),
    }
}

/// Whether `url` is `https://host[:port][/path]`, or the same with `http` on the machine itself.
pub(super) fn is_url(url: &str) -> bool {
    let (secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let (authority, path) = match rest.find('/') {
        Some(slash) => rest.split_at(slash),
        None => (rest, ""),
    };
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port != 0));
    is_host(host) && port_fits && is_base_path(path) && (secure || is_loopback(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_the_machine_itself() {
        assert!(is_url("https://portal.bank.example/oauth2/token"));
        assert!(is_url("http://127.0.0.1:8585/token"));
        assert!(is_url("http://localhost:1/token"));
        assert!(!is_url("http://portal.bank.example/token"));
        assert!(!is_url("http://127.evil.example/token"));
        assert!(!is_url("https://user@bank.example/"));
        assert!(!is_url("https://bank.example:0/token"));
        assert!(!is_url("ftp://bank.example/token"));
        assert!(!is_url("https://bank.example/token?x=1"));
    }

    #[test]
    fn a_path_is_written_without_escapes_and_sent_with_them() {
        assert!(is_path_text("a.b~c"));
        assert!(is_sent_segment("a.b~c"));
        assert!(is_sent_segment("ab%20c"));
        assert!(is_sent_segment("%C3%B1."));
        for wrong in ["", ".", "..", "a b", "a/b", "ñ", "a?b"] {
            assert!(!is_path_text(wrong), "{wrong}");
            assert!(!is_sent_segment(wrong), "{wrong}");
        }
        assert!(!is_path_text("ab%20c"));
        assert!(!is_sent_segment("ab%2"));
        assert!(!is_sent_segment("%ñ"));
    }

    #[test]
    fn header_names_are_tokens() {
        assert!(is_token("X-RqUID"));
        assert!(!is_token("X RqUID"));
        assert!(!is_token("código"));
        assert!(!is_token("a\r\nb"));
        assert!(!is_token(""));
        assert!(is_reserved("HOST"));
        assert!(!is_reserved("Content-Type"));
    }
}
