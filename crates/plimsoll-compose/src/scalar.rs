//! Plain scalars as the YAML reader of Docker Compose takes them.
//!
//! `go.yaml.in/yaml` reads the core schema of YAML 1.2 and keeps much of 1.1: `0644` is octal,
//! `1_000` and `0b101` are numbers, `2024-01-01` is a time; `yes` and `on` are texts where nobody
//! asks for a boolean (`resolve.go` there). What stands in quotes or in a block, and what a variable
//! has a part in, is a text.

use plimsoll_facts::value::{Bytes, Text, Value};
use plimsoll_yaml::{Resolved, ScalarStyle};

/// What a single value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Boolean(bool),
    /// A whole number.
    Whole(i128),
    /// Any other number.
    Float(f64),
    Text,
    /// A date or a time.
    Time,
}

/// What the single value `text` of `value` is.
pub(super) fn read(value: &Value, text: &Text) -> Scalar {
    match value.tag.as_deref() {
        Some("!!str" | "!!binary" | "!") => return Scalar::Text,
        Some("!!null") => return Scalar::Null,
        // A tag that the reader does not know makes a text of anything.
        Some(tag) if !tag.starts_with("!!") && !tag.starts_with("!<") => return Scalar::Text,
        _ => {}
    }
    if text.resolved == Resolved::Null {
        return Scalar::Null;
    }
    if text.style != ScalarStyle::Plain || !matches!(text.bytes, Bytes::From(_)) {
        return match (text.style, text.resolved) {
            // A tag of YAML's own can ask for a number.
            (_, Resolved::Int(number)) => Scalar::Whole(number),
            (_, Resolved::Bool(it)) => Scalar::Boolean(it),
            (_, Resolved::Float(number)) => Scalar::Float(number),
            _ => Scalar::Text,
        };
    }
    // With a variable in it, it is read as a text before the variable is replaced.
    if text.unknown.is_some() || text.value.contains('$') {
        return Scalar::Text;
    }
    plain(&text.value)
}

/// What the plain text `text` stands for.
pub(super) fn plain(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "true" | "True" | "TRUE" => return Scalar::Boolean(true),
        "false" | "False" | "FALSE" => return Scalar::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => return Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Scalar::Float(f64::INFINITY);
        }
        "-.inf" | "-.Inf" | "-.INF" => return Scalar::Float(f64::NEG_INFINITY),
        _ => {}
    }
    let first = text.as_bytes()[0];
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return Scalar::Text;
    }
    if is_time(text) {
        return Scalar::Time;
    }
    let digits: String = match first {
        // Only what begins with a digit or a sign can have separators.
        b'.' => text.to_owned(),
        _ => text.chars().filter(|it| *it != '_').collect(),
    };
    if let Some(number) = whole(&digits) {
        return Scalar::Whole(number);
    }
    match is_float(&digits).then(|| digits.parse::<f64>()) {
        Some(Ok(number)) if number.is_finite() => Scalar::Float(number),
        _ => Scalar::Text,
    }
}

/// A whole number: decimal, `0x`, `0o`, `0b`, or octal behind a zero.
fn whole(text: &str) -> Option<i128> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ if digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_alphanumeric()) {
        return None;
    }
    let number = i128::from_str_radix(digits, radix).ok()? * sign;
    let range = i128::from(i64::MIN)..=i128::from(u64::MAX);
    range.contains(&number).then_some(number)
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (number, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(a, b)| (a, Some(b)));
    let all_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let is_exponent = |it: &str| {
        let digits = it.strip_prefix(['+', '-']).unwrap_or(it);
        !digits.is_empty() && all_digits(digits)
    };
    let is_number = match number.split_once('.') {
        Some((whole, part)) => {
            all_digits(whole) && all_digits(part) && !(whole.is_empty() && part.is_empty())
        }
        None => !number.is_empty() && all_digits(number),
    };
    is_number && exponent.is_none_or(is_exponent)
}

/// `2024-01-01`, and with a time of day behind it.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes[..4].iter().all(u8::is_ascii_digit) || bytes[4] != b'-' {
        return false;
    }
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(text[at + 1..].trim_start())),
        None => (text, None),
    };
    let number = |text: &str, most: u32| {
        let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        is_short && text.parse::<u32>().is_ok_and(|it| it <= most)
    };
    let mut parts = date.splitn(3, '-').skip(1);
    let (Some(month), Some(day)) = (parts.next(), parts.next()) else { return false };
    if !number(month, 12) || !number(day, 31) {
        return false;
    }
    let [year, month, day] = [&text[..4], month, day].map(|it| it.parse::<u32>().unwrap_or(0));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        0 => 0,
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day == 0 || day > days {
        return false;
    }
    let Some(time) = time else { return true };
    let clock = time.split(['Z', 'z', '+', '.']).next().unwrap_or("");
    let clock = clock.split('-').next().unwrap_or("");
    let parts: Vec<&str> = clock.split(':').collect();
    matches!(parts.as_slice(), [h, m, s] if number(h, 23) && number(m, 59) && number(s, 59))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_read_as_go_yaml_reads_them() {
        let cases = [
            ("1.10", Scalar::Float(1.1)),
            ("010", Scalar::Whole(8)),
            ("0644", Scalar::Whole(420)),
            ("0x1F", Scalar::Whole(31)),
            ("0o17", Scalar::Whole(15)),
            ("0b101", Scalar::Whole(5)),
            ("1_000", Scalar::Whole(1000)),
            ("+5", Scalar::Whole(5)),
            ("-0", Scalar::Whole(0)),
            ("08080", Scalar::Float(8080.0)),
            (".5", Scalar::Float(0.5)),
            ("1e3", Scalar::Float(1000.0)),
            ("100000000000000000000", Scalar::Float(1e20)),
            ("True", Scalar::Boolean(true)),
            ("~", Scalar::Null),
            ("yes", Scalar::Text),
            ("12:30:45", Scalar::Text),
            ("2024-01-01", Scalar::Time),
            ("2024-1-2 10:00:00", Scalar::Time),
            ("2024-01-01T10:00:00+02:00", Scalar::Time),
            ("2024-13-01", Scalar::Text),
            ("2024-02-30", Scalar::Text),
            ("1.2.3", Scalar::Text),
            ("-", Scalar::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text}");
        }
        assert!(matches!(plain(".nan"), Scalar::Float(it) if it.is_nan()));
    }
}
