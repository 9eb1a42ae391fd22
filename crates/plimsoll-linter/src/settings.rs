//! What a project wants of a run: which rules at which level, and what the world is like.

use std::collections::HashMap;

use plimsoll_diagnostics::{Level, Severity};
use plimsoll_rules::{Parameters, Rule, RuleRef, catalogue};

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
type Override = Box<dyn Fn(&RuleRef, Place<'_>, Option<Level>) -> Option<Level> + Send + Sync>;

/// What a project wants of a run.
pub struct Settings {
    /// Facts about the project's world.
    pub parameters: Parameters,
    /// The date that decides whether a suppression has expired; `None` lets none expire.
    pub today: Option<Date>,
    /// Whether a suppression has to say why.
    pub needs_reason: bool,
    chosen: Vec<(RuleRef, Option<Level>)>,
    /// Positions in `chosen` by name, former names included.
    by_name: HashMap<String, usize>,
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
        let mut settings = Self {
            parameters: Parameters::default(),
            today: None,
            needs_reason: false,
            chosen: Vec::new(),
            by_name: HashMap::new(),
            overrides: None,
        };
        for entry in catalogue::all() {
            let level = choose(entry.rule).then(|| level_of(entry.rule.severity));
            settings.push(RuleRef::from(entry), level);
        }
        settings
    }

    /// Adds a rule that is not in the catalogue, at the level that goes with its severity:
    ///
    /// ```
    /// use plimsoll_linter::{
    ///     Linter, Settings,
    ///     rules::{Check, Entry, Rule, RuleRef},
    /// };
    ///
    /// static RULE: Rule = Rule {
    ///     name: "unnamed-replica-count",
    ///     summary: "workload runs once",
    ///     check: Check::Workload(|workload, cx| {
    ///         if workload.replicas.is(1) {
    ///             cx.report(&workload.replicas, format!("{workload} runs once"));
    ///         }
    ///     }),
    ///     ..Rule::UNSET
    /// };
    /// static ENTRY: Entry =
    ///     Entry { rule: &RULE, page: "Run two of everything.", group: "ours", source: "ours.rs" };
    ///
    /// let mut settings = Settings::recommended();
    /// settings.add(RuleRef::Static(&ENTRY))?;
    /// let report = Linter::new(settings).check_text(
    ///     "compose.yaml",
    ///     "services:\n  web:\n    image: nginx:1.27.2\n    deploy:\n      replicas: 1\n",
    /// );
    /// assert!(report.diagnostics().any(|it| it.rule.as_str() == "unnamed-replica-count"));
    /// # Ok::<(), plimsoll_linter::NameTaken>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where another rule has the name.
    pub fn add(&mut self, rule: RuleRef) -> Result<(), NameTaken> {
        if self.by_name.contains_key(rule.name()) {
            return Err(NameTaken(rule.name().to_owned()));
        }
        let level = level_of(rule.severity());
        self.push(rule, Some(level));
        Ok(())
    }

    fn push(&mut self, rule: RuleRef, level: Option<Level>) {
        let at = self.chosen.len();
        for name in rule.formerly() {
            self.by_name.entry((*name).to_owned()).or_insert(at);
        }
        self.by_name.insert(rule.name().to_owned(), at);
        self.chosen.push((rule, level));
    }

    /// Every rule, of the catalogue or added, with its level as far as no place decides; `None`
    /// where it is switched off.
    pub fn rules(&self) -> impl Iterator<Item = (&RuleRef, Option<Level>)> {
        self.chosen.iter().map(|(rule, level)| (rule, *level))
    }

    /// The rule with this name, present or former.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&RuleRef> {
        Some(&self.chosen[*self.by_name.get(name)?].0)
    }

    /// The name of a rule that `name` may have been meant for.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        self.chosen
            .iter()
            .map(|(rule, _)| (strsim::damerau_levenshtein(name, rule.name()), rule.name()))
            .filter(|(distance, _)| *distance <= 1 + name.len() / 5)
            .min()
            .map(|(_, name)| name)
    }

    /// Sets the level of the rule with this name, present or former; `None` switches it off.
    /// Returns whether there is such a rule.
    pub fn set(&mut self, name: &str, level: Option<Level>) -> bool {
        let Some(at) = self.by_name.get(name) else { return false };
        self.chosen[*at].1 = level;
        true
    }

    /// Lets `decide` have the last word on each finding: it gets the rule, the place and the
    /// level so far, and gives the level that counts; `None` drops the finding.
    pub fn decide_by_place(
        &mut self,
        decide: impl Fn(&RuleRef, Place<'_>, Option<Level>) -> Option<Level> + Send + Sync + 'static,
    ) {
        self.overrides = Some(Box::new(decide));
    }

    /// The rules that run: those with a level, and all where the place decides.
    pub(crate) fn running(&self) -> impl Iterator<Item = &RuleRef> {
        self.chosen
            .iter()
            .filter(|(_, level)| level.is_some() || self.overrides.is_some())
            .map(|(rule, _)| rule)
    }

    /// The level of the rule with this name as far as no place decides.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.chosen[*self.by_name.get(rule)?].1
    }

    /// The level of a finding of `rule` at `place`; `None` where it is switched off.
    #[must_use]
    pub fn level_at(&self, rule: &RuleRef, place: Place<'_>) -> Option<Level> {
        let level = self.level(rule.name());
        match &self.overrides {
            Some(decide) => decide(rule, place, level),
            None => level,
        }
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let chosen = self.chosen.iter().map(|(rule, level)| (rule.name(), level));
        f.debug_struct("Settings")
            .field("parameters", &self.parameters)
            .field("today", &self.today)
            .field("rules", &chosen.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// A rule was added whose name another one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTaken(pub String);

impl std::fmt::Display for NameTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is the name of another rule", self.0)
    }
}

impl std::error::Error for NameTaken {}

/// The level that a rule of this severity has unless a project says otherwise.
fn level_of(severity: Severity) -> Level {
    match severity {
        Severity::Critical | Severity::High => Level::Error,
        Severity::Medium => Level::Warning,
        _ => Level::Note,
    }
}
