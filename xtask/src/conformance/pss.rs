//! The Pod Security Standards against the fixtures of the admission plug-in: one decision for
//! every input at every release that its case names.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use plimsoll_diagnostics::FileId;
use plimsoll_model::{File, Project, subjects::WorkloadId};
use plimsoll_rules::pod_security::{Level, Verdict, evaluate};
use serde::Deserialize;

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
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        let path = oracles.join(&case.input_path);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let project = Project::new(vec![File::new(FileId(0), case.input_path.clone(), &text)]);
        let level = Level::parse(&case.level).context("a level that is none")?;
        inputs += 1;
        for version in &case.versions {
            decisions += 1;
            let minor = version.strip_prefix("v1.").context("a version that is none")?.parse()?;
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
        "pss: {} of {decisions} decisions on {inputs} inputs agree",
        decisions - differing.len()
    );
    ensure!(decisions > 0, "no cases in {}", list.display());
    ensure!(differing.is_empty(), "{} decisions differ", differing.len());
    Ok(())
}

fn verdicts(project: &Project, level: Level, minor: u32) -> Vec<Verdict<'_>> {
    let workloads = 0..u32::try_from(project.subjects.workloads.len()).unwrap_or(u32::MAX);
    workloads.map(|id| evaluate(project, WorkloadId(id), level, minor)).collect()
}

/// Whether the check called `name`, or the one that takes its place, refuses something.
fn is_about(verdict: &Verdict<'_>, name: &str) -> bool {
    let is_it = |id: &str| id.eq_ignore_ascii_case(name);
    verdict.violations.iter().any(|it| is_it(it.check.id) || it.check.replaces.is_some_and(is_it))
}
