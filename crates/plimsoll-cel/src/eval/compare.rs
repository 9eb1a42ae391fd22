//! Equality and order of values.

use std::cmp::Ordering;

use super::outcome::Stop;
use crate::value::{List, Map, Value};

/// Whether two values are equal. Values of different types are not, but numbers are compared as
/// numbers.
///
/// # Errors
///
/// Where an unknown part decides, or the values are of the library and of different types.
pub(crate) fn equal(left: &Value, right: &Value) -> Result<bool, Stop> {
    use Value::{
        Bool, Bytes, Cidr, Duration, Format, Ip, Null, Object, Optional, Quantity, Semver, String,
        Timestamp, Type, Unknown, Url,
    };
    Ok(match (left, right) {
        (Unknown(missing), _) | (_, Unknown(missing)) => {
            return Err(Stop::Unknown(missing.clone()));
        }
        (Null, Null) => true,
        (Null, _) | (_, Null) => false,
        (Bool(left), Bool(right)) => left == right,
        (String(left), String(right)) => left == right,
        (Bytes(left), Bytes(right)) => left == right,
        (Timestamp(left), Timestamp(right)) => left == right,
        (Duration(left), Duration(right)) => left == right,
        (Type(left), Type(right)) => left == right,
        (Value::List(left), Value::List(right)) => return equal_lists(left, right),
        (Value::Map(left), Value::Map(right)) => return equal_maps(left, right),
        (Optional(None), Optional(None)) => true,
        (Optional(Some(left)), Optional(Some(right))) => return equal(left, right),
        (Object(left), Object(right)) => {
            return Ok(
                left.type_name == right.type_name && equal_maps(&left.fields, &right.fields)?
            );
        }
        (Url(left), Url(right)) => left == right,
        (Quantity(_), Quantity(right)) if right.is_sum() => return Err(Stop::no_overload()),
        (Quantity(left), Quantity(right)) => left == right,
        (Ip(left), Ip(right)) => left == right,
        (Cidr(left), Cidr(right)) => left == right,
        (Format(left), Format(right)) => left == right,
        (Semver(left), Semver(right)) => left == right,
        (Url(_) | Quantity(_) | Ip(_) | Cidr(_) | Format(_) | Semver(_), _) => {
            return Err(Stop::no_overload());
        }
        (left, right) => numbers(left, right) == Some(Ordering::Equal),
    })
}

fn equal_lists(left: &List, right: &List) -> Result<bool, Stop> {
    if left.items.len() != right.items.len() {
        return Ok(false);
    }
    all_equal(left.items.iter().zip(&right.items))
}

fn equal_maps(left: &Map, right: &Map) -> Result<bool, Stop> {
    if left.len() != right.len() || left.iter().any(|(key, _)| right.get(key).is_none()) {
        return Ok(false);
    }
    all_equal(left.iter().filter_map(|(key, value)| Some((value, right.get(key)?))))
}

/// Whether all pairs are equal; one that is not decides, whatever is unknown.
fn all_equal<'a>(pairs: impl Iterator<Item = (&'a Value, &'a Value)>) -> Result<bool, Stop> {
    let mut stop = None;
    for (left, right) in pairs {
        match equal(left, right) {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(why) => stop = Some(why),
        }
    }
    stop.map_or(Ok(true), Err)
}

/// The order of two values of one kind.
///
/// # Errors
///
/// Where there is no order between them.
pub(crate) fn compare(left: &Value, right: &Value) -> Result<Ordering, Stop> {
    Ok(match (left, right) {
        (Value::Unknown(missing), _) | (_, Value::Unknown(missing)) => {
            return Err(Stop::Unknown(missing.clone()));
        }
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Bytes(left), Value::Bytes(right)) => left.cmp(right),
        (Value::Timestamp(left), Value::Timestamp(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => left.cmp(right),
        (Value::Double(left), _) if left.is_nan() => {
            return Err(Stop::error("NaN values cannot be ordered"));
        }
        (_, Value::Double(right)) if right.is_nan() => {
            return Err(Stop::error("NaN values cannot be ordered"));
        }
        (left, right) => return numbers(left, right).ok_or_else(Stop::no_overload),
    })
}

fn numbers(left: &Value, right: &Value) -> Option<Ordering> {
    use Value::{Double, Int, Uint};
    match (left, right) {
        (Int(left), Int(right)) => Some(left.cmp(right)),
        (Uint(left), Uint(right)) => Some(left.cmp(right)),
        (Int(left), Uint(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Uint(left), Int(right)) => Some(i128::from(*left).cmp(&i128::from(*right))),
        (Double(left), Double(right)) => left.partial_cmp(right),
        (Double(left), Int(right)) => with_double(*left, i128::from(*right)),
        (Double(left), Uint(right)) => with_double(*left, i128::from(*right)),
        (Int(left), Double(right)) => with_double(*right, i128::from(*left)).map(Ordering::reverse),
        (Uint(left), Double(right)) => {
            with_double(*right, i128::from(*left)).map(Ordering::reverse)
        }
        _ => None,
    }
}

/// The order of a double and an integer of at most 65 bits, without rounding either.
fn with_double(left: f64, right: i128) -> Option<Ordering> {
    if left.is_nan() {
        return None;
    }
    let whole = left.floor();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "beyond the range it saturates, which keeps the order"
    )]
    let order = (whole as i128).cmp(&right);
    Some(if order == Ordering::Equal && left > whole { Ordering::Greater } else { order })
}

/// Whether `value` is what its type has before anything is set: empty, zero, false, null.
pub(crate) fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null | Value::Optional(None) => true,
        Value::Bool(value) => !value,
        Value::Int(value) => *value == 0,
        Value::Uint(value) => *value == 0,
        Value::Double(value) => *value == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::List(list) => list.items.is_empty(),
        Value::Map(map) => map.is_empty(),
        Value::Duration(duration) => duration.0 == 0,
        Value::Object(object) => object.fields.is_empty(),
        _ => false,
    }
}
