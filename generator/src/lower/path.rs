//! Methods, paths and what is signed of them.

use super::Lowering;
use super::arguments::Arguments;
use super::auth::Lowered;
use super::http;
use super::problem::{METHOD, PATH, PATH_PARAMETER, ROW, SAME_SHAPE, SIGNING_BASE};
use crate::diagnostic::closest;
use crate::model::{self, AuthKind, AuthScheme, MessagePart, Method, Path, Place, Segment};
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::{BTreeMap, HashMap};

/// The method that a word in capitals stands for.
pub(super) fn method_of(word: &str) -> Option<Method> {
    const METHODS: [Method; 6] = [
        Method::Get,
        Method::Head,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];
    METHODS.into_iter().find(|method| method.as_str() == word)
}

/// Whether a request of this method carries a body.
pub(super) const fn takes_body(method: Method) -> bool {
    match method {
        Method::Get | Method::Head => false,
        Method::Post | Method::Put | Method::Patch | Method::Delete => true,
    }
}

/// The segments of a template; says what is wrong with it.
pub(super) fn segments(template: &str) -> Result<Vec<Segment>, String> {
    let Some(rest) = template.strip_prefix('/') else {
        return Err("it does not begin with a slash".to_owned());
    };
    rest.split('/')
        .map(|segment| {
            match segment
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) if !name.is_empty() && !name.contains(['{', '}']) => {
                    Ok(Segment::Parameter(name.to_owned()))
                }
                None if segment.is_empty() => Err("it has an empty segment".to_owned()),
                None if http::is_path_text(segment) => Ok(Segment::Constant(segment.to_owned())),
                Some(_) | None => Err(format!("`{}` is no segment", segment.escape_debug())),
            }
        })
        .collect()
}

/// The path with a mark for each parameter: what two paths of one shape have in common.
fn shape(segments: &[Segment]) -> String {
    let mut shape = String::new();
    for segment in segments {
        shape.push('/');
        match segment {
            Segment::Constant(text) => shape.push_str(text),
            Segment::Parameter(_) => shape.push_str("{}"),
        }
    }
    shape
}

impl Lowering<'_> {
    /// The method of an operation.
    pub(super) fn lower_method(&mut self, fact: &spec::Fact<String>) -> model::Fact<Method> {
        let method = method_of(&fact.value);
        if method.is_none() {
            self.problems.at(
                METHOD,
                fact.value.span,
                format!(
                    "`{}` is no method that is supported",
                    fact.value.escape_debug()
                ),
                "write `GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`",
            );
        }
        self.fact(fact, method.unwrap_or(Method::Post))
    }

    /// The path of an operation. `anchor` is underlined where nothing is given.
    pub(super) fn lower_path(&mut self, path: &spec::PathFact, anchor: Span) -> Path {
        match (&path.value, &path.undocumented) {
            (Some(template), None) => {
                let segments = segments(&template.value).unwrap_or_else(|wrong| {
                    self.problems.at(
                        PATH,
                        template.span,
                        format!("this is no path: {wrong}"),
                        "write segments that each begin with a slash, a parameter as a whole segment in braces: `/v1/pagos/{id}`",
                    );
                    Vec::new()
                });
                Path::Template {
                    template: template.value.clone(),
                    segments,
                    provenance: self.provenance(path, template.span),
                }
            }
            (None, Some(ruling)) => {
                let source = path.source.as_ref().and_then(|source| source.0.first());
                let given = [
                    source.map(|lines| ("source", lines.lines.span)),
                    path.assumed
                        .as_ref()
                        .map(|assumed| ("assumed", assumed.span)),
                ];
                for (key, span) in given.into_iter().flatten() {
                    self.misplaced(key, span, "a path that no document gives");
                }
                Path::Undocumented {
                    ruling: self.ruling_id(ruling),
                }
            }
            (value, undocumented) => {
                let span = value
                    .as_ref()
                    .or(undocumented.as_ref())
                    .map_or(anchor, |written| written.span);
                self.problems.at(
                    ROW,
                    span,
                    "a path is either given or undocumented",
                    "write `{value: /…, source: …}`, or `{undocumented: <ruling>}`",
                );
                Path::Undocumented {
                    ruling: String::new(),
                }
            }
        }
    }

    /// Reports path parameters without a row, rows without their parameter, and parameters that stand twice.
    pub(super) fn check_path_parameters(
        &mut self,
        operation: &spec::Operation,
        path: &Path,
        arguments: &Arguments,
    ) {
        let (Path::Template { segments, .. }, Some(template)) = (path, &operation.path.value)
        else {
            return;
        };
        // A path that cannot be read has no segments.
        if segments.is_empty() {
            return;
        }
        let mut named = self.named_parameters(segments, template.span);
        let rows = arguments
            .fields
            .iter()
            .filter(|(field, _)| field.place == Place::Path);
        for (field, row) in rows {
            match named.get_mut(field.wire_name.as_str()) {
                Some(listed) => *listed = true,
                None => self.problems.between(
                    PATH_PARAMETER,
                    *row,
                    (template.span, "the path has no such parameter"),
                    format!(
                        "`{}` is a path parameter that the path does not have",
                        field.wire_name.escape_debug()
                    ),
                    "correct its name or its `in`, or the path",
                ),
            }
        }
        for (name, _) in named.into_iter().filter(|(_, listed)| !listed) {
            self.problems.at(
                PATH_PARAMETER,
                template.span,
                format!("the path parameter `{}` has no row", name.escape_debug()),
                format!("add a row `{{name: {name}, in: path, …}}` to `request`"),
            );
        }
    }

    /// The parameters of a path, none of them listed yet.
    fn named_parameters<'p>(
        &mut self,
        segments: &'p [Segment],
        span: Span,
    ) -> BTreeMap<&'p str, bool> {
        let mut named = BTreeMap::new();
        for segment in segments {
            if let Segment::Parameter(name) = segment
                && named.insert(name.as_str(), false).is_some()
            {
                self.problems.at(
                    PATH,
                    span,
                    format!(
                        "the parameter `{}` stands in the path twice",
                        name.escape_debug()
                    ),
                    "give each parameter a name of its own",
                );
            }
        }
        named
    }

    /// The part of the path that is signed, which must be a beginning of it.
    pub(super) fn lower_signing_base(
        &mut self,
        operation: &spec::Operation,
        path: &Path,
        scheme: Option<&Lowered>,
    ) -> Option<model::Fact<String>> {
        // Of a scheme with problems nobody knows what it signs.
        let known = scheme.is_none_or(|scheme| scheme.sound);
        let wanted = scheme
            .filter(|scheme| signs_base(&scheme.scheme))
            .map(|scheme| scheme.span);
        let Some(fact) = &operation.signing_base else {
            if let Some(scheme) = wanted.filter(|_| known) {
                self.problems.between(
                    SIGNING_BASE,
                    operation.operation.span,
                    (scheme, "the scheme signs it"),
                    "the operation has no signing base, which its auth scheme signs",
                    "add `signing_base: {value: /…, source: …}`",
                );
            }
            return None;
        };
        let base = &fact.value;
        if wanted.is_none() && known {
            self.problems.at(
                SIGNING_BASE,
                base.span,
                "the auth scheme of this operation signs no signing base",
                "remove `signing_base`, or correct `auth`",
            );
        }
        let formed = base.starts_with('/') && !base.ends_with('/') && http::is_base_path(base);
        let begins = match path {
            Path::Template {
                template, segments, ..
            } => {
                segments.is_empty()
                    || template
                        .strip_prefix(base.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            Path::Undocumented { .. } => true,
        };
        if !formed || !begins {
            let template = operation
                .path
                .value
                .as_ref()
                .map_or(base.span, |template| template.span);
            self.problems.between(
                SIGNING_BASE,
                base.span,
                (template, "the path stands here"),
                format!("`{}` is no beginning of the path", base.escape_debug()),
                "write the first segments of the path, with a slash in front and none behind",
            );
        }
        Some(self.fact(fact, base.value.clone()))
    }

    /// Reports operations that a server could not tell apart, unless a ruling speaks of both.
    pub(super) fn check_shapes(&mut self, operations: &[model::Operation], spans: &[Span]) {
        let mut seen: HashMap<(Method, String), usize> = HashMap::with_capacity(operations.len());
        for (place, operation) in operations.iter().enumerate() {
            let Path::Template { segments, .. } = &operation.path else {
                continue;
            };
            if segments.is_empty() {
                continue;
            }
            let Some(&first) = seen.get(&(operation.method.value, shape(segments))) else {
                seen.insert((operation.method.value, shape(segments)), place);
                continue;
            };
            let covered = operations
                .get(first)
                .is_some_and(|first| share_a_ruling(first, operation));
            if let (false, Some(span), Some(first)) = (covered, spans.get(place), spans.get(first))
            {
                self.problems.between(
                    SAME_SHAPE,
                    *span,
                    (*first, "the other one"),
                    "two operations have one method and one shape of path",
                    "record in a ruling how they are told apart, and name it under `ruling` of both paths",
                );
            }
        }
    }

    /// Reports a word with the one that was perhaps meant.
    pub(super) fn unknown<'n>(
        &mut self,
        code: &'static str,
        written: &Spanned<String>,
        what: &str,
        known: impl Iterator<Item = &'n str>,
        help: &str,
    ) {
        let help = match closest(&written.value, known) {
            Some(near) => format!("did you mean `{near}`? Else {help}"),
            None => help.to_owned(),
        };
        self.problems.at(
            code,
            written.span,
            format!("there is no {what} `{}`", written.value.escape_debug()),
            help,
        );
    }
}

fn share_a_ruling(a: &model::Operation, b: &model::Operation) -> bool {
    let rulings = |operation: &model::Operation| -> Vec<String> {
        let mut all: Vec<String> = operation
            .provenance
            .all_rulings()
            .into_iter()
            .map(str::to_owned)
            .collect();
        match &operation.path {
            Path::Template { provenance, .. } => {
                all.extend(provenance.all_rulings().into_iter().map(str::to_owned));
            }
            Path::Undocumented { ruling } => all.push(ruling.clone()),
        }
        all
    };
    let of_b = rulings(b);
    rulings(a).iter().any(|ruling| of_b.contains(ruling))
}

/// Whether a scheme signs the operation's signing base.
fn signs_base(scheme: &AuthScheme) -> bool {
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            signature.message.value.contains(&MessagePart::SigningBase)
        }
        AuthKind::Oauth2ClientCredentials { .. } | AuthKind::Credentials(_) => false,
    }
}
