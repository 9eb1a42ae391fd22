//! Changes to facts, independent of how files are written.

use plimsoll_diagnostics::TextRange;
use plimsoll_yaml::Plain;

use crate::site::{Origin, Slot};

/// A change to one fact, independent of how the file is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Patch {
    /// Gives the value where it is written, `at`; another spelling is looked up in `slot`.
    Set {
        /// The node that states it.
        at: Origin,
        /// The setting it belongs to.
        slot: Slot,
        /// The value.
        value: Plain,
    },
    /// States the value on the subject itself, in `slot`, whether it is there or not.
    Put {
        /// The setting.
        slot: Slot,
        /// The value.
        value: Plain,
    },
    /// Takes away what is written at `at`: the entry, or the item.
    Remove {
        /// The node that states it.
        at: Origin,
    },
    /// Adds an item to the list in `slot`, which is made where it is absent.
    Append {
        /// The list.
        slot: Slot,
        /// The item.
        item: Plain,
    },
    /// States `value` below `owner` at the end of `path`, whose keys are names of the file.
    Enter {
        /// The mapping that the path starts from.
        owner: Origin,
        /// The keys; at least one.
        path: Vec<String>,
        /// The value.
        value: Plain,
    },
    /// Gives a key another name.
    Rename {
        /// The key.
        key: Origin,
        /// The name.
        name: String,
    },
    /// Replaces a part of a single value.
    Splice {
        /// The node.
        at: Origin,
        /// The bytes of the file that are replaced.
        part: TextRange,
        /// What stands there afterwards.
        text: String,
    },
}

impl Patch {
    /// The text that it writes; of several, the last.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Set { value, .. } | Self::Put { value, .. } | Self::Enter { value, .. } => {
                last_text(value)
            }
            Self::Append { item, .. } => last_text(item),
            Self::Splice { text, .. } => Some(text),
            Self::Remove { .. } | Self::Rename { .. } => None,
        }
    }
}

fn last_text(value: &Plain) -> Option<&str> {
    match value {
        Plain::Str(text) => Some(text),
        Plain::List(items) => items.last().and_then(last_text),
        Plain::Map(entries) => entries.last().and_then(|(_, value)| last_text(value)),
        Plain::Null | Plain::Bool(_) | Plain::Int(_) => None,
    }
}
