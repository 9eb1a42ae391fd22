//! Edits to a text with syntax errors.
//!
//! What is made of the text around an error depends on that text. So the edited text is read
//! again, and all that no change names has to be where it was, at its depth, saying what it said.

use std::ops::Range;

use plimsoll_diagnostics::{EditSet, TextRange};

use super::refusal::Refusal;
use crate::{
    parse::parse,
    tree::{Kind, Node, NodeId, Tree},
};

/// A scalar or alias as it is compared.
#[derive(PartialEq)]
struct Leaf<'tree> {
    /// `None` for what is left out: it has no place of its own that would move with the text.
    offset: Option<u32>,
    depth: usize,
    document: usize,
    text: &'tree str,
}

/// Refuses edits after which the errors of a text lead to something else than before; `changed` are
/// the nodes that they replace, remove or rename.
pub(super) fn refuse_other(
    tree: &Tree,
    changed: impl FnOnce() -> Vec<Range<NodeId>>,
    edits: &EditSet,
) -> Result<(), Refusal> {
    let Some(first) = tree.lost.first() else { return Ok(()) };
    let after = parse(&edits.apply(tree.text())).tree;
    let refusal = Err(Refusal::Unparsed { lost: *first });
    if !lost_texts(tree).eq(lost_texts(&after)) {
        return refusal;
    }
    let changed = changed();
    let kept = leaves(tree).filter(|(id, _)| !changed.iter().any(|range| range.contains(id))).map(
        |(id, leaf)| {
            let offset = leaf.offset.map(|offset| edits.map(offset));
            (id, Leaf { offset, ..leaf })
        },
    );
    let written = written(edits);
    let mut found = leaves(&after).filter(|(_, leaf)| {
        !leaf.offset.is_some_and(|offset| written.iter().any(|range| range.contains(&offset)))
    });
    let mut previous: Option<(NodeId, NodeId)> = None;
    // Both are in text order, and edits keep it.
    for (id, leaf) in kept {
        let Some((new_id, new_leaf)) = found.next() else { return refusal };
        let is_placed = previous.is_none_or(|(before, new_before)| {
            common_depth(tree, before, id) == common_depth(&after, new_before, new_id)
        });
        if leaf != new_leaf || !is_placed {
            return refusal;
        }
        previous = Some((id, new_id));
    }
    if found.next().is_some() { refusal } else { Ok(()) }
}

/// How deep the innermost collection lies that holds both nodes.
fn common_depth(tree: &Tree, first: NodeId, second: NodeId) -> usize {
    let (mut first, mut second) = (Some(first), Some(second));
    // Holders stand before what they hold, so the later node is never above the earlier one.
    while first != second {
        if first > second {
            first = first.and_then(|id| tree.node(id).parent);
        } else {
            second = second.and_then(|id| tree.node(id).parent);
        }
    }
    let mut depth = 0;
    while let Some(id) = first {
        depth += 1;
        first = tree.node(id).parent;
    }
    depth
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

/// The scalars and aliases.
fn leaves(tree: &Tree) -> impl Iterator<Item = (NodeId, Leaf<'_>)> {
    let mut depths: Vec<usize> = Vec::with_capacity(tree.nodes.len());
    tree.nodes().filter_map(move |(id, node)| {
        let above = node.parent.and_then(|parent| depths.get(parent.index()).copied());
        let depth = above.map_or(0, |above| above + 1);
        depths.push(depth);
        let leaf = Leaf {
            offset: (!node.range.is_empty()).then(|| node.range.start()),
            depth,
            document: tree.document_of(id),
            text: leaf_text(node)?,
        };
        Some((id, leaf))
    })
}

fn leaf_text(node: Node<'_>) -> Option<&str> {
    match node.kind {
        Kind::Scalar(scalar) => Some(scalar.value),
        Kind::Alias(alias) => Some(alias.name),
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
