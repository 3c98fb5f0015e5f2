//! Calls one operation of a running sandbox as fast as it answers, each call signed by its own, and reports calls per second.
//!
//! ```text
//! load --bank BANK --operation OPERATION --base-url URL [--spec DIR] [--calls N] [--connections N]
//! load --bank BANK --operation OPERATION --credentials [--spec DIR] [--connections N]
//! ```
//!
//! Nonces grow per key and a connection waits for its answers, so each connection has a key of its own: the second form prints them as
//! a configuration for the sandbox. `scripts/load.py` runs both processes and measures.
#![allow(clippy::print_stdout)]

use generator::model::{
    Algorithm, AuthKind, Encoding, Json, MessagePart, Operation, Path, Segment, Signature,
};
use lexopt::prelude::*;
use ring::hmac;
use sandbox::catalogue::Catalogue;
use sandbox::json;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Stands for the text that differs from call to call.
const UNIQUE: &str = "<unique>";

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::read()?;
    let catalogue = Catalogue::open(&arguments.spec, &arguments.bank, &[])
        .map_err(|error| error.to_string())?;
    let id = catalogue
        .find(&arguments.operation)
        .ok_or("there is no such operation")?;
    let (service, operation) = (catalogue.service(id), catalogue.operation(id));
    let scheme = operation.auth.value.and_then(|at| service.auth.get(at));
    let Some(AuthKind::Signature(signature)) = scheme.map(|scheme| &scheme.kind) else {
        return Err("the operation is not signed".into());
    };
    if arguments.credentials {
        let scheme = scheme.map_or("", |scheme| &scheme.id);
        print!(
            "{}",
            configuration(scheme, signature, arguments.connections)
        );
        return Ok(());
    }
    let template = Template::new(operation, signature, &arguments.base_url)?;
    let started = Instant::now();
    let each = arguments.calls.div_ceil(arguments.connections.max(1));
    let sums = std::thread::scope(|scope| {
        let connections: Vec<_> = (0..arguments.connections)
            .map(|index| {
                let template = &template;
                scope.spawn(move || Caller::new(template, index)?.call(each))
            })
            .collect();
        let sums = connections.into_iter().map(|caller| match caller.join() {
            Ok(sum) => sum,
            Err(_) => Err("a caller panicked".into()),
        });
        sums.collect::<Result<Vec<_>, Failure>>()
    })?;
    report(&sums, started.elapsed().as_secs_f64());
    Ok(())
}

struct Arguments {
    spec: PathBuf,
    bank: String,
    operation: String,
    base_url: String,
    calls: usize,
    connections: usize,
    credentials: bool,
}

impl Arguments {
    fn read() -> Result<Self, Failure> {
        let mut read = Self {
            spec: PathBuf::from("spec"),
            bank: String::new(),
            operation: String::new(),
            base_url: String::new(),
            calls: 100_000,
            connections: 16,
            credentials: false,
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("spec") => read.spec = parser.value()?.into(),
                Long("bank") => read.bank = parser.value()?.string()?,
                Long("operation") => read.operation = parser.value()?.string()?,
                Long("base-url") => read.base_url = parser.value()?.string()?,
                Long("calls") => read.calls = parser.value()?.parse()?,
                Long("connections") => read.connections = parser.value()?.parse()?,
                Long("credentials") => read.credentials = true,
                Short(_) | Long(_) | Value(_) => return Err(argument.unexpected().into()),
            }
        }
        Ok(read)
    }
}

/// Key and secret of a connection.
fn key(signature: &Signature, index: usize) -> (String, String) {
    let made = |first: char, length: Option<u32>| {
        let width = length.map_or(32, |length| length as usize) - 1;
        format!("{first}{index:0width$x}")
    };
    (
        made('a', signature.key.length),
        made('5', signature.secret.length),
    )
}

/// The keys of all connections as the sandbox reads them.
fn configuration(scheme: &str, signature: &Signature, connections: usize) -> String {
    let mut text = String::from("credentials:\n");
    for index in 0..connections {
        let (key, secret) = key(signature, index);
        // Writing to a string cannot fail.
        let _written = writeln!(
            text,
            "  - {{scheme: {scheme}, api_key: \"{key}\", api_secret: \"{secret}\"}}"
        );
    }
    text
}

/// What all calls have in common.
struct Template<'m> {
    signature: &'m Signature,
    signing_base: &'m str,
    host: String,
    path: String,
    method: &'static str,
    headers: String,
    body: String,
}

impl<'m> Template<'m> {
    /// A call made of the operation's first example.
    fn new(
        operation: &'m Operation,
        signature: &'m Signature,
        base_url: &str,
    ) -> Result<Self, Failure> {
        let example = operation.examples.first().ok_or("there is no example")?;
        let address = base_url
            .strip_prefix("http://")
            .ok_or("a base URL begins with http://")?;
        let (host, base) = address.split_at(address.find('/').unwrap_or(address.len()));
        let Path::Template { segments, .. } = &operation.path else {
            return Err("the operation has no path".into());
        };
        let mut path = base.to_owned();
        for segment in segments {
            path.push('/');
            path.push_str(match segment {
                Segment::Constant(text) => text,
                Segment::Parameter(name) => {
                    let value = example.request.path.iter().find(|(of, _)| of == name);
                    value.map_or("", |(_, value)| value)
                }
            });
        }
        let mut headers = String::new();
        for (name, value) in &example.request.headers {
            let _written = write!(headers, "{name}: {value}\r\n");
        }
        let unique = operation.idempotency.as_ref();
        let unique = unique.and_then(|unique| operation.request.get(unique.field));
        let unique = unique.map_or("", |field| &field.wire_name);
        Ok(Self {
            signature,
            signing_base: operation
                .signing_base
                .as_ref()
                .map_or("", |base| &base.value),
            host: host.to_owned(),
            path,
            method: operation.method.value.as_str(),
            headers,
            body: example
                .request
                .body
                .as_ref()
                .map_or_else(String::new, |body| json::write(&with_unique(body, unique))),
        })
    }
}

impl Template<'_> {
    fn signs_body(&self) -> bool {
        let methods = &self.signature.body_methods.value;
        methods.iter().any(|method| method == self.method)
    }
}

/// The body with a mark in the field by which the bank recognises a repeated request.
fn with_unique(body: &Json, field: &str) -> Json {
    let Json::Object(members) = body else {
        return body.clone();
    };
    let marked = members.iter().map(|(name, value)| {
        let value = if name == field {
            Json::Text(UNIQUE.to_owned())
        } else {
            value.clone()
        };
        (name.clone(), value)
    });
    Json::Object(marked.collect())
}

/// One connection with a key of its own.
struct Caller<'t> {
    template: &'t Template<'t>,
    index: usize,
    api_key: String,
    secret: hmac::Key,
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What became of calls.
#[derive(Default)]
struct Sum {
    /// Number of answers by status.
    statuses: BTreeMap<u16, usize>,
    /// Microseconds of each call.
    times: Vec<u32>,
}

impl<'t> Caller<'t> {
    fn new(template: &'t Template<'t>, index: usize) -> Result<Self, Failure> {
        let (api_key, secret) = key(template.signature, index);
        let algorithm = match template.signature.algorithm.value {
            Algorithm::HmacSha256 => hmac::HMAC_SHA256,
            Algorithm::HmacSha384 => hmac::HMAC_SHA384,
            Algorithm::HmacSha512 => hmac::HMAC_SHA512,
        };
        let stream = TcpStream::connect(&template.host)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            template,
            index,
            api_key,
            secret: hmac::Key::new(algorithm, secret.as_bytes()),
            stream,
            buffer: Vec::new(),
        })
    }

    fn call(mut self, calls: usize) -> Result<Sum, Failure> {
        let start = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        let mut sum = Sum::default();
        for call in 0..calls {
            let nonce = (start + call as u128).to_string();
            let request = self.request(&nonce);
            let before = Instant::now();
            self.stream.write_all(&request)?;
            let status = self.answer()?;
            let time = u32::try_from(before.elapsed().as_micros()).unwrap_or(u32::MAX);
            *sum.statuses.entry(status).or_default() += 1;
            sum.times.push(time);
        }
        Ok(sum)
    }

    fn request(&self, nonce: &str) -> Vec<u8> {
        let template = self.template;
        let unique = format!("load-{}-{nonce}", self.index);
        let body = template.body.replace(UNIQUE, &unique);
        let signature = template.signature;
        let signed = self.signed(nonce, &body);
        let tag = hmac::sign(&self.secret, signed.as_bytes());
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}",
            template.method,
            template.path,
            template.host,
            body.len(),
            template.headers,
        );
        let mut header = |name: &str, prefix: &str, value: &str| {
            let _written = write!(head, "{name}: {prefix}{value}\r\n");
        };
        header(&signature.key.header, &signature.key.prefix, &self.api_key);
        if let Some((part, _)) = &signature.nonce {
            header(&part.header, &part.prefix, nonce);
        }
        let text = encoded(signature.encoding.value, tag.as_ref());
        header(
            &signature.signature.header,
            &signature.signature.prefix,
            &text,
        );
        head.push_str("\r\n");
        head.push_str(&body);
        head.into_bytes()
    }

    /// The text that is signed.
    fn signed(&self, nonce: &str, body: &str) -> String {
        let template = self.template;
        let signature = template.signature;
        let mut text = String::new();
        for part in &signature.message.value {
            text.push_str(match part {
                MessagePart::SigningBase => template.signing_base,
                // The calls have no query.
                MessagePart::Path | MessagePart::Target => &template.path,
                MessagePart::Method => template.method,
                MessagePart::Key => &self.api_key,
                MessagePart::Nonce => nonce,
                MessagePart::Body if template.signs_body() => body,
                MessagePart::Query | MessagePart::Body => "",
                MessagePart::Text(text) => text,
            });
        }
        text
    }

    /// The status of the next answer, which is read whole.
    fn answer(&mut self) -> Result<u16, Failure> {
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.more()?;
        };
        let text = String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default());
        let status = text.get(9..12).unwrap_or_default().parse()?;
        let length = text
            .split("\r\n")
            .find_map(|line| line.strip_prefix("Content-Length: "));
        let end = head + length.map_or(Ok(0), str::parse::<usize>)?;
        while self.buffer.len() < end {
            self.more()?;
        }
        self.buffer.drain(..end);
        Ok(status)
    }

    fn more(&mut self) -> Result<(), Failure> {
        let mut bytes = [0; 4096];
        let count = self.stream.read(&mut bytes)?;
        if count == 0 {
            return Err("the sandbox closed the connection".into());
        }
        self.buffer
            .extend_from_slice(bytes.get(..count).unwrap_or_default());
        Ok(())
    }
}

fn encoded(encoding: Encoding, bytes: &[u8]) -> String {
    let hexadecimal = || {
        bytes.iter().fold(String::new(), |mut text, byte| {
            let _written = write!(text, "{byte:02x}");
            text
        })
    };
    match encoding {
        Encoding::HexLower => hexadecimal(),
        Encoding::HexUpper => hexadecimal().to_uppercase(),
        Encoding::Base64 => {
            base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
        }
    }
}

fn report(sums: &[Sum], seconds: f64) {
    let mut statuses = BTreeMap::<u16, usize>::new();
    for (status, count) in sums.iter().flat_map(|sum| &sum.statuses) {
        *statuses.entry(*status).or_default() += count;
    }
    let mut times: Vec<u32> = sums.iter().flat_map(|sum| &sum.times).copied().collect();
    times.sort_unstable();
    let at = |percent: usize| {
        times
            .get(times.len() * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    let calls = u32::try_from(times.len()).unwrap_or(u32::MAX);
    println!(
        "{calls} calls in {seconds:.2} s: {:.0} calls per second over {} connections",
        f64::from(calls) / seconds,
        sums.len(),
    );
    println!(
        "microseconds per call: median {}, 99 % {}, most {}",
        at(50),
        at(99),
        at(100).max(times.last().copied().unwrap_or_default())
    );
    for (status, count) in statuses {
        println!("status {status}: {count}");
    }
}
