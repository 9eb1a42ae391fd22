//! The values of facts about where and how many pods run, and how they are reached.

use std::fmt;

use crate::{
    datum::{Datum, Describe, Field, Shape},
    subjects::Selector,
};

/// A number, or a part of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountOrPercent {
    /// Nothing is said.
    Unset,
    /// So many.
    Count(u64),
    /// So many of a hundred.
    Percent(u64),
}

impl CountOrPercent {
    /// How many of `all` it is, a fraction counted as a whole.
    #[must_use]
    pub const fn of_rounded_up(self, all: u64) -> Option<u64> {
        match self {
            Self::Unset => None,
            Self::Count(count) => Some(count),
            Self::Percent(percent) => Some(all.saturating_mul(percent).div_ceil(100)),
        }
    }
}

/// A port by its number, or by the name that a container gives it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PortReference {
    /// By number.
    Number(u32),
    /// By name.
    Name(String),
}

/// A port that a container says it listens on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContainerPort {
    /// Its name; empty where it has none.
    pub name: String,
    /// Its number as written, valid or not.
    pub number: u64,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
}

/// A rule that spreads pods over nodes, zones and the like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TopologyTerm {
    /// The label of nodes that tells places apart; empty where it is left out.
    pub topology_key: String,
    /// Which pods count; `None` where it is left out, so that none do.
    pub selector: Option<Selector>,
    /// Whether a pod that would break it stays pending.
    pub is_required: bool,
}

/// A taint that a pod puts up with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Toleration {
    /// The key; empty for every key.
    pub key: String,
    /// `Equal` or `Exists`.
    pub operator: String,
    /// The value that `Equal` wants.
    pub value: String,
    /// The effect; empty for every effect.
    pub effect: String,
}

impl fmt::Display for CountOrPercent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

impl fmt::Display for PortReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for ContainerPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.name.is_empty() {
            write!(f, "{}:", self.name)?;
        }
        write!(f, "{}/{}", self.number, self.protocol)
    }
}

impl fmt::Display for TopologyTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let must = if self.is_required { "required" } else { "preferred" };
        write!(f, "{must} over {}", self.topology_key)?;
        match &self.selector {
            Some(selector) => write!(f, " for {selector}"),
            None => f.write_str(" for nothing"),
        }
    }
}

impl fmt::Display for Toleration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = if self.key.is_empty() { "*" } else { &self.key };
        f.write_str(key)?;
        if self.operator != "Exists" {
            write!(f, "={}", self.value)?;
        }
        match self.effect.as_str() {
            "" => Ok(()),
            effect => write!(f, ":{effect}"),
        }
    }
}

/// Values that a policy sees as named values.
macro_rules! records {
    ($($type:ty as $it:ident { $($field:ident : $of:ty = $value:expr),+ $(,)? })+) => {$(
        impl Describe for $type {
            const SHAPE: Shape = Shape::Record(&[
                $(Field::new(stringify!($field), <$of as Describe>::SHAPE)),+
            ]);

            fn datum(&self) -> Datum {
                let $it = self;
                Datum::Record(vec![$((stringify!($field), Describe::datum(&$value))),+])
            }
        }
    )+};
}

records! {
    CountOrPercent as it {
        count: Option<u64> = match it {
            Self::Count(count) => Some(*count),
            _ => None,
        },
        percent: Option<u64> = match it {
            Self::Percent(percent) => Some(*percent),
            _ => None,
        },
    }
    PortReference as it {
        number: Option<u32> = match it {
            Self::Number(number) => Some(*number),
            Self::Name(_) => None,
        },
        name: String = match it {
            Self::Number(_) => String::new(),
            Self::Name(name) => name.clone(),
        },
    }
    ContainerPort as it {
        name: String = it.name,
        number: u64 = it.number,
        protocol: String = it.protocol,
    }
    TopologyTerm as it {
        topology_key: String = it.topology_key,
        selector: Option<Selector> = it.selector,
        is_required: bool = it.is_required,
    }
    Toleration as it {
        key: String = it.key,
        operator: String = it.operator,
        value: String = it.value,
        effect: String = it.effect,
    }
}
