//! Security schemes and requirements.

mod signing;

use super::draft::{Draft, Origin, bug};
use super::header::component_key;
use super::write::{Language, Layout, Node, Sink};
use crate::emit::EmitError;
use crate::model::{
    AuthKind, AuthScheme, ClientAuthentication, Credential, Environment, Fact, Place, Signature,
    SignaturePart, Text,
};
use signing::Signing;

/// One entry of `components.securitySchemes`.
pub(super) struct SecurityScheme<'a> {
    /// Its key.
    pub(super) key: String,
    kind: SchemeKind<'a>,
    description: [Option<&'a Text>; 2],
    origin: Origin<'a>,
}

enum SchemeKind<'a> {
    /// A value in a header or in the query.
    ApiKey {
        name: &'a str,
        place: &'static str,
        length: Option<u32>,
        /// Text before the value in its header.
        prefix: Option<&'a str>,
        signing: Option<Signing<'a>>,
    },
    /// A bearer token the caller supplies.
    Bearer,
    /// A token bought with credentials.
    ClientCredentials {
        endpoints: Vec<Endpoint<'a>>,
        production: usize,
        authentication: ClientAuthentication,
        authentication_origin: Origin<'a>,
        scopes: &'a [String],
    },
}

/// A token endpoint.
struct Endpoint<'a> {
    environment: &'a Environment,
    url: &'a str,
    origin: Origin<'a>,
}

/// The schemes of the service, and the keys that an operation with one of its auth schemes has to satisfy together.
pub(super) struct Security<'a> {
    /// The schemes.
    pub(super) schemes: Vec<SecurityScheme<'a>>,
    requirements: Vec<Requirement<'a>>,
}

/// Keys of one auth scheme, all needed, with the scopes to ask for.
pub(super) struct Requirement<'a> {
    keys: Vec<String>,
    scopes: &'a [String],
}

impl Node for Requirement<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        for key in &self.keys {
            to.key(key);
            to.list_of(Layout::Line, self.scopes);
        }
        to.close();
    }
}

impl<'a> Security<'a> {
    /// Everything about authentication.
    pub(super) fn new(draft: &mut Draft<'a>) -> Result<Self, EmitError> {
        let mut security = Self {
            schemes: Vec::new(),
            requirements: Vec::new(),
        };
        for scheme in &draft.service.auth {
            let (schemes, scopes) = schemes(draft, scheme)?;
            security.requirements.push(Requirement {
                keys: schemes.iter().map(|scheme| scheme.key.clone()).collect(),
                scopes,
            });
            security.schemes.extend(schemes);
        }
        Ok(security)
    }

    /// What a request has to satisfy, by the position of its auth scheme.
    pub(super) fn requirement(&self, scheme: usize) -> Option<&Requirement<'a>> {
        self.requirements.get(scheme)
    }
}

type Schemes<'a> = (Vec<SecurityScheme<'a>>, &'a [String]);

fn schemes<'a>(draft: &mut Draft<'a>, scheme: &'a AuthScheme) -> Result<Schemes<'a>, EmitError> {
    Ok(match &scheme.kind {
        AuthKind::Signature(signature) => (signed(draft, scheme, signature), &[]),
        AuthKind::Oauth2ClientCredentials {
            client_authentication,
            scopes,
        } => {
            let kind = client_credentials(draft, scheme, client_authentication, scopes)?;
            let scheme = SecurityScheme {
                key: component_key(&scheme.id),
                kind,
                description: [Some(&scheme.doc), None],
                origin: draft.origin(&scheme.provenance),
            };
            (vec![scheme], scopes)
        }
        AuthKind::Credentials(credentials) => {
            let schemes = credentials
                .iter()
                .map(|credential| supplied(draft, scheme, credential))
                .collect();
            (schemes, &[])
        }
    })
}

fn signed<'a>(
    draft: &mut Draft<'a>,
    scheme: &'a AuthScheme,
    signature: &'a Signature,
) -> Vec<SecurityScheme<'a>> {
    let signing = Signing::new(draft, scheme, signature);
    let mut parts: Vec<(&'a SignaturePart, Option<Signing<'a>>)> = vec![(&signature.key, None)];
    parts.extend(signature.nonce.iter().map(|(nonce, _)| (nonce, None)));
    parts.push((&signature.signature, Some(signing)));
    parts
        .into_iter()
        .map(|(part, signing)| SecurityScheme {
            key: component_key(&[&scheme.id, ".", &part.header].concat()),
            description: [part.doc.as_ref(), signing.is_some().then_some(&scheme.doc)],
            kind: SchemeKind::ApiKey {
                name: &part.header,
                place: "header",
                length: part.length,
                prefix: None,
                signing,
            },
            origin: draft.origin(&part.provenance),
        })
        .collect()
}

fn client_credentials<'a>(
    draft: &mut Draft<'a>,
    scheme: &AuthScheme,
    authentication: &'a Fact<ClientAuthentication>,
    scopes: &'a [String],
) -> Result<SchemeKind<'a>, EmitError> {
    let mut endpoints = Vec::new();
    for environment in &draft.service.environments {
        if let Some(url) = &environment.token_url {
            endpoints.push(Endpoint {
                environment,
                url: &url.value,
                origin: draft.origin(&url.provenance),
            });
        }
    }
    if endpoints.is_empty() {
        let what = format!("{} has no token endpoint", scheme.id);
        return Err(bug(&draft.service.file, what));
    }
    Ok(SchemeKind::ClientCredentials {
        production: endpoints
            .iter()
            .position(|endpoint| endpoint.environment.production)
            .unwrap_or(0),
        endpoints,
        authentication: authentication.value,
        authentication_origin: draft.origin(&authentication.provenance),
        scopes,
    })
}

fn supplied<'a>(
    draft: &mut Draft<'a>,
    scheme: &'a AuthScheme,
    credential: &'a Credential,
) -> SecurityScheme<'a> {
    // What OpenAPI calls a bearer token travels in one header, behind one word.
    let by_http = credential.wire_name.eq_ignore_ascii_case("Authorization")
        && credential.prefix == "Bearer ";
    let kind = if credential.bearer && by_http {
        SchemeKind::Bearer
    } else {
        SchemeKind::ApiKey {
            name: &credential.wire_name,
            place: match credential.place {
                Place::Query => "query",
                Place::Header | Place::Path | Place::Body => "header",
            },
            length: None,
            prefix: Some(credential.prefix.as_str()).filter(|prefix| !prefix.is_empty()),
            signing: None,
        }
    };
    SecurityScheme {
        key: component_key(&[&scheme.id, ".", &credential.wire_name].concat()),
        kind,
        description: [credential.doc.as_ref().or(Some(&scheme.doc)), None],
        origin: draft.origin(&credential.provenance),
    }
}

impl Node for SecurityScheme<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        match &self.kind {
            SchemeKind::ApiKey { name, place, .. } => {
                to.entry("type", "apiKey");
                to.entry("in", *place);
                to.entry("name", *name);
            }
            SchemeKind::Bearer => {
                to.entry("type", "http");
                to.entry("scheme", "bearer");
            }
            SchemeKind::ClientCredentials { .. } => to.entry("type", "oauth2"),
        }
        let description = self.text(to.language());
        if !description.is_empty() {
            to.entry("description", &description);
        }
        self.kind.write_entries(to);
        self.origin.write_entries(to);
        to.close();
    }
}

impl SecurityScheme<'_> {
    fn text(&self, language: Language) -> String {
        let mut text = String::new();
        for part in self.description.into_iter().flatten() {
            push_sentence(&mut text, language.of(part));
        }
        if let SchemeKind::ClientCredentials {
            endpoints,
            production,
            ..
        } = &self.kind
        {
            for (position, endpoint) in endpoints.iter().enumerate() {
                if position != *production {
                    let words = language.pick("Token endpoint of", "Punto de emisión de tokens de");
                    let name = &endpoint.environment.name;
                    push_sentence(&mut text, &format!("{words} {name}: {}", endpoint.url));
                }
            }
        }
        text
    }
}

fn push_sentence(text: &mut String, sentence: &str) {
    if !text.is_empty() {
        if !text.ends_with('.') {
            text.push('.');
        }
        text.push(' ');
    }
    text.push_str(sentence);
}

impl SchemeKind<'_> {
    fn write_entries<S: Sink>(&self, to: &mut S) {
        match self {
            Self::ApiKey {
                length,
                prefix,
                signing,
                ..
            } => {
                to.entry_if("x-length", length.as_ref());
                to.entry_if("x-prefix", prefix.as_ref());
                to.entry_if("x-signing", signing.as_ref());
            }
            Self::Bearer => {}
            Self::ClientCredentials {
                endpoints,
                production,
                authentication,
                authentication_origin,
                scopes,
            } => {
                to.name("flows");
                to.open_map(Layout::Block);
                to.name("clientCredentials");
                to.open_map(Layout::Block);
                to.entry_if(
                    "tokenUrl",
                    endpoints.get(*production).map(|at| at.url).as_ref(),
                );
                to.name("scopes");
                to.open_map(Layout::Block);
                for scope in *scopes {
                    to.key(scope);
                    to.text(scope);
                }
                to.close();
                to.close();
                to.close();
                to.name("x-client-authentication");
                to.open_map(Layout::Line);
                to.entry("value", client_authentication(*authentication));
                authentication_origin.write_entries(to);
                to.close();
                to.entry_list("x-token-urls", Layout::Block, endpoints);
            }
        }
    }
}

const fn client_authentication(authentication: ClientAuthentication) -> &'static str {
    match authentication {
        ClientAuthentication::BasicHeader => "basic-header",
        ClientAuthentication::FormBody => "form-body",
    }
}

impl Node for Endpoint<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        to.entry("environment", &self.environment.name);
        to.entry("url", self.url);
        self.origin.write_entries(to);
        to.close();
    }
}
