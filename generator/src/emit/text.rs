//! Files from templates.

use super::EmitError;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

/// A template below `templates/`: its path and text.
#[derive(Clone, Copy)]
pub(super) struct Template {
    path: &'static str,
    text: &'static str,
}

macro_rules! template {
    ($path:literal) => {
        Template {
            path: $path,
            text: include_str!(concat!("../../../templates/", $path)),
        }
    };
}

pub(super) const MANIFEST: Template = template!("Cargo.toml.jinja");
pub(super) const README: Template = template!("README.md.jinja");
pub(super) const SANDBOX: Template = template!("SANDBOX.md.jinja");
pub(super) const EXAMPLE: Template = template!("examples/service.rs.jinja");

/// Fills a template. A name that the values lack is an error, nothing is escaped, and the last line feed stays.
pub(super) fn fill(template: Template, values: &impl Serialize) -> Result<String, EmitError> {
    let failed = |source| EmitError::Template {
        template: template.path,
        source,
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax
        .keep_trailing_newline(true)
        .trim_blocks(true)
        .lstrip_blocks(true);
    environment.set_syntax(syntax.build().map_err(failed)?);
    environment
        .add_template(template.path, template.text)
        .map_err(failed)?;
    let template = environment.get_template(template.path).map_err(failed)?;
    template.render(Value::from(Serde(values))).map_err(failed)
}
