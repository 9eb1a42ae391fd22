//! Amounts of resources.

use super::{
    Cost, Overload,
    Sig::{Bool, Double, Int, Opaque, String as Text},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Quantity, Value},
};

const AMOUNT: super::Sig = Opaque(Kind::Quantity);

pub(super) const OVERLOADS: &[Overload] = &[
    function("quantity", &[Text], AMOUNT, quantity).since(28).costs(Cost::Walk(0)),
    function("isQuantity", &[Text], Bool, is_quantity).since(28).costs(Cost::Walk(0)),
    function("sign", &[AMOUNT], Int, sign).since(28),
    member("isInteger", &[AMOUNT], Bool, is_integer).since(28),
    member("asInteger", &[AMOUNT], Int, as_integer).since(28),
    member("asApproximateFloat", &[AMOUNT], Double, as_double).since(28),
    member("add", &[AMOUNT, AMOUNT], AMOUNT, add).since(28),
    member("add", &[AMOUNT, Int], AMOUNT, add).since(28),
    member("sub", &[AMOUNT, AMOUNT], AMOUNT, subtract).since(28),
    member("sub", &[AMOUNT, Int], AMOUNT, subtract).since(28),
    member("isLessThan", &[AMOUNT, AMOUNT], Bool, is_less).since(28),
    member("isGreaterThan", &[AMOUNT, AMOUNT], Bool, is_greater).since(28),
    member("compareTo", &[AMOUNT, AMOUNT], Int, compare_to).since(28),
];

fn quantity(arguments: &[Value], _: &mut Work) -> Outcome {
    let [Value::String(text)] = arguments else {
        return Err(Stop::no_overload());
    };
    Quantity::parse(text).map(Value::Quantity).ok_or_else(|| {
        let shape = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";
        Stop::error(format!("quantities must match the regular expression '{shape}'"))
    })
}

fn is_quantity(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::String(text)] => Ok(Value::Bool(Quantity::parse(text).is_some())),
        _ => Err(Stop::no_overload()),
    }
}

fn one(arguments: &[Value]) -> Result<&Quantity, Stop> {
    match arguments {
        [Value::Quantity(amount)] => Ok(amount),
        _ => Err(Stop::no_overload()),
    }
}

fn two(arguments: &[Value]) -> Result<(Quantity, Quantity), Stop> {
    match arguments {
        [Value::Quantity(left), Value::Quantity(right)] => Ok((*left, *right)),
        [Value::Quantity(left), Value::Int(right)] => Ok((*left, Quantity::from_int(*right))),
        _ => Err(Stop::no_overload()),
    }
}

fn sign(arguments: &[Value], _: &mut Work) -> Outcome {
    one(arguments).map(|amount| Value::Int(amount.sign()))
}

fn is_integer(arguments: &[Value], _: &mut Work) -> Outcome {
    one(arguments).map(|amount| Value::Bool(amount.as_integer().is_some()))
}

fn as_integer(arguments: &[Value], _: &mut Work) -> Outcome {
    let integer = one(arguments)?.as_integer();
    integer.map(Value::Int).ok_or_else(|| Stop::error("cannot convert value to integer"))
}

fn as_double(arguments: &[Value], _: &mut Work) -> Outcome {
    one(arguments).map(|amount| Value::Double(amount.as_double()))
}

fn add(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Quantity(left.add(&right)))
}

fn subtract(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Quantity(left.subtract(&right)))
}

fn is_less(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Bool(left < right))
}

fn is_greater(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Bool(left > right))
}

fn compare_to(arguments: &[Value], _: &mut Work) -> Outcome {
    two(arguments).map(|(left, right)| Value::Int(left.cmp(&right) as i64))
}
