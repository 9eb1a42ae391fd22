//! Something or nothing.

use std::sync::Arc;

use super::{
    Cost, Overload,
    Sig::{A, Bool, List, Optional},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work, is_zero},
    value::Value,
};

pub(super) const OVERLOADS: &[Overload] = &[
    function("optional.of", &[A], Optional(&A), of).since(28),
    function("optional.ofNonZeroValue", &[A], Optional(&A), of_non_zero).since(28),
    function("optional.none", &[], Optional(&A), none).since(28),
    member("hasValue", &[Optional(&A)], Bool, has_value).since(28),
    member("value", &[Optional(&A)], A, value).since(28),
    member("or", &[Optional(&A), Optional(&A)], Optional(&A), or).since(28).costs(Cost::Fixed(0)),
    member("orValue", &[Optional(&A), A], A, or_value).since(28).costs(Cost::Fixed(0)),
    member("first", &[List(&A)], Optional(&A), first).since(34),
    member("last", &[List(&A)], Optional(&A), last).since(34),
    function("optional.unwrap", &[List(&Optional(&A))], List(&A), unwrap).since(34),
    member("unwrapOpt", &[List(&Optional(&A))], List(&A), unwrap).since(34),
];

fn some(value: Value) -> Value {
    Value::Optional(Some(Arc::new(value)))
}

fn of(arguments: &[Value], _: &mut Work) -> Outcome {
    arguments.first().cloned().map(some).ok_or_else(Stop::no_overload)
}

fn of_non_zero(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [value] if is_zero(value) => Ok(Value::Optional(None)),
        [value] => Ok(some(value.clone())),
        _ => Err(Stop::no_overload()),
    }
}

fn none(_: &[Value], _: &mut Work) -> Outcome {
    Ok(Value::Optional(None))
}

fn has_value(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::Optional(inner)] => Ok(Value::Bool(inner.is_some())),
        _ => Err(Stop::no_overload()),
    }
}

fn value(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::Optional(Some(inner))] => Ok(Value::clone(inner)),
        [Value::Optional(None)] => Err(Stop::error("optional.none() dereference")),
        _ => Err(Stop::no_overload()),
    }
}

fn or(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [first @ Value::Optional(Some(_)), _]
        | [Value::Optional(None), first @ Value::Optional(_)] => Ok(first.clone()),
        _ => Err(Stop::no_overload()),
    }
}

fn or_value(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::Optional(Some(inner)), _] => Ok(Value::clone(inner)),
        [Value::Optional(None), other] => Ok(other.clone()),
        _ => Err(Stop::no_overload()),
    }
}

fn end(arguments: &[Value], item: fn(&[Value]) -> Option<&Value>) -> Outcome {
    match arguments {
        [Value::List(list)] => Ok(Value::Optional(item(&list.items).cloned().map(Arc::new))),
        _ => Err(Stop::no_overload()),
    }
}

fn first(arguments: &[Value], _: &mut Work) -> Outcome {
    end(arguments, <[Value]>::first)
}

fn last(arguments: &[Value], _: &mut Work) -> Outcome {
    end(arguments, <[Value]>::last)
}

fn unwrap(arguments: &[Value], work: &mut Work) -> Outcome {
    let [Value::List(list)] = arguments else {
        return Err(Stop::no_overload());
    };
    work.make(list.items.len())?;
    let mut items = Vec::new();
    for item in &list.items {
        match item {
            Value::Optional(Some(inner)) => items.push(Value::clone(inner)),
            Value::Optional(None) => {}
            Value::Unknown(missing) => return Err(Stop::Unknown(Arc::clone(missing))),
            _ => return Err(Stop::error(format!("value not optional: {}", item.type_name()))),
        }
    }
    Ok(Value::list(items))
}
