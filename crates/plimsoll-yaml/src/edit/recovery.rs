//! Edits to a text with syntax errors.
//!
//! What is made of the text around an error depends on that text. So the edited text is read
//! again, and all that no change names has to be where it was, at its depth, saying what it said.

use std::ops::Range;

use plimsoll_diagnostics::{EditSet, TextRange};

use super::{plan::Plan, refusal::Refusal};
use crate::{
    parse::parse,
    tree::{Kind, Node, NodeId, Tree},
};

/// A scalar or alias as it is compared.
#[derive(PartialEq)]
struct Leaf<'tree> {
    offset: u32,
    depth: usize,
    document: usize,
    text: &'tree str,
}

/// Refuses edits after which the errors of a text lead to something else than before.
pub(super) fn refuse_other(tree: &Tree, plan: &Plan, edits: &EditSet) -> Result<(), Refusal> {
    let Some(first) = tree.lost.first() else { return Ok(()) };
    let after = parse(&edits.apply(tree.text())).tree;
    let refusal = Err(Refusal::Unparsed { lost: *first });
    if !lost_texts(tree).eq(lost_texts(&after)) {
        return refusal;
    }
    let changed = plan.changed_nodes(tree);
    let kept = leaves(tree)
        .filter(|(id, _)| !changed.iter().any(|range| range.contains(id)))
        .map(|(_, leaf)| Leaf { offset: edits.map(leaf.offset), ..leaf });
    let written = written(edits);
    let mut found = leaves(&after)
        .map(|(_, leaf)| leaf)
        .filter(|leaf| !written.iter().any(|range| range.contains(&leaf.offset)));
    // Both are in text order, and edits keep it.
    for leaf in kept {
        if found.next().as_ref() != Some(&leaf) {
            return refusal;
        }
    }
    if found.next().is_some() { refusal } else { Ok(()) }
}

/// Refuses a change to `range` where something in it was lost, or an error stands in it.
pub(super) fn refuse_beside(tree: &Tree, range: TextRange) -> Result<(), Refusal> {
    let in_the_way = |lost: &&TextRange| {
        lost.overlaps(range) || (lost.is_empty() && range.contains_range(**lost))
    };
    match tree.lost.iter().find(in_the_way) {
        Some(lost) => Err(Refusal::Unparsed { lost: *lost }),
        None => Ok(()),
    }
}

fn lost_texts(tree: &Tree) -> impl Iterator<Item = &str> {
    tree.lost.iter().map(|lost| lost.slice(tree.text()))
}

/// The scalars and aliases that are written out.
fn leaves(tree: &Tree) -> impl Iterator<Item = (NodeId, Leaf<'_>)> {
    let mut depths: Vec<usize> = Vec::with_capacity(tree.nodes.len());
    tree.nodes().filter_map(move |(id, node)| {
        let above = node.parent.and_then(|parent| depths.get(parent.index()).copied());
        let depth = above.map_or(0, |above| above + 1);
        depths.push(depth);
        let leaf = Leaf {
            offset: node.range.start(),
            depth,
            document: tree.document_of(id),
            text: leaf_text(node)?,
        };
        Some((id, leaf))
    })
}

fn leaf_text(node: &Node) -> Option<&str> {
    match &node.kind {
        _ if node.range.is_empty() => None,
        Kind::Scalar(scalar) => Some(&scalar.value),
        Kind::Alias(alias) => Some(&alias.name),
        Kind::Mapping(_) | Kind::Sequence(_) => None,
    }
}

/// Where the edited text has what the edits wrote.
fn written(edits: &EditSet) -> Vec<Range<u32>> {
    let mut shift = 0i64;
    let mut ranges = Vec::with_capacity(edits.edits().len());
    for edit in edits.edits() {
        let start = i64::from(edit.range.start()) + shift;
        let length = i64::try_from(edit.text.len()).unwrap_or(i64::MAX);
        let clamp = |offset: i64| u32::try_from(offset).unwrap_or(u32::MAX);
        ranges.push(clamp(start)..clamp(start + length));
        shift += length - i64::from(edit.range.len());
    }
    ranges
}
