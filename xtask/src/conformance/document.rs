//! The comparisons as a page of Markdown.

use std::fmt::Write as _;

use super::{
    peers::{Comparison, Score},
    rows::{self, Row},
};

/// One line about a tool.
pub(super) fn summary(comparison: &Comparison) -> String {
    let [rules, mapped, cases, agree, differ] = numbers(comparison);
    format!(
        "{mapped} of {rules} rules mapped; {agree} of {cases} cases agree, {differ} differ for a reason"
    )
}

/// Rules, those that are answered, their cases, cases that agree and that differ.
fn numbers(comparison: &Comparison) -> [usize; 5] {
    let scores = || comparison.rules.values();
    let agree: usize = scores().map(|it| it.agree).sum();
    let differ: usize = scores().map(|it| it.differ.len()).sum();
    let mapped = scores().filter(|it| it.unmapped.is_none()).count();
    [comparison.rules.len(), mapped, agree + differ, agree, differ]
}

/// The page.
pub(super) fn render(comparisons: &[Comparison], rows: &[Row]) -> String {
    let mut page = String::from(
        "# Agreement with other linters\n\n\
         Written by `cargo xtask conformance ../shared/oracles --write` from test cases of these tools. A\n\
         case agrees where a rule of plimsoll that names the other tool's rule among its controls finds\n\
         something where that tool does, and nothing where it does not. Every difference was reviewed.\n\n\
         | Tool | Rules | Mapped | Cases | Agree | Differ for a reason |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    for it in comparisons {
        let [rules, mapped, cases, agree, differ] = numbers(it);
        let title = it.authority.title();
        let _ = writeln!(page, "| {title} | {rules} | {mapped} | {cases} | {agree} | {differ} |");
    }
    for it in comparisons {
        let _ = write!(
            page,
            "\n## {}\n\n| Rule | Answered by | Agree | Differ |\n| --- | --- | --- | --- |\n",
            it.authority.title()
        );
        for (rule, score) in &it.rules {
            if score.unmapped.is_none() {
                let _ = writeln!(page, "{}", row(rule, score));
            }
        }
        differences(&mut page, it);
        unmapped(&mut page, it);
    }
    union(&mut page, rows);
    page
}

/// The union of all checks, row by row.
fn union(page: &mut String, rows: &[Row]) {
    let _ = write!(
        page,
        "\n## Every check for manifests\n\n\
         Rows of the union of what linters of manifests check, as far as they are graded critical, high or\n\
         medium: {}.\n\n| Row | Decided by | But |\n| --- | --- | --- |\n",
        rows::summary(rows)
    );
    for it in rows {
        let ours: Vec<_> = it.rules.iter().map(|it| format!("`{it}`")).collect();
        let but = it.but.as_deref().unwrap_or("");
        let _ = writeln!(page, "| {} | {} | {but} |", it.slug, ours.join(", "));
    }
}

fn row(rule: &str, score: &Score) -> String {
    let ours: Vec<_> = score.answered_by.iter().map(|it| format!("`{it}`")).collect();
    format!("| {rule} | {} | {} | {} |", ours.join(", "), score.agree, score.differ.len())
}

fn differences(page: &mut String, comparison: &Comparison) {
    let mut told: Vec<(&str, &str, usize)> = Vec::new();
    for (rule, score) in &comparison.rules {
        for (_, reason) in &score.differ {
            match told.iter_mut().find(|it| it.0 == rule && it.1 == reason) {
                Some(it) => it.2 += 1,
                None => told.push((rule, reason, 1)),
            }
        }
    }
    if told.is_empty() {
        return;
    }
    page.push_str("\nDifferences:\n\n");
    for (rule, reason, count) in told {
        let cases = if count == 1 { "case" } else { "cases" };
        let _ = writeln!(page, "- {rule} ({count} {cases}): {reason}");
    }
}

fn unmapped(page: &mut String, comparison: &Comparison) {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (rule, score) in &comparison.rules {
        let Some(reason) = &score.unmapped else { continue };
        match reasons.iter_mut().find(|it| it.0 == reason) {
            Some(it) => it.1.push(rule),
            None => reasons.push((reason, vec![rule])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    page.push_str("\nNot answered:\n\n");
    for (reason, rules) in reasons {
        let _ = writeln!(page, "- {}: {reason}", rules.join(", "));
    }
}
