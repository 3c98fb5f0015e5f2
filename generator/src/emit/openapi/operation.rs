//! Operations and the facts about them.

use super::aside::Aside;
use super::code::CodeRow;
use super::draft::{Draft, Origin};
use super::parameter::{Parameter, RequestBody};
use super::response::Response;
use super::sample::{Sample, samples};
use super::schema::write_undocumented;
use super::security::{Requirement, Security};
use super::write::{Layout, Node, Sink};
use crate::emit::EmitError;
use crate::model::{Effect, Finality, Operation as ModelOperation, Path, Provenance};

/// One operation.
pub(super) struct Operation<'a> {
    model: &'a ModelOperation,
    tag: &'a str,
    envelope: Option<&'a str>,
    origin: Origin<'a>,
    facts: Vec<(&'static str, Origin<'a>)>,
    rulings: Vec<&'a str>,
    requirement: Option<usize>,
    parameters: Vec<Parameter<'a>>,
    fixed: Vec<Aside<'a>>,
    ignored: Vec<Aside<'a>>,
    body: Option<RequestBody<'a>>,
    responses: Vec<Response<'a>>,
    codes: Vec<CodeRow<'a>>,
    samples: Vec<Sample>,
}

impl<'a> Operation<'a> {
    /// The operation with everything it refers to.
    pub(super) fn new(
        draft: &mut Draft<'a>,
        operation: &'a ModelOperation,
    ) -> Result<Self, EmitError> {
        let provenances = facts(operation);
        let mut rulings: Vec<&'a str> = Vec::new();
        let own = std::iter::once(&operation.provenance);
        for provenance in own.chain(provenances.iter().map(|(_, provenance)| *provenance)) {
            for ruling in provenance.all_rulings() {
                if !rulings.contains(&ruling) {
                    rulings.push(ruling);
                }
            }
        }
        if let Path::Undocumented { ruling } = &operation.path {
            draft.gaps.paths += 1;
            draft.rulings.insert(ruling);
            rulings.push(ruling);
        }
        let envelopes = &draft.service.envelopes;
        Ok(Self {
            model: operation,
            tag: &draft.service.id,
            envelope: operation
                .envelope
                .and_then(|position| envelopes.get(position))
                .map(|envelope| envelope.name.as_str()),
            origin: draft.origin(&operation.provenance),
            facts: provenances
                .into_iter()
                .map(|(name, provenance)| (name, draft.origin(provenance)))
                .collect(),
            rulings,
            requirement: operation.auth.value,
            parameters: Parameter::all(draft, operation)?,
            fixed: Aside::fixed(draft, operation),
            ignored: Aside::ignored(draft, operation),
            body: RequestBody::of(draft, operation)?,
            responses: Response::all(draft, operation)?,
            codes: CodeRow::all(draft, operation),
            samples: samples(draft, operation),
        })
    }

    /// Writes the operation; `security` is that of its document.
    pub(super) fn write<S: Sink>(&self, security: &Security<'a>, to: &mut S) {
        let operation = self.model;
        to.open_map(Layout::Block);
        to.entry("operationId", &operation.id);
        to.entry("summary", &operation.summary);
        to.entry("description", &operation.description);
        to.entry_list("tags", Layout::Line, &[self.tag]);
        self.write_facts(to);
        let requirement = self
            .requirement
            .and_then(|scheme| security.requirement(scheme));
        to.name("security");
        let all: Vec<&Requirement<'a>> = requirement.into_iter().collect();
        to.list_of(Layout::Line, &all);
        to.entry_list("parameters", Layout::Block, &self.parameters);
        to.entry_list("x-fixed-parameters", Layout::Block, &self.fixed);
        to.entry_list("x-ignored-header-parameters", Layout::Block, &self.ignored);
        to.entry_if("requestBody", self.body.as_ref());
        to.name("responses");
        to.open_map(Layout::Block);
        for response in &self.responses {
            to.key(&response.key);
            response.write(to);
        }
        to.close();
        to.entry_list("x-response-codes", Layout::Block, &self.codes);
        to.entry_list("x-codeSamples", Layout::Block, &self.samples);
        to.close();
    }

    fn write_facts<S: Sink>(&self, to: &mut S) {
        let operation = self.model;
        self.origin.write_origin(to);
        to.entry_list("x-rulings", Layout::Line, &self.rulings);
        if let Path::Undocumented { .. } = operation.path {
            write_undocumented(&["path"], to);
        }
        let permission = operation.permission.as_ref();
        to.entry_if("x-permission", permission.map(|fact| &fact.value).as_ref());
        to.entry("x-effect", effect(operation.effect.value));
        if let Some(fact) = &operation.finality {
            to.entry("x-finality", finality(fact.value));
        }
        if let Some(idempotency) = &operation.idempotency {
            to.name("x-idempotency");
            to.open_map(Layout::Line);
            to.entry("field", &idempotency.wire_name);
            to.entry("trusted", &idempotency.trusted);
            to.close();
        }
        let base = operation.signing_base.as_ref();
        to.entry_if("x-signing-base", base.map(|fact| &fact.value).as_ref());
        to.entry_if("x-envelope", self.envelope.as_ref());
        to.entry_map("x-fact-sources", &self.facts);
    }
}

/// The facts of an operation that stand on lines of their own, under the names they are published by.
fn facts(operation: &ModelOperation) -> Vec<(&'static str, &Provenance)> {
    let mut facts = vec![("method", &operation.method.provenance)];
    match &operation.path {
        Path::Template { provenance, .. } => facts.push(("path", provenance)),
        Path::Undocumented { .. } => {}
    }
    facts.push(("security", &operation.auth.provenance));
    let base = operation.signing_base.as_ref();
    facts.extend(base.map(|fact| ("x-signing-base", &fact.provenance)));
    let permission = operation.permission.as_ref();
    facts.extend(permission.map(|fact| ("x-permission", &fact.provenance)));
    facts.push(("x-effect", &operation.effect.provenance));
    let finality = operation.finality.as_ref();
    facts.extend(finality.map(|fact| ("x-finality", &fact.provenance)));
    let idempotency = operation.idempotency.as_ref();
    facts.extend(idempotency.map(|fact| ("x-idempotency", &fact.provenance)));
    let codes = operation.codes_provenance.as_ref();
    facts.extend(codes.map(|provenance| ("x-response-codes", provenance)));
    facts
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "read",
        Effect::Write => "write",
        Effect::MovesMoney => "moves-money",
    }
}

const fn finality(finality: Finality) -> &'static str {
    match finality {
        Finality::Final => "final",
        Finality::SettlementPending => "settlement-pending",
    }
}
