//! A message taken apart: the words of a rule, and names and values between backticks.
//!
//! Every message has its names and values in backticks, so none has to carry its parts beside its
//! text. A value can hold a backtick itself; what is taken apart wrongly then is told by nothing, so
//! whoever hides something has to look at the whole text and ask only where it lies.

use crate::TextRange;

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of whoever wrote the rule, as bytes of the message.
    Words(TextRange),
    /// A name or a value, as bytes of the message; the backticks are not among them.
    Quoted(TextRange),
}

impl Part {
    /// The bytes of the message.
    #[must_use]
    pub const fn range(self) -> TextRange {
        match self {
            Self::Words(range) | Self::Quoted(range) => range,
        }
    }
}

/// The parts of `message` in order; none is left out but the backticks. What follows one that has no
/// other is quoted.
pub fn parts(message: &str) -> impl Iterator<Item = Part> {
    let mut start = 0;
    message.split('`').enumerate().map(move |(position, text)| {
        let range = TextRange::from_usize(start, start + text.len());
        start += text.len() + 1;
        if position % 2 == 0 { Part::Words(range) } else { Part::Quoted(range) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quotes_take_turns() {
        let message = "`web` adds `SYS_ADMIN`, é";
        let shown: Vec<_> = parts(message).map(|it| it.range().slice(message)).collect();
        assert_eq!(shown, ["", "web", " adds ", "SYS_ADMIN", ", é"]);
        assert!(matches!(parts("`a").last(), Some(Part::Quoted(_))));
        assert!(matches!(parts("").last(), Some(Part::Words(_))));
    }
}
