//! Field: Kubernetes `CronJob` `schedule`: five fields or a macro such as `@daily`, and no time zone in it.

use crate::prelude::*;

/// The fields: least, most, and names for the numbers from the least on.
const FIELDS: [(u32, u32, &[&str]); 5] = [
    (0, 59, &[]),
    (0, 23, &[]),
    (1, 31, &[]),
    (1, 12, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    (0, 6, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
];

/// Whether the parser of the controller (robfig/cron) reads the text.
fn is_schedule(text: &str) -> bool {
    if let Some(word) = text.strip_prefix('@') {
        return word.strip_prefix("every ").is_some_and(is_duration)
            || matches!(
                word,
                "yearly" | "annually" | "monthly" | "weekly" | "daily" | "midnight" | "hourly"
            );
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    fields.len() == FIELDS.len()
        && fields
            .iter()
            .zip(FIELDS)
            .all(|(field, about)| field.split(',').all(|it| is_part(it, about)))
}

/// Whether it is a duration of Go: `1h30m`.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    while !rest.is_empty() && rest != "0" {
        let behind = rest.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
        let units = ["ns", "us", "\u{b5}s", "\u{3bc}s", "ms", "s", "m", "h"];
        let unit = units.iter().find_map(|it| behind.strip_prefix(it));
        let Some(unit) = unit.filter(|_| behind.len() < rest.len()) else { return false };
        rest = unit;
    }
    !text.is_empty()
}

fn is_part(part: &str, (least, most, names): (u32, u32, &[&str])) -> bool {
    let number = |text: &str| {
        let name = names.iter().zip(least..).find(|(name, _)| name.eq_ignore_ascii_case(text));
        let number = name.map_or_else(|| text.parse().ok(), |(_, number)| Some(number));
        number.filter(|it| (least..=most).contains(it))
    };
    let (range, step) = part.split_once('/').unwrap_or((part, "1"));
    if step.parse::<u32>().is_ok_and(|it| it == 0) || step.parse::<u32>().is_err() {
        return false;
    }
    match range.split_once('-') {
        None => matches!(range, "*" | "?") || number(range).is_some(),
        Some((from, to)) => {
            matches!((number(from), number(to)), (Some(from), Some(to)) if from <= to)
        }
    }
}

pub(super) static RULE: Rule = Rule {
    name: "invalid-schedule",
    summary: "schedule of a job cannot be read",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server"), reliability("validation")],
    check: Check::Workload(|workload, cx| {
        let Some(schedule) = workload.schedule.known().filter(|_| workload.schedule.is_stated())
        else {
            return;
        };
        if schedule.starts_with("TZ=") || schedule.starts_with("CRON_TZ=") {
            cx.report(
                &workload.schedule,
                format!("the time zone of {workload} belongs into `timeZone`"),
            );
        } else if !is_schedule(schedule.trim()) {
            cx.report(&workload.schedule, format!("the schedule of {workload} cannot be read"));
        }
    }),
    ..Rule::UNSET
};
