//! What a caller asks for: an outcome, faults, or both.
//!
//! `E015`, `0084; effect=yes`, `0012; status=400`, `status=204`, `fault:cut-answer=120`, or several of them with commas between. The header
//! [`SCENARIO_HEADER`] carries it, or the control endpoint queues it for clients that cannot add headers.

use crate::catalogue::{Catalogue, OperationId};
use crate::fault::Fault;
use generator::trigger::{OperationTriggers, SCENARIO_HEADER};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

/// Scenarios that wait at most, for all operations together.
const WAITING: usize = 10_000;

/// What a caller asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Row of the operation's code table.
    pub row: Option<usize>,
    /// A documented status that no row has.
    pub status: Option<u16>,
    /// Whether the call is executed, where the code leaves it open.
    pub effect: Option<bool>,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

impl Scenario {
    /// Reads the text of a scenario for an operation. An error says what cannot be understood.
    pub fn parse(text: &str, triggers: &OperationTriggers) -> Result<Self, String> {
        let mut scenario = Self::default();
        for item in text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            if let Some(fault) = item.strip_prefix("fault:") {
                let fault = fault
                    .trim()
                    .parse::<Fault>()
                    .map_err(|error| error.to_string())?;
                scenario.faults.push(fault);
            } else {
                scenario.code(item, triggers)?;
            }
        }
        if scenario == Self::default() {
            return Err("the scenario is empty".to_owned());
        }
        Ok(scenario)
    }

    /// `0084; status=500; effect=yes`, or `effect=no` or `status=204` alone.
    fn code(&mut self, item: &str, triggers: &OperationTriggers) -> Result<(), String> {
        let mut name = String::new();
        for word in item.split(';').map(str::trim) {
            match word
                .split_once('=')
                .map(|(key, value)| (key.trim(), value.trim()))
            {
                Some(("effect", "yes")) => self.effect = Some(true),
                Some(("effect", "no")) => self.effect = Some(false),
                Some(("effect", _)) => return Err("`effect` is `yes` or `no`".to_owned()),
                Some(("status", status)) => name.extend([";status=", status]),
                Some(_) => return Err("a code takes `status=` and `effect=`".to_owned()),
                None if name.is_empty() => name.push_str(word),
                None => return Err("a comma is missing between two scenarios".to_owned()),
            }
        }
        if name.is_empty() {
            return Ok(());
        }
        if let Some(status) = name.strip_prefix(";status=") {
            let status = status.parse().ok();
            self.status = status.filter(|status| triggers.statuses.contains(status));
            if self.status.is_none() {
                return Err("no answer without a code has this status".to_owned());
            }
            return self.one_outcome();
        }
        let row = triggers.row_named(&name);
        let row = row.ok_or("the operation's table lists no such code".to_owned())?;
        if self.row.replace(row).is_some() {
            return Err("a scenario has one code".to_owned());
        }
        self.one_outcome()
    }

    fn one_outcome(&self) -> Result<(), String> {
        if self.row.is_some() && self.status.is_some() {
            return Err("a scenario has a code or a status without one".to_owned());
        }
        Ok(())
    }
}

/// Where calls go that a scenario can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// An operation.
    Operation(OperationId),
    /// The token endpoint of the service at this position of the model. It has faults and no codes.
    Token(usize),
}

impl Endpoint {
    /// `pagos/crear_pago_p2p`, `clientes/token`.
    fn name(self, catalogue: &Catalogue) -> String {
        match self {
            Self::Operation(id) => catalogue.name(id),
            Self::Token(service) => {
                let mut services = catalogue.services();
                let found = services.find(|(position, _)| *position == service);
                let id = found.map_or("", |(_, service)| service.id.as_str());
                format!("{id}/{TOKEN}")
            }
        }
    }
}

/// What the token endpoint of a service is called where operations are named.
pub const TOKEN: &str = "token";

/// Scenarios that wait for calls which cannot ask for them by themselves.
#[derive(Debug, Default)]
pub struct ScenarioQueue(Mutex<BTreeMap<Endpoint, VecDeque<Queued>>>);

#[derive(Debug)]
struct Queued {
    text: String,
    scenario: Scenario,
    times: u32,
}

/// A scenario that waits.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Waiting {
    /// Operation or token endpoint: `pagos/crear_pago_p2p`, `clientes/token`.
    pub operation: String,
    /// The scenario.
    pub scenario: String,
    /// Calls it is for.
    pub times: u32,
}

impl ScenarioQueue {
    /// Puts a scenario behind those that wait for the endpoint already. False where there are too many.
    pub fn push(&self, endpoint: Endpoint, text: &str, scenario: Scenario, times: u32) -> bool {
        let mut queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.values().map(VecDeque::len).sum::<usize>() >= WAITING {
            return false;
        }
        if times > 0 {
            queue.entry(endpoint).or_default().push_back(Queued {
                text: text.to_owned(),
                scenario,
                times,
            });
        }
        true
    }

    /// The scenario for the next call of an endpoint, and its text.
    pub fn next(&self, endpoint: Endpoint) -> Option<(String, Scenario)> {
        self.take_if(endpoint, |_| true)
    }

    /// The same, if it is as wanted; else it waits on.
    pub fn take_if(
        &self,
        endpoint: Endpoint,
        wanted: impl Fn(&Scenario) -> bool,
    ) -> Option<(String, Scenario)> {
        let mut queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = queue.get_mut(&endpoint)?;
        let first = waiting
            .front_mut()
            .filter(|first| wanted(&first.scenario))?;
        let next = (first.text.clone(), first.scenario.clone());
        first.times -= 1;
        if first.times == 0 {
            waiting.pop_front();
        }
        Some(next)
    }

    /// Everything that waits.
    #[must_use]
    pub fn waiting(&self, catalogue: &Catalogue) -> Vec<Waiting> {
        let queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = queue.iter().flat_map(|(endpoint, waiting)| {
            waiting.iter().map(|queued| Waiting {
                operation: endpoint.name(catalogue),
                scenario: queued.text.clone(),
                times: queued.times,
            })
        });
        all.collect()
    }

    /// Forgets everything that waits.
    pub fn clear(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }
}

/// The name of the header, for messages.
pub const HEADER: &str = SCENARIO_HEADER;
