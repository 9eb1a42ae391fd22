//! Amounts of resources: `resource.Quantity` of apimachinery 0.37.
//!
//! An amount is kept in billionths, which is the finest that Kubernetes knows. Amounts that it
//! keeps as a mantissa with a decimal exponent are remembered as such, because only those of them
//! that have no fraction *as written* are integers to `asInteger`: `1000m` is none.

use std::cmp::Ordering;

/// An amount of a resource.
#[derive(Debug, Clone, Copy)]
pub struct Quantity {
    /// The amount in billionths; amounts that do not fit are as large as fits.
    nanos: i128,
    /// Mantissa and decimal exponent, if it is kept like that.
    scaled: Option<(i64, i32)>,
    /// Whether it was worked out from others.
    is_sum: bool,
}

const NANO: i32 = -9;

/// The largest binary amount that is not kept as mantissa and exponent: `1<<63 - 1`.
const CAP: i128 = i64::MAX as i128 * 1_000_000_000;

impl Quantity {
    /// Reads `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (is_negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let whole_length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, rest) = rest.split_at(whole_length);
        let (fraction, suffix) = match rest.strip_prefix('.') {
            Some(rest) => rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count()),
            None => ("", rest),
        };
        if text.is_empty() {
            return None;
        }
        // A unit alone is none of it: `k` is 0, but only where the mantissa is read as an integer.
        let is_number = !(whole.is_empty() && fraction.is_empty());
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            digits => digits,
        };
        let (is_binary, exponent) = exponent(suffix)?;
        let amount = Self::put_together(is_negative, whole, fraction, is_binary, exponent);
        (is_number || amount.scaled.is_some()).then_some(amount)
    }

    fn put_together(
        is_negative: bool,
        whole: &str,
        fraction: &str,
        is_binary: bool,
        exponent: i32,
    ) -> Self {
        let digits = i32::try_from(whole.len() + fraction.len()).unwrap_or(i32::MAX);
        let precision = match (is_binary, fraction.is_empty()) {
            (false, _) => 18_i32.saturating_sub(digits),
            // About three decimal digits for every ten bits, as the server reckons.
            (true, true) => 15_i32.saturating_sub(digits) - exponent * 3 / 10 - 1,
            (true, false) => -1,
        };
        let sign: i64 = if is_negative { -1 } else { 1 };
        if precision >= 0 {
            let scale = if is_binary { 0 } else { exponent }
                - i32::try_from(fraction.len()).unwrap_or(i32::MAX);
            let factor = if is_binary { 1_i64 << exponent.clamp(0, 62) } else { 1 };
            let mantissa: Option<i64> = format!("{whole}{fraction}").parse().ok();
            if let Some(value) =
                mantissa.and_then(|value| value.checked_mul(factor)).filter(|_| scale >= NANO)
            {
                return Self::scaled(sign * value, scale);
            }
        }
        Self {
            nanos: i128::from(sign) * large(whole, fraction, is_binary, exponent),
            scaled: None,
            is_sum: false,
        }
    }

    fn scaled(value: i64, scale: i32) -> Self {
        let nanos =
            match u32::try_from(scale - NANO).ok().and_then(|power| 10_i128.checked_pow(power)) {
                Some(factor) => i128::from(value).saturating_mul(factor),
                None if value == 0 => 0,
                None => i128::MAX * i128::from(value.signum()),
            };
        Self { nanos, scaled: Some((value, scale)), is_sum: false }
    }

    /// The integer `value`.
    #[must_use]
    pub fn from_int(value: i64) -> Self {
        Self::scaled(value, 0)
    }

    /// The amount as an integer, if the server says that it is one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        let (value, scale) = self.scaled?;
        value.checked_mul(10_i64.checked_pow(u32::try_from(scale).ok()?)?)
    }

    /// The amount, about.
    #[must_use]
    pub fn as_double(&self) -> f64 {
        match self.scaled {
            #[expect(clippy::cast_precision_loss, reason = "about is what is asked for")]
            Some((value, scale)) => value as f64 * 10_f64.powi(scale),
            #[expect(clippy::cast_precision_loss, reason = "about is what is asked for")]
            None => self.nanos as f64 * 1e-9,
        }
    }

    /// Whether it was worked out from others: nothing is equal to such an amount on the server, where
    /// comparing with it fails.
    pub(crate) fn is_sum(&self) -> bool {
        self.is_sum
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn sign(&self) -> i64 {
        match self.nanos.cmp(&0) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }

    /// The sum of the two.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let small = || {
            let ((left, left_scale), (right, right_scale)) = (self.scaled?, other.scaled?);
            let scale = left_scale.min(right_scale);
            let at = |value: i64, from: i32| {
                value.checked_mul(10_i64.checked_pow(u32::try_from(from - scale).ok()?)?)
            };
            Some(Self::scaled(at(left, left_scale)?.checked_add(at(right, right_scale)?)?, scale))
        };
        let large =
            Self { nanos: self.nanos.saturating_add(other.nanos), scaled: None, is_sum: true };
        Self { is_sum: true, ..small().unwrap_or(large) }
    }

    /// The one without the other.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        let scaled = other.scaled.and_then(|(value, scale)| Some((value.checked_neg()?, scale)));
        self.add(&Self { nanos: other.nanos.saturating_neg(), scaled, is_sum: false })
    }
}

/// An amount that does not fit into a mantissa, in billionths, rounded up and capped.
fn large(whole: &str, fraction: &str, is_binary: bool, exponent: i32) -> i128 {
    // More digits than a capped amount can have only say that it is capped.
    const DIGITS: usize = 36;
    let cap = if is_binary { CAP } else { i128::MAX };
    if whole.len() > DIGITS {
        return cap;
    }
    let kept = &fraction[..fraction.len().min(DIGITS.saturating_sub(whole.len()))];
    let is_cut = fraction[kept.len()..].bytes().any(|digit| digit != b'0');
    let mantissa: i128 = format!("{whole}{kept}").parse().unwrap_or(i128::MAX);
    let mut power = -i32::try_from(kept.len()).unwrap_or(0) - NANO;
    let mut value = mantissa;
    if is_binary {
        value = match 1_i128
            .checked_shl(u32::try_from(exponent).unwrap_or(0))
            .and_then(|by| value.checked_mul(by))
        {
            Some(value) => value,
            None => return cap,
        };
    } else {
        power = power.saturating_add(exponent);
    }
    let Ok(up) = u32::try_from(power) else {
        let Some(by) = 10_i128.checked_pow(power.unsigned_abs()) else {
            return i128::from(value != 0);
        };
        let rounds_up = value % by != 0 || is_cut;
        return (value / by + i128::from(rounds_up)).min(cap);
    };
    match 10_i128.checked_pow(up).and_then(|by| value.checked_mul(by)) {
        Some(value) => value.saturating_add(i128::from(is_cut)).min(cap),
        None if value == 0 => 0,
        None => cap,
    }
}

/// Whether a suffix is binary, and its exponent of two or ten.
fn exponent(suffix: &str) -> Option<(bool, i32)> {
    Some(match suffix {
        "" => (false, 0),
        "n" => (false, -9),
        "u" => (false, -6),
        "m" => (false, -3),
        "k" => (false, 3),
        "M" => (false, 6),
        "G" => (false, 9),
        "T" => (false, 12),
        "P" => (false, 15),
        "E" => (false, 18),
        "Ki" => (true, 10),
        "Mi" => (true, 20),
        "Gi" => (true, 30),
        "Ti" => (true, 40),
        "Pi" => (true, 50),
        "Ei" => (true, 60),
        _ => {
            let digits = suffix.strip_prefix(['e', 'E'])?;
            (false, digits.parse::<i64>().ok().and_then(|power| i32::try_from(power).ok())?)
        }
    })
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}
