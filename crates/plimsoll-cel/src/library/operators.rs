//! Operators: what they take, and arithmetic.

use super::Sig::{
    self, A, B, Bool, Bytes, Double, Duration as Length, Int, List, Map, Optional, String as Text,
    Timestamp as Moment, Uint,
};
use crate::{
    eval::{Outcome, Stop, Work},
    syntax::BinaryOp,
    value::{Duration, Value},
};

/// One way to use an operator.
pub(crate) struct Signature {
    pub(crate) parameters: &'static [Sig],
    pub(crate) result: Sig,
}

const fn takes(parameters: &'static [Sig], result: Sig) -> Signature {
    Signature { parameters, result }
}

const EQUALITY: &[Signature] = &[takes(&[A, A], Bool)];

const MEMBERSHIP: &[Signature] = &[takes(&[A, List(&A)], Bool), takes(&[A, Map(&A, &B)], Bool)];

const ORDER: &[Signature] = &[
    takes(&[Bool, Bool], Bool),
    takes(&[Int, Int], Bool),
    takes(&[Int, Double], Bool),
    takes(&[Int, Uint], Bool),
    takes(&[Uint, Uint], Bool),
    takes(&[Uint, Double], Bool),
    takes(&[Uint, Int], Bool),
    takes(&[Double, Double], Bool),
    takes(&[Double, Int], Bool),
    takes(&[Double, Uint], Bool),
    takes(&[Text, Text], Bool),
    takes(&[Bytes, Bytes], Bool),
    takes(&[Moment, Moment], Bool),
    takes(&[Length, Length], Bool),
];

const SUM: &[Signature] = &[
    takes(&[Bytes, Bytes], Bytes),
    takes(&[Double, Double], Double),
    takes(&[Length, Length], Length),
    takes(&[Length, Moment], Moment),
    takes(&[Moment, Length], Moment),
    takes(&[Int, Int], Int),
    takes(&[List(&A), List(&A)], List(&A)),
    takes(&[Text, Text], Text),
    takes(&[Uint, Uint], Uint),
];

const DIFFERENCE: &[Signature] = &[
    takes(&[Double, Double], Double),
    takes(&[Length, Length], Length),
    takes(&[Int, Int], Int),
    takes(&[Moment, Length], Moment),
    takes(&[Moment, Moment], Length),
    takes(&[Uint, Uint], Uint),
];

const PRODUCT: &[Signature] =
    &[takes(&[Double, Double], Double), takes(&[Int, Int], Int), takes(&[Uint, Uint], Uint)];

const REMAINDER: &[Signature] = &[takes(&[Int, Int], Int), takes(&[Uint, Uint], Uint)];

/// `!x`
pub(crate) const NOT: &[Signature] = &[takes(&[Bool], Bool)];

/// `-x`
pub(crate) const NEGATION: &[Signature] = &[takes(&[Double], Double), takes(&[Int], Int)];

/// `condition ? a : b`
pub(crate) const CHOICE: &[Signature] = &[takes(&[Bool, A, A], A)];

/// `a[b]`
pub(crate) const INDEX: &[Signature] = &[
    takes(&[List(&A), Int], A),
    takes(&[Map(&A, &B), A], B),
    takes(&[Optional(&List(&A)), Int], Optional(&A)),
    takes(&[Optional(&Map(&A, &B)), A], Optional(&B)),
];

/// `a[?b]`
pub(crate) const OPTIONAL_INDEX: &[Signature] = &[
    takes(&[List(&A), Int], Optional(&A)),
    takes(&[Map(&A, &B), A], Optional(&B)),
    takes(&[Optional(&List(&A)), Int], Optional(&A)),
    takes(&[Optional(&Map(&A, &B)), A], Optional(&B)),
];

/// What `op` takes on its two sides.
pub(crate) const fn signatures(op: BinaryOp) -> &'static [Signature] {
    match op {
        BinaryOp::Equal | BinaryOp::NotEqual => EQUALITY,
        BinaryOp::Less | BinaryOp::LessOrEqual | BinaryOp::Greater | BinaryOp::GreaterOrEqual => {
            ORDER
        }
        BinaryOp::In => MEMBERSHIP,
        BinaryOp::Add => SUM,
        BinaryOp::Subtract => DIFFERENCE,
        BinaryOp::Multiply | BinaryOp::Divide => PRODUCT,
        BinaryOp::Modulo => REMAINDER,
    }
}

fn overflow(what: &str) -> Stop {
    Stop::error(format!("{what} overflow"))
}

/// `left + right`
pub(crate) fn add(left: &Value, right: &Value, work: &mut Work) -> Outcome {
    match (left, right) {
        (Value::String(left), Value::String(right)) => {
            work.make(left.len() + right.len())?;
            Ok(Value::from(format!("{left}{right}")))
        }
        (Value::Bytes(left), Value::Bytes(right)) => {
            work.make(left.len() + right.len())?;
            Ok(Value::Bytes(left.iter().chain(right.iter()).copied().collect()))
        }
        (Value::List(left), Value::List(right)) => {
            work.make(left.items.len() + right.items.len())?;
            let items = left.items.iter().chain(&right.items).cloned().collect();
            Ok(Value::list(items))
        }
        (Value::Timestamp(moment), Value::Duration(length))
        | (Value::Duration(length), Value::Timestamp(moment)) => {
            let sum = moment.later(i128::from(length.0));
            sum.map(Value::Timestamp).ok_or_else(|| overflow("timestamp"))
        }
        (Value::Duration(left), Value::Duration(right)) => left
            .0
            .checked_add(right.0)
            .map(|sum| Value::Duration(Duration(sum)))
            .ok_or_else(|| overflow("duration")),
        _ => arithmetic(BinaryOp::Add, left, right),
    }
}

/// `left` and `right` joined by an operator of arithmetic; sums only of numbers.
pub(crate) fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Outcome {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => ints(op, *left, *right).map(Value::Int),
        (Value::Uint(left), Value::Uint(right)) => uints(op, *left, *right).map(Value::Uint),
        (Value::Double(left), Value::Double(right)) => {
            doubles(op, *left, *right).map(Value::Double)
        }
        (left, right) if op == BinaryOp::Subtract => subtract(left, right),
        _ => Err(Stop::no_overload()),
    }
}

fn ints(op: BinaryOp, left: i64, right: i64) -> Result<i64, Stop> {
    if right == 0 && matches!(op, BinaryOp::Divide | BinaryOp::Modulo) {
        return Err(by_zero(op));
    }
    let result = match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        BinaryOp::Divide => left.checked_div(right),
        BinaryOp::Modulo => left.checked_rem(right),
        _ => return Err(Stop::no_overload()),
    };
    result.ok_or_else(|| overflow("integer"))
}

fn uints(op: BinaryOp, left: u64, right: u64) -> Result<u64, Stop> {
    if right == 0 && matches!(op, BinaryOp::Divide | BinaryOp::Modulo) {
        return Err(by_zero(op));
    }
    let result = match op {
        BinaryOp::Add => left.checked_add(right),
        BinaryOp::Subtract => left.checked_sub(right),
        BinaryOp::Multiply => left.checked_mul(right),
        BinaryOp::Divide => left.checked_div(right),
        BinaryOp::Modulo => left.checked_rem(right),
        _ => return Err(Stop::no_overload()),
    };
    result.ok_or_else(|| overflow("unsigned integer"))
}

fn by_zero(op: BinaryOp) -> Stop {
    Stop::error(if op == BinaryOp::Divide { "division by zero" } else { "modulus by zero" })
}

fn doubles(op: BinaryOp, left: f64, right: f64) -> Result<f64, Stop> {
    match op {
        BinaryOp::Add => Ok(left + right),
        BinaryOp::Subtract => Ok(left - right),
        BinaryOp::Multiply => Ok(left * right),
        BinaryOp::Divide => Ok(left / right),
        _ => Err(Stop::no_overload()),
    }
}

fn subtract(left: &Value, right: &Value) -> Outcome {
    let length = |nanos: i128| i64::try_from(nanos).map(|nanos| Value::Duration(Duration(nanos)));
    match (left, right) {
        (Value::Timestamp(left), Value::Timestamp(right)) => {
            length(left.nanos() - right.nanos()).map_err(|_| overflow("timestamp"))
        }
        (Value::Timestamp(moment), Value::Duration(by)) => {
            let before = moment.later(-i128::from(by.0));
            before.map(Value::Timestamp).ok_or_else(|| overflow("timestamp"))
        }
        (Value::Duration(left), Value::Duration(right)) => {
            length(i128::from(left.0) - i128::from(right.0)).map_err(|_| overflow("duration"))
        }
        _ => Err(Stop::no_overload()),
    }
}

/// `-value`
pub(crate) fn negate(value: &Value) -> Outcome {
    match value {
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or_else(|| overflow("integer")),
        Value::Double(value) => Ok(Value::Double(-value)),
        _ => Err(Stop::no_overload()),
    }
}
