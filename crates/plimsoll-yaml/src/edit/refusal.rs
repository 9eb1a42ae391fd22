//! Why a change is not made.

use std::{error::Error, fmt};

use plimsoll_diagnostics::TextRange;

use crate::tree::NodeId;

/// Why changes are not made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The node, one that holds it, or one inside what would go, is used elsewhere through an
    /// anchor, so the change reaches further than asked.
    Shared {
        /// The node with the anchor.
        anchor: NodeId,
        /// The anchor's name without the ampersand.
        name: Box<str>,
        /// How many aliases refer to it.
        aliases: u32,
    },
    /// The value is written elsewhere: behind an alias, or behind a merge key.
    Elsewhere {
        /// The alias, or the value of the merge key.
        at: NodeId,
        /// Its text.
        text: Box<str>,
    },
    /// The text does not say unmistakably where the change goes.
    Ambiguous {
        /// The node.
        at: NodeId,
        /// What stands in the way, as the end of a sentence.
        why: &'static str,
    },
    /// The change touches text that could not be read as YAML.
    Unparsed {
        /// The text that is not in the tree.
        lost: TextRange,
    },
    /// Two changes of the call exclude each other.
    Conflict {
        /// The index of the one that comes first.
        first: usize,
        /// The index of the other.
        second: usize,
    },
    /// The mapping has the key already.
    Exists {
        /// The key.
        key: String,
    },
    /// The node is not what the change is made for.
    Mismatch {
        /// The node.
        at: NodeId,
        /// What it would have to be: `a mapping`, `an entry or item`, …
        expected: &'static str,
    },
    /// The value has a tag that says what it is, or that means something to its reader.
    Tagged {
        /// The value.
        at: NodeId,
        /// The tag as written.
        tag: Box<str>,
    },
    /// A block scalar beside the change would read differently after it.
    Multiline {
        /// The block scalar.
        at: NodeId,
    },
    /// A key longer than YAML allows on one line: 1024 characters, quotes and escapes included.
    LongKey {
        /// The characters of the key as it would be written.
        characters: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shared { name, aliases: 1, .. } => {
                write!(f, "`&{name}` is used by 1 alias, so the change reaches further than asked")
            }
            Self::Shared { name, aliases, .. } => write!(
                f,
                "`&{name}` is used by {aliases} aliases, so the change reaches further than asked"
            ),
            Self::Elsewhere { text, .. } => {
                write!(f, "`{text}` stands for something that is written elsewhere")
            }
            Self::Ambiguous { why, .. } => {
                write!(f, "the place of the change is ambiguous: {why}")
            }
            Self::Unparsed { lost } => write!(
                f,
                "the change touches text that is not valid yaml, at bytes {} to {}",
                lost.start(),
                lost.end()
            ),
            Self::Conflict { first, second } => {
                write!(f, "changes {first} and {second} exclude each other")
            }
            Self::Exists { key } => write!(f, "`{key}` is already a key of the mapping"),
            Self::Mismatch { expected, .. } => write!(f, "the change is for {expected}"),
            Self::Tagged { tag, .. } => {
                write!(f, "`{tag}` says what the value is, and may not hold for another")
            }
            Self::Multiline { .. } => {
                f.write_str("the block scalar beside the change reads differently after it")
            }
            Self::LongKey { characters } => {
                write!(f, "a key of {characters} characters is longer than the 1024 of yaml")
            }
        }
    }
}

impl Error for Refusal {}
