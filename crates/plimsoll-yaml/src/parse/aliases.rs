//! How much a text stands for once its aliases are written out.
//!
//! A few lines of aliases of aliases can stand for more values than any memory holds. Nothing is
//! written out here; the sizes are added up, each node once.

use crate::{
    error::{SyntaxError, SyntaxErrorKind},
    tree::{Kind, Tree},
};

/// The most values that the aliases of one document may stand for. Docker's own loader stops at
/// 100,000 visits of nodes.
const LIMIT: u64 = 100_000;

/// An error at the alias that stands for most, for every document whose aliases together stand
/// for too much.
pub(super) fn check(tree: &Tree) -> Vec<SyntaxError> {
    if tree.aliases.is_empty() {
        return Vec::new();
    }
    // What the aliases below a node stand for. Nodes are in text order, so a node that is not an
    // ancestor of the next one is complete, and the target of an alias is complete before it.
    let mut sizes = vec![0_u64; tree.nodes.len()];
    let mut ends = vec![0_usize; tree.nodes.len()];
    let mut open: Vec<usize> = Vec::new();
    let close = |index: usize, end: usize, sizes: &mut [u64], ends: &mut [usize]| {
        ends[index] = end;
        if let Some(parent) = tree.nodes[index].parent {
            sizes[parent.index()] = sizes[parent.index()].saturating_add(sizes[index]);
        }
    };
    let mut largest: Option<(u64, usize)> = None;
    let mut errors = Vec::new();
    for (id, node) in tree.nodes() {
        let index = id.index();
        let parent = node.parent.map(crate::tree::NodeId::index);
        while let Some(top) = open.last().copied().filter(|top| Some(*top) != parent) {
            close(top, index, &mut sizes, &mut ends);
            open.pop();
        }
        if parent.is_none() {
            largest = None;
        }
        open.push(index);
        let Kind::Alias(alias) = &node.kind else { continue };
        let Some(target) = alias.target.map(crate::tree::NodeId::index) else { continue };
        let written = (ends[target].max(target + 1) - target) as u64;
        sizes[index] = written.saturating_add(sizes[target]);
        let total = open.iter().fold(0_u64, |sum, it| sum.saturating_add(sizes[*it]));
        let is_largest = largest.is_none_or(|(size, _)| size < sizes[index]);
        if is_largest {
            largest = Some((sizes[index], index));
        }
        let is_reported = errors.last().is_some_and(|it: &SyntaxError| {
            tree.documents[tree.document_of(id)].range.contains_range(it.at)
        });
        if total > LIMIT && !is_reported {
            let at = largest.map_or(node.range, |(_, index)| tree.nodes[index].range);
            errors.push(SyntaxError {
                kind: SyntaxErrorKind::Limit,
                message: format!("the aliases stand for more than {LIMIT} values"),
                at,
                lost: at,
            });
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::parse;

    #[test]
    fn aliases_that_stand_for_too_much_are_an_error() {
        for (levels, expected) in [(3, false), (12, true), (200, true)] {
            let mut text = "l0: &l0 [lol]\n".to_owned();
            for level in 1..levels {
                let below = level - 1;
                let _ = writeln!(
                    text,
                    "l{level}: &l{level} [*l{below}, *l{below}, *l{below}, *l{below}]"
                );
            }
            let errors = parse(&text).errors;
            assert_eq!(!errors.is_empty(), expected, "{levels} levels: {errors:?}");
            assert!(errors.len() <= 1);
        }
    }

    #[test]
    fn many_small_aliases_are_none() {
        let mut text = "base: &base { a: 1, b: 2 }\nall:\n".to_owned();
        for _ in 0..5_000 {
            text.push_str("  - *base\n");
        }
        assert_eq!(parse(&text).errors, []);
    }
}
