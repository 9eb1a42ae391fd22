//! Changes to documents: computed as byte edits, written as the protocol has them.

use plimsoll_linter::diagnostics::{EditSet, FileId, LineIndex, TextRange};
use serde_json::{Value, json};
use similar::{DiffTag, TextDiff};
use tower_lsp_server::ls_types::{Range, Uri};

use crate::{convert, document::to_range, judgement::Judgement, session::Session};

/// A replacement in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    /// The bytes of the file that go.
    pub(crate) range: TextRange,
    /// What comes instead.
    pub(crate) text: String,
    /// The bytes of the text that a person fills in, or replaces.
    pub(crate) blank: Option<TextRange>,
}

/// Replacements in files of a judgement.
pub(crate) type Change = Vec<(FileId, Vec<Replacement>)>;

/// The replacements of a verified fix.
pub(crate) fn of_edits(edits: Vec<(FileId, EditSet)>) -> Change {
    let replacements = |set: EditSet| {
        let edits = set.into_iter();
        edits.map(|it| Replacement { range: it.range, text: it.text, blank: None }).collect()
    };
    edits.into_iter().map(|(file, set)| (file, replacements(set))).collect()
}

/// Marks the last place where `change` writes `text` as one that a person fills in.
pub(crate) fn mark_blank(change: &mut Change, text: Option<&str>) {
    let Some(text) = text.filter(|it| !it.is_empty()) else { return };
    let replacements = change.iter_mut().rev().flat_map(|(_, it)| it.iter_mut().rev());
    for it in replacements {
        if let Some(at) = it.text.rfind(text) {
            it.blank = Some(TextRange::from_usize(at, at + text.len()));
            return;
        }
    }
}

/// What turns `old` into `new`, line by line, each replacement without what stays at its ends.
pub(crate) fn difference(old: &str, new: &str) -> Vec<Replacement> {
    let diff = TextDiff::from_lines(old, new);
    let starts = |lines: &[&str]| {
        let mut at = 0;
        let mut starts = vec![0];
        starts.extend(lines.iter().map(|line| {
            at += line.len();
            at
        }));
        starts
    };
    let (from, to) = (starts(diff.old_slices()), starts(diff.new_slices()));
    let mut replacements = Vec::new();
    // Where an insertion goes follows from what was passed; the index in it can be another.
    let mut passed = 0;
    for it in diff.ops() {
        let gone = passed..passed + it.old_range().len();
        passed = gone.end;
        if it.tag() == DiffTag::Equal {
            continue;
        }
        let (start, before) = (from[gone.start], &old[from[gone.start]..from[gone.end]]);
        let after = &new[to[it.new_range().start]..to[it.new_range().end]];
        let head = common(before.chars().zip(after.chars()));
        let (rest, other) = (&before[head..], &after[head..]);
        let tail = common(rest.chars().rev().zip(other.chars().rev()));
        replacements.push(Replacement {
            range: TextRange::from_usize(start + head, start + before.len() - tail),
            text: other[..other.len() - tail].to_owned(),
            blank: None,
        });
    }
    replacements
}

/// The length in bytes of what pairs of characters have in common from the start.
fn common(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(one, other)| one == other).map(|(it, _)| it.len_utf8()).sum()
}

/// `change` as a `WorkspaceEdit`. Documents that are open are named with the version that the
/// change is for, so that the client refuses it for any other.
pub(crate) fn to_workspace_edit(
    session: &Session,
    judgement: &Judgement,
    change: &Change,
) -> Value {
    let mut by_document = Vec::new();
    let mut by_address = serde_json::Map::new();
    for (id, replacements) in change {
        let Some(uri) = judgement.uri_of(*id) else { continue };
        let edits: Vec<Value> = replacements
            .iter()
            .map(|it| {
                let span = plimsoll_linter::diagnostics::Span { file: *id, range: it.range };
                let range = convert::range(&judgement.report, span, session.encoding);
                match it.blank.filter(|_| session.takes_snippets) {
                    Some(blank) => json!({
                        "range": range,
                        "snippet": { "kind": "snippet", "value": snippet(&it.text, blank) },
                    }),
                    None => json!({ "range": range, "newText": it.text }),
                }
            })
            .collect();
        let version = judgement.documents.get(id).map(|it| it.version);
        by_address.insert(uri.as_str().to_owned(), json!(edits));
        by_document.push(json!({
            "textDocument": { "uri": uri, "version": version },
            "edits": edits,
        }));
    }
    if session.versions_edits {
        json!({ "documentChanges": by_document })
    } else {
        json!({ "changes": by_address })
    }
}

/// Where a person fills something in once `change` is made: the first such place, in the client's
/// positions.
pub(crate) fn first_blank(
    session: &Session,
    judgement: &Judgement,
    change: &Change,
) -> Option<(Uri, Range)> {
    let (id, replacements) =
        change.iter().find(|(_, replacements)| replacements.iter().any(|it| it.blank.is_some()))?;
    let old = judgement.report.project.file(*id).text();
    let (mut text, mut passed, mut found) = (String::with_capacity(old.len()), 0, None);
    for it in replacements {
        let gone = it.range.to_usize();
        text.push_str(old.get(passed..gone.start)?);
        if let Some(blank) = it.blank.filter(|_| found.is_none()) {
            let blank = blank.to_usize();
            found = Some(TextRange::from_usize(text.len() + blank.start, text.len() + blank.end));
        }
        text.push_str(&it.text);
        passed = gone.end;
    }
    text.push_str(old.get(passed..)?);
    let lines = LineIndex::new(&text);
    Some((judgement.uri_of(*id)?, to_range(&text, &lines, found?, session.encoding)))
}

/// `text` in the snippet syntax of the protocol, `part` of it as the placeholder.
fn snippet(text: &str, part: TextRange) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    let part = part.to_usize();
    let (Some(before), Some(filled), Some(after)) =
        (text.get(..part.start), text.get(part.clone()), text.get(part.end..))
    else {
        return escaped(text);
    };
    let placeholder = match filled {
        "" => "$1".to_owned(),
        filled => format!("${{1:{}}}", escaped(filled)),
    };
    format!("{}{placeholder}{}$0", escaped(before), escaped(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(old: &str, replacements: &[Replacement]) -> String {
        let mut text = old.to_owned();
        for it in replacements.iter().rev() {
            text.replace_range(it.range.to_usize(), &it.text);
        }
        text
    }

    #[test]
    fn a_difference_touches_only_what_differs() {
        let old = "a: 1\nb: \"2\" # c\nd: 3\n";
        let change = difference(old, "a: 1\nb: \"0.2\" # c\nd: 3\n");
        assert_eq!(change.len(), 1);
        assert_eq!((change[0].range, &*change[0].text), (TextRange::new(9, 9), "0."));
    }

    #[test]
    fn what_means_something_in_snippets_is_escaped() {
        let text = "ignore[x] why # ${A}\\";
        assert_eq!(snippet(text, TextRange::new(10, 13)), "ignore[x] ${1:why} # \\${A\\}\\\\$0");
        assert_eq!(snippet("ignore[x] \n", TextRange::empty(10)), "ignore[x] $1\n$0");
    }

    proptest! {
        #[test]
        fn a_difference_makes_the_new_text(
            old in "([ab😀]{0,3}\r?\n){0,6}[ab]{0,2}",
            new in "([ab😀]{0,3}\r?\n){0,6}[ab]{0,2}",
        ) {
            prop_assert_eq!(made(&old, &difference(&old, &new)), new);
        }
    }
}
