//! What is answered if no step refuses.

use super::{Compiler, Name, Target, field, line};
use crate::world::file::{ListEntry, RuleEntry, Values};
use crate::world::program::{Answer, List, Member, Value};
use generator::model::{Code, Field, Outcome};
use serde_yaml::Spanned;
use std::collections::BTreeMap;

impl Compiler<'_> {
    pub(super) fn answer(
        &mut self,
        entry: &RuleEntry,
        target: Target<'_>,
        names: &[Name],
    ) -> Option<Answer> {
        let row = self.accepted(entry, target)?;
        let status = target.operation.codes.get(row).and_then(|code| code.status);
        let fields = field::of_answer(target.operation, status);
        Some(Answer {
            row,
            headers: self.headers(&entry.answer.headers, target, names),
            body: self.members(&entry.answer.body, &fields, target, names),
            lists: self.lists(&entry.answer.lists, &fields, target, names),
        })
    }

    /// The row of the code: the one that the rule names, else the first accepted one.
    fn accepted(&mut self, entry: &RuleEntry, target: Target<'_>) -> Option<usize> {
        let codes = &target.operation.codes;
        if let Some(code) = &entry.answer.code {
            let row = codes.iter().position(|row| row.code == code.value);
            if row.is_none() {
                self.unlisted(line(code), target);
            }
            return row;
        }
        let accepted = |code: &Code| code.outcome == Outcome::Accepted;
        let row = codes.iter().position(accepted);
        if row.is_none() {
            let at = entry.operations.first().map_or(1, line);
            let what = format!("`{}` has no accepted code", target.operation.id);
            self.problem(at, what);
        }
        row
    }

    fn headers(
        &mut self,
        values: &Values,
        target: Target<'_>,
        names: &[Name],
    ) -> Vec<(String, Value)> {
        let mut headers = Vec::new();
        for (name, value) in values {
            if field::header(target.operation, name) {
                headers.extend(
                    self.value(value, target, names)
                        .map(|it| (name.clone(), it)),
                );
            } else {
                let what = format!(
                    "no answer of `{}` has a header `{name}`",
                    target.operation.id
                );
                self.problem(line(value), what);
            }
        }
        headers
    }

    fn lists(
        &mut self,
        entries: &BTreeMap<String, Spanned<ListEntry>>,
        fields: &[&Field],
        target: Target<'_>,
        names: &[Name],
    ) -> Vec<List> {
        let mut lists = Vec::new();
        for (path, list) in entries {
            let Some((path, item)) = field::list(self.bank, target.operation, fields, path) else {
                let what = format!(
                    "the answer of `{}` has no list `{path}`",
                    target.operation.id
                );
                self.problem(line(list), what);
                continue;
            };
            let each = &list.value.each;
            let Some(slot) = self.listed(each, names) else {
                continue;
            };
            let item = self.members(&list.value.item, &item, target, names);
            lists.push(List { path, slot, item });
        }
        lists
    }

    /// The rows that a step has listed under this name.
    fn listed(&mut self, name: &Spanned<String>, names: &[Name]) -> Option<usize> {
        let slot = names
            .iter()
            .position(|one| one.text == name.value && one.many);
        if slot.is_none() {
            let what = format!("no step `list` has the name `{}`", name.value);
            self.problem(line(name), what);
        }
        slot
    }

    fn members(
        &mut self,
        values: &Values,
        fields: &[&Field],
        target: Target<'_>,
        names: &[Name],
    ) -> Vec<Member> {
        let mut members = Vec::new();
        for (path, value) in values {
            let Some((path, ty)) = field::value(self.bank, fields, path) else {
                let what = format!(
                    "the answer of `{}` has no field `{path}` of one value",
                    target.operation.id
                );
                self.problem(line(value), what);
                continue;
            };
            let value = self.value(value, target, names);
            members.extend(value.map(|value| Member { path, ty, value }));
        }
        members
    }
}
