//! Which file stands where, and which belong together.

use super::problems::Problems;
use crate::diagnostic::{Diagnostic, closest, code};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::spec::{Bank, BankFiles, Operation, Rulings, Service, ServiceFiles, Spec};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a file is, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'p> {
    /// `<bank>/bank.yaml`
    Bank { bank: &'p str },
    /// `<bank>/rulings.yaml`
    Rulings { bank: &'p str },
    /// `<bank>/<service>/service.yaml`
    Service { bank: &'p str, service: &'p str },
    /// `<bank>/<service>/operations/<operation>.yaml`
    Operation {
        bank: &'p str,
        service: &'p str,
        operation: &'p str,
    },
}

/// The role of a path; nothing for a place where no file belongs.
pub(super) fn role(path: &str) -> Option<Role<'_>> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [bank, "bank.yaml"] => Some(Role::Bank { bank }),
        [bank, "rulings.yaml"] => Some(Role::Rulings { bank }),
        [bank, service, "service.yaml"] => Some(Role::Service { bank, service }),
        [bank, service, "operations", file] => {
            file.strip_suffix(".yaml").map(|operation| Role::Operation {
                bank,
                service,
                operation,
            })
        }
        _ => None,
    }
}

/// Whether a file is `<bank>/sandbox.yaml`: the made-up world of a sandbox, which states no fact about the bank.
pub(super) fn is_sandbox(path: &str) -> bool {
    matches!(path.split_once('/'), Some((_, "sandbox.yaml")))
}

/// A diagnostic for a file that belongs nowhere.
pub(super) fn unexpected(path: &str, file: FileId) -> Diagnostic {
    let renamed = path
        .rsplit_once('.')
        .map(|(stem, _)| format!("{stem}.yaml"));
    let help = match renamed {
        Some(renamed) if renamed != path && role(&renamed).is_some() => {
            format!("rename it to `{renamed}`")
        }
        _ => "files stand at `<bank>/bank.yaml`, `<bank>/rulings.yaml`, `<bank>/<service>/service.yaml` and \
              `<bank>/<service>/operations/<operation>.yaml`"
            .to_owned(),
    };
    let message = "no file of a specification stands at this place";
    Diagnostic::new(code::UNEXPECTED_FILE, top(file), message, "").help(help)
}

/// A file as read.
pub(super) enum Content {
    Bank(Box<Spanned<Bank>>),
    Rulings(Rulings),
    Service(Box<Spanned<Service>>),
    Operation(Box<Spanned<Operation>>),
}

/// The files of one bank on their way together.
#[derive(Default)]
struct BankFolder<'p> {
    first: FileId,
    has_bank: bool,
    bank: Option<Box<Spanned<Bank>>>,
    rulings: Rulings,
    services: BTreeMap<&'p str, ServiceFolder<'p>>,
}

/// The files of one service on their way together.
#[derive(Default)]
struct ServiceFolder<'p> {
    first: FileId,
    has_service: bool,
    service: Option<Box<Spanned<Service>>>,
    operations: Vec<OperationFile<'p>>,
}

/// A file of `operations/`.
struct OperationFile<'p> {
    /// Name without `.yaml`.
    stem: &'p str,
    file: FileId,
    operation: Option<Box<Spanned<Operation>>>,
}

/// Puts the files of a specification together. What does not belong together goes to `problems`; the result counts only if
/// there are none.
pub(super) fn assemble(
    sources: &Sources,
    contents: Vec<(FileId, Option<Content>)>,
    problems: &mut Vec<Diagnostic>,
) -> Spec {
    let mut banks: BTreeMap<&str, BankFolder> = BTreeMap::new();
    for (file, content) in contents {
        let Some(role) = sources.get(file).and_then(|document| role(&document.path)) else {
            continue;
        };
        place(&mut banks, role, file, content);
    }
    let mut spec = Spec {
        banks: Vec::with_capacity(banks.len()),
        files: sources
            .documents
            .iter()
            .map(|document| document.path.clone())
            .collect(),
    };
    for (folder, files) in banks {
        if !files.has_bank {
            let message = format!("the folder `{folder}` has no `bank.yaml`");
            problems.push(
                Diagnostic::new(
                    code::NO_BANK,
                    top(files.first),
                    message,
                    "a file of the folder",
                )
                .help(format!(
                    "add `{folder}/bank.yaml`, or move the folder elsewhere"
                )),
            );
        }
        if let Some(bank) = &files.bank {
            let id = &bank.bank;
            problems.extend(other_name(code::BANK_NAME, "bank", id, "folder", folder));
        }
        let mut services = Vec::with_capacity(files.services.len());
        for (name, service) in files.services {
            let mut found = Problems::default();
            services.extend(finish_service(folder, name, service, &mut found));
            problems.extend(found.into_list());
        }
        if let Some(bank) = files.bank {
            let rulings = files.rulings;
            spec.banks.push(BankFiles {
                bank: *bank,
                rulings,
                services,
            });
        }
    }
    spec
}

fn place<'p>(
    banks: &mut BTreeMap<&'p str, BankFolder<'p>>,
    role: Role<'p>,
    file: FileId,
    content: Option<Content>,
) {
    let (Role::Bank { bank: name }
    | Role::Rulings { bank: name }
    | Role::Service { bank: name, .. }
    | Role::Operation { bank: name, .. }) = role;
    let bank = banks.entry(name).or_insert_with(|| BankFolder {
        first: file,
        ..BankFolder::default()
    });
    let (Role::Service { service, .. } | Role::Operation { service, .. }) = role else {
        bank.has_bank |= matches!(role, Role::Bank { .. });
        match content {
            Some(Content::Bank(content)) => bank.bank = Some(content),
            Some(Content::Rulings(content)) => bank.rulings = content,
            Some(Content::Service(_) | Content::Operation(_)) | None => {}
        }
        return;
    };
    let service = bank
        .services
        .entry(service)
        .or_insert_with(|| ServiceFolder {
            first: file,
            ..ServiceFolder::default()
        });
    match role {
        Role::Operation { operation, .. } => {
            let content = match content {
                Some(Content::Operation(content)) => Some(content),
                Some(Content::Bank(_) | Content::Rulings(_) | Content::Service(_)) | None => None,
            };
            service.operations.push(OperationFile {
                stem: operation,
                file,
                operation: content,
            });
        }
        Role::Bank { .. } | Role::Rulings { .. } | Role::Service { .. } => {
            service.has_service = true;
            if let Some(Content::Service(content)) = content {
                service.service = Some(content);
            }
        }
    }
}

/// Checks names and lists of one service, and puts its operations in the order of the list.
fn finish_service(
    bank: &str,
    folder: &str,
    files: ServiceFolder,
    problems: &mut Problems,
) -> Option<ServiceFiles> {
    if !files.has_service {
        let message = format!("the folder `{bank}/{folder}` has no `service.yaml`");
        problems.push(
            Diagnostic::new(
                code::NO_SERVICE,
                top(files.first),
                message,
                "a file of the folder",
            )
            .help(format!(
                "add `{bank}/{folder}/service.yaml`, or move the folder elsewhere"
            )),
        );
    }
    for OperationFile {
        stem, operation, ..
    } in &files.operations
    {
        if let Some(operation) = operation {
            let id = &operation.operation;
            problems.extend(other_name(
                code::OPERATION_NAME,
                "operation",
                id,
                "file",
                stem,
            ));
        }
    }
    let service = files.service?;
    problems.extend(other_name(
        code::SERVICE_NAME,
        "service",
        &service.service,
        "folder",
        folder,
    ));
    let order = listed_order(&service, &files.operations, problems);
    for OperationFile {
        stem,
        file,
        operation,
    } in &files.operations
    {
        if !order.contains_key(stem) {
            let span = operation.as_ref().map_or(top(*file), |o| o.operation.span);
            let message =
                format!("`{bank}/{folder}/service.yaml` does not list the operation `{stem}`");
            problems.push(
                Diagnostic::new(code::UNLISTED_OPERATION, span, message, "").help(format!(
                    "add `- {stem}` to its `operations`, or delete the file"
                )),
            );
        }
    }
    let mut operations = files.operations;
    operations.sort_by_key(|file| order.get(file.stem).copied().unwrap_or(usize::MAX));
    let operations = operations
        .into_iter()
        .filter_map(|file| file.operation.map(|boxed| *boxed));
    let operations = operations.collect();
    Some(ServiceFiles {
        folder: folder.to_owned(),
        service: *service,
        operations,
    })
}

/// Position of each operation in the list of its service.
fn listed_order<'p>(
    service: &Service,
    files: &[OperationFile<'p>],
    problems: &mut Problems,
) -> HashMap<&'p str, usize> {
    let stems: HashSet<&str> = files.iter().map(|file| file.stem).collect();
    let mut first: HashMap<&str, Span> = HashMap::new();
    let mut order = HashMap::new();
    for (position, listed) in service.operations.iter().enumerate() {
        let id = listed.value.as_str();
        if let Some(&first) = first.get(id) {
            problems.push(
                Diagnostic::new(
                    code::LISTED_TWICE,
                    listed.span,
                    format!("the operation `{id}` is listed twice"),
                    "listed again here",
                )
                .and(first, "first listed here")
                .help("remove one of the two"),
            );
            continue;
        }
        first.insert(id, listed.span);
        if let Some(&stem) = stems.get(id) {
            order.insert(stem, position);
            continue;
        }
        let help = match closest(id, files.iter().map(|file| file.stem)) {
            Some(stem) => format!("there is a file `operations/{stem}.yaml`"),
            None => format!("add `operations/{id}.yaml`, or remove the line"),
        };
        let message = format!("there is no file `operations/{id}.yaml`");
        let problem = Diagnostic::new(code::NO_OPERATION_FILE, listed.span, message, "");
        problems.push(problem.help(help));
    }
    order
}

/// A diagnostic if an id is not the name of its folder or file.
fn other_name(
    code: &'static str,
    key: &str,
    id: &Spanned<String>,
    place: &str,
    name: &str,
) -> Option<Diagnostic> {
    if id.value == name {
        return None;
    }
    let message = format!("the {key} is called `{}`, its {place} `{name}`", id.value);
    let help = format!("write `{key}: {name}`, or rename the {place}");
    Some(Diagnostic::new(code, id.span, message, "").help(help))
}

/// The very beginning of a file, for what is wrong with the file as a whole.
pub(super) fn top(file: FileId) -> Span {
    let (start, end) = (0, 0);
    Span { file, start, end }
}
