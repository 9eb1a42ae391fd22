//! What a run says about the demands of a standard or guide: met, failed, suppressed, or not
//! assessable. Silence is never taken for consent: a demand is met only where something was judged,
//! everything that its rules ask was known, they were all switched on, and every file could be read.
//!
//! It counts every judgement, those included that say less than another one: what people read once
//! can be against several demands.

use std::collections::{BTreeMap, HashMap};

use plimsoll_diagnostics::{Date, Fingerprint, Span};
use plimsoll_model::Project;
use plimsoll_rules::{
    Authority, RuleRef, assess, demand, pod_security,
    profile::stella_ops::{DEMANDS, Shown},
};

use crate::{
    coverage::Outcome,
    exceptions::Exception,
    judged::{Judged, Superseded, SuppressedBy},
    report::Report,
    settings::Settings,
};

/// One demand of a standard or guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Where it is demanded: `3.1`, `Host Namespaces`.
    pub section: String,
    /// What is demanded, in a few words.
    pub what: String,
    /// The rules that see it; none where files cannot show it.
    pub rules: Vec<String>,
    /// Why files cannot show it.
    pub nowhere: Option<String>,
}

/// What became of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Something contradicts it.
    Failed,
    /// Everything that contradicts it is suppressed.
    Suppressed,
    /// It cannot be told from the files.
    NotAssessable,
    /// It was looked at, and nothing contradicts it.
    Met,
}

impl Status {
    /// Every one, worst first.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Suppressed, Self::NotAssessable, Self::Met];

    /// The words for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Suppressed => "suppressed",
            Self::NotAssessable => "not assessable",
            Self::Met => "met",
        }
    }
}

/// A requirement with what became of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The requirement.
    pub requirement: Requirement,
    /// What became of it.
    pub status: Status,
    /// Why it is not assessable, or what it rests on.
    pub because: Vec<String>,
    /// What contradicts it.
    pub findings: Vec<Contradiction>,
}

/// A finding that contradicts a requirement.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The rule.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// The path of the file.
    pub path: String,
    /// The line, from one.
    pub line: u32,
    /// The name that survives edits elsewhere.
    pub fingerprint: String,
    /// Why it is suppressed, and until when; `None` for what is open.
    pub suppressed: Option<(String, Option<Date>)>,
}

/// What a run says about all requirements of a profile.
#[derive(Clone, Debug)]
pub struct Attestation {
    /// The name of the profile.
    pub profile: String,
    /// Whose requirements they are.
    pub title: String,
    /// The version of this program.
    pub version: &'static str,
    /// The day of the run, as handed in.
    pub date: Option<Date>,
    /// The files that were judged, with what they were taken for and what became of them.
    pub scope: Vec<(String, &'static str, &'static str)>,
    /// What could not be looked at: path or place, and why.
    pub unread: Vec<(String, String)>,
    /// SHA-256 over paths and contents of the scope, whatever their order; see [`input_hash`].
    pub input: String,
    /// What became of each requirement.
    pub rows: Vec<Row>,
    /// Everything that silences a finding, whatever requirement it is about.
    pub exceptions: Vec<Exception>,
}

impl Attestation {
    /// The attestation of `report`, which came from `settings`; `failed` are files that could not
    /// be read at all.
    #[must_use]
    pub fn new(
        profile: &str,
        title: &str,
        settings: &Settings,
        report: &Report,
        failed: &[(String, String)],
        requirements: Vec<Requirement>,
    ) -> Self {
        let mut unread = failed.to_vec();
        let project = &report.project;
        for (at, message) in &report.coverage.gaps {
            unread.push((project.file(at.file).path.clone(), message.clone()));
        }
        let accepted = report.coverage.accepted.iter();
        unread.extend(accepted.map(|it| (it.path.clone(), it.explained())));
        let mut scope = Vec::new();
        for it in &report.coverage.files {
            let outcome = match it.outcome {
                Outcome::Judged => "judged",
                Outcome::Partly(_) => "partly read",
                Outcome::Template => "template, not judged",
                Outcome::NotOurs => continue,
            };
            let path = project.file(it.file).path.clone();
            if it.outcome != Outcome::Judged {
                unread.push((path.clone(), outcome.to_owned()));
            }
            scope.push((path, it.dialect.as_str(), outcome));
        }
        scope.sort();
        unread.sort();
        let assessed = Assessment::new(settings, report);
        let rows = requirements.into_iter().map(|it| assessed.row(it, &unread)).collect();
        Self {
            profile: profile.to_owned(),
            title: title.to_owned(),
            version: env!("CARGO_PKG_VERSION"),
            date: settings.today,
            input: hash_of(project, report.coverage.files.len()),
            scope,
            unread,
            rows,
            exceptions: Vec::new(),
        }
    }

    /// The same with the register of [`exceptions`](crate::exceptions()).
    #[must_use]
    pub fn with_exceptions(mut self, exceptions: Vec<Exception>) -> Self {
        self.exceptions = exceptions;
        self
    }

    /// The number of requirements with this status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.rows.iter().filter(|it| it.status == status).count()
    }
}

struct Assessment<'r> {
    report: &'r Report,
    settings: &'r Settings,
    undecided: BTreeMap<&'r str, Vec<String>>,
    /// What silences the findings that people see, by their names.
    silenced: HashMap<Fingerprint, Option<SuppressedBy>>,
}

impl<'r> Assessment<'r> {
    fn new(settings: &'r Settings, report: &'r Report) -> Self {
        let mut undecided: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for it in &report.undecided {
            let why = format!("{}: {}", it.subject, it.why);
            undecided.entry(it.rule.name()).or_default().push(why);
        }
        let judged = report.judged.iter();
        let silenced = judged.map(|it| (it.diagnostic.fingerprint, it.suppressed_by)).collect();
        Self { report, settings, undecided, silenced }
    }

    fn row(&self, requirement: Requirement, unread: &[(String, String)]) -> Row {
        if let Some(why) = &requirement.nowhere {
            let because = vec![format!("files cannot show it: {why}")];
            return Row {
                requirement,
                status: Status::NotAssessable,
                because,
                findings: Vec::new(),
            };
        }
        let findings = self.contradictions(&requirement.rules);
        let (judged, doubts) = self.able(&requirement.rules);
        let (status, because) = if findings.iter().any(|it| it.suppressed.is_none()) {
            (Status::Failed, Vec::new())
        } else if !findings.is_empty() {
            (Status::Suppressed, Vec::new())
        } else if !doubts.is_empty() {
            (Status::NotAssessable, doubts)
        } else if judged == 0 {
            (Status::NotAssessable, vec!["nothing in the files that it is about".to_owned()])
        } else if !unread.is_empty() {
            (Status::NotAssessable, vec!["not every file could be read".to_owned()])
        } else {
            let plural = if judged == 1 { "" } else { "s" };
            (Status::Met, vec![format!("{judged} judgement{plural}, nothing found")])
        };
        Row { requirement, status, because, findings }
    }

    /// What the rules found, in the order of files and places.
    fn contradictions(&self, rules: &[String]) -> Vec<Contradiction> {
        let is_asked = |it: &Judged| rules.iter().any(|name| name == it.rule.name());
        let judged = self.report.judged.iter().map(|it| (it, it.suppressed_by));
        let superseded = self.report.superseded.iter().map(|it| (&it.judged, self.silenced(it)));
        let mut found: Vec<(Span, Contradiction)> = judged
            .chain(superseded)
            .filter(|(it, _)| is_asked(it))
            .map(|(it, by)| (it.diagnostic.at, self.contradiction(it, by)))
            .collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, it)| it).collect()
    }

    /// What silences a finding that others say more than: whoever accepts all of those accepts what
    /// they imply, unless its rule is locked.
    fn silenced(&self, it: &Superseded) -> Option<SuppressedBy> {
        let is_locked = || self.settings.config().lock(it.judged.rule.name()).is_some();
        let above = || it.by.iter().map(|print| self.silenced.get(print).copied().flatten());
        let of_all = || above().collect::<Option<Vec<_>>>()?.first().copied();
        it.judged.suppressed_by.or_else(|| if is_locked() { None } else { of_all() })
    }

    /// How much the rules judged, and what they could not.
    fn able(&self, rules: &[String]) -> (usize, Vec<String>) {
        let (mut judged, mut doubts) = (0, Vec::new());
        for name in rules {
            let Some(rule) = self.settings.find(name) else {
                doubts.push(format!("`{name}` is not a rule"));
                continue;
            };
            if !self.settings.config().may_run(name) {
                doubts.push(format!("`{name}` is switched off"));
                continue;
            }
            judged += self.report.counts.get(name).copied().unwrap_or(0);
            if let RuleRef::Static(entry) = rule {
                let assessed = assess(&self.report.project, entry);
                judged += assessed.judged;
                let undecided = assessed.undecided.iter();
                doubts.extend(undecided.map(|it| format!("{}: {}", it.subject, it.why)));
            }
            doubts.extend(self.undecided.get(name.as_str()).cloned().unwrap_or_default());
        }
        doubts.sort();
        doubts.dedup();
        (judged, doubts)
    }

    fn contradiction(&self, it: &Judged, by: Option<SuppressedBy>) -> Contradiction {
        let at = it.diagnostic.at;
        let file = self.report.project.file(at.file);
        Contradiction {
            rule: it.rule.name().to_owned(),
            message: it.diagnostic.message.clone(),
            path: file.path.clone(),
            line: file.lines.line(at.range.start()) + 1,
            fingerprint: it.diagnostic.fingerprint.to_string(),
            suppressed: by.map(|by| self.reason(by)),
        }
    }

    /// Why, and until when.
    fn reason(&self, by: SuppressedBy) -> (String, Option<Date>) {
        match by {
            SuppressedBy::Comment(index) => self
                .report
                .suppressions
                .get(index)
                .map_or_else(Default::default, |it| (it.reason.clone(), it.until)),
            SuppressedBy::Override(index) => {
                self.settings.config().overrides.get(index).map_or_else(Default::default, |it| {
                    (it.because.clone().unwrap_or_default(), it.until)
                })
            }
            SuppressedBy::External(index) => self
                .settings
                .config()
                .externals
                .get(index)
                .map_or_else(Default::default, |it| (it.because.clone(), it.until)),
            SuppressedBy::Baseline => ("known before: it is in the baseline".to_owned(), None),
        }
    }
}

/// SHA-256 over `files`, path and content, in hexadecimal: the hash of the sorted list of the hashes
/// of each path, a zero byte and the content, so that the order of the files does not count.
#[must_use]
pub fn input_hash<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    use sha2::{Digest, Sha256};
    let mut hashes: Vec<[u8; 32]> = files
        .into_iter()
        .map(|(path, text)| {
            let mut hash = Sha256::new();
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update(text.as_bytes());
            hash.finalize().into()
        })
        .collect();
    hashes.sort_unstable();
    let mut whole = Sha256::new();
    for it in &hashes {
        whole.update(it);
    }
    whole.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hash_of(project: &Project, handed_in: usize) -> String {
    let files = project.files().iter().enumerate();
    input_hash(
        files
            .filter(|(index, it)| *index >= handed_in || it.recognition.dialect.is_judged())
            .map(|(_, it)| (it.path.as_str(), it.text())),
    )
}

/// The requirements of `authority`, by the rules of `settings` that name it as a control, in the order
/// of its sections.
#[must_use]
pub fn requirements_of(settings: &Settings, authority: Authority) -> Vec<Requirement> {
    let mut by_id: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (rule, _) in settings.rules() {
        for control in rule.controls().filter(|it| it.known == Some(authority)) {
            by_id.entry(control.id.to_owned()).or_default().push(rule.name().to_owned());
        }
    }
    if authority == Authority::PssRestricted {
        add_replaced(settings, &mut by_id);
    }
    let mut requirements: Vec<Requirement> = by_id
        .into_iter()
        .map(|(section, rules)| {
            // Whoever makes demands of their own says what is wrong, and no more.
            let offences = || {
                let summaries = rules.iter().filter_map(|it| Some(settings.find(it)?.summary()));
                format!("nothing of this: {}", summaries.collect::<Vec<_>>().join("; "))
            };
            let what = demand(authority, &section).map_or_else(offences, str::to_owned);
            Requirement { section, what, rules, nowhere: None }
        })
        .collect();
    requirements.sort_by_cached_key(|it| in_order(&it.section));
    requirements
}

/// What puts sections in order: `5.2` is before `5.10`, and numbers are before words.
fn in_order(section: &str) -> Vec<(u64, String)> {
    let parts = section.split('.');
    parts.map(|it| (it.parse().unwrap_or(u64::MAX), it.to_owned())).collect()
}

/// Adds to each check of the level restricted what fails the check of baseline that it takes the
/// place of, because it asks for no less.
fn add_replaced(settings: &Settings, by_id: &mut BTreeMap<String, Vec<String>>) {
    for check in pod_security::checks() {
        let (Some(below), Some(rules)) = (check.replaces, by_id.get_mut(check.id)) else {
            continue;
        };
        for (rule, _) in settings.rules() {
            let is_it = rule.controls().any(|it| it.id == below);
            if is_it && !rules.iter().any(|it| it == rule.name()) {
                rules.push(rule.name().to_owned());
            }
        }
    }
}

/// The demands of the Security Hardening Guide of Stella Ops, in its order.
#[must_use]
pub fn stella_ops_requirements() -> Vec<Requirement> {
    DEMANDS
        .iter()
        .map(|it| {
            let (rules, nowhere) = match it.shown {
                Shown::By(rules) => (rules, None),
                Shown::Nowhere(why) => (&[][..], Some(why.to_owned())),
            };
            Requirement {
                section: it.section.to_owned(),
                what: it.what.to_owned(),
                rules: rules.iter().map(|it| (*it).to_owned()).collect(),
                nowhere,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{in_order, input_hash};

    #[test]
    fn sections_are_in_the_order_of_their_numbers() {
        let mut sections = ["5.10", "access", "5.2", "5.2.1", "4.1", "5.20"];
        sections.sort_by_cached_key(|it| in_order(it));
        assert_eq!(sections, ["4.1", "5.2", "5.2.1", "5.10", "5.20", "access"]);
    }

    #[test]
    fn the_hash_depends_on_paths_and_contents_and_not_on_the_order() {
        let (a, b) = (("a.yaml", "1"), ("b.yaml", "2"));
        assert_eq!(input_hash([a, b]), input_hash([b, a]));
        assert_ne!(input_hash([a, b]), input_hash([("a.yaml", "2"), ("b.yaml", "1")]));
        assert_ne!(input_hash([a]), input_hash([("a.yam", "l1")]));
        assert_eq!(
            input_hash([]),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
