//! How often each rule finds something, worst and most frequent first.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    io::{self, Write},
};

use plimsoll_linter::{
    Judged,
    diagnostics::{Level, Safety},
};

use crate::Run;

#[derive(Default)]
struct Count<'a> {
    level: Option<Level>,
    findings: usize,
    safe: usize,
    hardening: usize,
    summary: &'a str,
}

/// Writes a line for each rule with open findings: how many, at which level at most, how many of
/// them `plimsoll fix` proposes to answer and how, and what the rule is about.
///
/// # Errors
///
/// Those of `out`.
pub fn statistics(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for it in run.report.open() {
        let count = counts.entry(it.diagnostic.rule.as_str()).or_default();
        count.findings += 1;
        count.level = count.level.max(Some(it.diagnostic.level));
        count.summary = it.rule.summary();
        let proposes = |it: &Judged, safety| it.proposals.iter().any(|fix| fix.safety == safety);
        if proposes(it, Safety::Safe) {
            count.safe += 1;
        } else if proposes(it, Safety::Hardening) {
            count.hardening += 1;
        }
    }
    let mut lines: Vec<(&str, Count<'_>)> = counts.into_iter().collect();
    lines.sort_by_key(|(_, it)| Reverse((it.level, it.findings)));
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, it) in lines {
        let level = it.level.map_or("", Level::as_str);
        let fixes = match (it.safe, it.hardening) {
            (0, 0) => "by hand".to_owned(),
            (0, hardening) => format!("{hardening} with fix --hardening"),
            (safe, 0) => format!("{safe} with fix"),
            (safe, hardening) => format!("{safe} with fix, {hardening} with --hardening"),
        };
        writeln!(out, "{:>6}  {level:7}  {name:width$}  {fixes:27}  {}", it.findings, it.summary)?;
    }
    Ok(())
}
