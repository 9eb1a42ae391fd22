//! A piece of a text that knows where it stands.

use std::fmt;

use plimsoll_diagnostics::TextRange;

/// A piece of a text, and its bytes in that text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Part<'a> {
    /// The whole of `text`.
    #[must_use]
    pub const fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    /// The text.
    #[must_use]
    pub const fn text(self) -> &'a str {
        self.text
    }

    /// The bytes of the text that the parser was given.
    #[must_use]
    pub fn range(self) -> TextRange {
        TextRange::from_usize(self.start, self.start + self.text.len())
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// The bytes from `from` to `to` of this part; empty where they are not whole characters.
    #[must_use]
    pub(super) fn sub(self, from: usize, to: usize) -> Self {
        let text = self.text.get(from..to).unwrap_or("");
        Self { text, start: self.start + from.min(self.text.len()) }
    }

    /// The bytes from `from` on.
    pub(super) fn after(self, from: usize) -> Self {
        self.sub(from, self.text.len())
    }

    /// The bytes before `to`.
    pub(super) fn before(self, to: usize) -> Self {
        self.sub(0, to)
    }

    /// What stands before and after the first `separator`.
    pub(super) fn split_once(self, separator: char) -> Option<(Self, Self)> {
        let at = self.text.find(separator)?;
        Some((self.before(at), self.after(at + separator.len_utf8())))
    }

    /// What stands before and after the last `separator`.
    pub(super) fn rsplit_once(self, separator: char) -> Option<(Self, Self)> {
        let at = self.text.rfind(separator)?;
        Some((self.before(at), self.after(at + separator.len_utf8())))
    }

    /// What stands between every two of `separator`.
    pub(super) fn split(self, separator: char) -> impl Iterator<Item = Self> {
        let mut at = 0;
        self.text.split(separator).map(move |text| {
            let part = Self { text, start: self.start + at };
            at += text.len() + separator.len_utf8();
            part
        })
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}@{:?}", self.text, self.range())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_keep_their_place() {
        let text = "é: b ,c";
        let (key, rest) = Part::whole(text).split_once(':').unwrap();
        assert_eq!((key.text(), key.range().slice(text)), ("é", "é"));
        for (part, expected) in rest.split(',').zip(["b", "c"]) {
            assert_eq!(part.text().trim(), expected);
            assert_eq!(part.range().slice(text), part.text());
        }
    }
}
