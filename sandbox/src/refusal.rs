//! What a failed check is answered with.

use crate::catalogue::{Catalogue, OperationId};
use crate::config::{Check, CheckRule};
use crate::judgement::{Assumed, Judgement, Rule, Verdict};
use generator::model::{Operation, Outcome, ResponseKind};

/// The codes that stand for failed checks.
#[derive(Debug, Default)]
pub struct Refusals {
    rules: Vec<CheckRule>,
}

impl Refusals {
    /// Rules in the order in which they are asked.
    #[must_use]
    pub fn new(rules: Vec<CheckRule>) -> Self {
        Self { rules }
    }

    /// The answer to a call whose check failed. `argument` is the argument at fault, where it is one.
    #[must_use]
    pub fn judge(
        &self,
        catalogue: &Catalogue,
        id: OperationId,
        check: Check,
        argument: Option<&str>,
    ) -> Judgement {
        let operation = catalogue.operation(id);
        let rule = match check {
            Check::ArgumentMissing | Check::ArgumentInvalid | Check::BodyUnreadable => Rule::Check,
            Check::KeyMissing
            | Check::KeyMalformed
            | Check::KeyUnknown
            | Check::KeyRevoked
            | Check::SignatureMissing
            | Check::SignatureWrong
            | Check::NonceMissing
            | Check::NonceMalformed
            | Check::NonceUsed
            | Check::Denied
            | Check::CredentialMissing
            | Check::CredentialWrong => Rule::Authentication,
        };
        let mut judgement = self
            .rules
            .iter()
            .filter(|candidate| candidate.fits(check, operation, argument))
            .find_map(|candidate| candidate.judge(rule, operation))
            .unwrap_or_else(|| unlisted(rule, operation, check));
        judgement.content.argument = argument.map(str::to_owned);
        judgement
    }
}

impl CheckRule {
    fn fits(&self, check: Check, operation: &Operation, argument: Option<&str>) -> bool {
        let all_or_one = |names: &[serde_yaml::Spanned<String>], name: Option<&str>| {
            names.is_empty() || name.is_some_and(|name| names.iter().any(|own| own.value == name))
        };
        self.check == check
            && all_or_one(&self.operations, Some(&operation.id))
            && all_or_one(&self.fields, argument)
    }

    fn judge(&self, rule: Rule, operation: &Operation) -> Option<Judgement> {
        let row = self.codes.iter().find_map(|code| {
            let certain = |row: &generator::model::Code| row.outcome != Outcome::Accepted;
            let mut rows = operation.codes.iter();
            rows.position(|row| row.code == code.value && certain(row))
        });
        let status = self.status.as_ref().map(|status| status.value);
        let verdict = match (row, &self.unlisted, status) {
            (Some(row), _, _) => Verdict::Code(row),
            (None, Some(code), status) => {
                let status = status.unwrap_or(self.check.status());
                Verdict::Unlisted(code.value.clone(), status)
            }
            (None, None, Some(status)) => Verdict::Status(status),
            (None, None, None) => return None,
        };
        let mut judgement = Judgement::new(rule, verdict);
        judgement.status = status;
        Some(match &self.ruling {
            Some(ruling) => judgement.assuming(Assumed {
                what: format!("what stands for `{}`", self.check.name()),
                rulings: vec![ruling.value.clone()],
                setting: Some("checks".to_owned()),
            }),
            None => judgement,
        })
    }
}

impl Check {
    /// The name in the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArgumentMissing => "argument-missing",
            Self::ArgumentInvalid => "argument-invalid",
            Self::BodyUnreadable => "body-unreadable",
            Self::KeyMissing => "key-missing",
            Self::KeyMalformed => "key-malformed",
            Self::KeyUnknown => "key-unknown",
            Self::KeyRevoked => "key-revoked",
            Self::SignatureMissing => "signature-missing",
            Self::SignatureWrong => "signature-wrong",
            Self::NonceMissing => "nonce-missing",
            Self::NonceMalformed => "nonce-malformed",
            Self::NonceUsed => "nonce-used",
            Self::Denied => "denied",
            Self::CredentialMissing => "credential-missing",
            Self::CredentialWrong => "credential-wrong",
        }
    }

    /// The status that HTTP has for it.
    const fn status(self) -> u16 {
        match self {
            Self::ArgumentMissing | Self::ArgumentInvalid | Self::BodyUnreadable => 400,
            Self::KeyMissing
            | Self::KeyMalformed
            | Self::KeyUnknown
            | Self::KeyRevoked
            | Self::SignatureMissing
            | Self::SignatureWrong
            | Self::NonceMissing
            | Self::NonceMalformed
            | Self::NonceUsed
            | Self::CredentialMissing
            | Self::CredentialWrong => 401,
            Self::Denied => 403,
        }
    }
}

/// No code of the table stands for it: a status alone, if possible a documented one.
fn unlisted(rule: Rule, operation: &Operation, check: Check) -> Judgement {
    let wanted = check.status();
    let documented: Vec<u16> = operation
        .responses
        .iter()
        .filter(|response| response.kind == ResponseKind::Error)
        .filter_map(|response| response.status)
        .filter(|status| (400..500).contains(status))
        .collect();
    let status = if documented.contains(&wanted) {
        wanted
    } else {
        documented.first().copied().unwrap_or(wanted)
    };
    let provenance = operation.codes_provenance.as_ref();
    let rulings = provenance.map_or_else(Vec::new, |provenance| {
        let all = provenance.all_rulings().into_iter();
        all.map(str::to_owned).collect()
    });
    Judgement::new(rule, Verdict::Status(status)).assuming(Assumed {
        what: format!(
            "status {status} without a code, since no code of the table stands for `{}`",
            check.name()
        ),
        rulings,
        setting: Some("checks".to_owned()),
    })
}
