//! From findings to diagnostics: places become ranges, and what several subjects share becomes one.

use std::collections::HashMap;

use plimsoll_diagnostics::{Diagnostic, Evidence, Fingerprint, Label, Level, Span, TextRange};
use plimsoll_model::{Origin, Project};
use plimsoll_rules::{Finding, Place, RuleRef, catalogue};
use plimsoll_yaml::SyntaxErrorKind;

use crate::report::{Judged, SuppressedBy};

/// The name of the rule that syntax errors are reported under.
const SYNTAX_ERROR: &str = "syntax-error";

/// What could not be read of judged files, as findings of the rule `syntax-error`.
pub(crate) fn syntax(project: &Project, handed_in: usize) -> Vec<Finding> {
    let Some(entry) = catalogue::find(SYNTAX_ERROR) else { return Vec::new() };
    let mut findings = Vec::new();
    for file in project.files().iter().take(handed_in) {
        if !file.recognition.dialect.is_judged() {
            continue;
        }
        // Duplicate keys and loose indentation are the business of rules of their own.
        let has_rule =
            |kind| matches!(kind, SyntaxErrorKind::DuplicateKey | SyntaxErrorKind::Tolerated);
        for error in file.errors.iter().filter(|it| !has_rule(it.kind)) {
            let Some((node, _)) = file.tree.nodes().next() else { continue };
            let node = file.tree.node_at(error.at.start()).unwrap_or(node);
            findings.push(Finding {
                rule: RuleRef::from(entry),
                subject: String::new(),
                setting: file.tree.address(node).to_string(),
                message: error.message.clone(),
                at: Place { at: Origin { file: file.id, node }, part: Some(error.at) },
                evidence: Evidence::Stated,
                platform: entry.rule.platform,
                value: String::new(),
                labels: Vec::new(),
                here: None,
                fixes: Vec::new(),
            });
        }
    }
    findings
}

/// Findings that are one: about one definition that several subjects use.
pub(crate) struct Group {
    pub(crate) finding: Finding,
    pub(crate) level: Level,
    /// The override that silences it for every subject.
    silenced_by: Option<SuppressedBy>,
    /// The subjects, by address; those for which it is not silenced where there are any.
    subjects: Vec<String>,
}

/// The findings, each with its level and the override that silences it, with those made one that
/// are about one definition.
pub(crate) fn shared(
    findings: impl IntoIterator<Item = (Finding, Level, Option<SuppressedBy>)>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for (finding, level, silenced_by) in findings {
        let key = (
            finding.rule.rule_name(),
            finding.at.at,
            finding.at.part,
            finding.setting.clone(),
            finding.value.clone(),
        );
        let is_shareable = finding.evidence == Evidence::Stated && !finding.subject.is_empty();
        // Several builds of one object say the same about it.
        let is_same = |index: &usize| {
            let known = &groups[*index].finding;
            !finding.subject.is_empty()
                && known.subject == finding.subject
                && known.message == finding.message
        };
        let index = known.get(&key).copied().filter(|index| is_shareable || is_same(index));
        let subjects = vec![finding.subject.clone()];
        let new = Group { finding, level, silenced_by, subjects };
        match index.map(|index| &mut groups[index]) {
            Some(group) => group.take_in(new),
            None => {
                known.insert(key, groups.len());
                groups.push(new);
            }
        }
    }
    groups
}

impl Group {
    fn take_in(&mut self, other: Self) {
        match (self.silenced_by, other.silenced_by) {
            (None, Some(_)) => {}
            (Some(_), None) => *self = other,
            _ => {
                self.level = self.level.max(other.level);
                let own = other.finding.fixes.into_iter().filter(|it| it.only.is_some());
                self.finding.fixes.extend(own);
                for subject in other.subjects {
                    if !self.subjects.contains(&subject) {
                        self.subjects.push(subject);
                    }
                }
            }
        }
    }
}

/// The diagnostic for findings that are one; `path` is that of the file as fingerprints know it.
pub(crate) fn judged(project: &Project, group: Group, path: &str) -> Judged {
    let Group { finding, level, silenced_by: suppressed_by, subjects } = group;
    let span = |place: Place| {
        let whole = project.span_of(place.at);
        Span { file: whole.file, range: place.part.unwrap_or(whole.range) }
    };
    let at = span(finding.at);
    let source = project.rendered_from(finding.at.at);
    let parts = [
        finding.subject.as_str(),
        finding.rule.name(),
        finding.setting.as_str(),
        finding.value.as_str(),
    ];
    let key = Fingerprint::of(parts);
    let fingerprint = Fingerprint::of([path].into_iter().chain(parts));
    let mut message = finding.message;
    if let [_, others @ ..] = subjects.as_slice()
        && !others.is_empty()
    {
        message.push_str(&also(others));
    }
    if let Some(source) = source {
        message.push_str(&format!(" (rendered from {source})"));
    }
    let address = match (finding.subject.is_empty(), finding.setting.is_empty()) {
        (true, _) => finding.setting,
        (false, true) => finding.subject,
        (false, false) => format!("{}.{}", finding.subject, finding.setting),
    };
    let labels = finding
        .labels
        .into_iter()
        .map(|(place, message)| Label { at: span(place), message })
        .filter(|label| label.at != at);
    let diagnostic = Diagnostic {
        rule: finding.rule.rule_name(),
        severity: finding.rule.severity(),
        level,
        evidence: finding.evidence,
        platform: finding.platform,
        message,
        at: on_boundaries(project, at),
        address,
        labels: labels.collect(),
        fixes: Vec::new(),
        fingerprint,
    };
    let mut proposals = finding.fixes;
    if subjects.len() > 1 {
        let names: Vec<String> = subjects.iter().map(|it| named(it)).collect();
        for proposal in proposals.iter_mut().filter(|it| it.only.is_none()) {
            let names = names.join(", ");
            proposal.title = format!("{} in the definition (affects {names})", proposal.title);
        }
    }
    Judged { diagnostic, rule: finding.rule, proposals, subjects, suppressed_by, key }
}

/// The last name of an address; a part in brackets belongs to it, and everything below a service
/// to that.
fn named(address: &str) -> String {
    if let Some(service) = address.strip_prefix("services.") {
        return format!("`{}`", service.split(['.', '[']).next().unwrap_or(service));
    }
    let outer = address.split('[').next().unwrap_or(address);
    let name = outer.rsplit(['/', '.']).next().unwrap_or(outer);
    let part = address.get(outer.len()..).unwrap_or("");
    if part.is_empty() {
        return format!("`{name}`");
    }
    // `services.web.ports[80]` is a part of `web`.
    let owner = outer.rsplit(['/', '.']).nth(1).unwrap_or(name);
    format!("`{owner}`")
}

/// `, as do 3 others: …`, with at most five named.
fn also(others: &[String]) -> String {
    const NAMED: usize = 5;
    let mut names: Vec<String> = others.iter().take(NAMED).map(|it| named(it)).collect();
    if others.len() > NAMED {
        names.push(format!("{} more", others.len() - NAMED));
    }
    format!(" (shared with {})", names.join(", "))
}

/// `span`, widened to character boundaries and held inside its file.
fn on_boundaries(project: &Project, span: Span) -> Span {
    let text = project.file(span.file).text();
    let mut start = (span.range.start() as usize).min(text.len());
    let mut end = (span.range.end() as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span { file: span.file, range: TextRange::from_usize(start, end) }
}
