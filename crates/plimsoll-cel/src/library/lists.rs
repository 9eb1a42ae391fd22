//! Functions on lists: the extension of lists in version 3, and the lists of Kubernetes.

use std::{cmp::Ordering, sync::Arc};

use super::{
    Cost, Overload,
    Sig::{
        A, Bool, Bytes, Double, Duration as Length, Dyn, Int, List, String as Text,
        Timestamp as Moment, Uint,
    },
    function, member, operators,
};
use crate::{
    eval::{Outcome, Stop, Work, compare, equal},
    value::{Duration, Value},
};

/// A function of lists of every type that has an order.
macro_rules! of_ordered {
    ($name:literal, $result:ident, $call:ident, $since:literal, $cost:expr) => {
        &of_ordered!(@ $name, $result, $call, $since, $cost; Int Uint Double Bool Length Moment Text Bytes)
    };
    (@ $name:literal, $result:ident, $call:ident, $since:literal, $cost:expr; $($type:ident)+) => {
        [$(member($name, &[List(&$type)], of_ordered!($result $type), $call).since($since).costs($cost)),+]
    };
    (same $type:ident) => { $type };
    (list $type:ident) => { List(&$type) };
    (bool $type:ident) => { Bool };
}

pub(super) const IS_SORTED: &[Overload] = of_ordered!("isSorted", bool, is_sorted, 0, Cost::Items);
pub(super) const MIN: &[Overload] = of_ordered!("min", same, min, 0, Cost::Items);
pub(super) const MAX: &[Overload] = of_ordered!("max", same, max, 0, Cost::Items);
pub(super) const SORT: &[Overload] = of_ordered!("sort", list, sort, 34, Cost::Pairs);

pub(super) const OVERLOADS: &[Overload] = &[
    member("sum", &[List(&Int)], Int, sum_of_ints).costs(Cost::Items),
    member("sum", &[List(&Uint)], Uint, sum_of_uints).costs(Cost::Items),
    member("sum", &[List(&Double)], Double, sum_of_doubles).costs(Cost::Items),
    member("sum", &[List(&Length)], Length, sum_of_lengths).costs(Cost::Items),
    member("indexOf", &[List(&A), A], Int, index_of).costs(Cost::Items),
    member("lastIndexOf", &[List(&A), A], Int, last_index_of).costs(Cost::Items),
    member("includes", &[Dyn, Dyn], Bool, includes).since(37).costs(Cost::Items),
    member("slice", &[List(&A), Int, Int], List(&A), slice).since(34).costs(Cost::MadeList),
    member("flatten", &[List(&List(&A))], List(&A), flatten).since(34).costs(Cost::Flattened),
    member("flatten", &[List(&Dyn), Int], List(&Dyn), flatten).since(34).costs(Cost::Flattened),
    function("lists.range", &[Int], List(&Int), range).since(34).costs(Cost::MadeList),
    member("reverse", &[List(&A)], List(&A), reverse).since(34).costs(Cost::MadeList),
    member("distinct", &[List(&A)], List(&A), distinct).since(34).costs(Cost::Pairs),
];

fn items(arguments: &[Value]) -> Result<&[Value], Stop> {
    match arguments.first() {
        Some(Value::List(list)) => Ok(&list.items),
        _ => Err(Stop::no_overload()),
    }
}

fn is_sorted(arguments: &[Value], _: &mut Work) -> Outcome {
    for pair in items(arguments)?.windows(2) {
        if let [left, right] = pair
            && compare(left, right)? == Ordering::Greater
        {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn extreme(arguments: &[Value], name: &str, wanted: Ordering) -> Outcome {
    let mut items = items(arguments)?.iter();
    let mut best =
        items.next().ok_or_else(|| Stop::error(format!("{name} called on empty list")))?;
    if let Value::Unknown(missing) = best {
        return Err(Stop::Unknown(Arc::clone(missing)));
    }
    for item in items {
        if compare(item, best)? == wanted {
            best = item;
        }
    }
    Ok(best.clone())
}

fn min(arguments: &[Value], _: &mut Work) -> Outcome {
    extreme(arguments, "min", Ordering::Less)
}

fn max(arguments: &[Value], _: &mut Work) -> Outcome {
    extreme(arguments, "max", Ordering::Greater)
}

fn sum(arguments: &[Value], zero: Value, work: &mut Work) -> Outcome {
    let mut total = zero;
    for (at, item) in items(arguments)?.iter().enumerate() {
        // What is handed in untyped has no zero of its own: the first item says what is summed.
        total = match (at, item) {
            (_, Value::Unknown(missing)) => return Err(Stop::Unknown(Arc::clone(missing))),
            (0, Value::Int(_) | Value::Uint(_) | Value::Double(_) | Value::Duration(_)) => {
                item.clone()
            }
            _ => operators::add(&total, item, work)?,
        };
    }
    Ok(total)
}

fn sum_of_ints(arguments: &[Value], work: &mut Work) -> Outcome {
    sum(arguments, Value::Int(0), work)
}

fn sum_of_uints(arguments: &[Value], work: &mut Work) -> Outcome {
    sum(arguments, Value::Uint(0), work)
}

fn sum_of_doubles(arguments: &[Value], work: &mut Work) -> Outcome {
    sum(arguments, Value::Double(0.0), work)
}

fn sum_of_lengths(arguments: &[Value], work: &mut Work) -> Outcome {
    sum(arguments, Value::Duration(Duration(0)), work)
}

fn position(at: Option<usize>) -> Value {
    Value::Int(at.and_then(|at| i64::try_from(at).ok()).unwrap_or(-1))
}

fn index_of(arguments: &[Value], _: &mut Work) -> Outcome {
    let item = arguments.get(1).ok_or_else(Stop::no_overload)?;
    for (at, other) in items(arguments)?.iter().enumerate() {
        if is_equal(other, item)? {
            return Ok(position(Some(at)));
        }
    }
    Ok(position(None))
}

fn last_index_of(arguments: &[Value], _: &mut Work) -> Outcome {
    let item = arguments.get(1).ok_or_else(Stop::no_overload)?;
    for (at, other) in items(arguments)?.iter().enumerate().rev() {
        if is_equal(other, item)? {
            return Ok(position(Some(at)));
        }
    }
    Ok(position(None))
}

/// Whether the two are equal, where types that cannot be compared are not.
fn is_equal(left: &Value, right: &Value) -> Result<bool, Stop> {
    match equal(left, right) {
        Err(Stop::Error(_)) => Ok(false),
        other => other,
    }
}

fn includes(arguments: &[Value], _: &mut Work) -> Outcome {
    let [target, item] = arguments else {
        return Err(Stop::no_overload());
    };
    let Value::List(list) = target else {
        return is_equal(target, item).map(Value::Bool);
    };
    let mut stop = None;
    for other in &list.items {
        match is_equal(other, item) {
            Ok(true) => return Ok(Value::Bool(true)),
            Ok(false) => {}
            Err(why) => stop = Some(why),
        }
    }
    stop.map_or(Ok(Value::Bool(false)), Err)
}

fn slice(arguments: &[Value], work: &mut Work) -> Outcome {
    let [Value::List(list), Value::Int(start), Value::Int(end)] = arguments else {
        return Err(Stop::no_overload());
    };
    let length = list.items.len();
    let what = format!("cannot slice({start}, {end})");
    let (Ok(from), Ok(to)) = (usize::try_from(*start), usize::try_from(*end)) else {
        return Err(Stop::error(format!("{what}, negative indexes not supported")));
    };
    if from > to {
        return Err(Stop::error(format!(
            "{what}, start index must be less than or equal to end index"
        )));
    }
    let Some(part) = list.items.get(from..to) else {
        return Err(Stop::error(format!("{what}, list is length {length}")));
    };
    work.make(part.len())?;
    Ok(Value::list(part.to_vec()))
}

fn flatten(arguments: &[Value], work: &mut Work) -> Outcome {
    let depth = match arguments.get(1) {
        Some(Value::Int(depth)) => *depth,
        _ => 1,
    };
    if depth < 0 {
        return Err(Stop::error("level must be non-negative"));
    }
    let mut flat = Vec::new();
    flatten_into(items(arguments)?, depth, &mut flat, work)?;
    Ok(Value::list(flat))
}

fn flatten_into(
    items: &[Value],
    depth: i64,
    flat: &mut Vec<Value>,
    work: &mut Work,
) -> Result<(), Stop> {
    for item in items {
        match item {
            Value::Unknown(missing) => return Err(Stop::Unknown(Arc::clone(missing))),
            Value::List(list) if depth > 0 => flatten_into(&list.items, depth - 1, flat, work)?,
            other => {
                work.make(1)?;
                flat.push(other.clone());
            }
        }
    }
    Ok(())
}

fn range(arguments: &[Value], work: &mut Work) -> Outcome {
    let [Value::Int(count)] = arguments else {
        return Err(Stop::no_overload());
    };
    let size = usize::try_from(*count)
        .map_err(|_| Stop::error(format!("lists.range: size must be non-negative, got {count}")))?;
    // More than the budget pays for is not made first.
    work.spend(0)?;
    if *count > 1_000_000 {
        work.spend(u64::try_from(*count).unwrap_or(u64::MAX))?;
    }
    work.make(size)?;
    Ok(Value::list((0..*count).map(Value::Int).collect()))
}

fn reverse(arguments: &[Value], work: &mut Work) -> Outcome {
    let items = items(arguments)?;
    work.make(items.len())?;
    Ok(Value::list(items.iter().rev().cloned().collect()))
}

fn distinct(arguments: &[Value], work: &mut Work) -> Outcome {
    let items = items(arguments)?;
    let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
    // Charged before it is done: it is the one function that takes longer than what it reads.
    work.spend(count.saturating_mul(count))?;
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        let mut is_new = true;
        for other in &kept {
            if is_equal(item, other)? {
                is_new = false;
                break;
            }
        }
        if is_new {
            kept.push(item.clone());
        }
    }
    Ok(Value::list(kept))
}

fn sort(arguments: &[Value], work: &mut Work) -> Outcome {
    let items = items(arguments)?;
    sort_by_keys(items, items, work)
}

/// `items` in the order of their `keys`.
pub(crate) fn sort_by_keys(items: &[Value], keys: &[Value], work: &mut Work) -> Outcome {
    work.make(items.len())?;
    let Some(first) = keys.first() else {
        return Ok(Value::list(items.to_vec()));
    };
    for key in keys {
        if let Value::Unknown(missing) = key {
            return Err(Stop::Unknown(Arc::clone(missing)));
        }
        if key.type_name() != first.type_name() {
            return Err(Stop::error("list elements must have the same type"));
        }
        if compare(key, key).is_err() {
            return Err(Stop::error("list elements must be comparable"));
        }
    }
    let mut pairs: Vec<(&Value, &Value)> = keys.iter().zip(items).collect();
    pairs.sort_by(|left, right| compare(left.0, right.0).unwrap_or(Ordering::Equal));
    Ok(Value::list(pairs.into_iter().map(|(_, item)| item.clone()).collect()))
}
