//! A range of bytes in a text.

use std::{fmt, num::NonZeroU32};

/// A half-open range of byte offsets into a UTF-8 text of less than 4 GiB.
///
/// Ranges that plimsoll hands out lie on character boundaries of the text they belong to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextRange {
    start: u32,
    /// One more than the end, so that an `Option` of a range is no larger than the range: there
    /// is one in every fact.
    beyond: NonZeroU32,
}

impl Default for TextRange {
    fn default() -> Self {
        Self::empty(0)
    }
}

impl TextRange {
    /// The range from `start` to `end`; `end` is raised to `start` where it lies before it, and
    /// lies below `u32::MAX`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, beyond: NonZeroU32::MIN.saturating_add(end) }
    }

    /// The empty range at `offset`.
    #[must_use]
    pub const fn empty(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// The range of `start..end` given in `usize`; offsets beyond `u32::MAX` are clamped to it.
    #[must_use]
    pub fn from_usize(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self::new(clamp(start), clamp(end))
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.beyond.get() - 1
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end() - self.start
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end()
    }

    /// Whether `offset` lies in the range or at its end, as a cursor would.
    #[must_use]
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end()
    }

    /// Whether `other` lies inside this range, both ends included.
    #[must_use]
    pub const fn contains_range(self, other: Self) -> bool {
        self.start <= other.start && other.end() <= self.end()
    }

    /// Whether the two ranges share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end() && other.start < self.end()
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end().max(other.end()))
    }

    /// The range moved right by `by` bytes.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self::new(self.start.saturating_add(by), self.end().saturating_add(by))
    }

    /// The text in this range; empty where the range does not fit `text`.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.to_usize()).unwrap_or("")
    }

    /// The range as `usize` offsets, for indexing.
    #[must_use]
    pub const fn to_usize(self) -> std::ops::Range<usize> {
        self.start as usize..self.end() as usize
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end())
    }
}
