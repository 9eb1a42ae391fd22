//! Rules of other linters against those that say they answer them: a finding where the other tool
//! has one, and none where it has none.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Result, ensure};
use plimsoll_model::Project;
use plimsoll_rules::{Authority, Entry, Finding, Parameters, RuleRef, catalogue, run as judge};

use super::{
    cases::{self, Case, TOOLS, Tool},
    document,
    reviewed::{Reviewed, stands_for},
    rows,
};

/// How the cases of one rule of another tool came out.
#[derive(Default)]
pub(super) struct Score {
    /// The names of our rules that answer it.
    pub(super) answered_by: Vec<&'static str>,
    /// Cases that are decided alike.
    pub(super) agree: usize,
    /// Cases that are decided otherwise, with the reason.
    pub(super) differ: Vec<(String, String)>,
    /// Why no rule answers it.
    pub(super) unmapped: Option<String>,
}

/// The scores of one tool by the id of its rule.
pub(super) struct Comparison {
    /// Who is compared with.
    pub(super) authority: Authority,
    /// The scores.
    pub(super) rules: BTreeMap<String, Score>,
}

/// Compares with every tool, prints the scores, and checks the document that shows them.
///
/// # Errors
///
/// If a case cannot be read, a difference is not reviewed or reviewed in vain, or the document is
/// out of date and `write` is not set.
pub(super) fn run(root: &Path, oracles: &Path, write: bool) -> Result<()> {
    let mut wrong = Vec::new();
    let mut comparisons = Vec::new();
    for tool in TOOLS {
        let reviewed = Reviewed::read(root, tool.folder)?;
        let comparison = compare(oracles, tool, &reviewed, &mut wrong)?;
        println!("{}: {}", tool.folder, document::summary(&comparison));
        comparisons.push(comparison);
    }
    let rows = rows::compare(root, oracles, &mut wrong)?;
    let path = root.join("docs/conformance.md");
    let text = document::render(&comparisons, &rows);
    if write {
        fs::write(&path, text)?;
    } else if fs::read_to_string(&path).unwrap_or_default() != text {
        wrong.push("docs/conformance.md is out of date: add `--write`".to_owned());
    }
    ensure!(wrong.is_empty(), "{} things are out of order:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

fn compare(
    oracles: &Path,
    tool: &Tool,
    reviewed: &Reviewed,
    wrong: &mut Vec<String>,
) -> Result<Comparison> {
    let mut rules: BTreeMap<String, Score> = BTreeMap::new();
    let mut differing = BTreeSet::new();
    for case in cases::read(oracles, tool)? {
        let id = reviewed.ids.get(&case.rule).unwrap_or(&case.rule);
        let entries = answering(tool.authority, id);
        let score = rules.entry(case.rule.clone()).or_default();
        if entries.is_empty() {
            let why = reviewed.why_unmapped(&case.rule);
            if why.is_none() && score.unmapped.is_none() {
                wrong.push(format!("{}: no rule answers `{}`", tool.folder, case.rule));
            }
            score.unmapped = Some(why.unwrap_or("not reviewed").to_owned());
            continue;
        }
        score.answered_by = entries.iter().map(|it| it.rule.name).collect();
        let found = found(oracles, &case, &entries)?;
        if found.is_empty() != case.fails {
            score.agree += 1;
            continue;
        }
        differing.insert((case.rule.clone(), case.name.clone()));
        match reviewed.reason(&case.rule, &case.name) {
            Some(reason) => score.differ.push((case.name, reason.to_owned())),
            None => wrong.push(unexplained(tool, &case, &found, &score.answered_by)),
        }
    }
    for (rule, pattern) in reviewed.differing() {
        if !differing.iter().any(|(of, case)| of == rule && stands_for(pattern, case)) {
            wrong.push(format!("{}: `{rule}` no longer differs on {pattern:?}", tool.folder));
        }
    }
    for rule in reviewed.unmapped() {
        if rules.get(rule).is_none_or(|it| it.unmapped.is_none()) {
            wrong.push(format!("{}: `{rule}` is answered, or has no cases", tool.folder));
        }
    }
    Ok(Comparison { authority: tool.authority, rules })
}

/// The rules that say they answer the other tool's rule `id`.
fn answering(authority: Authority, id: &str) -> Vec<&'static Entry> {
    let is_it = |it: &&Entry| {
        it.rule.controls.iter().any(|control| control.authority == authority && control.id == id)
    };
    catalogue::all().filter(is_it).collect()
}

/// What `entries` find in the case, as far as it is about the object in question.
fn found(oracles: &Path, case: &Case, entries: &[&'static Entry]) -> Result<Vec<Finding>> {
    let project = case.project(oracles)?;
    let rules: Vec<_> = entries.iter().map(|it| RuleRef::from(*it)).collect();
    let mut findings = judge(&project, &Parameters::default(), &rules).findings;
    if !case.services.is_empty() {
        findings.retain(|it| {
            let name = it.subject.strip_prefix("services.").unwrap_or(&it.subject);
            case.services.iter().any(|service| {
                name.strip_prefix(service.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        });
    }
    if let Some(line) = case.object_line {
        findings.retain(|it| is_in_object(&project, it, line));
    }
    Ok(findings)
}

/// Whether the finding is about the object that begins in, or after comments below, `line`.
fn is_in_object(project: &Project, finding: &Finding, line: u32) -> bool {
    let file = &project.files()[0];
    let range = |index: usize| project.full_range(project.subjects.objects[index].identity.owner);
    let last_line = |index: usize| file.lines.line(range(index).end().saturating_sub(1)) + 1;
    let object = (0..project.subjects.objects.len()).find(|it| last_line(*it) >= line);
    object.is_some_and(|it| {
        let at = project.span_of(finding.at.at).range;
        range(it).start() <= at.start() && at.start() <= range(it).end()
    })
}

fn unexplained(tool: &Tool, case: &Case, found: &[Finding], rules: &[&str]) -> String {
    let told: Vec<_> =
        found.iter().map(|it| format!("{}: {}", it.rule.name(), it.message)).collect();
    let verdict = if case.fails { "nothing found" } else { "should find nothing" };
    format!(
        "{}: `{}` differs on {:?}: {verdict} by {rules:?} {told:?}",
        tool.folder, case.rule, case.name
    )
}
