//! Some lines of a text as a text of their own, with repairs made.

use std::{collections::BTreeMap, sync::Arc};

use super::{lines::Lines, patch::Splice};

/// Lines of a text that are read together, without the lines between them.
pub(super) struct Excerpt {
    /// What is read.
    pub(super) text: Arc<str>,
    /// Where each line begins in `text`.
    starts: Vec<usize>,
    /// Which line of the whole it is.
    positions: Vec<usize>,
}

impl Excerpt {
    /// The lines at `positions`, ascending; a splice of `attempt` goes before one of `repairs`.
    pub(super) fn new(
        whole: &str,
        lines: &Lines,
        positions: Vec<usize>,
        repairs: &BTreeMap<usize, Splice>,
        attempt: &[(usize, Splice)],
    ) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(positions.len());
        for position in &positions {
            starts.push(text.len());
            let Some(line) = lines.get(*position) else { continue };
            let splice = match attempt.binary_search_by_key(position, |(line, _)| *line) {
                Ok(found) => Some(&attempt[found].1),
                Err(_) => repairs.get(position),
            };
            let mut copied = line.start;
            if let Some(splice) = splice {
                text.push_str(whole.get(copied..splice.removed.start).unwrap_or_default());
                text.push_str(&splice.inserted);
                copied = splice.removed.end;
            }
            text.push_str(whole.get(copied..line.next).unwrap_or_default());
        }
        Self { text: text.into(), starts, positions }
    }

    /// The line of the excerpt that holds the offset, from zero.
    fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The line of the whole that holds the offset.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.positions.get(self.index(offset)).copied().unwrap_or_default()
    }

    /// The bytes between the start of the line and the offset.
    pub(super) fn column(&self, offset: usize) -> usize {
        offset - self.starts.get(self.index(offset)).copied().unwrap_or(offset)
    }
}
