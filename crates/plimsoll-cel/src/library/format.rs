//! `format`: text with places for values, as the extension of strings in version 2 fills them with
//! the locale `en_US`.

use super::convert::text;
use crate::{
    eval::{Stop, Work},
    value::{Key, Value},
};

/// A place in a pattern.
struct Clause {
    verb: char,
    precision: Option<usize>,
}

/// `pattern` with `values` in its places.
pub(super) fn format_text(
    pattern: &str,
    values: &[Value],
    work: &mut Work,
) -> Result<String, Stop> {
    fill(pattern, values, work, None)
}

/// `pattern` with `values` in its places. To check it only, with the place for the number of the
/// value that is wrong; then those that are unknown are left out.
fn fill(
    pattern: &str,
    values: &[Value],
    work: &mut Work,
    mut checked: Option<&mut Option<usize>>,
) -> Result<String, Stop> {
    let mut written = String::new();
    let mut rest = pattern;
    let mut used = 0;
    while let Some(at) = rest.find('%') {
        written.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if let Some(tail) = after.strip_prefix('%') {
            written.push('%');
            rest = tail;
            continue;
        }
        let (clause, tail) = clause(after)?;
        let value =
            values.get(used).ok_or_else(|| Stop::error(format!("index {used} out of range")))?;
        used += 1;
        match filled(&clause, value, work) {
            Ok(text) => written.push_str(&text),
            Err(Stop::Unknown(_)) if checked.is_some() => {}
            Err(stop) => {
                if let Some(refused) = &mut checked {
                    **refused = Some(used - 1);
                }
                return Err(stop);
            }
        }
        rest = tail;
    }
    written.push_str(rest);
    work.make(written.len())?;
    if used < values.len() {
        let given = values.len();
        let message =
            format!("too many arguments supplied to string.format (expected {used}, got {given})");
        return Err(Stop::error(message));
    }
    Ok(written)
}

/// Whether `pattern` takes `values`, of which the unknown ones fit everywhere.
///
/// # Errors
///
/// What is wrong, and with which of the values if it is one of them.
pub(crate) fn check_format(pattern: &str, values: &[Value]) -> Result<(), (Option<usize>, String)> {
    let mut refused = None;
    match fill(pattern, values, &mut Work::new(u64::MAX), Some(&mut refused)) {
        Err(Stop::Error(error)) => Err((refused, error.message)),
        _ => Ok(()),
    }
}

/// The clause behind a percent sign, and what follows on it.
fn clause(text: &str) -> Result<(Clause, &str), Stop> {
    let malformed = |what: &str| Stop::error(format!("could not parse formatting clause: {what}"));
    let (precision, rest) = match text.strip_prefix('.') {
        Some(rest) => {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, rest) = rest.split_at(length);
            let precision: usize =
                digits.parse().map_err(|_| malformed("error while parsing precision"))?;
            // No double has so many digits, and the server writes no more than that either.
            (Some(precision.min(1100)), rest)
        }
        None => (None, text),
    };
    let Some(verb) = rest.chars().next() else {
        return Err(Stop::error("unexpected end of string"));
    };
    if !"sdfebxXo".contains(verb) {
        return Err(malformed(&format!("unrecognized formatting clause {:?}", verb.to_string())));
    }
    Ok((Clause { verb, precision }, &rest[verb.len_utf8()..]))
}

fn filled(clause: &Clause, value: &Value, work: &mut Work) -> Result<String, Stop> {
    if let Value::Unknown(missing) = value {
        return Err(Stop::Unknown(missing.clone()));
    }
    let refused = |what: &str, kinds: &str| {
        let given = value.type_name();
        Stop::error(format!(
            "error during formatting: {what} clause can only be used on {kinds}, was given {given}"
        ))
    };
    let precision = clause.precision.unwrap_or(6);
    match (clause.verb, value) {
        ('s', value) => shown(value, work)?.ok_or_else(|| {
            refused("string", "strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps")
        }),
        ('d', Value::Int(value)) => Ok(value.to_string()),
        ('d', Value::Uint(value)) => Ok(value.to_string()),
        ('d', _) => Err(refused("decimal", "integers")),
        ('f', value) => match double(value) {
            Some(value) => Ok(fixed(value, precision)),
            None => Err(refused("fixed-point", "doubles")),
        },
        ('e', value) => match double(value) {
            Some(value) => Ok(scientific(value)),
            None => Err(refused("scientific", "doubles")),
        },
        ('b', Value::Bool(value)) => Ok(u8::from(*value).to_string()),
        ('b' | 'o' | 'x' | 'X', Value::Int(value)) => {
            let sign = if *value < 0 { "-" } else { "" };
            Ok(format!("{sign}{}", in_base(clause.verb, value.unsigned_abs())))
        }
        ('b' | 'o' | 'x' | 'X', Value::Uint(value)) => Ok(in_base(clause.verb, *value)),
        ('x' | 'X', Value::String(text)) => Ok(hex(text.as_bytes(), clause.verb)),
        ('x' | 'X', Value::Bytes(bytes)) => Ok(hex(bytes, clause.verb)),
        ('b', _) => Err(refused("binary", "integers and bools")),
        ('o', _) => Err(refused("octal", "integers")),
        _ => Err(refused("hex", "integers, byte buffers, and strings")),
    }
}

fn in_base(verb: char, value: u64) -> String {
    match verb {
        'b' => format!("{value:b}"),
        'o' => format!("{value:o}"),
        'X' => format!("{value:X}"),
        _ => format!("{value:x}"),
    }
}

fn hex(bytes: &[u8], verb: char) -> String {
    bytes
        .iter()
        .map(|byte| if verb == 'X' { format!("{byte:02X}") } else { format!("{byte:02x}") })
        .collect()
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Double(value) => Some(*value),
        Value::String(text) => match &**text {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}

fn special(value: f64) -> Option<String> {
    if value.is_nan() {
        return Some("NaN".to_owned());
    }
    value.is_infinite().then(|| if value > 0.0 { "∞" } else { "-∞" }.to_owned())
}

/// `1234.5` as `1,234.500000`.
fn fixed(value: f64, precision: usize) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let value = if value == 0.0 { 0.0 } else { value };
    let text = format!("{value:.precision$}");
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// `1234.5` as `1.234500×10⁰³`. The server takes a precision for a width, so there are always six
/// digits.
fn scientific(value: f64) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let text = format!("{value:.6e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { "⁻" } else { "" };
    let raised: String = format!("{:02}", exponent.unsigned_abs()).chars().map(raised).collect();
    format!("{digits}×10{sign}{raised}")
}

fn raised(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    }
}

/// `value` as `%s` shows it; `None` if it does not.
fn shown(value: &Value, work: &mut Work) -> Result<Option<String>, Stop> {
    Ok(match value {
        Value::Null => Some("null".to_owned()),
        Value::List(_) | Value::Map(_) => Some(nested(value, work)?),
        Value::Ip(_) | Value::Cidr(_) => None,
        value => text(value),
    })
}

/// `value` inside a list or a map, as an expression would write it.
fn nested(value: &Value, work: &mut Work) -> Result<String, Stop> {
    work.make(8)?;
    Ok(match value {
        Value::Unknown(missing) => return Err(Stop::Unknown(missing.clone())),
        Value::List(list) => {
            let items: Result<Vec<String>, Stop> =
                list.items.iter().map(|item| nested(item, work)).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Map(map) => {
            let mut entries = Vec::with_capacity(map.len());
            for (key, value) in map.iter() {
                let key = match key {
                    Key::String(text) => quoted(text),
                    key => text(&key.to_value()).unwrap_or_default(),
                };
                entries.push((key, nested(value, work)?));
            }
            entries.sort_by(|left, right| left.0.cmp(&right.0));
            let entries: Vec<String> =
                entries.into_iter().map(|(key, value)| format!("{key}:{value}")).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Null => "null".to_owned(),
        Value::String(text) => quoted(text),
        Value::Bytes(bytes) => format!("b{}", quoted(&String::from_utf8_lossy(bytes))),
        Value::Timestamp(moment) => format!("timestamp(\"{moment}\")"),
        Value::Duration(length) => format!("duration(\"{length}\")"),
        Value::Double(value) if value.is_finite() => format!("{value:.6}"),
        Value::Double(value) => quoted(if value.is_nan() {
            "NaN"
        } else if *value > 0.0 {
            "+Inf"
        } else {
            "-Inf"
        }),
        Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::Type(_) => {
            text(value).unwrap_or_default()
        }
        other => {
            return Err(Stop::error(format!("no formatting function for {}", other.type_name())));
        }
    })
}

/// `text` in quotes as Go writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\x07' => quoted.push_str("\\a"),
            '\x08' => quoted.push_str("\\b"),
            '\x0c' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x0b' => quoted.push_str("\\v"),
            control if control.is_ascii_control() => {
                quoted.push_str(&format!("\\x{:02x}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
