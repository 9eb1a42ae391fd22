//! The result of a check.

use plimsoll_diagnostics::{Diagnostic, Fingerprint};
use plimsoll_model::Project;
use plimsoll_rules::{Proposal, RuleRef};

use crate::{coverage::Coverage, suppress::Suppression};

/// A diagnostic with what could be done about it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The diagnostic; its `fixes` are empty until [`fix`](crate::fix) or [`verify`](crate::verify)
    /// has turned a proposal into edits.
    pub diagnostic: Diagnostic,
    /// The rule that found it, with its page and what demands it.
    pub rule: RuleRef,
    /// What the rule proposes, best first.
    pub proposals: Vec<Proposal>,
    /// The subjects that share the finding, by address: one definition that several services use
    /// is one finding. The first is the one that the message names.
    pub subjects: Vec<String>,
    /// What silences it.
    pub suppressed_by: Option<SuppressedBy>,
    /// Its name within its file: like the fingerprint, but the same wherever the file lies.
    pub key: Fingerprint,
}

/// What silences a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuppressedBy {
    /// A comment; an index into [`Report::suppressions`].
    Comment(usize),
    /// An override of the configuration of its file; an index into
    /// [`Config::overrides`](plimsoll_config::Config::overrides).
    Override(usize),
    /// The baseline: it was known before.
    Baseline,
}

/// What was found, and what was looked at.
#[derive(Debug)]
pub struct Report {
    /// The files and their facts.
    pub project: Project,
    /// Everything that was found, by file and place; those that are suppressed too.
    pub judged: Vec<Judged>,
    /// The suppression comments.
    pub suppressions: Vec<Suppression>,
    /// What was looked at.
    pub coverage: Coverage,
}

impl Report {
    /// What was found and is not suppressed, by file and place.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.open().map(|it| &it.diagnostic)
    }

    /// The same with what can be done.
    pub fn open(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(|it| it.suppressed_by.is_none())
    }
}
