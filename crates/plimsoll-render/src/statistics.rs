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

/// How often one rule finds something.
#[derive(Default)]
pub(crate) struct Count<'a> {
    pub(crate) rule: &'a str,
    /// The worst level.
    pub(crate) level: Option<Level>,
    pub(crate) findings: usize,
    safe: usize,
    hardening: usize,
    pub(crate) summary: &'a str,
}

impl Count<'_> {
    /// What `plimsoll fix` can do about them.
    pub(crate) fn fixes(&self) -> String {
        match (self.safe, self.hardening) {
            (0, 0) => "by hand".to_owned(),
            (0, hardening) => format!("{hardening} with fix --hardening"),
            (safe, 0) => format!("{safe} with fix"),
            (safe, hardening) => format!("{safe} with fix, {hardening} with --hardening"),
        }
    }
}

/// Writes a line for each rule with open findings: how many, at which level at most, how many of
/// them `plimsoll fix` proposes to answer and how, and what the rule is about.
///
/// # Errors
///
/// Those of `out`.
pub fn statistics(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    let counts = counts(run);
    let width = counts.iter().map(|it| it.rule.len()).max().unwrap_or(0);
    for it in counts {
        let level = it.level.map_or("", Level::as_str);
        let (rule, fixes) = (it.rule, it.fixes());
        writeln!(out, "{:>6}  {level:7}  {rule:width$}  {fixes:27}  {}", it.findings, it.summary)?;
    }
    Ok(())
}

/// Every rule with open findings, worst and most frequent first.
pub(crate) fn counts<'a>(run: &Run<'a>) -> Vec<Count<'a>> {
    let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for it in run.report.open() {
        let rule = it.diagnostic.rule.as_str();
        let count = counts.entry(rule).or_default();
        count.rule = rule;
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
    let mut counts: Vec<Count<'_>> = counts.into_values().collect();
    counts.sort_by_key(|it| Reverse((it.level, it.findings)));
    counts
}
