//! From a judgement to the reply: status, the envelope where the model says it stands, headers and body.
//!
//! What the judgement leaves out comes from the operation's examples, then from the made-up values of fields and types.

mod envelope;

use crate::call::Call;
use crate::catalogue::Catalogue;
use crate::config::{HeaderText, Settings};
use crate::judgement::{Assumed, Judgement, Page, Verdict};
use crate::moment::Moment;
use crate::value;
use crate::wire::Reply;
use envelope::{Draft, Filling, Said, said_in};
use generator::model::{
    Body, Code, Envelope, Example, Field, Json, Method, Operation, Outcome, Place, Required,
    Response, ResponseKind, TypeRef,
};
use std::time::SystemTime;

/// Everything that answers are made of, for one call.
pub struct Answer<'a> {
    /// The bank.
    pub catalogue: &'a Catalogue,
    /// Behaviour that the documents leave open.
    pub settings: &'a Settings,
    /// The call.
    pub call: &'a Call,
    /// The time.
    pub now: SystemTime,
}

impl Answer<'_> {
    /// The reply to the call. What had to be assumed is added to the judgement.
    #[must_use]
    pub fn reply(&self, judgement: &mut Judgement) -> Reply {
        match judgement.verdict.clone() {
            Verdict::Page(page) => from_page(page),
            Verdict::Status(status) => {
                let mut examples = self.operation().examples.iter();
                let example = examples.find(|example| example.response.status == Some(status));
                self.written(status, None, example, judgement)
            }
            Verdict::Unlisted(code, status) => {
                let code = Said {
                    code: &code,
                    description: None,
                    accepted: false,
                };
                let mut examples = self.operation().examples.iter();
                let error = examples.find(|example| {
                    self.code_of(example)
                        .is_some_and(|code| !self.is_accepted(&code))
                });
                self.written(status, Some(&code), error, judgement)
            }
            Verdict::Code(row) => match self.operation().codes.get(row) {
                Some(code) => {
                    let (status, assumed) = self.status(code, judgement.status);
                    judgement.assumed.extend(assumed);
                    let said = Said {
                        code: &code.code,
                        description: code.description.as_deref(),
                        accepted: code.outcome == Outcome::Accepted,
                    };
                    self.written(status, Some(&said), self.example(code), judgement)
                }
                None => self.written(500, None, None, judgement),
            },
        }
    }

    fn code_of(&self, example: &Example) -> Option<String> {
        let places = &self.envelope()?.code;
        places.iter().find_map(|place| said_in(example, place))
    }

    fn is_accepted(&self, code: &str) -> bool {
        let mut rows = self.operation().codes.iter();
        rows.any(|row| row.code == code && row.outcome == Outcome::Accepted)
    }

    fn operation(&self) -> &Operation {
        self.catalogue.operation(self.call.id)
    }

    fn envelope(&self) -> Option<&Envelope> {
        let service = self.catalogue.service(self.call.id);
        service.envelopes.get(self.operation().envelope?)
    }

    /// The status of a row, and the assumption behind it where the document gives none.
    fn status(&self, code: &Code, wanted: Option<u16>) -> (u16, Option<Assumed>) {
        if let Some(status) = code.status {
            return (status, None);
        }
        let (setting, configured, class, common) = match code.outcome {
            Outcome::Accepted => (
                "accepted_status",
                self.settings.accepted_status,
                200..300,
                200,
            ),
            Outcome::Rejected => (
                "rejected_status",
                self.settings.rejected_status,
                400..500,
                400,
            ),
            Outcome::Unknown => (
                "unknown_status",
                self.settings.unknown_status,
                500..600,
                500,
            ),
        };
        let shown = || {
            self.example(code)
                .and_then(|example| example.response.status)
        };
        let documented = || {
            let mut statuses = self.operation().responses.iter();
            statuses.find_map(|response| response.status.filter(|status| class.contains(status)))
        };
        let status = wanted
            .or(configured)
            .or_else(shown)
            .or_else(documented)
            .unwrap_or(common);
        let assumed = Assumed {
            what: format!("status {status} of code {}", code.code),
            rulings: crate::auth::rulings(&code.provenance),
            setting: Some(format!("settings.{setting}")),
        };
        (status, Some(assumed))
    }

    /// An example whose answer has this code.
    fn example(&self, code: &Code) -> Option<&Example> {
        let operation = self.operation();
        let said = |example: &Example| {
            let places = &self.envelope()?.code;
            places.iter().find_map(|place| said_in(example, place))
        };
        let mut examples = operation.examples.iter();
        let own = examples.find(|example| said(example).as_deref() == Some(code.code.as_str()));
        own.or_else(|| {
            // A success that its answer does not name.
            let mut examples = operation.examples.iter();
            let success = code.outcome == Outcome::Accepted;
            examples.find(|example| {
                success
                    && said(example).is_none()
                    && example.response.status.is_none_or(|status| status < 300)
            })
        })
    }

    /// What the document says about answers of this status.
    fn documented(&self, status: u16, accepted: bool) -> Option<&Response> {
        let kind = if accepted {
            ResponseKind::Success
        } else {
            ResponseKind::Error
        };
        let responses = &self.operation().responses;
        let exact = responses
            .iter()
            .find(|response| response.status == Some(status));
        exact.or_else(|| {
            let mut open = responses
                .iter()
                .filter(|response| response.status.is_none());
            open.find(|response| response.kind == kind)
        })
    }

    fn written(
        &self,
        status: u16,
        code: Option<&Said<'_>>,
        example: Option<&Example>,
        judgement: &Judgement,
    ) -> Reply {
        let exact = self.documented(status, true);
        let success = exact.is_some_and(|response| response.kind == ResponseKind::Success);
        // Without a code the status alone says what it is.
        let accepted = code.map_or(success, |code| code.accepted);
        let documented = self.documented(status, accepted);
        let mut draft = Draft {
            headers: Vec::new(),
            body: self.body(documented, accepted, example, judgement),
        };
        if let (Some(envelope), Some(code)) = (self.envelope(), code) {
            let filling = Filling {
                bank: self.catalogue.bank(),
                operation: self.operation(),
                envelope,
                code,
                documented,
                example,
                argument: judgement.content.argument.as_deref(),
                now: self.now,
                headers_only: matches!(status, 204 | 304)
                    || self.operation().method.value == Method::Head,
            };
            filling.fill(&mut draft);
        }
        if code.is_some() || accepted {
            self.headers(&mut draft, documented, example, judgement);
        }
        let body = draft.body.as_ref().map_or_else(Vec::new, |body| {
            draft
                .headers
                .push(("Content-Type".to_owned(), "application/json".to_owned()));
            crate::json::write(body).into_bytes()
        });
        let headers = draft
            .headers
            .into_iter()
            .map(|(name, text)| (name, self.encoded(&text)));
        Reply::new(status, headers.collect(), body)
    }

    /// The body without the envelope's values.
    fn body(
        &self,
        documented: Option<&Response>,
        accepted: bool,
        example: Option<&Example>,
        judgement: &Judgement,
    ) -> Option<Json> {
        if let Some(body) = &judgement.content.body {
            return Some(body.clone());
        }
        let shown = example.and_then(|example| example.response.body.clone());
        // What a success says, a failure of the same status does not.
        let of_success = |response: &Response| response.kind == ResponseKind::Success;
        if shown.is_some() || !accepted && documented.is_none_or(of_success) {
            return shown;
        }
        match &documented?.body {
            Body::None => None,
            Body::List(item) => {
                let item = value::made_up(self.catalogue.bank(), item);
                Some(Json::Array(item.into_iter().collect()))
            }
            Body::Object(fields) => {
                let members = fields.iter().filter_map(|field| {
                    let value = value::made_up_field(self.catalogue.bank(), field)?;
                    Some((field.wire_name.clone(), value))
                });
                Some(Json::Object(members.collect()))
            }
        }
    }

    /// Adds the headers that the document lists for this answer.
    fn headers(
        &self,
        draft: &mut Draft,
        documented: Option<&Response>,
        example: Option<&Example>,
        judgement: &Judgement,
    ) {
        for (name, value) in &judgement.content.headers {
            draft.header(name, value.clone());
        }
        for field in documented.map_or(&[][..], |response| &response.headers) {
            if let Some(value) = self.header(field, example) {
                draft.header(&field.wire_name, value);
            }
        }
    }

    /// The value of a documented header: what the request said under the same name, the time, or something made up.
    fn header(&self, field: &Field, example: Option<&Example>) -> Option<String> {
        let bank = self.catalogue.bank();
        let mut asked = self.operation().request.iter();
        let echoed = asked
            .find(|own| {
                own.place == Place::Header && own.wire_name.eq_ignore_ascii_case(&field.wire_name)
            })
            .and_then(|own| self.call.text(own)?.ok());
        if let Some(echoed) = echoed {
            return Some(echoed.to_owned());
        }
        if let TypeRef::DateTime(format) = &field.ty {
            let zone = if format.0.contains('Z') {
                0
            } else {
                bank.zone.as_ref().map_or(0, |zone| zone.value)
            };
            return Some(Moment::new(self.now, zone).format(&format.0));
        }
        let shown = example.and_then(|example| {
            let mut headers = example.response.headers.iter();
            headers.find(|(name, _)| name.eq_ignore_ascii_case(&field.wire_name))
        });
        if let Some((_, shown)) = shown {
            return Some(shown.clone());
        }
        // What has a second place is said there, unless it has to be here.
        if field.also_in.is_some() && field.required != Required::Yes {
            return None;
        }
        match value::made_up_field(bank, field)? {
            Json::Text(text) | Json::Number(text) => Some(text),
            Json::Boolean(flag) => Some(flag.to_string()),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        match self.settings.header_text.unwrap_or_default() {
            HeaderText::Utf8 => text.as_bytes().to_vec(),
            HeaderText::Latin1 => {
                let letters = text.chars();
                letters
                    .map(|letter| u8::try_from(letter).unwrap_or(b'?'))
                    .collect()
            }
        }
    }
}

fn from_page(page: Page) -> Reply {
    let headers = page.headers.into_iter();
    let headers = headers.map(|(name, value)| (name.to_owned(), value.into_bytes()));
    Reply::new(page.status, headers.collect(), page.body.into_bytes())
}
