//! The token endpoint. It goes wrong as asked, like any operation.

use super::note::Record;
use super::{BankService, execution};
use crate::fault::{self, Execution, Places};
use crate::journal;
use crate::judgement::{Judgement, Rule, Verdict};
use crate::route;
use crate::scenario::Endpoint;
use crate::wire::{Received, Reply};

impl BankService {
    pub(super) fn token(&self, service: usize, received: &Received) -> Reply {
        let mut record = Record::default();
        let scenario = match self.scenario(Endpoint::Token(service), received, &mut record) {
            Ok(scenario) => scenario,
            Err(what) => return self.misasked(received, None, what, record),
        };
        let issues = match execution(&scenario.faults) {
            Execution::Never => false,
            Execution::Open => self.executes(received.number, scenario.effect),
            Execution::AsAnswered => true,
        };
        let (mut reply, mut judgement) = if issues {
            self.issued(service, received, &mut record)
        } else {
            let judgement = Judgement::new(Rule::Fault, Verdict::Status(200))
                .noting("the request did not get to the token endpoint, on purpose");
            (Reply::new(200, Vec::new(), Vec::new()), judgement)
        };
        reply.faults = scenario.faults;
        for idle in fault::disguise(&mut reply, &Places::default()) {
            let note = format!("fault:{idle} found nothing to change");
            judgement.notes.push(note);
        }
        let mut request = journal::mask(&self.catalogue, &self.rules, received, None);
        // The path is the specification's and says nothing about anybody.
        if let Some(path) = self.routes.token(&self.catalogue, service)
            && route::path_of(&received.target) == path
        {
            request.target = match request.target.split_once('?') {
                Some((_, query)) => format!("{path}?{query}"),
                None => path,
            };
        }
        self.note(
            received.connection,
            request,
            judgement,
            reply.status,
            record,
        );
        reply
    }

    fn issued(
        &self,
        service: usize,
        received: &Received,
        record: &mut Record,
    ) -> (Reply, Judgement) {
        let now = self.clock.now();
        let issued = self.auth.token(&self.catalogue, service, received, now);
        let headers = issued.page.headers.iter();
        let headers = headers.map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes()));
        let reply = Reply::new(
            issued.page.status,
            headers.collect(),
            issued.page.body.clone().into_bytes(),
        );
        record.client = issued.client.as_deref().map(journal::client);
        let judgement = Judgement::new(Rule::Token, Verdict::Page(issued.page))
            .assuming(issued.assumed)
            .noting(issued.note);
        (reply, judgement)
    }
}
