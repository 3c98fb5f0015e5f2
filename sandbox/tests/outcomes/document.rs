//! The specification, read anew from its YAML: code tables, answers, envelopes and examples.

use crate::client::Request;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A bank.
pub(crate) struct Bank {
    pub(crate) operations: Vec<Operation>,
}

/// An operation with everything that other files say about it.
pub(crate) struct Operation {
    pub(crate) service: String,
    pub(crate) id: String,
    pub(crate) method: String,
    /// `None` where undocumented.
    pub(crate) path: Option<String>,
    /// The auth scheme, `null` where there is none.
    pub(crate) auth: Value,
    pub(crate) signing_base: String,
    pub(crate) codes: Vec<Row>,
    pub(crate) responses: Vec<Response>,
    pub(crate) envelope: Value,
    /// What the bank's wall clock shows at 18:07:09 in UTC.
    pub(crate) wall_clock: String,
    /// Arguments by place and name, with the made-up values of their rows, types or headers.
    pub(crate) shown: Shown,
    /// The operation's own YAML.
    own: Value,
}

/// Place, name and value of arguments.
type Shown = Vec<(String, String, String)>;

/// A row of a code table.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) description: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) outcome: String,
}

/// A documented answer.
pub(crate) struct Response {
    pub(crate) status: Option<u16>,
    pub(crate) success: bool,
    /// Names in lower case.
    pub(crate) headers: Vec<String>,
    /// Dotted names; `[]` after a list.
    pub(crate) fields: Vec<String>,
    /// Those that are whole numbers in JSON.
    pub(crate) numbers: Vec<String>,
}

fn yaml(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    // YAML 1.2, as the format says: `N` is a letter.
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options).unwrap()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The entry of a list whose `key` has this value.
fn named<'v>(entries: &'v [Value], key: &str, name: &Value) -> Option<&'v Value> {
    entries.iter().find(|entry| entry[key] == *name)
}

/// What the rows of one operation can refer to.
struct Shelf<'v> {
    bank: &'v Value,
    service: &'v Value,
    operations: &'v [Value],
}

impl<'v> Shelf<'v> {
    /// Looked for in the service first, then in the bank.
    fn find(&self, lists: &str, key: &str, name: &Value) -> Option<&'v Value> {
        named(list(self.service, lists), key, name)
            .or_else(|| named(list(self.bank, lists), key, name))
    }

    fn operation(&self, id: &Value) -> Option<&'v Value> {
        named(self.operations, "operation", id)
    }

    fn codes(&self, operation: &Value, codes: &Value) -> Vec<Row> {
        let mut rows = match &codes["same_as"] {
            Value::Null => Vec::new(),
            name => {
                let table = || named(list(self.service, "code_tables"), "table", name);
                let other = self.operation(name);
                let codes = other.or_else(table).map(|other| &other["codes"]);
                self.codes(operation, codes.unwrap())
            }
        };
        for own in list(codes, "rows") {
            let code = text(&own["code"]);
            let status = own["status"]
                .as_u64()
                .map(|status| u16::try_from(status).unwrap());
            let is_repeated = codes["same_as"].is_string();
            match rows.iter_mut().find(|row: &&mut Row| row.code == code) {
                Some(row) if is_repeated => {
                    row.status = if own["status"].is_null() {
                        row.status
                    } else {
                        status
                    };
                    if own["outcome"].is_string() {
                        row.outcome = text(&own["outcome"]);
                    }
                    if own["description"].is_string() {
                        row.description = Some(text(&own["description"]));
                    }
                }
                Some(row) if row.status == status => {}
                Some(_) | None => rows.push(Row {
                    code,
                    description: own["description"].as_str().map(str::to_owned),
                    status,
                    outcome: outcome(operation, &own["outcome"], status),
                }),
            }
        }
        rows
    }

    /// Names of headers and of body fields that the rows of an answer list.
    fn rows(&self, rows: &[Value], status: &Value, into: &mut Response) {
        for row in rows {
            if let Some(same) = row["same_as"].as_str() {
                let name = Value::String(same.to_owned());
                let leave: Vec<_> = list(row, "except").iter().map(text).collect();
                let answer = || {
                    let other = self.operation(&name)?;
                    named(list(other, "responses"), "status", status)
                };
                let table = self.find("groups", "group", &name).or_else(answer);
                let kept: Vec<Value> = list(table.unwrap(), "fields")
                    .iter()
                    .filter(|row| !leave.contains(&text(&row["name"])))
                    .cloned()
                    .collect();
                self.rows(&kept, status, into);
            } else if row["header"].is_string() {
                into.headers.push(text(&row["header"]).to_lowercase());
            } else {
                let name = text(&row["name"]);
                let places = [&row["in"], &row["also_in"]];
                if places.iter().any(|place| **place == "header") {
                    into.headers.push(name.to_lowercase());
                }
                if row["type"] == "integer" && row["wire"].is_null() && !name.contains("[]") {
                    into.numbers.push(name.clone());
                }
                if places.iter().any(|place| **place == "body") {
                    self.field(&name, &text(&row["type"]), &mut into.fields);
                }
            }
        }
    }

    /// The made-up values of arguments, by place and name.
    fn shown(&self, rows: &[Value], has_example: bool, into: &mut Shown) {
        for row in rows {
            if row["same_as"].is_string() {
                let answer = || Some(list(self.operation(&row["same_as"])?, "request"));
                let group = self.find("groups", "group", &row["same_as"]);
                let table = group.map(|group| list(group, "fields")).or_else(answer);
                self.shown(table.unwrap(), has_example, into);
                continue;
            }
            let wanted = text(&row["header"]);
            let same = |entry: &&Value| text(&entry["name"]).eq_ignore_ascii_case(&wanted);
            let mut catalogue = list(self.service, "headers").iter();
            let mut common = list(self.bank, "headers").iter();
            let entry = catalogue.find(same).or_else(|| common.find(same));
            let name = row["name"].as_str().or(row["header"].as_str()).unwrap();
            let types = [
                &row["type"],
                entry.map_or(&Value::Null, |entry| &entry["type"]),
            ];
            let mut defined = types.iter().filter_map(|ty| self.find("types", "type", ty));
            let examples = [
                row["example"].as_str(),
                entry.and_then(|entry| entry["example"].as_str()),
                defined.next().and_then(|ty| {
                    let listed = ty["values"][0]["value"].as_str();
                    ty["example"].as_str().or(listed)
                }),
            ];
            // What has to be there although nobody shows it is made of ones; an example of the operation would show it.
            let says = |key: &str| {
                let of_entry = entry.map_or(&Value::Null, |entry| &entry[key]);
                [&row[key], of_entry]
                    .into_iter()
                    .find(|value| !value.is_null())
            };
            let needed = says("required").is_some_and(|needed| *needed == true);
            let length = says("length").or(says("min_length"));
            let length = length.and_then(Value::as_u64).unwrap_or(1);
            let ones = "1".repeat(usize::try_from(length).unwrap());
            let made = (needed && !has_example).then_some(ones.as_str());
            if let Some(example) = examples.into_iter().flatten().next().or(made)
                && row["fixed"].is_null()
                && !text(&row["type"]).starts_with("list<")
            {
                let place = row["in"].as_str().unwrap_or("header").to_owned();
                into.push((place, name.to_owned(), example.to_owned()));
            }
        }
    }

    /// The members of a field. An object may contain a list of itself: no answer here goes deeper than eight.
    fn field(&self, name: &str, ty: &str, into: &mut Vec<String>) {
        if name.matches('.').count() > 8 {
            return;
        }
        if let Some(item) = ty.strip_prefix("list<").and_then(|ty| ty.strip_suffix('>')) {
            into.push(name.to_owned());
            return self.field(&format!("{name}[]"), item, into);
        }
        let defined = self.find("types", "type", &Value::String(ty.to_owned()));
        match defined {
            Some(object) if object["kind"] == "object" => {
                for member in list(object, "fields") {
                    let path = format!("{name}.{}", text(&member["name"]));
                    self.field(&path, &text(&member["type"]), into);
                }
            }
            Some(_) | None => into.push(name.replace("\\.", ".")),
        }
    }
}

fn wall_clock(offset: &Value) -> String {
    let minutes = offset.as_str().map_or(0, |offset| {
        let (hours, minutes) = offset[1..].split_once(':').unwrap();
        let minutes = hours.parse::<i32>().unwrap() * 60 + minutes.parse::<i32>().unwrap();
        if offset.starts_with('-') {
            -minutes
        } else {
            minutes
        }
    });
    let minutes = 18 * 60 + 7 + minutes;
    format!("{:02}:{:02}:09", minutes / 60, minutes % 60)
}

fn outcome(operation: &Value, written: &Value, status: Option<u16>) -> String {
    if let Some(written) = written.as_str() {
        return written.to_owned();
    }
    let read = operation["effect"]["value"] == "read";
    match status {
        Some(200..=299) => "accepted",
        Some(400..=499) => "rejected",
        Some(_) | None if read => "rejected",
        Some(_) | None => "unknown",
    }
    .to_owned()
}

impl Bank {
    pub(crate) fn read(folder: &Path) -> Self {
        let bank = yaml(&folder.join("bank.yaml"));
        let mut services: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .collect();
        services.sort();
        let mut operations = Vec::new();
        for folder in services {
            let service = yaml(&folder.join("service.yaml"));
            let all: Vec<Value> = list(&service, "operations")
                .iter()
                .map(|id| yaml(&folder.join("operations").join(format!("{}.yaml", text(id)))))
                .collect();
            let shelf = Shelf {
                bank: &bank,
                service: &service,
                operations: &all,
            };
            operations.extend(all.iter().map(|own| Operation::read(own, &shelf)));
        }
        Self { operations }
    }
}

impl Operation {
    fn read(own: &Value, shelf: &Shelf<'_>) -> Self {
        let responses = list(own, "responses").iter().map(|response| {
            let status = response["status"].as_u64();
            let status = status.map(|status| u16::try_from(status).unwrap());
            let mut read = Response {
                status,
                success: match response["when"].as_str() {
                    Some(when) => when == "success",
                    None => status.is_some_and(|status| status < 300),
                },
                headers: Vec::new(),
                fields: Vec::new(),
                numbers: Vec::new(),
            };
            shelf.rows(list(response, "fields"), &response["status"], &mut read);
            if let Some(item) = response["body_type"].as_str() {
                read.fields.push("[]".to_owned());
                shelf.field("[]", item, &mut read.fields);
            }
            read
        });
        let mut shown = Vec::new();
        let has_example = !list(own, "examples").is_empty();
        shelf.shown(list(own, "request"), has_example, &mut shown);
        let auth = named(list(shelf.service, "auth"), "scheme", &own["auth"]["value"]);
        let envelope = shelf.find("envelopes", "envelope", &own["envelope"]);
        Self {
            service: text(&shelf.service["service"]),
            id: text(&own["operation"]),
            method: text(&own["method"]["value"]),
            path: own["path"]["value"].as_str().map(str::to_owned),
            auth: auth.cloned().unwrap_or_default(),
            signing_base: text(&own["signing_base"]["value"]),
            codes: shelf.codes(own, &own["codes"]),
            responses: responses.collect(),
            envelope: envelope.cloned().unwrap_or_default(),
            wall_clock: wall_clock(&shelf.bank["zone"]["offset"]),
            shown,
            own: own.clone(),
        }
    }

    pub(crate) fn has_no_arguments(&self) -> bool {
        list(&self.own, "request").is_empty()
    }

    /// The examples of answers with a code, by the operation's envelope.
    pub(crate) fn examples(&self) -> &[Value] {
        list(&self.own, "examples")
    }

    /// The request of the first example, with what is always sent; without an example, of the values that the rows show.
    pub(crate) fn request(&self) -> Request {
        if let Some(first) = self.examples().first() {
            return self.request_of(first);
        }
        let mut request = self.request_of(&Value::Null);
        for (place, name, value) in &self.shown {
            request.set(place, name, value);
        }
        for row in list(&self.own, "request") {
            if text(&row["type"]).starts_with("list<") && row["in"] == "body" {
                request.body[text(&row["name"])] = Value::Array(Vec::new());
            }
        }
        request
    }

    /// The request of an example, with what is always sent.
    pub(crate) fn request_of(&self, example: &Value) -> Request {
        let example = &example["request"];
        let pairs = |key: &str| -> Vec<(String, String)> {
            let given = example[key].as_object().into_iter().flatten();
            given
                .map(|(name, value)| (name.clone(), text(value)))
                .collect()
        };
        let path = self.path.clone().unwrap_or_else(|| {
            let mut path = format!("/undocumented/{}", self.id);
            for row in list(&self.own, "request") {
                if row["in"] == "path" {
                    path.extend(["/{", &text(&row["name"]), "}"]);
                }
            }
            path
        });
        let mut headers = pairs("headers");
        for row in list(&self.own, "request") {
            let name = [&row["header"], &row["name"]]
                .into_iter()
                .find_map(Value::as_str);
            let in_header = row["header"].is_string() || row["in"] == "header";
            if let (Some(fixed), Some(name), true) = (row["fixed"].as_str(), name, in_header)
                && !headers
                    .iter()
                    .any(|(own, _)| own.eq_ignore_ascii_case(name))
            {
                headers.push((name.to_owned(), fixed.to_owned()));
            }
        }
        let mut request = Request {
            template: path,
            path: pairs("path"),
            query: pairs("query"),
            headers,
            body: example["body"].clone(),
        };
        for row in list(&self.own, "request") {
            let (Some(fixed), Some(name)) = (row["fixed"].as_str(), row["name"].as_str()) else {
                continue;
            };
            match (row["in"].as_str(), row["type"].as_str()) {
                (Some("body"), Some("integer")) if row["wire"].is_null() => {
                    request.body[name] = serde_json::from_str(fixed).unwrap();
                }
                (Some("body"), Some("boolean")) if row["wire"] == "number" => {
                    request.body[name] = Value::from(u8::from(fixed == "true"));
                }
                (Some(place @ ("body" | "query")), _) => request.set(place, name, fixed),
                (_, _) => {}
            }
        }
        request
    }
}
