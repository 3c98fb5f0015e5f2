//! What a client keeps for all its calls: the headers that are usually the same.

use super::docs::{self, Docs};
use super::markdown::code;
use super::page::Part;
use super::print;
use super::{types, wire};
use crate::model::{Bank, ProfileHeader, Service};

/// `Profile`, with a field per header; nothing for a service that takes none.
pub(super) fn parts(bank: &Bank, service: &Service) -> Vec<Part> {
    if service.profile.is_empty() {
        return Vec::new();
    }
    let mut docs = Docs::new(
        "The headers that are usually the same for all calls of one program. Each is sent with every operation that takes it, unless the \
         call gives another value."
            .to_owned(),
    );
    docs.paragraph(
        "Give it to [`ClientBuilder::profile`](rt::ClientBuilder::profile), which checks it when the client is built. A call that lacks a \
         header which its operation requires, here and in its own arguments, is `NotSent`."
            .to_owned(),
    );
    let members = service.profile.iter().map(|header| print::Member {
        docs: documentation(bank, service, header),
        name: header.field.ident.as_str(),
        ty: types::of_field(bank, &header.field),
    });
    let attributes = ["#[derive(Clone, Default)]\n"];
    let fields: Vec<_> = service
        .profile
        .iter()
        .map(|header| header.field.clone())
        .collect();
    let parts = [
        print::structure(&docs.into_lines(), &attributes, "Profile", members),
        wire::record(bank, "Profile", &fields, &[], &wire::own),
        "rt::debug_record!(Profile);\n".to_owned(),
    ];
    parts.map(Part::Text).into()
}

fn documentation(bank: &Bank, service: &Service, header: &ProfileHeader) -> Vec<String> {
    let all = service.operations.len();
    let names = |places: &[usize]| {
        if places.len() == all && all > 1 {
            return "all operations".to_owned();
        }
        let operations = places.iter();
        let operations = operations.filter_map(|place| service.operations.get(*place));
        let names = operations.map(|operation| code(&operation.id));
        names.collect::<Vec<_>>().join(", ")
    };
    let mut taken = format!("Taken by {}", names(&header.taken_by));
    if header.required_by.is_empty() {
        taken.push_str("; required by none");
    } else {
        taken.extend(["; required by ", &names(&header.required_by)]);
    }
    docs::kept(bank, &header.field, taken)
}
