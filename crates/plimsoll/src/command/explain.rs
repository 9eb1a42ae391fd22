//! `plimsoll explain` and `plimsoll rules`

use std::io::{self, Write};

use anyhow::{Result, bail};
use plimsoll_linter::rules::{catalogue, profile};

use super::Verdict;
use crate::arguments::Explain;

pub(crate) fn explain(arguments: &Explain) -> Result<Verdict> {
    let Some(entry) = catalogue::find(&arguments.rule) else {
        return explain_profile(&arguments.rule);
    };
    let rule = entry.rule;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# {}\n\n{} ({})\n\n{}",
        rule.name,
        rule.summary,
        rule.severity,
        entry.page.trim_end()
    )?;
    if !rule.controls.is_empty() {
        writeln!(out, "\n## Also known as\n")?;
        for control in rule.controls {
            writeln!(out, "- {} {}", control.authority.title(), control.id)?;
        }
    }
    Ok(Verdict::Clean)
}

pub(crate) fn rules() -> Result<Verdict> {
    let mut out = io::stdout().lock();
    let width = catalogue::all().map(|entry| entry.rule.name.len()).max().unwrap_or(0);
    for entry in catalogue::all() {
        let rule = entry.rule;
        let profile = if rule.is_recommended { "recommended" } else { "" };
        let fix = rule.fix.map_or("", |it| it.as_str());
        writeln!(
            out,
            "{:width$}  {:8}  {profile:11}  {fix:9}  {}",
            rule.name, rule.severity, rule.summary
        )?;
    }
    Ok(Verdict::Clean)
}

fn explain_profile(name: &str) -> Result<Verdict> {
    let Some(profile) = profile::find(name) else {
        bail!(
            "`{name}` is neither a rule nor a profile; `plimsoll rules` and `plimsoll profiles` \
             list them"
        );
    };
    let mut out = io::stdout().lock();
    writeln!(out, "# {}\n\n{}\n\n{}", profile.name, profile.summary, profile.page.trim_end())?;
    writeln!(out, "\n## Rules\n")?;
    for entry in profile.rules() {
        let level = profile.level(entry).map_or("", |it| it.as_str());
        writeln!(out, "- {} ({level}): {}", entry.rule.name, entry.rule.summary)?;
    }
    Ok(Verdict::Clean)
}

pub(crate) fn profiles() -> Result<Verdict> {
    let mut out = io::stdout().lock();
    let width = profile::all().map(|it| it.name.len()).max().unwrap_or(0);
    for it in profile::all() {
        let count = it.rules().count();
        writeln!(out, "{:width$}  {count:3} rules  {}", it.name, it.summary)?;
    }
    Ok(Verdict::Clean)
}
