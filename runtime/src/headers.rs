//! Headers of a request: their names and values, and whose they are.

use crate::facts::{AuthScheme, Operation};
use crate::invalid::{Invalid, Rule};
use http::header::{AUTHORIZATION, HeaderName, HeaderValue};

/// The name of a header that may be set beside those of the authentication and of HTTP itself.
pub(crate) fn argument_name(
    operation: &Operation,
    name: &'static str,
) -> Result<HeaderName, Invalid> {
    let header = header_name(name)?;
    if is_reserved(operation, &header) {
        return Err(Invalid::new(name, Rule::ReservedHeader));
    }
    Ok(header)
}

/// Whether a header belongs to the authentication or to HTTP itself, so that no argument may set it.
fn is_reserved(operation: &Operation, header: &HeaderName) -> bool {
    let of_http = ["host", "content-length", "transfer-encoding", "connection"];
    let of_scheme = match operation.auth {
        None => false,
        Some(AuthScheme::Signature(scheme)) => {
            let nonce = scheme.nonce.map_or("", |(header, _)| header);
            [scheme.key_header, scheme.signature_header, nonce]
                .iter()
                .any(|name| header.as_str().eq_ignore_ascii_case(name))
        }
        Some(AuthScheme::Oauth2ClientCredentials { .. }) => *header == AUTHORIZATION,
        Some(AuthScheme::Credentials { credentials, .. }) => credentials
            .iter()
            .any(|credential| header.as_str().eq_ignore_ascii_case(credential.wire_name)),
    };
    of_scheme || of_http.contains(&header.as_str())
}

pub(crate) fn header_name(name: &'static str) -> Result<HeaderName, Invalid> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| Invalid::new(name, Rule::HeaderName))
}

/// Visible ASCII and spaces between; anything else is refused with the field's name.
pub(crate) fn header_value(
    name: &'static str,
    value: &str,
    sensitive: bool,
) -> Result<HeaderValue, Invalid> {
    if value.is_empty() {
        return Err(Invalid::new(name, Rule::NotEmpty));
    }
    let refused = Invalid::new(name, Rule::HeaderValue);
    let visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if value.trim() != value || !value.bytes().all(visible) {
        return Err(refused);
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| refused)?;
    value.set_sensitive(sensitive);
    Ok(value)
}
