//! Files in which other tools keep exceptions for a whole project, as parts of a `plimsoll.toml`.

use std::{collections::BTreeSet, fmt::Write, fs, io, path::Path};

use anyhow::{Context, Result};
use plimsoll_linter::{
    diagnostics::FileId,
    model::File,
    rules::{Authority, RuleSet},
    rules_answering,
};

fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// One exception: an id of the tool, services that it is for (all where there are none), why, and
/// its last day.
struct Said<'t> {
    id: &'t str,
    services: Vec<&'t str>,
    reason: &'t str,
    until: Option<&'t str>,
}

/// Writes what `said` is for plimsoll: nothing where no rule answers the check.
fn write(tool: Authority, said: &[Said<'_>], out: &mut String) {
    let rules = RuleSet::catalogue();
    let (mut lines, mut overrides) = (BTreeSet::new(), BTreeSet::new());
    for it in said {
        for rule in rules_answering(&rules, tool, it.id) {
            let name = rule.name();
            if it.services.is_empty() && it.until.is_none() {
                let reason = it.reason.split_whitespace().collect::<Vec<_>>().join(" ");
                lines.insert(
                    format!("{name} = \"off\"  # {} {reason}", it.id).trim_end().to_owned(),
                );
                continue;
            }
            let mut text = match it.services.as_slice() {
                [] => "[[overrides]]\nfiles = [\"**\"]\n".to_owned(),
                services => format!("[[overrides]]\nworkloads = {services:?}\n"),
            };
            let _ = writeln!(text, "rules = {{ {name} = \"off\" }}  # {}", it.id);
            if !it.reason.is_empty() {
                let _ = writeln!(text, "because = {:?}", it.reason);
            }
            if let Some(until) = it.until {
                let _ = writeln!(text, "until = {until}");
            }
            overrides.insert(text);
        }
    }
    if !lines.is_empty() {
        out.push_str("\n[rules]\n");
        lines.iter().for_each(|line| out.extend([line.as_str(), "\n"]));
    }
    overrides.iter().for_each(|text| out.extend(["\n", text.as_str()]));
}

/// `.trivyignore`: an id a line, with `exp:2027-01-31` after it.
pub(super) fn trivy(path: &Path, out: &mut String) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    let said: Vec<Said<'_>> = lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let id = words.next().unwrap_or("");
            let until = words.find_map(|it| it.strip_prefix("exp:"));
            Said { id, services: Vec::new(), reason: "", until }
        })
        .collect();
    write(Authority::Trivy, &said, out);
    Ok(())
}

/// `.compose-lint.yml`: below `rules`, `enabled: false` for all services, or `exclude_services` as
/// a list, or as a mapping to reasons.
pub(super) fn compose_lint(path: &Path, out: &mut String) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = File::new(FileId(0), ".compose-lint.yml", &text);
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let Some(rules) = root.and_then(|root| tree.member(root, "rules")) else { return Ok(()) };
    let text = |id| tree.scalar(id).map_or("", |it| &*it.value);
    let mut said = Vec::new();
    for rule in tree.members(rules.value) {
        let id = text(rule.key);
        let reason = tree.member(rule.value, "reason").map_or("", |it| text(it.value));
        let enabled = tree.member(rule.value, "enabled");
        if enabled.is_some_and(|it| text(it.value).eq_ignore_ascii_case("false")) {
            said.push(Said { id, services: Vec::new(), reason, until: None });
        }
        let Some(excluded) = tree.member(rule.value, "exclude_services") else { continue };
        if let Some(list) = tree.sequence(excluded.value) {
            let services = list.items.iter().map(|it| text(*it)).collect();
            said.push(Said { id, services, reason, until: None });
        }
        for service in tree.members(excluded.value) {
            let services = vec![text(service.key)];
            said.push(Said { id, services, reason: text(service.value), until: None });
        }
    }
    write(Authority::ComposeLint, &said, out);
    Ok(())
}
