//! The patches that change a fact.

use plimsoll_yaml::Plain;

use crate::{
    fact::{Fact, List},
    patch::Patch,
};

impl<T> Fact<T> {
    /// Gives it `value` where it is written, be that on the subject or on what it inherits from;
    /// states it on the subject where it is not written. Nothing for what does not exist.
    #[must_use]
    pub fn set(&self, value: impl Into<Plain>) -> Option<Patch> {
        match self {
            Self::Stated { at, .. } if at.is_composed() => None,
            Self::Stated { at, .. } => Some(match value.into() {
                value if at.slot.spelling.is_silence(&value) => Patch::Remove { at: at.at },
                value => Patch::Set { at: at.at, slot: at.slot, value },
            }),
            Self::Assumed { at, .. } => Some(Patch::Put { slot: at.slot, value: value.into() }),
            Self::Unknown { .. } | Self::Inapplicable => None,
        }
    }

    /// States `value` on the subject itself, whatever it inherits.
    #[must_use]
    pub fn override_with(&self, value: impl Into<Plain>) -> Option<Patch> {
        let slot = self.site().filter(|_| !self.is_unknown())?.slot;
        Some(Patch::Put { slot, value: value.into() })
    }

    /// Takes the statement away, so that the platform's default applies.
    #[must_use]
    pub fn remove(&self) -> Option<Patch> {
        match self {
            Self::Stated { at, .. } if !at.is_composed() => Some(Patch::Remove { at: at.at }),
            _ => None,
        }
    }

    /// Replaces the bytes that the fact points at, a part of a value.
    #[must_use]
    pub fn splice(&self, text: impl Into<String>) -> Option<Patch> {
        match self {
            Self::Stated { at, .. } if !at.is_composed() => {
                Some(Patch::Splice { at: at.at, part: at.part()?, text: text.into() })
            }
            _ => None,
        }
    }
}

impl<T> List<T> {
    /// Adds `item` to the list, which is made where it is absent.
    #[must_use]
    pub fn append(&self, item: impl Into<Plain>) -> Option<Patch> {
        let slot = self.whole.site().filter(|_| !self.whole.is_unknown())?.slot;
        Some(Patch::Append { slot, item: item.into() })
    }
}
