//! Parts of moments and lengths of time.

use super::{
    Overload,
    Sig::{self, Duration as Length, Int, String as Text, Timestamp as Moment},
    member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    value::{TimeParts, Value},
};

const IN_UTC: &[Sig] = &[Moment];
const IN_ZONE: &[Sig] = &[Moment, Text];

macro_rules! part {
    ($call:ident, $part:ident $(+ $more:literal)?) => {
        fn $call(arguments: &[Value], _: &mut Work) -> Outcome {
            parts(arguments).map(|parts| Value::Int(parts.$part $(+ $more)?))
        }
    };
}

part!(full_year, year);
part!(month, month + -1);
part!(date, day);
part!(day_of_month, day + -1);
part!(day_of_week, day_of_week);
part!(day_of_year, day_of_year);
part!(hours, hour);
part!(minutes, minute);
part!(seconds, second);

pub(super) const OVERLOADS: &[Overload] = &[
    member("getFullYear", IN_UTC, Int, full_year),
    member("getFullYear", IN_ZONE, Int, full_year),
    member("getMonth", IN_UTC, Int, month),
    member("getMonth", IN_ZONE, Int, month),
    member("getDate", IN_UTC, Int, date),
    member("getDate", IN_ZONE, Int, date),
    member("getDayOfMonth", IN_UTC, Int, day_of_month),
    member("getDayOfMonth", IN_ZONE, Int, day_of_month),
    member("getDayOfWeek", IN_UTC, Int, day_of_week),
    member("getDayOfWeek", IN_ZONE, Int, day_of_week),
    member("getDayOfYear", IN_UTC, Int, day_of_year),
    member("getDayOfYear", IN_ZONE, Int, day_of_year),
    member("getHours", IN_UTC, Int, hours),
    member("getHours", IN_ZONE, Int, hours),
    member("getHours", &[Length], Int, length_in_hours),
    member("getMinutes", IN_UTC, Int, minutes),
    member("getMinutes", IN_ZONE, Int, minutes),
    member("getMinutes", &[Length], Int, length_in_minutes),
    member("getSeconds", IN_UTC, Int, seconds),
    member("getSeconds", IN_ZONE, Int, seconds),
    member("getSeconds", &[Length], Int, length_in_seconds),
    member("getMilliseconds", IN_UTC, Int, milliseconds),
    member("getMilliseconds", IN_ZONE, Int, milliseconds),
    member("getMilliseconds", &[Length], Int, length_in_milliseconds),
];

fn parts(arguments: &[Value]) -> Result<TimeParts, Stop> {
    match arguments {
        [Value::Timestamp(moment)] => Ok(moment.parts(0)),
        [Value::Timestamp(moment), Value::String(zone)] => Ok(moment.parts(offset(zone)?)),
        _ => Err(Stop::no_overload()),
    }
}

/// Seconds before UTC: `UTC`, or an offset such as `+02:30`. The zones of the world are in a
/// database that is not part of this program.
fn offset(zone: &str) -> Result<i64, Stop> {
    if matches!(zone, "" | "UTC") {
        return Ok(0);
    }
    let Some((hours, minutes)) = zone.split_once(':') else {
        return Err(Stop::unknown(format!("the time zone `{zone}`")));
    };
    let failed = || Stop::error(format!("invalid time zone {zone:?}"));
    let (hours, minutes): (i64, i64) = match (hours.parse(), minutes.parse()) {
        (Ok(hours @ -24..=24), Ok(minutes @ 0..=59)) => (hours, minutes),
        _ => return Err(failed()),
    };
    Ok(if zone.starts_with('-') {
        hours * 3600 - minutes * 60
    } else {
        hours * 3600 + minutes * 60
    })
}

fn milliseconds(arguments: &[Value], _: &mut Work) -> Outcome {
    parts(arguments).map(|parts| Value::Int(parts.nanosecond / 1_000_000))
}

fn length(arguments: &[Value], unit: i64) -> Outcome {
    match arguments {
        [Value::Duration(length)] => Ok(Value::Int(length.0 / unit)),
        _ => Err(Stop::no_overload()),
    }
}

fn length_in_hours(arguments: &[Value], _: &mut Work) -> Outcome {
    length(arguments, 3_600_000_000_000)
}

fn length_in_minutes(arguments: &[Value], _: &mut Work) -> Outcome {
    length(arguments, 60_000_000_000)
}

fn length_in_seconds(arguments: &[Value], _: &mut Work) -> Outcome {
    length(arguments, 1_000_000_000)
}

/// The whole length in milliseconds, since Kubernetes counts it so and not its remainder.
fn length_in_milliseconds(arguments: &[Value], _: &mut Work) -> Outcome {
    length(arguments, 1_000_000)
}
