//! What a scalar's text means to a reader of YAML 1.2 or 1.1.
//!
//! Facts: YAML 1.2.2 section 10.3 (core schema); <https://yaml.org/type/> for bool, int, float and
//! timestamp of YAML 1.1; the resolvers of go-yaml v2 and v3 and of PyYAML where they differ from
//! it.

use crate::tree::{Kind, NodeId, Scalar, ScalarStyle, Tree};

/// What a scalar stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved {
    /// `null`, `~` or nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// Any other number; also a whole one that an `i128` does not hold.
    Float(f64),
    /// Text.
    Str,
}

/// The rules by which a plain scalar is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Schema {
    /// The core schema of YAML 1.2.
    Core12,
    /// YAML 1.1 at its widest, as go-yaml and PyYAML between them read it: `yes`, `on` and `y` are
    /// truth values, `0644` is octal, `1_000` and `22:22` are numbers.
    Yaml11,
}

/// Why readers of YAML 1.1 and 1.2 take the same plain text for different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Trap {
    /// `yes`, `off`, `y`: a truth value in 1.1, text in 1.2.
    Bool,
    /// `0644`: 420 in 1.1, 644 in 1.2; `0o644`: text in 1.1, 420 in 1.2.
    Octal,
    /// `0b101`: 5 in 1.1, text in 1.2.
    Binary,
    /// `22:22`: 1342 in 1.1, text in 1.2.
    Sexagesimal,
    /// `1_000`: 1000 in 1.1, text in 1.2.
    Underscore,
    /// `1e3`: text in 1.1, where an exponent needs a point and a sign; 1000 in 1.2.
    Exponent,
    /// `2026-01-31`: a date in 1.1, text in 1.2.
    Date,
}

impl Scalar<'_> {
    /// What the text stands for; quoted and block scalars are text.
    #[must_use]
    pub fn resolve(&self, schema: Schema) -> Resolved {
        match self.style {
            ScalarStyle::Plain => resolve_text(self.value, schema),
            _ => Resolved::Str,
        }
    }

    /// Why readers of YAML 1.1 and 1.2 disagree on the text; `None` where they agree.
    #[must_use]
    pub fn trap(&self) -> Option<Trap> {
        if self.style != ScalarStyle::Plain {
            return None;
        }
        let text = self.value;
        if bool_11(text).is_some() && bool_12(text).is_none() {
            return Some(Trap::Bool);
        }
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return None;
        }
        if is_date(text) {
            return Some(Trap::Date);
        }
        if sexagesimal(text).is_some() {
            return Some(Trap::Sexagesimal);
        }
        if unsigned.starts_with("0b") && int_11(text).is_some() {
            return Some(Trap::Binary);
        }
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
        let octal = unsigned.len() > 1 && unsigned.starts_with('0') && digits(unsigned);
        if octal || (text.starts_with("0o") && int_12(text).is_some()) {
            return Some(Trap::Octal);
        }
        let number_11 = int_11(text).is_some() || float_11(text).is_some();
        if text.contains('_') && number_11 {
            return Some(Trap::Underscore);
        }
        let exponent = text.contains(['e', 'E']) && !unsigned.starts_with("0x");
        let old_exponent = text.contains('.')
            && (text.contains("e+")
                || text.contains("e-")
                || text.contains("E+")
                || text.contains("E-"));
        if exponent && !old_exponent && float_12(text).is_some() {
            return Some(Trap::Exponent);
        }
        None
    }
}

impl Tree {
    /// What the scalar that `id` is or stands for means, with its tag honoured: `!!str 1` is text
    /// and `!!int "1"` a number. Tags outside YAML's own change nothing. Text for a collection.
    #[must_use]
    pub fn resolved(&self, id: NodeId, schema: Schema) -> Resolved {
        let id = self.resolve(id);
        let Kind::Scalar(scalar) = self.node(id).kind else { return Resolved::Str };
        let Some(tag) = self.tag(id) else { return scalar.resolve(schema) };
        let name = tag
            .text
            .strip_prefix("!!")
            .or_else(|| tag.text.strip_prefix("!<tag:yaml.org,2002:")?.strip_suffix('>'));
        let read = resolve_text(scalar.value, schema);
        match name {
            Some("str") => Resolved::Str,
            None if &*tag.text == "!" => Resolved::Str,
            Some("null") => Resolved::Null,
            Some("float") => match read {
                #[expect(clippy::cast_precision_loss, reason = "a float is asked for")]
                Resolved::Int(int) => Resolved::Float(int as f64),
                other => other,
            },
            Some("int" | "bool") => read,
            _ => scalar.resolve(schema),
        }
    }
}

fn resolve_text(text: &str, schema: Schema) -> Resolved {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Resolved::Null;
    }
    // Text that no number or truth value begins with is most of a file.
    let first = text.as_bytes()[0];
    let could_be_number = first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.');
    if !could_be_number {
        let read = match schema {
            Schema::Core12 => bool_12(text),
            Schema::Yaml11 => bool_11(text),
        };
        return read.map_or(Resolved::Str, Resolved::Bool);
    }
    let (int, float) = match schema {
        Schema::Core12 => (int_12(text), float_12 as fn(&str) -> Option<f64>),
        Schema::Yaml11 => {
            (int_11(text).or_else(|| sexagesimal(text)), float_11 as fn(&str) -> Option<f64>)
        }
    };
    match int {
        Some(int) => Resolved::Int(int),
        None => float(text).map_or(Resolved::Str, Resolved::Float),
    }
}

fn bool_12(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn bool_11(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => bool_12(text),
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits of a radix and nothing else; no sign, as `from_str_radix` would take one.
fn digits(text: &str, radix: u32) -> Option<i128> {
    if !text.starts_with(|c: char| c.is_digit(radix)) {
        return None;
    }
    i128::from_str_radix(text, radix).ok()
}

fn int_12(text: &str) -> Option<i128> {
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    let (negative, unsigned) = sign(text);
    let magnitude = digits(unsigned, 10)?;
    Some(if negative { -magnitude } else { magnitude })
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn int_11(text: &str) -> Option<i128> {
    let (negative, unsigned) = sign(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain: String = unsigned.chars().filter(|c| *c != '_').collect();
    let magnitude = if let Some(rest) = plain.strip_prefix("0b") {
        digits(rest, 2)
    } else if let Some(rest) = plain.strip_prefix("0o") {
        digits(rest, 8)
    } else if let Some(rest) = plain.strip_prefix("0x") {
        digits(rest, 16)
    } else if plain.len() > 1 && plain.starts_with('0') {
        digits(&plain, 8)
    } else {
        digits(&plain, 10)
    }?;
    Some(if negative { -magnitude } else { magnitude })
}

/// Numbers to the base 60: `190:20:30`.
fn sexagesimal(text: &str) -> Option<i128> {
    let (negative, unsigned) = sign(text);
    if !unsigned.contains(':') || !unsigned.starts_with(|c: char| matches!(c, '1'..='9')) {
        return None;
    }
    let mut parts = unsigned.split(':');
    let first: String = parts.next()?.chars().filter(|c| *c != '_').collect();
    let mut value = digits(&first, 10).filter(|_| all_digits(&first))?;
    for part in parts {
        let below_sixty =
            all_digits(part) && (part.len() == 1 || (part.len() == 2 && part.as_bytes()[0] < b'6'));
        if !below_sixty {
            return None;
        }
        value = value.checked_mul(60)?.checked_add(digits(part, 10)?)?;
    }
    Some(if negative { -value } else { value })
}

fn float_12(text: &str) -> Option<f64> {
    let (negative, unsigned) = sign(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY });
        }
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let well_formed = |part: &str| part.is_empty() || all_digits(part);
    let exponent_ok = exponent.is_none_or(|exponent| all_digits(sign(exponent).1));
    if !well_formed(whole) || !well_formed(fraction) || !exponent_ok {
        return None;
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let magnitude: f64 = unsigned.parse().ok()?;
    Some(if negative { -magnitude } else { magnitude })
}

fn float_11(text: &str) -> Option<f64> {
    if !text.contains('_') {
        return float_12(text);
    }
    if text.starts_with('_') {
        return None;
    }
    float_12(&text.replace('_', ""))
}

/// `YYYY-MM-DD`, with or without a time.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (year, rest) = text.split_at_checked(4).unwrap_or_default();
    if !all_digits(year) || !rest.starts_with('-') {
        return false;
    }
    let date_end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let mut parts = text[..date_end].split('-').skip(1);
    let part = |part: Option<&str>| part.is_some_and(|it| all_digits(it) && it.len() <= 2);
    let is_day = part(parts.next()) && part(parts.next()) && parts.next().is_none();
    let time = text.get(date_end + 1..).unwrap_or_default().trim_start();
    is_day
        && if date_end == bytes.len() {
            text.len() == 10
        } else {
            time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':')
        }
}
