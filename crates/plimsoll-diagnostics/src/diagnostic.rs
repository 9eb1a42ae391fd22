//! What is wrong, where, how bad it is, and what can be done.

use std::{borrow::Cow, fmt, str::FromStr};

use crate::{EditSet, Fingerprint, Reaction, TextRange};

/// A file of a project; an index into the list of files that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub range: TextRange,
}

/// The name of a rule in kebab case: `privileged-container`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleName(Cow<'static, str>);

impl RuleName {
    /// A name known at compile time.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for RuleName {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a finding means when somebody uses it: a property of the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing; nothing is lost by itself.
    Info,
    /// Hygiene: makes another weakness a little worse.
    Low,
    /// Removes a layer of defence that a common attack meets.
    Medium,
    /// One step from the host, from other workloads, or from data.
    High,
    /// The host, the cluster or the data is open as written.
    Critical,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 5] = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The level that goes with it, unless a project says otherwise.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Critical | Self::High => Level::Error,
            Self::Medium => Level::Warning,
            Self::Low | Self::Info => Level::Note,
        }
    }
}

/// What a project makes of a finding: a decision of its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Shown, never fails a run by default.
    Note,
    /// Shown, fails a run that asks for it.
    Warning,
    /// Fails the run.
    Error,
}

impl Level {
    /// Every level, mildest first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What applying a fix does to the running system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Safety {
    /// Nothing: every effective setting stays as it was.
    Safe,
    /// Tightens: takes away what a correct workload rarely needs. Can break one that relies on it.
    Hardening,
    /// Leaves a value for a person to fill in. Offered in an editor, never applied in bulk.
    Manual,
}

impl Safety {
    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Hardening => "hardening",
            Self::Manual => "manual",
        }
    }
}

/// Whether a finding is about something written, or about something left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Evidence {
    /// The file says so.
    Stated,
    /// The file is silent, and the platform's default says so.
    Assumed,
}

impl Evidence {
    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Assumed => "assumed",
        }
    }
}

macro_rules! named_in_lower_case {
    ($($type:ty),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    )*};
}
named_in_lower_case!(Severity, Level, Safety, Evidence);

impl FromStr for Severity {
    type Err = ();

    /// Reads the lower-case name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|it| it.as_str() == name).ok_or(())
    }
}

impl FromStr for Level {
    type Err = ();

    /// Reads the lower-case name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|it| it.as_str() == name).ok_or(())
    }
}

/// A second place that explains a finding: *inherited from the pod here*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub at: Span,
    /// What it has to do with the finding, in lower case without a full stop.
    pub message: String,
}

/// A change that answers a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to do, as an imperative: *remove `privileged`*.
    pub title: String,
    /// What it does to the running system.
    pub safety: Safety,
    /// One sentence on what can break; there for every [`Safety::Hardening`] fix.
    pub may_break: Option<String>,
    /// The edits, by file.
    pub edits: Vec<(FileId, EditSet)>,
}

/// One finding.
///
/// The range of [`Diagnostic::at`] lies on character boundaries in a file that the user can edit.
/// No secret's value is in any text of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: RuleName,
    /// What it means when somebody uses it.
    pub severity: Severity,
    /// Why that is not what findings of the rule usually mean, as a clause; `None` where it is.
    pub severity_reason: Option<String>,
    /// What the project makes of it.
    pub level: Level,
    /// Whether it is written, or left out.
    pub evidence: Evidence,
    /// What the platform makes of it; `None` where the setting is in force as written.
    pub platform: Option<Reaction>,
    /// What is wrong: one line, lower case, the subject first in backticks.
    pub message: String,
    /// Where a person would look.
    pub at: Span,
    /// Where it is in the structure: `services.web.privileged`.
    pub address: String,
    /// Further places that explain it.
    pub labels: Vec<Label>,
    /// What can be done, best first.
    pub fixes: Vec<Fix>,
    /// The name that survives edits elsewhere.
    pub fingerprint: Fingerprint,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_order_goes_from_mild_to_bad() {
        for severity in Severity::ALL {
            assert_eq!(severity.as_str().parse(), Ok(severity));
        }
        for level in Level::ALL {
            assert_eq!(level.as_str().parse(), Ok(level));
        }
        assert!(Severity::Critical > Severity::High && Level::Error > Level::Warning);
        assert!(Safety::Safe < Safety::Hardening && Safety::Hardening < Safety::Manual);
    }
}
