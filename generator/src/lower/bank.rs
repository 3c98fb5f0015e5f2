//! Banks: identity, documents, and what the services share.

use super::problem::NOTHING;
use super::reserved::LIBRARIES;
use super::tables::is_words;
use super::{Lowering, Problems};
use crate::model::{Bank, Document, Fact, ModuleIdent, Scope};
use crate::names;
use crate::source::Span;
use crate::spec::{self, BankFiles};
use std::collections::HashMap;

/// Version of a bank that gives none.
const FIRST_VERSION: &str = "0.1.0";

/// Lowers one bank. What is missing after a problem is empty.
pub(super) fn lower(files: &BankFiles, paths: &[String], problems: &mut Problems) -> Bank {
    let bank = &files.bank.value;
    let mut lowering = Lowering {
        problems,
        patterns: super::Patterns::default(),
        derived: super::Derived::default(),
        files: paths,
        document_lines: bank
            .documents
            .iter()
            .map(|document| document.lines.value)
            .collect(),
        documents: HashMap::new(),
        rulings: files
            .rulings
            .rulings
            .iter()
            .map(|ruling| (ruling.ruling.as_str(), ruling.ruling.span))
            .collect(),
        home: None,
        has_zone: bank.zone.is_some(),
        taken: super::Taken::default(),
        tables: super::Tables::default(),
        types: Vec::new(),
        type_spans: Vec::new(),
        type_names: names::Scope::new(),
        made: HashMap::new(),
    };
    let lib = lowering.identity(bank);
    let documents = lowering.lower_documents(&bank.documents);
    let rulings = lowering.lower_rulings(&files.rulings.rulings);
    let zone = bank.zone.as_ref().and_then(|zone| lowering.zone(zone));
    lowering.lower_types(&bank.types, &Scope::Bank);
    lowering.add_headers(&bank.headers, &Scope::Bank, bank.bank.span);
    lowering.add_groups(&bank.groups);
    lowering.add_envelopes(&bank.envelopes);
    lowering.check_envelopes(&bank.envelopes);
    lowering.check_cycles(0);
    lowering.check_depth(0);
    if files.services.is_empty() {
        lowering.problems.at(
            NOTHING,
            bank.bank.span,
            "the bank has no services",
            "add a folder with a service.yaml beside bank.yaml",
        );
    }
    // What a service adds is its own: each begins with what the bank shares.
    let (tables, type_names) = (lowering.tables.clone(), lowering.type_names.clone());
    let mut services = Vec::with_capacity(files.services.len());
    for service in &files.services {
        lowering.tables = tables.clone();
        lowering.type_names = type_names.clone();
        services.extend(lowering.lower_service(service, &bank.bank.value, services.len()));
    }
    lowering.check_taken(&bank.headers);
    Bank {
        id: bank.bank.value.clone(),
        lib: lib.unwrap_or_else(ModuleIdent::stand_in),
        title: lowering.text(&bank.title),
        country: bank.country.value.clone(),
        version: bank
            .version
            .as_ref()
            .map_or_else(|| FIRST_VERSION.to_owned(), |version| version.value.clone()),
        zone,
        documents,
        types: lowering.types,
        services,
        rulings,
        file: paths
            .get(file_place(bank.bank.span))
            .cloned()
            .unwrap_or_default(),
    }
}

fn file_place(span: Span) -> usize {
    usize::try_from(span.file.0).unwrap_or(usize::MAX)
}

impl<'a> Lowering<'a> {
    fn identity(&mut self, bank: &spec::Bank) -> Option<ModuleIdent> {
        let id = &bank.bank;
        self.form(
            is_words(&id.value, '-'),
            id,
            "is no id of a bank",
            "write lower-case words with hyphens: `banco-plaza`",
        );
        let country = &bank.country;
        let known = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        self.form(
            known,
            country,
            "is no code of a country",
            "write the two capitals of ISO 3166-1: `VE`",
        );
        if let Some(version) = &bank.version {
            self.form(
                is_version(version),
                version,
                "is no version",
                "write three numbers: `0.1.0`",
            );
        }
        let lib = id.value.replace('-', "_");
        if LIBRARIES.contains(&lib.as_str()) {
            self.form(
                false,
                id,
                "is a library that generated code uses",
                "give the bank another id",
            );
        }
        is_words(&id.value, '-').then_some(())?;
        self.ident(ModuleIdent::explicit(&lib), id.span, "bank")
    }

    fn lower_documents(&mut self, documents: &'a [spec::BankDocument]) -> Vec<Document> {
        self.unique("document", documents.iter().map(|document| &document.id));
        self.unique("file", documents.iter().map(|document| &document.file));
        for (place, document) in documents.iter().enumerate() {
            self.documents.entry(document.id.as_str()).or_insert(place);
        }
        documents
            .iter()
            .enumerate()
            .map(|(place, document)| self.lower_document(document, place))
            .collect()
    }

    fn lower_document(&mut self, document: &spec::BankDocument, place: usize) -> Document {
        let id = &document.id;
        self.form(
            is_words(&id.value.replace('_', "-"), '-'),
            id,
            "is no id of a document",
            "write lower-case words with hyphens or `_`: `pagos`",
        );
        let (file, sha256) = (&document.file, &document.sha256);
        let plain = !file.is_empty()
            && !file.contains(['/', '\\'])
            && file.value != "."
            && file.value != "..";
        self.form(
            plain,
            file,
            "is no file name",
            "write the name without folders",
        );
        let digits = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        self.form(
            sha256.len() == 64 && sha256.bytes().all(digits),
            sha256,
            "is no SHA-256",
            "write the 64 lower-case hexadecimal digits that `sha256sum` prints",
        );
        if document.lines.value == 0 {
            self.impossible(
                document.lines.span,
                "a document without lines states nothing",
                "write the number of lines",
            );
        }
        for unused in &document.unused {
            self.check_lines(place, &unused.lines);
        }
        Document {
            id: document.id.value.clone(),
            file: file.value.clone(),
            sha256: sha256.value.clone(),
            lines: document.lines.value,
            title: self.text(&document.title),
            utf8_read_as_gbk: match document.repair.as_ref().map(|repair| repair.value) {
                Some(spec::Repair::Utf8ReadAsGbk) => true,
                None => false,
            },
        }
    }

    fn zone(&mut self, zone: &spec::Zone) -> Option<Fact<i32>> {
        let minutes = minutes(&zone.offset);
        self.form(
            minutes.is_some(),
            &zone.offset,
            "is no offset from UTC",
            "write sign, hours and minutes: `-04:00`",
        );
        let provenance = self.provenance(zone, zone.offset.span);
        Some(Fact {
            value: minutes?,
            provenance,
        })
    }
}

fn is_version(version: &str) -> bool {
    let numbers: Vec<&str> = version.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|number| {
            number.parse::<u32>().is_ok()
                && !number.starts_with('+')
                && (number.len() == 1 || !number.starts_with('0'))
        })
}

/// Minutes east of UTC of `-04:00`.
fn minutes(offset: &str) -> Option<i32> {
    let (sign, rest) = match (offset.strip_prefix('-'), offset.strip_prefix('+')) {
        (Some(rest), _) => (-1, rest),
        (None, Some(rest)) => (1, rest),
        (None, None) => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str| {
        let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| plain)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_to_the_letter() {
        assert_eq!(minutes("-04:00"), Some(-240));
        assert_eq!(minutes("+05:30"), Some(330));
        for wrong in [
            "04:00", "-4:00", "-04", "-04:60", "+15:00", "Z", "", "-+4:00",
        ] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ids_and_versions_have_one_form() {
        assert!(is_words("banco-plaza", '-'));
        assert!(!is_words("Banco", '-'));
        assert!(!is_words("banco--plaza", '-'));
        assert!(!is_words("3ds", '-'));
        assert!(is_version("0.1.0"));
        assert!(!is_version("0.1"));
        assert!(!is_version("0.01.0"));
        assert!(!is_version("1.0.0-rc1"));
    }
}
