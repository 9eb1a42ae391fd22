//! Functions: what they are called, take, give, cost and do.
//!
//! A list of overloads for each library, and nothing else knows a function's name. The signatures
//! are those of the API server 1.37 as its environment lists them (cel-go 0.29.2).

mod authorizer;
mod convert;
mod cost;
mod format;
mod formats;
mod go_regex;
mod lists;
mod network;
mod operators;
mod optional;
mod quantity;
mod regex;
mod semver;
mod sets;
mod standard;
mod strings;
mod time;
mod url;

pub(crate) use convert::CONVERSIONS;
pub(crate) use cost::{Cost, size};
pub(crate) use format::check_format;
pub(crate) use go_regex::is_pattern;
pub(crate) use lists::sort_by_keys;
pub(crate) use operators::{
    CHOICE, INDEX, NEGATION, NOT, OPTIONAL_INDEX, Signature, add, arithmetic, negate, signatures,
};

use crate::{
    eval::{Outcome, Work},
    types::{Opaque, Type},
    value::Value,
};

/// A type in a signature.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sig {
    Dyn,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    Opaque(Opaque),
    /// The first type parameter.
    A,
    /// The second type parameter.
    B,
    List(&'static Self),
    Map(&'static Self, &'static Self),
    Optional(&'static Self),
    TypeOf(&'static Self),
}

/// One way to call a function.
pub(crate) struct Overload {
    pub(crate) name: &'static str,
    pub(crate) is_member: bool,
    /// The first is the receiver of a member.
    pub(crate) parameters: &'static [Sig],
    pub(crate) result: Sig,
    /// The minor version of Kubernetes that brought it.
    pub(crate) since: u32,
    pub(crate) cost: Cost,
    /// Called with as many arguments as there are parameters, none of them unknown as a whole.
    pub(crate) call: fn(&[Value], &mut Work) -> Outcome,
}

type Call = fn(&[Value], &mut Work) -> Outcome;

impl Overload {
    const fn since(mut self, minor: u32) -> Self {
        self.since = minor;
        self
    }

    const fn costs(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// Whether values of these types may be handed in.
    pub(crate) fn takes(&self, values: &[Value]) -> bool {
        self.parameters.len() == values.len()
            && self.parameters.iter().zip(values).all(|(parameter, value)| parameter.takes(value))
    }
}

const fn member(
    name: &'static str,
    parameters: &'static [Sig],
    result: Sig,
    call: Call,
) -> Overload {
    Overload { name, is_member: true, parameters, result, since: 0, cost: Cost::One, call }
}

const fn function(
    name: &'static str,
    parameters: &'static [Sig],
    result: Sig,
    call: Call,
) -> Overload {
    Overload { name, is_member: false, parameters, result, since: 0, cost: Cost::One, call }
}

impl Sig {
    /// The type, with parameters from the number `first` on.
    pub(crate) fn to_type(self, first: u32) -> Type {
        match self {
            Self::Dyn => Type::Dyn,
            Self::Bool => Type::Bool,
            Self::Int => Type::Int,
            Self::Uint => Type::Uint,
            Self::Double => Type::Double,
            Self::String => Type::String,
            Self::Bytes => Type::Bytes,
            Self::Timestamp => Type::Timestamp,
            Self::Duration => Type::Duration,
            Self::Opaque(opaque) => Type::Opaque(opaque),
            Self::A => Type::Param(first),
            Self::B => Type::Param(first + 1),
            Self::List(item) => Type::list(item.to_type(first)),
            Self::Map(key, value) => Type::map(key.to_type(first), value.to_type(first)),
            Self::Optional(inner) => Type::optional(inner.to_type(first)),
            Self::TypeOf(inner) => Type::Type(Some(std::sync::Arc::new(inner.to_type(first)))),
        }
    }

    /// Whether `value` is of the type, as far as it shows without looking into it.
    fn takes(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Dyn | Self::A | Self::B, _)
            | (Self::Bool, Value::Bool(_))
            | (Self::Int, Value::Int(_))
            | (Self::Uint, Value::Uint(_))
            | (Self::Double, Value::Double(_))
            | (Self::String, Value::String(_))
            | (Self::Bytes, Value::Bytes(_))
            | (Self::Timestamp, Value::Timestamp(_))
            | (Self::Duration, Value::Duration(_))
            | (Self::List(_), Value::List(_))
            | (Self::Map(..), Value::Map(_))
            | (Self::Optional(_), Value::Optional(_))
            | (Self::TypeOf(_), Value::Type(_)) => true,
            (Self::Opaque(opaque), value) => value.type_name() == opaque.name(),
            _ => false,
        }
    }
}

const LIBRARIES: &[&[Overload]] = &[
    standard::OVERLOADS,
    convert::OVERLOADS,
    time::OVERLOADS,
    optional::OVERLOADS,
    strings::OVERLOADS,
    lists::OVERLOADS,
    lists::IS_SORTED,
    lists::MIN,
    lists::MAX,
    lists::SORT,
    sets::OVERLOADS,
    regex::OVERLOADS,
    url::OVERLOADS,
    quantity::OVERLOADS,
    network::OVERLOADS,
    formats::OVERLOADS,
    formats::NAMED,
    semver::OVERLOADS,
    authorizer::OVERLOADS,
];

/// Every way to call `name` that Kubernetes 1.`minor` knows.
pub(crate) fn overloads(name: &str, minor: u32) -> Vec<&'static Overload> {
    let all = LIBRARIES.iter().copied().flatten();
    all.filter(|overload| overload.name == name && overload.since <= minor).collect()
}

/// The names of all functions that Kubernetes 1.`minor` knows.
pub(crate) fn names(minor: u32) -> impl Iterator<Item = &'static str> {
    LIBRARIES
        .iter()
        .copied()
        .flatten()
        .filter(move |overload| overload.since <= minor)
        .map(|overload| overload.name)
}
