//! Where and why a reading stopped.

use super::build::Stop;

/// Where and why a reading stopped, in lines of the original.
pub(super) struct Trouble {
    /// The line that the scanner points at.
    pub(super) failing: usize,
    /// The line of the last scalar or alias that was read.
    pub(super) leaf: usize,
    /// The lines with the last entries of the open collections, outermost first.
    pub(super) entries: Vec<usize>,
    /// The lines with open brackets, outermost first.
    pub(super) brackets: Vec<(usize, char)>,
    /// Whether a limit was reached.
    pub(super) is_limit: bool,
    /// What the scanner says.
    pub(super) reason: String,
}

impl Trouble {
    /// What `stop` comes to; `line` finds the line of an offset.
    pub(super) fn new(stop: &Stop, line: impl Fn(usize) -> usize) -> Self {
        Self {
            failing: line(stop.failure.at),
            leaf: line(stop.leaf),
            entries: stop.entries.iter().map(|offset| line(*offset)).collect(),
            brackets: stop.brackets.iter().map(|(offset, it)| (line(*offset), *it)).collect(),
            is_limit: stop.failure.limit,
            reason: stop.failure.kind.to_string(),
        }
    }
}
