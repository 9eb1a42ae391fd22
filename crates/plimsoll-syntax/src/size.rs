//! Sizes in bytes, as Compose writes them: `512m`, `1.5 GB`, `1073741824`, `-1`.
//!
//! All units are powers of 1024, whatever their spelling (Compose specification, *Specifying byte
//! values*; Docker's `RAMInBytes`). Kubernetes quantities are another language:
//! [`quantity`](super::quantity).

use std::fmt;

use super::{Part, SyntaxError};

/// A size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// A number of bytes; zero means no limit wherever the size is one.
    Bytes(u64),
    /// `-1`: no limit.
    Unlimited,
}

/// Why a text is no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SizeError {
    /// No number in front.
    MissingNumber,
    /// Below zero, and not -1.
    Negative,
    /// A unit other than b, k, m, g, t and p, with or without b or ib.
    UnknownUnit,
    /// More bytes than a signed 64-bit number holds.
    TooLarge,
}

impl fmt::Display for SizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingNumber => "has no valid number in front",
            Self::Negative => "is negative",
            Self::UnknownUnit => "has an unknown unit; known are b, k, m, g, t and p",
            Self::TooLarge => "is larger than 8 EiB",
        })
    }
}

impl Size {
    /// Reads a size.
    ///
    /// # Errors
    ///
    /// What Compose refuses.
    pub fn parse(text: &str) -> Result<Self, SyntaxError<SizeError>> {
        let whole = Part::whole(text);
        let fail = |kind, part: Part<'_>| Err(SyntaxError::new(kind, part.range()));
        let is_integer =
            |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if let Some(digits) = text.strip_prefix('-').filter(|it| is_integer(it)) {
            return match digits.trim_start_matches('0') {
                "" => Ok(Self::Bytes(0)),
                "1" => Ok(Self::Unlimited),
                _ => fail(SizeError::Negative, whole),
            };
        }
        // The unit starts behind the last digit or point, after at most one space.
        let Some(end) = text.rfind(|it: char| it.is_ascii_digit() || it == '.') else {
            return fail(SizeError::MissingNumber, whole);
        };
        let number = whole.before(end + 1);
        let rest = whole.after(end + 1);
        let unit = if rest.text().starts_with(' ') { rest.after(1) } else { rest };
        let Some(shift) = shift_of(unit.text()) else { return fail(SizeError::UnknownUnit, unit) };
        let bytes = if is_integer(number.text()) {
            let value = number.text().parse::<u64>().ok();
            value.and_then(|it| it.checked_mul(1 << shift)).filter(|it| i64::try_from(*it).is_ok())
        } else {
            match decimal(number.text()) {
                Some(value) if value < 0.0 => return fail(SizeError::Negative, number),
                Some(value) => to_bytes(value, shift),
                None => return fail(SizeError::MissingNumber, number),
            }
        };
        bytes.map(Self::Bytes).ok_or(SyntaxError::new(SizeError::TooLarge, whole.range()))
    }

    /// The number of bytes; `None` without a limit, which zero means too.
    #[must_use]
    pub const fn limit(self) -> Option<u64> {
        match self {
            Self::Bytes(0) | Self::Unlimited => None,
            Self::Bytes(bytes) => Some(bytes),
        }
    }
}

/// The power of two that `unit` stands for.
fn shift_of(unit: &str) -> Option<u32> {
    let unit = unit.to_ascii_lowercase();
    let (power, rest) = match unit.as_bytes() {
        [] | [b'b'] => return Some(0),
        [b'k', rest @ ..] => (10, rest),
        [b'm', rest @ ..] => (20, rest),
        [b'g', rest @ ..] => (30, rest),
        [b't', rest @ ..] => (40, rest),
        [b'p', rest @ ..] => (50, rest),
        _ => return None,
    };
    matches!(rest, b"" | b"b" | b"ib").then_some(power)
}

fn decimal(text: &str) -> Option<f64> {
    let is_decimal = |it: u8| it.is_ascii_digit() || matches!(it, b'.' | b'e' | b'E' | b'+' | b'-');
    text.bytes().all(is_decimal).then(|| text.parse().ok())?
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "truncation is what the engine does, and the range is checked"
)]
fn to_bytes(value: f64, shift: u32) -> Option<u64> {
    let bytes = value * (1u64 << shift) as f64;
    (bytes < i64::MAX as f64).then_some(bytes as u64)
}

/// The size that the author of `text` most likely meant: `512Mi` is `512m`.
#[must_use]
pub fn meant_size(text: &str) -> Option<String> {
    let number = text.strip_suffix('i').filter(|it| Size::parse(it).is_ok())?;
    number.ends_with(|it: char| it.is_ascii_alphabetic()).then(|| number.to_ascii_lowercase())
}

impl fmt::Display for Size {
    /// The shortest whole number with a unit that Compose reads: `512m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Bytes(bytes) = *self else { return f.write_str("-1") };
        let units = [(50, "p"), (40, "t"), (30, "g"), (20, "m"), (10, "k")];
        let fits = |shift: u32| bytes != 0 && bytes.trailing_zeros() >= shift;
        match units.iter().find(|(shift, _)| fits(*shift)) {
            Some((shift, unit)) => write!(f, "{}{unit}", bytes >> shift),
            None => bytes.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Size::*, SizeError::*, *};
    use crate::testing::{any_text, assert_sliceable};
    use proptest::prelude::*;

    #[test]
    fn sizes_are_what_the_engine_makes_of_them() {
        let cases = [
            ("0", Bytes(0)),
            ("1024", Bytes(1024)),
            ("64b", Bytes(64)),
            ("1k", Bytes(1024)),
            ("1kb", Bytes(1024)),
            ("1KiB", Bytes(1024)),
            ("512m", Bytes(512 << 20)),
            ("512M", Bytes(512 << 20)),
            ("512 MB", Bytes(512 << 20)),
            ("1.5g", Bytes(3 << 29)),
            ("0.5gb", Bytes(1 << 29)),
            (".5g", Bytes(1 << 29)),
            ("5.", Bytes(5)),
            ("1.9", Bytes(1)),
            ("1e3", Bytes(1000)),
            ("2t", Bytes(2 << 40)),
            ("1p", Bytes(1 << 50)),
            ("+5m", Bytes(5 << 20)),
            ("5 ", Bytes(5)),
            ("-1", Unlimited),
            ("-0", Bytes(0)),
            ("9223372036854775807", Bytes(9_223_372_036_854_775_807)),
        ];
        for (text, expected) in cases {
            assert_eq!(Size::parse(text), Ok(expected), "{text}");
        }
        assert_eq!(Bytes(0).limit(), None);
        assert_eq!(Unlimited.limit(), None);
        assert_eq!(Bytes(1).limit(), Some(1));
    }

    #[test]
    fn what_the_engine_refuses_is_an_error_at_the_part() {
        let cases = [
            ("", MissingNumber, ""),
            ("m", MissingNumber, "m"),
            ("inf", MissingNumber, "inf"),
            ("1.2.3m", MissingNumber, "1.2.3"),
            (" 5m", MissingNumber, " 5"),
            ("1_000", MissingNumber, "1_000"),
            ("512Mi", UnknownUnit, "Mi"),
            ("512mbi", UnknownUnit, "mbi"),
            ("5  m", UnknownUnit, " m"),
            ("5 bb", UnknownUnit, "bb"),
            ("5e", UnknownUnit, "e"),
            ("5é", UnknownUnit, "é"),
            ("-2", Negative, "-2"),
            ("-1m", Negative, "-1"),
            ("99999999999999999999", TooLarge, "99999999999999999999"),
            ("9000p", TooLarge, "9000p"),
            ("1e300", TooLarge, "1e300"),
        ];
        for (text, kind, blamed) in cases {
            let error = Size::parse(text).unwrap_err();
            assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
        }
    }

    #[test]
    fn the_suffix_of_the_other_platform_is_translated() {
        assert_eq!(meant_size("512Mi"), Some("512m".to_owned()));
        assert_eq!(meant_size("1.5Gi"), Some("1.5g".to_owned()));
        assert_eq!(meant_size("512"), None);
        assert_eq!(meant_size("i"), None);
    }

    proptest! {
        #[test]
        fn errors_are_on_character_boundaries(text in any_text()) {
            let _ = meant_size(&text);
            if let Err(error) = Size::parse(&text) {
                assert_sliceable(&text, error.range);
            }
        }

        #[test]
        fn what_is_shown_reads_back(mantissa in 0u64..100_000, shift in 0u32..46) {
            let size = Bytes(mantissa << shift);
            prop_assert_eq!(Size::parse(&size.to_string()), Ok(size));
        }
    }
}
