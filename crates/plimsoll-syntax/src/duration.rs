//! Durations of Compose: `1h5m30s`, `90s`, `1.5m`, `2w`.
//!
//! Go's notation with days and weeks on top (Compose specification, *Specifying durations*, and
//! the loader's parser). A number without a unit is refused, except zero.

use std::{fmt, time::Duration};

use super::{Part, SyntaxError};

/// Why a text is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DurationError {
    /// No text.
    Empty,
    /// A unit without a number, or a number that is not one.
    InvalidNumber,
    /// A number without a unit.
    MissingUnit,
    /// A unit other than ns, us, ms, s, m, h, d and w.
    UnknownUnit,
    /// Below zero.
    Negative,
    /// More than 292 years.
    TooLong,
}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::InvalidNumber => "has an invalid number",
            Self::MissingUnit => "has a number without a unit",
            Self::UnknownUnit => "has an unknown unit; known are us, ms, s, m, h, d and w",
            Self::Negative => "is negative",
            Self::TooLong => "is longer than 292 years",
        })
    }
}

/// Reads a duration.
///
/// # Errors
///
/// The first part that Compose refuses.
pub fn parse(text: &str) -> Result<Duration, SyntaxError<DurationError>> {
    let whole = Part::whole(text);
    let fail = |kind, part: Part<'_>| Err(SyntaxError::new(kind, part.range()));
    let signed = usize::from(text.starts_with(['+', '-']));
    let mut rest = whole.after(signed);
    if rest.is_empty() {
        return fail(DurationError::Empty, whole);
    }
    if rest.text() == "0" {
        return Ok(Duration::ZERO);
    }
    let mut nanoseconds = 0u64;
    while !rest.is_empty() {
        let number_end = rest.text().find(|it: char| !it.is_ascii_digit() && it != '.');
        let Some(number_end) = number_end else { return fail(DurationError::MissingUnit, rest) };
        let number = rest.before(number_end);
        let tail = rest.after(number_end);
        let unit_end = tail.text().find(|it: char| it.is_ascii_digit() || it == '.');
        let unit_end = unit_end.unwrap_or(tail.text().len());
        let unit = tail.before(unit_end);
        let Some(factor) = unit_in_nanoseconds(unit.text()) else {
            return fail(DurationError::UnknownUnit, unit);
        };
        let Some((integer, fraction)) = digits_of(number.text()) else {
            return fail(DurationError::InvalidNumber, number);
        };
        let sum = scaled(integer, fraction, factor).and_then(|it| nanoseconds.checked_add(it));
        match sum.filter(|it| i64::try_from(*it).is_ok()) {
            Some(sum) => nanoseconds = sum,
            None => return fail(DurationError::TooLong, number),
        }
        rest = tail.after(unit_end);
    }
    if text.starts_with('-') && nanoseconds > 0 {
        return fail(DurationError::Negative, whole);
    }
    Ok(Duration::from_nanos(nanoseconds))
}

const fn unit_in_nanoseconds(unit: &str) -> Option<u64> {
    Some(match unit.as_bytes() {
        b"ns" => 1,
        // `us`, and the micro sign and the Greek letter, as UTF-8.
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => 1_000,
        b"ms" => 1_000_000,
        b"s" => 1_000_000_000,
        b"m" => 60_000_000_000,
        b"h" => 3_600_000_000_000,
        b"d" => 86_400_000_000_000,
        b"w" => 604_800_000_000_000,
        _ => return None,
    })
}

/// The digits before and behind the point; `None` without any, or with two points.
fn digits_of(number: &str) -> Option<(&str, &str)> {
    let (integer, fraction) = number.split_once('.').unwrap_or((number, ""));
    let has_digits = !integer.is_empty() || !fraction.is_empty();
    let valid = has_digits && !fraction.contains('.');
    valid.then_some((integer, fraction))
}

/// The number times `factor`, below a nanosecond cut off; `None` when it does not fit.
fn scaled(integer: &str, fraction: &str, factor: u64) -> Option<u64> {
    let whole = if integer.is_empty() { 0 } else { integer.parse::<u64>().ok()? };
    let mut total = whole.checked_mul(factor)?;
    // 18 digits are finer than a nanosecond of a week.
    let digits = fraction.get(..18).unwrap_or(fraction);
    let mut value = 0u128;
    let mut scale = 1u128;
    for digit in digits.bytes() {
        value = value * 10 + u128::from(digit - b'0');
        scale *= 10;
    }
    total = total.checked_add(u64::try_from(value * u128::from(factor) / scale).ok()?)?;
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::{DurationError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn durations_add_up() {
        let cases = [
            ("0", 0),
            ("0s", 0),
            ("-0s", 0),
            ("10ns", 10),
            ("1us", 1_000),
            ("1µs", 1_000),
            ("1μs", 1_000),
            ("500ms", 500_000_000),
            ("90s", 90_000_000_000),
            ("+1m", 60_000_000_000),
            ("1.5m", 90_000_000_000),
            (".5s", 500_000_000),
            ("1.s", 1_000_000_000),
            ("1h5m30s20ms", 3_930_020_000_000),
            ("2h32m", 9_120_000_000_000),
            ("1d", 86_400_000_000_000),
            ("2w", 1_209_600_000_000_000),
            ("1s1s", 2_000_000_000),
            ("0.3333333333333333333333333s", 333_333_333),
        ];
        for (text, nanoseconds) in cases {
            assert_eq!(parse(text), Ok(Duration::from_nanos(nanoseconds)), "{text}");
        }
    }

    #[test]
    fn what_compose_refuses_is_an_error_at_the_part() {
        let cases = [
            ("", Empty, ""),
            ("-", Empty, "-"),
            ("30", MissingUnit, "30"),
            ("1m30", MissingUnit, "30"),
            ("s", InvalidNumber, ""),
            (".s", InvalidNumber, "."),
            ("1.2.3s", InvalidNumber, "1.2.3"),
            ("30 s", UnknownUnit, " s"),
            ("30sec", UnknownUnit, "sec"),
            ("30S", UnknownUnit, "S"),
            ("1y", UnknownUnit, "y"),
            ("30s ", UnknownUnit, "s "),
            ("${T}", UnknownUnit, "${T}"),
            ("-5s", Negative, "-5s"),
            ("16000w", TooLong, "16000"),
            ("99999999999999999999s", TooLong, "99999999999999999999"),
        ];
        for (text, kind, blamed) in cases {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn errors_are_on_character_boundaries(text in prop_oneof![any_text(), "([0-9.]{0,3}[umshdwn]{0,2}){0,3}"]) {
            if let Err(error) = parse(&text) {
                assert_sliceable(&text, error.range);
            }
        }

        #[test]
        fn milliseconds_read_back(milliseconds in 0u64..1_000_000_000_000) {
            prop_assert_eq!(parse(&format!("{milliseconds}ms")), Ok(Duration::from_millis(milliseconds)));
        }
    }
}
