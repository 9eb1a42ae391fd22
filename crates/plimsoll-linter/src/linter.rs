//! From files to a report.

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use plimsoll_config::Origin;
use plimsoll_diagnostics::{FileId, Fingerprint, RuleName, Span};
use plimsoll_model::{File, Project, loader::Loader, new_file};
use plimsoll_rules::{Finding, Found, RuleRef, run};

use crate::{
    about::Index,
    coverage::{Accepted, Coverage},
    diagnose::{self, Ruled},
    judged::{Judged, Superseded, SuppressedBy, sort},
    report::{FoundSecrets, Report},
    settings::Settings,
    settings_by_file::SettingsByFile,
    supersede::supersede,
    suppress,
};

/// Judges files by fixed settings. Cheap to share between threads.
pub struct Linter {
    settings: SettingsByFile,
}

impl Linter {
    /// A linter with these settings for every file.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings: SettingsByFile::same(settings) }
    }

    /// A linter for files of which each has its own settings: `choose` gets the path of a file and
    /// gives the position of its settings. Files with different settings still see each other.
    ///
    /// An empty list is as good as one with [`Settings::recommended`]; a position out of range
    /// means the last settings.
    #[must_use]
    pub fn by_file(
        settings: Vec<Settings>,
        choose: impl Fn(&str) -> usize + Send + Sync + 'static,
    ) -> Self {
        Self { settings: SettingsByFile::new(settings, choose) }
    }

    /// The settings of the file with this path.
    #[must_use]
    pub fn settings(&self, path: &str) -> &Settings {
        self.settings.of(path)
    }

    /// All its settings.
    #[must_use]
    pub fn all_settings(&self) -> &[Settings] {
        self.settings.all()
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
        Accepted::find(&self.settings, path, at, reference, message)
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
        let mut coverage = Coverage::of(&project, handed_in, &self.settings);
        coverage.failed = failed;
        let mut suppressions = suppress::read(&project, &self.settings, handed_in);
        let Found { mut findings, undecided, judged: counts } = found;
        findings.extend(diagnose::syntax(&project, handed_in));
        let index = Index::of(&project);
        let (mut judged, mut superseded) = self.judge(&project, &index, findings);
        let every = &mut judged.iter_mut().chain(superseded.iter_mut().map(|it| &mut it.judged));
        suppress::apply(&project, &self.settings, &mut suppressions, every);
        let stale = suppress::stale(&project, &self.settings, &suppressions);
        judged.extend(self.judge(&project, &index, stale).0);
        sort(&mut judged);
        Report {
            project,
            judged,
            superseded,
            undecided,
            counts,
            suppressions,
            coverage,
            secrets: FoundSecrets::default(),
        }
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
        let own: Vec<usize> = files.iter().map(|file| self.settings.position(&file.path)).collect();
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
            let settings = self.settings.all();
            let parameters = &settings[first].parameters;
            let own_rules = |it: usize| settings[it].own_rules();
            let is_alike = |it: &usize| {
                settings[*it].parameters == *parameters && own_rules(*it).eq(own_rules(first))
            };
            let (alike, others): (Vec<usize>, Vec<usize>) = left.into_iter().partition(is_alike);
            left = others;
            let mut rules: Vec<&RuleRef> = Vec::new();
            let mut names: HashSet<&str> = HashSet::new();
            for rule in alike.iter().flat_map(|it| settings[*it].running()) {
                if names.insert(rule.name()) {
                    rules.push(rule);
                }
            }
            let mut parameters = parameters.clone();
            parameters.today = settings[first].today;
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

    /// What settings make of the findings: those for people, and those that say less than one of
    /// them.
    fn judge(
        &self,
        project: &Project,
        index: &Index<'_>,
        findings: Vec<Finding>,
    ) -> (Vec<Judged>, Vec<Superseded>) {
        let ruled = findings.into_iter().filter_map(|it| self.ruled(project, index, it));
        let ruled = diagnose::told(index, diagnose::distinct(ruled));
        let above = supersede(index, ruled.iter().map(|it| &it.finding));
        let mut names = Names::default();
        let name = |it: Ruled| {
            let path = &project.file(it.finding.at.at.file).path;
            let shown = self.settings.of(path).relative(path);
            diagnose::judged(project, it, &shown)
        };
        let mut judged: Vec<Option<Judged>> = ruled.into_iter().map(|it| Some(name(it))).collect();
        // Names of what people see do not depend on what they do not see.
        for (it, _) in judged.iter_mut().zip(&above).filter(|(_, above)| above.is_empty()) {
            it.iter_mut().for_each(|it| names.tell_apart(it));
        }
        let mut superseded = Vec::new();
        for index in (0..judged.len()).filter(|it| !above[*it].is_empty()) {
            let Some(mut it) = judged[index].take() else { continue };
            names.tell_apart(&mut it);
            let by = above[index].iter().filter_map(|it| judged[*it].as_ref());
            let by = by.map(|it| it.diagnostic.fingerprint).collect();
            superseded.push(Superseded { judged: it, by });
        }
        (judged.into_iter().flatten().collect(), superseded)
    }

    /// The finding with what settings decide about it; `None` where its rule is off there.
    fn ruled(&self, project: &Project, index: &Index<'_>, mut finding: Finding) -> Option<Ruled> {
        if let Some(workload) = index.workload(&finding.subject, finding.at.at.file)
            && workload.started.is(false)
            && let Some(site) = workload.started.site()
        {
            let message = format!("{workload} is not started unless somebody asks for it");
            finding.labels.push((site.into(), message));
        }
        let file = project.file(finding.at.at.file);
        let settings = self.settings.of(&file.path);
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
        let level = ruling.level?;
        // A level that nobody set goes with the severity of the finding.
        let is_usual =
            !matches!(ruling.by, Origin::File(_)) && level == finding.rule.severity().level();
        let graded = finding.grade.as_ref().filter(|_| is_usual);
        let level = graded.map_or(level, |it| it.severity.level());
        Some(Ruled { level, silenced_by, finding })
    }
}

/// Names that were given so far, and how often.
#[derive(Default)]
struct Names(HashMap<Fingerprint, u32>);

impl Names {
    /// Makes the names of a finding its own where another one had them before.
    fn tell_apart(&mut self, it: &mut Judged) {
        let times = self.0.entry(it.diagnostic.fingerprint).or_default();
        it.diagnostic.fingerprint = it.diagnostic.fingerprint.occurrence(*times);
        it.key = it.key.occurrence(*times);
        *times += 1;
    }
}
