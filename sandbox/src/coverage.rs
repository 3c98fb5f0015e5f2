//! Which pairs of operation and response code have been exercised.

use crate::catalogue::{Catalogue, OperationId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts answers by operation and row of its code table.
#[derive(Debug)]
pub struct Coverage(BTreeMap<OperationId, Counts>);

#[derive(Debug)]
struct Counts {
    rows: Vec<AtomicU64>,
    /// Answers without a code.
    without: AtomicU64,
}

/// What has been exercised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverageReport {
    /// Pairs that were answered at least once.
    pub exercised: usize,
    /// All pairs.
    pub total: usize,
    /// The operations, in the order of the model.
    pub operations: Vec<OperationCoverage>,
}

/// What has been exercised of one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OperationCoverage {
    /// Service.
    pub service: String,
    /// Operation.
    pub operation: String,
    /// Answers without a response code.
    pub without_code: u64,
    /// The rows of the code table, in document order.
    pub codes: Vec<CodeCoverage>,
}

/// How often one row of a code table was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeCoverage {
    /// The code.
    pub code: String,
    /// Its documented status; `None` where there is none.
    pub status: Option<u16>,
    /// Answers.
    pub answers: u64,
}

impl Coverage {
    /// Nothing has been exercised yet.
    #[must_use]
    pub fn new(catalogue: &Catalogue) -> Self {
        let counts = catalogue.operations().map(|(id, _, operation)| {
            let rows = operation.codes.iter().map(|_| AtomicU64::new(0));
            let counts = Counts {
                rows: rows.collect(),
                without: AtomicU64::new(0),
            };
            (id, counts)
        });
        Self(counts.collect())
    }

    /// Counts an answer: the row of the code table, or `None` for an answer without a code.
    pub fn count(&self, id: OperationId, row: Option<usize>) {
        if let Some(counts) = self.0.get(&id) {
            let row = row.and_then(|row| counts.rows.get(row));
            row.unwrap_or(&counts.without)
                .fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        for counts in self.0.values() {
            for count in counts.rows.iter().chain([&counts.without]) {
                count.store(0, Ordering::Relaxed);
            }
        }
    }

    /// What has been exercised.
    #[must_use]
    pub fn report(&self, catalogue: &Catalogue) -> CoverageReport {
        let operations: Vec<_> = self
            .0
            .iter()
            .map(|(id, counts)| of(catalogue, *id, counts))
            .collect();
        let codes = || operations.iter().flat_map(|operation| &operation.codes);
        CoverageReport {
            exercised: codes().filter(|code| code.answers > 0).count(),
            total: codes().count(),
            operations,
        }
    }
}

fn of(catalogue: &Catalogue, id: OperationId, counts: &Counts) -> OperationCoverage {
    let operation = catalogue.operation(id);
    let codes = operation.codes.iter().zip(&counts.rows);
    OperationCoverage {
        service: catalogue.service(id).id.clone(),
        operation: operation.id.clone(),
        without_code: counts.without.load(Ordering::Relaxed),
        codes: codes
            .map(|(code, count)| CodeCoverage {
                code: code.code.clone(),
                status: code.status,
                answers: count.load(Ordering::Relaxed),
            })
            .collect(),
    }
}

impl CoverageReport {
    /// Pairs that were never answered: `pagos/crear_pago_p2p E015`.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let all = self.operations.iter().flat_map(|operation| {
            let codes = operation.codes.iter().filter(|code| code.answers == 0);
            codes.map(|code| {
                format!(
                    "{}/{} {}",
                    operation.service, operation.operation, code.code
                )
            })
        });
        all.collect()
    }
}
