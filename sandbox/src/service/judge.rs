//! Deciding about a call that got to the bank: authentication, the scenario, the arguments, natural triggers, the world.

use super::{BankService, Record};
use crate::call::Call;
use crate::check;
use crate::fault::Execution;
use crate::journal;
use crate::judgement::{Judgement, Rule, Verdict};
use crate::scenario::Scenario;
use crate::value::{Breach, Violation};
use generator::model::{Json, Outcome, Place, ResponseKind};
use std::time::SystemTime;

impl BankService {
    /// The decision about a call that got to the bank.
    pub(super) fn judge(
        &self,
        call: &mut Call,
        scenario: &Scenario,
        executed: Execution,
        now: SystemTime,
        record: &mut Record,
    ) -> Judgement {
        let authentication = self.auth.check(
            &self.catalogue,
            &self.refusals,
            call.id,
            &call.received,
            now,
        );
        record.verification = authentication.verification;
        self.world.take_nonces(|| self.auth.nonces());
        match authentication.result {
            Ok(client) => {
                record.client = client.as_deref().map(journal::client);
                call.client = client;
            }
            Err(refused) => return *refused,
        }
        if let Some(row) = scenario.row {
            return self.asked(call, Rule::Scenario, row, scenario.effect, now);
        }
        if let Some(status) = scenario.status {
            return self.asked_status(call, status, scenario.effect, now);
        }
        let broken = check::check(&self.catalogue, &self.rules, call);
        if let Some((check, violation)) = broken.first() {
            let mut judgement =
                self.refusals
                    .judge(&self.catalogue, call.id, *check, Some(&violation.field));
            judgement
                .notes
                .extend(broken.iter().map(|(_, violation)| said(violation)));
            return judgement;
        }
        if let Some(row) = self.triggered(call) {
            return self.asked(call, Rule::Trigger, row, scenario.effect, now);
        }
        if executed == Execution::Open && !self.executes(call.received.number, scenario.effect) {
            return self
                .accepted(call)
                .noting("the call was not executed, by chance or as asked");
        }
        let judged = self.world.judge(&self.catalogue, call, now);
        judged.unwrap_or_else(|| self.accepted(call))
    }

    /// An outcome that was asked for. An accepted one has its effect, a rejected one has none, an unknown one as asked or by chance.
    fn asked(
        &self,
        call: &Call,
        rule: Rule,
        row: usize,
        effect: Option<bool>,
        now: SystemTime,
    ) -> Judgement {
        let mut judgement = Judgement::new(rule, Verdict::Code(row));
        let outcome = self
            .catalogue
            .operation(call.id)
            .codes
            .get(row)
            .map(|code| code.outcome);
        let executes = match outcome {
            Some(Outcome::Accepted) => effect.unwrap_or(true),
            Some(Outcome::Rejected) | None => false,
            Some(Outcome::Unknown) => self.executes(call.received.number, effect),
        };
        if !executes {
            return judgement;
        }
        if let Some(executed) = self.world.judge(&self.catalogue, call, now) {
            judgement.effect = executed.effect;
            judgement.assumed.extend(executed.assumed);
            judgement.notes.extend(executed.notes);
            if outcome == Some(Outcome::Accepted) {
                judgement.content = executed.content;
            }
        }
        judgement
    }

    /// A documented status without a code. A success has its effect, of an error without a code nobody knows.
    fn asked_status(
        &self,
        call: &Call,
        status: u16,
        effect: Option<bool>,
        now: SystemTime,
    ) -> Judgement {
        let mut judgement = Judgement::new(Rule::Scenario, Verdict::Status(status));
        let mut responses = self.catalogue.operation(call.id).responses.iter();
        let documented = responses.find(|response| response.status == Some(status));
        let executes = match documented.map(|response| response.kind) {
            Some(ResponseKind::Success) => effect.unwrap_or(true),
            Some(ResponseKind::Error) | None => self.executes(call.received.number, effect),
        };
        if executes && let Some(executed) = self.world.judge(&self.catalogue, call, now) {
            judgement.effect = executed.effect;
            judgement.assumed.extend(executed.assumed);
            judgement.notes.extend(executed.notes);
        }
        judgement
    }

    /// As asked, or one call in two.
    pub(super) fn executes(&self, number: u64, effect: Option<bool>) -> bool {
        effect.unwrap_or_else(|| {
            let mixed = (self.seed ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed >> 63 == 0
        })
    }

    /// The row that a natural value of an argument stands for.
    fn triggered(&self, call: &Call) -> Option<usize> {
        let triggers = self.triggers.get(call.id.service, call.id.operation)?;
        let argument = triggers.argument.as_ref()?;
        let name = argument.path.first()?;
        let mut fields = self.catalogue.operation(call.id).request.iter();
        match argument.place {
            Place::Body => {
                let path: Vec<&str> = argument.path.iter().map(String::as_str).collect();
                match call.member(&path)? {
                    Json::Text(text) | Json::Number(text) => triggers.row_of(text),
                    Json::Null | Json::Boolean(_) | Json::Array(_) | Json::Object(_) => None,
                }
            }
            Place::Path | Place::Query | Place::Header => {
                let field = fields
                    .find(|field| field.place == argument.place && field.wire_name == *name)?;
                triggers.row_of(call.text(field)?.ok()?)
            }
        }
    }

    /// Nothing stood against the call.
    fn accepted(&self, call: &Call) -> Judgement {
        let operation = self.catalogue.operation(call.id);
        let row = operation
            .codes
            .iter()
            .position(|code| code.outcome == Outcome::Accepted);
        let verdict = row.map_or_else(
            || {
                let mut successes = operation
                    .responses
                    .iter()
                    .filter(|response| response.kind == ResponseKind::Success);
                let status = successes.find_map(|response| response.status);
                Verdict::Status(status.unwrap_or(200))
            },
            Verdict::Code,
        );
        Judgement::new(Rule::Accepted, verdict)
    }
}

fn said(violation: &Violation) -> String {
    match &violation.kind {
        Breach::Missing => format!("{}: it is missing", violation.field),
        Breach::Invalid(what) => format!("{}: {what}", violation.field),
    }
}
