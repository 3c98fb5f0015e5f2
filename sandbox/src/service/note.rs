//! What is kept of a request: its journal entry, and the answers to requests that are for no operation.

use super::BankService;
use crate::auth::Verification;
use crate::call::Call;
use crate::catalogue::OperationId;
use crate::fault::Fault;
use crate::journal::{self, Entry};
use crate::judgement::{Assumed, Judgement, Page, Rule, Verdict};
use crate::moment::Moment;
use crate::route::{self, Route};
use crate::scenario::HEADER;
use crate::wire::{Lost, LostReason, Received, Reply};
use generator::model::Outcome;

/// What is known of a request when its journal entry is written.
#[derive(Default)]
pub(super) struct Record {
    pub(super) id: Option<OperationId>,
    pub(super) verification: Option<Verification>,
    pub(super) client: Option<String>,
    pub(super) scenario: Option<String>,
    pub(super) faults: Vec<String>,
}

impl BankService {
    /// A request that did not arrive whole.
    pub(super) fn lost(&self, lost: Lost) {
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
                journal::mask(&self.catalogue, &self.rules, received, None)
            });
        self.note(
            lost.connection,
            request,
            judgement,
            lost.status.unwrap_or(0),
            record,
        );
    }

    pub(super) fn other_method(&self, methods: &[&'static str], received: &Received) -> Reply {
        let page = Page {
            status: 405,
            headers: vec![("Allow", methods.join(", "))],
            body: String::new(),
        };
        let note = format!(
            "the path is served with other methods only: {}",
            methods.join(", ")
        );
        self.unrouted(page, note, received)
    }

    pub(super) fn nowhere(&self, received: &Received) -> Reply {
        let page = Page {
            status: 404,
            headers: Vec::new(),
            body: String::new(),
        };
        let note = "no operation that is served has this path";
        let note = match self.slip(received) {
            Some(slip) => format!("{note}; {slip}"),
            None => note.to_owned(),
        };
        self.unrouted(page, note, received)
    }

    /// What makes a path differ from one that is served.
    fn slip(&self, received: &Received) -> Option<&'static str> {
        let path = route::path_of(&received.target);
        let mut single = path.to_owned();
        while single.contains("//") {
            single = single.replace("//", "/");
        }
        let slips = [
            (
                path.trim_end_matches('/').to_owned(),
                "there is a slash at its end",
            ),
            (single, "there are two slashes in a row"),
            (path.to_lowercase(), "it is written with capital letters"),
            (path.replace("%20", ""), "there is a space in it"),
        ];
        let found = slips.into_iter().find(|(other, _)| {
            let method = &received.method;
            let found = self
                .routes
                .find(&self.catalogue, &self.rules, method, other);
            *other != path && found != Route::Nowhere
        });
        found.map(|(_, slip)| slip)
    }

    fn unrouted(&self, page: Page, note: String, received: &Received) -> Reply {
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
        let request = journal::mask(&self.catalogue, &self.rules, received, None);
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
    pub(super) fn misasked(
        &self,
        received: &Received,
        call: Option<&Call>,
        what: String,
        record: Record,
    ) -> Reply {
        let body = format!("The header {HEADER} cannot be understood: {what}.\n");
        let headers = vec![(
            "Content-Type".to_owned(),
            b"text/plain; charset=utf-8".to_vec(),
        )];
        let reply = Reply::new(400, headers, body.into_bytes());
        let judgement = Judgement::new(Rule::Scenario, Verdict::Status(400)).noting(what);
        let request = journal::mask(&self.catalogue, &self.rules, received, call);
        self.note(received.connection, request, judgement, 400, record);
        reply
    }

    /// Writes the journal.
    pub(super) fn note(
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
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Rejected => "rejected",
        Outcome::Unknown => "unknown",
    }
}
