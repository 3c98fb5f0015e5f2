//! OpenAPI files: `openapi/<service>.yaml` in Spanish, `<service>.en.yaml` in English, and both as JSON.
//!
//! The model becomes a typed document once (`Document`), and the document is written four times; bilingual text is decided while
//! writing, so the structure cannot differ between the files.
//!
//! What the extensions mean, beyond the names that speak for themselves:
//!
//! | extension | where | meaning |
//! |---|---|---|
//! | `x-source` | wherever a fact stands | `{document, lines}` of the service's document, or of another where that is silent |
//! | `x-further-sources` | beside it | the other documents that state the same |
//! | `x-assumed` | instead of it | the ruling that supplies a fact no document states |
//! | `x-rulings` | beside both | rulings that decided between readings; at the root, those rulings in full |
//! | `x-undocumented` | objects | what the document does not tell: `path`, `status`, `required` |
//! | `x-fact-sources` | operations | sources of the facts that are mere values: method, path, permission and so on |
//! | `x-response-codes` | operations | the code table; every row has every key, `null` where the document has no value |
//! | `x-aliases` | parameters, members | other names that an answer may have it by; in an object, paths from there, with `\.` for a dot that belongs to a name |
//! | `x-alias-of` | members | where an answer may have another member instead, the one named; read only |
//! | `x-fixed-parameters` | operations | headers and query parameters that are always sent with this `value`, so no parameters |
//! | `x-ignored-header-parameters` | operations | header arguments `Accept`, `Content-Type` and `Authorization`, which OpenAPI ignores as parameters |
//! | `x-profile` | parameters | the generated client keeps the header and sends it unless a call gives another value |
//! | `x-generated` | parameters | the generated client makes the header for each call that gives none: `uuid`, `hex-16`, `hex-32`, `now` |
//! | `x-boolean` | schemas | the text that stands for yes, and the one for no |
//! | `x-prefix` | security schemes | text before the value in its header, no part of the value |
//! | `x-wire-path` | path items | the path to call, where the key needed a fragment because two documented paths have one shape |
//! | `x-envelopes` | root | where answers carry their code, best place first; outcome of an unlisted and of an absent code; texts that make the outcome of a change uncertain |

mod aside;
mod code;
mod document;
mod draft;
mod envelope;
mod header;
mod info;
mod made;
mod operation;
mod origin;
mod parameter;
mod path;
mod response;
mod sample;
mod schema;
mod security;
mod write;

use super::EmitError;
use crate::model::{Bank, Service};
use document::Document;
use std::thread;
use write::{JsonSink, Language, Node, TwinSink, YamlSink};

/// Bytes that an operation takes in a file, more or less.
const BYTES_PER_OPERATION: usize = 40_000;

/// The OpenAPI files of a service: paths below the bank's folder, and contents.
pub fn emit(bank: &Bank, service: &Service) -> Result<Vec<(String, String)>, EmitError> {
    let document = &Document::new(bank, service)?;
    let capacity = service.operations.len() * BYTES_PER_OPERATION;
    let id = &service.id;
    let header = &format!("# {}\n", document.generated());
    let write = |language| {
        let mut sink = TwinSink {
            yaml: YamlSink::new(language, capacity, header),
            json: JsonSink::new(language, capacity),
        };
        document.write(&mut sink);
        (sink.yaml.finish(), sink.json.finish())
    };
    let (spanish, english) = thread::scope(|scope| {
        let english = scope.spawn(|| write(Language::English));
        let spanish = write(Language::Spanish);
        match english.join() {
            Ok(english) => (spanish, english),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    Ok(vec![
        (format!("openapi/{id}.en.json"), english.1),
        (format!("openapi/{id}.en.yaml"), english.0),
        (format!("openapi/{id}.json"), spanish.1),
        (format!("openapi/{id}.yaml"), spanish.0),
    ])
}
