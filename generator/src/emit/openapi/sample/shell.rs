//! A call as a shell script that sends with curl, and signs with openssl where calls are signed.

use super::word::{encoded, push_inside, push_json, quoted};
use crate::emit::openapi::made::Made;
use crate::made_up;
use crate::model::{
    Algorithm, AuthKind, AuthScheme, Bank, ClientAuthentication, Credential, Encoding, Environment,
    Example, MessagePart, Method, NonceKind, Operation, Path, Place, ResponseKind, Segment,
    Service, Signature,
};
use std::fmt::Write;

/// The script. It runs as it is against the bank's test environment, once the made-up key and secret are replaced.
pub(super) fn source(bank: &Bank, service: &Service, operation: &Operation) -> String {
    let script = Script {
        service,
        operation,
        made: Made {
            bank,
            operation,
            example: best_example(operation),
        },
        environment: service
            .environments
            .iter()
            .find(|environment| !environment.production)
            .or(service.environments.first()),
    };
    script.text()
}

/// The first example that succeeds, or else the first one.
fn best_example(operation: &Operation) -> Option<&Example> {
    let succeeds = |example: &&Example| {
        operation.responses.iter().any(|response| {
            response.kind == ResponseKind::Success && response.status == example.response.status
        })
    };
    let examples = &operation.examples;
    examples.iter().find(succeeds).or(examples.first())
}

struct Script<'a> {
    service: &'a Service,
    operation: &'a Operation,
    made: Made<'a>,
    environment: Option<&'a Environment>,
}

impl Script<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        if let Path::Undocumented { .. } = self.operation.path {
            text.push_str("# The document gives no path; the bank does.\npath=\"${path:?}\"\n");
        }
        if let Some(body) = self.body() {
            push_line(&mut text, &["body=", &quoted(&body)]);
        }
        let scheme = self.operation.auth.value;
        let scheme = scheme.and_then(|position| self.service.auth.get(position));
        if let Some(scheme) = scheme {
            self.push_preparation(&mut text, scheme);
        }
        text.push_str("curl ");
        text.push_str(match self.operation.method.value {
            Method::Head => "--head",
            Method::Get => "--request GET",
            Method::Post => "--request POST",
            Method::Put => "--request PUT",
            Method::Patch => "--request PATCH",
            Method::Delete => "--request DELETE",
        });
        let mut options = vec![self.url(scheme)];
        if let Some(scheme) = scheme {
            push_credentials(&mut options, scheme);
        }
        self.push_headers(&mut options);
        if self.body().is_some() {
            options.push("--data-binary \"$body\"".to_owned());
        }
        for option in options {
            text.push_str(" \\\n  ");
            text.push_str(&option);
        }
        text
    }

    fn body(&self) -> Option<String> {
        let mut text = String::new();
        push_json(&mut text, &self.made.body()?);
        Some(text)
    }

    /// The address as one word of the shell.
    fn url(&self, scheme: Option<&AuthScheme>) -> String {
        let base = self
            .environment
            .map_or("", |environment| environment.url.as_str());
        let mut fixed = [base, &self.path()].concat();
        let mut word = String::new();
        if let Path::Undocumented { .. } = self.operation.path {
            word.push_str(&quoted(&fixed));
            word.push_str("\"$path\"");
            fixed.clear();
        }
        let query = self.query();
        let mut joint = if query.is_empty() { '?' } else { '&' };
        fixed.push_str(&query);
        for credential in scheme.map_or(&[][..], credentials) {
            if credential.place == Place::Query {
                fixed.push(std::mem::replace(&mut joint, '&'));
                fixed.push_str(&encoded(&credential.wire_name));
                fixed.push('=');
                word.push_str(&quoted(&fixed));
                let _ = write!(word, "\"${}\"", variable(credential));
                fixed.clear();
            }
        }
        if !fixed.is_empty() {
            word.push_str(&quoted(&fixed));
        }
        word
    }

    fn path(&self) -> String {
        let segments = match &self.operation.path {
            Path::Template { segments, .. } => segments.as_slice(),
            Path::Undocumented { .. } => &[],
        };
        let values = self.made.texts(Place::Path);
        let mut path = String::new();
        for segment in segments {
            path.push('/');
            match segment {
                Segment::Constant(text) => path.push_str(text),
                Segment::Parameter(name) => {
                    let value = values.iter().find(|(known, _)| known == name);
                    path.push_str(&encoded(value.map_or(name, |(_, value)| value)));
                }
            }
        }
        path
    }

    fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in &self.made.texts(Place::Query) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(&encoded(name));
            query.push('=');
            query.push_str(&encoded(value));
        }
        query
    }

    fn push_headers(&self, options: &mut Vec<String>) {
        let mut push = |name: &str, value: &str| {
            options.push(["--header ", &quoted(&[name, ": ", value].concat())].concat());
        };
        let headers = self.made.texts(Place::Header);
        for (name, value) in &headers {
            push(name, value);
        }
        let mut names = headers.iter();
        let given = names.any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
        if self.body().is_some() && !given {
            push("Content-Type", "application/json");
        }
    }

    fn push_preparation(&self, text: &mut String, scheme: &AuthScheme) {
        match &scheme.kind {
            AuthKind::Signature(signature) => self.push_signature(text, signature),
            AuthKind::Oauth2ClientCredentials {
                client_authentication,
                scopes,
            } => {
                let url = self
                    .environment
                    .and_then(|environment| environment.token_url.as_ref());
                let url = url.map_or("", |fact| fact.value.as_str());
                push_line(text, &["client_id=", made_up::CLIENT_ID]);
                push_line(text, &["client_secret=", made_up::CLIENT_SECRET]);
                text.push_str("token=$(curl --silent --fail ");
                text.push_str(&quoted(url));
                text.push_str(match client_authentication.value {
                    ClientAuthentication::BasicHeader => {
                        " \\\n  --user \"$client_id:$client_secret\""
                    }
                    ClientAuthentication::FormBody => {
                        " \\\n  --data-urlencode \"client_id=$client_id\" \\\n  \
                         --data-urlencode \"client_secret=$client_secret\""
                    }
                });
                text.push_str(" \\\n  --data grant_type=client_credentials");
                if !scopes.is_empty() {
                    let scope = ["scope=", &scopes.join(" ")].concat();
                    text.push_str(" \\\n  --data-urlencode ");
                    text.push_str(&quoted(&scope));
                }
                text.push_str(
                    " |\n  sed -n 's/.*\"access_token\" *: *\"\\([^\"]*\\)\".*/\\1/p')\n",
                );
            }
            AuthKind::Credentials(credentials) => {
                for credential in credentials {
                    push_line(text, &[&variable(credential), "=", made_up::TEXT]);
                }
            }
        }
    }

    fn push_signature(&self, text: &mut String, signature: &Signature) {
        let (key, secret) = made_up::signing_key(signature);
        push_line(text, &["key=", &quoted(&key)]);
        push_line(text, &["secret=", &quoted(&secret)]);
        if let Some((_, kind)) = &signature.nonce {
            push_line(
                text,
                &[
                    "nonce=$(date +%s",
                    match kind {
                        NonceKind::UnixSeconds => "",
                        NonceKind::UnixMillis => "000",
                        NonceKind::UnixMicros => "000000",
                    },
                    ")",
                ],
            );
        }
        push_line(text, &["message=", &self.message(signature)]);
        let digest = match signature.algorithm.value {
            Algorithm::HmacSha256 => "-sha256",
            Algorithm::HmacSha384 => "-sha384",
            Algorithm::HmacSha512 => "-sha512",
        };
        let form = match signature.encoding.value {
            Encoding::HexLower => "-r | cut -d ' ' -f 1",
            Encoding::HexUpper => "-r | cut -d ' ' -f 1 | tr a-f A-F",
            Encoding::Base64 => "-binary | openssl base64 -A",
        };
        push_line(
            text,
            &[
                "signature=$(printf %s \"$message\" | openssl dgst ",
                digest,
                " -hmac \"$secret\" ",
                form,
                ")",
            ],
        );
    }

    /// The path as sent: with the base path of the environment.
    fn push_signed_path(&self, message: &mut String) {
        let base = self.environment.map_or("", |at| at.base_path.as_str());
        push_inside(message, base);
        match self.operation.path {
            Path::Template { .. } => push_inside(message, &self.path()),
            Path::Undocumented { .. } => message.push_str("${path}"),
        }
    }

    fn message(&self, signature: &Signature) -> String {
        let mut message = "\"".to_owned();
        let method = self.operation.method.value.as_str();
        for part in &signature.message.value {
            match part {
                MessagePart::SigningBase => {
                    let base = self.operation.signing_base.as_ref();
                    push_inside(&mut message, base.map_or("", |base| &base.value));
                }
                MessagePart::Path => self.push_signed_path(&mut message),
                MessagePart::Query => {
                    push_inside(&mut message, self.query().trim_start_matches('?'));
                }
                MessagePart::Target => {
                    self.push_signed_path(&mut message);
                    push_inside(&mut message, &self.query());
                }
                MessagePart::Method => message.push_str(method),
                MessagePart::Nonce => message.push_str("${nonce}"),
                MessagePart::Key => message.push_str("${key}"),
                MessagePart::Body => {
                    let signed = signature
                        .body_methods
                        .value
                        .iter()
                        .any(|known| known == method);
                    if signed && self.body().is_some() {
                        message.push_str("${body}");
                    }
                }
                MessagePart::Text(text) => push_inside(&mut message, text),
            }
        }
        message.push('"');
        message
    }
}

fn push_credentials(options: &mut Vec<String>, scheme: &AuthScheme) {
    let mut push = |name: &str, prefix: &str, variable: &str| {
        let mut option = "--header \"".to_owned();
        push_inside(&mut option, name);
        option.push_str(": ");
        push_inside(&mut option, prefix);
        option.push('$');
        option.push_str(variable);
        option.push('"');
        options.push(option);
    };
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            push(&signature.key.header, &signature.key.prefix, "key");
            if let Some((nonce, _)) = &signature.nonce {
                push(&nonce.header, &nonce.prefix, "nonce");
            }
            let signature = &signature.signature;
            push(&signature.header, &signature.prefix, "signature");
        }
        AuthKind::Oauth2ClientCredentials { .. } => push("Authorization", "Bearer ", "token"),
        AuthKind::Credentials(credentials) => {
            for credential in credentials {
                if credential.place == Place::Header {
                    push(
                        &credential.wire_name,
                        &credential.prefix,
                        &variable(credential),
                    );
                }
            }
        }
    }
}

fn credentials(scheme: &AuthScheme) -> &[Credential] {
    match &scheme.kind {
        AuthKind::Credentials(credentials) => credentials,
        AuthKind::Signature(_) | AuthKind::Oauth2ClientCredentials { .. } => &[],
    }
}

/// The name of a credential as a shell variable.
fn variable(credential: &Credential) -> String {
    if credential.bearer {
        return "token".to_owned();
    }
    let mut name: String = credential
        .wire_name
        .chars()
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => character.to_ascii_lowercase(),
            _ => '_',
        })
        .collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, '_');
    }
    name
}

fn push_line(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
    text.push('\n');
}
