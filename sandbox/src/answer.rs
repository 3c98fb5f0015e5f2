//! From a judgement to the reply: status, the envelope where the model says it stands, headers and body.
//!
//! What the judgement leaves out comes from the operation's examples, then from the made-up values of fields and types.

use crate::call::Call;
use crate::catalogue::Catalogue;
use crate::config::{HeaderText, Settings};
use crate::judgement::{Assumed, Judgement, Page, Verdict};
use crate::moment::Moment;
use crate::value;
use crate::wire::Reply;
use generator::model::{
    Body, Code, Envelope, EnvelopePlace, Example, Field, Json, Operation, Outcome, Place, Required,
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
            Verdict::Status(status) => self.written(status, None, None, judgement),
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
        // Where an operation has no codes, the status alone says what became of the call.
        let by_status = self.operation().codes.is_empty() && (200..300).contains(&status);
        let accepted = code.map_or(by_status, |code| code.accepted);
        let documented = self.documented(status, accepted);
        let example = example.or_else(|| {
            let mut examples = self.operation().examples.iter();
            examples.find(|example| by_status && example.response.status == Some(status))
        });
        let mut draft = Draft {
            headers: Vec::new(),
            body: self.body(documented, accepted, example, judgement),
        };
        if let (Some(envelope), Some(code)) = (self.envelope(), code) {
            let in_body = !accepted
                || documented
                    .is_some_and(|response| has_member(self.catalogue, response, envelope))
                || example.is_some_and(|example| {
                    let mut places = envelope.code.iter();
                    places.any(|place| {
                        place.place == Place::Body && said_in(example, place).is_some()
                    })
                });
            self.fill(&mut draft, envelope, code, example, judgement, in_body);
        }
        if code.is_some() || by_status {
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
        if shown.is_some() || !accepted {
            return shown;
        }
        match &documented?.body {
            Body::None => None,
            Body::List(item) => Some(Json::Array(
                value::made_up(self.catalogue.bank(), item)
                    .into_iter()
                    .collect(),
            )),
            Body::Object(fields) => {
                let members = fields.iter().filter_map(|field| {
                    let value = value::made_up_field(self.catalogue.bank(), field)?;
                    Some((field.wire_name.clone(), value))
                });
                Some(Json::Object(members.collect()))
            }
        }
    }

    /// Puts the envelope's values where they belong.
    fn fill(
        &self,
        draft: &mut Draft,
        envelope: &Envelope,
        code: &Said<'_>,
        example: Option<&Example>,
        judgement: &Judgement,
        in_body: bool,
    ) {
        let argument = judgement.content.argument.as_deref();
        let description = code.description.map(|text| filled(text, argument));
        let shown = |places: &[EnvelopePlace]| {
            let example = example?;
            places.iter().find_map(|place| said_in(example, place))
        };
        let zone = self
            .catalogue
            .bank()
            .zone
            .as_ref()
            .map_or(0, |zone| zone.value);
        let roles: [(&[EnvelopePlace], Option<String>); 5] = [
            (&envelope.code, Some(code.code.to_owned())),
            (
                &envelope.client_description,
                shown(&envelope.client_description).or_else(|| description.clone()),
            ),
            (
                &envelope.system_description,
                description.or_else(|| shown(&envelope.system_description)),
            ),
            (&envelope.detail_code, shown(&envelope.detail_code)),
            (&envelope.detail_type, shown(&envelope.detail_type)),
        ];
        for (places, text) in roles {
            if let (Some(place), Some(text)) = (places.first(), text) {
                draft.put(place, text, in_body);
            }
        }
        if let Some(place) = envelope.timestamp.first() {
            let format = place.format.as_deref().unwrap_or("YYYY-MM-DDThh:mm:ssZ");
            draft.put(place, Moment::new(self.now, zone).format(format), in_body);
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

/// A code as an answer says it.
struct Said<'a> {
    code: &'a str,
    description: Option<&'a str>,
    accepted: bool,
}

/// A reply in the making.
struct Draft {
    headers: Vec<(String, String)>,
    body: Option<Json>,
}

impl Draft {
    /// Adds a header unless it is there.
    fn header(&mut self, name: &str, value: String) {
        if !self
            .headers
            .iter()
            .any(|(own, _)| own.eq_ignore_ascii_case(name))
        {
            self.headers.push((name.to_owned(), value));
        }
    }

    /// Says a value of the envelope.
    fn put(&mut self, place: &EnvelopePlace, text: String, in_body: bool) {
        match (place.place, place.path.as_slice()) {
            (Place::Header, [name]) => self.header(name, text),
            (Place::Body, path) if in_body => {
                let body = self.body.get_or_insert_with(|| Json::Object(Vec::new()));
                set(body, path, text);
            }
            (Place::Header | Place::Body | Place::Path | Place::Query, _) => {}
        }
    }
}

/// Puts a text at the end of these members, and makes the objects on the way.
fn set(value: &mut Json, path: &[String], text: String) {
    let Json::Object(members) = value else { return };
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    let place = members.iter().position(|(own, _)| own == name);
    let place = place.unwrap_or_else(|| {
        members.push((name.clone(), Json::Object(Vec::new())));
        members.len() - 1
    });
    let Some((_, member)) = members.get_mut(place) else {
        return;
    };
    if rest.is_empty() {
        *member = Json::Text(text);
    } else {
        if !matches!(member, Json::Object(_)) {
            *member = Json::Object(Vec::new());
        }
        set(member, rest, text);
    }
}

/// What an example's answer says in a place of the envelope.
fn said_in(example: &Example, place: &EnvelopePlace) -> Option<String> {
    let name = place.path.first()?;
    match place.place {
        Place::Header => {
            let mut headers = example.response.headers.iter();
            let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.clone())
        }
        Place::Body => {
            let mut value = example.response.body.as_ref()?;
            for name in &place.path {
                let Json::Object(members) = value else {
                    return None;
                };
                value = members
                    .iter()
                    .find(|(own, _)| own == name)
                    .map(|(_, value)| value)?;
            }
            match value {
                Json::Text(text) | Json::Number(text) => Some(text.clone()),
                Json::Null | Json::Boolean(_) | Json::Array(_) | Json::Object(_) => None,
            }
        }
        Place::Path | Place::Query => None,
    }
}

/// Whether the documented body of an answer has the member that holds the code.
fn has_member(catalogue: &Catalogue, response: &Response, envelope: &Envelope) -> bool {
    let Body::Object(fields) = &response.body else {
        return false;
    };
    envelope.code.iter().any(|place| {
        place.place == Place::Body && value::leads(catalogue.bank(), fields, &place.path)
    })
}

/// A description whose blank in brackets holds the argument's name.
fn filled(text: &str, argument: Option<&str>) -> String {
    let blank = text.find('[').and_then(|from| {
        let length = text[from..].find(']')?;
        Some((from, from + length + 1))
    });
    match (blank, argument) {
        (Some((from, upto)), Some(argument)) => {
            [&text[..from], "[", argument, "]", &text[upto..]].concat()
        }
        (Some(_) | None, _) => text.to_owned(),
    }
}

fn from_page(page: Page) -> Reply {
    let headers = page.headers.into_iter();
    let headers = headers.map(|(name, value)| (name.to_owned(), value.into_bytes()));
    Reply::new(page.status, headers.collect(), page.body.into_bytes())
}
