//! The whole document.

use super::draft::{Draft, Gaps, Lines, Origin};
use super::header::Header;
use super::info::Info;
use super::path::Paths;
use super::schema::Schema;
use super::security::Security;
use super::write::{Layout, Node, Sink};
use super::{code, header::component_key};
use crate::emit::EmitError;
use crate::model::{Bank, Envelope, EnvelopePlace, Environment, Place, Ruling, Service};
use std::borrow::Cow;

/// The version of OpenAPI.
const OPENAPI: &str = "3.1.1";

/// An OpenAPI document, ready to be written in any language and syntax.
pub(super) struct Document<'a> {
    info: Info<'a>,
    servers: Vec<Server<'a>>,
    service: &'a Service,
    paths: Paths<'a>,
    security: Security<'a>,
    schemas: Vec<(Cow<'a, str>, Schema<'a>)>,
    headers: Vec<(String, Header<'a>)>,
    envelopes: Vec<EnvelopeRecord<'a>>,
    rulings: Vec<RulingRecord<'a>>,
}

struct Server<'a> {
    environment: &'a Environment,
    origin: Origin<'a>,
}

struct EnvelopeRecord<'a> {
    envelope: &'a Envelope,
    doubts: Vec<Doubt<'a>>,
    origin: Origin<'a>,
}

/// A text that makes the outcome of a change uncertain.
struct Doubt<'a> {
    text: &'a str,
    origin: Origin<'a>,
}

struct RulingRecord<'a> {
    ruling: &'a Ruling,
    places: Vec<Lines<'a>>,
}

impl<'a> Document<'a> {
    /// The document of a service.
    pub(super) fn new(bank: &'a Bank, service: &'a Service) -> Result<Self, EmitError> {
        let mut draft = Draft::new(bank, service);
        let servers = service
            .environments
            .iter()
            .map(|environment| Server {
                environment,
                origin: draft.origin(&environment.provenance),
            })
            .collect();
        let security = Security::new(&mut draft)?;
        let mut paths = Paths::default();
        for operation in &service.operations {
            paths.add(&mut draft, operation)?;
        }
        let schemas = schemas(&mut draft)?;
        let envelopes = service
            .envelopes
            .iter()
            .map(|envelope| EnvelopeRecord::new(&mut draft, envelope))
            .collect();
        let gaps: Gaps = draft.gaps;
        let rulings: Vec<_> = bank
            .rulings
            .iter()
            .filter(|ruling| draft.rulings.contains(ruling.id.as_str()))
            .map(|ruling| RulingRecord {
                ruling,
                places: ruling
                    .places
                    .iter()
                    .map(|lines| Lines::new(&bank.documents, lines))
                    .collect(),
            })
            .collect();
        Ok(Self {
            info: Info::new(bank, service, gaps, rulings.len()),
            servers,
            service,
            paths,
            security,
            schemas,
            headers: draft.headers,
            envelopes,
            rulings,
        })
    }
}

/// Every type referred to, and the types these refer to.
fn schemas<'a>(draft: &mut Draft<'a>) -> Result<Vec<(Cow<'a, str>, Schema<'a>)>, EmitError> {
    let mut schemas = Vec::new();
    let mut next = 0;
    while let Some((name, id)) = draft.types.get(next) {
        let (name, id) = (name.clone(), *id);
        next += 1;
        if draft.is_used(id) {
            let ty = draft.ty(id)?;
            schemas.push((name, Schema::definition(draft, ty)?));
        }
    }
    schemas.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(schemas)
}

impl Node for Document<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("openapi", OPENAPI);
        to.entry("x-generated", &self.generated());
        to.entry("info", &self.info);
        to.entry_list("servers", Layout::Block, &self.servers);
        to.name("tags");
        to.open_list(Layout::Block);
        to.item();
        to.open_map(Layout::Block);
        to.entry("name", &self.service.id);
        to.entry("description", &self.service.description);
        to.entry("x-displayName", &self.service.title);
        to.close();
        to.close();
        to.name("paths");
        to.open_map(Layout::Block);
        for item in &self.paths.documented {
            to.key(&item.key);
            item.write(&self.security, to);
        }
        to.close();
        self.write_components(to);
        to.entry_list("x-envelopes", Layout::Block, &self.envelopes);
        to.entry_list("x-rulings", Layout::Block, &self.rulings);
        to.close();
    }
}

impl Document<'_> {
    /// How to change the files.
    pub(super) fn generated(&self) -> String {
        self.info.generated()
    }

    fn write_components<S: Sink>(&self, to: &mut S) {
        to.name("components");
        to.open_map(Layout::Block);
        if !self.security.schemes.is_empty() {
            to.name("securitySchemes");
            to.open_map(Layout::Block);
            for scheme in &self.security.schemes {
                to.key(&scheme.key);
                scheme.write(to);
            }
            to.close();
        }
        to.entry_map("schemas", &self.schemas);
        to.entry_map("headers", &self.headers);
        if !self.paths.undocumented.is_empty() {
            to.name("pathItems");
            to.open_map(Layout::Block);
            for item in &self.paths.undocumented {
                to.key(&component_key(&item.key));
                item.write(&self.security, to);
            }
            to.close();
        }
        to.close();
    }
}

impl Node for Server<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let environment = self.environment;
        to.open_map(Layout::Block);
        to.entry("url", &environment.url);
        let mut description = environment.name.clone();
        if let Some(doc) = &environment.doc {
            description.push_str(": ");
            description.push_str(to.language().of(doc));
        }
        to.entry("description", &description);
        to.entry("x-environment", &environment.name);
        to.entry("x-production", &environment.production);
        self.origin.write_entries(to);
        to.close();
    }
}

impl<'a> EnvelopeRecord<'a> {
    fn new(draft: &mut Draft<'a>, envelope: &'a Envelope) -> Self {
        let doubts = envelope.doubt.iter().map(|text| Doubt {
            text: &text.value,
            origin: draft.origin(&text.provenance),
        });
        Self {
            doubts: doubts.collect(),
            envelope,
            origin: draft.origin(&envelope.provenance),
        }
    }
}

impl Node for EnvelopeRecord<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let envelope = self.envelope;
        to.open_map(Layout::Block);
        to.entry("name", &envelope.name);
        to.entry("description", &envelope.doc);
        to.entry_list("code", Layout::Line, &envelope.code);
        to.entry_list(
            "clientDescription",
            Layout::Line,
            &envelope.client_description,
        );
        to.entry_list(
            "systemDescription",
            Layout::Line,
            &envelope.system_description,
        );
        to.entry_list("timestamp", Layout::Line, &envelope.timestamp);
        to.entry_list("detailCode", Layout::Line, &envelope.detail_code);
        to.entry_list("detailType", Layout::Line, &envelope.detail_type);
        to.entry("unlisted", code::outcome(envelope.unlisted));
        to.entry("absent", code::outcome(envelope.absent));
        to.entry_list("doubt", Layout::Block, &self.doubts);
        self.origin.write_entries(to);
        to.close();
    }
}

impl Node for Doubt<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        to.entry("text", self.text);
        self.origin.write_row_entries(to);
        to.close();
    }
}

impl Node for EnvelopePlace {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Line);
        to.entry(
            "in",
            match self.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
                Place::Body => "body",
            },
        );
        to.entry_list("path", Layout::Line, &self.path);
        to.entry_if("format", self.format.as_ref());
        to.close();
    }
}

impl Node for RulingRecord<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let ruling = self.ruling;
        to.open_map(Layout::Block);
        to.entry("id", &ruling.id);
        to.entry("kind", ruling.kind);
        to.entry("title", &ruling.title);
        to.entry_list("where", Layout::Block, &self.places);
        to.entry_list("readings", Layout::Block, &ruling.readings);
        to.entry("decision", &ruling.decision);
        to.entry("why", &ruling.why);
        to.entry("confidence", ruling.confidence);
        to.entry("question", &ruling.question);
        to.close();
    }
}
