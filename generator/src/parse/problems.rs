//! The problems of one file.

use crate::diagnostic::{Diagnostic, code};
use crate::source::Span;

/// Problems of one file that are reported; of more than these only the number. A person corrects them before reading on, and a
/// file that is no specification at all would fill the memory.
const MOST: usize = 100;

/// What is wrong with one file, in the order found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Diagnostic>,
    left_out: usize,
}

impl Problems {
    /// Adds a problem.
    pub(super) fn push(&mut self, problem: Diagnostic) {
        if self.list.len() < MOST {
            self.list.push(problem);
        } else {
            self.left_out += 1;
        }
    }

    /// Whether nothing is wrong.
    pub(super) const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether something with this code lies between the two bytes of `span`.
    pub(super) fn has(&self, code: &str, span: Span) -> bool {
        self.list.iter().any(|problem| {
            problem.code == code && (span.start..span.end).contains(&problem.primary.span.start)
        })
    }

    /// The problems, and how many were left out.
    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        let Self { mut list, left_out } = self;
        if left_out > 0
            && let Some(last) = list.last()
        {
            let message = format!("the file has {left_out} more problems");
            let help = "they are shown once those above are corrected";
            let span = last.primary.span;
            list.push(Diagnostic::new(code::MORE, span, message, "").help(help));
        }
        list
    }
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, problems: I) {
        for problem in problems {
            self.push(problem);
        }
    }
}
