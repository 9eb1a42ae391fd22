//! The union of checks that linters of manifests have, row by row: which of our rules decide each.
//!
//! The rows are those of the reference that are graded critical, high or medium, but for groups
//! about control planes and about the governance of names. A row is decided where every rule that
//! is named for it exists and has an example of a manifest on its page, which is a test; rows about
//! resources, probes and scheduling also have to be in the profile `reliability`.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use plimsoll_rules::{Entry, catalogue, profile};
use serde::Deserialize;

/// Groups that are not looked at.
const LEFT_OUT: &[&str] = &["Control-plane", "Metadata"];

/// Groups whose rows belong to the profile `reliability`.
const RELIABILITY: &[&str] = &["Resources", "Probes", "Scheduling"];

/// What was decided about the rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewed {
    rows: Vec<Row>,
}

/// One row of the reference.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// Its name there.
    pub(super) slug: String,
    /// The rules that decide it; none where files cannot.
    pub(super) rules: Vec<String>,
    /// What of it is decided otherwise, and why.
    pub(super) but: Option<String>,
}

/// Compares the reviewed rows with the reference beside `oracles`, and prints the score.
///
/// # Errors
///
/// If either cannot be read.
pub(super) fn compare(root: &Path, oracles: &Path, wrong: &mut Vec<String>) -> Result<Vec<Row>> {
    let path = root.join("testdata/conformance/kubernetes_checks.toml");
    let reviewed: Reviewed =
        toml::from_str(&fs::read_to_string(&path)?).with_context(|| path.display().to_string())?;
    let path = oracles.join("../reference/kubernetes-checks.tsv");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut left: BTreeSet<&str> = BTreeSet::new();
    let mut reliability: BTreeSet<&str> = BTreeSet::new();
    for line in text.lines() {
        let [slug, group, severity, ..] = *line.split('\t').collect::<Vec<_>>() else { continue };
        let is_it = |groups: &[&str]| groups.iter().any(|it| group.starts_with(it));
        if matches!(severity, "critical" | "high" | "medium") && !is_it(LEFT_OUT) {
            left.insert(slug);
            if is_it(RELIABILITY) {
                reliability.insert(slug);
            }
        }
    }
    for row in &reviewed.rows {
        if !left.remove(&*row.slug) {
            wrong.push(format!("rows: `{}` is no row, or is here twice", row.slug));
        }
        wrong.extend(problems(row, reliability.contains(&*row.slug)));
    }
    wrong.extend(left.iter().map(|it| format!("rows: nothing is said about `{it}`")));
    println!("kubernetes-checks: {}", summary(&reviewed.rows));
    Ok(reviewed.rows)
}

/// The score in one line.
pub(super) fn summary(rows: &[Row]) -> String {
    let decided = rows.iter().filter(|it| !it.rules.is_empty()).count();
    let with_reason = rows.iter().filter(|it| it.but.is_some()).count();
    let rules: BTreeSet<&String> = rows.iter().flat_map(|it| &it.rules).collect();
    format!(
        "{decided} of {} rows decided by {} rules; {with_reason} in part, or not, for a reason",
        rows.len(),
        rules.len()
    )
}

/// What is wrong about what is said of the row.
fn problems(row: &Row, is_reliability: bool) -> Vec<String> {
    let slug = &row.slug;
    let mut found = Vec::new();
    let mut entries: Vec<&Entry> = Vec::new();
    for name in &row.rules {
        match catalogue::find(name).filter(|it| it.rule.name == name) {
            Some(entry) => entries.push(entry),
            None => found.push(format!("rows: `{slug}` names `{name}`, which is no rule")),
        }
    }
    if entries.is_empty() && row.but.as_ref().is_none_or(String::is_empty) {
        found.push(format!("rows: `{slug}` is decided by nothing, and nothing says why"));
    }
    for entry in entries.iter().filter(|it| !has_manifest(it.page)) {
        found.push(format!("rows: `{}` has no manifest as a bad example", entry.rule.name));
    }
    let profile = profile::find("reliability");
    let is_held = |it: &&Entry| profile.is_some_and(|of| of.holds(it));
    if is_reliability && !entries.iter().any(is_held) {
        found.push(format!("rows: no rule for `{slug}` is in the profile `reliability`"));
    }
    found
}

/// Whether one of the bad examples of the page is a manifest.
fn has_manifest(page: &str) -> bool {
    page.split("```yaml bad").skip(1).any(|it| {
        let example = it.split("```").next().unwrap_or("");
        example.contains("apiVersion:") || example.contains("kind:")
    })
}
