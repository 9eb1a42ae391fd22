//! The Pod Security Standards, decided as the admission plug-in of a given release decides them.
//!
//! Source: the `policy` package of `k8s.io/pod-security-admission`, whose check ids are used here.
//! Every check is judged on facts alone. What the facts leave open is neither allowed nor
//! refused; it is [undecided](Verdict::undecided). Exemptions are configuration of the cluster and
//! not known here, nor is what the API server refuses before admission.

mod admission;
mod baseline;
mod pod;
mod refusals;
mod restricted;

use std::fmt;

use plimsoll_diagnostics::Evidence;
use plimsoll_model::{Identity, Patch, Project, Site, Why, subjects::WorkloadId};

pub use admission::{Demand, Mode, Version, demand, parse_version};
use pod::{Pod, Ruling};
pub(crate) use refusals::Refusals;

/// A level of the standards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Everything is allowed.
    Privileged,
    /// Known escalations are refused.
    Baseline,
    /// Only hardened pods are allowed.
    Restricted,
}

impl Level {
    /// The level as labels spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Privileged => "privileged",
            Self::Baseline => "baseline",
            Self::Restricted => "restricted",
        }
    }

    /// The level that a label spells; exact, as the plug-in reads it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Privileged, Self::Baseline, Self::Restricted]
            .into_iter()
            .find(|it| it.as_str() == text)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The newest minor release whose checks are known; a later one is judged by these.
pub const NEWEST_MINOR: u32 = 37;

type Judge = for<'v, 'p> fn(&Pod<'p>, &mut Ruling<'v, 'p>);

/// One check of the plug-in.
#[derive(Debug)]
pub struct Check {
    /// Its id: `capabilities_baseline`.
    pub id: &'static str,
    /// The lowest level that holds it.
    pub level: Level,
    /// The check of the level below that it takes the place of, from the release on that it
    /// appeared in.
    pub replaces: Option<&'static str>,
    /// From which minor release on it judges how, ascending.
    versions: &'static [(u32, Judge)],
}

impl Check {
    fn judge(&self, minor: u32) -> Option<Judge> {
        self.versions.iter().rev().find(|(since, _)| *since <= minor).map(|(_, judge)| *judge)
    }

    /// Adds to `verdict` what the check, as release 1.`minor` has it, decides about `pod`; false
    /// where that release does not have it.
    fn apply<'p>(&'static self, pod: &Pod<'p>, minor: u32, verdict: &mut Verdict<'p>) -> bool {
        let Some(judge) = self.judge(minor.min(NEWEST_MINOR)) else { return false };
        judge(pod, &mut Ruling::new(self, verdict));
        true
    }
}

/// Every check: those of baseline, then those of restricted, each in the order of ids.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    baseline::CHECKS.iter().chain(restricted::CHECKS)
}

/// Whether the check with this id judges pods of a minor release; true for what is no check.
#[must_use]
pub fn is_asked(id: &str, minor: u32) -> bool {
    checks().find(|it| it.id == id).is_none_or(|it| it.judge(minor).is_some())
}

/// Something that a check refuses.
#[derive(Clone, Debug)]
pub struct Violation<'p> {
    /// The check.
    pub check: &'static Check,
    /// The pod, container, volume or port.
    pub subject: &'p Identity,
    /// The setting: where it is, or would be, written.
    pub site: &'p Site,
    /// Written badly, or not written.
    pub evidence: Evidence,
    /// What is refused, in the style of a message.
    pub message: String,
    /// The change that satisfies the check without a person's knowledge, if there is one.
    pub remedy: Option<Patch>,
}

/// Something that the files do not decide.
#[derive(Clone, Debug)]
pub struct Doubt<'p> {
    /// The check.
    pub check: &'static Check,
    /// The setting that is unknown.
    pub site: &'p Site,
    /// Why it is.
    pub unknown: Why,
    /// The setting that is refused unless the unknown one excuses it; `None` where the unknown one
    /// is itself what the check is about.
    pub about: Option<&'p Site>,
}

impl Doubt<'_> {
    /// The same in words: lower case, no full stop.
    #[must_use]
    pub fn why(&self) -> String {
        format!("`{}` {}", self.site.slot.path.join("."), self.unknown.as_str())
    }
}

/// What the plug-in decides about one pod.
#[derive(Clone, Debug, Default)]
pub struct Verdict<'p> {
    /// What it refuses, in the order of [`checks`].
    pub violations: Vec<Violation<'p>>,
    /// What the files leave open.
    pub undecided: Vec<Doubt<'p>>,
}

impl Verdict<'_> {
    /// Whether the pod is let in; `None` where the files do not decide it.
    #[must_use]
    pub fn is_allowed(&self) -> Option<bool> {
        match (self.violations.is_empty(), self.undecided.is_empty()) {
            (false, _) => Some(false),
            (true, true) => Some(true),
            (true, false) => None,
        }
    }
}

/// What `level`, as release 1.`minor` has it, decides about the workload's pods. Nothing is
/// decided about workloads of other platforms, where every fact that a check asks for is
/// inapplicable.
#[must_use]
pub fn evaluate(project: &Project, workload: WorkloadId, level: Level, minor: u32) -> Verdict<'_> {
    let minor = minor.min(NEWEST_MINOR);
    let pod = Pod::new(project, workload);
    let in_force = |check: &&Check| check.level <= level && check.judge(minor).is_some();
    let is_replaced =
        |check: &Check| checks().filter(in_force).any(|it| it.replaces == Some(check.id));
    let mut verdict = Verdict::default();
    for check in checks().filter(in_force).filter(|check| !is_replaced(check)) {
        check.apply(&pod, minor, &mut verdict);
    }
    verdict
}
