//! A text with replacements in it, and the way back to the offsets of the original.

use std::sync::Arc;

use plimsoll_diagnostics::TextRange;

use crate::tree::Tree;

/// One replacement in the original text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Splice {
    /// What is left out, in bytes of the original.
    pub(super) removed: std::ops::Range<usize>,
    /// What stands there instead; no line breaks.
    pub(super) inserted: String,
}

/// A text with splices made.
pub(super) struct Patched {
    /// The text to read.
    pub(super) text: Arc<str>,
    /// For every splice: where it ends in `text`, and where in the original; ascending.
    ends: Vec<(usize, usize)>,
    /// For every splice: where it begins in `text`.
    starts: Vec<usize>,
}

impl Patched {
    /// Makes `splices`, which are in ascending order and apart from each other.
    pub(super) fn new<'splice>(
        original: &str,
        splices: impl Iterator<Item = &'splice Splice>,
    ) -> Self {
        let mut text = String::with_capacity(original.len() + 16);
        let (mut ends, mut starts) = (Vec::new(), Vec::new());
        let mut copied = 0;
        for splice in splices {
            text.push_str(original.get(copied..splice.removed.start).unwrap_or_default());
            starts.push(text.len());
            text.push_str(&splice.inserted);
            ends.push((text.len(), splice.removed.end));
            copied = splice.removed.end;
        }
        text.push_str(original.get(copied..).unwrap_or_default());
        Self { text: text.into(), ends, starts }
    }

    /// The offset in the original that an offset in the patched text stands for.
    pub(super) fn original(&self, offset: usize) -> usize {
        let passed = self.ends.partition_point(|(end, _)| *end <= offset);
        let inside = self.starts.get(passed).is_some_and(|start| *start < offset);
        let (end, original) = match passed.checked_sub(1) {
            Some(last) => self.ends[last],
            None => (0, 0),
        };
        if inside {
            // Nothing in the original corresponds to the middle of an insertion.
            return original + (self.starts[passed] - end);
        }
        original + (offset - end)
    }

    fn range(&self, range: TextRange) -> TextRange {
        let map = |offset: u32| self.original(offset as usize);
        TextRange::from_usize(map(range.start()), map(range.end()))
    }

    /// Gives a tree read from the patched text the original, and every range its place there.
    pub(super) fn restore(&self, tree: &mut Tree, original: &Arc<str>) {
        if self.ends.is_empty() {
            tree.text = Arc::clone(original);
            return;
        }
        tree.move_to(Arc::clone(original), |range| self.range(range));
        for properties in &mut tree.properties {
            if let Some(anchor) = &mut properties.anchor {
                anchor.range = self.range(anchor.range);
            }
            if let Some(tag) = &mut properties.tag {
                tag.range = self.range(tag.range);
            }
        }
        for comment in &mut tree.comments {
            comment.range = self.range(comment.range);
        }
        for document in &mut tree.documents {
            document.range = self.range(document.range);
            document.start_marker = document.start_marker.map(|range| self.range(range));
            document.end_marker = document.end_marker.map(|range| self.range(range));
        }
    }

    /// The range in the original, for an error in the patched text.
    pub(super) fn restore_range(&self, range: TextRange) -> TextRange {
        self.range(range)
    }
}
