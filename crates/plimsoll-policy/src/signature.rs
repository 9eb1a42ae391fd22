//! The functions that a block can call.

use crate::types::Type;

/// A function.
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    /// What it is called on; `None` for a function that is not a method.
    pub(crate) receiver: Option<Kind>,
    pub(crate) arguments: &'static [Kind],
    pub(crate) result: Kind,
    pub(crate) doc: &'static str,
}

/// The types that functions know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Number,
    Text,
    /// Text, a list or a map.
    Sized,
    /// Text, a number or a truth value.
    Plain,
}

impl Kind {
    pub(crate) fn accepts(self, it: &Type) -> bool {
        matches!(
            (self, it.known()),
            (_, Type::Unclear | Type::Content)
                | (Self::Bool, Type::Bool)
                | (Self::Number, Type::Number)
                | (Self::Text, Type::Text | Type::Word(_))
                | (Self::Sized, Type::Text | Type::Word(_) | Type::List(_))
                | (Self::Plain, Type::Bool | Type::Number | Type::Text | Type::Word(_))
        )
    }

    pub(crate) const fn as_type(self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Number | Self::Sized => Type::Number,
            Self::Text | Self::Plain => Type::Text,
        }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Number => "number",
            Self::Text => "string",
            Self::Sized => "string or list",
            Self::Plain => "string, number or bool",
        }
    }
}

const fn method(
    name: &'static str,
    arguments: &'static [Kind],
    result: Kind,
    doc: &'static str,
) -> Signature {
    Signature { name, receiver: Some(Kind::Text), arguments, result, doc }
}

const fn function(
    name: &'static str,
    arguments: &'static [Kind],
    result: Kind,
    doc: &'static str,
) -> Signature {
    Signature { name, receiver: None, arguments, result, doc }
}

/// Every function, beside the operators and the macros `has`, `all`, `exists`, `exists_one`,
/// `filter` and `map`.
pub(crate) static FUNCTIONS: &[Signature] = &[
    method("startsWith", &[Kind::Text], Kind::Bool, "Whether the text begins so."),
    method("endsWith", &[Kind::Text], Kind::Bool, "Whether the text ends so."),
    method("contains", &[Kind::Text], Kind::Bool, "Whether the text holds this text."),
    method(
        "matches",
        &[Kind::Text],
        Kind::Bool,
        "Whether a part of the text matches the regular expression, a literal.",
    ),
    method("lowerAscii", &[], Kind::Text, "The text in lower case; letters beyond ASCII stay."),
    Signature {
        name: "size",
        receiver: Some(Kind::Sized),
        arguments: &[],
        result: Kind::Number,
        doc: "The number of characters or items.",
    },
    function("size", &[Kind::Sized], Kind::Number, "The number of characters or items."),
    function("string", &[Kind::Plain], Kind::Text, "The value as text."),
    function(
        "int",
        &[Kind::Plain],
        Kind::Number,
        "The value as a whole number; undecided where it is none.",
    ),
    function(
        "double",
        &[Kind::Plain],
        Kind::Number,
        "The value as a number; undecided where it is none.",
    ),
    function(
        "days_until",
        &[Kind::Text],
        Kind::Number,
        "The number of days from today to a date like `2027-01-31`; negative where it has passed, undecided where today is not known.",
    ),
    function(
        "token_expiry",
        &[Kind::Text],
        Kind::Text,
        "The day on which a JSON Web Token ends, for `days_until`; the token may be written as base64. Undecided for a text that is no token, or that has no end.",
    ),
    function(
        "seconds",
        &[Kind::Text],
        Kind::Number,
        "A duration like `1m30s` in seconds; undecided where it is none.",
    ),
];
