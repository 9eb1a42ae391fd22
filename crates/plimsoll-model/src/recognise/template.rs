//! The signs of a text that becomes YAML only after a template engine has run.
//!
//! Braces in quoted and block scalars are content: alert annotations, workflow parameters,
//! dashboards, values of charts. So are braces in the middle of a plain scalar; what holds them is
//! unknown, but the document around it is sound. Below the `templates` of a chart what only Helm
//! fills in is a sign anywhere.

use plimsoll_diagnostics::TextRange;
use plimsoll_yaml::{Document, Kind, ScalarStyle};

use super::signals::Signals;

/// Endings of names of files for template engines.
const ENDINGS: &[&str] = &[".j2", ".jinja", ".jinja2", ".tpl", ".tmpl", ".gotmpl", ".erb", ".ytt"];

/// The values that only Helm fills in, between double braces.
const HELM: &[&str] = &[
    ".Values",
    ".Release",
    ".Chart",
    ".Capabilities",
    ".Files.",
    ".Template.",
    "include \"",
    "template \"",
    "$.Values",
];

/// The comments that `ytt` runs.
const YTT: &[&str] = &["#@ ", "#@data/", "#@overlay/", "#@schema/", "#@library/", "#@yaml/"];

/// The longest action that is looked for, in bytes.
const LONGEST_ACTION: usize = 4096;

/// Whether the path says that Helm reads the file as a template.
pub(super) fn is_in_chart(signals: &Signals<'_>) -> bool {
    signals.folders().any(|it| it == "templates")
}

/// The sign that all of the file is a template, if there is one.
pub(super) fn sign(signals: &Signals<'_>) -> Option<String> {
    let name = signals.name();
    if let Some(ending) = ENDINGS.iter().find(|it| name.ends_with(*it)) {
        return Some(format!("the name ends with `{ending}`"));
    }
    let ytt = signals.tree.comments().iter().find_map(|comment| {
        let text = comment.range.slice(signals.text);
        YTT.iter().find(|it| text.starts_with(*it))
    });
    if let Some(start) = ytt {
        return Some(format!("a comment begins with `{}`", start.trim_end()));
    }
    None
}

/// The documents, from zero, that are templates, each with its first sign.
pub(super) fn documents(signals: &Signals<'_>) -> Vec<(u32, String)> {
    let is_in_chart = is_in_chart(signals);
    let documents = signals.tree.documents();
    let mut found: Vec<(u32, String)> = Vec::new();
    let mut hidden = None;
    for (open, close) in [("{{", "}}"), ("{%", "%}"), ("<%", "%>")] {
        for (offset, _) in signals.text.match_indices(open) {
            let place = hidden.get_or_insert_with(|| Hidden::of(signals)).at(offset);
            if !is_sign(signals.text, offset, (open, close), place, is_in_chart) {
                continue;
            }
            let is_before = |it: &Document| (it.range.start() as usize) <= offset;
            let after = documents.partition_point(is_before);
            let document = u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX);
            if found.iter().all(|(known, _)| *known != document) {
                found.push((document, format!("`{open}` stands where YAML would")));
            }
        }
    }
    found.sort();
    found
}

/// Whether the marker at `offset` is one that a template engine has to replace before there is
/// any YAML.
fn is_sign(
    text: &str,
    offset: usize,
    (open, close): (&str, &str),
    place: Place,
    is_in_chart: bool,
) -> bool {
    let action = || {
        let start = offset + open.len();
        let end = text.len().min(start + LONGEST_ACTION);
        let bytes = text.as_bytes().get(start..end).unwrap_or_default();
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.find(close).and_then(|end| text.get(..end).map(str::to_owned))
    };
    let is_helm = || {
        is_in_chart
            && open == "{{"
            && action().is_some_and(|it| HELM.iter().any(|marker| it.contains(marker)))
    };
    let leads = || {
        let before = text.as_bytes().get(..offset).unwrap_or_default().iter().rev();
        let mut blank = before.take_while(|it| **it != b'\n').take(LONGEST_ACTION);
        blank.all(|it| matches!(it, b' ' | b'\t' | b'-'))
    };
    match place {
        Place::Comment | Place::Block => false,
        Place::Quoted => is_helm(),
        Place::Plain => is_helm() || ((leads() || open == "<%") && action().is_some()),
        Place::Structure => open == "{{" || action().is_some(),
    }
}

/// Why a template that nobody could claim by its tree is one of ours.
pub(super) fn source(signals: &Signals<'_>) -> Option<Vec<String>> {
    if let Some(folder) = signals.folders().find(|it| *it == "templates") {
        return Some(vec![format!("the folder is `{folder}`")]);
    }
    let has = |key| signals.line_value(key).is_some();
    if has("apiVersion") && has("kind") {
        return Some(vec!["lines begin with `apiVersion:` and `kind:`".to_owned()]);
    }
    let name = signals.name();
    let stem = ENDINGS.iter().find_map(|it| name.strip_suffix(it)).unwrap_or(&name);
    if has("services") && super::names::name(stem).is_some() {
        return Some(vec![format!("the name is `{name}`")]);
    }
    None
}

/// What holds a byte.
enum Place {
    Comment,
    Quoted,
    Block,
    Plain,
    Structure,
}

/// Scalars and comments in text order.
struct Hidden {
    scalars: Vec<(TextRange, ScalarStyle)>,
    comments: Vec<TextRange>,
}

impl Hidden {
    fn of(signals: &Signals<'_>) -> Self {
        let scalars = signals.tree.nodes().filter_map(|(_, node)| match &node.kind {
            Kind::Scalar(scalar) if !node.range.is_empty() => Some((node.range, scalar.style)),
            _ => None,
        });
        let mut scalars: Vec<_> = scalars.collect();
        scalars.sort_by_key(|(range, _)| range.start());
        let comments = signals.tree.comments().iter().map(|comment| comment.range).collect();
        Self { scalars, comments }
    }

    fn at(&self, offset: usize) -> Place {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let holds = |range: &TextRange| range.start() <= offset && offset < range.end();
        let after = self.comments.partition_point(|it| it.start() <= offset);
        if after.checked_sub(1).and_then(|it| self.comments.get(it)).is_some_and(holds) {
            return Place::Comment;
        }
        let after = self.scalars.partition_point(|(it, _)| it.start() <= offset);
        match after.checked_sub(1).and_then(|it| self.scalars.get(it)) {
            Some((range, style)) if holds(range) => match style {
                ScalarStyle::Plain => Place::Plain,
                ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Place::Quoted,
                ScalarStyle::Literal | ScalarStyle::Folded => Place::Block,
            },
            _ => Place::Structure,
        }
    }
}
