//! From method and path to an operation.

use crate::catalogue::{Catalogue, OperationId};
use crate::value::Rules;
use generator::model::{Method, Operation, Path, Place};
use std::collections::{BTreeMap, HashMap};

/// Where undocumented paths are served unless the file gives them one.
const UNDOCUMENTED: &str = "undocumented";

/// Where everything is served.
#[derive(Debug)]
pub struct Routes {
    root: Node,
    /// Path below which a service is served, by position in the model: empty unless two services want the same paths.
    prefixes: BTreeMap<usize, String>,
    /// Paths that no document gives.
    undocumented: BTreeMap<OperationId, String>,
}

/// A node of the tree of path segments.
#[derive(Debug, Default)]
struct Node {
    constants: HashMap<String, Node>,
    parameter: Option<Box<Node>>,
    ends: Vec<End>,
}

/// What a path leads to.
#[derive(Debug)]
struct End {
    target: Target,
    /// Names of the parameters on the way.
    parameters: Vec<String>,
}

/// What is served at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An operation, by its method.
    Operation(OperationId, Method),
    /// The token endpoint of a service; the method is POST.
    Token {
        /// Position of the service.
        service: usize,
    },
}

/// What a request is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// An operation, with the values of its path parameters.
    Operation(OperationId, Vec<(String, String)>),
    /// The token endpoint of a service.
    Token {
        /// Position of the service.
        service: usize,
    },
    /// The path is served, with these methods only.
    OtherMethod(Vec<&'static str>),
    /// Nothing is served there.
    Nowhere,
}

impl Routes {
    /// Lays out the paths of all served operations. `paths` gives paths to operations that have none by their documents, by operation.
    #[must_use]
    pub fn new(catalogue: &Catalogue, paths: &BTreeMap<OperationId, String>) -> Self {
        let mut undocumented = BTreeMap::new();
        for (id, _, operation) in catalogue.operations() {
            if let Path::Undocumented { .. } = operation.path {
                let path = paths.get(&id).cloned();
                undocumented.insert(id, path.unwrap_or_else(|| made_up(operation)));
            }
        }
        let mut routes = Self {
            root: Node::default(),
            prefixes: BTreeMap::new(),
            undocumented,
        };
        routes.prefixes = routes.colliding(catalogue);
        for (id, _, operation) in catalogue.operations() {
            for template in routes.templates(catalogue, id, operation) {
                let target = Target::Operation(id, operation.method.value);
                routes.root.insert(&template, target);
            }
        }
        for (service, path) in routes.token_paths(catalogue) {
            routes.root.insert(&path, Target::Token { service });
        }
        routes
    }

    /// The path below which a service is served: its prefix, if it has one, and its documented base path.
    #[must_use]
    pub fn base(&self, catalogue: &Catalogue, service: usize) -> String {
        let prefix = self.prefixes.get(&service).map_or("", String::as_str);
        let found = catalogue.bank().services.get(service);
        let environment = found.and_then(|service| service.environments.first());
        let base = environment.map_or("", |environment| environment.base_path.as_str());
        format!("{prefix}{base}")
    }

    /// The path of a service's token endpoint.
    #[must_use]
    pub fn token(&self, catalogue: &Catalogue, service: usize) -> Option<String> {
        let mut paths = self.token_paths(catalogue).into_iter();
        paths.find(|(of, _)| *of == service).map(|(_, path)| path)
    }

    /// The path of an operation below [`Routes::base`], where no document gives it.
    #[must_use]
    pub fn undocumented(&self, id: OperationId) -> Option<&str> {
        self.undocumented.get(&id).map(String::as_str)
    }

    /// The path of an operation below [`Routes::base`] as a template: `/v1/pagos/p2p/{id}`.
    #[must_use]
    pub fn template<'r>(&'r self, catalogue: &'r Catalogue, id: OperationId) -> &'r str {
        match &catalogue.operation(id).path {
            Path::Template { template, .. } => template,
            Path::Undocumented { .. } => self.undocumented(id).unwrap_or_default(),
        }
    }

    /// What a request is for. `target` is the request target as sent.
    #[must_use]
    pub fn find(&self, catalogue: &Catalogue, rules: &Rules, method: &str, target: &str) -> Route {
        let Some(segments) = segments(path_of(target)) else {
            return Route::Nowhere;
        };
        let mut found = Vec::new();
        self.root.collect(&segments, &mut Vec::new(), &mut found);
        let ends = found.iter().map(|(end, values)| {
            let names = end.parameters.iter().cloned();
            let parameters: Vec<(String, String)> = names.zip(values.iter().cloned()).collect();
            let fits = match end.target {
                Target::Operation(id, _) => {
                    fits(catalogue, rules, catalogue.operation(id), &parameters)
                }
                Target::Token { .. } => true,
            };
            (end.target, parameters, fits)
        });
        let ends: Vec<_> = ends.collect();
        // Two operations of one shape are told apart by the types of their parameters; if no type fits any operation, the first one says so.
        let any_fits = ends.iter().any(|(_, _, fits)| *fits);
        let mut fitting = ends.iter().filter(|(_, _, fits)| *fits == any_fits);
        let mut methods: Vec<_> = fitting
            .clone()
            .map(|(target, _, _)| target.method())
            .collect();
        match fitting.find(|(target, _, _)| target.method() == method) {
            Some((Target::Operation(id, _), parameters, _)) => {
                Route::Operation(*id, parameters.clone())
            }
            Some((Target::Token { service }, _, _)) => Route::Token { service: *service },
            None if methods.is_empty() => Route::Nowhere,
            None => {
                methods.sort_unstable();
                methods.dedup();
                Route::OtherMethod(methods)
            }
        }
    }

    /// Services that want a path of the same shape and method as another: each is served below its name.
    fn colliding(&self, catalogue: &Catalogue) -> BTreeMap<usize, String> {
        let mut owners: HashMap<(String, &str), usize> = HashMap::new();
        let mut colliding = BTreeMap::new();
        let operations = catalogue.operations().flat_map(|(id, _, operation)| {
            let method = operation.method.value.as_str();
            let templates = self.templates(catalogue, id, operation).into_iter();
            templates.map(move |template| (id.service, shape(&template), method))
        });
        let tokens = self.token_paths(catalogue).into_iter();
        let tokens = tokens.map(|(service, path)| (service, shape(&path), Method::Post.as_str()));
        for (service, shape, method) in operations.chain(tokens) {
            let owner = *owners.entry((shape, method)).or_insert(service);
            if owner != service {
                for position in [owner, service] {
                    if let Some(found) = catalogue.bank().services.get(position) {
                        colliding.insert(position, format!("/{}", found.id));
                    }
                }
            }
        }
        colliding
    }

    /// Whole paths of an operation: one for each base path among the environments of its service.
    fn templates(
        &self,
        catalogue: &Catalogue,
        id: OperationId,
        operation: &Operation,
    ) -> Vec<String> {
        let prefix = self.prefixes.get(&id.service).map_or("", String::as_str);
        let template = match &operation.path {
            Path::Template { template, .. } => template,
            Path::Undocumented { .. } => self.undocumented(id).unwrap_or_default(),
        };
        let mut templates: Vec<String> = Vec::new();
        for environment in &catalogue.service(id).environments {
            let whole = format!("{prefix}{}{template}", environment.base_path);
            if !templates.contains(&whole) {
                templates.push(whole);
            }
        }
        templates
    }

    /// Paths of the token endpoints, with the position of their service.
    fn token_paths(&self, catalogue: &Catalogue) -> Vec<(usize, String)> {
        let mut paths = Vec::new();
        for (position, service) in catalogue.services() {
            let prefix = self.prefixes.get(&position).map_or("", String::as_str);
            for url in service.environments.iter().filter_map(|environment| {
                let url = environment.token_url.as_ref()?;
                Some(url.value.as_str())
            }) {
                let path = (position, format!("{prefix}{}", path_of(url)));
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
        paths
    }
}

impl Target {
    fn method(self) -> &'static str {
        match self {
            Self::Operation(_, method) => method.as_str(),
            Self::Token { .. } => Method::Post.as_str(),
        }
    }
}

impl Node {
    fn insert(&mut self, template: &str, target: Target) {
        let mut node = self;
        let mut parameters = Vec::new();
        for segment in template.trim_matches('/').split('/') {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            node = match name {
                Some(name) => {
                    parameters.push(name.to_owned());
                    node.parameter.get_or_insert_default()
                }
                None => node.constants.entry(segment.to_owned()).or_default(),
            };
        }
        node.ends.push(End { target, parameters });
    }

    /// Every end that these segments lead to, constants before parameters.
    fn collect<'n>(
        &'n self,
        segments: &[String],
        values: &mut Vec<String>,
        found: &mut Vec<(&'n End, Vec<String>)>,
    ) {
        let Some((segment, rest)) = segments.split_first() else {
            found.extend(self.ends.iter().map(|end| (end, values.clone())));
            return;
        };
        if let Some(node) = self.constants.get(segment) {
            node.collect(rest, values, found);
        }
        if let Some(node) = &self.parameter
            && !segment.is_empty()
        {
            values.push(segment.clone());
            node.collect(rest, values, found);
            values.pop();
        }
    }
}

/// `/undocumented/<operation>/{parameters}`.
fn made_up(operation: &Operation) -> String {
    let mut path = format!("/{UNDOCUMENTED}/{}", operation.id);
    for field in &operation.request {
        if field.place == Place::Path {
            path.extend(["/{", &field.wire_name, "}"]);
        }
    }
    path
}

/// A template whose parameters have no names, to compare.
fn shape(template: &str) -> String {
    let segments = template.split('/').map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn fits(
    catalogue: &Catalogue,
    rules: &Rules,
    operation: &Operation,
    parameters: &[(String, String)],
) -> bool {
    parameters.iter().all(|(name, value)| {
        let mut fields = operation.request.iter();
        let field = fields.find(|field| field.place == Place::Path && field.wire_name == *name);
        field.is_none_or(|field| rules.check_text(catalogue.bank(), &field.ty, value).is_ok())
    })
}

/// Path and query of a request target, in the origin or the absolute form.
#[must_use]
pub fn origin_of(target: &str) -> &str {
    let origin = match target.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => {
            rest.find('/').map_or("/", |slash| &rest[slash..])
        }
        Some(_) | None => target,
    };
    origin.split('#').next().unwrap_or_default()
}

/// The path of a request target, in the origin or the absolute form, without the query.
#[must_use]
pub fn path_of(target: &str) -> &str {
    origin_of(target).split('?').next().unwrap_or_default()
}

/// The query of a request target; `None` where there is no question mark.
#[must_use]
pub fn query_of(target: &str) -> Option<&str> {
    let (_, query) = target.split_once('?')?;
    query.split('#').next()
}

/// The segments of a path, percent-decoded; `None` where an escape or its text is none.
fn segments(path: &str) -> Option<Vec<String>> {
    let inner = path.strip_prefix('/')?;
    inner.split('/').map(decode).collect()
}

/// Undoes percent-encoding.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        if *byte == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            let digit = |digit: u8| char::from(digit).to_digit(16);
            let value = digit(digits[0])? * 16 + digit(digits[1])?;
            bytes.push(u8::try_from(value).ok()?);
            rest = after;
        } else {
            bytes.push(*byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The pairs of a query or form, decoded; a plus sign is a space. A pair that cannot be decoded is kept as sent.
#[must_use]
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let decoded = |part: &str| {
        let spaced = part.replace('+', " ");
        decode(&spaced).unwrap_or(spaced)
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
