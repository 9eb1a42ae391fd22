//! What is written for a subject, as a tree that knows what of it is uncertain.

use std::sync::Arc;

use plimsoll_model::{
    Why,
    value::{Content, Value},
};
use plimsoll_yaml::Resolved;

/// A part of a document.
#[derive(Debug)]
pub(crate) enum Node {
    /// A single value.
    Scalar(Scalar),
    /// What the files do not decide, and why.
    Unknown(Why),
    /// Items; whether there may be more of them.
    List(Vec<Arc<Self>>, bool),
    /// Keys and values; whether there may be more of them.
    Map(Vec<(String, Arc<Self>)>, bool),
}

/// A single value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
}

impl Node {
    pub(crate) fn of(value: &Value) -> Self {
        match &value.content {
            Content::Lost => Self::Unknown(Why::Lost),
            Content::Scalar(text) => match text.unknown {
                Some(why) => Self::Unknown(why),
                None => Self::Scalar(match text.resolved {
                    Resolved::Null => Scalar::Null,
                    Resolved::Bool(it) => Scalar::Bool(it),
                    Resolved::Int(it) => i64::try_from(it)
                        .map_or_else(|_| Scalar::Text(text.value.to_string()), Scalar::Int),
                    Resolved::Float(it) => Scalar::Float(it),
                    Resolved::Str => Scalar::Text(text.value.to_string()),
                }),
            },
            Content::List { items, is_incomplete } => {
                Self::List(items.iter().map(|it| Arc::new(Self::of(it))).collect(), *is_incomplete)
            }
            Content::Map { members, is_incomplete } => {
                let members = members.iter();
                let members = members.map(|it| (it.key.to_string(), Arc::new(Self::of(&it.value))));
                Self::Map(members.collect(), *is_incomplete)
            }
        }
    }

    /// Why a part of a list or map is not there though it may be; `None` for what is complete.
    pub(crate) fn doubt(&self) -> Option<Why> {
        match self {
            Self::Unknown(why) => Some(*why),
            Self::List(_, true) | Self::Map(_, true) => Some(Why::Partial),
            Self::List(items, false) => items.iter().find_map(|it| match &**it {
                Self::Unknown(why) => Some(*why),
                _ => None,
            }),
            _ => None,
        }
    }
}
