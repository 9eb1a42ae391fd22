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

/// What all these files come to; each line once, whoever says it.
#[derive(Default)]
pub(super) struct Exceptions {
    rules: BTreeSet<String>,
    overrides: BTreeSet<String>,
}

impl Exceptions {
    /// Adds what `said` is for plimsoll: nothing where no rule answers the check.
    fn add(&mut self, tool: Authority, said: &[Said<'_>]) {
        let rules = RuleSet::catalogue();
        for it in said {
            for rule in rules_answering(&rules, tool, it.id) {
                let name = rule.name();
                if it.services.is_empty() && it.until.is_none() {
                    let reason = it.reason.split_whitespace().collect::<Vec<_>>().join(" ");
                    let line = format!("{name} = \"off\"  # {} {reason}", it.id);
                    // A key stands once, whatever its reasons.
                    let key = format!("{name} = ");
                    if !self.rules.iter().any(|it| it.starts_with(&key)) {
                        self.rules.insert(line.trim_end().to_owned());
                    }
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
                self.overrides.insert(text);
            }
        }
    }

    /// A part of a `plimsoll.toml`; empty where nothing is excepted.
    pub(super) fn render(&self) -> String {
        let mut out = String::new();
        if !self.rules.is_empty() {
            out.push_str("\n[rules]\n");
            self.rules.iter().for_each(|line| out.extend([line.as_str(), "\n"]));
        }
        self.overrides.iter().for_each(|text| out.extend(["\n", text.as_str()]));
        out
    }
}

/// `.trivyignore`: an id a line, with `exp:2027-01-31` after it.
pub(super) fn trivy(path: &Path, out: &mut Exceptions) -> Result<()> {
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
    out.add(Authority::Trivy, &said);
    Ok(())
}

/// `.compose-lint.yml`: below `rules`, `enabled: false` for all services, or `exclude_services` as
/// a list, or as a mapping to reasons.
pub(super) fn compose_lint(path: &Path, out: &mut Exceptions) -> Result<()> {
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
    out.add(Authority::ComposeLint, &said);
    Ok(())
}

/// A list of ids at `keys`, also as one text with commas: `checks.exclude` of `.kube-linter.yaml`,
/// `skip-check` of `.checkov.yaml`.
pub(super) fn listed(
    path: &Path,
    tool: Authority,
    keys: &[&str],
    out: &mut Exceptions,
) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = File::new(FileId(0), path.to_string_lossy(), &text);
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let found = keys.iter().fold(root, |node, key| Some(tree.member(node?, key)?.value));
    let Some(found) = found else { return Ok(()) };
    let nodes = tree.sequence(found).map_or_else(|| vec![found], |it| it.items.to_vec());
    let texts = nodes.iter().filter_map(|it| tree.scalar(*it));
    let ids = texts.flat_map(|it| it.value.split(',')).map(str::trim).filter(|it| !it.is_empty());
    let said: Vec<Said<'_>> =
        ids.map(|id| Said { id, services: Vec::new(), reason: "", until: None }).collect();
    out.add(tool, &said);
    Ok(())
}
