//! How the last day of an exception stands to the day of a run.

use crate::Date;

/// How many days before its last one an exception is announced to end.
const NOTICE: i64 = 14;

/// How the last day of something stands to the day of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// It has no last day, that day is further off, or nobody says what day it is.
    Running,
    /// It holds, and ends within two weeks, on this day.
    Ending(Date),
    /// This day, its last one, has passed.
    Over(Date),
}

impl Term {
    /// That of something which holds on `until` for the last time, on `today`.
    #[must_use]
    pub fn of(until: Option<Date>, today: Option<Date>) -> Self {
        let (Some(until), Some(today)) = (until, today) else { return Self::Running };
        match today.days_until(until) {
            ..0 => Self::Over(until),
            0..=NOTICE => Self::Ending(until),
            _ => Self::Running,
        }
    }

    /// Whether the last day has passed.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Over(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_and_two_weeks_before_it_are_notice() {
        let day = |text: &str| text.parse::<Date>().ok();
        let until = day("2027-01-31");
        for (today, expected) in [
            ("2027-02-01", "over"),
            ("2027-01-31", "ending"),
            ("2027-01-17", "ending"),
            ("2027-01-16", "running"),
        ] {
            let found = match Term::of(until, day(today)) {
                Term::Over(_) => "over",
                Term::Ending(_) => "ending",
                Term::Running => "running",
            };
            assert_eq!(found, expected, "{today}");
        }
        assert_eq!(Term::of(None, day("2027-01-31")), Term::Running);
        assert_eq!(Term::of(until, None), Term::Running, "without a day nothing ends");
    }
}
