//! Walking a specification for its facts.

mod fields;
mod operation;
mod service;

use super::facts::{Category, Facts};
use fields::{catalogue, envelopes, rows, types_of};
use generator::spec::{BankFiles, Field, Kind, OneOrMany, Service};
use service::service_facts;

/// Every fact of a bank that cites lines, and how many facts rulings alone supply.
pub(crate) fn facts(bank: &BankFiles) -> Facts<'_> {
    let mut facts = Facts::new("");
    let types = Types {
        bank,
        service: None,
    };
    if let Some(zone) = &bank.bank.zone {
        facts.add("zone", zone.source.as_ref(), &zone.ruling, Vec::new());
    }
    types_of(&mut facts, types, &bank.bank.types);
    catalogue(&mut facts, types, &bank.bank.headers);
    for group in &bank.bank.groups {
        rows(
            &mut facts,
            types,
            &format!("group {} ", group.group.value),
            &group.fields,
            Marks::Unchecked,
        );
    }
    envelopes(&mut facts, &bank.bank.envelopes);
    for ruling in &bank.rulings.rulings {
        if let Some(places) = &ruling.places {
            facts.add(
                &ruling.ruling,
                Some(places),
                &OneOrMany::default(),
                Vec::new(),
            );
        }
    }
    for service in &bank.services {
        service_facts(&mut facts, bank, service);
    }
    facts
}

/// Where the names of types and catalogue headers are looked up.
#[derive(Clone, Copy)]
struct Types<'a> {
    bank: &'a BankFiles,
    service: Option<&'a Service>,
}

impl<'a> Types<'a> {
    /// The sort of a type as a field names it; `None` if it is named nowhere.
    fn category(self, name: &str) -> Option<Category> {
        Some(match name {
            "text" => Category::Text,
            "decimal" => Category::Decimal,
            "integer" => Category::Integer,
            "boolean" => Category::Boolean,
            "date" => Category::Date,
            "time" => Category::Time,
            "datetime" => Category::Datetime,
            _ if name.starts_with("list<") => Category::List,
            _ => {
                let service = self.service.iter().flat_map(|service| &service.types);
                let definition = service
                    .chain(&self.bank.bank.types)
                    .find(|definition| definition.name.value == name)?;
                match definition.kind.value {
                    Kind::Text | Kind::Enum => Category::Text,
                    Kind::Decimal => Category::Decimal,
                    Kind::Integer => Category::Integer,
                    Kind::Boolean => Category::Boolean,
                    Kind::Date => Category::Date,
                    Kind::Time => Category::Time,
                    Kind::Datetime => Category::Datetime,
                    Kind::Object => Category::Object,
                }
            }
        })
    }

    fn header(self, name: &str) -> Option<&'a Field> {
        let service = self.service.iter().flat_map(|service| &service.headers);
        service.chain(&self.bank.bank.headers).find(|header| {
            header
                .name
                .as_ref()
                .is_some_and(|own| own.value.eq_ignore_ascii_case(name))
        })
    }
}

/// Whether rows of a table carry marks for required and optional.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Checked,
    Unchecked,
}
