//! Lists taken as sets.

use super::{
    Cost, Overload,
    Sig::{A, Bool, List},
    function,
};
use crate::{
    eval::{Outcome, Stop, Work, equal},
    value::Value,
};

pub(super) const OVERLOADS: &[Overload] = &[
    function("sets.contains", &[List(&A), List(&A)], Bool, contains)
        .since(29)
        .costs(Cost::Product(1)),
    function("sets.equivalent", &[List(&A), List(&A)], Bool, equivalent)
        .since(29)
        .costs(Cost::Product(2)),
    function("sets.intersects", &[List(&A), List(&A)], Bool, intersects)
        .since(29)
        .costs(Cost::Product(1)),
];

fn lists<'a>(arguments: &'a [Value], work: &mut Work) -> Result<(&'a [Value], &'a [Value]), Stop> {
    let [Value::List(left), Value::List(right)] = arguments else {
        return Err(Stop::no_overload());
    };
    let size = |items: &[Value]| u64::try_from(items.len()).unwrap_or(u64::MAX);
    // Refused before the work is done that it would cost; what it costs is charged afterwards.
    let product = size(&left.items).saturating_mul(size(&right.items));
    if product > 1_000_000 {
        work.spend(product)?;
    }
    Ok((&left.items, &right.items))
}

/// Whether `list` has `item`.
fn has(list: &[Value], item: &Value) -> Result<bool, Stop> {
    let mut stop = None;
    for other in list {
        match equal(other, item) {
            Ok(true) => return Ok(true),
            Ok(false) | Err(Stop::Error(_)) => {}
            Err(why) => stop = Some(why),
        }
    }
    stop.map_or(Ok(false), Err)
}

fn has_all(list: &[Value], items: &[Value]) -> Result<bool, Stop> {
    for item in items {
        if !has(list, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn contains(arguments: &[Value], work: &mut Work) -> Outcome {
    let (left, right) = lists(arguments, work)?;
    has_all(left, right).map(Value::Bool)
}

fn equivalent(arguments: &[Value], work: &mut Work) -> Outcome {
    let (left, right) = lists(arguments, work)?;
    Ok(Value::Bool(has_all(left, right)? && has_all(right, left)?))
}

fn intersects(arguments: &[Value], work: &mut Work) -> Outcome {
    let (left, right) = lists(arguments, work)?;
    let mut stop = None;
    for item in right {
        match has(left, item) {
            Ok(true) => return Ok(Value::Bool(true)),
            Ok(false) => {}
            Err(why) => stop = Some(why),
        }
    }
    stop.map_or(Ok(Value::Bool(false)), Err)
}
