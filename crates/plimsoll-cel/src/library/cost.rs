//! What a call costs, as the API server counts it: `CostTracker` of cel-go 0.29 and `CostEstimator`
//! of apiserver 0.37.

use crate::value::Value;

/// How a function is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    /// One.
    One,
    /// So much.
    Fixed(u64),
    /// A tenth for each character of the argument.
    Walk(usize),
    /// A fifth for each character of the first argument.
    WalkTwice,
    /// A fifth for each character of the result.
    Result,
    /// Text times pattern.
    Pattern,
    /// Text times part.
    Part,
    /// All items of the first argument.
    Items,
    /// As many items as come out, and a list.
    MadeList,
    /// As many items as go in, for each level, and a list.
    Flattened,
    /// Each item with each, and a list.
    Pairs,
    /// Each item of the one list with each of the other, so many times, and lists.
    Product(u64),
    /// The characters of the second argument, each with a long pattern.
    Format,
}

/// The number of characters, bytes, items or entries; 1 for anything else.
pub(crate) fn size(value: &Value) -> u64 {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(list) => list.items.len(),
        Value::Map(map) => map.len(),
        Value::Optional(Some(inner)) => return size(inner),
        Value::Ip(address) => {
            if address.is_ipv4() {
                4
            } else {
                16
            }
        }
        Value::Cidr(cidr) => {
            if cidr.address.is_ipv4() {
                4
            } else {
                16
            }
        }
        _ => 1,
    };
    u64::try_from(size).unwrap_or(u64::MAX)
}

/// A tenth of `size`, rounded up.
fn tenth(size: u64) -> u64 {
    size.div_ceil(10)
}

impl Cost {
    /// What the call cost.
    pub(crate) fn of(self, arguments: &[Value], result: Option<&Value>) -> u64 {
        let argument = |at: usize| arguments.get(at).map_or(0, size);
        match self {
            Self::One => 1,
            Self::Fixed(cost) => cost,
            Self::Walk(at) => tenth(argument(at)),
            Self::WalkTwice => argument(0).div_ceil(5),
            Self::Result => result.map_or(1, size).div_ceil(5),
            Self::Pattern => {
                tenth(argument(0).saturating_add(1)).saturating_mul(argument(1).div_ceil(4))
            }
            Self::Part => tenth(argument(0)).saturating_mul(tenth(argument(1))),
            Self::Items => arguments.first().map_or(1, walk),
            Self::MadeList => result.map_or(0, size).saturating_add(11),
            Self::Flattened => {
                let depth = match arguments.get(1) {
                    Some(Value::Int(depth)) => u64::try_from(*depth).unwrap_or(0),
                    _ => 1,
                };
                argument(0).saturating_mul(depth).saturating_add(11)
            }
            Self::Pairs => {
                let count = argument(0);
                count.saturating_mul(count).saturating_mul(2).saturating_add(11)
            }
            Self::Product(times) => {
                argument(0).saturating_mul(argument(1)).saturating_mul(times).saturating_add(1)
            }
            Self::Format => tenth(argument(1).saturating_add(1)).saturating_mul(15),
        }
    }
}

fn walk(value: &Value) -> u64 {
    match value {
        Value::String(text) => u64::try_from(text.chars().count()).unwrap_or(u64::MAX) / 10,
        Value::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX) / 10,
        Value::List(list) => list.items.iter().map(walk).fold(0, u64::saturating_add),
        _ => 1,
    }
}
