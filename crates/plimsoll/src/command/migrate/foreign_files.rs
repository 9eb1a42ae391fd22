//! Files in which other tools keep exceptions for a whole project, as parts of a `plimsoll.toml`.

use std::{collections::BTreeSet, fmt::Write, fs, io, path::Path};

use anyhow::{Context, Result};
use plimsoll_linter::{
    diagnostics::FileId,
    model::{File, new_file},
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

/// One exception.
#[derive(Default)]
struct Said<'t> {
    /// The id that the tool knows the check by.
    id: &'t str,
    /// The services that it is for; all where there are none.
    services: Vec<&'t str>,
    /// The files that it is for; all where there are none.
    files: Vec<&'t str>,
    /// Why.
    reason: &'t str,
    /// Its last day.
    until: Option<&'t str>,
}

impl<'t> Said<'t> {
    /// One for everything and for ever.
    fn of(id: &'t str) -> Self {
        Self { id, ..Self::default() }
    }
}

/// What all these files come to; each line once, whoever says it.
#[derive(Default)]
pub(super) struct Exceptions {
    exclude: BTreeSet<String>,
    rules: BTreeSet<String>,
    overrides: BTreeSet<String>,
    /// Checks that no rule answers, with their tools.
    pub(super) unanswered: BTreeSet<String>,
}

impl Exceptions {
    /// Adds what `said` is for plimsoll: nothing where no rule answers the check.
    fn add(&mut self, tool: Authority, said: &[Said<'_>]) {
        let rules = RuleSet::catalogue();
        for it in said {
            let answering = rules_answering(&rules, tool, it.id);
            if answering.is_empty() {
                self.unanswered.insert(format!("{} {}", tool.title(), it.id));
            }
            for rule in answering {
                let name = rule.name();
                if it.services.is_empty() && it.files.is_empty() && it.until.is_none() {
                    let reason = it.reason.split_whitespace().collect::<Vec<_>>().join(" ");
                    let line = format!("{name} = \"off\"  # {} {reason}", it.id);
                    // A key stands once, whatever its reasons.
                    let key = format!("{name} = ");
                    if !self.rules.iter().any(|it| it.starts_with(&key)) {
                        self.rules.insert(line.trim_end().to_owned());
                    }
                    continue;
                }
                let mut text = "[[overrides]]\n".to_owned();
                match (it.services.as_slice(), it.files.as_slice()) {
                    ([], []) => text.push_str("files = [\"**\"]\n"),
                    (services, []) => text.push_str(&format!("workloads = {services:?}\n")),
                    (_, files) => text.push_str(&format!("files = {files:?}\n")),
                }
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
        if !self.exclude.is_empty() {
            let _ = writeln!(out, "exclude = {:?}", self.exclude.iter().collect::<Vec<_>>());
        }
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
            Said { until, ..Said::of(id) }
        })
        .collect();
    out.add(Authority::Trivy, &said);
    Ok(())
}

/// `.trivyignore.yaml`: below `misconfigurations`, ids with `paths`, `statement` and `expired_at`.
pub(super) fn trivy_yaml(path: &Path, out: &mut Exceptions) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = new_file(FileId(0), path.to_string_lossy(), &text);
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let list = root.and_then(|root| tree.member(root, "misconfigurations"));
    let items = list.and_then(|it| tree.sequence(it.value)).map_or(&[][..], |it| it.items);
    let text = |id| tree.scalar(id).map_or("", |it| it.value);
    let at = |item, key| tree.member(item, key).map(|it| it.value);
    let said: Vec<Said<'_>> = items
        .iter()
        .map(|item| Said {
            files: at(*item, "paths")
                .and_then(|it| tree.sequence(it))
                .map_or_else(Vec::new, |it| it.items.iter().map(|it| text(*it)).collect()),
            reason: at(*item, "statement").map_or("", text),
            until: at(*item, "expired_at").map(text),
            ..Said::of(at(*item, "id").map_or("", text))
        })
        .collect();
    out.add(Authority::Trivy, &said);
    Ok(())
}

/// `.compose-lint.yml`: below `rules`, `enabled: false` for all services, or `exclude_services` as
/// a list, or as a mapping to reasons.
pub(super) fn compose_lint(path: &Path, out: &mut Exceptions) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = new_file(FileId(0), ".compose-lint.yml", &text);
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let Some(rules) = root.and_then(|root| tree.member(root, "rules")) else { return Ok(()) };
    let text = |id| tree.scalar(id).map_or("", |it| it.value);
    let mut said = Vec::new();
    for rule in tree.members(rules.value) {
        let id = text(rule.key);
        let reason = tree.member(rule.value, "reason").map_or("", |it| text(it.value));
        let enabled = tree.member(rule.value, "enabled");
        if enabled.is_some_and(|it| text(it.value).eq_ignore_ascii_case("false")) {
            said.push(Said { reason, ..Said::of(id) });
        }
        let Some(excluded) = tree.member(rule.value, "exclude_services") else { continue };
        if let Some(list) = tree.sequence(excluded.value) {
            let services = list.items.iter().map(|it| text(*it)).collect();
            said.push(Said { services, reason, ..Said::of(id) });
        }
        for service in tree.members(excluded.value) {
            let services = vec![text(service.key)];
            said.push(Said { services, reason: text(service.value), ..Said::of(id) });
        }
    }
    out.add(Authority::ComposeLint, &said);
    Ok(())
}

/// `.dclintrc`, in YAML or JSON: below `rules`, level 0 alone or with options; `exclude`.
pub(super) fn dclint(path: &Path, out: &mut Exceptions) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = new_file(FileId(0), path.to_string_lossy(), &text);
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let rules = root.and_then(|root| tree.member(root, "rules"));
    let rules = rules.map_or_else(Vec::new, |it| tree.members(it.value));
    let text = |id| tree.scalar(id).map_or("", |it| it.value);
    let level = |id| match tree.sequence(id) {
        Some(list) => list.items.first().map_or("", |it| text(*it)),
        None => text(id),
    };
    let off = rules.iter().filter(|it| level(it.value) == "0");
    let said: Vec<Said<'_>> = off.map(|it| Said::of(text(it.key))).collect();
    out.add(Authority::Dclint, &said);
    out.exclude.extend(texts(&file, &["exclude"]));
    Ok(())
}

/// The texts of the list at `keys`, which can also be one text with commas.
fn texts(file: &File, keys: &[&str]) -> Vec<String> {
    let tree = &file.tree;
    let root = tree.documents().first().and_then(|it| it.root);
    let found = keys.iter().fold(root, |node, key| Some(tree.member(node?, key)?.value));
    let Some(found) = found else { return Vec::new() };
    let nodes = tree.sequence(found).map_or_else(|| vec![found], |it| it.items.to_vec());
    let texts = nodes.iter().filter_map(|it| tree.scalar(*it));
    let texts = texts.flat_map(|it| it.value.split(',')).map(str::trim);
    texts.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Lists of ids and of paths at the keys that a tool has for them: `checks.exclude` of
/// `.kube-linter.yaml`, `skip-check` of `.checkov.yaml`, `exclude-queries` of `kics.config`, whose
/// ids are of no use beyond KICS where they are not names.
pub(super) fn listed(
    path: &Path,
    tool: Authority,
    checks: &[&str],
    paths: &[&str],
    out: &mut Exceptions,
) -> Result<()> {
    let Some(text) = read(path)? else { return Ok(()) };
    let file = new_file(FileId(0), path.to_string_lossy(), &text);
    let ids = texts(&file, checks);
    let said: Vec<Said<'_>> = ids.iter().map(|id| Said::of(id)).collect();
    out.add(tool, &said);
    if !paths.is_empty() {
        out.exclude.extend(texts(&file, paths));
    }
    Ok(())
}
