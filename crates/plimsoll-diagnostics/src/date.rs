//! Calendar days, for exceptions that expire.

use std::{fmt, str::FromStr};

/// A day of the Gregorian calendar. Ordered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day; `None` if there is no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// The day that holds the instant `seconds` after 1970-01-01T00:00:00Z, in UTC.
    ///
    /// Howard Hinnant's `civil_from_days`, for instants that are not before 1970.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        let days = seconds / 86_400 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(u16::MAX),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }
}

impl Date {
    /// The number of days from this one to `other`; negative where that one is earlier.
    ///
    /// Howard Hinnant's `days_from_civil`.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.days() - self.days()
    }

    /// Days since 1970-01-01.
    fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let shifted = (month + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + day - 1;
        let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        era * 146_097 + day_of_era - 719_468
    }
}

impl FromStr for Date {
    type Err = ();

    /// Reads `2027-01-31`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '-');
        let mut number = |length: usize| {
            let part = parts.next().filter(|it| it.len() == length).ok_or(())?;
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(());
            }
            part.parse::<u16>().map_err(|_| ())
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let small = |it: u16| u8::try_from(it).map_err(|_| ());
        Self::new(year, small(month)?, small(day)?).ok_or(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_read() {
        for (text, expected) in [
            ("2027-01-31", true),
            ("2024-02-29", true),
            ("2027-02-29", false),
            ("2100-02-29", false),
            ("2027-13-01", false),
            ("2027-1-1", false),
            ("+027-01-01", false),
            ("soon", false),
        ] {
            assert_eq!(text.parse::<Date>().is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years_and_back() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        for (from, to, expected) in [
            ("2027-01-31", "2027-02-01", 1),
            ("2024-02-28", "2024-03-01", 2),
            ("2027-03-01", "2027-02-28", -1),
            ("1970-01-01", "2027-01-15", 20_833),
        ] {
            assert_eq!(day(from).days_until(day(to)), expected, "{from} {to}");
        }
    }

    #[test]
    fn an_instant_falls_on_its_day() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_800_000_000, "2027-01-15"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(Date::from_unix_seconds(seconds).to_string(), expected);
        }
    }
}
