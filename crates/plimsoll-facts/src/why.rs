//! Why a fact is unknown.

/// Why something is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// It depends on a variable that the files do not set.
    Interpolated,
    /// It stands in a template that is filled in elsewhere.
    Template,
    /// It is written in a way that the platform does not accept.
    Malformed,
    /// The document is only a part of the whole: a patch, an overlay, an override on its own.
    Partial,
    /// It comes from a file that could not be read.
    Unresolved,
    /// It stands in text that could not be parsed.
    Lost,
}

impl Why {
    /// The reason in a few words, as a message would put it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Interpolated => "depends on a variable",
            Self::Template => "is filled in by a template",
            Self::Malformed => "is not a valid value",
            Self::Partial => "may be set elsewhere",
            Self::Unresolved => "comes from a file that could not be read",
            Self::Lost => "could not be parsed",
        }
    }
}
