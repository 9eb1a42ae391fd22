//! A rule as findings and settings hold it: one that is compiled in, or one that came at run time
//! and goes away with the configuration that brought it.

mod context;
mod literal;

use std::{fmt, sync::Arc};

use plimsoll_diagnostics::{Reaction, RuleName, Safety, Severity};
use plimsoll_model::Project;

pub use self::{
    context::{Context, Draft, Finding, Found, Place, Proposal, Undecided},
    literal::{Check, Entry, Maturity, Rule},
};
use crate::control::{Authority, Control};

/// A rule with its page, cheap to clone.
#[derive(Clone)]
pub enum RuleRef {
    /// One that is compiled in: of the catalogue, or an embedder's own literal.
    Static(&'static Entry),
    /// One that was made at run time.
    Shared(Arc<CustomRule>),
}

/// A rule that was made at run time, from a page or by an embedder.
pub struct CustomRule {
    /// The offence in kebab case.
    pub name: String,
    /// The same as a sentence: lower case, no full stop.
    pub summary: String,
    /// What it means when somebody uses it.
    pub severity: Severity,
    /// What the platform makes of it; `None` where the setting is in force as written.
    pub platform: Option<Reaction>,
    /// What demands it.
    pub controls: Vec<CustomControl>,
    /// The most that its fixes do; `None` where it offers none.
    pub fix: Option<Safety>,
    /// Rules whose findings about the same subject it makes redundant.
    pub supersedes: Vec<String>,
    /// Its page in Markdown.
    pub page: String,
    /// Where the page is, as messages show it: `policies/owner-label.md`.
    pub source: String,
    /// What finds it.
    pub check: CustomCheck,
}

/// The function of a [`CustomRule`]: it walks over the subjects itself and says with
/// [`Context::report_about`] and its siblings which of them is wrong.
pub type CustomCheck = Box<dyn for<'p> Fn(&'p Project, &mut Context<'p>) + Send + Sync>;

/// A demand that a custom rule answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CustomControl {
    /// Who demands it: one that is known here, or any other by its title.
    pub authority: Result<Authority, String>,
    /// Its id there.
    pub id: String,
}

/// A demand that a rule answers, wherever the rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlRef<'r> {
    /// Who demands it, where it is one that is known here.
    pub known: Option<Authority>,
    /// The name as people know it.
    pub authority: &'r str,
    /// Its id there.
    pub id: &'r str,
}

impl From<Control> for ControlRef<'_> {
    fn from(it: Control) -> Self {
        Self { known: Some(it.authority), authority: it.authority.title(), id: it.id }
    }
}

impl<'r> From<&'r CustomControl> for ControlRef<'r> {
    fn from(it: &'r CustomControl) -> Self {
        let authority = match &it.authority {
            Ok(known) => known.title(),
            Err(title) => title,
        };
        Self { known: it.authority.as_ref().ok().copied(), authority, id: &it.id }
    }
}

impl RuleRef {
    /// The offence in kebab case.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Static(it) => it.rule.name,
            Self::Shared(it) => &it.name,
        }
    }

    /// The name as diagnostics hold it.
    #[must_use]
    pub fn rule_name(&self) -> RuleName {
        match self {
            Self::Static(it) => RuleName::new(it.rule.name),
            Self::Shared(it) => RuleName::from(it.name.clone()),
        }
    }

    /// The name as a sentence.
    #[must_use]
    pub fn summary(&self) -> &str {
        match self {
            Self::Static(it) => it.rule.summary,
            Self::Shared(it) => &it.summary,
        }
    }

    /// What it means when somebody uses it.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Static(it) => it.rule.severity,
            Self::Shared(it) => it.severity,
        }
    }

    /// What the platform usually makes of it.
    #[must_use]
    pub fn platform(&self) -> Option<Reaction> {
        match self {
            Self::Static(it) => it.rule.platform,
            Self::Shared(it) => it.platform,
        }
    }

    /// Whether it can be relied on; a custom rule is as its author wants it.
    #[must_use]
    pub fn maturity(&self) -> Maturity {
        match self {
            Self::Static(it) => it.rule.maturity,
            Self::Shared(_) => Maturity::Stable,
        }
    }

    /// Whether the `recommended` profile holds it; a custom rule runs wherever it is loaded.
    #[must_use]
    pub fn is_recommended(&self) -> bool {
        match self {
            Self::Static(it) => it.rule.is_recommended,
            Self::Shared(_) => true,
        }
    }

    /// What demands it.
    pub fn controls(&self) -> impl Iterator<Item = ControlRef<'_>> {
        let (fixed, own) = match self {
            Self::Static(it) => (it.rule.controls, [].as_slice()),
            Self::Shared(it) => ([].as_slice(), it.controls.as_slice()),
        };
        fixed.iter().copied().map(ControlRef::from).chain(own.iter().map(ControlRef::from))
    }

    /// The most that its fixes do.
    #[must_use]
    pub fn fix(&self) -> Option<Safety> {
        match self {
            Self::Static(it) => it.rule.fix,
            Self::Shared(it) => it.fix,
        }
    }

    /// Earlier names.
    #[must_use]
    pub fn formerly(&self) -> &'static [&'static str] {
        match self {
            Self::Static(it) => it.rule.formerly,
            Self::Shared(_) => &[],
        }
    }

    /// Rules whose findings about the same subject it makes redundant.
    pub fn supersedes(&self) -> impl Iterator<Item = &str> {
        let (fixed, own) = match self {
            Self::Static(it) => (it.rule.supersedes, [].as_slice()),
            Self::Shared(it) => ([].as_slice(), it.supersedes.as_slice()),
        };
        fixed.iter().copied().chain(own.iter().map(String::as_str))
    }

    /// Rules whose findings about the same item it makes redundant.
    pub fn supersedes_item(&self) -> impl Iterator<Item = &str> {
        let fixed = match self {
            Self::Static(it) => it.rule.supersedes_item,
            Self::Shared(_) => &[],
        };
        fixed.iter().copied()
    }

    /// Its page in Markdown.
    #[must_use]
    pub fn page(&self) -> &str {
        match self {
            Self::Static(it) => it.page,
            Self::Shared(it) => &it.page,
        }
    }

    /// The group that it is listed under.
    #[must_use]
    pub fn group(&self) -> &str {
        match self {
            Self::Static(it) => it.group,
            Self::Shared(_) => "policies",
        }
    }

    /// The file that it is written in.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Static(it) => it.source,
            Self::Shared(it) => &it.source,
        }
    }
}

impl From<&'static Entry> for RuleRef {
    fn from(entry: &'static Entry) -> Self {
        Self::Static(entry)
    }
}

impl From<CustomRule> for RuleRef {
    fn from(rule: CustomRule) -> Self {
        Self::Shared(Arc::new(rule))
    }
}

impl PartialEq for RuleRef {
    /// Names are unique within the settings of a run.
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for RuleRef {}

impl fmt::Debug for RuleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for CustomRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomRule")
            .field("name", &self.name)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}
