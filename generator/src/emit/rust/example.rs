//! Calls as Rust source: the example of an operation's documentation, and the runnable ones.

use super::credentials::is_only_one_of_its_kind;
use super::moment::iso;
use super::print::literal;
use crate::made_up;
use crate::model::{
    Answer, AuthKind, AuthScheme, Bank, DateFormat, Effect, Environment, Example, Field, Json,
    Operation, Place, Required, ResponseKind, Sensitive, Service, Shape, Supply, TypeId, TypeIdent,
    TypeRef,
};

/// A made-up value: of an example of the operation, or a text that the type or field gives.
#[derive(Clone, Copy)]
enum Sample<'m> {
    Json(&'m Json),
    Text(&'m str),
    None,
}

impl<'m> Sample<'m> {
    /// The text of a scalar.
    fn text(self) -> Option<&'m str> {
        match self {
            Self::Json(Json::Number(text) | Json::Text(text)) => Some(text),
            Self::Text(text) => Some(text),
            Self::Json(Json::Boolean(true)) => Some("true"),
            Self::Json(Json::Boolean(false)) => Some("false"),
            Self::Json(Json::Null | Json::Array(_) | Json::Object(_)) | Self::None => None,
        }
    }

    fn is_given(self) -> bool {
        match self {
            Self::Json(Json::Null) | Self::None => false,
            Self::Json(_) | Self::Text(_) => true,
        }
    }

    fn or(self, text: Option<&'m str>) -> Self {
        match (self.is_given(), text) {
            (false, Some(text)) => Self::Text(text),
            (true, _) | (false, None) => self,
        }
    }
}

/// The operation's example whose answer is a success, else its first one.
fn best(operation: &Operation) -> Option<&Example> {
    let success = |example: &&Example| {
        let status = example.response.status;
        let mut documented = operation.responses.iter();
        documented
            .any(|response| response.status == status && response.kind == ResponseKind::Success)
    };
    operation
        .examples
        .iter()
        .find(success)
        .or(operation.examples.first())
}

/// What the example gives for a field.
fn sample<'m>(example: Option<&'m Example>, field: &'m Field) -> Sample<'m> {
    let named = |pairs: &'m [(String, String)]| {
        let mut pairs = pairs.iter();
        pairs
            .find(|(name, _)| name.eq_ignore_ascii_case(&field.wire_name))
            .map_or(Sample::None, |(_, text)| Sample::Text(text))
    };
    let Some(example) = example else {
        return Sample::None;
    };
    match field.place {
        Place::Path => named(&example.request.path),
        Place::Query => named(&example.request.query),
        Place::Header => named(&example.request.headers),
        Place::Body => match &example.request.body {
            Some(Json::Object(members)) => member(members, &field.wire_name),
            Some(_) | None => Sample::None,
        },
    }
}

fn member<'m>(members: &'m [(String, Json)], name: &str) -> Sample<'m> {
    let found = members.iter().find(|(member, _)| member == name);
    found.map_or(Sample::None, |(_, value)| Sample::Json(value))
}

/// Writes Rust expressions for the values of a bank.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Examples<'m>(pub(in crate::emit) &'m Bank);

impl<'m> Examples<'m> {
    /// `Name { field: value, … }` of an operation's request, indented as if it stood at `indent` spaces. Ends without a semicolon.
    pub(in crate::emit) fn request(self, operation: &'m Operation, indent: usize) -> String {
        let example = best(operation);
        let arguments = || {
            operation
                .request
                .iter()
                .filter(|field| field.fixed.is_none() && field.supply == Supply::Argument)
        };
        let pad = " ".repeat(indent + 4);
        let name = operation.request_ident.as_str();
        let mut text = String::new();
        for field in arguments().filter(|field| field.is_always_given()) {
            let given = sample(example, field).or(field.example.as_deref());
            let value = self.value(&field.ty, given, indent + 4);
            text.extend([&pad, field.ident.as_str(), ": ", &value, ",\n"]);
        }
        if let Some(optional) = &operation.optional_ident {
            let left_out = |field: &&Field| !field.is_always_given();
            let fields = operation.request.iter();
            let fields = fields.filter(|field| field.fixed.is_none());
            let all = fields.filter(left_out).count();
            let given: Vec<_> = arguments()
                .filter(left_out)
                .filter_map(|field| {
                    let given = sample(example, field);
                    given.is_given().then_some((field, given))
                })
                .collect();
            if given.is_empty() {
                text.extend([&pad, "optional: ", optional.as_str(), "::default(),\n"]);
            } else {
                text.extend([&pad, "optional: ", optional.as_str(), " {\n"]);
                for (field, sample) in &given {
                    let value = self.value(&field.ty, *sample, indent + 8);
                    let value = optional_value(&field.ty, value);
                    text.extend([&pad, "    ", field.ident.as_str(), ": ", &value, ",\n"]);
                }
                if given.len() < all {
                    text.extend([&pad, "    ..", optional.as_str(), "::default()\n"]);
                }
                text.extend([&pad, "},\n"]);
            }
        }
        if text.is_empty() {
            return format!("{name} {{}}");
        }
        format!("{name} {{\n{text}{}}}", " ".repeat(indent))
    }

    /// `Profile { … }` with what the call needs of it, as it would stand on a line that is indented by `indent` spaces; `None`
    /// where the call needs nothing.
    pub(in crate::emit) fn profile(
        self,
        service: &'m Service,
        operation: &'m Operation,
        indent: usize,
    ) -> Option<String> {
        let example = best(operation);
        let pad = " ".repeat(indent + 4);
        let mut text = String::new();
        let mut given = 0;
        for header in &service.profile {
            let field = &header.field;
            let taken = operation.request.iter().find(|taken| {
                taken.supply == Supply::Profile && taken.wire_name == field.wire_name
            });
            let Some(taken) = taken else { continue };
            let mut value = sample(example, taken);
            if taken.required == Required::Yes {
                value = value.or(taken.example.as_deref());
            } else if !value.is_given() {
                continue;
            }
            let value = self.value(&field.ty, value, indent + 4);
            text.extend([&pad, field.ident.as_str(), ": Some(", &value, "),\n"]);
            given += 1;
        }
        if given == 0 {
            return None;
        }
        let name = format!("{}::Profile", service.module);
        if given < service.profile.len() {
            text.extend([&pad, "..", &name, "::default()\n"]);
        }
        Some(format!("{name} {{\n{text}{}}}", " ".repeat(indent)))
    }

    /// The environment of examples: the first that is not for real customers, else the first.
    pub(in crate::emit) fn environment(service: &Service) -> Option<&Environment> {
        let mut environments = service.environments.iter();
        environments
            .find(|environment| !environment.production)
            .or(service.environments.first())
    }

    /// Made-up credentials for a scheme, as they would stand on a line that is indented by `indent` spaces.
    pub(in crate::emit) fn credentials(
        self,
        service: &Service,
        scheme: &AuthScheme,
        indent: usize,
    ) -> String {
        if is_only_one_of_its_kind(service, scheme) {
            return self.of_scheme(service, scheme, indent);
        }
        let (module, field) = (&service.module, &scheme.field);
        let given = self.of_scheme(service, scheme, indent + 4);
        let pad = " ".repeat(indent);
        format!(
            "{module}::Credentials {{\n{pad}    {field}: Some({given}),\n{pad}    ..{module}::Credentials::default()\n{pad}}}"
        )
    }

    fn of_scheme(self, service: &Service, scheme: &AuthScheme, indent: usize) -> String {
        let runtime = format!("{}::runtime", self.0.lib);
        match &scheme.kind {
            AuthKind::Signature(signature) => {
                let (key, secret) = made_up::signing_key(signature);
                let (key, secret) = (literal(&key), literal(&secret));
                format!("{runtime}::SigningKey::new({key}, {secret})?")
            }
            AuthKind::Oauth2ClientCredentials { .. } => {
                let (id, secret) = (literal(made_up::CLIENT_ID), literal(made_up::CLIENT_SECRET));
                format!("{runtime}::ClientCredentials::new({id}, {secret})?")
            }
            AuthKind::Credentials(credentials) => {
                let pad = " ".repeat(indent);
                let mut text = format!("{}::client::{} {{\n", service.module, scheme.ident);
                for credential in credentials {
                    let made = if credential.bearer {
                        "::BearerToken::fixed"
                    } else {
                        "::SecretText::new"
                    };
                    let name = credential.ident.as_str();
                    let value = literal(made_up::TEXT);
                    text.extend([
                        &pad, "    ", name, ": ", &runtime, made, "(", &value, "),\n",
                    ]);
                }
                text.extend([&pad, "}"]);
                text
            }
        }
    }

    /// Names that [`request`](Self::request) uses: the request and its optional arguments.
    pub(in crate::emit) fn imports(operation: &Operation) -> Vec<&str> {
        let mut names = vec![operation.request_ident.as_str()];
        names.extend(operation.optional_ident.as_ref().map(TypeIdent::as_str));
        names
    }

    /// A value of a type. `indent` is that of the line it stands on.
    fn value(self, ty: &TypeRef, sample: Sample<'m>, indent: usize) -> String {
        let lib = &self.0.lib;
        let parsed =
            |fallback: &str| format!("{}.parse()?", literal(sample.text().unwrap_or(fallback)));
        // `parse` knows nothing of the bank's format.
        let moment = |format: &DateFormat, fallback: &str| {
            let text = sample.text().and_then(|text| iso(&format.0, text));
            let text = text.unwrap_or_else(|| fallback.to_owned());
            format!("{}.parse()?", literal(&text))
        };
        match ty {
            TypeRef::Named(id) => self.named(*id, sample, indent),
            TypeRef::Text => format!("{}.to_owned()", literal(sample.text().unwrap_or("text"))),
            TypeRef::SecretText => {
                let text = literal(sample.text().unwrap_or(made_up::TEXT));
                format!("{lib}::runtime::SecretText::new({text})")
            }
            TypeRef::Decimal(_) => parsed("1.00"),
            TypeRef::Integer(_) => parsed("1"),
            TypeRef::Boolean { lenient, words, .. } => {
                let yes = match words {
                    Some(words) => sample.text() == Some(words.yes.as_str()),
                    None => matches!(sample.text(), Some("true" | "S" | "1")),
                };
                let value = if yes || sample.text().is_none() {
                    "true"
                } else {
                    "false"
                };
                if *lenient {
                    format!("{lib}::runtime::Flag::from({value})")
                } else {
                    value.to_owned()
                }
            }
            TypeRef::Date(format) => moment(format, "2026-03-05"),
            TypeRef::Time(format) => moment(format, "14:07:09"),
            TypeRef::DateTime(format) if format.0.contains('Z') => {
                moment(format, "2026-03-05T14:07:09Z")
            }
            TypeRef::DateTime(format) => moment(format, "2026-03-05 14:07:09"),
            TypeRef::List(item) => match sample {
                Sample::Json(Json::Array(values)) => {
                    let values = values.iter();
                    let values = values.map(|value| self.value(item, Sample::Json(value), indent));
                    format!("vec![{}]", values.collect::<Vec<_>>().join(", "))
                }
                Sample::Json(_) | Sample::Text(_) | Sample::None => {
                    format!("vec![{}]", self.value(item, sample, indent))
                }
            },
        }
    }

    fn named(self, id: TypeId, sample: Sample<'m>, indent: usize) -> String {
        let ty = self.0.ty(id);
        let sample = match &ty.shape {
            Shape::Object(fields) => return self.object(id, fields, sample, indent),
            Shape::Enum { values, .. } => {
                let first = values.first().map(|listed| listed.value.as_str());
                sample.or(ty.example.as_deref()).or(first)
            }
            Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) => {
                sample.or(ty.example.as_deref())
            }
        };
        let text = literal(sample.text().unwrap_or("1"));
        match ty.sensitive {
            // A secret has no `FromStr`: it is made where it can be seen that it is one.
            Some(Sensitive::Secret) => {
                let path = super::types::path(self.0, id, self.0.lib.as_str());
                format!("{path}::new({text})?")
            }
            Some(Sensitive::Personal) | None => format!("{text}.parse()?"),
        }
    }

    fn object(self, id: TypeId, fields: &'m [Field], sample: Sample<'m>, indent: usize) -> String {
        let pad = " ".repeat(indent + 4);
        let path = super::types::path(self.0, id, self.0.lib.as_str());
        let mut text = format!("{path} {{\n");
        for field in fields.iter().filter(|field| field.fixed.is_none()) {
            let given = match sample {
                Sample::Json(Json::Object(members)) => member(members, &field.wire_name),
                Sample::Json(_) | Sample::Text(_) | Sample::None => Sample::None,
            };
            let is_list = matches!(field.ty, TypeRef::List(_));
            // No object contains itself but through a list, so this ends.
            let needed = field.required == Required::Yes && !is_list;
            let value = if given.is_given() || needed {
                let given = given.or(field.example.as_deref());
                let value = self.value(&field.ty, given, indent + 4);
                if needed {
                    value
                } else {
                    optional_value(&field.ty, value)
                }
            } else if is_list {
                "vec![]".to_owned()
            } else {
                "None".to_owned()
            };
            text.extend([&pad, field.ident.as_str(), ": ", &value, ",\n"]);
        }
        text.push_str(&" ".repeat(indent));
        text.push('}');
        text
    }

    /// What an unknown outcome leaves open.
    pub(in crate::emit) const fn doubt(operation: &Operation) -> &'static str {
        match operation.effect.value {
            Effect::Read => "no clear answer",
            Effect::Write => "it may have happened",
            Effect::MovesMoney => "the money may have moved",
        }
    }

    /// Whether an accepted answer holds more than its metadata.
    pub(in crate::emit) fn shows_body(operation: &Operation) -> bool {
        match &operation.answer {
            Answer::Struct(answer) => !answer.fields.is_empty(),
            Answer::Enum { .. } => true,
        }
    }
}

/// A value of a field that may be left out.
fn optional_value(ty: &TypeRef, value: String) -> String {
    match ty {
        TypeRef::List(_) => value,
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => format!("Some({value})"),
    }
}
