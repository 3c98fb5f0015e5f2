//! Who calls, and whether it is really them.
//!
//! Every scheme of a service is a gate. A gate lets a call pass or says which check failed; what that is answered with is a matter of
//! [`crate::refusal`].

mod explain;
mod gateway;
mod listed;
mod resemblance;
mod signature;
mod token;

pub use gateway::Form;
pub use signature::{Expected, Explanation};
pub use token::TokenReply;

use crate::catalogue::{Catalogue, OperationId};
use crate::config::{Check, Credential, FormerToken, GatewayFault, Settings};
use crate::judgement::{Assumed, Judgement, Page, Rule, Verdict};
use crate::refusal::Refusals;
use crate::wire::Received;
use generator::made_up;
use generator::model::{AuthKind, AuthScheme, Provenance, Service};
use listed::ListedGate;
use serde::Serialize;
use signature::SignatureGate;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::SystemTime;
use token::TokenGate;

/// The gates of all served services.
#[derive(Debug)]
pub struct Auth {
    /// By position of the service, then of the scheme.
    gates: HashMap<(usize, usize), Gate>,
    accepted: Vec<Accepted>,
}

#[derive(Debug)]
enum Gate {
    Signature(Box<SignatureGate>),
    Token(TokenGate),
    Listed(ListedGate),
}

/// Credentials that a sandbox accepts, to be shown to whoever starts it. They are made up.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Services they are for, by id.
    pub services: Vec<String>,
    /// Names and values: `api_key`, `api_secret`, `client_id`, `client_secret`, `bearer`.
    pub values: Vec<(String, String)>,
}

impl std::fmt::Debug for Accepted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accepted")
            .field("services", &self.services)
            .finish_non_exhaustive()
    }
}

/// What a gate found out, for the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The scheme.
    pub scheme: String,
    /// What was looked at, in order, and what came of it.
    pub steps: Vec<String>,
    /// The text that a refused signature should have been of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

/// What a gate says.
#[derive(Debug)]
enum Passage {
    /// Who calls.
    Open(String),
    /// The check that failed.
    Refused(Check),
    /// A gateway before the bank refuses the token.
    Gateway(gateway::Fault),
}

/// What authentication comes to.
#[derive(Debug)]
pub struct Authentication {
    /// Who calls, or what is answered instead. `None` is a call that needs no credentials.
    pub result: Result<Option<String>, Box<Judgement>>,
    /// What was found out; `None` where the operation needs no credentials.
    pub verification: Option<Verification>,
}

impl Auth {
    /// Builds the gates from credentials that `config` has checked. Without credentials for a scheme those of the generated examples are accepted.
    #[must_use]
    pub fn new(
        catalogue: &Catalogue,
        credentials: &[Credential],
        settings: &Settings,
        seed: u64,
    ) -> Self {
        let mut made = Making {
            lanes: HashMap::new(),
            tokens: Arc::new(token::Tokens::new(seed, settings)),
            fault: settings.gateway_fault.unwrap_or_default(),
            former: settings.former_token.unwrap_or_default(),
        };
        let mut gates = HashMap::new();
        let mut accepted: Vec<Accepted> = Vec::new();
        let own = with_made_up(catalogue, credentials);
        for (position, service) in catalogue.services() {
            for (place, scheme) in service.auth.iter().enumerate() {
                let for_it: Vec<&Credential> = own
                    .iter()
                    .filter(|credential| credential.is_for(service, scheme))
                    .collect();
                gates.insert(
                    (position, place),
                    made.gate(catalogue, position, scheme, &for_it),
                );
                for credential in for_it.iter().filter(|credential| !credential.revoked) {
                    accept(&mut accepted, service, scheme, credential);
                }
            }
        }
        Self { gates, accepted }
    }

    /// The credentials that are accepted.
    #[must_use]
    pub fn accepted(&self) -> &[Accepted] {
        &self.accepted
    }

    /// Authenticates a call.
    #[must_use]
    pub fn check(
        &self,
        catalogue: &Catalogue,
        refusals: &Refusals,
        id: OperationId,
        received: &Received,
        now: SystemTime,
    ) -> Authentication {
        let operation = catalogue.operation(id);
        let open = Authentication {
            result: Ok(None),
            verification: None,
        };
        let Some(place) = operation.auth.value else {
            return open;
        };
        let service = catalogue.service(id);
        let (Some(gate), Some(scheme)) = (
            self.gates.get(&(id.service, place)),
            service.auth.get(place),
        ) else {
            return open;
        };
        let mut verification = Verification {
            scheme: scheme.id.clone(),
            ..Verification::default()
        };
        let passage = match gate {
            Gate::Signature(gate) => gate.check(operation, received, &mut verification),
            Gate::Token(gate) => gate.check(operation, received, now, &mut verification),
            Gate::Listed(gate) => gate.check(operation, received, &mut verification),
        };
        let result = match passage {
            Passage::Open(client) => Ok(Some(client)),
            Passage::Refused(check) => Err(refusals.judge(catalogue, id, check, None)),
            Passage::Gateway(fault) => Err(from_gateway(&fault, gate, scheme, received)),
        };
        Authentication {
            result: result.map_err(Box::new),
            verification: Some(verification),
        }
    }

    /// The answer of a service's token endpoint.
    #[must_use]
    pub fn token(
        &self,
        catalogue: &Catalogue,
        service: usize,
        received: &Received,
        now: SystemTime,
    ) -> TokenReply {
        let gate = self.gates.iter().find_map(|((of, _), gate)| match gate {
            Gate::Token(gate) if *of == service => Some(gate),
            Gate::Token(_) | Gate::Signature(_) | Gate::Listed(_) => None,
        });
        let found = catalogue.bank().services.get(service);
        let rulings = found.map_or_else(Vec::new, token_rulings);
        match gate {
            Some(gate) => gate.issue(received, now, rulings),
            None => TokenReply::nothing_here(rulings),
        }
    }

    /// Withdraws credentials, or gives them back: a public key or a client's id. Says whether there are such.
    #[must_use]
    pub fn revoke(&self, client: &str, revoked: bool) -> bool {
        let mut found = false;
        for gate in self.gates.values() {
            found |= match gate {
                Gate::Signature(gate) => gate.revoke(client, revoked),
                Gate::Token(gate) => gate.revoke(client, revoked),
                Gate::Listed(gate) => gate.revoke(client, revoked),
            };
        }
        found
    }

    /// The greatest nonce of each key so far, by the key's SHA-256 in hexadecimal.
    #[must_use]
    pub fn nonces(&self) -> Vec<(String, u128)> {
        self.signatures().flat_map(SignatureGate::nonces).collect()
    }

    /// Goes on behind nonces that were kept, by the hashes of their keys.
    pub fn resume(&self, kept: &BTreeMap<String, u128>) {
        for gate in self.signatures() {
            gate.resume(kept);
        }
    }

    fn signatures(&self) -> impl Iterator<Item = &SignatureGate> {
        self.gates.values().filter_map(|gate| match gate {
            Gate::Signature(gate) => Some(gate.as_ref()),
            Gate::Token(_) | Gate::Listed(_) => None,
        })
    }

    /// Makes every token worthless that was issued until now.
    pub fn expire_tokens(&self) {
        for gate in self.gates.values() {
            match gate {
                Gate::Token(gate) => gate.expire(),
                Gate::Signature(_) | Gate::Listed(_) => {}
            }
        }
    }
}

/// What gates share while they are built.
struct Making {
    lanes: HashMap<String, Arc<signature::Lane>>,
    tokens: Arc<token::Tokens>,
    fault: GatewayFault,
    former: FormerToken,
}

impl Making {
    fn gate(
        &mut self,
        catalogue: &Catalogue,
        service: usize,
        scheme: &AuthScheme,
        credentials: &[&Credential],
    ) -> Gate {
        match &scheme.kind {
            AuthKind::Signature(signature) => {
                let gate = SignatureGate::new(signature, credentials, &mut self.lanes);
                Gate::Signature(Box::new(gate))
            }
            AuthKind::Oauth2ClientCredentials {
                client_authentication,
                ..
            } => {
                let found = catalogue.bank().services.get(service);
                let title = found.map_or_else(String::new, |service| service.id.clone());
                Gate::Token(TokenGate::new(
                    &title,
                    client_authentication.value,
                    credentials,
                    Arc::clone(&self.tokens),
                    (self.fault, self.former),
                ))
            }
            AuthKind::Credentials(parts) => Gate::Listed(ListedGate::new(parts, credentials)),
        }
    }
}

/// Configured credentials, and those of the generated examples for schemes that have none.
fn with_made_up(catalogue: &Catalogue, configured: &[Credential]) -> Vec<Credential> {
    let mut all = configured.to_vec();
    for (_, service) in catalogue.services() {
        for scheme in &service.auth {
            if configured
                .iter()
                .any(|credential| credential.is_for(service, scheme))
            {
                continue;
            }
            let mut made = Credential::empty(&scheme.id);
            match &scheme.kind {
                AuthKind::Signature(signature) => {
                    let (key, secret) = made_up::signing_key(signature);
                    made.api_key = Some(key);
                    made.api_secret = Some(secret);
                }
                AuthKind::Oauth2ClientCredentials { .. } => {
                    made.client_id = Some(made_up::CLIENT_ID.to_owned());
                    made.client_secret = Some(made_up::CLIENT_SECRET.to_owned());
                }
                AuthKind::Credentials(parts) => {
                    let made_up = |name: &String| (name.clone(), made_up::TEXT.to_owned());
                    made.values = parts.iter().map(|part| made_up(&part.wire_name)).collect();
                }
            }
            let same = |other: &Credential| {
                other.scheme.value == made.scheme.value
                    && other.api_key == made.api_key
                    && other.client_id == made.client_id
                    && other.values == made.values
            };
            if !all.iter().any(same) {
                all.push(made);
            }
        }
    }
    all
}

impl Credential {
    fn is_for(&self, service: &Service, scheme: &AuthScheme) -> bool {
        self.scheme.value == scheme.id
            && (self.services.is_empty() || self.services.iter().any(|own| own.value == service.id))
    }
}

/// Notes credentials under the names that programs look for.
fn accept(
    accepted: &mut Vec<Accepted>,
    service: &Service,
    scheme: &AuthScheme,
    credential: &Credential,
) {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: &Option<String>| {
        values.extend(value.iter().map(|value| (name.to_owned(), value.clone())));
    };
    match &scheme.kind {
        AuthKind::Signature(_) => {
            add("api_key", &credential.api_key);
            add("api_secret", &credential.api_secret);
        }
        AuthKind::Oauth2ClientCredentials { .. } => {
            add("client_id", &credential.client_id);
            add("client_secret", &credential.client_secret);
        }
        AuthKind::Credentials(parts) => {
            for part in parts {
                let name = if part.bearer {
                    "bearer"
                } else {
                    &part.wire_name
                };
                add(name, &credential.values.get(&part.wire_name).cloned());
            }
        }
    }
    match accepted.iter_mut().find(|known| known.values == values) {
        Some(known) => known.services.push(service.id.clone()),
        None => accepted.push(Accepted {
            services: vec![service.id.clone()],
            values,
        }),
    }
}

fn from_gateway(
    fault: &gateway::Fault,
    gate: &Gate,
    scheme: &AuthScheme,
    received: &Received,
) -> Judgement {
    let setting = match gate {
        Gate::Token(gate) => gate.fault_setting(),
        Gate::Signature(_) | Gate::Listed(_) => GatewayFault::default(),
    };
    let page: Page = fault.page(Form::chosen(setting, received));
    Judgement::new(Rule::Authentication, Verdict::Page(page))
        .assuming(Assumed {
            what: "a gateway's refusal of the token, without a response code".to_owned(),
            rulings: rulings(&scheme.provenance),
            setting: Some("settings.gateway_fault".to_owned()),
        })
        .noting(fault.description)
}

/// Ids of the rulings behind a fact.
pub(crate) fn rulings(provenance: &Provenance) -> Vec<String> {
    let all = provenance.all_rulings().into_iter();
    all.map(str::to_owned).collect()
}

/// Rulings behind a service's token endpoint.
fn token_rulings(service: &Service) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let urls = service
        .environments
        .iter()
        .filter_map(|environment| environment.token_url.as_ref())
        .map(|url| &url.provenance);
    let schemes = service.auth.iter().map(|scheme| &scheme.provenance);
    for ruling in urls.chain(schemes).flat_map(rulings) {
        if !all.contains(&ruling) {
            all.push(ruling);
        }
    }
    all
}
