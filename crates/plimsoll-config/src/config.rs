//! A configuration put together: what holds, where, and which line decided.

use std::collections::BTreeMap;

use plimsoll_diagnostics::{Date, Level};
use plimsoll_model::kubernetes::schema;
use plimsoll_rules::{NameTaken, Parameters, RuleRef, RuleSet, profile};

use crate::{
    chain::{Chain, Layer, home},
    document::Document,
    external::External,
    hint::{hint, hint_rule},
    overrides::{About, Override},
    path::{absolute, below},
    pattern::PathPatterns,
    source::{Loader, Place, Problem, Source, SourceId, Spanned},
    version,
};

/// Who decided on something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// Nobody: it is as plimsoll comes.
    Default,
    /// A profile, and where it is named.
    Profile(&'static str, Option<Place>),
    /// The rule's own page in the project.
    Page,
    /// A line of a configuration file.
    File(Place),
}

/// What was decided about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its level; `None` where it is off.
    pub level: Option<Level>,
    /// Who decided.
    pub by: Origin,
}

/// What was decided about a rule at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Its level, as though nothing silenced it; `None` where it is off in general.
    pub level: Option<Level>,
    /// Who decided on the level.
    pub by: Origin,
    /// The override that silences it here; an index into [`Config::overrides`].
    pub silenced_by: Option<usize>,
}

/// A configuration put together.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The files that it comes from; the first one is the one that extends the others.
    pub sources: Vec<Source>,
    /// What is wrong with it, and what is worth knowing.
    pub problems: Vec<Problem>,
    /// What it says about the world.
    pub parameters: Parameters,
    /// The parameters that it sets, by name.
    pub parameter_origins: BTreeMap<&'static str, Origin>,
    /// Its overrides, base first.
    pub overrides: Vec<Override>,
    /// What cannot be looked at and nobody expects to be, base first.
    pub externals: Vec<External>,
    /// Whether an exception has to say why.
    pub needs_reason: bool,
    /// Whether suppressions of other tools count.
    pub foreign_suppressions: bool,
    /// The mildest level that fails a run, where it says so.
    pub fail_on: Option<Level>,
    /// The absolute path of the file with known findings, where it names one.
    pub baseline: Option<(String, Place)>,
    /// The rules that it is about.
    pub rules: RuleSet,
    decisions: BTreeMap<String, Decision>,
    locked: BTreeMap<String, Place>,
    include: Vec<Files>,
    exclude: Vec<Files>,
}

impl Config {
    /// Reads the file at the absolute `path` with what it extends, and puts it together.
    #[must_use]
    pub fn load(path: &str, loader: &dyn Loader) -> Self {
        Chain::load(path, loader).resolve(RuleSet::catalogue())
    }

    /// The folder of the file, absolute; `None` where there is no file.
    #[must_use]
    pub fn folder(&self) -> Option<&str> {
        self.sources.first().map(Source::folder)
    }

    /// The source.
    ///
    /// # Panics
    ///
    /// For an id of another configuration that is out of range here.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// `path:line:column` of a place, counted from one.
    #[must_use]
    pub fn shown(&self, place: Place) -> String {
        let source = self.source(place.source);
        let start = (place.at.start() as usize).min(source.text.len());
        let before = source.text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        format!("{}:{line}:{column}", source.path)
    }

    /// Whether something is wrong with it, so that it must not be used.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.problems.iter().any(|it| it.level == Level::Error)
    }

    /// What was decided about the rule, places aside.
    #[must_use]
    pub fn decision(&self, rule: &str) -> Decision {
        let off = Decision { level: None, by: Origin::Default };
        self.decisions.get(rule).copied().unwrap_or(off)
    }

    /// Adds a rule that files do not name, at the level that goes with its severity.
    ///
    /// # Errors
    ///
    /// Where another rule has the name.
    pub fn add(&mut self, rule: RuleRef) -> Result<(), NameTaken> {
        let (name, level) = (rule.name().to_owned(), Some(rule.severity().level()));
        self.rules.add(rule)?;
        self.decisions.insert(name, Decision { level, by: Origin::Page });
        Ok(())
    }

    /// Sets the level of a rule, whatever files say; for arguments and embedders.
    pub fn set(&mut self, rule: &str, level: Option<Level>) {
        self.decisions.insert(rule.to_owned(), Decision { level, by: Origin::Default });
    }

    /// Raises a rule of a page to at least `mildest`, unless a file sets its level.
    pub fn raise(&mut self, rule: &str, mildest: Level) {
        if let Some(decision) = self.decisions.get_mut(rule)
            && decision.by == Origin::Page
        {
            decision.level = decision.level.max(Some(mildest));
        }
    }

    /// Where the rule is locked.
    #[must_use]
    pub fn lock(&self, rule: &str) -> Option<Place> {
        self.locked.get(rule).copied()
    }

    /// Whether the rule can have a level somewhere.
    #[must_use]
    pub fn may_run(&self, rule: &str) -> bool {
        self.decision(rule).level.is_some()
            || self.overrides.iter().any(|it| matches!(it.choice(rule), Some(Some(_))))
    }

    /// What was decided about the rule for `about` on the day `today`.
    #[must_use]
    pub fn ruling(&self, rule: &str, about: &About<'_>, today: Option<Date>) -> Ruling {
        let Decision { level, by } = self.decision(rule);
        let mut ruling = Ruling { level, by, silenced_by: None };
        for (index, it) in self.overrides.iter().enumerate() {
            let Some(choice) = it.choice(rule) else { continue };
            if it.term(today).is_over() || !it.holds_for(about) {
                continue;
            }
            match choice {
                Some(level) => {
                    ruling = Ruling {
                        level: Some(level),
                        by: Origin::File(it.place),
                        silenced_by: None,
                    };
                }
                None => ruling.silenced_by = Some(index),
            }
        }
        ruling
    }

    /// The entry of [`Config::externals`] that is about what the file at the absolute `path` refers
    /// to by `reference`, or about the file itself, on the day `today`.
    #[must_use]
    pub fn external(
        &self,
        path: &str,
        reference: Option<&str>,
        today: Option<Date>,
    ) -> Option<usize> {
        let is_it = |it: &External| !it.term(today).is_over() && it.is_about(path, reference);
        self.externals.iter().position(is_it)
    }

    /// The entry of [`Config::externals`] that says that the object `kind/name`, which the file at
    /// the absolute `path` uses, is declared elsewhere.
    #[must_use]
    pub fn declared_elsewhere(
        &self,
        path: &str,
        object: &str,
        today: Option<Date>,
    ) -> Option<usize> {
        let is_it = |it: &External| !it.term(today).is_over() && it.declares(path, object);
        self.externals.iter().position(is_it)
    }

    /// Whether the file at the absolute `path` is to be judged.
    #[must_use]
    pub fn inclusion(&self, path: &str) -> Inclusion {
        let place = |it: &Files| {
            let at = it.patterns.place(below(path, &it.reach)?)?;
            Some(Place { source: it.source, at })
        };
        if let Some(place) = self.exclude.iter().rev().find_map(place) {
            return Inclusion::Excluded(place);
        }
        match self.include.last() {
            None => Inclusion::ByDefault,
            Some(include) if place(include).is_some() => Inclusion::Included,
            Some(_) => Inclusion::NotIncluded,
        }
    }
}

/// Patterns for files, and the folder that they are relative to.
#[derive(Clone, Debug)]
struct Files {
    source: SourceId,
    reach: String,
    patterns: PathPatterns,
}

/// Whether a file is to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// `exclude` takes it out, here.
    Excluded(Place),
    /// There is an `include`, and it does not take it in.
    NotIncluded,
    /// `include` takes it in.
    Included,
    /// Neither says anything about it.
    ByDefault,
}

impl Chain {
    /// Puts the chain together for these rules. Those that are compiled in are chosen by profiles;
    /// those that came at run time are on, each at the level that goes with its severity.
    #[must_use]
    pub fn resolve(self, rules: RuleSet) -> Config {
        let home = home(&self).unwrap_or("/").to_owned();
        let Self { sources, problems, layers } = self;
        let mut config = Config { sources, problems, ..Config::default() };
        for rule in &rules {
            if matches!(rule, RuleRef::Shared(_)) {
                let decision = Decision { level: Some(rule.severity().level()), by: Origin::Page };
                config.decisions.insert(rule.name().to_owned(), decision);
            }
        }
        config.rules = rules;
        let mut pin = None;
        for layer in layers {
            match layer {
                Layer::Profile(profile, place) => {
                    (profile.parameters)(&mut config.parameters);
                    for rule in &config.rules.clone() {
                        let RuleRef::Static(entry) = rule else { continue };
                        let Some(level) = profile.level(entry) else { continue };
                        config.choose(rule.name(), level, Origin::Profile(profile.name, place));
                    }
                }
                Layer::File(source, document) => {
                    if let Some(it) = &document.rules_version {
                        pin = Some((Place { source, at: it.at }, it.value.clone()));
                    }
                    config.apply(source, *document, &home);
                }
            }
        }
        config.leave_out_unasked();
        if let Some((place, version)) = pin {
            config.leave_out_after(&version, place);
        }
        if config.needs_reason {
            config.ask_for_reasons();
        }
        config
    }
}

impl Config {
    /// Takes a level from a profile; a locked rule is not weakened by it.
    fn choose(&mut self, rule: &str, level: Level, by: Origin) {
        if self.locked.contains_key(rule) && self.decision(rule).level >= Some(level) {
            return;
        }
        self.decisions.insert(rule.to_owned(), Decision { level: Some(level), by });
    }

    fn apply(&mut self, source: SourceId, document: Document, home: &str) {
        let folder = self.source(source).folder().to_owned();
        // Patterns of a base that lies elsewhere are about the files of whoever extends it.
        let reach = if home == folder || below(home, &folder).is_some() {
            folder.clone()
        } else {
            home.to_owned()
        };
        for (name, value) in document.parameters {
            self.set_parameter(source, &name, &value);
        }
        for (name, choice) in &document.rules {
            let Some(rule) = self.rule(source, name) else { continue };
            let place = Place { source, at: choice.at };
            if self.is_weakened(&rule, choice.value, place) {
                continue;
            }
            let decision = Decision { level: choice.value, by: Origin::File(place) };
            self.decisions.insert(rule, decision);
        }
        for it in document.overrides {
            let place = Place { source, at: it.at };
            for kind in it.when.kinds.iter().flatten() {
                self.check_kind(source, kind);
            }
            let mut rules = BTreeMap::new();
            for (name, choice) in &it.rules {
                let Some(rule) = self.rule(source, name) else { continue };
                if !self.is_weakened(&rule, choice.value, Place { source, at: choice.at }) {
                    rules.insert(rule, choice.value);
                }
            }
            self.overrides.push(Override::new(place, reach.clone(), it, rules));
        }
        for it in document.externals {
            let place = Place { source, at: it.at };
            self.externals.push(External::new(place, reach.clone(), it));
        }
        for name in &document.locked {
            let Some(rule) = self.rule(source, name) else { continue };
            let place = Place { source, at: name.at };
            if self.decision(&rule).level.is_none() {
                let level = self.rules.find(&rule).map_or(Level::Error, |it| it.severity().level());
                let decision = Decision { level: Some(level), by: Origin::File(place) };
                self.decisions.insert(rule.clone(), decision);
            }
            self.locked.entry(rule).or_insert(place);
        }
        if let Some(patterns) = document.include {
            self.include.push(Files { source, reach: reach.clone(), patterns });
        }
        if !document.exclude.is_empty() {
            self.exclude.push(Files { source, reach, patterns: document.exclude });
        }
        let flag = |it: Option<Spanned<bool>>, so_far| it.map_or(so_far, |it| it.value);
        self.needs_reason = flag(document.needs_reason, self.needs_reason);
        self.foreign_suppressions = flag(document.foreign_suppressions, self.foreign_suppressions);
        self.fail_on = document.fail_on.map_or(self.fail_on, |it| Some(it.value));
        if let Some(it) = document.baseline {
            self.baseline = Some((absolute(&folder, &it.value), Place { source, at: it.at }));
        }
    }

    fn set_parameter(
        &mut self,
        source: SourceId,
        name: &Spanned<String>,
        value: &Spanned<plimsoll_rules::parameters::Value>,
    ) {
        let Some(parameter) = Parameters::ALL.iter().find(|it| it.name == name.value) else {
            let hint = hint(&name.value, Parameters::ALL.iter().map(|it| it.name));
            let message = format!("`{}` is not a parameter{hint}", name.value);
            return self.complain(Place { source, at: name.at }, Level::Error, message);
        };
        let place = Place { source, at: value.at };
        match self.parameters.set(parameter, &value.value) {
            Ok(()) => {
                self.parameter_origins.insert(parameter.name, Origin::File(place));
            }
            Err(message) => {
                self.complain(place, Level::Error, format!("`{}`: {message}", parameter.name));
            }
        }
    }

    /// The present name of the rule; says so where there is none or it was renamed.
    fn rule(&mut self, source: SourceId, name: &Spanned<String>) -> Option<String> {
        let place = Place { source, at: name.at };
        let written = name.value.as_str();
        let Some(present) = self.rules.find(written).map(|it| it.name().to_owned()) else {
            let hint = hint_rule(written, &self.rules);
            self.complain(place, Level::Error, format!("`{written}` is not a rule{hint}"));
            return None;
        };
        if present != written {
            let message = format!("`{written}` is called `{present}` now");
            self.complain(place, Level::Note, message);
        }
        Some(present)
    }

    /// Whether `choice` would weaken a rule that a base has locked; says so.
    fn is_weakened(&mut self, rule: &str, choice: Option<Level>, place: Place) -> bool {
        let Some(lock) = self.locked.get(rule) else { return false };
        if choice >= self.decision(rule).level {
            return false;
        }
        let name = self.source(lock.source).name();
        let message = format!("`{rule}` is locked by `{name}` and cannot be weakened here");
        self.complain(place, Level::Error, message);
        true
    }

    /// Leaves out what a standard did not ask for yet in the release that the manifests are for.
    fn leave_out_unasked(&mut self) {
        let minor = self.parameters.kubernetes_minor;
        for rule in &self.rules {
            let RuleRef::Static(entry) = rule else { continue };
            let is_asked = |it: &Decision| match it.by {
                Origin::Profile(name, _) => {
                    profile::find(name).is_none_or(|it| it.asks(entry, minor))
                }
                _ => true,
            };
            if self.decisions.get(rule.name()).is_some_and(|it| !is_asked(it)) {
                self.decisions.remove(rule.name());
            }
        }
    }

    fn leave_out_after(&mut self, version: &str, place: Place) {
        let Some(pin) = version::parse(version) else {
            let message = format!("`{version}` is not a version of plimsoll like `0.1`");
            return self.complain(place, Level::Error, message);
        };
        let own = env!("CARGO_PKG_VERSION");
        if version::is_before(own, &pin) {
            let message = format!("this is plimsoll {own}, which lacks rules of `{version}`");
            return self.complain(place, Level::Error, message);
        }
        for rule in &self.rules {
            let RuleRef::Static(entry) = rule else { continue };
            if let Some(it) = self.decisions.get_mut(rule.name())
                && version::is_after(entry.rule.since, &pin)
                && matches!(it.by, Origin::Profile(..))
                && !self.locked.contains_key(rule.name())
            {
                *it = Decision { level: None, by: Origin::File(place) };
            }
        }
    }

    /// Custom kinds are anybody's, so one that nobody knows is no mistake; one that is nearly a known
    /// one probably is.
    fn check_kind(&mut self, source: SourceId, kind: &Spanned<String>) {
        let known = || schema::kinds().chain(["ComposeService"]);
        if known().any(|it| it.eq_ignore_ascii_case(&kind.value)) {
            return;
        }
        let hint = hint(&kind.value, known());
        if !hint.is_empty() {
            let message = format!("`{}` is not a kind of Kubernetes{hint}", kind.value);
            self.complain(Place { source, at: kind.at }, Level::Warning, message);
        }
    }

    fn ask_for_reasons(&mut self) {
        let silences = |it: &&Override| it.rules.values().any(Option::is_none);
        let silent = self.overrides.iter().filter(silences).filter(|it| it.because.is_none());
        for place in silent.map(|it| it.place).collect::<Vec<_>>() {
            let message = "the override silences a rule and does not say why (`because`)";
            self.complain(place, Level::Error, message.to_owned());
        }
    }

    fn complain(&mut self, place: Place, level: Level, message: String) {
        self.problems.push(Problem { at: Some(place), level, message });
    }
}
