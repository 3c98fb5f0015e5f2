//! The stages of one request, in order: route, faults that keep it from the bank, authentication, the scenario that was asked for, the
//! arguments, natural triggers, the world, the answer, faults in the answer; then journal and coverage.

mod judge;
mod note;
mod token;

use crate::answer::Answer;
use crate::auth::Auth;
use crate::call::Call;
use crate::catalogue::{Catalogue, OperationId};
use crate::config::{Clock, Settings};
use crate::control;
use crate::coverage::Coverage;
use crate::fault::{self, EarlyFault, Execution, Fault, Places, Schedule};
use crate::journal::{self, Journal};
use crate::judgement::{Judgement, Rule, Verdict};
use crate::refusal::Refusals;
use crate::route::{Route, Routes};
use crate::scenario::{Endpoint, HEADER, Scenario, ScenarioQueue, TOKEN};
use crate::stray;
use crate::value::Rules;
use crate::wire::{Head, Lost, Received, Reply, Service};
use crate::world::World;
use generator::trigger::{OperationTriggers, Triggers};
use note::Record;
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
    /// Those of what has no response codes.
    pub no_triggers: OperationTriggers,
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

impl Service for BankService {
    async fn answer(&self, received: Received) -> Reply {
        self.take(received)
    }

    fn on_head(&self, head: &Head) -> Option<EarlyFault> {
        let endpoint = self.endpoint_of(&head.method, &head.target)?;
        if let Some(text) = head.header(HEADER) {
            let text = String::from_utf8_lossy(text);
            let scenario = Scenario::parse(&text, self.triggers_of(endpoint)).ok()?;
            return early(&scenario.faults);
        }
        let is_early = |scenario: &Scenario| early(&scenario.faults).is_some();
        if let Some((_, scenario)) = self.queue.take_if(endpoint, is_early) {
            return early(&scenario.faults);
        }
        early(self.drawn(endpoint, head.number))
    }

    fn on_lost(&self, lost: Lost) {
        self.lost(lost);
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
        let scenario = match self.scenario(Endpoint::Operation(id), &call.received, &mut record) {
            Ok(scenario) => scenario,
            Err(what) => return self.misasked(&call.received, Some(&call), what, record),
        };
        let executed = execution(&scenario.faults);
        let mut judgement = match executed {
            Execution::Never => Judgement::new(Rule::Fault, Verdict::Status(200))
                .noting("the request did not get to the bank's application, on purpose"),
            Execution::Open | Execution::AsAnswered => {
                self.judge(&mut call, &scenario, executed, now, &mut record)
            }
        };
        judgement.notes.extend(stray::notes(&self.catalogue, &call));
        // Before the answer is sent: a nonce that a caller has seen taken stays taken.
        if let Err(error) = self.world.keep() {
            judgement.notes.push(error.to_string());
        }
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
        let request = journal::mask(&self.catalogue, &self.rules, &call.received, Some(&call));
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
    fn scenario(
        &self,
        endpoint: Endpoint,
        received: &Received,
        record: &mut Record,
    ) -> Result<Scenario, String> {
        let asked = received.header(HEADER).map(String::from_utf8_lossy);
        let scenario = if let Some(text) = asked {
            record.scenario = Some(text.chars().take(256).collect());
            Scenario::parse(&text, self.triggers_of(endpoint))?
        } else if let Some((text, scenario)) = self.queue.next(endpoint) {
            record.scenario = Some(text);
            scenario
        } else {
            Scenario {
                faults: self.drawn(endpoint, received.number).to_vec(),
                ..Scenario::default()
            }
        };
        record.faults = scenario.faults.iter().map(ToString::to_string).collect();
        Ok(scenario)
    }

    /// What the schedule has for a request. Its shares are of calls of operations.
    fn drawn(&self, endpoint: Endpoint, number: u64) -> &[Fault] {
        match endpoint {
            Endpoint::Operation(id) => {
                let operation = self.catalogue.operation(id);
                self.schedule.draw(number, &operation.id)
            }
            Endpoint::Token(_) => &[],
        }
    }

    fn endpoint_of(&self, method: &str, target: &str) -> Option<Endpoint> {
        let found = self
            .routes
            .find(&self.catalogue, &self.rules, method, target);
        match found {
            Route::Operation(id, _) => Some(Endpoint::Operation(id)),
            Route::Token { service } => Some(Endpoint::Token(service)),
            Route::OtherMethod(_) | Route::Nowhere => None,
        }
    }

    /// What can be asked of an endpoint besides faults.
    fn triggers_of(&self, endpoint: Endpoint) -> &OperationTriggers {
        let triggers = match endpoint {
            Endpoint::Operation(id) => self.triggers.get(id.service, id.operation),
            Endpoint::Token(_) => None,
        };
        triggers.unwrap_or(&self.no_triggers)
    }

    /// Queues a scenario for the next calls of an operation, or of a token endpoint: `clientes/token`. An error says what is wrong.
    pub fn queue(&self, name: &str, text: &str, times: u32) -> Result<(), String> {
        let endpoint = self
            .named(name)
            .ok_or("there is no such operation, or several services have it: SERVICE/OPERATION")?;
        let scenario = Scenario::parse(text, self.triggers_of(endpoint))?;
        if self.queue.push(endpoint, text, scenario, times) {
            Ok(())
        } else {
            Err("too many scenarios wait already".to_owned())
        }
    }

    fn named(&self, name: &str) -> Option<Endpoint> {
        if let Some(id) = self.catalogue.find(name) {
            return Some(Endpoint::Operation(id));
        }
        let (service, TOKEN) = name.split_once('/')? else {
            return None;
        };
        let mut services = self.catalogue.services();
        let (position, _) = services.find(|(_, own)| own.id == service)?;
        self.routes.token(&self.catalogue, position)?;
        Some(Endpoint::Token(position))
    }

    /// The path below which a service is served.
    #[must_use]
    pub fn base(&self, service: usize) -> String {
        self.routes.base(&self.catalogue, service)
    }
}

/// Whether a call with all these faults is executed.
fn execution(faults: &[Fault]) -> Execution {
    let each = faults.iter().map(Fault::execution);
    each.fold(Execution::AsAnswered, |all, next| match (all, next) {
        (Execution::Never, _) | (_, Execution::Never) => Execution::Never,
        (Execution::Open, _) | (_, Execution::Open) => Execution::Open,
        (Execution::AsAnswered, Execution::AsAnswered) => Execution::AsAnswered,
    })
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
