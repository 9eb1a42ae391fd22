//! Suppressions that were written for other tools, by their own documentation.
//!
//! | Tool | Where | What it covers here |
//! |---|---|---|
//! | kube-linter | annotation `ignore-check.kube-linter.io/CHECK: reason` | the object |
//! | Checkov | annotation `checkov.io/skip1: CHECK=reason` | the object |
//! | Checkov | comment `checkov:skip=CHECK:reason` | the object, the service |
//! | KICS | comments `kics-scan ignore`, `ignore-block`, `ignore-line` | the file, the entry, the line |
//! | Trivy | comment `trivy:ignore:CHECK` | the entry |
//! | dclint | comments `dclint disable`, `disable-file`, `disable-line` | the file, the line |
//!
//! A check stands for the rules that have it among their controls. What silences a whole tool for
//! a place silences the rules that answer that tool there, and no others.

use plimsoll_diagnostics::{Date, TextRange};
use plimsoll_model::{File, Origin};
use plimsoll_rules::{Authority, RuleRef, RuleSet};
use plimsoll_yaml::{Kind, NodeId};

use super::{Suppression, Target};

/// The suppressions for other tools in a file.
pub(super) fn of_file(file: &File, rules: &RuleSet) -> Vec<Suppression> {
    let mut found = Vec::new();
    for comment in file.tree.comments() {
        let text = comment.range.slice(file.text()).trim_start_matches('#').trim();
        let Some(it) = read_comment(text) else { continue };
        let Some(node) = comment.node.or_else(|| first_node(file)) else { continue };
        let covers = match it.reach {
            Reach::File => TextRange::from_usize(0, file.text().len()),
            Reach::Entry => file.tree.entry_range(node),
            Reach::Line => line_below(file, comment.range),
            Reach::Resource => file.tree.entry_range(resource(file, node)),
        };
        let covers = match comment.node {
            Some(_) => covers,
            None => TextRange::from_usize(0, file.text().len()),
        };
        found.extend(suppression(file, node, comment.range, covers, &it, rules));
    }
    if !file.recognition.dialect.is_compose() {
        annotations(file, rules, &mut found);
    }
    found
}

/// What a suppression says, whichever way it is written.
struct Said<'t> {
    tool: Authority,
    /// The checks; empty for all of the tool's.
    checks: Vec<&'t str>,
    reason: &'t str,
    until: Option<Date>,
    reach: Reach,
}

/// How far a comment reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    File,
    Resource,
    Entry,
    Line,
}

fn read_comment(text: &str) -> Option<Said<'_>> {
    let said =
        |tool, checks, reason, reach| Some(Said { tool, checks, reason, until: None, reach });
    if let Some(rest) = text.strip_prefix("checkov:skip=") {
        let (check, reason) = rest.split_once(':').unwrap_or((rest, ""));
        return said(Authority::Checkov, vec![check.trim()], reason.trim(), Reach::Resource);
    }
    if let Some(rest) = text.strip_prefix("trivy:ignore:") {
        let (checks, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (checks, until) = match checks.split_once(":exp:") {
            Some((checks, day)) => (checks, day.parse().ok()),
            None => (checks, None),
        };
        let checks: Vec<&str> = checks.split(',').map(str::trim).collect();
        // A wildcard would silence what nobody has seen yet.
        if checks.iter().any(|it| it.is_empty() || it.contains('*')) {
            return None;
        }
        let reach = Reach::Entry;
        return Some(Said { tool: Authority::Trivy, checks, reason: reason.trim(), until, reach });
    }
    if let Some(rest) = text.strip_prefix("kics-scan") {
        let reach = match rest.trim() {
            "ignore" => Reach::File,
            "ignore-block" => Reach::Entry,
            "ignore-line" => Reach::Line,
            _ => return None,
        };
        return said(Authority::Kics, Vec::new(), "", reach);
    }
    let mut words = text.strip_prefix("dclint")?.split([' ', ',']).filter(|it| !it.is_empty());
    let reach = match words.next()? {
        "disable" | "disable-file" => Reach::File,
        "disable-line" => Reach::Line,
        _ => return None,
    };
    said(Authority::Dclint, words.collect(), "", reach)
}

fn annotations(file: &File, rules: &RuleSet, found: &mut Vec<Suppression>) {
    for (id, node) in file.tree.nodes() {
        let Kind::Mapping(_) = &node.kind else { continue };
        if !is_annotations(file, id) {
            continue;
        }
        let Some(object) = node.parent.and_then(|metadata| file.tree.node(metadata).parent) else {
            continue;
        };
        for member in file.tree.members(id) {
            let Some(key) = file.tree.scalar(member.key) else { continue };
            let value = file.tree.scalar(member.value).map_or("", |it| it.value);
            let said = if let Some(check) = key.value.strip_prefix("ignore-check.kube-linter.io/") {
                (Authority::KubeLinter, check, value)
            } else if key.value.starts_with("checkov.io/skip") {
                let (check, reason) = value.split_once('=').unwrap_or((value, ""));
                (Authority::Checkov, check, reason)
            } else {
                continue;
            };
            let said = Said {
                tool: said.0,
                checks: vec![said.1.trim()],
                reason: said.2.trim(),
                until: None,
                reach: Reach::Resource,
            };
            let range = file.tree.entry_range(member.key);
            let covers = file.tree.node(object).range;
            found.extend(suppression(file, member.key, range, covers, &said, rules));
        }
    }
}

/// Whether the mapping is the value of `annotations` in the `metadata` of an object.
fn is_annotations(file: &File, id: NodeId) -> bool {
    let key_of = |id: NodeId| {
        let entry = file.tree.entry_of(id)?;
        Some(file.tree.key_text(&entry))
    };
    key_of(id) == Some("annotations")
        && file.tree.node(id).parent.and_then(key_of) == Some("metadata")
}

fn suppression(
    file: &File,
    node: NodeId,
    range: TextRange,
    covers: TextRange,
    said: &Said<'_>,
    rules: &RuleSet,
) -> Option<Suppression> {
    let target =
        |rule: &RuleRef| Target { name: rule.name().to_owned(), range, silenced: 0, refused: 0 };
    let targets: Vec<Target> = if said.checks.is_empty() {
        answering(rules, said.tool, None).map(target).collect()
    } else {
        let checks = said.checks.iter();
        checks.flat_map(|check| answering(rules, said.tool, Some(check))).map(target).collect()
    };
    if targets.is_empty() {
        return None;
    }
    Some(Suppression {
        file: file.id,
        range,
        covers,
        targets,
        reason: said.reason.to_owned(),
        until: said.until,
        by: Some(said.tool),
        problem: None,
        node: Origin { file: file.id, node },
    })
}

/// The rules that answer a check of the tool, or any of them.
pub(super) fn answering<'r>(
    rules: &'r RuleSet,
    tool: Authority,
    check: Option<&str>,
) -> impl Iterator<Item = &'r RuleRef> {
    let answers = move |id: &str| check.is_none_or(|check| is_same(tool, id, check));
    rules
        .iter()
        .filter(move |rule| rule.controls().any(|it| it.known == Some(tool) && answers(it.id)))
}

/// Whether two ids of the tool's name one check.
fn is_same(tool: Authority, one: &str, other: &str) -> bool {
    match tool {
        Authority::Trivy => trivy(one) == trivy(other),
        _ => one.eq_ignore_ascii_case(other),
    }
}

/// `AVD-KSV-0012`, `KSV-0012` and `KSV012` are one check.
fn trivy(id: &str) -> (String, u32) {
    let id = id.to_ascii_uppercase();
    let id = id.strip_prefix("AVD-").unwrap_or(&id);
    let digits = id.trim_start_matches(|it: char| !it.is_ascii_digit());
    let family = id[..id.len() - digits.len()].trim_end_matches('-').to_owned();
    (family, digits.parse().unwrap_or(u32::MAX))
}

fn first_node(file: &File) -> Option<NodeId> {
    file.tree.nodes().next().map(|(id, _)| id)
}

/// The line after the one that holds the comment.
fn line_below(file: &File, comment: TextRange) -> TextRange {
    let text = file.text();
    let start = text[comment.end() as usize..]
        .find('\n')
        .map_or(text.len(), |it| comment.end() as usize + it + 1);
    let end = text[start..].find('\n').map_or(text.len(), |it| start + it);
    TextRange::from_usize(start, end)
}

/// The service (Compose) or the whole document (Kubernetes) that holds the node.
fn resource(file: &File, node: NodeId) -> NodeId {
    // The root, `services`'s mapping, and the mapping of a service.
    let depth = if file.recognition.dialect.is_compose() { 2 } else { 0 };
    let mut line = vec![node];
    while let Some(parent) = line.last().and_then(|id| file.tree.node(*id).parent) {
        line.push(parent);
    }
    line.reverse();
    let at = depth.min(line.len() - 1);
    line[at]
}
