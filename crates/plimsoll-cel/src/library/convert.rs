//! Conversions between types.

use std::sync::Arc;

use super::{
    Cost, Overload,
    Sig::{
        Bool, Bytes, Double, Duration as Length, Int, Opaque, String as Text, Timestamp as Moment,
        Uint,
    },
    function,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Duration, Timestamp, Value, double_text},
};

pub(super) const OVERLOADS: &[Overload] = &[
    function("bool", &[Bool], Bool, to_bool),
    function("bool", &[Text], Bool, to_bool),
    function("bytes", &[Bytes], Bytes, to_bytes),
    function("bytes", &[Text], Bytes, to_bytes).costs(Cost::Walk(0)),
    function("double", &[Double], Double, to_double),
    function("double", &[Int], Double, to_double),
    function("double", &[Text], Double, to_double),
    function("double", &[Uint], Double, to_double),
    function("duration", &[Length], Length, to_duration),
    function("duration", &[Text], Length, to_duration),
    function("int", &[Double], Int, to_int),
    function("int", &[Length], Int, to_int),
    function("int", &[Moment], Int, to_int),
    function("int", &[Int], Int, to_int),
    function("int", &[Text], Int, to_int),
    function("int", &[Uint], Int, to_int),
    function("string", &[Bool], Text, to_string),
    function("string", &[Bytes], Text, to_string).costs(Cost::Walk(0)),
    function("string", &[Double], Text, to_string),
    function("string", &[Length], Text, to_string),
    function("string", &[Moment], Text, to_string),
    function("string", &[Int], Text, to_string),
    function("string", &[Text], Text, to_string),
    function("string", &[Uint], Text, to_string),
    function("string", &[Opaque(Kind::Ip)], Text, to_string).since(30),
    function("string", &[Opaque(Kind::Cidr)], Text, to_string).since(30),
    function("timestamp", &[Moment], Moment, to_timestamp),
    function("timestamp", &[Int], Moment, to_timestamp),
    function("timestamp", &[Text], Moment, to_timestamp),
    function("uint", &[Double], Uint, to_uint),
    function("uint", &[Int], Uint, to_uint),
    function("uint", &[Text], Uint, to_uint),
    function("uint", &[Uint], Uint, to_uint),
];

/// The functions whose value the server works out when it compiles, if they are given a literal.
pub(crate) const CONVERSIONS: [&str; 8] =
    ["bool", "bytes", "double", "duration", "int", "string", "timestamp", "uint"];

fn failed(value: &Value, to: &str) -> Stop {
    Stop::error(format!("type conversion error from '{}' to '{to}'", value.type_name()))
}

fn one(arguments: &[Value]) -> Result<&Value, Stop> {
    arguments.first().ok_or_else(Stop::no_overload)
}

fn to_bool(arguments: &[Value], _: &mut Work) -> Outcome {
    match one(arguments)? {
        Value::Bool(value) => Ok(Value::Bool(*value)),
        value @ Value::String(text) => match &**text {
            "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(Value::Bool(false)),
            _ => Err(failed(value, "bool")),
        },
        value => Err(failed(value, "bool")),
    }
}

fn to_bytes(arguments: &[Value], work: &mut Work) -> Outcome {
    match one(arguments)? {
        Value::Bytes(bytes) => Ok(Value::Bytes(Arc::clone(bytes))),
        Value::String(text) => {
            work.make(text.len())?;
            Ok(Value::Bytes(Arc::from(text.as_bytes())))
        }
        value => Err(failed(value, "bytes")),
    }
}

#[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
fn to_double(arguments: &[Value], _: &mut Work) -> Outcome {
    match one(arguments)? {
        Value::Double(value) => Ok(Value::Double(*value)),
        Value::Int(value) => Ok(Value::Double(*value as f64)),
        Value::Uint(value) => Ok(Value::Double(*value as f64)),
        value @ Value::String(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() || !text.contains(|c: char| c.is_ascii_digit()) => {
                Ok(Value::Double(number))
            }
            _ => Err(failed(value, "double")),
        },
        value => Err(failed(value, "double")),
    }
}

fn to_duration(arguments: &[Value], _: &mut Work) -> Outcome {
    match one(arguments)? {
        Value::Duration(length) => Ok(Value::Duration(*length)),
        value @ Value::String(text) => Duration::parse(text)
            .map(Value::Duration)
            .ok_or_else(|| failed(value, "google.protobuf.Duration")),
        value => Err(failed(value, "google.protobuf.Duration")),
    }
}

fn to_timestamp(arguments: &[Value], _: &mut Work) -> Outcome {
    match one(arguments)? {
        Value::Timestamp(moment) => Ok(Value::Timestamp(*moment)),
        Value::Int(seconds) => {
            let moment = Timestamp::from_nanos(i128::from(*seconds) * 1_000_000_000);
            moment.map(Value::Timestamp).ok_or_else(|| Stop::error("timestamp overflow"))
        }
        value @ Value::String(text) => Timestamp::parse(text)
            .map(Value::Timestamp)
            .ok_or_else(|| failed(value, "google.protobuf.Timestamp")),
        value => Err(failed(value, "google.protobuf.Timestamp")),
    }
}

fn to_int(arguments: &[Value], _: &mut Work) -> Outcome {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let overflow = || Stop::error("integer overflow");
    match one(arguments)? {
        Value::Int(value) => Ok(Value::Int(*value)),
        Value::Uint(value) => i64::try_from(*value).map(Value::Int).map_err(|_| overflow()),
        Value::Double(value) if *value > -LIMIT && *value < LIMIT =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "it lies within the range")]
            Ok(Value::Int(*value as i64))
        }
        Value::Double(_) => Err(overflow()),
        value @ Value::String(text) => {
            text.parse().map(Value::Int).map_err(|_| failed(value, "int"))
        }
        Value::Timestamp(moment) => Ok(Value::Int(moment.seconds())),
        Value::Duration(length) => Ok(Value::Int(length.0)),
        value => Err(failed(value, "int")),
    }
}

fn to_uint(arguments: &[Value], _: &mut Work) -> Outcome {
    const LIMIT: f64 = 18_446_744_073_709_551_616.0;
    let overflow = || Stop::error("unsigned integer overflow");
    match one(arguments)? {
        Value::Uint(value) => Ok(Value::Uint(*value)),
        Value::Int(value) => u64::try_from(*value).map(Value::Uint).map_err(|_| overflow()),
        Value::Double(value) if (0.0..LIMIT).contains(value) =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies within the range"
            )]
            Ok(Value::Uint(*value as u64))
        }
        Value::Double(_) => Err(overflow()),
        value @ Value::String(text) => match text.parse() {
            Ok(number) if !text.starts_with('+') => Ok(Value::Uint(number)),
            _ => Err(failed(value, "uint")),
        },
        value => Err(failed(value, "uint")),
    }
}

fn to_string(arguments: &[Value], work: &mut Work) -> Outcome {
    let value = one(arguments)?;
    let text = text(value).ok_or_else(|| match value {
        Value::Bytes(_) => Stop::error("invalid UTF-8 in bytes, cannot convert to string"),
        value => failed(value, "string"),
    })?;
    work.make(text.len())?;
    Ok(Value::from(text))
}

/// `value` as text, if it can be converted.
pub(crate) fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::String(text) => text.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Double(value) => double_text(*value),
        Value::Bytes(bytes) => std::str::from_utf8(bytes).ok()?.to_owned(),
        Value::Timestamp(moment) => moment.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Ip(address) => address.to_string(),
        Value::Cidr(cidr) => cidr.to_string(),
        Value::Type(name) => name.to_string(),
        _ => return None,
    })
}
