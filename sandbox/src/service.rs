//! The stages of one request, in order: route, faults that keep it from the bank, authentication, the scenario that was asked for, the
//! arguments, natural triggers, the world, the answer, faults in the answer; then journal and coverage.

use crate::answer::Answer;
use crate::auth::{Auth, Verification};
use crate::call::Call;
use crate::catalogue::{Catalogue, OperationId};
use crate::check;
use crate::config::{Clock, Settings};
use crate::control;
use crate::coverage::Coverage;
use crate::fault::{self, EarlyFault, Execution, Fault, Places, Schedule};
use crate::journal::{self, Entry, Journal};
use crate::judgement::{Assumed, Judgement, Page, Rule, Verdict};
use crate::moment::Moment;
use crate::refusal::Refusals;
use crate::route::{Route, Routes};
use crate::scenario::{HEADER, Scenario, ScenarioQueue};
use crate::value::{Breach, Rules, Violation};
use crate::wire::{Head, Lost, LostReason, Received, Reply, Service};
use crate::world::World;
use generator::model::{Json, Outcome, Place};
use generator::trigger::{OperationTriggers, Triggers};
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// A bank as a server asks it.
#[derive(Debug)]
pub struct BankService {
    /// The bank.
    pub catalogue: Catalogue,
    /// Rules of its types.
    pub rules: Rules,
    /// Where everything is served.
    pub routes: Routes,
    /// What failed checks are answered with.
    pub refusals: Refusals,
    /// Who may call.
    pub auth: Auth,
    /// Values that stand for outcomes.
    pub triggers: Triggers,
    /// Accounts, customers, keys.
    pub world: World,
    /// Which calls go wrong unasked.
    pub schedule: Schedule,
    /// Scenarios that wait for their calls.
    pub queue: ScenarioQueue,
    /// What happened.
    pub journal: Journal,
    /// What has been exercised.
    pub coverage: Coverage,
    /// Behaviour that the documents leave open.
    pub settings: Settings,
    /// The time.
    pub clock: Clock,
    /// What chance is drawn from.
    pub seed: u64,
    /// Where the answers of each operation say what became of a request.
    pub places: BTreeMap<OperationId, Places>,
}

/// What is known of a request when its journal entry is written.
#[derive(Default)]
struct Record {
    id: Option<OperationId>,
    verification: Option<Verification>,
    client: Option<String>,
    scenario: Option<String>,
    faults: Vec<String>,
}

impl Service for BankService {
    async fn answer(&self, received: Received) -> Reply {
        self.take(received)
    }

    fn on_head(&self, head: &Head) -> Option<EarlyFault> {
        let found = self
            .routes
            .find(&self.catalogue, &self.rules, &head.method, &head.target);
        let Route::Operation(id, _) = found else {
            return None;
        };
        let triggers = self.triggers.get(id.service, id.operation)?;
        if let Some(text) = head.header(HEADER) {
            let scenario = Scenario::parse(&String::from_utf8_lossy(text), triggers).ok()?;
            return early(&scenario.faults);
        }
        let waiting = self
            .queue
            .take_if(id, |scenario| early(&scenario.faults).is_some());
        if let Some((_, scenario)) = waiting {
            return early(&scenario.faults);
        }
        early(
            self.schedule
                .draw(head.number, &self.catalogue.operation(id).id),
        )
    }

    fn on_lost(&self, lost: Lost) {
        let note = match &lost.reason {
            LostReason::Malformed(what) => format!("the request is no HTTP: {what}"),
            LostReason::TooLarge(what) => format!("the request is too large: {what}"),
            LostReason::TimedOut => "the request did not arrive whole in time".to_owned(),
            LostReason::Closed => {
                "the client closed the connection before the request was whole".to_owned()
            }
            LostReason::Fault(_) => "the request was not read, on purpose".to_owned(),
        };
        let faults = match &lost.reason {
            LostReason::Fault(early) => vec![Fault::Early(early.clone()).to_string()],
            LostReason::Malformed(_)
            | LostReason::TooLarge(_)
            | LostReason::TimedOut
            | LostReason::Closed => Vec::new(),
        };
        let received = lost.head.map(|head| Received::new(head, Vec::new()));
        let judgement = Judgement::new(Rule::Wire, Verdict::Status(lost.status.unwrap_or(0)))
            .noting(note)
            .noting(format!("{} bytes had arrived", lost.bytes));
        let record = Record {
            faults,
            ..Record::default()
        };
        let request = received
            .as_ref()
            .map_or_else(journal::Masked::default, |received| {
                journal::mask(&self.catalogue, received, None)
            });
        self.note(
            lost.connection,
            request,
            judgement,
            lost.status.unwrap_or(0),
            record,
        );
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }
}

impl BankService {
    fn take(&self, received: Received) -> Reply {
        if let Some(path) = control::path(&received) {
            return control::answer(self, path, &received);
        }
        let found = self.routes.find(
            &self.catalogue,
            &self.rules,
            &received.method,
            &received.target,
        );
        match found {
            Route::Operation(id, path) => self.operation(Call::read(id, path, received)),
            Route::Token { service } => self.token(service, &received),
            Route::OtherMethod(methods) => self.other_method(&methods, &received),
            Route::Nowhere => self.nowhere(&received),
        }
    }

    fn operation(&self, mut call: Call) -> Reply {
        let now = self.clock.now();
        let id = call.id;
        let mut record = Record {
            id: Some(id),
            ..Record::default()
        };
        let scenario = match self.scenario(&call, &mut record) {
            Ok(scenario) => scenario,
            Err(what) => return self.misasked(&call, what, record),
        };
        let executed = scenario.faults.iter().map(Fault::execution).fold(
            Execution::AsAnswered,
            |all, next| match (all, next) {
                (Execution::Never, _) | (_, Execution::Never) => Execution::Never,
                (Execution::Open, _) | (_, Execution::Open) => Execution::Open,
                (Execution::AsAnswered, Execution::AsAnswered) => Execution::AsAnswered,
            },
        );
        let mut judgement = match executed {
            Execution::Never => Judgement::new(Rule::Fault, Verdict::Status(200))
                .noting("the request did not get to the bank's application, on purpose"),
            Execution::Open | Execution::AsAnswered => {
                self.judge(&mut call, &scenario, executed, now, &mut record)
            }
        };
        let answer = Answer {
            catalogue: &self.catalogue,
            settings: &self.settings,
            call: &call,
            now,
        };
        let mut reply = answer.reply(&mut judgement);
        reply.faults = scenario.faults;
        if let Some(places) = self.places.get(&id) {
            for idle in fault::disguise(&mut reply, places) {
                judgement
                    .notes
                    .push(format!("fault:{idle} found nothing to change"));
            }
        }
        if let Some(millis) = self.settings.latency_millis {
            reply
                .faults
                .push(Fault::Delay(Duration::from_millis(millis)));
        }
        let row = match judgement.verdict {
            Verdict::Code(row) => Some(row),
            Verdict::Unlisted(..) | Verdict::Status(_) | Verdict::Page(_) => None,
        };
        self.coverage.count(id, row);
        let request = journal::mask(&self.catalogue, &call.received, Some(&call));
        self.note(
            call.received.connection,
            request,
            judgement,
            reply.status,
            record,
        );
        reply
    }

    /// What the caller asked for, the control endpoint queued, or the schedule drew.
    fn scenario(&self, call: &Call, record: &mut Record) -> Result<Scenario, String> {
        let id = call.id;
        let none = OperationTriggers::default();
        let triggers = self.triggers.get(id.service, id.operation).unwrap_or(&none);
        let asked = call.received.header(HEADER).map(String::from_utf8_lossy);
        let scenario = if let Some(text) = asked {
            record.scenario = Some(text.chars().take(256).collect());
            Scenario::parse(&text, triggers)?
        } else if let Some((text, scenario)) = self.queue.next(id) {
            record.scenario = Some(text);
            scenario
        } else {
            let operation = &self.catalogue.operation(id).id;
            let faults = self.schedule.draw(call.received.number, operation).to_vec();
            Scenario {
                faults,
                ..Scenario::default()
            }
        };
        record.faults = scenario.faults.iter().map(ToString::to_string).collect();
        Ok(scenario)
    }

    fn judge(
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
        if executed == Execution::Open && !self.executes(call, scenario.effect) {
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
            Some(Outcome::Unknown) => self.executes(call, effect),
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

    /// As asked, or one call in two.
    fn executes(&self, call: &Call, effect: Option<bool>) -> bool {
        effect.unwrap_or_else(|| {
            let mixed = (self.seed ^ call.received.number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
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
                let documented = operation
                    .responses
                    .iter()
                    .find_map(|response| response.status);
                Verdict::Status(documented.unwrap_or(200))
            },
            Verdict::Code,
        );
        Judgement::new(Rule::Accepted, verdict)
    }

    fn token(&self, service: usize, received: &Received) -> Reply {
        let now = self.clock.now();
        let issued = self.auth.token(&self.catalogue, service, received, now);
        let reply = Reply::new(
            issued.page.status,
            issued
                .page
                .headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes()))
                .collect(),
            issued.page.body.clone().into_bytes(),
        );
        let record = Record {
            client: issued.client.as_deref().map(journal::client),
            ..Record::default()
        };
        let judgement = Judgement::new(Rule::Token, Verdict::Page(issued.page))
            .assuming(issued.assumed)
            .noting(issued.note);
        let request = journal::mask(&self.catalogue, received, None);
        self.note(
            received.connection,
            request,
            judgement,
            reply.status,
            record,
        );
        reply
    }

    fn other_method(&self, methods: &[&'static str], received: &Received) -> Reply {
        let page = Page {
            status: 405,
            headers: vec![("Allow", methods.join(", "))],
            body: String::new(),
        };
        self.unrouted(page, "the path is served with other methods only", received)
    }

    fn nowhere(&self, received: &Received) -> Reply {
        let page = Page {
            status: 404,
            headers: Vec::new(),
            body: String::new(),
        };
        self.unrouted(page, "no operation that is served has this path", received)
    }

    fn unrouted(&self, page: Page, note: &str, received: &Received) -> Reply {
        let status = page.status;
        let headers = page.headers.iter();
        let headers = headers.map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes()));
        let reply = Reply::new(status, headers.collect(), Vec::new());
        let judgement = Judgement::new(Rule::Route, Verdict::Page(page))
            .noting(note)
            .assuming(Assumed {
                what: format!("status {status} without a code, as HTTP has it"),
                rulings: Vec::new(),
                setting: None,
            });
        let request = journal::mask(&self.catalogue, received, None);
        self.note(
            received.connection,
            request,
            judgement,
            status,
            Record::default(),
        );
        reply
    }

    /// A scenario that cannot be understood is a mistake of the test, and says so.
    fn misasked(&self, call: &Call, what: String, record: Record) -> Reply {
        let body = format!("The header {HEADER} cannot be understood: {what}.\n");
        let headers = vec![(
            "Content-Type".to_owned(),
            b"text/plain; charset=utf-8".to_vec(),
        )];
        let reply = Reply::new(400, headers, body.into_bytes());
        let judgement = Judgement::new(Rule::Scenario, Verdict::Status(400)).noting(what);
        let request = journal::mask(&self.catalogue, &call.received, Some(call));
        self.note(call.received.connection, request, judgement, 400, record);
        reply
    }

    /// Writes the journal.
    fn note(
        &self,
        connection: u64,
        request: journal::Masked,
        judgement: Judgement,
        status: u16,
        record: Record,
    ) {
        let operation = record.id.map(|id| self.catalogue.operation(id));
        let code = match (&judgement.verdict, operation) {
            (Verdict::Code(row), Some(operation)) => operation.codes.get(*row),
            (
                Verdict::Code(_) | Verdict::Unlisted(..) | Verdict::Status(_) | Verdict::Page(_),
                _,
            ) => None,
        };
        let said = match &judgement.verdict {
            Verdict::Unlisted(code, _) => Some(code.clone()),
            Verdict::Code(_) | Verdict::Status(_) | Verdict::Page(_) => None,
        };
        self.journal.write(Entry {
            number: 0,
            at: Moment::new(self.clock.now(), 0).format("YYYY-MM-DDThh:mm:ss.SSSZ"),
            connection,
            request,
            service: record.id.map(|id| self.catalogue.service(id).id.clone()),
            operation: operation.map(|operation| operation.id.clone()),
            client: record.client,
            verification: record.verification,
            scenario: record.scenario,
            rule: judgement.rule,
            status,
            code: said.or_else(|| code.map(|code| code.code.clone())),
            outcome: code.map(|code| outcome(code.outcome).to_owned()),
            effect: judgement.effect,
            faults: record.faults,
            assumed: judgement.assumed,
            notes: judgement.notes,
        });
    }

    /// The path below which a service is served.
    #[must_use]
    pub fn base(&self, service: usize) -> String {
        self.routes.base(&self.catalogue, service)
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Rejected => "rejected",
        Outcome::Unknown => "unknown",
    }
}

fn early(faults: &[Fault]) -> Option<EarlyFault> {
    faults.iter().find_map(|fault| match fault {
        Fault::Early(early) => Some(early.clone()),
        Fault::ResetBefore
        | Fault::ResetAfter
        | Fault::CutAnswer { .. }
        | Fault::CutBody { .. }
        | Fault::Delay(_)
        | Fault::EndlessBody { .. }
        | Fault::Drip { .. }
        | Fault::WrongLength(_)
        | Fault::MalformedHeader(_)
        | Fault::TruncatedJson(_)
        | Fault::Html(_)
        | Fault::MissingCode
        | Fault::RepeatedCode
        | Fault::ContradictoryCode
        | Fault::UnlistedCode(_)
        | Fault::StatusAtOdds(_)
        | Fault::Latin1
        | Fault::Utf8
        | Fault::Redirect { .. }
        | Fault::TooManyRequests(_)
        | Fault::Unavailable(_)
        | Fault::Skew(_)
        | Fault::Gateway { .. } => None,
    })
}

fn said(violation: &Violation) -> String {
    match &violation.kind {
        Breach::Missing => format!("{}: it is missing", violation.field),
        Breach::Invalid(what) => format!("{}: {what}", violation.field),
    }
}
