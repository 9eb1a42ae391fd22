//! What a platform refuses, or ignores without a word.

use std::fmt;

use plimsoll_diagnostics::Reaction;

use crate::{patch::Patch, subject::subject, version::Versions};

/// What is wrong with a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefectKind {
    /// It has another type than the platform takes: a number for a text, a text for a list.
    WrongType,
    /// Something that has to be there is not.
    Missing,
    /// It has the right type and is still no value that the platform takes.
    InvalidValue,
    /// It is an expression that cannot be compiled.
    Expression,
    /// It contradicts another setting.
    Conflict,
    /// It names something that nothing declares.
    Undefined,
    /// It names something that this file does not declare, and that another one can.
    Open,
    /// It is there twice where only one can be.
    Duplicate,
    /// A later entry of the same list takes its place.
    Shadowed,
    /// It leads back to itself.
    Cycle,
    /// It has no effect where it stands.
    Ineffective,
}

impl DefectKind {
    /// What a platform usually makes of it; what another file can still declare is no matter of the
    /// platform's yet.
    #[must_use]
    pub const fn usual_reaction(self) -> Option<Reaction> {
        match self {
            Self::WrongType
            | Self::Missing
            | Self::InvalidValue
            | Self::Expression
            | Self::Conflict
            | Self::Undefined
            | Self::Duplicate
            | Self::Cycle => Some(Reaction::Refuses),
            Self::Shadowed | Self::Ineffective => Some(Reaction::Drops),
            Self::Open => None,
        }
    }
}

impl fmt::Display for DefectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WrongType => "wrong type",
            Self::Missing => "missing",
            Self::InvalidValue => "invalid value",
            Self::Expression => "expression",
            Self::Conflict => "conflict",
            Self::Undefined => "undefined",
            Self::Open => "open",
            Self::Duplicate => "duplicate",
            Self::Shadowed => "shadowed",
            Self::Cycle => "cycle",
            Self::Ineffective => "ineffective",
        })
    }
}

/// A change after which the platform takes what stands there, with what was meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What to do, as an imperative.
    pub title: String,
    /// The change.
    pub patch: Patch,
    /// Whether a setting takes effect that had none before.
    pub takes_effect: bool,
}

subject! {
    /// Something that the platform refuses, or ignores without a word.
    Defect as "defect" {
        /// What is wrong.
        kind -> DefectKind,
        /// The same as a sentence, in the style of a message.
        message -> String,
        /// The change that the author meant, where that is certain.
        repair -> Option<Repair>,
        /// What the platform makes of it.
        reaction -> Option<Reaction>,
        /// The versions of the platform that make that of it.
        versions -> Versions,
        ---
        /// What stands there: the kind of the defect, never a value.
        state: DefectKind,
        /// What other places that take part have to do with it.
        related: [String],
    }
}
