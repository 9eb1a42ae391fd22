//! From files to a report.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use plimsoll_diagnostics::{FileId, RuleName, Span};
use plimsoll_model::{File, Project, loader::Loader, new_file};
use plimsoll_rules::{Finding, Found, RuleRef, Undecided, run};

use crate::{
    about::Index,
    coverage::{Accepted, Coverage},
    diagnose,
    report::{FoundSecrets, Judged, Report, SuppressedBy},
    settings::Settings,
    supersede::supersede,
    suppress,
};

/// Says by the path of a file which of several settings are its own.
type Choose = dyn Fn(&str) -> usize + Send + Sync;

/// Judges files by fixed settings. Cheap to share between threads.
pub struct Linter {
    /// Never empty.
    settings: Vec<Settings>,
    choose: Option<Box<Choose>>,
}

impl Linter {
    /// A linter with these settings for every file.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings: vec![settings], choose: None }
    }

    /// A linter for files of which each has its own settings: `choose` gets the path of a file and
    /// gives the position of its settings. Files with different settings still see each other.
    ///
    /// An empty list is as good as one with [`Settings::recommended`]; a position out of range
    /// means the last settings.
    #[must_use]
    pub fn by_file(
        mut settings: Vec<Settings>,
        choose: impl Fn(&str) -> usize + Send + Sync + 'static,
    ) -> Self {
        if settings.is_empty() {
            settings.push(Settings::recommended());
        }
        Self { settings, choose: Some(Box::new(choose)) }
    }

    /// The settings of the file with this path.
    #[must_use]
    pub fn settings(&self, path: &str) -> &Settings {
        &self.settings[self.position(path)]
    }

    /// All its settings.
    #[must_use]
    pub fn all_settings(&self) -> &[Settings] {
        &self.settings
    }

    /// What the configuration of the file at `path` says about what it refers to by `reference`, or
    /// about the file itself where that cannot be read: why nobody expects it to be looked at.
    #[must_use]
    pub fn accepted(
        &self,
        path: &str,
        at: Option<Span>,
        reference: Option<&str>,
        message: &str,
    ) -> Option<Accepted> {
        let position = self.position(path);
        let settings = &self.settings[position];
        let config = settings.config();
        let entry = config.external(&settings.absolute(path), reference, settings.today)?;
        let external = &config.externals[entry];
        Some(Accepted {
            path: path.to_owned(),
            at,
            message: message.to_owned(),
            because: external.because.clone(),
            until: external.until,
            by: (position, entry),
        })
    }

    fn position(&self, path: &str) -> usize {
        let position = self.choose.as_ref().map_or(0, |choose| choose(path));
        position.min(self.settings.len() - 1)
    }

    /// Judges one file that refers to no other.
    #[must_use]
    pub fn check_text(&self, path: &str, text: &str) -> Report {
        self.check(vec![new_file(FileId(0), path, text)])
    }

    /// Judges files that belong together; their ids have to be their positions.
    #[must_use]
    pub fn check(&self, files: Vec<File>) -> Report {
        let handed_in = files.len();
        self.check_project(Project::new(files), handed_in)
    }

    /// Judges files that belong together, with what they refer to from `loader`.
    #[must_use]
    pub fn check_with(&self, files: Vec<File>, loader: &dyn Loader) -> Report {
        let handed_in = files.len();
        self.check_project(Project::with_loader(files, loader), handed_in)
    }

    /// Judges as [`Linter::check_with`] does, and gives up as soon as `is_stopped` says so; it is
    /// asked before each rule.
    #[must_use]
    pub fn check_until(
        &self,
        files: Vec<File>,
        loader: &dyn Loader,
        is_stopped: &dyn Fn() -> bool,
    ) -> Option<Report> {
        let handed_in = files.len();
        let project = Project::with_loader(files, loader);
        let (found, failed) = self.run(&project, handed_in, is_stopped)?;
        let mut report = self.report(project, handed_in, found, failed);
        report.redact();
        Some(report)
    }

    /// Judges a project whose first `handed_in` files are the ones to report on.
    #[must_use]
    pub fn check_project(&self, project: Project, handed_in: usize) -> Report {
        let mut report = self.assess(project, handed_in);
        report.redact();
        report
    }

    /// The report before secrets are taken out of it; nothing of it may be shown.
    pub(crate) fn assess(&self, project: Project, handed_in: usize) -> Report {
        let (found, failed) = self.run(&project, handed_in, &|| false).unwrap_or_default();
        self.report(project, handed_in, found, failed)
    }

    /// The same from what the rules found; `failed` are those that ended in a defect of their own.
    fn report(
        &self,
        project: Project,
        handed_in: usize,
        found: Found,
        failed: Vec<RuleName>,
    ) -> Report {
        let mut coverage = Coverage::of(&project, handed_in, self);
        coverage.failed = failed;
        let mut suppressions = suppress::read(&project, self, handed_in);
        let (mut judged, undecided, counts) = self.judge(&project, handed_in, found);
        suppress::apply(&project, self, &mut suppressions, &mut judged);
        let stale = suppress::stale(&project, self, &suppressions);
        judged.extend(self.rank(&project, &Index::of(&project), stale));
        sort(&mut judged);
        Report {
            project,
            judged,
            undecided,
            counts,
            suppressions,
            coverage,
            secrets: FoundSecrets::default(),
        }
    }

    /// Everything that the rules find, superseded findings taken away and shared ones made one.
    fn judge(
        &self,
        project: &Project,
        handed_in: usize,
        found: Found,
    ) -> (Vec<Judged>, Vec<Undecided>, BTreeMap<String, usize>) {
        let Found { mut findings, undecided, judged: counts } = found;
        findings.extend(diagnose::syntax(project, handed_in));
        let index = Index::of(project);
        supersede(&index, &mut findings);
        let mut judged = self.rank(project, &index, findings);
        sort(&mut judged);
        (judged, undecided, counts)
    }

    /// What the rules find. Parameters and rules of a project's own belong to whole runs, so files whose
    /// settings have different ones are judged in different runs, each of which sees the whole project.
    /// `None` as soon as `is_stopped` says so.
    fn run(
        &self,
        project: &Project,
        handed_in: usize,
        is_stopped: &dyn Fn() -> bool,
    ) -> Option<(Found, Vec<RuleName>)> {
        let files = project.files();
        let own: Vec<usize> = files.iter().map(|file| self.position(&file.path)).collect();
        let mut used: Vec<usize> = own.iter().take(handed_in).copied().collect();
        used.sort_unstable();
        used.dedup();
        // A file that was only referred to may have settings that nothing else has.
        let of_file = |file: usize| match used.contains(&own[file]) {
            true => own[file],
            false => used.first().copied().unwrap_or(0),
        };
        let mut left = used.clone();
        let mut all = Found::default();
        let mut failed = Vec::new();
        while let Some(&first) = left.first() {
            let parameters = &self.settings[first].parameters;
            let own_rules = |it: usize| self.settings[it].own_rules();
            let is_alike = |it: &usize| {
                self.settings[*it].parameters == *parameters && own_rules(*it).eq(own_rules(first))
            };
            let (alike, others): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_alike);
            left = others;
            let mut rules: Vec<&RuleRef> = Vec::new();
            let mut names: HashSet<&str> = HashSet::new();
            for rule in alike.iter().flat_map(|it| self.settings[*it].running()) {
                if names.insert(rule.name()) {
                    rules.push(rule);
                }
            }
            let mut parameters = parameters.clone();
            parameters.today = self.settings[first].today;
            let is_ours = |file: FileId| alike.contains(&of_file(file.0 as usize));
            for rule in rules {
                if is_stopped() {
                    return None;
                }
                // A defect in one rule must not silence the others, nor pass for silence itself.
                let run = AssertUnwindSafe(|| run(project, &parameters, [rule]));
                let Ok(found) = catch_unwind(run) else {
                    failed.push(rule.rule_name());
                    continue;
                };
                all.findings.extend(found.findings.into_iter().filter(|it| is_ours(it.at.at.file)));
                all.undecided.extend(found.undecided.into_iter().filter(|it| is_ours(it.at.file)));
                for (rule, count) in found.judged {
                    *all.judged.entry(rule).or_default() += count;
                }
            }
        }
        Some((all, failed))
    }

    fn rank(&self, project: &Project, index: &Index<'_>, findings: Vec<Finding>) -> Vec<Judged> {
        let mut seen: HashMap<_, u32> = HashMap::new();
        let ruled = findings.into_iter().filter_map(|mut finding| {
            if let Some(workload) = index.workload(&finding.subject, finding.at.at.file)
                && workload.started.is(false)
                && let Some(site) = workload.started.site()
            {
                let message = format!("{workload} is not started unless somebody asks for it");
                finding.labels.push((site.into(), message));
            }
            let file = project.file(finding.at.at.file);
            let settings = self.settings(&file.path);
            let path = settings.absolute(&file.path);
            let about = index.about(&finding.subject, file.id, &path);
            let ruling = settings.ruling(finding.rule.name(), &about);
            let elsewhere = || {
                let config = settings.config();
                let (_, object) = finding.subject.strip_suffix(']')?.rsplit_once("/uses[")?;
                let by = config.declared_elsewhere(&path, object, settings.today)?;
                config.lock(finding.rule.name()).is_none().then_some(SuppressedBy::External(by))
            };
            let silenced_by = ruling.silenced_by.map(SuppressedBy::Override).or_else(elsewhere);
            ruling.level.map(|level| (finding, level, silenced_by))
        });
        diagnose::shared(ruled)
            .into_iter()
            .map(|group| {
                let path = &project.file(group.finding.at.at.file).path;
                let shown = self.settings(path).relative(path);
                let mut judged = diagnose::judged(project, group, &shown);
                let times = seen.entry(judged.diagnostic.fingerprint).or_default();
                judged.diagnostic.fingerprint = judged.diagnostic.fingerprint.occurrence(*times);
                judged.key = judged.key.occurrence(*times);
                *times += 1;
                judged
            })
            .collect()
    }
}

/// Puts what was found in the order of files and places.
pub(crate) fn sort(judged: &mut [Judged]) {
    judged.sort_by(|one, other| {
        let key = |it: &Judged| (it.diagnostic.at, std::cmp::Reverse(it.diagnostic.severity));
        key(one).cmp(&key(other)).then_with(|| one.diagnostic.rule.cmp(&other.diagnostic.rule))
    });
}
