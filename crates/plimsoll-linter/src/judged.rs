//! What a finding is once settings have decided on it: one subject at one place, with its level and
//! with what silences it.
//!
//! It does not know that findings can stand together; [`joined`](crate::joined()) does, for people.

use plimsoll_diagnostics::{Diagnostic, Fingerprint};
use plimsoll_rules::{Proposal, RuleRef};

/// A diagnostic with what could be done about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Judged {
    /// The diagnostic; its `fixes` are empty until [`fix`](crate::fix) or [`verify`](crate::verify)
    /// has turned a proposal into edits.
    pub diagnostic: Diagnostic,
    /// The rule that found it, with its page and what demands it.
    pub rule: RuleRef,
    /// What the rule proposes, best first.
    pub proposals: Vec<Proposal>,
    /// The subject that it is about, by address; empty where it is about the text of a file.
    pub subject: String,
    /// What is wrong, whichever subject it is wrong for: findings with one offence at one place are
    /// about one definition that several subjects use.
    pub offence: Fingerprint,
    /// What silences it.
    pub suppressed_by: Option<SuppressedBy>,
    /// Its name within its file: like the fingerprint, but the same wherever the file lies.
    pub key: Fingerprint,
}

/// A finding that others make redundant in a list for people. A report on a standard counts it all
/// the same.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Superseded {
    /// The finding.
    pub judged: Judged,
    /// The findings of [`Report::judged`](crate::Report::judged) that say more, by fingerprint.
    pub by: Vec<Fingerprint>,
}

/// What silences a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuppressedBy {
    /// A comment; an index into [`Report::suppressions`](crate::Report::suppressions).
    Comment(usize),
    /// An override of the configuration of its file; an index into
    /// [`Config::overrides`](plimsoll_config::Config::overrides).
    Override(usize),
    /// What the configuration says is declared elsewhere; an index into
    /// [`Config::externals`](plimsoll_config::Config::externals).
    External(usize),
    /// The baseline: it was known before.
    Baseline,
}

/// Puts what was found in the order of files and places.
pub(crate) fn sort(judged: &mut [Judged]) {
    judged.sort_by(|one, other| {
        let key = |it: &Judged| (it.diagnostic.at, std::cmp::Reverse(it.diagnostic.severity));
        key(one).cmp(&key(other)).then_with(|| one.diagnostic.rule.cmp(&other.diagnostic.rule))
    });
}
