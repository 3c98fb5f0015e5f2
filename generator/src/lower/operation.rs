//! Operations.

use super::Lowering;
use super::answer::by_codes;
use super::arguments::Arguments;
use super::auth::Lowered;
use super::problem::{IDEMPOTENCY, NO_FINALITY, SUPPLY, UNKNOWN_AUTH, UNKNOWN_ENVELOPE};
use super::responses::Asked;
use crate::model::{
    Answer, Code, Effect, Envelope, Fact, Field, Finality, Idempotency, Method, MethodIdent,
    ModuleIdent, Operation, Path, Place, Provenance, Response, ResponseKind, Scope, Shape, Supply,
    TypeIdent, TypeRef,
};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec;

/// What the operations of a service refer to.
pub(super) struct Shared<'s> {
    /// Position of the service.
    pub(super) service: usize,
    /// The auth schemes.
    pub(super) auth: &'s [Lowered],
    /// The envelopes that operations use.
    pub(super) envelopes: &'s [Envelope],
}

/// The names that one operation has in Rust.
struct Names {
    module: ModuleIdent,
    method: MethodIdent,
    request: TypeIdent,
}

/// What says how an operation is called.
struct Head {
    method: Fact<Method>,
    path: Path,
    auth: Fact<Option<usize>>,
    signing_base: Option<Fact<String>>,
    effect: Fact<Effect>,
    envelope: Option<usize>,
}

/// What says how an operation is answered.
struct Answers {
    responses: Vec<Response>,
    answer: Answer,
    codes: Vec<Code>,
    codes_provenance: Option<Provenance>,
}

impl<'a> Lowering<'a> {
    /// One operation; `None` only where it has no usable name.
    pub(super) fn lower_operation(
        &mut self,
        written: &'a Spanned<spec::Operation>,
        place: usize,
        shared: &Shared<'_>,
        taken: &mut names::Scope,
    ) -> Option<Operation> {
        let operation = &written.value;
        let id = &operation.operation;
        let names = self.operation_names(id, taken)?;
        let scope = Scope::Operation {
            service: shared.service,
            operation: place,
        };
        let head = self.operation_head(operation, shared);
        let scheme = head.auth.value.and_then(|auth| shared.auth.get(auth));
        let scheme = scheme.map(|lowered| &lowered.scheme);
        let arguments = self.lower_request(operation, &names.request, &scope, scheme);
        self.check_path_parameters(operation, &head.path, &arguments);
        self.check_request_body(&arguments, head.method.value, &operation.method);
        let asked = Asked {
            ident: &names.request,
            scope: &scope,
            method: head.method.value,
            envelope: head
                .envelope
                .and_then(|envelope| shared.envelopes.get(envelope)),
        };
        let answers = self.operation_answers(operation, &asked, head.effect.value);
        let idempotency = self.lower_idempotency(operation, &arguments);
        let request: Vec<Field> = arguments
            .fields
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        let optional = request
            .iter()
            .any(|field| field.fixed.is_none() && !field.is_always_given());
        let lowered = Operation {
            id: id.value.clone(),
            module: names.module,
            ident: names.method,
            optional_ident: optional.then(|| names.request.with_suffix("Optional")),
            code_ident: names.request.with_suffix("Code"),
            request_ident: names.request,
            summary: self.text(&operation.summary),
            description: self.text(&operation.description),
            provenance: self.provenance(operation, id.span),
            permission: operation
                .permission
                .as_ref()
                .map(|fact| self.fact(fact, fact.value.value.clone())),
            finality: self.finality(operation),
            method: head.method,
            path: head.path,
            auth: head.auth,
            signing_base: head.signing_base,
            effect: head.effect,
            envelope: head.envelope,
            idempotency,
            request,
            responses: answers.responses,
            answer: answers.answer,
            codes: answers.codes,
            codes_provenance: answers.codes_provenance,
            examples: operation
                .examples
                .iter()
                .map(super::examples::lower)
                .collect(),
            file: self.file(id.span),
        };
        self.texts_of_examples(&operation.examples);
        self.check_examples(operation, &lowered, shared);
        Some(lowered)
    }

    fn operation_head(&mut self, operation: &spec::Operation, shared: &Shared<'_>) -> Head {
        let path = self.lower_path(&operation.path, operation.operation.span);
        let auth = self.operation_auth(&operation.auth, shared);
        let scheme = auth.value.and_then(|auth| shared.auth.get(auth));
        Head {
            method: self.lower_method(&operation.method),
            signing_base: self.lower_signing_base(operation, &path, scheme),
            path,
            auth,
            effect: self.fact(&operation.effect, operation.effect.value.value),
            envelope: self.operation_envelope(operation, shared),
        }
    }

    fn operation_answers(
        &mut self,
        operation: &'a spec::Operation,
        asked: &Asked<'_>,
        effect: Effect,
    ) -> Answers {
        let answered = self.lower_responses(operation, asked);
        let (codes, codes_provenance) = self.lower_codes(operation, effect);
        let added = by_codes(&answered, &codes);
        let further = added
            .iter()
            .any(|response| response.kind == ResponseKind::Success);
        let (mut responses, answer) = self.answer(answered, further, asked);
        responses.extend(added);
        Answers {
            responses,
            answer,
            codes,
            codes_provenance,
        }
    }

    /// Path of the file that a place lies in.
    pub(super) fn file(&self, span: Span) -> String {
        let place = usize::try_from(span.file.0).unwrap_or(usize::MAX);
        self.files.get(place).cloned().unwrap_or_default()
    }

    fn operation_names(&mut self, id: &Spanned<String>, taken: &mut names::Scope) -> Option<Names> {
        let method = self.ident(MethodIdent::explicit(&id.value), id.span, "operation")?;
        let module = self.ident(ModuleIdent::explicit(&id.value), id.span, "operation")?;
        let request = self.ident(TypeIdent::derive(&id.value), id.span, "operation")?;
        self.take(taken, method.as_str(), id.span, "operation");
        for suffix in ["", "Optional", "Response", "Code"] {
            self.take_type_name(Some(&request.with_suffix(suffix)), id.span, "operation");
        }
        Some(Names {
            module,
            method,
            request,
        })
    }

    fn operation_auth(
        &mut self,
        fact: &spec::Fact<String>,
        shared: &Shared<'_>,
    ) -> Fact<Option<usize>> {
        let scheme = shared
            .auth
            .iter()
            .position(|lowered| lowered.scheme.id == fact.value.value);
        if scheme.is_none() && fact.value.value != "none" {
            let known: Vec<&str> = shared
                .auth
                .iter()
                .map(|lowered| lowered.scheme.id.as_str())
                .collect();
            self.unknown(
                UNKNOWN_AUTH,
                &fact.value,
                "auth scheme",
                known.into_iter(),
                "list it under `auth` of service.yaml, or write `none`",
            );
        }
        self.fact(fact, scheme)
    }

    fn operation_envelope(
        &mut self,
        operation: &spec::Operation,
        shared: &Shared<'_>,
    ) -> Option<usize> {
        let name = operation.envelope.as_ref()?;
        let place = shared
            .envelopes
            .iter()
            .position(|envelope| envelope.name == name.value);
        if place.is_none() && !self.tables.envelopes.contains_key(name.as_str()) {
            let known: Vec<&str> = self.tables.envelopes.keys().copied().collect();
            self.unknown(
                UNKNOWN_ENVELOPE,
                name,
                "envelope",
                known.into_iter(),
                "list it under `envelopes` of bank.yaml or service.yaml",
            );
        }
        place
    }

    /// Where money moves, a wrong guess either pays twice or loses a payment, so it is said.
    fn finality(&mut self, operation: &spec::Operation) -> Option<Fact<Finality>> {
        if let Some(fact) = &operation.finality {
            return Some(self.fact(fact, fact.value.value));
        }
        match operation.effect.value.value {
            Effect::MovesMoney => self.problems.at(
                NO_FINALITY,
                operation.effect.value.span,
                "finality is needed where money moves",
                "add `finality: {value: final, source: …}`, or `settlement-pending` where an accepted request can still fail; \
                 `assumed: <ruling>` where no document says it",
            ),
            Effect::Read | Effect::Write => {}
        }
        None
    }

    fn lower_idempotency(
        &mut self,
        operation: &spec::Operation,
        arguments: &Arguments,
    ) -> Option<Idempotency> {
        let idempotency = operation.idempotency.as_ref()?;
        let name = &idempotency.field;
        let provenance = self.provenance(idempotency, name.span);
        let found = self.repeated(name, arguments);
        let given = found.and_then(|(field, _)| arguments.fields.get(field));
        if let Some((given, span)) = given
            && given.supply != Supply::Argument
        {
            self.problems.between(
                SUPPLY,
                name.span,
                (*span, "the client supplies it"),
                "a repeated request is recognised by a value that the caller gives again",
                "remove `profile` or `generate` of the header: made anew, the value would let a repetition pass for another request",
            );
        }
        if found.is_none() {
            self.report_no_argument(name, arguments);
        }
        let (field, sensitive) = found?;
        Some(Idempotency {
            field,
            wire_name: name.value.clone(),
            sensitive,
            trusted: idempotency.trusted.value,
            provenance,
        })
    }

    fn report_no_argument(&mut self, name: &Spanned<String>, arguments: &Arguments) {
        let names = || arguments.fields.iter().map(|(field, _)| &field.wire_name);
        let help = "name an argument of `request` by its wire name, one that is a single value and in no list";
        if names().any(|known| *known == name.value) {
            let name_shown = name.value.escape_debug();
            self.problems.at(
                IDEMPOTENCY,
                name.span,
                format!("`{name_shown}` is no single value that the caller gives"),
                help,
            );
        } else {
            let known = names().map(String::as_str);
            self.unknown(IDEMPOTENCY, name, "argument", known, help);
        }
    }

    /// The argument that holds the value of this name, and whether the value is secret or personal.
    fn repeated(&self, name: &str, arguments: &Arguments) -> Option<(usize, bool)> {
        let mut whole = arguments.fields.iter();
        if let Some(position) = whole.position(|(field, _)| field.wire_name == name) {
            let (field, _) = arguments.fields.get(position)?;
            let single = field.fixed.is_none() && !self.is_compound(&field.ty);
            return single.then_some((position, field.sensitive.is_some()));
        }
        let (first, mut rest) = name.split_once('.')?;
        let position = arguments
            .fields
            .iter()
            .position(|(field, _)| field.place == Place::Body && field.wire_name == first)?;
        let mut field = &arguments.fields.get(position)?.0;
        let mut sensitive = field.sensitive.is_some();
        loop {
            let TypeRef::Named(id) = field.ty else {
                return None;
            };
            let Shape::Object(members) = &self.types.get(id.0 as usize)?.shape else {
                return None;
            };
            let (next, below) = match rest.split_once('.') {
                Some((next, below)) => (next, Some(below)),
                None => (rest, None),
            };
            field = members.iter().find(|member| member.wire_name == next)?;
            sensitive |= field.sensitive.is_some();
            match below {
                Some(below) => rest = below,
                None => return (!self.is_compound(&field.ty)).then_some((position, sensitive)),
            }
        }
    }
}
