//! Headers that a call need not give: kept in the client's profile, or made for each call.

use super::Lowering;
use super::problem::{GENERATE, NO_REASON, NOT_TAKEN, PROFILE_SENSITIVE, SUPPLY};
use super::rows::{Row, anchor};
use super::rules::Rules;
use super::tables::Header;
use super::types::Resolved;
use crate::model::{
    Field, FieldIdent, Generate, Operation, Place, ProfileHeader, Required, Sensitive, Supply,
    Text, TypeRef,
};
use crate::names;
use crate::source::Span;
use crate::spec;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// The headers of catalogues that requests take.
#[derive(Default)]
pub(super) struct Taken<'a> {
    /// Those of the profile that requests of the service at hand take, in the order of the catalogues: by their places.
    profile: BTreeMap<Span, Rc<Header<'a>>>,
    /// The places of all that any request took.
    by_any: HashSet<Span>,
}

/// Whether the catalogue puts a header into the profile.
pub(super) fn is_of_profile(field: &spec::Field) -> bool {
    field.profile.as_ref().is_some_and(|profile| profile.value)
}

/// Where a catalogue says that the client supplies a header.
fn supplied(field: &spec::Field) -> Option<(Supply, Span)> {
    let profile = field.profile.as_ref().filter(|profile| profile.value);
    let profile = profile.map(|profile| (Supply::Profile, profile.span));
    let generate = field.generate.as_ref();
    profile.or_else(|| generate.map(|made| (Supply::Generated(made.value), made.span)))
}

impl<'a> Lowering<'a> {
    /// Reports the two keys on a row that is no entry of a header catalogue.
    pub(super) fn check_no_supply(&mut self, field: &spec::Field) {
        let profile = field.profile.as_ref().map(|key| ("profile", key.span));
        let generate = field.generate.as_ref().map(|key| ("generate", key.span));
        for (key, span) in profile.into_iter().chain(generate) {
            self.problems.at(
                SUPPLY,
                span,
                format!("`{key}` stands in a header catalogue only"),
                "write it at the header in `headers` of bank.yaml or service.yaml; it then holds for every operation that takes it",
            );
        }
    }

    /// Reports an entry of a catalogue whose value the client cannot supply as it says.
    pub(super) fn check_supply(&mut self, field: &spec::Field, ty: Option<&Resolved>) {
        let Some((supply, span)) = supplied(field) else {
            return;
        };
        if let (Supply::Profile, Some(generate)) = (supply, &field.generate) {
            self.problems.between(
                SUPPLY,
                generate.span,
                (span, "the client keeps it"),
                "a header is kept in the profile or made for each call, not both",
                "keep `profile` or `generate`",
            );
        }
        if let Some(fixed) = &field.fixed {
            self.report_fixed(fixed.span, span);
        }
        let sensitive = ty.and_then(|ty| ty.sensitive);
        let marks = [
            field.sensitive.as_ref().map(|mark| mark.span),
            field.ty.as_ref().map(|ty| ty.span),
        ];
        let mark = marks.into_iter().flatten().next().unwrap_or(span);
        match (supply, sensitive) {
            (_, None) | (Supply::Argument, Some(_)) => {}
            (Supply::Profile, Some(sensitive)) => self.report_kept(span, mark, sensitive),
            (Supply::Generated(_), Some(_)) => self.problems.at(
                GENERATE,
                mark,
                "a value that the client makes is shown, so that the bank can be asked about the call",
                "remove `generate`: what is secret or personal is given with each call",
            ),
        }
        if let Supply::Generated(generate) = supply {
            self.check_reason(field, span);
            if let Some(ty) = ty {
                self.check_makable(generate, &ty.ty, span);
            }
        }
    }

    fn report_fixed(&mut self, fixed: Span, supplied: Span) {
        self.problems.between(
            SUPPLY,
            fixed,
            (supplied, "the client supplies it"),
            "a value that is always the same is neither kept nor made",
            "keep `fixed`, or `profile` or `generate`",
        );
    }

    fn report_kept(&mut self, span: Span, mark: Span, sensitive: Sensitive) {
        let what = match sensitive {
            Sensitive::Secret => "secret",
            Sensitive::Personal => "personal",
        };
        self.problems.between(
            PROFILE_SENSITIVE,
            span,
            (mark, "this says so"),
            format!("this header is {what}: kept by the client, one customer's value would travel with another's call"),
            "remove `profile`, so that each call gives it",
        );
    }

    fn check_reason(&mut self, field: &spec::Field, span: Span) {
        if field.ruling.0.is_empty() && field.assumed.is_none() {
            self.problems.at(
                NO_REASON,
                span,
                "no ruling says why the client makes this value",
                "record the decision in rulings.yaml and name it under `ruling`",
            );
        }
    }

    /// Reports a type that not every made value has.
    fn check_makable(&mut self, generate: Generate, ty: &TypeRef, span: Span) {
        // The ends of what can be made, and something between.
        let samples = match generate {
            Generate::Uuid => [
                "00000000-0000-4000-8000-000000000000",
                "89abcdef-0123-4567-89ab-cdef01234567",
                "ffffffff-ffff-4fff-bfff-ffffffffffff",
            ],
            Generate::Hex16 => ["0000000000000000", "0123456789abcdef", "ffffffffffffffff"],
            Generate::Hex32 => [
                "00000000000000000000000000000000",
                "0123456789abcdeffedcba9876543210",
                "ffffffffffffffffffffffffffffffff",
            ],
            Generate::Now => return self.check_moment(ty, span),
        };
        let wrong = samples
            .into_iter()
            .find_map(|sample| Some((sample, self.value_problem(ty, sample)?)));
        if let Some((sample, wrong)) = wrong {
            self.problems.at(
                GENERATE,
                span,
                format!(
                    "`{sample}` would be such a value, and breaks the rules of the type: {wrong}"
                ),
                "make the header a `text`, with rules that allow every such value",
            );
        }
    }

    fn check_moment(&mut self, ty: &TypeRef, span: Span) {
        let format = match ty {
            TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => format,
            TypeRef::Named(_)
            | TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::List(_) => {
                return self.problems.at(
                    GENERATE,
                    span,
                    "only a date, a time or a datetime can tell the moment of sending",
                    "give the header `type: datetime` and its `format`, or remove `generate`",
                );
            }
        };
        if !format.0.contains('Z') && !self.has_zone {
            self.problems.at(
                GENERATE,
                span,
                "the format has no zone, and nothing says what the bank's clock shows",
                "give the `zone` of the bank in bank.yaml, or the `Z` of the format if it has one",
            );
        }
    }

    /// Who gives the header that a row of a request takes from a catalogue.
    pub(super) fn supply(&mut self, row: &Row<'a>) -> Supply {
        let Some(header) = &row.header else {
            return Supply::Argument;
        };
        let Some((supply, span)) = supplied(header.field) else {
            return Supply::Argument;
        };
        let field = row.field;
        self.taken.by_any.insert(span);
        if supply == Supply::Profile {
            let place = header.field.name.as_ref().map_or(span, |name| name.span);
            self.taken.profile.insert(place, Rc::clone(header));
        }
        if let Some(fixed) = &field.fixed {
            self.report_fixed(fixed.span, span);
        }
        if field.ty.is_some()
            || field.sensitive.is_some()
            || field.rust_type.is_some()
            || Rules::of_row(field, None).any()
        {
            self.problems.between(
                SUPPLY,
                anchor(field, row.name.span),
                (span, "the client supplies it"),
                "a header that the client supplies has the same type in every operation",
                "remove the type and the rules of this row; those of the catalogue hold",
            );
        }
        supply
    }

    /// The headers that the client of the service at hand keeps.
    pub(super) fn lower_profile(&mut self, operations: &[Operation]) -> Vec<ProfileHeader> {
        let headers = std::mem::take(&mut self.taken.profile);
        let mut names = names::Scope::new();
        let mut profile = Vec::with_capacity(headers.len());
        for header in headers.into_values() {
            profile.extend(self.profile_header(&header, &mut names, operations));
        }
        profile
    }

    fn profile_header(
        &mut self,
        header: &Rc<Header<'a>>,
        names: &mut names::Scope,
        operations: &[Operation],
    ) -> Option<ProfileHeader> {
        let (field, name) = (header.field, header.field.name.as_ref()?);
        let row = Row {
            field,
            header: None,
            name,
            through: Vec::new(),
        };
        let ident = self.field_ident(&row, &name.value)?;
        let written = field.rust_name.as_ref().map_or(name.span, |name| name.span);
        self.take(names, ident.as_str(), written, "rust_name");
        let resolved = header.ty.clone().unwrap_or_else(Resolved::unknown);
        let by = |wanted: &dyn Fn(&Field) -> bool| {
            let operations = operations.iter().enumerate();
            let takes = |(place, operation): (usize, &Operation)| {
                let mut request = operation.request.iter();
                let taken = request.any(|field| {
                    field.supply == Supply::Profile
                        && field.wire_name == name.value
                        && wanted(field)
                });
                taken.then_some(place)
            };
            operations.filter_map(takes).collect()
        };
        Some(ProfileHeader {
            taken_by: by(&|_| true),
            required_by: by(&|field| field.required == Required::Yes),
            field: self.kept(&row, ident, resolved),
        })
    }

    /// The field of the profile.
    fn kept(&mut self, row: &Row<'_>, ident: FieldIdent, resolved: Resolved) -> Field {
        let field = row.field;
        let provenance = self.row_stated(row);
        let doc = match (&field.doc, resolved.doc) {
            (Some(doc), _) => self.text(doc),
            (None, Some(doc)) => doc,
            // Reported where the request takes it.
            (None, None) => Text::default(),
        };
        let example = field.example.as_ref().map(|example| example.value.clone());
        Field {
            wire_name: row.name.value.clone(),
            place: Place::Header,
            also_in: None,
            ident,
            ty: resolved.ty,
            required: Required::No,
            supply: Supply::Profile,
            aliases: Vec::new(),
            default: field.default.as_ref().map(|value| value.value.clone()),
            fixed: None,
            sensitive: resolved.sensitive,
            doc,
            example: example.or(resolved.example),
            provenance,
        }
    }

    /// Reports headers that are supplied to no request. `headers` are those of a catalogue, after everything that could take
    /// them.
    pub(super) fn check_taken(&mut self, headers: &[spec::Field]) {
        for (_, span) in headers.iter().filter_map(supplied) {
            if !self.taken.by_any.contains(&span) {
                self.problems.at(
                    NOT_TAKEN,
                    span,
                    "no request takes this header, so there is nothing to supply",
                    "remove the key; in answers a header is what the bank sends",
                );
            }
        }
    }
}
