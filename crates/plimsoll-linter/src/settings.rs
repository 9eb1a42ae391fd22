//! What a project wants of a run: which rules at which level, and what the world is like.

use plimsoll_diagnostics::{Level, Severity};
use plimsoll_rules::{Entry, Parameters, Rule, catalogue};

use crate::date::Date;

/// Where a finding is, for settings that differ by place.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The path of the file as handed in.
    pub path: &'a str,
    /// The address of what the finding is about: `services.web`, `Deployment/shop/web/containers.app`.
    pub subject: &'a str,
}

/// Decides on one finding by its place; the level that the rule has is handed in.
type Override = Box<dyn Fn(&Rule, Place<'_>, Option<Level>) -> Option<Level> + Send + Sync>;

/// What a project wants of a run.
pub struct Settings {
    /// Facts about the project's world.
    pub parameters: Parameters,
    /// The date that decides whether a suppression has expired; `None` lets none expire.
    pub today: Option<Date>,
    /// Whether a suppression has to say why.
    pub needs_reason: bool,
    chosen: Vec<(&'static Entry, Option<Level>)>,
    overrides: Option<Override>,
}

impl Settings {
    /// The quiet profile: rules with a concrete attack or a standard behind them.
    #[must_use]
    pub fn recommended() -> Self {
        Self::of(|rule| rule.is_recommended)
    }

    /// Every rule.
    #[must_use]
    pub fn all() -> Self {
        Self::of(|_| true)
    }

    /// The rules that `choose` takes, each at the level that goes with its severity.
    #[must_use]
    pub fn of(choose: impl Fn(&Rule) -> bool) -> Self {
        let chosen = catalogue::all()
            .map(|entry| (entry, choose(entry.rule).then(|| level_of(entry.rule.severity))));
        Self {
            parameters: Parameters::default(),
            today: None,
            needs_reason: false,
            chosen: chosen.collect(),
            overrides: None,
        }
    }

    /// Sets the level of the rule with this name, present or former; `None` switches it off.
    /// Returns whether there is such a rule.
    pub fn set(&mut self, name: &str, level: Option<Level>) -> bool {
        let Some(found) = catalogue::find(name) else { return false };
        for (entry, slot) in &mut self.chosen {
            if entry.rule.name == found.rule.name {
                *slot = level;
            }
        }
        true
    }

    /// Lets `decide` have the last word on each finding: it gets the rule, the place and the
    /// level so far, and gives the level that counts; `None` drops the finding.
    pub fn decide_by_place(
        &mut self,
        decide: impl Fn(&Rule, Place<'_>, Option<Level>) -> Option<Level> + Send + Sync + 'static,
    ) {
        self.overrides = Some(Box::new(decide));
    }

    /// The rules that run: those with a level, and all where the place decides.
    pub(crate) fn running(&self) -> impl Iterator<Item = &'static Rule> {
        self.chosen
            .iter()
            .filter(|(_, level)| level.is_some() || self.overrides.is_some())
            .map(|(entry, _)| entry.rule)
    }

    /// The level of the rule as far as no place decides.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.chosen.iter().find(|(entry, _)| entry.rule.name == rule)?.1
    }

    /// The level of a finding of `rule` at `place`; `None` where it is switched off.
    #[must_use]
    pub fn level_at(&self, rule: &Rule, place: Place<'_>) -> Option<Level> {
        let level = self.level(rule.name);
        match &self.overrides {
            Some(decide) => decide(rule, place, level),
            None => level,
        }
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let chosen = self.chosen.iter().map(|(entry, level)| (entry.rule.name, level));
        f.debug_struct("Settings")
            .field("parameters", &self.parameters)
            .field("today", &self.today)
            .field("rules", &chosen.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// The level that a rule of this severity has unless a project says otherwise.
fn level_of(severity: Severity) -> Level {
    match severity {
        Severity::Critical | Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        _ => Level::Note,
    }
}
