//! From findings to diagnostics: places become ranges. Each is about one subject at one place.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plimsoll_diagnostics::{
    Diagnostic, Evidence, Fingerprint, Label, Level, RuleName, Span, TextRange,
};
use plimsoll_model::{Origin, Project};
use plimsoll_rules::{Finding, Place, RuleRef, catalogue};
use plimsoll_yaml::SyntaxErrorKind;

use crate::{
    about::{Index, listed},
    judged::{Judged, SuppressedBy},
};

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
                grade: None,
                value: String::new(),
                labels: Vec::new(),
                here: None,
                fixes: Vec::new(),
            });
        }
    }
    findings
}

/// A finding with what settings make of it.
pub(crate) struct Ruled {
    pub(crate) finding: Finding,
    pub(crate) level: Level,
    /// What silences it.
    pub(crate) silenced_by: Option<SuppressedBy>,
}

/// The findings without those that say once more what another one says of the same subject at the
/// same place: several builds of one object do.
pub(crate) fn distinct(ruled: impl IntoIterator<Item = Ruled>) -> Vec<Ruled> {
    let mut known: HashSet<_> = HashSet::new();
    let is_new = |it: &Ruled| {
        let finding = &it.finding;
        let words = (finding.evidence != Evidence::Stated).then(|| finding.message.clone());
        finding.subject.is_empty()
            || known.insert((definition(finding), finding.subject.clone(), words))
    };
    ruled.into_iter().filter(is_new).collect()
}

/// What findings about one definition have in common: rule, place, setting and value.
type Definition = (RuleName, Origin, Option<TextRange>, String, String);

fn definition(it: &Finding) -> Definition {
    let (setting, value) = (it.setting.clone(), it.value.clone());
    (it.rule.rule_name(), it.at.at, it.at.part, setting, value)
}

/// The findings, whose proposals say which subjects they change: those that use one definition
/// change together.
pub(crate) fn told(index: &Index<'_>, mut ruled: Vec<Ruled>) -> Vec<Ruled> {
    let mut users: HashMap<Definition, Vec<usize>> = HashMap::new();
    for (position, it) in ruled.iter().enumerate() {
        let finding = &it.finding;
        let can_be_shared = finding.evidence == Evidence::Stated && !finding.subject.is_empty();
        if can_be_shared && finding.fixes.iter().any(|it| it.only.is_none()) {
            users.entry(definition(finding)).or_default().push(position);
        }
    }
    for positions in users.into_values().filter(|it| it.len() > 1) {
        let subject = |it: &usize| ruled[*it].finding.subject.clone();
        let reaches: Arc<[String]> = positions.iter().map(subject).collect();
        let file = ruled[positions[0]].finding.at.at.file;
        let names = listed(&index.names(file, reaches.iter().map(String::as_str)));
        for position in positions {
            let proposals = ruled[position].finding.fixes.iter_mut();
            for it in proposals.filter(|it| it.only.is_none()) {
                it.title = format!("{} in the definition (affects {names})", it.title);
                it.reaches = Arc::clone(&reaches);
            }
        }
    }
    ruled
}

/// The diagnostic for a finding; `path` is that of the file as fingerprints know it.
pub(crate) fn judged(project: &Project, ruled: Ruled, path: &str) -> Judged {
    let Ruled { finding, level, silenced_by: suppressed_by } = ruled;
    let span = |place: Place| {
        let whole = project.span_of(place.at);
        Span { file: whole.file, range: place.part.unwrap_or(whole.range) }
    };
    let at = span(finding.at);
    let source = project.rendered_from(finding.at.at);
    let offence = [finding.rule.name(), finding.setting.as_str(), finding.value.as_str()];
    let parts = || [finding.subject.as_str()].into_iter().chain(offence);
    let key = Fingerprint::of(parts());
    let fingerprint = Fingerprint::of([path].into_iter().chain(parts()));
    let offence = Fingerprint::of(offence);
    let grade = finding.grade;
    let mut message = finding.message;
    if let Some(source) = source {
        message.push_str(&format!(" (rendered from {source})"));
    }
    let address = match (finding.subject.is_empty(), finding.setting.is_empty()) {
        (true, _) => finding.setting,
        (false, true) => finding.subject.clone(),
        (false, false) => format!("{}.{}", finding.subject, finding.setting),
    };
    let labels = finding
        .labels
        .into_iter()
        .map(|(place, message)| Label { at: span(place), message })
        .filter(|label| label.at != at);
    let diagnostic = Diagnostic {
        rule: finding.rule.rule_name(),
        severity: grade.as_ref().map_or(finding.rule.severity(), |it| it.severity),
        severity_reason: grade.map(|it| it.reason),
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
    Judged {
        diagnostic,
        rule: finding.rule,
        proposals: finding.fixes,
        subject: finding.subject,
        offence,
        suppressed_by,
        key,
    }
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
