//! Quantities of Kubernetes: `500m`, `128Mi`, `1.5`, `1e3`.
//!
//! The grammar of `resource.Quantity` in the API machinery, with its rules for what is out of
//! reach: values are rounded up to a billionth and capped at 2^63 - 1. Whether a quantity counts
//! bytes or cores is the caller's knowledge.

use std::fmt;

use super::{Part, SyntaxError};

const NANOS_PER_UNIT: i128 = 1_000_000_000;
const MAX_NANOS: i128 = i64::MAX as i128 * NANOS_PER_UNIT;
/// As many digits as fit into 128 bits, and as many as can be multiplied by 2^60 there.
const MAX_DIGITS: usize = 37;
const MAX_BINARY_DIGITS: usize = 20;

/// An amount, exact to a billionth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantity {
    nanos: i128,
}

/// What multiplies the number of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suffix {
    /// Powers of ten by name, `n` to `E`, or none.
    Decimal,
    /// Powers of 1024: `Ki` to `Ei`.
    Binary,
    /// Powers of ten in digits: `e3`.
    Exponent,
}

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuantityError {
    /// No number in front, or one with two points.
    InvalidNumber,
    /// A suffix that Kubernetes does not know: `MB`, `mb`, `K`.
    UnknownSuffix,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidNumber => "has no valid number in front",
            Self::UnknownSuffix => {
                "has an unknown suffix; known are n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi and Ei"
            }
        })
    }
}

/// Reads a quantity.
///
/// # Errors
///
/// What the API server refuses.
pub fn parse(text: &str) -> Result<Quantity, SyntaxError<QuantityError>> {
    parse_with_suffix(text).map(|(quantity, _, _)| quantity)
}

/// Reads a quantity, and tells what stands behind its number.
///
/// # Errors
///
/// What the API server refuses.
pub fn parse_with_suffix(
    text: &str,
) -> Result<(Quantity, Suffix, Part<'_>), SyntaxError<QuantityError>> {
    // The API machinery takes white space off both ends.
    let start = text.len() - text.trim_start().len();
    let whole = Part::whole(text).after(start).before(text.trim().len());
    let signed = usize::from(whole.text().starts_with(['+', '-']));
    let unsigned = whole.after(signed);
    let end = unsigned.text().find(|it: char| !it.is_ascii_digit() && it != '.');
    let end = end.unwrap_or(unsigned.text().len());
    let (number, suffix) = (unsigned.before(end), unsigned.after(end));
    let (integer, fraction) = number.text().split_once('.').unwrap_or((number.text(), ""));
    if (integer.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return Err(SyntaxError::new(QuantityError::InvalidNumber, number.range()));
    }
    let Some((kind, ten, two)) = read_suffix(suffix.text()) else {
        return Err(SyntaxError::new(QuantityError::UnknownSuffix, suffix.range()));
    };
    let nanos = nanos_of(integer, fraction, ten, two);
    let nanos = if whole.text().starts_with('-') { -nanos } else { nanos };
    Ok((Quantity { nanos }, kind, suffix))
}

/// The kind of a suffix with its powers of ten and of two.
fn read_suffix(suffix: &str) -> Option<(Suffix, i64, u32)> {
    let decimal = |power| Some((Suffix::Decimal, power, 0));
    let binary = |power| Some((Suffix::Binary, 0, power));
    match suffix {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(10),
        "Mi" => binary(20),
        "Gi" => binary(30),
        "Ti" => binary(40),
        "Pi" => binary(50),
        "Ei" => binary(60),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            Some((Suffix::Exponent, exponent.parse().ok()?, 0))
        }
    }
}

/// `integer.fraction` times `10^ten * 2^two`, in billionths, rounded up and capped.
fn nanos_of(integer: &str, fraction: &str, ten: i64, two: u32) -> i128 {
    let mut value = 0i128;
    let mut digits = 0usize;
    let max_digits = if two == 0 { MAX_DIGITS } else { MAX_BINARY_DIGITS };
    // The power of ten of the last digit that is in `value`, and whether one that matters is not.
    let mut power = ten.saturating_add(9);
    let mut cut_off = false;
    let is_fraction = |index: usize| index >= integer.len();
    for (index, digit) in integer.bytes().chain(fraction.bytes()).enumerate() {
        if digits >= max_digits {
            cut_off |= digit != b'0';
            power = power.saturating_add(i64::from(!is_fraction(index)));
            continue;
        }
        value = value * 10 + i128::from(digit - b'0');
        digits += usize::from(value != 0);
        power = power.saturating_sub(i64::from(is_fraction(index)));
    }
    if value == 0 {
        return i128::from(cut_off);
    }
    value <<= two;
    if power >= 0 {
        let scale = u32::try_from(power).ok().and_then(|it| 10i128.checked_pow(it));
        let scaled = scale.and_then(|it| value.checked_mul(it));
        return scaled
            .map_or(MAX_NANOS, |it| it.saturating_add(i128::from(cut_off)).min(MAX_NANOS));
    }
    let scale = u32::try_from(-power).ok().and_then(|it| 10i128.checked_pow(it));
    let Some(scale) = scale else { return 1 };
    let rounds_up = cut_off || value % scale != 0;
    (value / scale + i128::from(rounds_up)).min(MAX_NANOS)
}

/// The quantity that the author of `text` most likely meant: `512MB` and `512mb` are `512M`.
#[must_use]
pub fn meant_quantity(text: &str) -> Option<String> {
    let end = text.rfind(|it: char| it.is_ascii_digit() || it == '.')? + 1;
    let (number, suffix) = text.split_at(end);
    let suffix = match suffix.trim().to_ascii_lowercase().as_str() {
        "k" | "kb" => "k",
        "mb" => "M",
        "g" | "gb" => "G",
        "t" | "tb" => "T",
        "ki" | "kib" => "Ki",
        "mi" | "mib" => "Mi",
        "gi" | "gib" => "Gi",
        "ti" | "tib" => "Ti",
        "b" => "",
        _ => return None,
    };
    let meant = format!("{number}{suffix}");
    (meant != text && parse(&meant).is_ok()).then_some(meant)
}

impl Quantity {
    /// The amount in thousandths, rounded up, as the API server rounds.
    #[must_use]
    pub const fn milli(self) -> i128 {
        divide_up(self.nanos, NANOS_PER_UNIT / 1000)
    }

    /// The amount in whole units, rounded up, as the API server rounds.
    #[must_use]
    pub const fn units(self) -> i128 {
        divide_up(self.nanos, NANOS_PER_UNIT)
    }

    /// Whether it is no whole number of units: `512m` of memory is half a byte, and surely meant
    /// otherwise.
    #[must_use]
    pub const fn is_fractional(self) -> bool {
        self.nanos % NANOS_PER_UNIT != 0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.nanos == 0
    }

    /// Whether it is below zero, which no resource accepts.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.nanos < 0
    }
}

/// `value / by`, away from zero.
const fn divide_up(value: i128, by: i128) -> i128 {
    value / by + if value % by == 0 { 0 } else { value.signum() }
}

impl fmt::Display for Quantity {
    /// A form that reads back as the same amount: a whole number with the largest binary suffix,
    /// or a decimal fraction as `n`, `u` or `m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nanos, suffix) in [(1, "n"), (1_000, "u"), (1_000_000, "m")].iter().rev() {
            if self.is_fractional() && self.nanos % nanos == 0 {
                return write!(f, "{}{suffix}", self.nanos / nanos);
            }
        }
        let units = self.units();
        let suffixes = [(60, "Ei"), (50, "Pi"), (40, "Ti"), (30, "Gi"), (20, "Mi"), (10, "Ki")];
        for (shift, suffix) in suffixes {
            if units != 0 && units % (1 << shift) == 0 {
                return write!(f, "{}{suffix}", units >> shift);
            }
        }
        units.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{QuantityError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    fn of(text: &str) -> Quantity {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn different_spellings_are_one_amount() {
        let cases = [
            ("1", "1000m"),
            ("0.5", "500m"),
            (".5", "500m"),
            ("1.", "1"),
            ("+1", "1"),
            ("100u", "0.1m"),
            ("1k", "1000"),
            ("1e3", "1k"),
            ("1E3", "1k"),
            ("1E+3", "1k"),
            ("1e-3", "1m"),
            ("1E", "1000P"),
            ("1Ki", "1024"),
            ("1.5Gi", "1536Mi"),
            ("0.5Ki", "512"),
            ("128974848", "123Mi"),
            ("-1", "-1000m"),
            ("0", "0.000"),
            ("007", "7"),
            ("123456789012345678", "123456789012345678000m"),
            // Rounded up to a billionth, capped at 2^63 - 1.
            ("0.1n", "1n"),
            ("1e-100", "1n"),
            ("0.0000000000000000000000000001", "1n"),
            ("1.0000000000000000000000000001", "1000000001n"),
            ("1e100", "9223372036854775807"),
            ("100E", "9223372036854775807"),
            ("999999999999999999999999999999", "9223372036854775807"),
        ];
        for (left, right) in cases {
            assert_eq!(of(left), of(right), "{left} and {right}");
        }
    }

    #[test]
    fn amounts_are_compared_and_not_strings() {
        let ordered =
            ["-1", "0", "1n", "512m", "1", "1k", "1Ki", "1M", "1Mi", "64Mi", "0.5Gi", "1G", "1Gi"];
        for pair in ordered.windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_fraction_of_a_byte_is_noticed() {
        assert!(of("512m").is_fractional() && of("0.5").is_fractional());
        assert!(!of("512Mi").is_fractional() && !of("1000m").is_fractional());
        assert_eq!((of("250m").milli(), of("1.0001").milli(), of("512m").units()), (250, 1001, 1));
        let (_, kind, suffix) = parse_with_suffix("512m").unwrap();
        assert_eq!((kind, suffix.text(), suffix.range().to_usize()), (Suffix::Decimal, "m", 3..4));
    }

    #[test]
    fn what_the_api_server_refuses_is_an_error_at_the_part() {
        let cases = [
            ("", InvalidNumber, ""),
            ("Mi", InvalidNumber, ""),
            (".", InvalidNumber, "."),
            ("1.2.3", InvalidNumber, "1.2.3"),
            ("- 1", InvalidNumber, ""),
            ("512MB", UnknownSuffix, "MB"),
            ("512mb", UnknownSuffix, "mb"),
            ("1K", UnknownSuffix, "K"),
            ("1ki", UnknownSuffix, "ki"),
            ("1 Gi", UnknownSuffix, " Gi"),
            ("1e", UnknownSuffix, "e"),
            ("1e1.5", UnknownSuffix, "e1.5"),
            ("1,5", UnknownSuffix, ",5"),
            ("1é", UnknownSuffix, "é"),
        ];
        for (text, kind, blamed) in cases {
            let error = parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    #[test]
    fn white_space_around_it_does_not_count() {
        for text in [" 1Gi", "1Gi ", "\t1Gi\n"] {
            assert_eq!(parse(text), parse("1Gi"), "{text:?}");
        }
        let (_, _, suffix) = parse_with_suffix(" 1Gi ").unwrap();
        assert_eq!(suffix.range().slice(" 1Gi "), "Gi");
    }

    #[test]
    fn a_wrong_suffix_names_what_was_meant() {
        let cases = [
            ("512MB", Some("512M")),
            ("512mb", Some("512M")),
            ("1K", Some("1k")),
            ("1 Gi", Some("1Gi")),
            ("1gib", Some("1Gi")),
            ("512Mi", None),
            ("512m", None),
            ("x", None),
        ];
        for (text, expected) in cases {
            assert_eq!(meant_quantity(text).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(text in prop_oneof![any_text(), "[+-]?[0-9]{0,25}\\.?[0-9]{0,30}([numkMGTPE]|[KMGTPE]i|e-?[0-9]{1,3})?"]) {
            let _ = meant_quantity(&text);
            match parse(&text) {
                Ok(quantity) => prop_assert_eq!(of(&quantity.to_string()), quantity),
                Err(error) => assert_sliceable(&text, error.range),
            }
        }

        #[test]
        fn order_is_that_of_the_numbers(a in 0i64..1_000_000, b in 0i64..1_000_000) {
            let milli = |it: i64| of(&format!("{it}m"));
            prop_assert_eq!(milli(a).cmp(&milli(b)), a.cmp(&b));
        }
    }
}
