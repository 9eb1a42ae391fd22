//! The Pod Security Standards against the fixtures of the admission plug-in: one decision for
//! every input at every release that its case names, and one of the profile that stands for the
//! level, at those of the releases that a configuration can name.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use plimsoll_diagnostics::FileId;
use plimsoll_model::{Project, new_file, subjects::WorkloadId};
use plimsoll_rules::{
    Parameters, RuleRef,
    pod_security::{Level, Verdict, evaluate},
    profile, run as judge,
};
use serde::Deserialize;

/// The oldest minor release that `kubernetes-version` takes.
const OLDEST: u32 = 18;

#[derive(Deserialize)]
struct Case {
    case_id: String,
    input_path: String,
    expectation: String,
    level: String,
    /// The check that the case is about, in lower case.
    peer_rule: String,
    versions: Vec<String>,
}

/// Judges every case below the folder `oracles`, prints the score, and fails below full.
///
/// # Errors
///
/// If a case cannot be read, or a decision differs from the plug-in's.
pub(crate) fn run(oracles: &Path) -> Result<()> {
    let list = oracles.join("pss/cases.jsonl");
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let (mut inputs, mut decisions, mut differing) = (0, 0, Vec::new());
    let (mut by_profile, mut differing_profiles) = (0, 0);
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        let path = oracles.join(&case.input_path);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let project = Project::new(vec![new_file(FileId(0), case.input_path.clone(), &text)]);
        let level = Level::parse(&case.level).context("a level that is none")?;
        inputs += 1;
        for version in &case.versions {
            decisions += 1;
            let minor = version.strip_prefix("v1.").context("a version that is none")?.parse()?;
            if minor >= OLDEST {
                by_profile += 1;
                let found = found_by_profile(&project, level, minor)?;
                if found.is_empty() != (case.expectation == "pass") {
                    differing_profiles += 1;
                    differing.push(format!("{} at {version}: profile {found:?}", case.case_id));
                }
            }
            let verdicts = verdicts(&project, level, minor);
            let is_refused = verdicts.iter().any(|it| it.is_allowed() == Some(false));
            let agrees = match &*case.expectation {
                "pass" => verdicts.iter().all(|it| it.is_allowed() == Some(true)),
                _ => is_refused && verdicts.iter().any(|it| is_about(it, &case.peer_rule)),
            };
            if verdicts.is_empty() || !agrees {
                let ids: Vec<_> = verdicts.iter().flat_map(|it| &it.violations).collect();
                let ids: Vec<_> = ids.iter().map(|it| it.check.id).collect();
                differing.push(format!("{} at {version}: {ids:?}", case.case_id));
            }
        }
    }
    for it in &differing {
        println!("differs: {it}");
    }
    println!(
        "pss: {} of {decisions} decisions on {inputs} inputs agree, and {} of {by_profile} of the profiles",
        decisions - (differing.len() - differing_profiles),
        by_profile - differing_profiles
    );
    ensure!(decisions > 0, "no cases in {}", list.display());
    ensure!(differing.is_empty(), "{} decisions differ", differing.len());
    Ok(())
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

/// Whether the check called `name`, or the one that takes its place, refuses something.
fn is_about(verdict: &Verdict<'_>, name: &str) -> bool {
    let is_it = |id: &str| id.eq_ignore_ascii_case(name);
    verdict.violations.iter().any(|it| is_it(it.check.id) || it.check.replaces.is_some_and(is_it))
}
