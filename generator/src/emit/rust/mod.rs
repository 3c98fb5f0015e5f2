//! The Rust crate of a bank.

mod ast;
mod client;
mod codes;
mod credentials;
mod docs;
mod example;
mod library;
mod manifest;
mod markdown;
mod moment;
mod operation;
mod operation_docs;
mod page;
mod print;
mod profile;
mod sandbox;
mod supply;
mod types;
mod wire;

#[cfg(test)]
mod tests;

pub(super) use example::Examples;

use super::{EmitError, Options, openapi};
use crate::model::{Answer, Bank, Field, Operation, Scope, Service, Shape, Type, TypeId, TypeRef};
use crate::trigger::Triggers;
use page::Page;
use std::collections::HashMap;

/// The named types of a bank by the place they are defined at.
#[derive(Default)]
pub(super) struct TypesByScope<'m> {
    bank: Vec<&'m Type>,
    services: HashMap<usize, Vec<&'m Type>>,
    operations: HashMap<(usize, usize), Vec<&'m Type>>,
}

impl<'m> TypesByScope<'m> {
    fn of(bank: &'m Bank) -> Self {
        let mut by_scope = Self::default();
        let used = used(bank);
        for (ty, used) in bank.types.iter().zip(used) {
            match &ty.scope {
                Scope::Operation { .. } if !used => {}
                Scope::Bank => by_scope.bank.push(ty),
                Scope::Service(service) => by_scope.services.entry(*service).or_default().push(ty),
                Scope::Operation { service, operation } => {
                    let place = by_scope.operations.entry((*service, *operation));
                    place.or_default().push(ty);
                }
            }
        }
        by_scope
    }
}

/// Which types a request or an answer is made of, by their place in the bank. A refusal is read by its envelope, so that types
/// which only its rows have made are of no use to a caller.
fn used(bank: &Bank) -> Vec<bool> {
    let mut used = vec![false; bank.types.len()];
    let operations = bank.services.iter().flat_map(|service| &service.operations);
    let mut open: Vec<&[Field]> = Vec::new();
    for operation in operations {
        open.push(&operation.request);
        match &operation.answer {
            Answer::Struct(answer) => open.push(&answer.fields),
            Answer::Enum { variants, .. } => {
                open.extend(variants.iter().map(|variant| &*variant.content.fields));
            }
        }
    }
    while let Some(fields) = open.pop() {
        for id in fields.iter().filter_map(|field| named(&field.ty)) {
            if let Some(known) = used.get_mut(id.0 as usize).filter(|known| !**known) {
                *known = true;
                if let Shape::Object(fields) = &bank.ty(id).shape {
                    open.push(fields);
                }
            }
        }
    }
    used
}

/// The named type in a type, be it that of the items of a list.
fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::List(item) => named(item),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => None,
    }
}

/// A crate about to be emitted.
pub(super) struct Crate<'m> {
    bank: &'m Bank,
    types: TypesByScope<'m>,
    triggers: Triggers,
}

/// One file of a crate, or a few that belong together. Units are independent of each other.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    /// `Cargo.toml`, `README.md`, `SANDBOX.md`, `src/lib.rs` and `src/types.rs`.
    Root,
    /// `src/<service>/{mod,client,types}.rs` and `examples/<service>.rs`.
    Service(usize),
    /// `src/<service>/<operation>.rs`.
    Operation(usize, usize),
    /// `openapi/<service>.*`, which are no Rust but lie in the crate's folder.
    Openapi(usize),
}

impl<'m> Crate<'m> {
    /// The crate of a bank.
    pub(super) fn new(bank: &'m Bank) -> Self {
        Self {
            bank,
            types: TypesByScope::of(bank),
            triggers: Triggers::of(bank),
        }
    }

    /// Everything to emit.
    pub(super) fn units(&self) -> Vec<Unit> {
        let mut units = vec![Unit::Root];
        // The longest ones first.
        units.extend((0..self.bank.services.len()).map(Unit::Openapi));
        for (index, service) in self.bank.services.iter().enumerate() {
            units.push(Unit::Service(index));
            units.extend((0..service.operations.len()).map(|at| Unit::Operation(index, at)));
        }
        units
    }

    /// The files of a unit: path below the crate's folder, and contents.
    pub(super) fn emit(
        &self,
        unit: Unit,
        options: &Options,
    ) -> Result<Vec<(String, String)>, EmitError> {
        match unit {
            Unit::Root => self.root(options),
            Unit::Service(index) => match self.bank.services.get(index) {
                Some(service) => self.service(index, service),
                None => Ok(Vec::new()),
            },
            Unit::Openapi(index) => match self.bank.services.get(index) {
                Some(service) => openapi::emit(self.bank, service),
                None => Ok(Vec::new()),
            },
            Unit::Operation(index, at) => {
                let service = self.bank.services.get(index);
                match service.and_then(|service| Some((service, service.operations.get(at)?))) {
                    Some((service, operation)) => {
                        let types = self.types.operations.get(&(index, at));
                        let types = types.map_or(&[][..], Vec::as_slice);
                        let mut docs = operation_docs::module(operation);
                        docs.extend(sandbox::sentence(self.triggers.get(index, at)));
                        let file = operation_file(self.bank, service, operation, types, &docs)?;
                        Ok(vec![file])
                    }
                    None => Ok(Vec::new()),
                }
            }
        }
    }

    fn root(&self, options: &Options) -> Result<Vec<(String, String)>, EmitError> {
        let bank = self.bank;
        let page = Page::new(bank);
        let (docs, items) = library::root(&page, !self.types.bank.is_empty());
        let mut files = manifest::files(bank, options)?;
        files.push(sandbox::file(bank, &self.triggers)?);
        files.push((
            "src/lib.rs".to_owned(),
            page.finish(&bank.file, &docs, items),
        ));
        if !self.types.bank.is_empty() {
            let doc = "Types that the services of the bank share.".to_owned();
            files.push((
                "src/types.rs".to_owned(),
                types_file(bank, &bank.file, &self.types.bank, doc),
            ));
        }
        Ok(files)
    }

    fn service(
        &self,
        index: usize,
        service: &'m Service,
    ) -> Result<Vec<(String, String)>, EmitError> {
        let folder = format!("src/{}", service.module.plain());
        let types = self.types.services.get(&index);
        let types = types.map_or(&[][..], Vec::as_slice);
        let (docs, items) = library::service(self.bank, service, types);
        let module = Page::new(self.bank).finish(&service.file, &docs, items);
        let doc = "The client, and what it needs to know about the service.".to_owned();
        let page = Page::new(self.bank);
        let client = client::parts(&page, service);
        let client = page.finish(&service.file, &[doc], client);
        let mut files = vec![
            (format!("{folder}/mod.rs"), module),
            (format!("{folder}/client.rs"), client),
        ];
        if !types.is_empty() {
            let doc = "Types that the operations of the service share.".to_owned();
            files.push((
                format!("{folder}/types.rs"),
                types_file(self.bank, &service.file, types, doc),
            ));
        }
        files.extend(manifest::example(self.bank, service)?);
        Ok(files)
    }
}

fn types_file(bank: &Bank, file: &str, types: &[&Type], doc: String) -> String {
    let page = Page::new(bank);
    let mut parts = vec![page::runtime()];
    for ty in types {
        parts.extend(types::parts(&page, ty));
    }
    page.finish(file, &[doc], parts)
}

fn operation_file(
    bank: &Bank,
    service: &Service,
    operation: &Operation,
    types: &[&Type],
    docs: &[String],
) -> Result<(String, String), EmitError> {
    let page = Page::new(bank);
    let parts = operation::parts(&page, service, operation, types)?;
    let path = format!(
        "src/{}/{}.rs",
        service.module.plain(),
        operation.module.plain()
    );
    Ok((path, page.finish(&operation.file, docs, parts)))
}
