//! Changes to a text, and what makes two of them incompatible.

use crate::TextRange;

/// One replacement: the bytes of `range` give way to `text`.
///
/// An empty range inserts, an empty `text` deletes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What is replaced, in bytes of the text before any edit.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces `range` by `text`.
    #[must_use]
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(TextRange::empty(offset), text)
    }

    /// Deletes `range`.
    #[must_use]
    pub fn delete(range: TextRange) -> Self {
        Self::replace(range, "")
    }

    fn conflicts_with(&self, other: &Self) -> bool {
        if self.range.is_empty() && other.range.is_empty() {
            // The result of two insertions at one place depends on their order, so the caller
            // has to merge them or to take turns.
            return self.range == other.range;
        }
        if self.range.is_empty() || other.range.is_empty() {
            let (point, range) = if self.range.is_empty() {
                (self.range, other.range)
            } else {
                (other.range, self.range)
            };
            return range.start() < point.start() && point.start() < range.end();
        }
        self.range.overlaps(other.range)
    }
}

/// Two edits that cannot both be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The edit that was there first.
    pub kept: Edit,
    /// The edit that was refused.
    pub refused: Edit,
}

/// Edits to one text that can all be made, in the order of their ranges.
///
/// Two edits conflict when they replace a common byte, when one inserts inside what the other
/// replaces, or when both insert at the same offset. Equal edits are one edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditSet {
    edits: Vec<Edit>,
}

impl EditSet {
    /// No edits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All of `edits`.
    ///
    /// # Errors
    ///
    /// The first pair that conflicts.
    pub fn from_edits(edits: impl IntoIterator<Item = Edit>) -> Result<Self, Box<Conflict>> {
        let mut set = Self::new();
        for edit in edits {
            set.add(edit)?;
        }
        Ok(set)
    }

    /// Adds one edit.
    ///
    /// # Errors
    ///
    /// The edit that is in the way; the set stays as it was.
    pub fn add(&mut self, edit: Edit) -> Result<(), Box<Conflict>> {
        if edit.range.is_empty() && edit.text.is_empty() {
            return Ok(());
        }
        let key = |it: &Edit| (it.range.start(), it.range.end());
        let position = self.edits.partition_point(|it| key(it) < key(&edit));
        if self.edits.get(position) == Some(&edit) {
            return Ok(());
        }
        // Sorted and free of conflicts: only the direct neighbours can be in the way, plus an
        // insertion at the same offset, which is a neighbour too.
        let from = position.saturating_sub(1);
        let to = (position + 2).min(self.edits.len());
        if let Some(kept) = self.edits[from..to].iter().find(|it| it.conflicts_with(&edit)) {
            return Err(Box::new(Conflict { kept: kept.clone(), refused: edit }));
        }
        self.edits.insert(position, edit);
        Ok(())
    }

    /// Adds all edits of `other`, or none.
    ///
    /// # Errors
    ///
    /// The first pair that conflicts; the set stays as it was.
    pub fn merge(&mut self, other: &Self) -> Result<(), Box<Conflict>> {
        let mut merged = self.clone();
        for edit in &other.edits {
            merged.add(edit.clone())?;
        }
        *self = merged;
        Ok(())
    }

    /// The edits in the order of their ranges.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// `text` with every edit made; an edit whose range does not fit the text is left out.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for edit in &self.edits {
            let range = edit.range.to_usize();
            let Some(untouched) = text.get(done..range.start) else { continue };
            if text.get(range.clone()).is_none() {
                continue;
            }
            result.push_str(untouched);
            result.push_str(&edit.text);
            done = range.end;
        }
        result.push_str(&text[done..]);
        result
    }

    /// Where the byte at `offset` of the old text is in the new one; the end of a replacement
    /// for a byte that was replaced.
    #[must_use]
    pub fn map(&self, offset: u32) -> u32 {
        let mut shift = 0i64;
        for edit in &self.edits {
            if edit.range.start() > offset {
                break;
            }
            let inserted = edit.text.len() as i64;
            if offset < edit.range.end() {
                return u32::try_from(i64::from(edit.range.start()) + shift + inserted)
                    .unwrap_or(0);
            }
            shift += inserted - i64::from(edit.range.len());
        }
        u32::try_from(i64::from(offset) + shift).unwrap_or(0)
    }
}

impl IntoIterator for EditSet {
    type Item = Edit;
    type IntoIter = std::vec::IntoIter<Edit>;

    fn into_iter(self) -> Self::IntoIter {
        self.edits.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit::replace(TextRange::new(start, end), text)
    }

    #[test]
    fn edits_are_made_in_text_order_whatever_the_order_of_adding() {
        let set = EditSet::from_edits([edit(4, 5, "Z"), edit(0, 1, ""), edit(2, 2, "++")]).unwrap();
        assert_eq!(set.apply("abcdef"), "b++cdZf");
    }

    #[test]
    fn conflicts_follow_the_rules_of_the_set() {
        // (first, second, whether both can be made)
        let cases = [
            (edit(0, 3, "x"), edit(2, 4, "y"), false),
            (edit(0, 3, "x"), edit(3, 4, "y"), true),
            (edit(0, 3, "x"), edit(1, 1, "y"), false),
            (edit(0, 3, "x"), edit(0, 0, "y"), true),
            (edit(0, 3, "x"), edit(3, 3, "y"), true),
            (edit(2, 2, "x"), edit(2, 2, "y"), false),
            (edit(2, 2, "x"), edit(2, 2, "x"), true),
            (edit(0, 5, ""), edit(1, 2, ""), false),
        ];
        for (first, second, possible) in cases {
            let both = EditSet::from_edits([first.clone(), second.clone()]);
            assert_eq!(both.is_ok(), possible, "{first:?} then {second:?}");
            let swapped = EditSet::from_edits([second.clone(), first.clone()]);
            assert_eq!(swapped.is_ok(), possible, "{second:?} then {first:?}");
        }
    }

    #[test]
    fn a_conflicting_merge_changes_nothing() {
        let mut set = EditSet::from_edits([edit(0, 2, "x")]).unwrap();
        let other = EditSet::from_edits([edit(4, 5, "y"), edit(1, 3, "z")]).unwrap();
        assert!(set.merge(&other).is_err());
        assert_eq!(set.edits(), [edit(0, 2, "x")]);
    }

    #[test]
    fn offsets_follow_their_bytes_through_edits() {
        let set = EditSet::from_edits([edit(1, 1, "++"), edit(3, 5, "")]).unwrap();
        assert_eq!(set.apply("abcdef"), "a++bcf");
        assert_eq!([0, 1, 2, 3, 5].map(|offset| set.map(offset)), [0, 3, 4, 5, 5]);
    }

    proptest! {
        #[test]
        fn applying_a_set_equals_applying_its_edits_from_the_back(
            text in "[a-zé\u{1F600}]{0,30}",
            raw in prop::collection::vec((0u32..40, 0u32..40, "[A-Z]{0,3}"), 0..8),
        ) {
            let mut set = EditSet::new();
            for (start, length, replacement) in raw {
                let range = TextRange::new(start, start + length);
                if text.get(range.to_usize()).is_some() {
                    let _ = set.add(Edit::replace(range, replacement));
                }
            }
            let mut expected = text.clone();
            for edit in set.edits().iter().rev() {
                expected.replace_range(edit.range.to_usize(), &edit.text);
            }
            prop_assert_eq!(set.apply(&text), expected);
        }
    }
}
