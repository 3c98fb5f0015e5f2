//! Two files in one walk over the document: what is put together while writing is put together once.

use super::{JsonSink, Language, Layout, Sink, YamlSink};

/// Writes YAML and JSON in one language.
pub(in crate::emit::openapi) struct TwinSink {
    /// The YAML file.
    pub(in crate::emit::openapi) yaml: YamlSink,
    /// The JSON file.
    pub(in crate::emit::openapi) json: JsonSink,
}

impl Sink for TwinSink {
    fn language(&self) -> Language {
        self.yaml.language()
    }

    fn open_map(&mut self, layout: Layout) {
        self.yaml.open_map(layout);
        self.json.open_map(layout);
    }

    fn open_list(&mut self, layout: Layout) {
        self.yaml.open_list(layout);
        self.json.open_list(layout);
    }

    fn close(&mut self) {
        self.yaml.close();
        self.json.close();
    }

    fn key(&mut self, key: &str) {
        self.yaml.key(key);
        self.json.key(key);
    }

    fn name(&mut self, name: &'static str) {
        self.yaml.name(name);
        self.json.name(name);
    }

    fn item(&mut self) {
        self.yaml.item();
        self.json.item();
    }

    fn text(&mut self, text: &str) {
        self.yaml.text(text);
        self.json.text(text);
    }

    fn literal(&mut self, literal: &str) {
        self.yaml.literal(literal);
        self.json.literal(literal);
    }

    fn reference(&mut self, section: &'static str, component: &str) {
        self.yaml.reference(section, component);
        self.json.reference(section, component);
    }
}
