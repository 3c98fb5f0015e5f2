//! The client of a service: environments, auth schemes, envelopes, credentials.

use super::ast;
use super::codes::outcome;
use super::docs::{self, Docs};
use super::markdown::{code, sentence};
use super::operation::option;
use super::page::{self, Page, Part};
use crate::model::{
    Algorithm, AuthKind, AuthScheme, Bank, ClientAuthentication, Credential, Encoding, Envelope,
    EnvelopePlace, Environment, MessagePart, NonceKind, Place, Service, Signature,
};
use syn::{Expr, Item, parse_quote};

/// `src/<service>/client.rs`
pub(super) fn parts(page: &Page<'_>, service: &Service) -> Vec<Part> {
    let mut parts = vec![page::runtime()];
    let mut add = |items: Vec<Item>| parts.extend(items.into_iter().map(Part::from));
    add(client(service));
    add(environments(page, service));
    add(super::credentials::items(page, service));
    parts.extend(super::profile::parts(page.bank, service));
    let mut items: Vec<Item> = Vec::new();
    items.extend(service.auth.iter().map(|scheme| auth_scheme(page, scheme)));
    items.extend(service.envelopes.iter().map(|shape| envelope(page, shape)));
    items.push(facts(page, service));
    parts.extend(items.into_iter().map(Part::from));
    parts
}

fn client(service: &Service) -> Vec<Item> {
    let doc = format!(
        " Client of the service: {} Cheap to clone; clones share connections, nonces and tokens.",
        sentence(&service.title.en)
    );
    let profile = if service.profile.is_empty() {
        ast::ty("rt::NoProfile")
    } else {
        ast::ty("Profile")
    };
    vec![
        parse_quote! {
            #[doc = #doc]
            #[derive(Clone)]
            pub struct Client(rt::Client);
        },
        parse_quote! {
            impl Client {
                /// Begins a client for an environment.
                pub fn builder(environment: Environment) -> rt::ClientBuilder<Self> {
                    rt::ClientBuilder::new(&environment)
                }

                /// What is behind it: limits, events, what is still open at shutdown.
                #[must_use]
                pub fn runtime(&self) -> &rt::Client {
                    &self.0
                }

                pub(super) fn call<'a, R: rt::Request>(&'a self, request: &'a R) -> rt::Call<'a, R> {
                    self.0.call(request)
                }
            }
        },
        parse_quote! {
            impl ::core::fmt::Debug for Client {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Debug::fmt(&self.0, f)
                }
            }
        },
        parse_quote! {
            impl rt::ServiceClient for Client {
                type Credentials = Credentials;
                type Profile = #profile;
                const SERVICE: &'static rt::Service = &SERVICE;

                fn from_runtime(runtime: rt::Client) -> Self {
                    Self(runtime)
                }
            }
        },
    ]
}

fn environments(page: &Page<'_>, service: &Service) -> Vec<Item> {
    let mut attrs = page.doc("Where the service is.");
    attrs.push(parse_quote!(#[non_exhaustive]));
    attrs.push(parse_quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]));
    let variants = service.environments.iter();
    let variants = variants.map(|environment| {
        ast::variant(
            page.docs(environment_docs(page.bank, environment)),
            environment.ident.as_str(),
            None,
        )
    });
    let by_variant = |value: &dyn Fn(&Environment) -> Expr| {
        let arms = service.environments.iter();
        let arms = arms.map(|environment| {
            (
                ast::path_pattern(&format!("Self::{}", environment.ident)),
                value(environment),
            )
        });
        vec![ast::returned(ast::matching(ast::value("self"), arms))]
    };
    let name = by_variant(&|environment| ast::string(&environment.name));
    let url = by_variant(&|environment| ast::string(&environment.url));
    let token_url = by_variant(&|environment| {
        option(
            environment
                .token_url
                .as_ref()
                .map(|url| ast::string(&url.value)),
        )
    });
    let production = by_variant(&|environment| ast::boolean(environment.production));
    vec![
        ast::enumeration(attrs, "Environment", variants),
        ast::implementation(
            "rt::EnvironmentFacts",
            "Environment",
            vec![
                ast::function(
                    parse_quote!(
                        fn name(&self) -> &'static str {}
                    ),
                    name,
                ),
                ast::function(
                    parse_quote!(
                        fn url(&self) -> &'static str {}
                    ),
                    url,
                ),
                ast::function(
                    parse_quote!(
                        fn token_url(&self) -> ::core::option::Option<&'static str> {}
                    ),
                    token_url,
                ),
                ast::function(
                    parse_quote!(
                        fn is_production(&self) -> bool {}
                    ),
                    production,
                ),
            ],
        ),
    ]
}

fn environment_docs(bank: &Bank, environment: &Environment) -> Vec<String> {
    let meaning = environment
        .doc
        .as_ref()
        .map(|doc| sentence(&doc.en))
        .unwrap_or_default();
    let mut docs = Docs::new(
        format!("{} {meaning}", code(&environment.url))
            .trim_end()
            .to_owned(),
    );
    if environment.production {
        docs.item("Real customers and real money");
    }
    if let Some(token_url) = &environment.token_url {
        docs.item(&format!("Tokens: {}", code(&token_url.value)));
    }
    docs::provenance(&mut docs, bank, &environment.provenance);
    docs.into_lines()
}

fn auth_scheme(page: &Page<'_>, scheme: &AuthScheme) -> Item {
    let mut docs = Docs::new(sentence(&scheme.doc.en));
    docs::provenance(&mut docs, page.bank, &scheme.provenance);
    let expr = match &scheme.kind {
        AuthKind::Signature(signature) => ast::call(
            "rt::AuthScheme::Signature",
            [signature_facts(scheme, signature)],
        ),
        AuthKind::Oauth2ClientCredentials {
            client_authentication,
            scopes,
        } => {
            let basic = match client_authentication.value {
                ClientAuthentication::BasicHeader => true,
                ClientAuthentication::FormBody => false,
            };
            let scopes = ast::strings(scopes.iter().map(String::as_str));
            ast::record(
                "rt::AuthScheme::Oauth2ClientCredentials",
                [
                    ("name", ast::string(&scheme.id)),
                    ("basic_header", ast::boolean(basic)),
                    ("scopes", scopes),
                ],
            )
        }
        AuthKind::Credentials(credentials) => ast::record(
            "rt::AuthScheme::Credentials",
            [
                ("name", ast::string(&scheme.id)),
                (
                    "credentials",
                    ast::slice(credentials.iter().map(credential)),
                ),
            ],
        ),
    };
    let attrs = page.docs(docs.into_lines());
    ast::statics(
        attrs,
        parse_quote!(pub),
        scheme.constant.as_str(),
        ast::ty("rt::AuthScheme"),
        expr,
    )
}

fn credential(credential: &Credential) -> Expr {
    let place = match credential.place {
        Place::Query => "rt::Place::Query",
        Place::Header | Place::Path | Place::Body => "rt::Place::Header",
    };
    ast::record(
        "rt::Credential",
        [
            ("wire_name", ast::string(&credential.wire_name)),
            ("place", ast::value(place)),
            ("prefix", ast::string(&credential.prefix)),
        ],
    )
}

fn signature_facts(scheme: &AuthScheme, signature: &Signature) -> Expr {
    let nonce = signature
        .nonce
        .as_ref()
        .map(|(part, kind)| ast::tuple([ast::string(&part.header), ast::value(nonce_kind(*kind))]));
    let nonce_prefix = signature
        .nonce
        .as_ref()
        .map_or("", |(part, _)| part.prefix.as_str());
    let methods = ast::strings(signature.body_methods.value.iter().map(String::as_str));
    ast::record(
        "rt::Signature",
        [
            ("name", ast::string(&scheme.id)),
            (
                "algorithm",
                ast::value(algorithm(signature.algorithm.value)),
            ),
            ("encoding", ast::value(encoding(signature.encoding.value))),
            ("key_header", ast::string(&signature.key.header)),
            ("key_prefix", ast::string(&signature.key.prefix)),
            ("key_length", ast::number(signature.key.length.unwrap_or(0))),
            (
                "secret_length",
                ast::number(signature.secret.length.unwrap_or(0)),
            ),
            ("nonce", option(nonce)),
            ("nonce_prefix", ast::string(nonce_prefix)),
            ("signature_header", ast::string(&signature.signature.header)),
            ("signature_prefix", ast::string(&signature.signature.prefix)),
            (
                "message",
                ast::slice(signature.message.value.iter().map(part)),
            ),
            ("body_methods", methods),
        ],
    )
}

const fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "rt::Algorithm::HmacSha256",
        Algorithm::HmacSha384 => "rt::Algorithm::HmacSha384",
        Algorithm::HmacSha512 => "rt::Algorithm::HmacSha512",
    }
}

const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::HexLower => "rt::Encoding::HexLower",
        Encoding::HexUpper => "rt::Encoding::HexUpper",
        Encoding::Base64 => "rt::Encoding::Base64",
    }
}

const fn nonce_kind(kind: NonceKind) -> &'static str {
    match kind {
        NonceKind::UnixSeconds => "rt::NonceKind::UnixSeconds",
        NonceKind::UnixMillis => "rt::NonceKind::UnixMillis",
        NonceKind::UnixMicros => "rt::NonceKind::UnixMicros",
    }
}

fn part(part: &MessagePart) -> Expr {
    ast::value(match part {
        MessagePart::SigningBase => "rt::Part::SigningBase",
        MessagePart::Path => "rt::Part::Path",
        MessagePart::Query => "rt::Part::Query",
        MessagePart::Target => "rt::Part::Target",
        MessagePart::Method => "rt::Part::Method",
        MessagePart::Nonce => "rt::Part::Nonce",
        MessagePart::Key => "rt::Part::Key",
        MessagePart::Body => "rt::Part::Body",
        MessagePart::Text(text) => return ast::call("rt::Part::Text", [ast::string(text)]),
    })
}

fn envelope(page: &Page<'_>, envelope: &Envelope) -> Item {
    let mut docs = Docs::new(sentence(&envelope.doc.en));
    docs::provenance(&mut docs, page.bank, &envelope.provenance);
    for text in &envelope.doubt {
        docs.paragraph(format!(
            "The outcome of a change is unknown where the answer has {}.",
            code(&text.value)
        ));
        docs::provenance(&mut docs, page.bank, &text.provenance);
    }
    let format = envelope
        .timestamp
        .iter()
        .find_map(|place| place.format.as_deref());
    let spots = |places: &[EnvelopePlace]| ast::slice(places.iter().map(spot));
    let expr = ast::record(
        "rt::Envelope",
        [
            ("code", spots(&envelope.code)),
            ("client_description", spots(&envelope.client_description)),
            ("system_description", spots(&envelope.system_description)),
            ("timestamp", spots(&envelope.timestamp)),
            (
                "timestamp_format",
                ast::string(format.unwrap_or("YYYY-MM-DD hh:mm:ss")),
            ),
            ("detail_code", spots(&envelope.detail_code)),
            ("detail_type", spots(&envelope.detail_type)),
            ("unlisted", ast::value(outcome(envelope.unlisted))),
            ("absent", ast::value(outcome(envelope.absent))),
            (
                "doubt",
                ast::strings(envelope.doubt.iter().map(|text| text.value.as_str())),
            ),
        ],
    );
    let attrs = page.docs(docs.into_lines());
    ast::statics(
        attrs,
        parse_quote!(pub),
        envelope.constant.as_str(),
        ast::ty("rt::Envelope"),
        expr,
    )
}

fn spot(place: &EnvelopePlace) -> Expr {
    let spot = match place.place {
        Place::Header => "rt::Spot::Header",
        Place::Body | Place::Path | Place::Query => "rt::Spot::Body",
    };
    ast::call(spot, [ast::string(&place.path.join("."))])
}

fn facts(page: &Page<'_>, service: &Service) -> Item {
    let auth = service.auth.iter();
    let auth = auth.map(|scheme| ast::reference(ast::value(scheme.constant.as_str())));
    let operations = service.operations.iter().map(|operation| {
        ast::reference(ast::value(&format!(
            "super::{}::OPERATION",
            operation.module
        )))
    });
    let expr = ast::record(
        "rt::Service",
        [
            ("bank", ast::string(&page.bank.id)),
            ("id", ast::string(&service.id)),
            ("auth", ast::slice(auth)),
            ("operations", ast::slice(operations)),
        ],
    );
    let attrs = page.doc("The facts of the service.");
    ast::statics(
        attrs,
        parse_quote!(pub),
        "SERVICE",
        ast::ty("rt::Service"),
        expr,
    )
}
