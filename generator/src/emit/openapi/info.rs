//! `info`: what the document is, and what it is not.

use super::draft::Gaps;
use super::write::{Language, Layout, Node, Sink};
use crate::emit::format::notice;
use crate::model::{Bank, Document, Service};
use std::fmt::Write;

/// The licence of this repository, which covers the description and not the bank's service.
const LICENCE: &str = "MIT OR Apache-2.0";

/// The `info` object.
pub(super) struct Info<'a> {
    bank: &'a Bank,
    service: &'a Service,
    gaps: Gaps,
    rulings: usize,
}

impl<'a> Info<'a> {
    /// What is known when the rest of the document is built.
    pub(super) fn new(bank: &'a Bank, service: &'a Service, gaps: Gaps, rulings: usize) -> Self {
        Self {
            bank,
            service,
            gaps,
            rulings,
        }
    }

    /// How to change the file. JSON has no comments, so it is an entry; YAML has it as a comment as well.
    pub(super) fn generated(&self) -> String {
        notice(&self.service.file)
    }

    fn description(&self, language: Language) -> String {
        let mut text = language.of(&self.service.description).to_owned();
        let file = self
            .bank
            .documents
            .get(self.service.document)
            .map_or("", |document| document.file.as_str());
        let Gaps {
            paths,
            required,
            statuses,
            assumed,
        } = self.gaps;
        let rulings = self.rulings;
        // Writing to a String cannot fail.
        let _ = match language {
            Language::English => write!(
                text,
                "\n\nTranscribed from the bank's document `{file}`, in words of our own; names, codes and listed values are the \
                 bank's. `x-source` gives the lines of the document behind each fact, `x-assumed` the ruling where there is none, \
                 `x-undocumented` what the document leaves open, `x-rulings` the decisions between contradictory readings, \
                 `x-aliases` other names that a field may come with, `x-fixed-parameters` what is always sent with one value. \
                 Limits that the document does not state are not stated here.\n\n\
                 Left open: operations without a path: {paths}; required marks: {required}; statuses: {statuses}; facts supplied \
                 by a ruling: {assumed}. Rulings referred to: {rulings}; each is written out under `x-rulings` at the end, with \
                 the question for the bank.\n\n\
                 Neither written nor approved by the bank. The licence is that of this description, not of the bank's service."
            ),
            Language::Spanish => write!(
                text,
                "\n\nTranscrito del documento `{file}` del banco, con palabras propias; los nombres, códigos y valores listados \
                 son los del banco. `x-source` da las líneas del documento que respaldan cada hecho, `x-assumed` la decisión \
                 cuando no las hay, `x-undocumented` lo que el documento deja abierto y `x-rulings` las decisiones entre lecturas \
                 contradictorias, `x-aliases` otros nombres con los que puede llegar un campo, `x-fixed-parameters` lo que siempre \
                 se envía con un mismo valor. Los límites que el documento no da tampoco se dan aquí.\n\n\
                 Queda abierto: operaciones sin ruta: {paths}; marcas de obligatoriedad: {required}; estados: {statuses}; hechos \
                 que aporta una decisión: {assumed}. Decisiones citadas: {rulings}; cada una figura completa en `x-rulings`, al \
                 final, con la pregunta para el banco.\n\n\
                 No fue escrito ni aprobado por el banco. La licencia es la de esta descripción, no la del servicio del banco."
            ),
        };
        text
    }
}

impl Node for Info<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let language = to.language();
        to.open_map(Layout::Block);
        let bank = language.of(&self.bank.title);
        let title = format!("{bank}: {}", language.of(&self.service.title));
        to.entry("title", &title);
        to.entry("version", &self.bank.version);
        to.entry("description", &self.description(language));
        to.name("contact");
        to.open_map(Layout::Line);
        to.entry(
            "name",
            language.pick(
                "Maintainers of this description",
                "Autores de esta descripción",
            ),
        );
        to.close();
        to.name("license");
        to.open_map(Layout::Line);
        to.entry("name", LICENCE);
        to.entry("identifier", LICENCE);
        to.close();
        to.entry_list("x-documents", Layout::Block, &self.documents());
        to.close();
    }
}

impl<'a> Info<'a> {
    /// The documents, the service's own first.
    fn documents(&self) -> Vec<&'a Document> {
        let own = self.service.document;
        let rest = self.bank.documents.iter().enumerate();
        let rest = rest.filter(|(position, _)| *position != own);
        self.bank
            .documents
            .get(own)
            .into_iter()
            .chain(rest.map(|(_, document)| document))
            .collect()
    }
}

impl Node for Document {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("file", &self.file);
        to.entry("sha256", &self.sha256);
        to.entry("title", &self.title);
        to.close();
    }
}
