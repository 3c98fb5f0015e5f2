//! OAuth 2.0 client credentials: the token endpoint, and the tokens it issued.

use super::gateway::Fault;
use super::listed::token_of;
use super::signature::hex;
use super::{Passage, Verification};
use crate::config::{Credential, FormerToken, GatewayFault, Settings};
use crate::judgement::{Assumed, Page};
use crate::route;
use crate::wire::Received;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use generator::model::{ClientAuthentication, Operation};
use ring::hmac;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// Tokens that are kept at most; the oldest ones are forgotten.
const TOKENS: usize = 10_000;
/// Bytes of a scope at most.
const SCOPE: usize = 256;

/// The scheme of a service, and the clients it knows.
pub(super) struct TokenGate {
    service: String,
    authentication: ClientAuthentication,
    clients: HashMap<String, Client>,
    tokens: Arc<Tokens>,
    fault: GatewayFault,
    former: FormerToken,
}

struct Client {
    secret: hmac::Key,
    tag: hmac::Tag,
    revoked: AtomicBool,
    denied: Vec<String>,
}

/// The tokens of all services.
pub(super) struct Tokens {
    key: hmac::Key,
    lifetime: Duration,
    issued: AtomicU64,
    live: Mutex<HashMap<String, Token>>,
}

struct Token {
    number: u64,
    service: String,
    client: String,
    scope: String,
    expires: SystemTime,
}

/// What a token is issued for.
struct Asked<'a> {
    service: &'a str,
    client: &'a str,
    scope: &'a str,
}

/// What a token endpoint answers.
#[derive(Debug)]
pub struct TokenReply {
    /// The answer.
    pub page: Page,
    /// Whoever got a token.
    pub client: Option<String>,
    /// What came of it, for the journal.
    pub note: &'static str,
    /// What no document says.
    pub assumed: Assumed,
}

impl std::fmt::Debug for TokenGate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenGate")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").finish_non_exhaustive()
    }
}

impl Tokens {
    pub(super) fn new(seed: u64, settings: &Settings) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &seed.to_be_bytes()),
            lifetime: Duration::from_secs(settings.token_seconds.unwrap_or(3600)),
            issued: AtomicU64::new(0),
            live: Mutex::new(HashMap::new()),
        }
    }

    fn issue(&self, asked: &Asked<'_>, former: FormerToken, now: SystemTime) -> String {
        let Asked {
            service,
            client,
            scope,
        } = *asked;
        let number = self.issued.fetch_add(1, Ordering::Relaxed);
        let tag = hmac::sign(&self.key, &number.to_be_bytes());
        let text = hex(tag.as_ref().get(..20).unwrap_or_default());
        let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        if former == FormerToken::Revoked {
            live.retain(|_, token| token.client != client || token.scope != scope);
        }
        if live.len() >= TOKENS {
            live.retain(|_, token| token.expires > now);
            let oldest = live.iter().min_by_key(|(_, token)| token.number);
            if let Some(oldest) = oldest.map(|(text, _)| text.clone())
                && live.len() >= TOKENS
            {
                live.remove(&oldest);
            }
        }
        let token = Token {
            number,
            service: service.to_owned(),
            client: client.to_owned(),
            scope: scope.to_owned(),
            expires: now + self.lifetime,
        };
        live.insert(text.clone(), token);
        text
    }
}

impl TokenGate {
    pub(super) fn new(
        service: &str,
        authentication: ClientAuthentication,
        credentials: &[&Credential],
        tokens: Arc<Tokens>,
        (fault, former): (GatewayFault, FormerToken),
    ) -> Self {
        let mut clients = HashMap::new();
        for credential in credentials {
            if let (Some(id), Some(secret)) = (&credential.client_id, &credential.client_secret) {
                let key = hmac::Key::new(hmac::HMAC_SHA256, id.as_bytes());
                let client = Client {
                    tag: hmac::sign(&key, secret.as_bytes()),
                    secret: key,
                    revoked: AtomicBool::new(credential.revoked),
                    denied: credential
                        .denied
                        .iter()
                        .map(|name| name.value.clone())
                        .collect(),
                };
                clients.insert(id.clone(), client);
            }
        }
        Self {
            service: service.to_owned(),
            authentication,
            clients,
            tokens,
            fault,
            former,
        }
    }

    pub(super) const fn fault_setting(&self) -> GatewayFault {
        self.fault
    }

    pub(super) fn revoke(&self, client: &str, revoked: bool) -> bool {
        let found = self.clients.get(client);
        if let Some(found) = found {
            found.revoked.store(revoked, Ordering::Relaxed);
        }
        found.is_some()
    }

    pub(super) fn expire(&self) {
        let mut live = self
            .tokens
            .live
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for token in live.values_mut() {
            token.expires = SystemTime::UNIX_EPOCH;
        }
    }

    /// Whether a call carries a token that is worth something.
    pub(super) fn check(
        &self,
        operation: &Operation,
        received: &Received,
        now: SystemTime,
        verification: &mut Verification,
    ) -> Passage {
        let steps = &mut verification.steps;
        let mut refuse = |fault: Fault| {
            steps.push(format!("token: {}", fault.description));
            Passage::Gateway(fault)
        };
        let value = received.header("authorization").unwrap_or_default();
        let value = String::from_utf8_lossy(value);
        let live = self
            .tokens
            .live
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(text) = token_of(&value) else {
            let passage = refuse(Fault::MISSING);
            steps.extend(slip(&live, &value).map(str::to_owned));
            return passage;
        };
        let Some(token) = live.get(text).filter(|token| token.service == self.service) else {
            let passage = refuse(Fault::INVALID);
            steps.extend(slip(&live, &value).map(str::to_owned));
            return passage;
        };
        if token.expires <= now {
            return refuse(Fault::EXPIRED);
        }
        let client = self.clients.get(&token.client);
        match client {
            Some(client) if client.revoked.load(Ordering::Relaxed) => refuse(Fault::INVALID),
            Some(client) if client.denied.contains(&operation.id) => refuse(Fault::DENIED),
            Some(_) | None => {
                steps.push("token: valid".to_owned());
                Passage::Open(token.client.clone())
            }
        }
    }

    /// Answers a request for a token.
    pub(super) fn issue(
        &self,
        received: &Received,
        now: SystemTime,
        rulings: Vec<String>,
    ) -> TokenReply {
        let (page, client, note) = match self.grant(received, now) {
            Ok((page, client)) => (page, Some(client), "a token was issued"),
            Err(refusal) => (refusal.page(), None, refusal.description),
        };
        TokenReply {
            page,
            client,
            note,
            assumed: assumed(rulings),
        }
    }

    fn grant(&self, received: &Received, now: SystemTime) -> Result<(Page, String), Refusal> {
        let media = received.header("content-type").unwrap_or_default();
        let media = String::from_utf8_lossy(media);
        let media = media.split(';').next().unwrap_or_default().trim();
        if !media.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Refusal::request(
                "the body is no form: Content-Type is not application/x-www-form-urlencoded",
            ));
        }
        let form = route::pairs(&String::from_utf8_lossy(&received.body));
        let value = |name: &str| {
            form.iter()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value)
        };
        let (id, secret) = match self.authentication {
            ClientAuthentication::BasicHeader => basic(received).map_err(Refusal::client)?,
            ClientAuthentication::FormBody => {
                let pair = value("client_id").zip(value("client_secret"));
                let (id, secret) = pair.ok_or(Refusal::client(
                    "the credentials are missing: they travel in the form",
                ))?;
                (id.clone(), secret.clone())
            }
        };
        let client = self
            .clients
            .get(&id)
            .ok_or(Refusal::client("there is no such client"))?;
        if hmac::verify(&client.secret, secret.as_bytes(), client.tag.as_ref()).is_err() {
            return Err(Refusal::client("the client's secret is another one"));
        }
        if client.revoked.load(Ordering::Relaxed) {
            return Err(Refusal::client("the client was revoked"));
        }
        match value("grant_type").map(String::as_str) {
            None => return Err(Refusal::request("the form has no grant_type")),
            Some("client_credentials") => {}
            Some(_) => {
                return Err(Refusal {
                    status: 400,
                    error: "unsupported_grant_type",
                    description: "grant_type is not client_credentials",
                });
            }
        }
        let scope = value("scope").map_or("default", String::as_str);
        if !is_scope(scope) {
            return Err(Refusal {
                status: 400,
                error: "invalid_scope",
                description: "the scope is no list of words with single spaces between them",
            });
        }
        let asked = Asked {
            service: &self.service,
            client: &id,
            scope,
        };
        let token = self.tokens.issue(&asked, self.former, now);
        let seconds = self.tokens.lifetime.as_secs();
        let body = format!(
            r#"{{"access_token":"{token}","scope":"{scope}","token_type":"Bearer","expires_in":{seconds}}}"#
        );
        Ok((json_page(200, body), id))
    }
}

impl TokenReply {
    /// The answer where a service has no token endpoint after all.
    pub(super) fn nothing_here(rulings: Vec<String>) -> Self {
        Self {
            page: json_page(404, "{}".to_owned()),
            client: None,
            note: "this service issues no tokens",
            assumed: assumed(rulings),
        }
    }
}

/// An error of RFC 6749, section 5.2.
struct Refusal {
    status: u16,
    error: &'static str,
    description: &'static str,
}

impl Refusal {
    const fn request(description: &'static str) -> Self {
        Self {
            status: 400,
            error: "invalid_request",
            description,
        }
    }

    const fn client(description: &'static str) -> Self {
        Self {
            status: 401,
            error: "invalid_client",
            description,
        }
    }

    fn page(&self) -> Page {
        let Self {
            status,
            error,
            description,
        } = self;
        let body = format!(r#"{{"error":"{error}","error_description":"{description}"}}"#);
        let mut page = json_page(*status, body);
        if *status == 401 {
            page.headers
                .push(("WWW-Authenticate", "Basic realm=\"sandbox\"".to_owned()));
        }
        page
    }
}

fn json_page(status: u16, body: String) -> Page {
    Page {
        status,
        headers: vec![
            ("Content-Type", "application/json".to_owned()),
            ("Cache-Control", "no-store".to_owned()),
        ],
        body,
    }
}

fn assumed(rulings: Vec<String>) -> Assumed {
    Assumed {
        what: "the form of the token endpoint's answers: RFC 6749".to_owned(),
        rulings,
        setting: Some("settings.token_seconds, settings.former_token".to_owned()),
    }
}

/// RFC 6749, section 3.3: its words hold no quotation mark and no backslash, so that they stand in JSON as they are.
fn is_scope(text: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty()
            && bytes.all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'))
    };
    text.len() <= SCOPE && text.split(' ').all(is_word)
}

/// What was done to a token on its way, as far as that can be told.
fn slip(live: &HashMap<String, Token>, value: &str) -> Option<&'static str> {
    let (word, text) = value.split_once(' ').unwrap_or(("", value));
    let text = text.trim();
    let bare = text.trim_matches(['"', '\'', '<', '>', '{', '}']);
    if word.eq_ignore_ascii_case("basic") {
        Some("token: there are Basic credentials instead of a token")
    } else if matches!(bare, "undefined" | "null" | "None" | "nil") {
        Some("token: a word for nothing, such as `undefined`, stands in its place")
    } else if live.contains_key(text) && word.is_empty() {
        Some("token: it stands there without the word `Bearer` before it")
    } else if live.contains_key(text) && !word.eq_ignore_ascii_case("bearer") {
        Some("token: another word than `Bearer` stands before it")
    } else if live.contains_key(bare) {
        Some("token: it stands in quotation marks or brackets")
    } else if live.contains_key(&bare.to_ascii_lowercase()) {
        Some("token: it was written in capitals")
    } else {
        None
    }
}

/// Id and secret of a Basic header, or what is wrong with it.
fn basic(received: &Received) -> Result<(String, String), &'static str> {
    let missing = "the credentials are missing: they travel in a Basic header";
    let value = received.header("authorization").ok_or(missing)?;
    let value = std::str::from_utf8(value).map_err(|_| missing)?;
    let (word, encoded) = value.split_once(' ').ok_or(missing)?;
    if !word.eq_ignore_ascii_case("basic") {
        return Err(missing);
    }
    let pair = STANDARD.decode(encoded.trim());
    let pair = pair.map_err(|_| "the Basic header is not in base64")?;
    let pair = String::from_utf8(pair).map_err(|_| "the Basic header holds no UTF-8 text")?;
    let pair = pair.split_once(':');
    let (id, secret) = pair.ok_or("the Basic header has no colon between id and secret")?;
    // RFC 6749 has both percent-encoded; many clients leave them as they are, which is the same for most values.
    let decoded = |text: &str| route::decode(text).unwrap_or_else(|| text.to_owned());
    Ok((decoded(id), decoded(secret)))
}
