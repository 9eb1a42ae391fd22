//! From files to a report.

use std::collections::HashMap;

use plimsoll_diagnostics::{FileId, Level};
use plimsoll_model::{File, Project, compose::Loader};
use plimsoll_rules::{Finding, run};

use crate::{
    coverage::Coverage,
    diagnose,
    report::{Judged, Report},
    settings::{Place, Settings},
    supersede::supersede,
    suppress,
};

/// Judges files by fixed settings. Cheap to share between threads.
#[derive(Debug)]
pub struct Linter {
    pub(crate) settings: Settings,
}

impl Linter {
    /// A linter with these settings.
    #[must_use]
    pub const fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// Its settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Judges one file that refers to no other.
    #[must_use]
    pub fn check_text(&self, path: &str, text: &str) -> Report {
        self.check(vec![File::new(FileId(0), path, text)])
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

    /// Judges a project whose first `handed_in` files are the ones to report on.
    #[must_use]
    pub fn check_project(&self, project: Project, handed_in: usize) -> Report {
        let coverage = Coverage::of(&project, handed_in);
        let mut suppressions = suppress::read(&project, handed_in);
        let mut judged = self.judge(&project, handed_in);
        suppress::apply(&project, &self.settings, &mut suppressions, &mut judged);
        let stale = suppress::stale(&project, &self.settings, &suppressions);
        judged.extend(self.rank(&project, stale));
        sort(&mut judged);
        Report { project, judged, suppressions, coverage }
    }

    /// Everything that the rules find, superseded findings taken away and shared ones made one.
    pub(crate) fn judge(&self, project: &Project, handed_in: usize) -> Vec<Judged> {
        let mut findings = run(project, &self.settings.parameters, self.settings.running());
        findings.extend(diagnose::syntax(project, handed_in));
        supersede(&mut findings);
        let mut judged = self.rank(project, findings);
        sort(&mut judged);
        judged
    }

    fn rank(&self, project: &Project, findings: Vec<Finding>) -> Vec<Judged> {
        let mut seen: HashMap<_, u32> = HashMap::new();
        diagnose::shared(findings)
            .into_iter()
            .filter_map(|(finding, subjects)| {
                let level = self.level(project, &finding)?;
                let mut judged = diagnose::judged(project, finding, subjects, level);
                let times = seen.entry(judged.diagnostic.fingerprint).or_default();
                judged.diagnostic.fingerprint = judged.diagnostic.fingerprint.occurrence(*times);
                *times += 1;
                Some(judged)
            })
            .collect()
    }

    fn level(&self, project: &Project, finding: &Finding) -> Option<Level> {
        let path = &project.file(finding.at.at.file).path;
        let place = Place { path, subject: &finding.subject };
        self.settings.level_at(&finding.rule, place)
    }
}

fn sort(judged: &mut [Judged]) {
    judged.sort_by(|one, other| {
        let key = |it: &Judged| (it.diagnostic.at, std::cmp::Reverse(it.diagnostic.severity));
        key(one).cmp(&key(other)).then_with(|| one.diagnostic.rule.cmp(&other.diagnostic.rule))
    });
}
