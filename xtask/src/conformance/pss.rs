//! The Pod Security Standards against the fixtures of the admission plug-in, and against what an
//! API server decided: for every input at every release that its case names one decision of the
//! evaluation, one of the admission preview, and one of the profile that stands for the level.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file, subjects::WorkloadId};
use plimsoll_rules::{
    Parameters, RuleRef, catalogue,
    pod_security::{Level, NEWEST_MINOR, Verdict, Version, evaluate, parse_version},
    profile, run as judge,
};
use serde::Deserialize;

/// One input of the plug-in's own tests.
#[derive(Deserialize)]
struct Fixture {
    case_id: String,
    input_path: String,
    expectation: String,
    level: String,
    /// The check that the case is about, in lower case.
    peer_rule: String,
    versions: Vec<String>,
}

/// What the admission of an API server decided about one pod: for each level, in the form that each
/// release gave it.
#[derive(Deserialize)]
struct Decided {
    case: String,
    object: serde_json::Value,
    refused: ByLevel,
    allowed: ByLevel,
}

#[derive(Deserialize)]
struct ByLevel {
    #[serde(default)]
    baseline: Vec<String>,
    #[serde(default)]
    restricted: Vec<String>,
}

/// How many decisions agree, and which do not.
#[derive(Default)]
struct Score {
    decisions: usize,
    differing: Vec<String>,
}

impl Score {
    /// Counts one decision about the pods of `project`, asked in three ways; `about` is the check
    /// that has to refuse them, in lower case, where one is known.
    fn count(
        &mut self,
        name: &str,
        project: &Project,
        (level, version): (Level, &str),
        is_refused: bool,
        about: Option<&str>,
    ) -> Result<()> {
        let minor = match parse_version(version).context("a version that is none")? {
            Version::Latest => NEWEST_MINOR,
            Version::Minor(minor) => minor,
        };
        let verdicts = verdicts(project, level, minor);
        let is_about = |it: &Verdict<'_>| about.is_none_or(|about| refuses(it, about));
        let agrees = if is_refused {
            verdicts.iter().any(|it| it.is_allowed() == Some(false) && is_about(it))
        } else {
            !verdicts.is_empty() && verdicts.iter().all(|it| it.is_allowed() == Some(true))
        };
        self.decisions += 3;
        if !agrees {
            let ids: Vec<_> = verdicts.iter().flat_map(|it| &it.violations).collect();
            let ids: Vec<_> = ids.iter().map(|it| it.check.id).collect();
            self.differing.push(format!("{name} at {level} {version}: evaluation {ids:?}"));
        }
        let found = found_by_profile(project, level, minor)?;
        if found.is_empty() == is_refused {
            self.differing.push(format!("{name} at {level} {version}: profile {found:?}"));
        }
        if is_previewed(project, level, minor)? != is_refused {
            self.differing.push(format!("{name} at {level} {version}: preview"));
        }
        Ok(())
    }
}

/// Judges every case below the folder `oracles`, prints the score, and fails below full.
///
/// # Errors
///
/// If a case cannot be read, or a decision differs from the plug-in's.
pub(crate) fn run(oracles: &Path) -> Result<()> {
    let mut differing = 0;
    for (what, score) in
        [("fixtures", fixtures(oracles)?), ("pods that a server decided on", decided(oracles)?)]
    {
        for it in &score.differing {
            println!("differs: {it}");
        }
        let agreeing = score.decisions - score.differing.len();
        println!("pss: {agreeing} of {} decisions on {what} agree", score.decisions);
        ensure!(score.decisions > 0, "no cases among the {what} in {}", oracles.display());
        differing += score.differing.len();
    }
    ensure!(differing == 0, "{differing} decisions differ");
    Ok(())
}

fn fixtures(oracles: &Path) -> Result<Score> {
    let mut score = Score::default();
    for case in rows::<Fixture>(&oracles.join("pss/cases.jsonl"))? {
        let path = oracles.join(&case.input_path);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let project = Project::new(vec![new_file(FileId(0), case.input_path.clone(), &text)]);
        let level = Level::parse(&case.level).context("a level that is none")?;
        let is_refused = case.expectation != "pass";
        let about = is_refused.then_some(case.peer_rule.as_str());
        for version in &case.versions {
            score.count(&case.case_id, &project, (level, version), is_refused, about)?;
        }
    }
    Ok(score)
}

fn decided(oracles: &Path) -> Result<Score> {
    let mut score = Score::default();
    for case in rows::<Decided>(&oracles.join("apiserver/pod-security.jsonl"))? {
        let text = serde_json::to_string_pretty(&case.object)?;
        let project = Project::new(vec![new_file(FileId(0), "pod.json", &text)]);
        for (decided, is_refused) in [(&case.refused, true), (&case.allowed, false)] {
            for (level, versions) in
                [(Level::Baseline, &decided.baseline), (Level::Restricted, &decided.restricted)]
            {
                for version in versions {
                    score.count(&case.case, &project, (level, version), is_refused, None)?;
                }
            }
        }
    }
    Ok(score)
}

fn rows<T: for<'d> Deserialize<'d>>(list: &Path) -> Result<Vec<T>> {
    let text = fs::read_to_string(list).with_context(|| list.display().to_string())?;
    let rows = text.lines().filter(|it| !it.trim().is_empty());
    rows.map(|it| serde_json::from_str(it).with_context(|| list.display().to_string())).collect()
}

fn verdicts(project: &Project, level: Level, minor: u32) -> Vec<Verdict<'_>> {
    let workloads = 0..u32::try_from(project.subjects.workloads.len()).unwrap_or(u32::MAX);
    workloads.map(|id| evaluate(project, WorkloadId(id), level, minor)).collect()
}

/// The rules of the profile of a level that find something in an input.
fn found_by_profile(project: &Project, level: Level, minor: u32) -> Result<Vec<&'static str>> {
    let profile = profile::find(&format!("pss-{level}")).context("a level without a profile")?;
    let mut parameters = Parameters::default();
    parameters.kubernetes_minor = minor;
    let rules = profile.rules().filter(|it| profile.asks(it, minor));
    let is_found = |it: &RuleRef| !judge(project, &parameters, [it]).findings.is_empty();
    let named = rules.map(|it| (it.rule.name, RuleRef::from(it)));
    Ok(named.filter(|(_, it)| is_found(it)).map(|(name, _)| name).collect())
}

/// Whether the preview of admission says that a cluster of this release which enforces the level
/// refuses something of the input.
fn is_previewed(project: &Project, level: Level, minor: u32) -> Result<bool> {
    let preview = catalogue::find("refused-by-pod-security").context("no preview of admission")?;
    let mut parameters = Parameters::default();
    (parameters.kubernetes_minor, parameters.pod_security_level) = (minor, level);
    Ok(!judge(project, &parameters, [&RuleRef::from(preview)]).findings.is_empty())
}

/// Whether the check called `name`, or the one that takes its place, refuses something.
fn refuses(verdict: &Verdict<'_>, name: &str) -> bool {
    let is_it = |id: &str| id.eq_ignore_ascii_case(name);
    verdict.violations.iter().any(|it| is_it(it.check.id) || it.check.replaces.is_some_and(is_it))
}
