//! What a test asks the sandbox itself: below `/__sandbox`, journal, coverage, scenarios and credentials.

use crate::json;
use crate::route;
use crate::service::BankService;
use crate::wire::{Received, Reply};
use generator::model::Json;
use serde::Serialize;
use serde_json::json;

/// Where everything of the sandbox's own is served.
pub const ROOT: &str = "/__sandbox";

/// The path below [`ROOT`], for requests that are meant for the sandbox itself.
#[must_use]
pub fn path(received: &Received) -> Option<&str> {
    let path = route::path_of(&received.target).strip_prefix(ROOT)?;
    (path.is_empty() || path.starts_with('/')).then_some(path)
}

/// Answers such a request.
#[must_use]
pub fn answer(service: &BankService, path: &str, received: &Received) -> Reply {
    let allowed: &[&str] = match path {
        "" | "/" => &["GET"],
        "/journal" | "/coverage" | "/ledger" => &["GET", "DELETE"],
        "/scenarios" => &["GET", "POST", "DELETE"],
        "/credentials" | "/tokens/expire" => &["POST"],
        _ => return reply(404, &json!({"error": "the sandbox has no such path"})),
    };
    let method = received.method.as_str();
    if !allowed.contains(&method) {
        let mut refused = reply(
            405,
            &json!({"error": "the sandbox has other methods for this path"}),
        );
        refused
            .headers
            .push(("Allow".to_owned(), allowed.join(", ").into_bytes()));
        return refused;
    }
    match (path, method) {
        ("/journal", "GET") => journal(service, received),
        ("/journal", _) => {
            service.journal.clear();
            done()
        }
        ("/coverage", "GET") => reply(200, &service.coverage.report(&service.catalogue)),
        ("/coverage", _) => {
            service.coverage.clear();
            done()
        }
        ("/ledger", "GET") => written(200, json::write(&service.world.tables()).into_bytes()),
        ("/ledger", _) => match service.world.reset() {
            Ok(()) => done(),
            Err(error) => reply(500, &json!({"error": error.to_string()})),
        },
        ("/scenarios", "GET") => reply(
            200,
            &json!({"scenarios": service.queue.waiting(&service.catalogue)}),
        ),
        ("/scenarios", "POST") => scenario(service, received).unwrap_or_else(|what| wrong(&what)),
        ("/scenarios", _) => {
            service.queue.clear();
            done()
        }
        ("/credentials", _) => credentials(service, received).unwrap_or_else(|what| wrong(&what)),
        ("/tokens/expire", _) => {
            service.auth.expire_tokens();
            done()
        }
        _ => reply(
            200,
            &json!({
                "bank": service.catalogue.bank().id,
                "paths": {
                    "GET /__sandbox/journal?since=N&operation=NAME&last=COUNT": "requests, oldest first",
                    "DELETE /__sandbox/journal": "forgets them",
                    "GET /__sandbox/coverage": "which response codes of which operations were answered",
                    "DELETE /__sandbox/coverage": "counts anew",
                    "GET /__sandbox/ledger": "accounts, customers, keys and payments as they are now",
                    "DELETE /__sandbox/ledger": "puts them back to the beginning",
                    "GET /__sandbox/scenarios": "scenarios that wait for their calls",
                    "POST /__sandbox/scenarios {\"operation\", \"scenario\", \"times\"}": "queues a scenario for the next calls of an operation; a token endpoint is SERVICE/token",
                    "DELETE /__sandbox/scenarios": "forgets them",
                    "POST /__sandbox/credentials {\"client\", \"revoked\"}": "revokes a key or client, or gives it back",
                    "POST /__sandbox/tokens/expire": "lets every token expire",
                },
            }),
        ),
    }
}

fn journal(service: &BankService, received: &Received) -> Reply {
    let query = route::query_of(&received.target).map_or_else(Vec::new, route::pairs);
    let value = |name: &str| {
        query
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value)
    };
    let since = match value("since").map(|text| text.parse::<u64>()) {
        None => 0,
        Some(Ok(number)) => number,
        Some(Err(_)) => return wrong("`since` is the number of an entry"),
    };
    let mut entries = service.journal.since(since);
    if let Some(operation) = value("operation") {
        entries.retain(|entry| entry.operation.as_ref() == Some(operation));
    }
    match value("last").map(|text| text.parse::<usize>()) {
        None => {}
        Some(Ok(count)) => drop(entries.drain(..entries.len().saturating_sub(count))),
        Some(Err(_)) => return wrong("`last` is a number of entries"),
    }
    reply(
        200,
        &json!({
            "size": service.journal.size(),
            "written": service.journal.written(),
            "entries": entries.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        }),
    )
}

fn scenario(service: &BankService, received: &Received) -> Result<Reply, String> {
    let body = json::parse(&received.body)?;
    let text = |name| match member(&body, name) {
        Some(Json::Text(text)) => Ok(text.as_str()),
        Some(_) | None => Err(format!("`{name}` is a text")),
    };
    let times = match member(&body, "times") {
        None => 1,
        Some(Json::Number(digits)) => digits
            .parse::<u32>()
            .map_err(|_| "`times` is a whole number".to_owned())?,
        Some(_) => return Err("`times` is a whole number".to_owned()),
    };
    service.queue(text("operation")?, text("scenario")?, times)?;
    Ok(done())
}

fn credentials(service: &BankService, received: &Received) -> Result<Reply, String> {
    let body = json::parse(&received.body)?;
    let (Some(Json::Text(client)), Some(Json::Boolean(revoked))) =
        (member(&body, "client"), member(&body, "revoked"))
    else {
        return Err("`client` is a text and `revoked` is true or false".to_owned());
    };
    if service.auth.revoke(client, *revoked) {
        Ok(done())
    } else {
        Err("nobody has this key or client id".to_owned())
    }
}

fn member<'j>(json: &'j Json, name: &str) -> Option<&'j Json> {
    match json {
        Json::Object(members) => {
            let found = members.iter().find(|(own, _)| own == name);
            found.map(|(_, value)| value)
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::Array(_) => None,
    }
}

fn done() -> Reply {
    Reply::new(204, Vec::new(), Vec::new())
}

fn wrong(what: &str) -> Reply {
    reply(400, &json!({ "error": what }))
}

fn reply(status: u16, value: &impl Serialize) -> Reply {
    match serde_json::to_vec(value) {
        Ok(body) => written(status, body),
        Err(_) => written(500, b"{}".to_vec()),
    }
}

fn written(status: u16, body: Vec<u8>) -> Reply {
    let headers = vec![("Content-Type".to_owned(), b"application/json".to_vec())];
    Reply::new(status, headers, body)
}
