//! Paths.

use super::draft::Draft;
use super::operation::Operation;
use super::security::Security;
use super::write::{Layout, Sink};
use crate::emit::EmitError;
use crate::model::{Method, Operation as ModelOperation, Path, Segment};
use std::collections::{HashMap, HashSet};

/// The operations of one path.
pub(super) struct PathItem<'a> {
    /// The path, with a fragment where another path item stands in its way; the id of the operation where no path is documented.
    pub(super) key: String,
    /// The path as it goes over the wire, where the key is not it.
    wire_path: Option<&'a str>,
    segments: &'a [Segment],
    operations: Vec<(Method, Operation<'a>)>,
}

/// The paths of a service, and the path items of operations without a documented path.
#[derive(Default)]
pub(super) struct Paths<'a> {
    /// Documented paths.
    pub(super) documented: Vec<PathItem<'a>>,
    /// By operation.
    pub(super) undocumented: Vec<PathItem<'a>>,
    /// Positions of the first path item of a template, and of a shape.
    templates: HashMap<&'a str, usize>,
    shapes: HashMap<String, usize>,
    keys: HashSet<String>,
}

impl<'a> Paths<'a> {
    /// Files an operation under its path.
    pub(super) fn add(
        &mut self,
        draft: &mut Draft<'a>,
        operation: &'a ModelOperation,
    ) -> Result<(), EmitError> {
        let built = (operation.method.value, Operation::new(draft, operation)?);
        let (template, segments) = match &operation.path {
            Path::Undocumented { .. } => {
                self.undocumented.push(PathItem {
                    key: operation.id.clone(),
                    wire_path: None,
                    segments: &[],
                    operations: vec![built],
                });
                return Ok(());
            }
            Path::Template {
                template, segments, ..
            } => (template.as_str(), segments.as_slice()),
        };
        let known = self.templates.get(template).copied();
        if let Some(item) = known.and_then(|position| self.documented.get_mut(position))
            && !item.operations.iter().any(|(method, _)| *method == built.0)
        {
            item.operations.push(built);
            return Ok(());
        }
        let position = self.documented.len();
        let twin = *self.shapes.entry(shape(segments)).or_insert(position);
        let key = match self.documented.get(twin) {
            None => template.to_owned(),
            Some(twin) => {
                let name = differing(segments, twin.segments).unwrap_or(&operation.id);
                let key = [template, "#", name].concat();
                if self.keys.contains(&key) {
                    [template, "#", &operation.id].concat()
                } else {
                    key
                }
            }
        };
        self.keys.insert(key.clone());
        self.templates.entry(template).or_insert(position);
        self.documented.push(PathItem {
            wire_path: (key != template).then_some(template),
            key,
            segments,
            operations: vec![built],
        });
        Ok(())
    }
}

/// The path without the names of its parameters. OpenAPI takes two paths of one shape for the same, so the second one gets a fragment.
/// A fragment never travels: whoever puts the key after the server's address calls the right resource.
fn shape(segments: &[Segment]) -> String {
    let mut shape = String::new();
    for segment in segments {
        shape.push('/');
        shape.push_str(match segment {
            Segment::Constant(text) => text,
            Segment::Parameter(_) => "{}",
        });
    }
    shape
}

/// The first parameter that the other path of the same shape calls something else.
fn differing<'a>(segments: &'a [Segment], twin: &[Segment]) -> Option<&'a str> {
    let mut pairs = segments.iter().zip(twin);
    pairs.find_map(|(own, other)| match own {
        Segment::Parameter(name) if own != other => Some(name.as_str()),
        Segment::Parameter(_) | Segment::Constant(_) => None,
    })
}

impl<'a> PathItem<'a> {
    /// Writes the path item; `security` is that of its document.
    pub(super) fn write<S: Sink>(&self, security: &Security<'a>, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry_if("x-wire-path", self.wire_path.as_ref());
        for (method, operation) in &self.operations {
            to.name(match method {
                Method::Get => "get",
                Method::Head => "head",
                Method::Post => "post",
                Method::Put => "put",
                Method::Patch => "patch",
                Method::Delete => "delete",
            });
            operation.write(security, to);
        }
        to.close();
    }
}
