//! What a project wants of a run: which rules at which level, and what the world is like.

use plimsoll_config::{
    About, Chain, Config, Inclusion, Loader, Ruling, absolute, below, folder_of, nearest_name,
};
use plimsoll_diagnostics::{Date, Level};
use plimsoll_rules::{
    CustomRule, NameTaken, Parameters, Profile, Rule, RuleRef, RuleSet, catalogue, profile,
};

/// The name of the file with known findings, beside `plimsoll.toml` unless that names another one.
pub const BASELINE_FILE_NAME: &str = "plimsoll-baseline.json";

/// What a project wants of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Facts about the project's world.
    pub parameters: Parameters,
    /// The date that decides whether a suppression has expired; `None` lets none expire.
    pub today: Option<Date>,
    /// Whether a suppression has to say why.
    pub needs_reason: bool,
    /// Whether suppressions that were written for other tools count.
    pub foreign_suppressions: bool,
    config: Config,
    working_folder: String,
    repository: Option<String>,
}

impl Settings {
    /// The quiet profile: rules with a concrete attack or a standard behind them.
    #[must_use]
    pub fn recommended() -> Self {
        Self::of_profile(profile::recommended())
    }

    /// The rules of a profile.
    #[must_use]
    pub fn of_profile(profile: &'static Profile) -> Self {
        Self::new(Chain::of_profile(profile).resolve(RuleSet::catalogue()))
    }

    /// Every rule.
    #[must_use]
    pub fn all() -> Self {
        Self::of(|_| true)
    }

    /// The rules that `choose` takes, each at the level that goes with its severity.
    #[must_use]
    pub fn of(choose: impl Fn(&Rule) -> bool) -> Self {
        let mut config = Config::default();
        for entry in catalogue::all().filter(|entry| choose(entry.rule)) {
            config.set(entry.rule.name, Some(entry.rule.severity.level()));
        }
        Self::new(config)
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
        self.config.add(rule)
    }

    /// What a configuration says. What is [wrong](Config::is_wrong) with it is left out of it, so
    /// ask first.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            parameters: config.parameters.clone(),
            today: None,
            needs_reason: config.needs_reason,
            foreign_suppressions: config.foreign_suppressions,
            config,
            working_folder: "/".to_owned(),
            repository: None,
        }
    }

    /// What a configuration file with this `text` says, which extends no other files.
    ///
    /// # Errors
    ///
    /// What is wrong with it, a line each.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let config = Config::load("/plimsoll.toml", &Alone(text));
        if config.is_wrong() {
            let problems = config.problems.iter().map(|it| match it.at {
                Some(place) => format!("{}: {}", config.shown(place), it.message),
                None => it.message.clone(),
            });
            return Err(problems.collect::<Vec<_>>().join("\n"));
        }
        Ok(Self::new(config))
    }

    /// The same for files whose paths are relative to the absolute `folder`. Without it they are
    /// taken to be relative to `/`.
    #[must_use]
    pub fn in_folder(mut self, folder: &str) -> Self {
        self.working_folder = folder.replace('\\', "/");
        self
    }

    /// The same for files of the repository at the absolute path `root`: fingerprints know them by
    /// their paths from there.
    #[must_use]
    pub fn in_repository(mut self, root: Option<&str>) -> Self {
        self.repository = root.map(|it| it.replace('\\', "/"));
        self
    }

    /// The configuration behind them.
    #[must_use]
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Sets the level of the rule with this name, present or former; `None` switches it off.
    /// Returns whether there is such a rule.
    pub fn set(&mut self, name: &str, level: Option<Level>) -> bool {
        let Some(found) = self.find(name) else { return false };
        let name = found.name().to_owned();
        self.config.set(&name, level);
        true
    }

    /// Every rule, of the catalogue or added, with its level as far as no place decides; `None`
    /// where it is switched off.
    pub fn rules(&self) -> impl Iterator<Item = (&RuleRef, Option<Level>)> {
        self.config.rules.iter().map(|rule| (rule, self.level(rule.name())))
    }

    /// The rule with this name, present or former.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&RuleRef> {
        self.config.rules.find(name)
    }

    /// The name of a rule that `name` may have been meant for.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest_name(name, self.config.rules.iter().map(RuleRef::name))
    }

    /// The rules that came at run time, by where they are in memory: two of the same name differ.
    pub(crate) fn own_rules(&self) -> impl Iterator<Item = *const CustomRule> {
        self.config.rules.iter().filter_map(|rule| match rule {
            RuleRef::Shared(it) => Some(std::sync::Arc::as_ptr(it)),
            RuleRef::Static(_) => None,
        })
    }

    /// The rules that have a level somewhere.
    pub(crate) fn running(&self) -> impl Iterator<Item = &RuleRef> {
        self.config.rules.iter().filter(|rule| self.config.may_run(rule.name()))
    }

    /// The level of the rule as far as no place decides.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.config.decision(rule).level
    }

    /// What was decided about `rule` for `about`.
    #[must_use]
    pub fn ruling(&self, rule: &str, about: &About<'_>) -> Ruling {
        self.config.ruling(rule, about, self.today)
    }

    /// Whether the file at `path` is to be judged.
    #[must_use]
    pub fn inclusion(&self, path: &str) -> Inclusion {
        self.config.inclusion(&self.absolute(path))
    }

    /// The absolute form of the path of a file.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        absolute(&self.working_folder, path)
    }

    /// The path of a file as fingerprints know it, which depends neither on where a run was started
    /// nor on how the file was named there: from the root of the repository; without one, from the
    /// folder of the configuration, or of the run.
    #[must_use]
    pub fn relative(&self, path: &str) -> String {
        let absolute = self.absolute(path);
        let homes = [self.repository.as_deref(), self.config.folder(), Some(&self.working_folder)];
        let relative = homes.into_iter().flatten().find_map(|home| below(&absolute, home));
        relative.map_or_else(|| absolute.clone(), str::to_owned)
    }

    /// The file at an absolute path as somebody in the folder of the run would name it: relative where
    /// it lies below that.
    pub(crate) fn shown(&self, path: &str) -> String {
        below(path, &self.working_folder).unwrap_or(path).to_owned()
    }

    /// The absolute path of the baseline: where the configuration says, else beside it.
    #[must_use]
    pub fn baseline_path(&self) -> String {
        if let Some((path, _)) = &self.config.baseline {
            return path.clone();
        }
        let here = self.absolute(".");
        absolute(self.config.folder().unwrap_or(&here), BASELINE_FILE_NAME)
    }

    /// The path of a file as the baseline at the absolute path `baseline` knows it.
    #[must_use]
    pub fn path_in_baseline(&self, path: &str, baseline: &str) -> String {
        let absolute = self.absolute(path);
        match below(&absolute, folder_of(baseline)) {
            Some(relative) => relative.to_owned(),
            None => self.relative(path),
        }
    }
}

/// The only file that there is.
struct Alone<'t>(&'t str);

impl Loader for Alone<'_> {
    fn load(&self, path: &str) -> Result<String, String> {
        match path {
            "/plimsoll.toml" => Ok(self.0.to_owned()),
            _ => Err("no such file".to_owned()),
        }
    }

    fn exists(&self, path: &str) -> bool {
        path == "/plimsoll.toml"
    }
}
